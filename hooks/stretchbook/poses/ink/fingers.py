"""Lines between fingers and between toes, drawn where they can be seen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.blobs import Groove
from stretchbook.poses.body.feet import arch, toe_lines, tucked
from stretchbook.poses.body.hands import grooves
from stretchbook.poses.body.sides import SIDES
from stretchbook.poses.scene.stage import Look, Mask

_LEAST_FACING = 0.2
"""How much the skin under a line must face the viewer."""
_ROOM = 2.3
"""How far apart lines must be, in their own widths: seen from the rim of a hand the outer ones are left out."""
_NEAR = 1.3
"""How far in front of a line there may be something that counts as the same skin, centimetres."""
_SHORTEST = 1.1
"""What is shorter, in centimetres, is a speck."""


def finger_lines(look: Look, width: float) -> Iterator[NDArray[np.float64]]:
    """Yield the lines between fingers that are seen, centimetres on the screen (n, 2); they are `width` wide."""
    skeleton = look.stage.skeleton
    for side in SIDES:
        fingers = look.is_part(f"{side} fingers", f"{side} palm")
        for lines in grooves(skeleton, side, look.stage.posed.shapes[side]) if fingers.any() else ():
            yield from _seen(look, fingers, lines, width, len(lines) // 2)


def toe_marks(look: Look, width: float) -> Iterator[NDArray[np.float64]]:
    """Yield the lines between toes, and along the arch of the sole, as `finger_lines` does."""
    skeleton = look.stage.skeleton
    for side in SIDES:
        toes = look.is_part(f"{side} foot")
        if toes.any():
            for lines in toe_lines(skeleton, side, tucked(skeleton, side)):
                yield from _seen(look, toes, lines, width, 0)
            yield from _seen(look, toes, [arch(skeleton, side)], width, 0)


def _seen(look: Look, part: Mask, lines: list[Groove], width: float, alone: int) -> Iterator[NDArray[np.float64]]:
    """Yield what is seen of lines that lie beside each other: all, or one where there is no room for all."""
    camera = look.stage.camera.matrix
    screens = [points @ camera.T for points, _ in lines]
    chosen = range(len(lines)) if len(lines) > 1 and _apart(screens) > _ROOM * width else (alone,)
    for number in chosen:
        seen = np.round(lines[number][1] @ camera[2], 6) > _LEAST_FACING
        yield from _long_ones(screens[number][:, :2], seen & _on(look, part, screens[number]))


def _apart(screens: list[NDArray[np.float64]]) -> float:
    """Return how far apart lines are on the screen, beside each other, where they begin."""
    one, last = screens[0], screens[-1]
    way = one[-1, :2] - one[0, :2]
    aside, length = (last[0] - one[0])[:2], float(np.hypot(*way))
    across = abs(float(way[0] * aside[1] - way[1] * aside[0])) / length if length > _POINT else float(np.hypot(*aside))
    return round(across / (len(screens) - 1), 6)


_POINT = 0.1
"""What is shorter on the screen, in centimetres, has no direction."""


def _on(look: Look, part: Mask, screen: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which points (n, 3) of the view lie on a part that nothing hides."""
    pixels = np.floor(np.round(look.view.to_pixels(screen[:, :2]), 6)).astype(int)
    height, width = part.shape
    inside = (pixels >= 0).all(axis=1) & (pixels[:, 0] < width) & (pixels[:, 1] < height)
    x, y = np.clip(pixels[:, 0], 0, width - 1), np.clip(pixels[:, 1], 0, height - 1)
    over = np.round(look.view.depth[y, x] - screen[:, 2], 3)
    found: NDArray[np.bool_] = inside & part[y, x] & (over < _NEAR)
    return found


def _long_ones(line: NDArray[np.float64], seen: NDArray[np.bool_]) -> Iterator[NDArray[np.float64]]:
    """Yield the stretches of a line that are seen and are long enough to be more than a speck."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(int)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        piece = line[start:end]
        if round(float(np.hypot(*np.diff(piece, axis=0).T).sum()), 6) > _SHORTEST:
            yield piece
