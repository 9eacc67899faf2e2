"""Lines that end within the body run out to a point, as drawn by a pen that is lifted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.ink.fitting import GRID

Line = NDArray[np.float64]
Mask = NDArray[np.bool_]

_JOINS = 2.0
"""Up to how many pixels from another line, or from the edge of the body, an end joins it."""
_MOST = 0.3
"""How much of a line is its taper at most."""


def tapered(lines: Sequence[Line], body: Mask, width: float, length: float) -> Iterator[tuple[Line, list[Line]]]:
    """Yield of each line (n, 2), in pixels, what keeps its width, and the outlines of its ends that run out."""
    for number, line in enumerate(lines):
        others = [other for index, other in enumerate(lines) if index != number]
        ends = [_is_free(line[end], others, body) for end in (0, -1)]
        yield _cut(line, ends, width, length)


def _is_free(end: Line, others: Sequence[Line], body: Mask) -> bool:
    x, y = (round(float(value)) for value in end)
    reach = int(_JOINS)
    near = body[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach]
    if near.shape != (2 * reach, 2 * reach) or not near.all():
        return False
    return all(float(((other - end) ** 2).sum(axis=1).min()) > _JOINS**2 for other in others)


def _cut(line: Line, free: Sequence[bool], width: float, length: float) -> tuple[Line, list[Line]]:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    whole = float(along[-1])
    taper = min(length, _MOST * whole)
    first, last = taper * free[0], whole - taper * free[1]
    tips = [
        _tip(line, along, start, end, width)
        for is_free, start, end in zip(free, (first, last), (0.0, whole), strict=True)
        if is_free
    ]
    inner = (along > first) & (along < last)
    return np.vstack([_at(line, along, first), line[inner], _at(line, along, last)]), tips


def _tip(line: Line, along: Line, start: float, end: float, width: float) -> Line:
    """Return the outline of what runs out from `start` to a point at `end`."""
    places = start + (end - start) * np.array([0.0, 0.5, 1.0])
    root, middle, point = (_at(line, along, place) for place in places)
    aside = np.array([root[1] - point[1], point[0] - root[0]])
    # Rounded, so that noise leads to no other drawing.
    aside = np.round(aside / (float(np.hypot(*aside)) or 1.0) * GRID) / GRID * width / 2
    return np.array([root + aside, middle + 0.6 * aside, point, middle - 0.6 * aside, root - aside])


def _at(line: Line, along: Line, place: float) -> Line:
    return np.array([np.interp(place, along, line[:, axis]) for axis in (0, 1)])
