"""Smooth curves through points, and their path data for SVG."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Point: TypeAlias = tuple[float, float]
Whole: TypeAlias = tuple[int, int]

# The powers 1, u, u², u³ times this are the Bernstein polynomials.
_BERNSTEIN = np.array([[1, 0, 0, 0], [-3, 3, 0, 0], [3, -6, 3, 0], [-1, 3, -3, 1]], np.float64)
_BERNSTEIN.flags.writeable = False

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


def fit(points: Floats, tolerance: float, *, closed: bool = False, corner: float = 50.0) -> Floats:
    """Give cubic Béziers (m, 4, 2), each from the end of the one before, that pass points (n, 2) within `tolerance`.

    A closed line goes back to its first point, whether that is repeated or not, and is smooth there too. Where a
    line turns by `corner` degrees or more within a few tolerances, the curves keep the corner; between straight sides
    it is put where they meet. Points that are all one give no curves. Raises ValueError for another shape and for a
    tolerance that is not positive.
    """
    if points.ndim != 2 or points.shape[1] != 2 or tolerance <= 0:
        raise ValueError(f"No curves fit points of shape {points.shape} within {tolerance}.")
    line = _distinct(np.round(points / tolerance * _GRID) / _GRID, closed=closed)
    if len(line) < 2:
        return np.empty((0, 4, 2))
    sharp = _corners(line, corner, closed=closed)
    curves = _fit_loop(line) if closed and not sharp else _fit_pieces(line, sharp, closed=closed)
    return np.array(curves) * tolerance


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


def _fit_loop(line: Floats) -> list[Floats]:
    """Give curves through a closed line without corners."""
    loop = np.concatenate([line, line[:1]])
    twice = np.concatenate([loop, loop[1:]])
    heading = _heading(twice, _arc(twice), len(line))
    return _fit_smooth(loop, heading, -heading)


def _fit_pieces(line: Floats, sharp: list[int], *, closed: bool) -> list[Floats]:
    """Give curves through the pieces of a line between its corners and ends."""
    if closed:
        line = np.concatenate([line[sharp[0] :], line[: sharp[0] + 1]])
        cuts = [number - sharp[0] for number in sharp] + [len(line) - 1]
    else:
        cuts = sorted({0, *sharp, len(line) - 1})
    line = _sharpened(line, cuts, closed=closed)
    return [curve for first, last in pairwise(cuts) for curve in _fit_piece(line[first : last + 1])]


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


def _fit_piece(piece: Floats) -> list[Floats]:
    """Give a straight curve if it is near enough, else smooth ones that leave and arrive as the line does."""
    chord = piece[-1] - piece[0]
    places = np.clip((piece - piece[0]) @ chord / max(float(chord @ chord), 1.0 / _GRID**2), 0, 1)
    if (np.hypot(*(piece - piece[0] - places[:, None] * chord).T) <= _NEAR_ENOUGH).all():
        return [piece[0] + np.array([[0], [1], [2], [3]]) / 3 * chord]
    arc = _arc(piece)
    leaving, arriving = _at(piece, arc, _SIGHT) - piece[0], _at(piece, arc, float(arc[-1]) - _SIGHT) - piece[-1]
    return _fit_smooth(piece, _unit(leaving), _unit(arriving))


def _fit_smooth(line: Floats, leaving: Floats, arriving: Floats) -> list[Floats]:
    """Give curves without corners by Schneider's method: where one is not near enough, two that meet at its worst.

    `leaving` and `arriving` are unit vectors from the line's ends into it.
    """
    curves = []
    left = [(line, leaving, arriving)]
    while left:
        piece, start, end = left.pop()
        arc = _arc(piece)
        curve, worst = _closest(piece, arc, start, end)
        if worst is None:
            curves.append(curve)
        else:
            heading = _heading(piece, arc, worst)
            left += [(piece[worst:], heading, end), (piece[: worst + 1], start, -heading)]
    return curves


def _heading(line: Floats, arc: Floats, number: int) -> Floats:
    """Give the direction (2,) in which a line passes one of its inner points."""
    place = float(arc[number])
    sight = min(_SIGHT, place, float(arc[-1]) - place)
    return _unit(_at(line, arc, place + sight) - _at(line, arc, place - sight))


def _closest(piece: Floats, arc: Floats, leaving: Floats, arriving: Floats) -> tuple[Floats, int | None]:
    """Give the Bézier (4, 2) that is nearest to the points, and the number of its worst point if that is too far."""
    length = float(arc[-1])
    places = arc / length
    for _ in range(_ROUNDS):
        powers = np.vander(places, 4, increasing=True)
        curve = _least_squares(piece, powers @ _BERNSTEIN, leaving, arriving, length)
        coefficients = _BERNSTEIN @ curve
        off = powers @ coefficients - piece
        # Rounded, so that noise does not choose between two points that are equally far.
        squares = np.round((off**2).sum(axis=1), 6)
        worst = int(squares.argmax())
        if len(piece) == 2 or squares[worst] <= _NEAR_ENOUGH**2:
            return curve, None
        if squares[worst] > _HOPE**2:
            break
        places = _nearer(places, powers, coefficients, off)
    return curve, worst


def _least_squares(piece: Floats, weights: Floats, leaving: Floats, arriving: Floats, length: float) -> Floats:
    """Give the Bézier with these directions that is nearest to the points (n, 2), weighed by Bernstein (n, 4)."""
    start, end = piece[0], piece[-1]
    first, second = weights[:, 1], weights[:, 2]
    rest = piece - weights @ np.stack([start, start, end, end])
    a, b, c = float(first @ first), float(first @ second) * float(leaving @ arriving), float(second @ second)
    p, q = float(first @ (rest @ leaving)), float(second @ (rest @ arriving))
    determinant = a * c - b * b
    near = far = length / 3
    if determinant > 1e-9 * a * c:
        handles = (p * c - q * b) / determinant, (a * q - b * p) / determinant
        # Handles that point backwards or make a loop would pass the points and yet look wrong.
        if min(handles) > 0.02 * length and max(handles) < 1.2 * length:
            near, far = handles
    return np.stack([start, start + near * leaving, end + far * arriving, end])


def _nearer(places: Floats, powers: Floats, coefficients: Floats, off: Floats) -> Floats:
    """Give places (n,) on the curve that are nearer to the points, by one step of Newton's method each."""
    speed = powers[:, :3] @ (coefficients[1:] * np.array([[1], [2], [3]]))
    bend = powers[:, :2] @ (coefficients[2:] * np.array([[2], [6]]))
    slope = (speed**2 + off * bend).sum(axis=1)
    steps = np.divide((off * speed).sum(axis=1), slope, out=np.zeros_like(slope), where=slope > 1e-9)
    nearer: Floats = np.clip(places - steps, 0, 1)
    return nearer
