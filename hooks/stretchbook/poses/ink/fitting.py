"""Smooth curves through many lines at once, by Schneider's method.

Points are complex numbers here, x + iy: numpy then is called half as often, and that is what takes the time. Lengths
are measured in tolerances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Points: TypeAlias = NDArray[np.complex128]
Numbers: TypeAlias = NDArray[np.intp]

GRID = 256
"""Points are taken on a grid of so many lines to 1, so that those which noise makes differ are equal."""
SIGHT = 4.0
"""Directions and corners are judged over this length of a line: over less, points lie as they like."""
NEAR_ENOUGH = 1 - 1 / GRID
"""How far a curve may be off its points."""

# A curve that is this far off may still come near enough, in so many rounds, by moving along it what belongs to points.
_HOPE = 4.0
_ROUNDS = 4


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of a line between corners: its points (n,), of which no two that follow each other are one, and unit
    vectors from its ends into it; 0 if it is straight.
    """

    line: Points
    leaving: complex = 0
    arriving: complex = 0


def arc(line: Points) -> Floats:
    """Return how far along a line each of its points is (n,)."""
    along = np.zeros(line.size)
    np.cumsum(np.abs(np.diff(line)), out=along[1:])
    return along


def dot(one: Points, other: Points) -> Floats:
    """Return the scalar products of pairs of vectors."""
    product: Floats = one.real * other.real + one.imag * other.imag
    return product


def fit_pieces(pieces: Sequence[Piece]) -> list[Points]:
    """Return the Béziers (m, 4) of each piece: where one is not near enough, two meet smoothly at its worst point."""
    if not pieces:
        return []
    trail, spans = _Trail.of(pieces)
    straight = spans.leaving == 0
    start, end = trail.points[spans.first[straight]], trail.points[spans.last[straight]]
    curves = [start[:, None] + (np.arange(4.0) / 3) * (end - start)[:, None]]
    firsts = [spans.first[straight]]
    spans = spans.only(~straight)
    while spans.first.size:
        closest, worst = _closest(trail, spans)
        good = worst < 0
        curves.append(closest[good])
        firsts.append(spans.first[good])
        spans = spans.only(~good).split(worst[~good], trail)
    first = np.concatenate(firsts)
    order = np.argsort(first)
    ends = np.cumsum([piece.line.size for piece in pieces])
    return np.split(np.concatenate(curves)[order], np.searchsorted(first[order], ends[:-1]))


@dataclass(frozen=True, eq=False)
class _Trail:
    """Many lines one behind the other: their points (n,), and how far along each is (n,), growing all the way."""

    points: Points
    arc: Floats

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> tuple[_Trail, _Spans]:
        """Return the trail of some pieces, and where on it they are."""
        points = np.concatenate([piece.line for piece in pieces])
        last = np.cumsum([piece.line.size for piece in pieces]) - 1
        first = np.concatenate([[0], last[:-1] + 1])
        leaving = np.array([piece.leaving for piece in pieces], np.complex128)
        arriving = np.array([piece.arriving for piece in pieces], np.complex128)
        return cls(points, arc(points)), _Spans(first, last, leaving, arriving)

    def at(self, places: Floats) -> Points:
        """Return the points (n,) at places (n,) along the trail."""
        found: Points = np.interp(places, self.arc, self.points)
        return found


@dataclass(frozen=True, eq=False)
class _Spans:
    """Parts (k,) of a trail: the numbers of their first and last points, and unit vectors (k,) from the ends in."""

    first: Numbers
    last: Numbers
    leaving: Points
    arriving: Points

    def only(self, chosen: NDArray[np.bool_]) -> _Spans:
        """Return some of the spans."""
        return _Spans(self.first[chosen], self.last[chosen], self.leaving[chosen], self.arriving[chosen])

    def split(self, at: Numbers, trail: _Trail) -> _Spans:
        """Return two spans for each, which meet at one of its inner points."""
        place, start, end = trail.arc[at], trail.arc[self.first], trail.arc[self.last]
        sight = np.minimum(SIGHT, np.minimum(place - start, end - place))
        way = trail.at(place + sight) - trail.at(place - sight)
        length = np.abs(way)
        heading = way / np.where(length > 0, length, 1.0)
        return _Spans(
            np.concatenate([self.first, at]),
            np.concatenate([at, self.last]),
            np.concatenate([self.leaving, heading]),
            np.concatenate([-heading, self.arriving]),
        )


def _closest(trail: _Trail, spans: _Spans) -> tuple[Points, Numbers]:
    """Return the Béziers (k, 4) that are nearest to the points of spans, and the numbers (k,) on the trail of their
    worst points where these are too far, else -1.
    """
    curves = np.empty((spans.first.size, 4), np.complex128)
    worst = np.full(spans.first.size, -1)
    fitting = np.arange(spans.first.size)
    crowd = _Crowd.of(trail, spans)
    for number in range(_ROUNDS):
        curves[fitting] = crowd.curves
        farthest, square = crowd.farthest()
        good = (square <= NEAR_ENOUGH**2) | (crowd.counts == 2)
        worst[fitting] = np.where(good, -1, farthest)
        going = ~good & (square <= _HOPE**2)
        if number == _ROUNDS - 1 or not going.any():
            break
        crowd = crowd.nearer(going)
        fitting = fitting[going]
    return curves, worst


@dataclass(frozen=True, eq=False)
class _Crowd:
    """The points (n,) of spans (k,), one span behind the other: `numbers` on the trail, and `places` on their curves,
    from 0 to 1. `lengths` (k,) are those of the spans.
    """

    spans: _Spans
    lengths: Floats
    points: Points
    numbers: Numbers
    places: Floats

    @classmethod
    def of(cls, trail: _Trail, spans: _Spans) -> _Crowd:
        """Return the points of some spans, each where it would be on a curve that is passed evenly."""
        counts = spans.last - spans.first + 1
        ends = np.cumsum(counts)
        numbers = np.arange(ends[-1]) + np.repeat(spans.first - ends + counts, counts)
        starts = trail.arc[spans.first]
        lengths = trail.arc[spans.last] - starts
        places = (trail.arc[numbers] - np.repeat(starts, counts)) / np.repeat(lengths, counts)
        return cls(spans, lengths, trail.points[numbers], numbers, places)

    @cached_property
    def counts(self) -> Numbers:
        """How many points (k,) each span has."""
        return self.spans.last - self.spans.first + 1

    @cached_property
    def begins(self) -> Numbers:
        """Where (k,) each span's points begin."""
        return np.cumsum(self.counts) - self.counts

    @cached_property
    def span(self) -> Numbers:
        """Which span (n,) each point is of."""
        return np.repeat(np.arange(self.counts.size), self.counts)

    @cached_property
    def curves(self) -> Points:
        """The Béziers (k, 4) with the spans' directions that are nearest to their points, by least squares."""
        start, end = self.points[self.begins], self.points[self.begins + self.counts - 1]
        u = self.places
        v = 1 - u
        first, second = 3 * u * v * v, 3 * u * u * v
        # What is left of the way to the points, with both handles at their ends.
        rest = self.points - start[self.span] - (second + u * u * u) * (end - start)[self.span]
        near, far = self._handles(first, second, rest)
        return np.stack([start, start + near * self.spans.leaving, end + far * self.spans.arriving, end], axis=1)

    def _handles(self, first: Floats, second: Floats, rest: Points) -> tuple[Floats, Floats]:
        """Return the lengths (k,) of the curves' two handles; `first` and `second` (n,) is what they weigh."""
        leaving, arriving = self.spans.leaving, self.spans.arriving
        a, c = np.add.reduceat(first * first, self.begins), np.add.reduceat(second * second, self.begins)
        b = np.add.reduceat(first * second, self.begins) * dot(leaving, arriving)
        p = dot(np.add.reduceat(first * rest, self.begins), leaving)
        q = dot(np.add.reduceat(second * rest, self.begins), arriving)
        determinant = a * c - b * b
        sound = determinant > 1e-9 * a * c
        divisor = np.where(sound, determinant, 1.0)
        near, far = (p * c - q * b) / divisor, (a * q - b * p) / divisor
        # Handles that point backwards or make a loop would pass the points and yet look wrong.
        sound &= (np.minimum(near, far) > 0.02 * self.lengths) & (np.maximum(near, far) < 1.2 * self.lengths)
        even = self.lengths / 3
        return np.where(sound, near, even), np.where(sound, far, even)

    @cached_property
    def powers(self) -> tuple[Points, Points, Points, Points]:
        """What 1, u, u² and u³ are multiplied by in the curve of each point (n,)."""
        p, q, r, s = self.curves.T
        powers = np.stack([p, 3 * (q - p), 3 * (r - 2 * q + p), s - 3 * (r - q) - p])[:, self.span]
        return powers[0], powers[1], powers[2], powers[3]

    @cached_property
    def off(self) -> Points:
        """The ways (n,) from the points to their places on the curves."""
        a, b, c, d = self.powers
        u = self.places
        return ((d * u + c) * u + b) * u + a - self.points

    def farthest(self) -> tuple[Numbers, Floats]:
        """Return for each span the number (k,) of its point that is farthest off, and how far that is, squared."""
        # Rounded, so that noise does not choose between two points that are equally far.
        squares = np.round(dot(self.off, self.off), 6)
        most = np.maximum.reduceat(squares, self.begins)
        found = np.flatnonzero(squares == most[self.span])
        first = found[np.searchsorted(found, self.begins)]
        return self.numbers[first], most

    def nearer(self, chosen: NDArray[np.bool_]) -> _Crowd:
        """Return the points of some of the spans, with places that are nearer, by one step of Newton's method each."""
        u, off = self.places, self.off
        _, b, c, d = self.powers
        speed, bend = (3 * d * u + 2 * c) * u + b, 6 * d * u + 2 * c
        slope = dot(speed, speed) + dot(off, bend)
        steps = np.divide(dot(off, speed), slope, out=np.zeros_like(slope), where=slope > 1e-9)
        kept = chosen[self.span]
        return replace(
            self,
            spans=self.spans.only(chosen),
            lengths=self.lengths[chosen],
            points=self.points[kept],
            numbers=self.numbers[kept],
            places=np.clip(u - steps, 0, 1)[kept],
        )
