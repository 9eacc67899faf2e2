"""Arrows that show which way a part of the body goes, laid where they cover neither the face nor much of the body."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.figure import Arrow
from stretchbook.poses.body.rotation import Vector, unit
from stretchbook.poses.scene.stage import Look, Mask, Stage

Line = NDArray[np.float64]
"""Points (n, 2) on the screen, centimetres."""

_POINTS = 13
_SHORTEST, _LONGEST = 0.19, 0.27
"""Length of an arrow, as a share of the drawing's size: arrows look alike in every drawing."""
_ARRIVING = ((0.46, 0.0), (0.36, 50.0), (0.27, 110.0))
"""How much is shown of the way of a limb at most, the same, and what it costs to show no more."""
_HOOK = 0.97
"""Cosine of the angle between two steps of an arc from which on it is a hook."""
_TURN = 80.0
_ROUND_ABOUT, _RADIUS = 300.0, 0.13
"""How many degrees of a circle are drawn for what rolls, and how large it is, as a share of the drawing's size."""
_OPEN = 0.36
"""How deep the arc of a turn is drawn at least, as a share of its radius."""
_ON_FLOOR = 6.0
"""Up to what height something slides along the floor, centimetres."""
_AWAY = (0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.2, 0.22, 0.25, 0.28, 0.32, 0.36)
"""How far from the part's own way an arrow may be laid, as a share of the drawing's size."""
_AHEAD, _ASIDE, _BEHIND, _ROUND = 350.0, 600.0, 1300.0, 400.0
"""What it costs to lay an arrow ahead of the part, beside its way, behind it, or on a wider arc about its pivot."""
_FAR, _FAR_FROM_END = 700.0, 1900.0
"""What it costs that an arrow is away from the part, and that its tip is away from where a limb came to."""
_PAST = 4000.0
"""What it costs that the arrow of a hand, an elbow or a knee ends beyond the place that it came to."""
_ON_FACE, _ON_HAND, _ON_TARGET, _ON_BODY, _ON_THING = 100.0, 80.0, 20.0, 9.0, 0.2
"""What each point of an arrow costs that covers something."""
_TAIL, _TAIL_ON_BODY = 12, 14.0
"""How many of the first places on an arrow are its tail; what each costs that lies on the body, as if that moved."""
_ON_TURNING, _BEYOND = 6.0, 90.0
"""The same for an arc round the body that turns; and what it costs to lay that beyond the head."""

_SKIN = {"chest": 11.0, "belly": 11.0, "head": 10.0, "pelvis": 13.0}
"""From a joint to the skin around it, centimetres."""
_SHOULDER = 4.0
_LIMB = 5.0
"""The same of a limb, with room for the arrow."""
_BREAST = 19.0
"""The same to the front of the chest, from the spine."""
_PLACES = {"chest": "mid back", "belly": "low back", "head": "head", "pelvis": "pelvis"}
_PIVOTS = {
    "head": "neck base",
    "chest": "pelvis",
    "belly": "low back",
    "pelvis": "mid back",
    "hand": "shoulder",
    "elbow": "shoulder",
    "knee": "hip",
}


@dataclass(frozen=True)
class ArrowContext:
    """What arrows are drawn on: a look, the size of the drawing in centimetres, and what must not be covered."""

    look: Look
    size: float
    target: Mask


@dataclass(frozen=True)
class _Candidate:
    """A line of `_POINTS` points, and what it costs but for what it covers."""

    line: Line
    price: float


def arrow_line(arrow: Arrow, before: Stage, context: ArrowContext) -> Line:
    """Return the line of an arrow, from its tail to its tip."""
    if arrow.along == "roll":
        return _roll(arrow, context)
    turns = arrow.along == "turn"
    candidates = list(_turns(arrow, before, context) if turns else _paths(arrow, before, context))
    lines = np.array([candidate.line for candidate in candidates])
    prices = np.array([candidate.price for candidate in candidates])
    costs = prices + (
        _covering(lines, context, _ON_TURNING) if turns else _covering(lines, context, _ON_BODY, _TAIL_ON_BODY)
    )
    return candidates[int(np.argmin(costs))].line


def _paths(arrow: Arrow, before: Stage, context: ArrowContext) -> Iterator[_Candidate]:
    name, pivot = _joints(arrow.part)
    path, around = _path(arrow, before, context.look.stage), context.look.stage.on_screen(_point(context, pivot))[:2]
    if arrow.part in _PLACES or arrow.part.endswith("shoulder"):
        yield from _pushes(arrow.part, _without_hook(_of_good_length(path, context.size)), around, context)
    else:
        for most, price in _ARRIVING:
            way = _without_hook(_arriving(path, context.size, most))
            for candidate in _arrivals(way, around, name, most, context):
                yield _Candidate(candidate.line, candidate.price + price)


def _point(context: ArrowContext, joint: str) -> Vector:
    return context.look.stage.skeleton.points[joint]


def _pushes(part: str, way: Line, pivot: Vector, context: ArrowContext) -> Iterator[_Candidate]:
    """The head, trunk and shoulders go so short a way that an arrow starts at their skin and points along it."""
    now = context.look.stage
    along = unit(way[-1] - way[0])
    forward = now.on_screen(now.skeleton.frames["chest"][:, 0])[:2]
    skin = _BREAST if part == "chest" and float(along @ forward) > 0 else _SKIN.get(part, _SHOULDER)
    aside = np.array([-along[1], along[0]])
    # A chest goes by its skin; beside it there are arms and a neck.
    sides = [along] if part in ("chest", "belly") else [along, aside, -aside]
    ends = now.on_screen(_point(context, _joints(part)[0]))[:2] + np.array(sides) * skin
    for candidate in _candidates(way, pivot, context, ahead=True):
        far = min(float(np.hypot(*(candidate.line - end).T).min()) for end in ends) / context.size
        yield _Candidate(candidate.line, candidate.price + far * _FAR)


def _arrivals(way: Line, pivot: Vector, name: str, most: float, context: ArrowContext) -> Iterator[_Candidate]:
    """An arrow that comes to a hand, an elbow or a knee, as they came there: to it or beside it."""
    end = context.look.stage.on_screen(_point(context, name))[:2]
    along = unit(way[-1] - way[-3])
    aside = np.array([-along[1], along[0]])
    ends = end + np.array([-along, aside, -aside]) * _LIMB
    for candidate in _candidates(way, pivot, context, ahead=False, most=most):
        tip = candidate.line[-1]
        far = float(np.hypot(*(ends - tip).T).min()) / context.size
        past = max(0.0, float((tip - end) @ along)) / context.size
        yield _Candidate(candidate.line, candidate.price + far * _FAR_FROM_END + past * _PAST)


def _path(arrow: Arrow, before: Stage, now: Stage) -> Line:
    """The way of the part, swung about its pivot; a hand that slides along the floor goes straight."""
    name, pivot = _joints(arrow.part)
    start, end = before.skeleton.points, now.skeleton.points
    shares = np.linspace(0, 1, _POINTS)
    if max(start[name][2], end[name][2]) < _ON_FLOOR:
        pivot = name
    points = [
        start[pivot]
        + (end[pivot] - start[pivot]) * share
        + _swung(start[name] - start[pivot], end[name] - end[pivot], share)
        for share in shares
    ]
    return np.array([now.on_screen(point)[:2] for point in points])


def _joints(part: str) -> tuple[str, str]:
    side, _, bare = part.rpartition(" ")
    if bare == "shoulder":
        return part, "mid back"
    pivot = _PIVOTS[bare]
    return (part, f"{side} {pivot}") if side else (_PLACES[part], pivot)


def _swung(start: Vector, end: Vector, share: float) -> Vector:
    """Go from one arm of a lever to another along the arc between them."""
    angle = math.acos(float(np.clip(unit(start) @ unit(end), -1, 1)))
    length = float(np.linalg.norm(start)) * (1 - share) + float(np.linalg.norm(end)) * share
    if angle < 0.02:
        return unit(start + (end - start) * share) * length
    swung: Vector = (math.sin((1 - share) * angle) * unit(start) + math.sin(share * angle) * unit(end)) / math.sin(
        angle
    )
    return swung * length


def _roll(arrow: Arrow, context: ArrowContext) -> Line:
    """A circle round the place of the part at rest, the way that it goes round; it ends where the part is now."""
    now = context.look.stage
    name, _ = _joints(arrow.part)
    places = np.array([now.on_screen(posed.skeleton.points[name])[:2] for posed in now.every])
    ways = places[1:] - places[0]
    area = float((ways[:-1, 0] * ways[1:, 1] - ways[:-1, 1] * ways[1:, 0]).sum())
    here = now.on_screen(now.skeleton.points[name])[:2] - places[0]
    end = math.atan2(here[1], here[0]) if float(np.hypot(*here)) > 0.5 else math.pi / 2
    angles = end - np.radians(np.linspace(_ROUND_ABOUT, 0, 3 * _POINTS)) * (1 if area >= 0 else -1)
    line: Line = places[0] + _RADIUS * context.size * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return line


def _turns(arrow: Arrow, before: Stage, context: ArrowContext) -> Iterator[_Candidate]:
    """An arc round the long axis of the head or the trunk, the way that it turned: round it, or beyond the head."""
    now = context.look.stage
    frame = "head" if arrow.part == "head" else "chest"
    name, _ = _joints(arrow.part)
    start, end = before.skeleton.frames[frame], now.skeleton.frames[frame]
    way = 1 if float(np.cross(start[:, 0], end[:, 0]) @ end[:, 2]) >= 0 else -1
    angles = np.radians(np.linspace(-_TURN, _TURN, _POINTS)) * way
    facing, aside = _ring(end, now)
    ring = np.cos(angles)[:, None] * facing + np.sin(angles)[:, None] * aside
    crown = now.skeleton.points["head"] + now.skeleton.frames["head"] @ np.array([0.0, 0.0, 10.0])
    middle = now.skeleton.points[name]
    places = [(crown + end[:, 2] * up, _BEYOND) for up in (3.0, 7.0, 11.0)]
    if arrow.part != "head":
        places += [(middle + end[:, 2] * up, 0.0) for up in (0.0, 5.0, -6.0, -12.0)]
    for centre, price in places:
        for radius in (0.12 * context.size, 0.15 * context.size):
            yield _Candidate(now.on_screen(centre)[:2] + radius * ring, price)


def _ring(frame: NDArray[np.float64], now: Stage) -> tuple[Vector, Vector]:
    """Return the way to the viewer and the way aside on the screen, round the long axis; level it stays a curve."""
    towards = _nearer_viewer(frame, now)
    facing, aside = now.on_screen(towards)[:2], now.on_screen(np.cross(frame[:, 2], towards))[:2]
    open_ = float(np.hypot(*facing))
    if open_ >= _OPEN:
        return facing, aside
    down = np.array([aside[1], -aside[0]]) / (np.hypot(*aside) or 1.0)
    return down * _OPEN * (-1.0 if float(facing @ down) < -0.1 else 1.0), aside


def _nearer_viewer(frame: NDArray[np.float64], now: Stage) -> Vector:
    """Return the direction, at right angles to the long axis, that points most to the viewer."""
    towards = now.camera.matrix[2]
    return unit(towards - frame[:, 2] * float(towards @ frame[:, 2]))


def _of_good_length(line: Line, size: float) -> Line:
    """Show the middle of a long way, and draw a short one out so that it can be seen."""
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    if length < 0.5:
        return line
    if length < _SHORTEST * size:
        middle = line.mean(axis=0)
        grown: Line = middle + (line - middle) * (_SHORTEST * size / length)
        return grown
    share = min(1.0, _LONGEST * size / length)
    places = np.linspace(0.5 - share / 2, 0.5 + share / 2, _POINTS) * (len(line) - 1)
    return np.stack([np.interp(places, np.arange(len(line)), line[:, axis]) for axis in (0, 1)], axis=1)


def _arriving(line: Line, size: float, most: float) -> Line:
    """Show the end of a long way, and draw a short one out backwards, so that it ends where the part is."""
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    if length < 0.5:
        return line
    if length < _SHORTEST * size:
        grown: Line = line[-1] + (line - line[-1]) * (_SHORTEST * size / length)
        return grown
    share = min(1.0, most * size / length)
    places = np.linspace(1 - share, 1, _POINTS) * (len(line) - 1)
    return np.stack([np.interp(places, np.arange(len(line)), line[:, axis]) for axis in (0, 1)], axis=1)


def _without_hook(line: Line) -> Line:
    """An arc that is seen nearly end on has a hook that nobody can read: go straight from end to end."""
    ways = np.diff(line, axis=0)
    ways /= np.maximum(np.hypot(*ways.T), 1e-9)[:, None]
    if float((ways[1:] * ways[:-1]).sum(axis=1).min()) > _HOOK:
        return line
    straight: Line = line[0] + (line[-1] - line[0]) * np.linspace(0, 1, len(line))[:, None]
    return straight


def _candidates(
    line: Line, pivot: Vector, context: ArrowContext, *, ahead: bool, most: float = _LONGEST
) -> Iterator[_Candidate]:
    """Lay the line beside itself, on a wider arc or, where it may be, `ahead` of itself; say what each place costs."""
    along = unit(line[-1] - line[0])
    aside = np.array([-along[1], along[0]])
    radius = float(np.hypot(*(line - pivot).T).mean())
    ways = [(aside, _ASIDE), (-aside, _ASIDE), (unit(along - aside), _ASIDE), (unit(aside + along), _ASIDE)]
    ways += [(along, _AHEAD), (-along, _BEHIND)] if ahead else [(-along, _AHEAD)]
    for away in _AWAY:
        for direction, price in ways:
            moved = line + direction * away * context.size
            yield _Candidate(moved, away * price)
        wider = pivot + (line - pivot) * (1 + away * context.size / max(radius, 5.0))
        wider = _of_good_length(wider, context.size) if ahead else _arriving(wider, context.size, most)
        yield _Candidate(wider, away * _ROUND)


_FINE = 60
"""At how many places along a line it is asked what is covered there."""


def _covering(
    lines: NDArray[np.float64], context: ArrowContext, on_body: float, tail_on_body: float = 0.0
) -> NDArray[np.float64]:
    """Say of each of the lines (n, points, 2) what it covers: most for the face, less for target, body and things."""
    look = context.look
    places = np.linspace(0, lines.shape[1] - 1, _FINE)
    before = np.minimum(places.astype(int), lines.shape[1] - 2)
    fine = lines[:, before] + (lines[:, before + 1] - lines[:, before]) * (places - before)[:, None]
    pixels = np.floor(look.view.to_pixels(fine.reshape(-1, 2))).astype(int).reshape(fine.shape)
    height, width = look.view.part.shape
    inside = (pixels >= 0).all(axis=2) & (pixels[..., 0] < width) & (pixels[..., 1] < height)
    x, y = np.clip(pixels[..., 0], 0, width - 1), np.clip(pixels[..., 1], 0, height - 1)
    covered = (
        (look.around_head, _ON_FACE), (look.is_like("palm", "finger"), _ON_HAND), (context.target, _ON_TARGET),
        (look.is_body, on_body), (look.is_thing, _ON_THING),
    )  # fmt: skip
    found: NDArray[np.float64] = sum(
        ((mask[y, x] & inside).sum(axis=1) * price for mask, price in covered), np.zeros(1)
    )
    tails: NDArray[np.float64] = (look.is_body[y, x] & inside)[:, :_TAIL].sum(axis=1) * tail_on_body
    return found + tails
