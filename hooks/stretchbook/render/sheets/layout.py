"""How stretches are shared out over the fronts of a sheet, what room each has there, and how many words."""

from __future__ import annotations

import math

from stretchbook.render.sheets.arrangement import Room

MOST_ON_A_FRONT = 6
"""With more stretches, each would have too little room."""

MOST_FRONT_WORDS = 220
"""More are not read by somebody who is about to stretch."""

MOST_BACK_WORDS = 1605
"""So many fit on one page in the smallest type, counted on our own sheets."""

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


def room_for(beside: int) -> Room:
    """Return the room for a stretch's pictures where so many stretches share the page."""
    return _ROOMS[beside - 1]
