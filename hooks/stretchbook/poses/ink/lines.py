"""Which lines are drawn within a figure: where one part of the body hides another, and the edges of things."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.ink import clothes
from stretchbook.poses.scene.stage import Look, Mask, side_of

Cracks = tuple[Mask, Mask]
"""Between columns (h, w - 1) and between rows (h - 1, w)."""

_Window = tuple[slice, slice]

_WITHIN, _WITHIN_TRUNK, _NEXT = 2.4, 4.5, 1.6
"""From how many centimetres of depth on a step is a line: in one part, in the trunk, and between neighbours."""
_BEFORE = 6.0
"""From how many centimetres on a part stands before another, and does not lie on it."""
_EDGE = 0.85
"""Below which cosine two faces of a thing meet in an edge."""

_ARM = ("upper arm", "lower upper arm", "forearm", "lower forearm", "palm", "thumb")
_LEG = ("thigh", "lower thigh", "shank", "lower shank", "foot")


def body_lines(look: Look) -> Cracks:
    """Return the lines within the body."""
    part, depth, body = look.view.part, look.view.depth, look.is_body
    trunk = look.is_part("torso")
    hair = clothes.hair(look)

    def between(one: _Window, two: _Window) -> Mask:
        drawn: Mask = body[one] & body[two]
        # Within the body there is no pixel without a depth; elsewhere nothing is asked.
        step = np.zeros(drawn.shape, np.float32)
        np.subtract(depth[one], depth[two], out=step, where=drawn)
        np.abs(step, out=step)
        drawn &= ~(hair[one] & hair[two] & (step < _NEXT))
        drawn &= (part[one] != part[two]) | (step > _WITHIN)
        # What is left are few pixels.
        where = np.nonzero(drawn)
        near = _kinships(look, part[one][where], part[two][where])
        least = np.where(trunk[one][where], _WITHIN_TRUNK, _WITHIN)
        steps = step[where]
        drawn[where] = ((near == 0) & (steps > least)) | ((near == 1) & (steps > _NEXT)) | (near == 2)
        return drawn

    return _both_ways(between)


def overlaps(look: Look) -> Cracks:
    """Return where a part of the body stands well before another: what is in front is to be seen at once."""
    depth, body = look.view.depth, look.is_body

    def between(one: _Window, two: _Window) -> Mask:
        drawn: Mask = body[one] & body[two]
        step = np.zeros(drawn.shape, np.float32)
        np.subtract(depth[one], depth[two], out=step, where=drawn)
        return np.abs(step) > _BEFORE

    return _both_ways(between)


def _kinships(look: Look, one: NDArray[np.int32], two: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return how near to each other pairs of parts (n,) are."""
    names = look.stage.names
    pairs, which = np.unique(one.astype(np.int64) * len(names) + two, return_inverse=True)
    found = [_kinship(*(names[number] for number in divmod(pair, len(names)))) for pair in pairs.tolist()]
    return np.array(found, np.int64)[which]


def thing_lines(look: Look) -> Cracks:
    """Return the edges within and between things."""
    part, normal, thing = look.view.part, look.view.normal, look.is_thing

    def between(one: _Window, two: _Window) -> Mask:
        drawn: Mask = thing[one] & thing[two]
        where = np.nonzero(drawn)
        bend = np.einsum("ni,ni->n", normal[one][where], normal[two][where]) < _EDGE
        drawn[where] = bend | (part[one] != part[two])[where]
        return drawn

    return _both_ways(between)


def _both_ways(between: Callable[[_Window, _Window], Mask]) -> Cracks:
    every = slice(None)
    columns = between((every, slice(None, -1)), (every, slice(1, None)))
    rows = between((slice(None, -1), every), (slice(1, None), every))
    return columns, rows


def _kinship(one: str, two: str) -> int:
    """Return how near parts are: 0 the same, 1 neighbours, 2 others."""
    if one == two:
        return 0
    if "ear" in (one, two) or "hair" in (one, two):
        return 2
    sides = {side_of(one), side_of(two)}
    bare = [name.removeprefix("left ").removeprefix("right ") for name in (one, two)]
    if sides == {None}:
        return 1
    if None in sides:
        return 1 if "torso" in bare and ("upper arm" in bare or "thigh" in bare) else 2
    if len(sides) == 2:
        return 2
    return _along_limb(bare[0], bare[1])


def _along_limb(one: str, two: str) -> int:
    if "fingers" in (one, two):
        return 1 if "palm" in (one, two) else 2
    for limb in (_ARM, _LEG):
        if one in limb and two in limb:
            return 1 if abs(limb.index(one) - limb.index(two)) <= 1 else 2
    return 2
