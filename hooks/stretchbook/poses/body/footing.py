"""Feet that lie flat on the floor: how far knee and ankle bend for it. Centimetres and degrees."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.kinematics import place_foot
from stretchbook.poses.body.postures import Posture
from stretchbook.poses.body.rotation import UP, Matrix, Vector, about_y, across, unit
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.skeleton import Skeleton

_STRAIGHTEST, _MOST_BENT = 0.0, 165.0
_MOST_PLANTAR, _MOST_DORSI = 90.0, 35.0
_LEAST_LEVEL = 0.05
"""How level a shin's front must point, for there to be a way that the toes point."""


def flat_sides(posture: Posture) -> list[Side]:
    """Return the sides whose sole is to lie on the floor."""
    return [side for side in SIDES if posture.legs[side].flat]


def floor_under(skeleton: Skeleton, sides: list[Side]) -> float:
    """Return the height of a floor on which all these feet can stand: the other knees bend until they do."""
    return max(float(skeleton.points[f"{side} ankle"][2]) for side in sides) - bones.ANKLE_HEIGHT


def set_flat(skeleton: Skeleton, posture: Posture, floor: float) -> Mapping[Side, str]:
    """Bend the knees and ankles of feet that are to lie on the floor; return what is wrong with those that cannot."""
    message = {}
    for side in flat_sides(posture):
        thigh, knee = skeleton.frames[f"{side} thigh"], skeleton.points[f"{side} knee"]
        above = float(knee[2]) - floor - bones.ANKLE_HEIGHT
        bend = _bend(thigh, above / bones.SHANK, posture.legs[side].knee)
        shank = thigh @ about_y(bend)
        ankle = knee - shank @ (UP * bones.SHANK)
        place_foot(skeleton, side, ankle, shank, _level(shank))
        off = float(ankle[2]) - floor - bones.ANKLE_HEIGHT
        if fault := _fault(off, _plantar(shank)):
            message[side] = fault
    return message


def _bend(thigh: Matrix, share: float, near: float) -> float:
    """Bend a knee so that the shin goes down by a share of its length; of two ways the one nearer to `near`."""
    forward, up = float(thigh[2, 0]), float(thigh[2, 2])
    middle = math.degrees(math.atan2(forward, up))
    aside = math.degrees(math.acos(float(np.clip(share / math.hypot(forward, up), -1, 1))))
    ways = [(middle + way + 180) % 360 - 180 for way in (aside, -aside)]
    return float(np.clip(min(ways, key=lambda way: abs(way - near)), _STRAIGHTEST, _MOST_BENT))


def _level(shank: Matrix) -> Matrix:
    """Return the frame of a foot that is level and points where the front of the shin does."""
    forward: Vector = shank[:, 0] * np.array([1.0, 1.0, 0.0])
    if float(np.linalg.norm(forward)) < _LEAST_LEVEL:
        return shank
    return np.stack([unit(forward), across(np.cross(UP, unit(forward)), UP), UP], axis=1)


def _plantar(shank: Matrix) -> float:
    """Return how far a level foot points away from a shin; less than zero where the toes come to it."""
    along = shank.T @ _level(shank)[:, 0]
    return math.degrees(math.atan2(-float(along[2]), float(along[0])))


def _fault(off: float, plantar: float) -> str | None:
    if abs(off) > 0.5:
        return f"is {abs(off):.0f} cm {'above' if off > 0 else 'below'} the floor"
    too_far = max(plantar - _MOST_PLANTAR, -plantar - _MOST_DORSI)
    return f"would have to bend {too_far:.0f} degrees further than feet do" if too_far > 1 else None
