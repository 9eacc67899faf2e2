"""Smooth outlines through points: as a path to draw, as a polygon to measure, and hatched."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from stretchbook.text.svg_path import Pen, Whole

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]

UNITS = 10
"""Drawing units in a centimetre: a path's whole numbers are millimetres."""

_STEPS = 8
"""Into how many straight pieces a curve is cut where it is measured."""


@dataclass(frozen=True)
class Outline:
    """A line through points, smooth but for its corners. Centimetres; y points up."""

    points: tuple[Point, ...]
    corners: frozenset[int]
    closed: bool = True

    @property
    def opened(self) -> Outline:
        """The same line with two ends, which are corners."""
        return Outline(self.points, self.corners | {0, len(self.points) - 1}, closed=False)

    @cached_property
    def curves(self) -> tuple[Curve, ...]:
        """The cubic curves from point to point."""
        count = len(self.points)
        last = count if self.closed else count - 1
        return tuple(self._curve(number, (number + 1) % count) for number in range(last))

    def _curve(self, first: int, second: int) -> Curve:
        start, end = self.points[first], self.points[second]
        reach = math.dist(start, end) / 3
        return start, self._handle(first, end, reach), self._handle(second, start, -reach), end

    def _handle(self, number: int, towards: Point, reach: float) -> Point:
        x, y = self.points[number]
        if number in self.corners:
            return _part((x, y), towards, 1 / 3)
        count = len(self.points)
        before, after = self.points[number - 1], self.points[(number + 1) % count]
        length = math.dist(before, after) or 1
        return x + (after[0] - before[0]) / length * reach, y + (after[1] - before[1]) / length * reach

    @cached_property
    def polygon(self) -> tuple[Point, ...]:
        """The outline as many short straight pieces."""
        cut = [_at(curve, step / _STEPS) for curve in self.curves for step in range(_STEPS)]
        return tuple(cut if self.closed else [*cut, self.points[-1]])

    @cached_property
    def path(self) -> str:
        """The outline as the `d` of an SVG path."""
        pen = Pen(_UNSEEN)
        pen.move(_units(self.points[0]))
        for curve in self.curves:
            _draw(pen, curve)
        if self.closed:
            pen.close()
        return pen.data()

    def hatching(self, apart: float) -> str:
        """Return lines across the outline, from lower left to upper right, as the `d` of an SVG path."""
        pen = Pen()
        for start, end in _across(self.polygon, apart):
            pen.move(_units(start))
            pen.line(_units(end))
        return pen.data()


def fibres(edges: Sequence[Outline], count: int) -> Iterator[Curve]:
    """Yield lines that run side by side from one edge of a muscle to another, bent towards an edge between them."""
    start, *between, end = [edge.polygon for edge in edges]
    for number in range(count):
        share = (number + 0.5) / count
        here, there = _along(start, share), _along(end, share)
        middle = _along(between[0], share) if between else _part(here, there, 0.5)
        bend = _part(_part(here, there, 0.5), middle, 2)
        yield here, _part(here, bend, 2 / 3), _part(there, bend, 2 / 3), there


def fibre_path(lines: Iterable[Curve]) -> str:
    """Return separate lines as the `d` of one SVG path."""
    pen = Pen(_UNSEEN)
    for line in lines:
        pen.move(_units(line[0]))
        _draw(pen, line)
    return pen.data()


def holds(polygon: Sequence[Point], point: Point) -> bool:
    """Return whether a point lies inside a polygon."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in _sides(polygon):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def away(polygon: Sequence[Point], point: Point) -> float:
    """Return how far a point lies from a polygon's edge."""
    return min(_from_side(point, start, end) for start, end in _sides(polygon))


def area(polygon: Sequence[Point]) -> float:
    """Return the area of a polygon."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in _sides(polygon))) / 2


def _sides(polygon: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    yield from pairwise(polygon)
    yield polygon[-1], polygon[0]


def _from_side(point: Point, start: Point, end: Point) -> float:
    across, up = end[0] - start[0], end[1] - start[1]
    length = across**2 + up**2
    share = 0.0 if not length else ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length
    share = min(1, max(0, share))
    return math.dist(point, (start[0] + across * share, start[1] + up * share))


def _at(curve: Curve, share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x = sum(weight * point[0] for weight, point in zip(weights, curve, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, curve, strict=True))
    return x, y


def _part(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _along(line: Sequence[Point], share: float) -> Point:
    """Return the point at a share of a line's length."""
    wanted = share * sum(math.dist(start, end) for start, end in pairwise(line))
    for start, end in pairwise(line):
        length = math.dist(start, end)
        if wanted <= length:
            return _part(start, end, wanted / (length or 1))
        wanted -= length
    return line[-1]


def _across(polygon: Sequence[Point], apart: float) -> Iterator[tuple[Point, Point]]:
    """Yield the pieces of slanting lines that lie inside a polygon."""
    heights = [y - x for x, y in polygon]
    height = math.floor(min(heights) / apart) * apart + apart / 2
    while height < max(heights):
        crossings = []
        for (ax, ay), (bx, by) in _sides(polygon):
            above, beyond = ay - ax - height, by - bx - height
            if (above > 0) != (beyond > 0):
                share = above / (above - beyond)
                crossings.append((ax + (bx - ax) * share, ay + (by - ay) * share))
        crossings.sort()
        yield from zip(crossings[::2], crossings[1::2], strict=False)
        height += apart


def _draw(pen: Pen, curve: Curve) -> None:
    start, one, two, end = (_units(point) for point in curve)
    if _is_straight(*(_less(point, start) for point in (one, two, end))):
        pen.line(end)
    else:
        pen.curve(one, two, end)


_UNSEEN = 1.5
"""By how many units a handle may be elsewhere: the curve is then off by less than half of it."""


def _is_straight(one: Whole, two: Whole, end: Whole) -> bool:
    length = math.hypot(*end)
    return all(abs(end[0] * y - end[1] * x) <= _UNSEEN / 2 * length for x, y in (one, two))


def _units(point: Point) -> Whole:
    return round(point[0] * UNITS), round(-point[1] * UNITS)


def _less(one: Whole, other: Whole) -> Whole:
    return one[0] - other[0], one[1] - other[1]
