"""Eyes, brows, nose and mouth, drawn on the head where they can be seen. Centimetres, in the frame of the head."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.scene.stage import Look

_LID = ((8.3, 1.6, 0.15), (8.4, 2.2, 0.75), (8.1, 3.1, 0.85), (7.3, 4.0, 0.3))
_EYE = ((8.3, 2.75, 0.75), (8.3, 2.75, -0.25))
_BROW = ((8.5, 1.3, 2.3), (8.4, 2.4, 2.75), (7.6, 3.7, 2.7), (6.9, 4.4, 2.2))
_MOUTH = ((8.1, 2.3, -4.45), (8.8, 1.2, -5.05), (9.05, 0.0, -5.2), (8.8, -1.2, -5.05), (8.1, -2.3, -4.45))
_NOSE = ((9.7, 1.4, -1.5), (10.2, 1.0, -2.4), (10.6, 0.0, -2.6), (10.2, -1.0, -2.4), (9.7, -1.4, -1.5))
_LEAST_FACING = 0.12
"""How much the skin under a line must face the viewer: at the rim of the face it would be a smear."""

_STEEP = 0.87
"""From how steeply above or below, as the sine of the angle, a face is so short that its lines run into a blot."""


def features(look: Look) -> Iterator[NDArray[np.float64]]:
    """Yield the lines of the face that are seen, centimetres on the screen (n, 2)."""
    if abs(float(look.stage.skeleton.frames["head"][:, 2] @ look.stage.camera.matrix[2])) > _STEEP:
        return
    mirrored = [tuple((x, -y, z) for x, y, z in line) for line in (_LID, _EYE, _BROW)]
    # In a small face it would be a moustache.
    nose = () if look.stage.figure.crop == "none" else (_NOSE,)
    for line in (_LID, _EYE, _BROW, *mirrored, *nose, _MOUTH):
        yield from _seen(look, np.array(line))


def _seen(look: Look, line: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """Yield the stretches of a line that no other part hides and that face the viewer."""
    skeleton = look.stage.skeleton
    shares = np.linspace(0, 1, 13)
    fine = np.stack([np.interp(shares, np.linspace(0, 1, len(line)), line[:, axis]) for axis in range(3)], axis=1)
    world = skeleton.points["head"] + fine @ skeleton.frames["head"].T
    screen = world @ look.stage.camera.matrix.T
    facing = (fine / np.linalg.norm(fine, axis=1)[:, None]) @ (skeleton.frames["head"].T @ look.stage.camera.matrix[2])
    visible = (facing > _LEAST_FACING) & _on_head(look, screen)
    for start, end in _runs(visible):
        if end - start >= 4:
            yield screen[start:end, :2]


def _on_head(look: Look, screen: NDArray[np.float64]) -> NDArray[np.bool_]:
    pixels = np.floor(look.view.to_pixels(screen[:, :2])).astype(int)
    height, width = look.view.part.shape
    inside = (pixels >= 0).all(axis=1) & (pixels[:, 0] < width) & (pixels[:, 1] < height)
    x, y = np.clip(pixels[:, 0], 0, width - 1), np.clip(pixels[:, 1], 0, height - 1)
    found: NDArray[np.bool_] = inside & look.is_part("head")[y, x] & (look.view.depth[y, x] < screen[:, 2] + 2.0)
    return found


def _runs(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
