"""Close-ups: a part of somebody seen from elsewhere, without the things around, and where in a picture it has room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.figure import Inset
from stretchbook.poses.body.skeleton import Skeleton
from stretchbook.poses.scene.stage import Look, Mask, Stage
from stretchbook.poses.scene.visibility import Bounds, look

_ACROSS = {"trunk": 52.0, "head": 44.0, "hands": 36.0, "left hand": 32.0, "right hand": 32.0}
"""How much each shows from side to side, centimetres."""
_HELD = ("towel-held", "dumbbells")
"""What belongs to hands."""
_RESOLUTION = 4.0
_RADIUS = 0.2
"""The radius of a close-up, as a share of the picture's size."""
_STEP, _EDGE, _GRAIN = 4.0, 1.5, 3.7
"""Between places that are tried, from a place to the edge of the picture, and between spots looked at, centimetres."""
_COVERED = 0.012
"""How much of its place may be the body."""
_ON_THING, _ON_GHOST, _ON_ARROW = 0.1, 0.5, 20.0
"""How bad it is to lie on a thing, a ghost or an arrow, where 1 is how bad it is to lie on the body."""

Floats = NDArray[np.float64]


def close_up(stage: Stage, inset: Inset) -> tuple[Look, Bounds]:
    """Return what a close-up shows, and its bounds."""
    figure, number = stage.figure, stage.posed.number
    props = tuple(prop for prop in stage.posed.props if prop.thing in _HELD)
    frames = list(figure.frames)
    frames[number] = frames[number].model_copy(update={"view": inset.view})
    alone = replace(
        stage,
        figure=figure.model_copy(update={"frames": tuple(frames), "through": False}),
        posed=replace(stage.posed, props=props),
    )
    x, y = alone.on_screen(_middle(stage.skeleton, inset.of))[:2].tolist()
    half = _ACROSS[inset.of] / 2
    bounds = (x - half, y - half, x + half, y + half)
    return Look(alone, look(*alone.shapes, alone.camera, bounds, _RESOLUTION)), bounds


def _middle(skeleton: Skeleton, part: str) -> Floats:
    points = skeleton.points
    if part == "hands":
        both: Floats = (points["left hand"] + points["right hand"]) / 2
        return both
    return skeleton.on_spine(40.0).point if part == "trunk" else points[part]


def radius_in(bounds: Bounds) -> float:
    """Return the radius of a close-up in a picture with these bounds, centimetres."""
    left, bottom, right, top = bounds
    return _RADIUS * float(np.sqrt((right - left) * (top - bottom)))


def place(seen: Look, ghost: Look | None, bounds: Bounds, arrows: Sequence[Floats]) -> Floats | None:
    """Return the middle of a close-up where it covers least, or nothing if the body leaves no room for it."""
    radius = radius_in(bounds)
    edge = radius + _EDGE
    left, bottom, right, top = bounds[0] + edge, bounds[1] + edge, bounds[2] - edge, bounds[3] - edge
    if left > right or bottom > top:
        return None
    across, up = np.meshgrid(np.arange(left, right + 1e-6, _STEP), np.arange(top, bottom - 1e-6, -_STEP))
    middles = np.stack([across.ravel(), up.ravel()], axis=1)
    body = _covered(middles, _spots(seen, seen.is_body), radius + _EDGE)
    body += _covered(middles, np.vstack([np.empty((0, 2)), *arrows]), radius + 2 * _EDGE) * _ON_ARROW
    costs = body + _ON_THING * _covered(middles, _spots(seen, seen.is_thing), radius)
    if ghost is not None:
        costs += _ON_GHOST * _covered(middles, _spots(ghost, ghost.is_body), radius)
    best = int(np.argmin(np.round(costs, 4)))
    middle: Floats = middles[best]
    return middle if body[best] < _COVERED else None


def _spots(seen: Look, mask: Mask) -> Floats:
    """Return where a mask is, as places on the screen (n, 2), one in each square of `_GRAIN`."""
    every = max(1, round(_GRAIN * seen.view.resolution))
    rows, columns = np.nonzero(mask[::every, ::every])
    corners = np.stack([columns, rows], axis=1).astype(np.float64)
    return seen.view.to_screen(corners * every + 0.5)


def _covered(middles: Floats, spots: Floats, radius: float) -> Floats:
    """Return about how much of the circles round middles (n, 2) is covered by spots (m, 2), from 0 to 1."""
    (x, y), (to_x, to_y) = middles.astype(np.float32).T, spots.astype(np.float32).T
    near = (x[:, None] - to_x) ** 2 + (y[:, None] - to_y) ** 2 < radius**2
    covered: Floats = np.count_nonzero(near, axis=1) * _GRAIN**2 / (np.pi * radius**2)
    return covered
