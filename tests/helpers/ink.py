"""Where a page of a PDF has ink: letters, lines and pictures, found by following its drawing operators."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Point = tuple[float, float]
_MILLIMETRES_A_POINT = 25.4 / 72
_IDENTITY = pikepdf.Matrix()
_UP, _DOWN = 0.7, 0.2
"""How far letters reach above and below their line, in times their size; few reach farther."""

_LOW = 1.5
"""How high a box may be that is a line, in points."""

_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
_FILLING_ONLY = {"f", "F", "f*"}


@dataclass
class _State:
    matrix: pikepdf.Matrix = _IDENTITY
    text: pikepdf.Matrix = _IDENTITY
    line: pikepdf.Matrix = _IDENTITY
    font: Any = None
    size: float = 0.0
    width: float = 1.0
    is_white: bool = False

    def dip(self, name: str, operands: Any) -> None:
        """Take another pen."""
        if name == "w":
            self.width = float(operands[0])
        else:
            self.is_white = _is_white(operands)


@dataclass
class Painted:
    """What a page has: corners of all ink, in points; how wide each stroke is; and lines to write on.

    Such a line is a low box that is filled: from where to where it goes, and how high up it is.
    """

    points: list[Point]
    widths: list[float]
    lines: list[tuple[float, float, float]]

    def free_above(self, line: tuple[float, float, float]) -> float:
        """Return how far the next ink is above a line, in millimetres."""
        left, right, top = line
        above = (y - top for x, y in self.points if left < x < right and y > top + 0.01)
        return min(above, default=math.inf) * _MILLIMETRES_A_POINT


def painted(page: pikepdf.Page, length: float) -> Painted:
    """Return what is painted on a page, with lines that are so many millimetres long at least."""
    ink = _Ink()
    points = list(ink.of(page, page.Resources))
    lines = [line for line in map(_line, ink.filled) if line and line[1] - line[0] >= length / _MILLIMETRES_A_POINT]
    return Painted(points, ink.widths_of_strokes, lines)


def _line(path: list[Point]) -> tuple[float, float, float] | None:
    across, up = [x for x, _ in path], [y for _, y in path]
    return (min(across), max(across), max(up)) if len(path) == 4 and max(up) - min(up) < _LOW else None


def margins(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return how far ink is from the left, top, right and bottom edge of the paper, in millimetres."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    points = list(_Ink().of(page, page.Resources))
    across, up = [x for x, _ in points], [y for _, y in points]
    free = (min(across) - left, top - max(up), right - max(across), min(up) - bottom)
    first, second, third, fourth = (edge * _MILLIMETRES_A_POINT for edge in free)
    return first, second, third, fourth


@dataclass
class _Ink:
    widths: dict[Any, dict[int, float]] = field(default_factory=dict)
    widths_of_strokes: list[float] = field(default_factory=list)
    filled: list[list[Point]] = field(default_factory=list)

    def of(self, content: Any, resources: Any, matrix: pikepdf.Matrix = _IDENTITY) -> Iterator[Point]:
        """Yield corners of everything that is painted, in points on the page."""
        now, kept, path = _State(matrix), [], []
        drawing: Any = pikepdf.parse_content_stream(content)
        for operands, operator in drawing:
            name = str(operator)
            if name == "q":
                kept.append(_State(**vars(now)))
            elif name == "Q":
                now = kept.pop()
            elif name == "cm":
                now.matrix = pikepdf.Matrix(*map(float, operands)) @ now.matrix
            elif name in ("w", "g", "rg", "sc", "scn", "k"):
                now.dip(name, operands)
            elif name in ("m", "l", "c", "v", "y", "re"):
                path += [now.matrix.transform(point) for point in _corners(name, operands)]
            elif name in _PAINTING:
                self._note(name, path, now)
                yield from () if now.is_white and name in _FILLING_ONLY else path
                path = []
            elif name == "n":
                path = []
            elif name == "Do":
                yield from self._object(resources.XObject[operands[0]], resources, now.matrix)
            else:
                yield from self._text(name, operands, now, resources)

    def _note(self, name: str, path: list[Point], now: _State) -> None:
        if name in _FILLING_ONLY:
            self.filled.append(path)
        else:
            self.widths_of_strokes.append(now.width * math.hypot(*now.matrix.shorthand[:2]))

    def _object(self, drawn: Any, resources: Any, matrix: pikepdf.Matrix) -> Iterator[Point]:
        if drawn.Subtype == "/Image":
            yield from (matrix.transform(corner) for corner in ((0, 0), (0, 1), (1, 0), (1, 1)))
            return
        own = pikepdf.Matrix(*map(float, drawn.get("/Matrix", [1, 0, 0, 1, 0, 0])))
        yield from self.of(drawn, drawn.get("/Resources", resources), own @ matrix)

    def _text(self, name: str, operands: Any, now: _State, resources: Any) -> Iterator[Point]:
        if name == "BT":
            now.text = now.line = _IDENTITY
        elif name == "Tf":
            now.font, now.size = resources.Font[operands[0]], float(operands[1])
        elif name == "Tm":
            now.text = now.line = pikepdf.Matrix(*map(float, operands))
        elif name in ("Td", "TD"):
            now.line = _moved(now.line, *map(float, operands))
            now.text = now.line
        elif name in ("Tj", "TJ"):
            for part in operands[0] if name == "TJ" else operands:
                if isinstance(part, pikepdf.String):
                    yield from self._letters(bytes(part), now)
                else:
                    now.text = _moved(now.text, -float(part) / 1000 * now.size, 0)

    def _letters(self, text: bytes, now: _State) -> Iterator[Point]:
        widths = self.widths.setdefault(now.font.objgen, _widths(now.font))
        for place in range(0, len(text), 2):
            width = widths.get(int.from_bytes(text[place : place + 2], "big"), 1000) / 1000 * now.size
            whole = now.text @ now.matrix
            yield whole.transform((0, _UP * now.size))
            yield whole.transform((0, -_DOWN * now.size))
            now.text = _moved(now.text, width, 0)
        yield (now.text @ now.matrix).transform((0, 0))


def _moved(matrix: pikepdf.Matrix, right: float, up: float) -> pikepdf.Matrix:
    return pikepdf.Matrix(1, 0, 0, 1, right, up) @ matrix


def _corners(name: str, operands: Any) -> Iterator[Point]:
    numbers = [float(number) for number in operands]
    if name == "re":
        x, y, width, height = numbers
        numbers = [x, y, x + width, y + height]
    yield from zip(numbers[::2], numbers[1::2], strict=True)


def _is_white(colour: Any) -> bool:
    parts = [float(part) for part in colour if not isinstance(part, pikepdf.Name)]
    return bool(parts) and (sum(parts) == 0 if len(parts) == 4 else min(parts) == 1)


def _widths(font: Any) -> dict[int, float]:
    """Return the width of each glyph of a composite font, in thousandths of its size."""
    found: dict[int, float] = {}
    given = list(font.DescendantFonts[0].get("/W", []))
    while given:
        first, second = int(given.pop(0)), given.pop(0)
        if isinstance(second, pikepdf.Array):
            found |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            width = float(given.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found
