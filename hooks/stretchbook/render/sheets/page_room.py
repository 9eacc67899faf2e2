"""How stretches are shared out over the fronts of a sheet, what room each has there, and how many words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from stretchbook.render.sheets.arrangement import Room

MOST_ON_A_FRONT = 6
"""With more stretches, each would have too little room."""

MOST_FRONT_WORDS = 220
"""More are not read by somebody who is about to stretch."""

MOST_BACK_WORDS = 1300
"""So many fit on one page in the smallest type, counted on our own sheets."""

WORDS_A_ROW = 8
"""A line of the back's table takes as much room as so many words."""

_MOST_COLUMNS = 9
"""With more stretches there is no room for two tables side by side."""

_TABLE_WIDTH, _COLUMN_WIDTH, _LETTER_WIDTH = 92.0, 4.6, 1.6
"""In millimetres: of one of two tables side by side, of one of its columns, and of a letter of a name."""

_ROOMS = (
    Room(188, 118, 80, 100),
    Room(112, 78, 55, 70),
    Room(112, 46, 50, 45),
    Room(90, 42, 44, 42),
    Room(50, 54, 35, 45),
    Room(50, 43, 35, 45),
)
"""For the pictures of one stretch, by how many share its page. A sheet makes them larger where more room is left."""

LARGE_ROOM = Room(84, 78, 50, 60)
"""The same in large print."""


def fronts_of(number: int) -> tuple[int, ...]:
    """Return how many of so many stretches stand on each front: as few fronts as can be, about equally full."""
    fronts = math.ceil(number / MOST_ON_A_FRONT)
    least, more = divmod(number, fronts)
    return tuple(least + (place < more) for place in range(fronts))


def lines_of(name: str, stretches: int) -> int:
    """Return about how many lines a name takes in the back's table, with a column for each of so many stretches."""
    width = _TABLE_WIDTH * (1 if stretches <= _MOST_COLUMNS else 2) - _COLUMN_WIDTH * stretches
    return math.ceil(_LETTER_WIDTH * len(name) / width)


def side_by_side(names: Sequence[str], stretches: int) -> tuple[int, ...]:
    """Return how many rows each table of the back has: two of about the same height, or one with many columns."""
    if stretches > _MOST_COLUMNS or len(names) < 2:
        return (len(names),) if names else ()
    heights = [lines_of(name, stretches) for name in names]
    first = min(range(1, len(names)), key=lambda end: (abs(sum(heights[:end]) - sum(heights[end:])), -end))
    return first, len(names) - first


def room_for(beside: int) -> Room:
    """Return the room for a stretch's pictures where so many stretches share the page."""
    return _ROOMS[beside - 1]
