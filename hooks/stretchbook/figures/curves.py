"""Smooth curves through points, and their path data for SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Point: TypeAlias = tuple[float, float]
Whole: TypeAlias = tuple[int, int]

# Curves are fitted at a size at which the tolerance is 1. All that follows is measured in tolerances.
# Points are taken on a grid of so many lines to 1, so that those which differ by the noise of floating point are equal.
_GRID = 256
# Directions and corners are judged over this length of a line: over less, points lie as they like.
_SIGHT = 4.0
# A curve that is this far off may still come near enough, in so many rounds, by moving along it what belongs to points.
_HOPE = 4.0
_ROUNDS = 4
_NEAR_ENOUGH = 1 - 1 / _GRID

# A curve whose handles lie nearer than this to the line between its ends, in units of the drawing, is drawn straight.
_STRAIGHT = 0.35
# Halves go up, also those that noise has made a little less.
_HALF = 0.5 + 1e-6


@dataclass(frozen=True)
class Stroke:
    """A line to be drawn: its points (n, 2), how far a curve may be off them, and whether it goes back to its start.

    Raises ValueError for another shape and for a tolerance that is not positive.
    """

    points: Floats
    tolerance: float
    closed: bool = False
    corner: float = 50.0

    def __post_init__(self) -> None:
        if self.points.ndim != 2 or self.points.shape[1] != 2 or self.tolerance <= 0:
            raise ValueError(f"No curves fit points of shape {self.points.shape} within {self.tolerance}.")


def fit(points: Floats, tolerance: float, *, closed: bool = False, corner: float = 50.0) -> Floats:
    """Give cubic Béziers (m, 4, 2), each from the end of the one before, that pass points (n, 2) within `tolerance`.

    A closed line goes back to its first point, whether that is repeated or not, and is smooth there too. Where a
    line turns by `corner` degrees or more within a few tolerances, the curves keep the corner; between straight sides
    it is put where they meet. Points that are all one give no curves. Raises ValueError for another shape and for a
    tolerance that is not positive.
    """
    return fit_all([Stroke(points, tolerance, closed, corner)])[0]


def fit_all(strokes: Sequence[Stroke]) -> list[Floats]:
    """Give the curves of many lines as `fit` gives them for each: in one go, which is many times as fast."""
    pieces = [list(_pieces(stroke)) for stroke in strokes]
    curves = _fit_smooth([piece for each in pieces for piece in each])
    ends = np.cumsum([len(each) for each in pieces]).tolist()
    return [
        np.concatenate([np.empty((0, 4, 2)), *curves[end - len(each) : end]]) * stroke.tolerance
        for stroke, each, end in zip(strokes, pieces, ends, strict=True)
    ]


def corners(points: Floats, tolerance: float) -> Floats:
    """Give those of the points (n, 2) that are needed to stay within `tolerance` of their line (Douglas and Peucker).

    A closed line, whose last point is its first, is opened where it is farthest from its first point.
    """
    if len(points) < 3:
        return points
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    open_parts = [(0, len(points) - 1)]
    while open_parts:
        start, end = open_parts.pop()
        away = _off_line(points[start : end + 1])
        farthest = int(away.argmax())
        if away[farthest] > tolerance:
            kept[start + farthest] = True
            open_parts += [(start, start + farthest), (start + farthest, end)]
    return points[kept]


def _off_line(points: Floats) -> Floats:
    """Give how far each point is from the line between the first and the last; from the point, if these are one."""
    way = points[-1] - points[0]
    length = float(np.hypot(*way))
    from_start = points - points[0]
    if length < 1e-9:
        away: Floats = np.hypot(*from_start.T)
        return away
    off: Floats = np.abs(from_start[:, 0] * way[1] - from_start[:, 1] * way[0]) / length
    return off


def path(curves: Floats, *, closed: bool = False, scale: float = 1.0, origin: Point = (0.0, 0.0)) -> str:
    """Give SVG path data for Béziers (m, 4, 2) as `fit` gives them; nothing if all of it falls on one point.

    A point p is drawn at (p - origin) · scale, rounded to whole units. All but the first are relative to what is
    drawn, so that roundings do not add up. What is straight to a third of a unit becomes a line.
    """
    if not len(curves):
        return ""
    exact = (curves - np.array(origin)) * scale
    rounded = _rounded(exact)
    pen = _Pen(rounded[0][0])
    for (_, leaving, arriving, end), curve in zip(rounded, exact, strict=True):
        if _is_straight(curve):
            pen.line(end)
        else:
            pen.curve(leaving, arriving, end)
    return pen.data(closed=closed)


def polygon(points: Floats, *, closed: bool = True, scale: float = 1.0, origin: Point = (0.0, 0.0)) -> str:
    """Give SVG path data for straight lines through points (n, 2), drawn as `path` draws; nothing for one point."""
    if not len(points):
        return ""
    first, *others = _rounded((points[None] - np.array(origin)) * scale)[0]
    pen = _Pen(first)
    for point in others:
        pen.line(point)
    return pen.data(closed=closed)


class _Pen:
    """Writes path data in whole numbers, each command as short as it can be."""

    def __init__(self, start: Whole) -> None:
        self._start = self._at = start
        # The handle, from where the pen is, that a smooth curve would begin with.
        self._mirrored: Whole = (0, 0)
        self._commands: list[tuple[str, list[int]]] = []

    def line(self, end: Whole) -> None:
        """Draw a line; none if the pen is there."""
        x, y = self._way(end)
        if (x, y) == (0, 0):
            return
        self._commands.append(("h", [x]) if y == 0 else ("v", [y]) if x == 0 else ("l", [x, y]))
        self._at, self._mirrored = end, (0, 0)

    def curve(self, leaving: Whole, arriving: Whole, end: Whole) -> None:
        """Draw a cubic Bézier with these handles; none if the pen need not move."""
        first, second, way = self._way(leaving), self._way(arriving), self._way(end)
        if first == second == way == (0, 0):
            return
        smooth = first == self._mirrored
        self._commands.append(("s", [*second, *way]) if smooth else ("c", [*first, *second, *way]))
        self._at, self._mirrored = end, (way[0] - second[0], way[1] - second[1])

    def data(self, *, closed: bool) -> str:
        """Give what was drawn, closed by a line if need be."""
        commands = self._commands
        if closed and commands and commands[-1][0] in "hvl" and self._at == self._start:
            commands = commands[:-1]
        if not commands:
            return ""
        words = [f"M{_numbers(self._start)}"]
        for (before, _), (command, numbers) in pairwise([("M", []), *commands]):
            text = _numbers(numbers)
            words.append(f"{command}{text}" if command != before else text if text[0] == "-" else f" {text}")
        return "".join(words) + ("z" if closed else "")

    def _way(self, point: Whole) -> Whole:
        return point[0] - self._at[0], point[1] - self._at[1]


def _numbers(numbers: list[int] | Whole) -> str:
    """Give the numbers with as few separators as tell them apart."""
    return " ".join(map(str, numbers)).replace(" -", "-")


def _rounded(points: Floats) -> list[list[Whole]]:
    """Give points (m, k, 2) in whole numbers."""
    whole = np.floor(points + _HALF).astype(np.int64).tolist()
    return [[(x, y) for x, y in row] for row in whole]


def _is_straight(curve: Floats) -> bool:
    """Tell whether a Bézier (4, 2), in units of the drawing, may as well be a line."""
    chord = curve[3] - curve[0]
    if not chord.any():
        return False
    along = (curve[1:3] - curve[0]) @ chord / (chord @ chord)
    return bool(_off(curve[[0, 3]], curve[1:3]).max() < _STRAIGHT and along.min() >= 0 and along.max() <= 1)


def _distinct(line: Floats, *, closed: bool) -> Floats:
    """Give the line without points that repeat the one before, and if closed without the first one's repetition."""
    kept = np.ones(len(line), np.bool_)
    kept[1:] = (line[1:] != line[:-1]).any(axis=1)
    line = line[kept]
    return line[:-1] if closed and len(line) > 1 and (line[0] == line[-1]).all() else line


def _arc(line: Floats) -> Floats:
    """Give how far along the line each of its points is (n,)."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])


def _at(line: Floats, arc: Floats, places: Floats | float) -> Floats:
    """Give the points of a line at places along it."""
    return np.stack([np.interp(places, arc, line[:, 0]), np.interp(places, arc, line[:, 1])], axis=-1)


def _unit(way: Floats) -> Floats:
    """Give the direction (2,) of a way, zero for none."""
    return way / (float(np.hypot(way[0], way[1])) or 1.0)


def _corners(line: Floats, corner: float, *, closed: bool) -> list[int]:
    """Give the numbers of the points, in order, where the line turns by `corner` degrees or more within sight."""
    count = len(line)
    around = np.concatenate([line, line, line, line[:1]]) if closed else line
    arc = _arc(around)
    here = slice(count, 2 * count) if closed else slice(0, count)
    girth = float(arc[count]) if closed else np.inf
    # A small round loop turns by no more than 45 degrees in an eighth of its length.
    sight = min(_SIGHT, girth / 8)
    before = line - _at(around, arc, arc[here] - sight)
    after = _at(around, arc, arc[here] + sight) - line
    cross, dot = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0], (before * after).sum(axis=1)
    # Rounded, so that noise does not choose between two points that are equally sharp.
    turns = np.round(np.degrees(np.arctan2(np.abs(cross), dot)), 3)
    kept: list[int] = []
    places = arc[here]
    for number in sorted(np.flatnonzero(turns >= corner).tolist(), key=lambda number: -turns[number]):
        gaps = np.abs(places[kept] - places[number])
        if (np.minimum(gaps, girth - gaps) > sight).all():
            kept.append(number)
    return sorted(kept)


@dataclass(frozen=True)
class _Piece:
    """A part of a line between corners: points (n, 2), and unit vectors from its ends into it; none if it is straight."""

    line: Floats
    leaving: Floats | None = None
    arriving: Floats | None = None


def _pieces(stroke: Stroke) -> Iterator[_Piece]:
    """Give the pieces of a line, in tolerances."""
    line = _distinct(np.round(stroke.points / stroke.tolerance * _GRID) / _GRID, closed=stroke.closed)
    if len(line) < 2:
        return
    sharp = _corners(line, stroke.corner, closed=stroke.closed)
    if stroke.closed and not sharp:
        yield _loop(line)
    else:
        yield from _between_corners(line, sharp, closed=stroke.closed)


def _loop(line: Floats) -> _Piece:
    """Give a closed line without corners as one piece."""
    loop = np.concatenate([line, line[:1]])
    twice = np.concatenate([loop, loop[1:]])
    heading = _heading(twice, _arc(twice), len(line))
    return _Piece(loop, heading, -heading)


def _between_corners(line: Floats, sharp: list[int], *, closed: bool) -> Iterator[_Piece]:
    """Give the pieces of a line between its corners and ends."""
    if closed:
        line = np.concatenate([line[sharp[0] :], line[: sharp[0] + 1]])
        cuts = [number - sharp[0] for number in sharp] + [len(line) - 1]
    else:
        cuts = sorted({0, *sharp, len(line) - 1})
    line = _sharpened(line, cuts, closed=closed)
    for first, last in pairwise(cuts):
        yield _piece(line[first : last + 1])


def _sharpened(line: Floats, cuts: list[int], *, closed: bool) -> Floats:
    """Give the line with the corners between straight sides put back to where these meet; a blur had rounded them."""
    sides = [_side(line[first : last + 1]) for first, last in pairwise(cuts)]
    corners = list(zip(cuts[1:-1], sides, sides[1:], strict=False))
    if closed:
        corners.append((cuts[-1], sides[-1], sides[0]))
    line = line.copy()
    for number, one, other in corners:
        if one is not None and other is not None:
            line[number] = _meeting(one, other, line[number])
    if closed:
        line[0] = line[-1]
    return line


def _side(piece: Floats) -> Floats | None:
    """Give two points (2, 2) through which a piece between corners runs straight, apart from its ends, or none."""
    arc = _arc(piece)
    first, last = _SIGHT / 2, float(arc[-1]) - _SIGHT / 2
    if last - first < _SIGHT:
        return None
    side = _at(piece, arc, np.array([first, last]))
    middle = piece[(arc >= first) & (arc <= last)]
    return side if (_off(side, middle) <= _NEAR_ENOUGH / 2).all() else None


def _meeting(one: Floats, other: Floats, corner: Floats) -> Floats:
    """Give where two sides meet, or the corner as it is if they lead away from it."""
    way, other_way, between = one[1] - one[0], other[1] - other[0], other[0] - one[0]
    cross = way[0] * other_way[1] - way[1] * other_way[0]
    sharp = abs(cross) > 0.2 * np.hypot(*way) * np.hypot(*other_way)
    if not sharp or max(_off(one, corner), _off(other, corner)) > _NEAR_ENOUGH:
        return corner
    meeting: Floats = one[0] + (between[0] * other_way[1] - between[1] * other_way[0]) / cross * way
    return np.asarray(np.round(meeting * _GRID) / _GRID, np.float64)


def _off(side: Floats, points: Floats) -> Floats:
    """Give how far points (…, 2) are from the straight line through two (2, 2)."""
    (x, y), away = side[1] - side[0], points - side[0]
    off: Floats = np.abs(x * away[..., 1] - y * away[..., 0]) / np.hypot(x, y)
    return off


def _piece(line: Floats) -> _Piece:
    """Say of a line between corners whether it is straight, or else in which directions it leaves and arrives."""
    chord = line[-1] - line[0]
    places = np.clip((line - line[0]) @ chord / max(float(chord @ chord), 1.0 / _GRID**2), 0, 1)
    away = line - line[0] - places[:, None] * chord
    if (np.hypot(away[:, 0], away[:, 1]) <= _NEAR_ENOUGH).all():
        return _Piece(line[[0, -1]])
    arc = _arc(line)
    near = _at(line, arc, np.array([_SIGHT, float(arc[-1]) - _SIGHT]))
    return _Piece(line, _unit(near[0] - line[0]), _unit(near[1] - line[-1]))


def _heading(line: Floats, arc: Floats, number: int) -> Floats:
    """Give the direction (2,) in which a line passes one of its inner points."""
    place = float(arc[number])
    sight = min(_SIGHT, place, float(arc[-1]) - place)
    return _unit(_at(line, arc, place + sight) - _at(line, arc, place - sight))


def _fit_smooth(pieces: Sequence[_Piece]) -> list[Floats]:
    """Give the curves (m, 4, 2) of each piece by Schneider's method: where one is not near enough, two that meet at
    its worst point. All pieces take each step together.
    """
    if not pieces:
        return []
    trail, spans = _Trail.of(pieces)
    found: list[tuple[Floats, NDArray[np.intp]]] = []
    straight = np.array([piece.leaving is None for piece in pieces])
    ends = trail.points[spans.first[straight]], trail.points[spans.last[straight]]
    found.append((_straight(*ends), spans.first[straight]))
    spans = spans.only(~straight)
    while spans.first.size:
        curves, worst = _closest(trail, spans)
        good = worst < 0
        found.append((curves[good], spans.first[good]))
        spans = spans.only(~good).split(worst[~good], trail)
    curves = np.concatenate([curve for curve, _ in found])
    first = np.concatenate([start for _, start in found])
    order = np.argsort(first)
    ends_of_pieces = np.cumsum([len(piece.line) for piece in pieces])
    return np.split(curves[order], np.searchsorted(first[order], ends_of_pieces[:-1]))


def _straight(start: Floats, end: Floats) -> Floats:
    """Give straight curves (m, 4, 2) between points (m, 2)."""
    shares = (np.arange(4.0) / 3)[None, :, None]
    straight: Floats = start[:, None] + shares * (end - start)[:, None]
    return straight


@dataclass(frozen=True, eq=False)
class _Trail:
    """Many lines one behind the other: their points (n, 2), and how far along each is (n,), growing all the way."""

    points: Floats
    arc: Floats

    @classmethod
    def of(cls, pieces: Sequence[_Piece]) -> tuple[_Trail, _Spans]:
        """Give the trail of some pieces, and where on it they are."""
        points = np.concatenate([piece.line for piece in pieces])
        last = np.cumsum([len(piece.line) for piece in pieces]) - 1
        first = np.concatenate([[0], last[:-1] + 1])
        none = np.zeros(2)
        leaving = np.array([none if piece.leaving is None else piece.leaving for piece in pieces])
        arriving = np.array([none if piece.arriving is None else piece.arriving for piece in pieces])
        return cls(points, _arc(points)), _Spans(first, last, leaving, arriving)

    def at(self, places: Floats) -> Floats:
        """Give the points (n, 2) at places (n,) along the trail."""
        return _at(self.points, self.arc, places)


@dataclass(frozen=True, eq=False)
class _Spans:
    """Parts (k,) of a trail: the numbers of their first and last points, and unit vectors (k, 2) from the ends in."""

    first: NDArray[np.intp]
    last: NDArray[np.intp]
    leaving: Floats
    arriving: Floats

    def only(self, chosen: NDArray[np.bool_]) -> _Spans:
        """Give some of the spans."""
        return _Spans(self.first[chosen], self.last[chosen], self.leaving[chosen], self.arriving[chosen])

    def split(self, at: NDArray[np.intp], trail: _Trail) -> _Spans:
        """Give two spans for each, which meet at one of its inner points."""
        place, start, end = trail.arc[at], trail.arc[self.first], trail.arc[self.last]
        sight = np.minimum(_SIGHT, np.minimum(place - start, end - place))
        way = trail.at(place + sight) - trail.at(place - sight)
        length = np.hypot(way[:, 0], way[:, 1])
        heading = way / np.where(length > 0, length, 1.0)[:, None]
        return _Spans(
            np.concatenate([self.first, at]),
            np.concatenate([at, self.last]),
            np.concatenate([self.leaving, heading]),
            np.concatenate([-heading, self.arriving]),
        )


def _closest(trail: _Trail, spans: _Spans) -> tuple[Floats, NDArray[np.intp]]:
    """Give the Béziers (k, 4, 2) that are nearest to the points of spans, and the numbers (k,) on the trail of their
    worst points where these are too far, else -1.
    """
    curves = np.empty((spans.first.size, 4, 2))
    worst = np.full(spans.first.size, -1)
    fitting = np.arange(spans.first.size)
    crowd = _Crowd.of(trail, spans)
    for _ in range(_ROUNDS):
        curves[fitting] = crowd.curves()
        off = crowd.off(curves[fitting])
        farthest, square = crowd.farthest(off)
        good = (square <= _NEAR_ENOUGH**2) | (crowd.counts == 2)
        worst[fitting] = np.where(good, -1, farthest)
        going = ~good & (square <= _HOPE**2)
        if not going.any():
            break
        crowd = crowd.nearer(curves[fitting], off).only(going)
        fitting = fitting[going]
    return curves, worst


@dataclass(frozen=True, eq=False)
class _Crowd:
    """The points of spans, all in one array: `piece` (n,) says whose each is, `numbers` (n,) which on the trail it is,
    `places` (n,) where on its curve it belongs, from 0 to 1. `begins` and `counts` (k,) say where each span's are.
    """

    spans: _Spans
    lengths: Floats
    points: Floats
    numbers: NDArray[np.intp]
    places: Floats

    @classmethod
    def of(cls, trail: _Trail, spans: _Spans) -> _Crowd:
        counts = spans.last - spans.first + 1
        shift = spans.first - np.concatenate([[0], np.cumsum(counts)[:-1]])
        numbers = np.arange(counts.sum()) + np.repeat(shift, counts)
        lengths = trail.arc[spans.last] - trail.arc[spans.first]
        places = (trail.arc[numbers] - np.repeat(trail.arc[spans.first], counts)) / np.repeat(lengths, counts)
        return cls(spans, lengths, trail.points[numbers], numbers, places)

    @cached_property
    def counts(self) -> NDArray[np.intp]:
        return self.spans.last - self.spans.first + 1

    @cached_property
    def begins(self) -> NDArray[np.intp]:
        return np.concatenate([[0], np.cumsum(self.counts)[:-1]])

    @cached_property
    def piece(self) -> NDArray[np.intp]:
        return np.repeat(np.arange(self.counts.size), self.counts)

    @cached_property
    def weights(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Bernstein polynomials (n,) at the places."""
        u, v = self.places, 1 - self.places
        return v * v * v, 3 * u * v * v, 3 * u * u * v, u * u * u

    def sums(self, values: Floats) -> Floats:
        """Give the sum of each span's values."""
        sums: Floats = np.add.reduceat(values, self.begins)
        return sums

    def curves(self) -> Floats:
        """Give the Béziers (k, 4, 2) with the spans' directions that are nearest to their points."""
        start, end = self.points[self.begins], self.points[self.begins + self.counts - 1]
        near, far = self._handles(start, end)
        leaving, arriving = self.spans.leaving, self.spans.arriving
        return np.stack([start, start + near[:, None] * leaving, end + far[:, None] * arriving, end], axis=1)

    def _handles(self, start: Floats, end: Floats) -> tuple[Floats, Floats]:
        """Give the lengths (k,) of the curves' two handles, by least squares."""
        zero, first, second, third = self.weights
        piece, leaving, arriving = self.piece, self.spans.leaving, self.spans.arriving
        rest = self.points - (zero + first)[:, None] * start[piece] - (second + third)[:, None] * end[piece]
        a, c = self.sums(first * first), self.sums(second * second)
        b = self.sums(first * second) * (leaving * arriving).sum(axis=1)
        p = self.sums(first * (rest * leaving[piece]).sum(axis=1))
        q = self.sums(second * (rest * arriving[piece]).sum(axis=1))
        determinant = a * c - b * b
        sound = determinant > 1e-9 * a * c
        divisor = np.where(sound, determinant, 1.0)
        near, far = (p * c - q * b) / divisor, (a * q - b * p) / divisor
        # Handles that point backwards or make a loop would pass the points and yet look wrong.
        low, high = 0.02 * self.lengths, 1.2 * self.lengths
        sound &= (np.minimum(near, far) > low) & (np.maximum(near, far) < high)
        return np.where(sound, near, self.lengths / 3), np.where(sound, far, self.lengths / 3)

    def off(self, curves: Floats) -> Floats:
        """Give the ways (n, 2) from the points to their places on Béziers (k, 4, 2)."""
        corners = curves[self.piece]
        off: Floats = sum(weight[:, None] * corners[:, index] for index, weight in enumerate(self.weights)) - self.points
        return off

    def farthest(self, off: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Give for each span the number on the trail (k,) of its point that is farthest off, and its distance squared."""
        # Rounded, so that noise does not choose between two points that are equally far.
        squares = np.round((off * off).sum(axis=1), 6)
        most = np.maximum.reduceat(squares, self.begins)
        found = np.flatnonzero(squares == most[self.piece])
        _, first = np.unique(self.piece[found], return_index=True)
        return self.numbers[found[first]], most

    def nearer(self, curves: Floats, off: Floats) -> _Crowd:
        """Move the places nearer to the points, by one step of Newton's method each."""
        u = self.places[:, None]
        legs = 3 * np.diff(curves, axis=1)
        bends = 2 * np.diff(legs, axis=1)
        one, two, three = (legs[self.piece, index] for index in range(3))
        speed = (1 - u) ** 2 * one + 2 * u * (1 - u) * two + u**2 * three
        bend = (1 - u) * bends[self.piece, 0] + u * bends[self.piece, 1]
        slope = (speed**2 + off * bend).sum(axis=1)
        steps = np.divide((off * speed).sum(axis=1), slope, out=np.zeros_like(slope), where=slope > 1e-9)
        return replace(self, places=np.clip(self.places - steps, 0, 1))

    def only(self, chosen: NDArray[np.bool_]) -> _Crowd:
        """Give the points of some of the spans."""
        kept = chosen[self.piece]
        return _Crowd(
            self.spans.only(chosen), self.lengths[chosen], self.points[kept], self.numbers[kept], self.places[kept]
        )
