"""From the angles of a posture to the places of the bones, all but the arms, which may have to reach for something."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from stretchbook.model.figure import Leg, Lumbar, Neck, Thoracic
from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.postures import Posture
from stretchbook.poses.body.rotation import UP, Matrix, Vector, about_x, about_y, about_z
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.skeleton import Skeleton, Station, sign

TOES_OUT = 6.0
"""How far outwards toes point, degrees."""


def trunk_and_legs(posture: Posture, tip: float) -> Skeleton:
    """Place pelvis, spine, head and legs, with the hips at the origin. `tip` is the pelvis' forward tip, degrees."""
    skeleton = Skeleton()
    turn = about_z(posture.body.turn_left - posture.body.turn_right)
    lean = posture.body.lean_forward - posture.body.lean_back
    lying = about_x(posture.roll) @ about_y(posture.pitch + lean + tip)
    pelvis = turn @ lying @ about_z(posture.pelvis.turn_left - posture.pelvis.turn_right)
    skeleton.points["pelvis"] = np.zeros(3)
    skeleton.frames["pelvis"] = pelvis
    _spine(skeleton, posture)
    _neck_and_head(skeleton, posture)
    for side in SIDES:
        _leg(skeleton, side, posture.legs[side], tip)
    return skeleton


@dataclass
class _Climb:
    """Walks up a chain of bones, and notes each place."""

    point: Vector
    frame: Matrix
    along: float = 0.0

    def step(self, length: float, turn: Matrix) -> Station:
        self.frame = self.frame @ turn
        self.point = self.point + self.frame @ (UP * length)
        self.along += length
        return Station(self.along, self.point, self.frame)


def _spine(skeleton: Skeleton, posture: Posture) -> None:
    climb = _Climb(skeleton.points["pelvis"], skeleton.frames["pelvis"])
    skeleton.spine = [Station(0.0, climb.point, climb.frame), climb.step(bones.SACRUM, np.eye(3))]
    for part, length, steps in (
        (posture.lumbar, bones.LUMBAR, bones.LUMBAR_STEPS),
        (posture.thoracic, bones.THORACIC, bones.THORACIC_STEPS),
    ):
        turn = _share(part, steps)
        skeleton.spine += [climb.step(length / steps, turn) for _ in range(steps)]
    skeleton.frames["chest"] = climb.frame
    skeleton.points["neck base"] = climb.point
    skeleton.points["low back"] = skeleton.on_spine(bones.SACRUM + bones.LUMBAR / 2).point
    skeleton.points["mid back"] = skeleton.on_spine(bones.TRUNK - bones.THORACIC / 2).point


def _share(part: Lumbar | Thoracic | Neck, steps: int) -> Matrix:
    """Return one of the equal turns that make up the movement of a part of the spine."""
    turn = about_z((part.turn_left - part.turn_right) / steps)
    bend = about_x((part.bend_right - part.bend_left) / steps)
    return turn @ bend @ about_y((part.flex - part.extend) / steps)


def _neck_and_head(skeleton: Skeleton, posture: Posture) -> None:
    neck = posture.neck
    rest = math.radians(bones.NECK_LEAN)
    # A head that glides stays as high as it is.
    ahead, high = bones.NECK * math.sin(rest) + neck.glide_forward - neck.glide_back, bones.NECK * math.cos(rest)
    lean = math.degrees(math.atan2(ahead, high))
    chest = skeleton.frames["chest"]
    base = skeleton.points["neck base"]
    climb = _Climb(base, chest @ about_y(lean))
    skeleton.neck = [Station(0.0, base, chest)]
    turn = _share(neck, bones.NECK_STEPS)
    skeleton.neck += [climb.step(math.hypot(ahead, high) / bones.NECK_STEPS, turn) for _ in range(bones.NECK_STEPS)]
    nod = posture.head.nod - posture.head.lift
    head = climb.frame @ about_y(nod - lean)
    skeleton.frames["head"] = head
    skeleton.points["skull base"] = climb.point
    skeleton.points["head"] = climb.point + head @ np.array([1.6, 0.0, 5.2])


def _leg(skeleton: Skeleton, side: Side, leg: Leg, tip: float) -> None:
    out = sign(side)
    pelvis = skeleton.frames["pelvis"]
    hip = skeleton.points["pelvis"] + pelvis @ np.array([0.0, out * bones.HIP_HALF_WIDTH, 0.0])
    swing = about_y(-(leg.hip.flex - leg.hip.extend + tip))
    aside = about_x(out * (leg.hip.abduct - leg.hip.adduct))
    thigh = pelvis @ swing @ aside @ about_z(out * (leg.hip.external - leg.hip.internal))
    knee = hip - thigh @ (UP * bones.THIGH)
    shank = thigh @ about_y(leg.knee)
    ankle = knee - shank @ (UP * bones.SHANK)
    skeleton.points |= {f"{side} hip": hip, f"{side} knee": knee}
    skeleton.frames[f"{side} thigh"] = thigh
    place_foot(skeleton, side, ankle, shank, shank @ about_y(leg.ankle.plantar - leg.ankle.dorsi))


def place_foot(skeleton: Skeleton, side: Side, ankle: Vector, shank: Matrix, foot: Matrix) -> None:
    """Note a shin and the foot on it; toes point a little outwards."""
    turned = foot @ about_z(sign(side) * TOES_OUT)
    toe = ankle + turned @ np.array([bones.TOE, 0.0, 2.0 - bones.ANKLE_HEIGHT])
    skeleton.points |= {f"{side} ankle": ankle, f"{side} toe": toe}
    skeleton.frames |= {f"{side} shank": shank, f"{side} foot": turned}
