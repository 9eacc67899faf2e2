"""Arrows that show which way a part of the body goes, laid where they cover neither the face nor much of the body."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stretchbook.figures.rotation import Vector, unit
from stretchbook.figures.scene import Look, Stage
from stretchbook.model.figure import Arrow

Line = NDArray[np.float64]
"""Points (n, 2) on the screen, centimetres."""

_POINTS = 13
_SHORTEST, _LONGEST = 11.0, 46.0
_TURN_RADIUS = 17.0
_TURN = 75.0
_AWAY = (4.0, 7.0, 10.0, 13.0, 17.0, 22.0)
"""How far from the part's own way an arrow may be laid, in centimetres."""

_PLACES = {"chest": "mid back", "head": "head"}
_PIVOTS = {"head": "neck base", "chest": "pelvis", "hand": "shoulder", "elbow": "shoulder", "knee": "hip"}


@dataclass(frozen=True)
class _Candidate:
    line: Line
    cost: float


def arrow_line(arrow: Arrow, before: Stage, now: Look) -> Line:
    """Give the line of an arrow, from its tail to its tip."""
    way = _turn(arrow, before, now.stage) if arrow.along == "turn" else _path(arrow, before, now.stage)
    fitted = _of_good_length(way)
    best = min(_candidates(fitted, now), key=lambda candidate: candidate.cost)
    return best.line


def _path(arrow: Arrow, before: Stage, now: Stage) -> Line:
    """The way of the part, swung about its pivot."""
    name, pivot = _joints(arrow.part)
    start, end = before.skeleton.points, now.skeleton.points
    shares = np.linspace(0, 1, _POINTS)
    points = [
        start[pivot]
        + (end[pivot] - start[pivot]) * share
        + _swung(start[name] - start[pivot], end[name] - end[pivot], share)
        for share in shares
    ]
    return np.array([now.on_screen(point)[:2] for point in points])


def _joints(part: str) -> tuple[str, str]:
    side, _, bare = part.rpartition(" ")
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


def _turn(arrow: Arrow, before: Stage, now: Stage) -> Line:
    """An arc round the long axis of the head or the trunk, the way that it turned."""
    frame = "head" if arrow.part == "head" else "chest"
    name, _ = _joints(arrow.part)
    start, end = before.skeleton.frames[frame], now.skeleton.frames[frame]
    turned = float(np.cross(start[:, 0], end[:, 0]) @ end[:, 2])
    way = 1 if turned >= 0 else -1
    centre = now.skeleton.points[name]
    angles = np.radians(np.linspace(-_TURN, _TURN, _POINTS)) * way
    facing = _nearer_viewer(end, now)
    points = [
        centre + _TURN_RADIUS * (facing * math.cos(angle) + np.cross(end[:, 2], facing) * math.sin(angle))
        for angle in angles
    ]
    return np.array([now.on_screen(point)[:2] for point in points])


def _nearer_viewer(frame: NDArray[np.float64], now: Stage) -> Vector:
    """Give the direction, at right angles to the long axis, that points most to the viewer."""
    towards = now.camera.matrix[2]
    return unit(towards - frame[:, 2] * float(towards @ frame[:, 2]))


def _of_good_length(line: Line) -> Line:
    """Show the middle of a long way, and draw a short one out so that it can be seen."""
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    if length < 0.5:
        return line
    if length < _SHORTEST:
        middle = line.mean(axis=0)
        grown: Line = middle + (line - middle) * (_SHORTEST / length)
        return grown
    share = min(0.84, _LONGEST / length)
    places = np.linspace(0.5 - share / 2, 0.5 + share / 2, _POINTS) * (len(line) - 1)
    return np.stack([np.interp(places, np.arange(len(line)), line[:, axis]) for axis in (0, 1)], axis=1)


def _candidates(line: Line, look: Look) -> Iterator[_Candidate]:
    """Lay the line beside itself, to either side and beyond its own end, and say what each place costs."""
    along = unit(line[-1] - line[0])
    aside = np.array([-along[1], along[0]])
    for away in _AWAY:
        for direction in (aside, -aside, along, -along, unit(aside + along), unit(along - aside)):
            moved = line + direction * away
            sideways = abs(float(direction @ aside))
            yield _Candidate(moved, _cost(moved, look) + away * (0.35 + 0.6 * sideways))


def _cost(line: Line, look: Look) -> float:
    """Count what an arrow would cover: most for the face, some for the body, a little for things."""
    fine = np.stack(
        [np.interp(np.linspace(0, len(line) - 1, 60), np.arange(len(line)), line[:, axis]) for axis in (0, 1)], axis=1
    )
    pixels = np.floor(look.view.to_pixels(fine)).astype(int)
    height, width = look.view.part.shape
    inside = (pixels >= 0).all(axis=1) & (pixels[:, 0] < width) & (pixels[:, 1] < height)
    x, y = np.clip(pixels[:, 0], 0, width - 1), np.clip(pixels[:, 1], 0, height - 1)
    head = look.around_head[y, x] & inside
    body = look.is_body[y, x] & inside
    thing = look.is_thing[y, x] & inside
    return float(head.sum() * 100 + body.sum() * 3.0 + thing.sum() * 0.2)

