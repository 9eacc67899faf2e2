"""How the pictures of one stretch share their place on a sheet: the end of the movement large, the rest small."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

GAP = 2.0
"""Between two pictures, in millimetres."""

_SMALLEST_SHARE = 0.42
"""A small picture is at least so wide, in times the large one; else it is left out."""

_SMALLEST = 12.0
"""In millimetres, across or down: less shows nothing."""

_WORTH_OF_SMALL, _WORTH_OF_ALL = 1.2, 1.5
"""How much the width of the small pictures counts beside that of the large one; and how many times as much it is worth
to show all pictures, where there are more than two."""


@dataclass(frozen=True)
class Room:
    """The room for a stretch's pictures, in millimetres, and how wide they are to be together."""

    width: float
    height: float
    least_width: float


@dataclass(frozen=True)
class Arrangement:
    """Small pictures in rows of `columns`, left of the large one, or above it where `is_beside` is false.

    Pictures are named by their numbers from 0; `large` is None where all are equally wide. Widths and `height`, that
    of the whole, are in millimetres.
    """

    small: tuple[int, ...]
    small_width: float
    columns: int
    large: int | None
    large_width: float
    is_beside: bool
    width: float
    height: float


def arranged(ratios: Sequence[float], room: Room) -> Arrangement:
    """Return how to show pictures of the given ratios of width to height, one at least."""
    found = [option for chosen in _choices(len(ratios)) for option in _options(ratios, chosen, room)]
    return max(found, key=lambda option: _worth(option, len(ratios), room))


def _choices(number: int) -> Iterable[tuple[int, ...]]:
    """Return the numbers of the pictures that may be shown: all, or the way from the start to where it arrives."""
    return dict.fromkeys((tuple(range(number)), tuple(range(min(2, number)))))


def _options(ratios: Sequence[float], chosen: tuple[int, ...], room: Room) -> Iterator[Arrangement]:
    large = min(1, len(ratios) - 1)
    small = tuple(number for number in chosen if number != large)
    for columns in range(1, len(chosen) + 1):
        yield _equal(ratios, chosen, columns, room)
    for columns in range(1, len(small) + 1):
        for is_beside in (True, False):
            yield from _with_large(ratios, (small, large), (columns, is_beside), room)


def _equal(ratios: Sequence[float], chosen: tuple[int, ...], columns: int, room: Room) -> Arrangement:
    rows = math.ceil(len(chosen) / columns)
    ratio = min(ratios[number] for number in chosen)
    width = min((room.width - GAP * (columns - 1)) / columns, ratio * (room.height - GAP * (rows - 1)) / rows)
    whole, high = columns * width + GAP * (columns - 1), rows * width / ratio + GAP * (rows - 1)
    return Arrangement(chosen, width, columns, None, width, is_beside=True, width=whole, height=high)


def _with_large(
    ratios: Sequence[float], shown: tuple[tuple[int, ...], int], placed: tuple[int, bool], room: Room
) -> Iterator[Arrangement]:
    (small, large), (columns, is_beside) = shown, placed
    rows = math.ceil(len(small) / columns)
    ratio = min(ratios[number] for number in small)
    for millimetres in range(10, math.floor(min(room.width, ratios[large] * room.height)) + 1):
        width, high = float(millimetres), millimetres / ratios[large]
        free = (room.width - width - GAP, room.height) if is_beside else (room.width, room.height - high - GAP)
        fitting = min((free[0] - GAP * (columns - 1)) / columns, ratio * (free[1] - GAP * (rows - 1)) / rows, width)
        if fitting < _SMALLEST_SHARE * width or min(fitting, fitting / ratio) < _SMALLEST:
            continue
        across, down = columns * fitting + GAP * (columns - 1), rows * fitting / ratio + GAP * (rows - 1)
        whole = (across + GAP + width, max(down, high)) if is_beside else (max(across, width), down + GAP + high)
        yield Arrangement(small, fitting, columns, large, width, is_beside, *whole)


def _worth(option: Arrangement, number: int, room: Room) -> tuple[bool, float]:
    is_wide = option.width >= room.least_width - 0.01
    shown = len(option.small) + (option.large is not None)
    times = _WORTH_OF_ALL if number > 2 and shown == number else 1
    return is_wide, times * (option.large_width + _WORTH_OF_SMALL * option.small_width)
