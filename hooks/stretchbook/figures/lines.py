"""Which lines are drawn within a figure: where one part of the body hides another, and the edges of things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stretchbook.figures import clothes
from stretchbook.figures.scene import Look, Mask, side_of

Cracks = tuple[Mask, Mask]
"""Between columns (h, w - 1) and between rows (h - 1, w)."""

_Window = tuple[slice, slice]

_WITHIN, _WITHIN_TRUNK, _NEXT = 2.4, 4.5, 1.6
"""From how many centimetres of depth on a step is a line: in one part, in the trunk, and between neighbours."""
_EDGE = 0.85
"""Below which cosine two faces of a thing meet in an edge."""

_ARM = ("upper arm", "lower upper arm", "forearm", "lower forearm", "palm", "thumb")
_LEG = ("thigh", "lower thigh", "shank", "lower shank", "foot")


@dataclass(frozen=True)
class _Kin:
    """How near parts are: 0 the same, 1 neighbours, 2 others."""

    matrix: NDArray[np.int8]

    @classmethod
    def of(cls, names: tuple[str, ...]) -> _Kin:
        return cls(np.array([[_kinship(one, two) for two in names] for one in names], dtype=np.int8))


def body_lines(look: Look) -> Cracks:
    """Give the lines within the body."""
    kin = _Kin.of(look.stage.names).matrix
    part, depth, body = look.view.part, look.view.depth, look.is_body
    trunk, finger = look.is_part("torso"), look.is_like("finger", "palm")
    hair = clothes.hair(look)

    def between(one: _Window, two: _Window) -> Mask:
        near = kin[part[one], part[two]]
        both = body[one] & body[two] & ~(finger[one] & finger[two])
        step = np.abs(np.where(both, depth[one], 0) - np.where(both, depth[two], 0))
        both &= ~(hair[one] & hair[two] & (step < _NEXT))
        least = np.where(trunk[one], _WITHIN_TRUNK, _WITHIN)
        drawn: Mask = both & (((near == 0) & (step > least)) | ((near == 1) & (step > _NEXT)) | (near == 2))
        return drawn

    return _both_ways(between)


def finger_lines(look: Look) -> Cracks:
    """Give the lines between the fingers of a hand; they are finer than others."""
    part, finger = look.view.part, look.is_like("finger", "palm")
    knuckle = look.is_like("palm")

    def between(one: _Window, two: _Window) -> Mask:
        drawn: Mask = finger[one] & finger[two] & (part[one] != part[two]) & ~knuckle[one] & ~knuckle[two]
        return drawn

    return _both_ways(between)


def thing_lines(look: Look) -> Cracks:
    """Give the edges within and between things."""
    part, normal, thing = look.view.part, look.view.normal, look.is_thing

    def between(one: _Window, two: _Window) -> Mask:
        bend = (normal[one] * normal[two]).sum(axis=-1) < _EDGE
        drawn: Mask = thing[one] & thing[two] & (bend | (part[one] != part[two]))
        return drawn

    return _both_ways(between)


def _both_ways(between: Callable[[_Window, _Window], Mask]) -> Cracks:
    every = slice(None)
    columns = between((every, slice(None, -1)), (every, slice(1, None)))
    rows = between((slice(None, -1), every), (slice(1, None), every))
    return columns, rows


def _kinship(one: str, two: str) -> int:
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
    if "finger" in one or "finger" in two:
        return 1 if "palm" in (one, two) else 2
    for limb in (_ARM, _LEG):
        if one in limb and two in limb:
            return 1 if abs(limb.index(one) - limb.index(two)) <= 1 else 2
    return 2
