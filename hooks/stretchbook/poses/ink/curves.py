"""Smooth curves through points, and their path data for SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.ink.fitting import GRID, NEAR_ENOUGH, SIGHT, Piece, Points, arc, dot, fit_pieces
from stretchbook.text.svg_path import Pen, Whole

Floats: TypeAlias = NDArray[np.float64]
Point: TypeAlias = tuple[float, float]

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
    """Return cubic Béziers (m, 4, 2), each from the end of the one before, that pass points (n, 2) within `tolerance`.

    A closed line goes back to its first point, whether that is repeated or not, and is smooth there too. Where a
    line turns by `corner` degrees or more within a few tolerances, the curves keep the corner; between straight sides
    it is put where they meet. Points that are all one give no curves. Raises ValueError for another shape and for a
    tolerance that is not positive.
    """
    return fit_all([Stroke(points, tolerance, closed, corner)])[0]


def fit_all(strokes: Sequence[Stroke]) -> list[Floats]:
    """Return the curves of many lines as `fit` gives them for each: in one go, which is many times as fast."""
    pieces = [list(_pieces(stroke)) for stroke in strokes]
    curves = fit_pieces([piece for each in pieces for piece in each])
    ends = np.cumsum([len(each) for each in pieces]).tolist()
    none = np.empty((0, 4), np.complex128)
    return [
        np.concatenate([none, *curves[end - len(each) : end]]).view(np.float64).reshape(-1, 4, 2) * stroke.tolerance
        for stroke, each, end in zip(strokes, pieces, ends, strict=True)
    ]


def corners(points: Floats, tolerance: float) -> Floats:
    """Return those of the points (n, 2) that are needed to stay within `tolerance` of their line (Douglas and Peucker).

    A closed line, whose last point is its first, is begun anew where it is farthest from its middle: at a corner.
    """
    if len(points) < 3:
        return points
    if (points[0] == points[-1]).all():
        away = points[:-1] - points[:-1].mean(axis=0)
        # Rounded, so that noise does not choose between two corners that are equally far.
        start = int(np.round((away**2).sum(axis=1), 6).argmax())
        points = np.concatenate([points[start:-1], points[: start + 1]])
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
    """Return how far each point is from the line between the first and the last; from the point, if these are one."""
    way = points[-1] - points[0]
    length = float(np.hypot(*way))
    from_start = points - points[0]
    if length < 1e-9:
        away: Floats = np.hypot(*from_start.T)
        return away
    off: Floats = np.abs(from_start[:, 0] * way[1] - from_start[:, 1] * way[0]) / length
    return off


def path(curves: Floats, *, closed: bool = False, scale: float = 1.0, origin: Point = (0.0, 0.0)) -> str:
    """Return SVG path data for Béziers (m, 4, 2) as `fit` gives them; nothing if all of it falls on one point.

    A point p is drawn at (p - origin) · scale, rounded to whole units. All but the first are relative to what is
    drawn, so that roundings do not add up. What is straight to a third of a unit becomes a line.
    """
    if not len(curves):
        return ""
    exact = (curves - np.array(origin)) * scale
    rounded = _rounded(exact)
    pen = Pen()
    pen.move(rounded[0][0])
    for (_, leaving, arriving, end), is_straight in zip(rounded, _are_straight(exact), strict=True):
        if is_straight:
            pen.line(end)
        else:
            pen.curve(leaving, arriving, end)
    if closed:
        pen.close()
    return pen.data()


def polygon(points: Floats, *, closed: bool = True, scale: float = 1.0, origin: Point = (0.0, 0.0)) -> str:
    """Return SVG path data for straight lines through points (n, 2), drawn as `path` draws; nothing for one point."""
    if not len(points):
        return ""
    first, *others = _rounded((points[None] - np.array(origin)) * scale)[0]
    pen = Pen()
    pen.move(first)
    for point in others:
        pen.line(point)
    if closed:
        pen.close()
    return pen.data()


def _rounded(points: Floats) -> list[list[Whole]]:
    """Return points (m, k, 2) in whole numbers."""
    whole = np.floor(points + _HALF).astype(np.int64).tolist()
    return [[(x, y) for x, y in row] for row in whole]


def _are_straight(curves: Floats) -> list[bool]:
    """Return which Béziers (m, 4, 2), in units of the drawing, may as well be lines."""
    start, first, second, end = (curves[:, index, 0] + 1j * curves[:, index, 1] for index in range(4))
    chord = end - start
    # Turned so that the chord lies along the real axis and is 1 long.
    turned = np.stack([first - start, second - start]) / np.where(chord == 0, 1, chord)
    near = np.abs(turned.imag).max(axis=0) * np.abs(chord) < _STRAIGHT
    straight = near & (turned.real.min(axis=0) >= 0) & (turned.real.max(axis=0) <= 1) & (chord != 0)
    found: list[bool] = straight.tolist()
    return found


# From here on points are complex numbers, x + iy.


def _pieces(stroke: Stroke) -> Iterator[Piece]:
    """Yield the pieces of a line, in tolerances."""
    line = np.round(stroke.points / stroke.tolerance * GRID) / GRID
    distinct = _distinct(line[:, 0] + 1j * line[:, 1], closed=stroke.closed)
    if distinct.size < 2:
        return
    sharp = _corners(distinct, stroke.corner, closed=stroke.closed)
    if stroke.closed and not sharp:
        yield _loop(distinct)
    else:
        yield from _between_corners(distinct, sharp, closed=stroke.closed)


def _distinct(line: Points, *, closed: bool) -> Points:
    """Return the line without points that repeat the one before, and if closed without the first one's repetition."""
    kept = np.ones(line.size, np.bool_)
    np.not_equal(line[1:], line[:-1], out=kept[1:])
    line = line[kept]
    return line[:-1] if closed and line.size > 1 and line[0] == line[-1] else line


def _unit(way: complex) -> complex:
    """Return the direction of a way, zero for none."""
    return way / (abs(way) or 1.0)


def _corners(line: Points, corner: float, *, closed: bool) -> list[int]:
    """Return the numbers of the points, in order, where the line turns by `corner` degrees or more within sight."""
    count = line.size
    around = np.concatenate([line, line, line, line[:1]]) if closed else line
    along = arc(around)
    here = along[count : 2 * count] if closed else along
    girth = float(along[count]) if closed else np.inf
    # A small round loop turns by no more than 45 degrees in an eighth of its length.
    sight = min(SIGHT, girth / 8)
    before, after = line - np.interp(here - sight, along, around), np.interp(here + sight, along, around) - line
    # Rounded, so that noise does not choose between two points that are equally sharp.
    turns = np.round(np.abs(np.angle(after * before.conj(), deg=True)), 3)
    kept: list[int] = []
    for number in sorted(np.flatnonzero(turns >= corner).tolist(), key=lambda number: -turns[number]):
        gaps = np.abs(here[kept] - here[number])
        if (np.minimum(gaps, girth - gaps) > sight).all():
            kept.append(number)
    return sorted(kept)


def _loop(line: Points) -> Piece:
    """Return a closed line without corners as one piece."""
    count = line.size
    thrice = np.concatenate([line, line, line[:1]])
    along = arc(thrice)
    sight = min(SIGHT, float(along[count]))
    before, after = np.interp([along[count] - sight, along[count] + sight], along, thrice)
    heading = _unit(after - before)
    return Piece(thrice[: count + 1], heading, -heading)


def _between_corners(line: Points, sharp: list[int], *, closed: bool) -> Iterator[Piece]:
    """Yield the pieces of a line between its corners and ends."""
    if closed:
        line = np.concatenate([line[sharp[0] :], line[: sharp[0] + 1]])
        cuts = [number - sharp[0] for number in sharp] + [line.size - 1]
    else:
        cuts = sorted({0, *sharp, line.size - 1})
    if len(cuts) > 2 or closed:
        line = _sharpened(line, cuts, closed=closed)
    for first, last in pairwise(cuts):
        yield _piece(line[first : last + 1])


def _sharpened(line: Points, cuts: list[int], *, closed: bool) -> Points:
    """Return the line with the corners between straight sides put back to where these meet; a blur had rounded them."""
    sides = [_side(line[first : last + 1]) for first, last in pairwise(cuts)]
    corners = list(zip(cuts[1:-1], sides, sides[1:], strict=False))
    if closed:
        corners.append((cuts[-1], sides[-1], sides[0]))
    line = line.copy()
    for number, one, other in corners:
        if one is not None and other is not None:
            line[number] = _meeting(one, other, complex(line[number]))
    if closed:
        line[0] = line[-1]
    return line


_Side: TypeAlias = tuple[complex, complex]


def _side(piece: Points) -> _Side | None:
    """Return two points through which a piece between corners runs straight, apart from its ends, or none."""
    along = arc(piece)
    first, last = SIGHT / 2, float(along[-1]) - SIGHT / 2
    if last - first < SIGHT:
        return None
    start, end = np.interp([first, last], along, piece).tolist()
    middle = piece[(along >= first) & (along <= last)]
    return (start, end) if (_off((start, end), middle) <= NEAR_ENOUGH / 2).all() else None


def _meeting(one: _Side, other: _Side, corner: complex) -> complex:
    """Return where two sides meet, or the corner as it is if they lead away from it."""
    way, other_way, between = one[1] - one[0], other[1] - other[0], other[0] - one[0]
    cross = (way.conjugate() * other_way).imag
    sharp = abs(cross) > 0.2 * abs(way) * abs(other_way)
    if not sharp or max(_off(side, np.array([corner]))[0] for side in (one, other)) > NEAR_ENOUGH:
        return corner
    meeting = one[0] + (between.conjugate() * other_way).imag / cross * way
    return complex(round(meeting.real * GRID), round(meeting.imag * GRID)) / GRID


def _off(side: _Side, points: Points) -> Floats:
    """Return how far points (n,) are from the straight line through two."""
    way = side[1] - side[0]
    off: Floats = np.abs(((points - side[0]) * way.conjugate()).imag) / abs(way)
    return off


def _piece(line: Points) -> Piece:
    """Say of a line between corners whether it is straight, or else in which directions it leaves and arrives."""
    chord, ways = line[-1] - line[0], line - line[0]
    places = np.clip(dot(ways, chord) / max(abs(chord) ** 2, 1.0 / GRID**2), 0, 1)
    if (np.abs(ways - places * chord) <= NEAR_ENOUGH).all():
        return Piece(line[[0, -1]])
    along = arc(line)
    leaving, arriving = np.interp([SIGHT, along[-1] - SIGHT], along, line)
    return Piece(line, _unit(leaving - line[0]), _unit(arriving - line[-1]))
