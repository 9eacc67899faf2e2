"""Eyes, brows, nose, mouth and ears, drawn on the head where they can be seen. Centimetres, in the frame of the head.

A face is calm: its mouth is nearly level, its brows are at rest, and whoever lies with the face up has closed eyes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.scene.stage import Look

_Points = tuple[tuple[float, float, float], ...]

_LID: _Points = ((8.3, 1.75, 0.2), (8.35, 2.3, 0.75), (8.1, 3.1, 0.8), (7.3, 3.95, 0.25))
_CLOSED: _Points = ((8.3, 1.7, 0.15), (8.3, 2.4, -0.3), (8.1, 3.2, -0.3), (7.3, 4.0, 0.2))
_IRIS = (8.3, 2.75, 0.2)
_BROW: _Points = ((8.5, 1.5, 2.3), (8.4, 2.5, 2.75), (7.6, 3.6, 2.75), (6.9, 4.3, 2.35))
_MOUTH: _Points = ((8.1, 2.1, -5.0), (8.8, 1.0, -5.18), (9.0, 0.0, -5.2), (8.8, -1.0, -5.18), (8.1, -2.1, -5.0))
_NOSE: _Points = ((9.4, 1.35, -2.1), (9.9, 0.9, -2.9), (10.2, 0.0, -3.05), (9.9, -0.9, -2.9), (9.4, -1.35, -2.1))
_EAR: _Points = ((0.5, 8.0, 0.6), (-0.9, 8.1, 0.9), (-1.5, 8.1, -0.8), (-0.6, 8.1, -2.2), (0.2, 8.0, -2.9))
_LINE: _Points = ((9.2, 1.9, -2.7), (8.7, 2.5, -3.6), (8.2, 2.7, -4.6))
"""What years leave beside nose and mouth."""
_IRIS_RADII = (0.5, 0.72)
"""Half the width and half the height of what is dark in an eye."""
_LEAST_FACING = 0.14
"""How much the skin under a line must face the viewer: at the rim of the face it would be a smear."""
_STEEP = 0.87
"""From how steeply above or below, as the sine of the angle, a face is so short that its lines run into a blot."""
_FACE_UP = 0.45
"""From how much upwards a face looks, as the sine of the angle, its eyes are closed."""
_LARGE = 34.0
"""From how many points of the page a head is so large that it shows lids, the nose and what is in an ear."""
_HEAD_HEIGHT = 22.0
_LEAST_IRIS = 0.55
"""Half of how large an eye is at least, points of the page."""


@dataclass(frozen=True)
class Face:
    """The lines of a face as they are seen, centimetres on the screen (n, 2): plain ones, fine ones, and the eyes."""

    lines: list[NDArray[np.float64]]
    fine: list[NDArray[np.float64]]
    eyes: list[NDArray[np.float64]]


def face(look: Look, point: float) -> Face:
    """Return what is seen of a face; `point` is how many centimetres of it are a point of the page."""
    head = look.stage.skeleton.frames["head"]
    if abs(float(np.round(head[:, 2] @ look.stage.camera.matrix[2], 6))) > _STEEP:
        return Face([], [], [])
    large = _HEAD_HEIGHT / point >= _LARGE
    closed = float(np.round(head[2, 0], 6)) > _FACE_UP
    lids = (_CLOSED,) if closed else (_LID,) if large else ()
    lines = [*_both(lids), _MOUTH]
    fine = [*_both((_BROW,)), *((_NOSE, *_both((_EAR,))) if large else ())]
    if large and look.stage.figure.person.older:
        fine += _both((_LINE,))
    return Face(
        [part for line in lines for part in _seen(look, np.array(line))],
        [part for line in fine for part in _seen(look, np.array(line), "ear" if line in _both((_EAR,)) else "head")],
        [] if closed else list(_eyes(look, point)),
    )


def _both(lines: tuple[_Points, ...]) -> list[_Points]:
    """Return lines of the left side, and the same of the right."""
    return [*lines, *(tuple((x, -y, z) for x, y, z in line) for line in lines)]


def _eyes(look: Look, point: float) -> Iterator[NDArray[np.float64]]:
    """Yield the outlines of what is dark in the eyes, where it is seen from end to end."""
    wide, high = (max(radius, _LEAST_IRIS * point) for radius in _IRIS_RADII)
    turns = np.linspace(0, 2 * np.pi, 13)
    for ((x, y, z),) in _both(((_IRIS,),)):
        across = y + wide * np.cos(turns)
        # The cheek falls back to the side.
        ring = np.stack([x - 0.35 * (np.abs(across) - abs(y)), across, z + high * np.sin(turns)], axis=1)
        if list(_seen(look, np.array([[x, y, z]] * 2))):
            yield _on_screen(look, ring)[:, :2]


def _on_screen(look: Look, points: NDArray[np.float64]) -> NDArray[np.float64]:
    skeleton = look.stage.skeleton
    world = skeleton.points["head"] + points @ skeleton.frames["head"].T
    screen: NDArray[np.float64] = world @ look.stage.camera.matrix.T
    return screen


def _seen(look: Look, line: NDArray[np.float64], part: str = "head") -> Iterator[NDArray[np.float64]]:
    """Yield the stretches of a line that nothing else hides and that face the viewer."""
    shares = np.linspace(0, 1, 25)
    fine = np.stack([np.interp(shares, np.linspace(0, 1, len(line)), line[:, axis]) for axis in range(3)], axis=1)
    screen = _on_screen(look, fine)
    toward = look.stage.skeleton.frames["head"].T @ look.stage.camera.matrix[2]
    facing = np.round((fine / np.linalg.norm(fine, axis=1)[:, None]) @ toward, 6)
    visible = (facing > _LEAST_FACING) & _on_part(look, screen, part)
    for start, end in _runs(visible):
        if end - start >= 5:
            yield screen[start:end, :2]


def _on_part(look: Look, screen: NDArray[np.float64], part: str) -> NDArray[np.bool_]:
    pixels = np.floor(look.view.to_pixels(screen[:, :2])).astype(int)
    height, width = look.view.part.shape
    inside = (pixels >= 0).all(axis=1) & (pixels[:, 0] < width) & (pixels[:, 1] < height)
    x, y = np.clip(pixels[:, 0], 0, width - 1), np.clip(pixels[:, 1], 0, height - 1)
    found: NDArray[np.bool_] = inside & look.is_part(part)[y, x] & (look.view.depth[y, x] < screen[:, 2] + 2.0)
    return found


def _runs(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
