"""Whether the upper left corner of a picture has room for its letter, or the letter stands beside it."""

from __future__ import annotations

from stretchbook.cache.kept import kept
from stretchbook.render.sheets.printed_drawing import PrintedDrawing

_WIDE, _HIGH = 4.5, 5.0
"""A letter with what is free around it, in millimetres."""

_USUAL = 40.0
"""About how large a picture is, in millimetres: which corner is free is asked before its size is known."""


@kept
def room_beside(drawing: PrintedDrawing) -> float:
    """Return how many millimetres the letter of a picture takes beside it: none where the corner is free."""
    units = max(drawing.width, drawing.height) / _USUAL
    right, bottom = drawing.left + _WIDE * units, drawing.top + _HIGH * units
    return _WIDE if any(x < right and y < bottom for x, y in drawing.spots) else 0.0
