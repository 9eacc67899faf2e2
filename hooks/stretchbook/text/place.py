"""Places in a file, and locations in what a file holds."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

Location = tuple[str | int, ...]
"""The keys and item numbers that lead to a value."""


class Place(NamedTuple):
    """A place in a file; line and column count from 1."""

    line: int
    column: int


class Lines:
    """The lines of a text, for finding places in it."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        start = text.find("\n")
        while start >= 0:
            self._starts.append(start + 1)
            start = text.find("\n", start + 1)

    def place(self, position: int) -> Place:
        """Return the place of the letter at a position, which counts from 0."""
        line = bisect_right(self._starts, position)
        return Place(line, position - self._starts[line - 1] + 1)
