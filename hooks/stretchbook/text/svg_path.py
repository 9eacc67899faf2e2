"""Path data for SVG, in whole numbers and as few letters as there may be."""

from __future__ import annotations

import math
from collections.abc import Iterable

Whole = tuple[int, int]


class Pen:
    """Draws lines and curves one after the other.

    All but the first point is written relative to what is drawn, so that roundings do not add up. `unseen` is by how
    many units the first handle of a curve may be off where it can then be left out, since it mirrors the one before.
    """

    def __init__(self, unseen: float = 0.0) -> None:
        self._unseen = unseen
        self._written: list[str] = []
        self._command = ""
        self._start: Whole = (0, 0)
        self._at: Whole = (0, 0)
        self._mirrored: Whole = (0, 0)
        """The handle, from where the pen is, that a smooth curve would begin with."""

    def move(self, to: Whole) -> None:
        """Go somewhere without drawing."""
        far, near = f"M{_numbers(to)}", f"m{_numbers(self._way(to))}"
        self._written.append(near if self._written and len(near) < len(far) else far)
        self._command, self._start, self._at, self._mirrored = "", to, to, (0, 0)

    def line(self, end: Whole) -> None:
        """Draw a line; none if the pen is there."""
        x, y = self._way(end)
        if (x, y) == (0, 0):
            return
        command, numbers = ("h", [x]) if y == 0 else ("v", [y]) if x == 0 else ("l", [x, y])
        self._write(command, numbers)
        self._at, self._mirrored = end, (0, 0)

    def curve(self, leaving: Whole, arriving: Whole, end: Whole) -> None:
        """Draw a cubic Bézier with these handles; none if the pen need not move."""
        first, second, loc = self._way(leaving), self._way(arriving), self._way(end)
        if first == second == loc == (0, 0):
            return
        off = math.dist(first, self._mirrored)
        is_smooth = not off or (self._command in ("c", "s") and off <= self._unseen)
        self._write("s" if is_smooth else "c", [*second, *loc] if is_smooth else [*first, *second, *loc])
        self._at, self._mirrored = end, (loc[0] - second[0], loc[1] - second[1])

    def close(self) -> None:
        """Draw a line to where the pen began, if anything is drawn; one that leads there already is left out."""
        if self._command in ("h", "v", "l") and self._at == self._start:
            self._written.pop()
        if self._command:
            self._written.append("z")

    def data(self) -> str:
        """Return what was drawn; nothing where all of it falls on one point."""
        return "".join(self._written) if any(word[0] not in "Mmz" for word in self._written) else ""

    def _write(self, command: str, numbers: Iterable[int]) -> None:
        text = _numbers(numbers)
        # A letter that is not written is the one before.
        between = command if command != self._command else "" if text[0] == "-" else " "
        self._written.append(between + text)
        self._command = command

    def _way(self, point: Whole) -> Whole:
        return point[0] - self._at[0], point[1] - self._at[1]


def _numbers(numbers: Iterable[int]) -> str:
    """Return the numbers with as few separators as tell them apart."""
    return " ".join(map(str, numbers)).replace(" -", "-")
