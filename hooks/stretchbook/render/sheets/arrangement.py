"""How the pictures of one stretch share their place on a sheet: in their order, and the end of the movement large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

GAP = 2.0
"""Between two pictures, in millimetres."""

LETTERS = "ABC"
"""Beside the pictures, so that nobody takes another view for the next step."""

MOST_PICTURES = len(LETTERS)
"""More would be too small."""

_CLOSE_UP = 65
"""What shows no more centimetres than these either way is near: there a smaller picture would show a smaller head."""

_SCALES = (1.0, 0.8, 0.65)
"""How large the others are beside the end of the movement; of a close-up, start and end have one scale."""

_WORTH_OF_ONE_SCALE, _WORTH_OF_ALL, _ENOUGH = 1.15, 1.3, 1.3
"""How many times as good it is that all have one scale, or that none is left out; and up to how many times the size
that is asked for larger is better."""

_ROWS: dict[int, tuple[tuple[tuple[int, ...], ...], ...]] = {
    1: (((0,),),),
    2: (((0, 1),), ((0,), (1,))),
    3: (((0, 1, 2),), ((0,), (1,), (2,)), ((0, 1), (2,)), ((0,), (1, 2))),
}
"""For so many pictures, which may stand beside each other, row by row."""


@dataclass(frozen=True)
class Room:
    """The room for a stretch's pictures, in millimetres; and how wide or high the end of the movement is to be."""

    width: float
    height: float
    end_width: float
    end_height: float


@dataclass(frozen=True)
class Panel:
    """One picture, named by its number from 0: where its upper left corner is, and its size, in millimetres.

    `letter` says its place in the order, and stands at `letter_x`, at its upper edge; none where it is alone.
    """

    number: int
    x: float
    y: float
    width: float
    height: float
    letter: str
    letter_x: float


@dataclass(frozen=True)
class Arrangement:
    """The pictures that are shown, in their order; `width` and `height` are those of the whole, in millimetres."""

    panels: tuple[Panel, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Shape:
    """A picture's size in centimetres of what it shows, and how many millimetres its letter takes on its left."""

    width: float
    height: float
    beside: float = 0.0

    def times(self, scale: float) -> Shape:
        """Return the shape in another scale."""
        return replace(self, width=scale * self.width, height=scale * self.height)


def arranged(shapes: Sequence[Shape], room: Room, least: int = 2) -> Arrangement:
    """Return how to show pictures, one at least; of more than two, `least` have to be shown."""
    return _arranged(tuple(shapes), room, least)


@lru_cache(maxsize=512)
def _arranged(shapes: tuple[Shape, ...], room: Room, least: int) -> Arrangement:
    most = min(len(shapes), MOST_PICTURES)
    found = [
        (option, scale)
        for chosen in sorted({min(least, most), most})
        for option, scale in _options(shapes[:chosen], room)
    ]
    return max(found, key=lambda each: _worth(each[0], each[1], room, most))[0]


def _options(shapes: Sequence[Shape], room: Room) -> Iterator[tuple[Arrangement, float]]:
    end = min(1, len(shapes) - 1)
    is_close_up = max(max(shape.width, shape.height) for shape in shapes) < _CLOSE_UP
    for scale in _SCALES:
        kept = (0, end) if is_close_up else (end,)
        scaled = [shape if number in kept else shape.times(scale) for number, shape in enumerate(shapes)]
        for rows in _ROWS[len(shapes)]:
            yield _placed(scaled, rows, room), scale
        if len(shapes) == MOST_PICTURES:
            yield _around(scaled, room), scale


def _placed(shapes: Sequence[Shape], rows: Sequence[Sequence[int]], room: Room) -> Arrangement:
    free = [room.width - GAP * (len(row) - 1) - sum(shapes[number].beside for number in row) for row in rows]
    wide = [sum(shapes[number].width for number in row) for row in rows]
    high = [max(shapes[number].height for number in row) for row in rows]
    across = min(left / width for left, width in zip(free, wide, strict=True))
    times = min(across, (room.height - GAP * (len(rows) - 1)) / sum(high))
    panels, top = [], 0.0
    for row, height in zip(rows, high, strict=True):
        left = 0.0
        for number in row:
            shape = shapes[number].times(times)
            x, letter = left + shape.beside, LETTERS[number] if len(shapes) > 1 else ""
            panels.append(
                Panel(number, x, top + height * times - shape.height, shape.width, shape.height, letter, left)
            )
            left = x + shape.width + GAP
        top += height * times + GAP
    return Arrangement(tuple(panels), max(panel.x + panel.width for panel in panels), top - GAP)


def _around(shapes: Sequence[Shape], room: Room) -> Arrangement:
    """Return an arrangement of three with the end on the right of the two others, as high as both."""
    first, end, last = shapes
    beside = max(first.beside, last.beside)
    wide, high = max(first.width, last.width), first.height + last.height
    free = room.width - GAP - beside - end.beside
    times = min(free / (wide + end.width), (room.height - GAP) / high, room.height / end.height)
    first, end, last = (shape.times(times) for shape in shapes)
    height = max(first.height + GAP + last.height, end.height)
    left = beside + wide * times + GAP
    panels = (
        _panel(0, replace(first, beside=beside), 0.0, 0.0, shapes),
        _panel(1, end, left, height - end.height, shapes),
        _panel(2, replace(last, beside=beside), 0.0, height - last.height, shapes),
    )
    return Arrangement(panels, left + end.beside + end.width, height)


def _panel(number: int, shape: Shape, left: float, top: float, shapes: Sequence[Shape]) -> Panel:
    letter = LETTERS[number] if len(shapes) > 1 else ""
    return Panel(number, left + shape.beside, top, shape.width, shape.height, letter, left)


def _worth(option: Arrangement, scale: float, room: Room, number: int) -> float:
    end = option.panels[min(1, len(option.panels) - 1)]
    asked = max(end.width / room.end_width, end.height / room.end_height)
    size = min(_ENOUGH, asked) * min(1, asked)
    times = (_WORTH_OF_ONE_SCALE if scale == 1 else 0.6 + 0.4 * scale) * (
        _WORTH_OF_ALL if len(option.panels) == number else 1
    )
    # Where two are as good, that with the larger end.
    return size * times + 0.001 * end.width
