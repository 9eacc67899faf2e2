"""Arms: by the angles of their joints, or by what the hand touches. Centimetres and degrees."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from stretchbook.model.figure import Arm, Blade, Shoulder
from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.contacts import Touch
from stretchbook.poses.body.rotation import UP, Matrix, Vector, about, about_x, about_y, about_z, across, unit
from stretchbook.poses.body.sides import Side
from stretchbook.poses.body.skeleton import Skeleton, sign

_COLLAR = np.array([4.0, 2.0, -6.6])
"""Where the collarbone starts, from the base of the neck."""
_SHOULDER = np.array([-3.0, 15.8, 0.6])
"""The shoulder joint, from there."""
_LIFT_FROM, _LIFT = 50.0, 0.2
"""From how many degrees on an arm lifts its blade, and how many degrees for each."""
_FORWARD = 5.0
"""Degrees that the blade goes forward with an arm held straight out to the front."""
_STRETCHED = 0.998
"""Share of its length up to which an arm may straighten; at its full length the elbow has no direction."""
_REACH, _FOLDED = bones.UPPER_ARM + bones.FOREARM, bones.UPPER_ARM - bones.FOREARM
"""How far from its shoulder a wrist may be, and how near: its two bones are not of one length."""


def shoulder_joint(skeleton: Skeleton, side: Side, lift: float = 0.0, forward: float = 0.0) -> Vector:
    """Return the shoulder joint of a blade that is lifted and taken forward by so many degrees."""
    out = sign(side)
    chest = skeleton.frames["chest"]
    start = skeleton.points["neck base"] + chest @ (_COLLAR * [1, out, 1])
    blade: Matrix = chest @ about_z(-out * forward) @ about_x(out * lift)
    joint: Vector = start + blade @ (_SHOULDER * [1, out, 1])
    return joint


def by_angles(skeleton: Skeleton, side: Side, arm: Arm, blade: Blade) -> None:
    """Place an arm by the angles of its joints."""
    by_upper_arm(skeleton, side, upper_arm(side, arm.shoulder), arm, blade)


def upper_arm(side: Side, shoulder: Shoulder) -> Matrix:
    """Return the frame of an upper arm, as seen from the chest."""
    out = sign(side)
    swung: Matrix = _swing(shoulder, out) @ about_z(out * (shoulder.external - shoulder.internal))
    return swung


def by_upper_arm(skeleton: Skeleton, side: Side, seen: Matrix, arm: Arm, blade: Blade) -> None:
    """Place an arm whose upper arm is as `seen` from the chest; what is below it has the angles of `arm`."""
    out = sign(side)
    lift, forward = _blade(blade, seen @ -UP)
    shoulder = shoulder_joint(skeleton, side, lift, forward)
    upper = skeleton.frames["chest"] @ seen
    elbow = shoulder - upper @ (UP * bones.UPPER_ARM)
    forearm = upper @ about_y(-arm.elbow)
    wrist = elbow - forearm @ (UP * bones.FOREARM)
    rolled = forearm @ about_z(out * (arm.forearm.supinate - arm.forearm.pronate))
    hand = rolled @ about_x(out * (arm.wrist.extend - arm.wrist.flex))
    _note(skeleton, side, (shoulder, elbow, wrist), (upper, rolled, hand))


def by_touch(skeleton: Skeleton, side: Side, touch: Touch, blade: Blade) -> float:
    """Place an arm so that its hand touches something; return the centimetres that it falls short.

    They are less than zero where what it touches is nearer to its shoulder than an arm can fold.
    """
    shoulder = socket(skeleton, side, touch, blade)
    distance = float(np.linalg.norm(touch.wrist - shoulder))
    bent = _bent(shoulder, touch.wrist, float(np.clip(distance, _FOLDED, _REACH * _STRETCHED)), touch.towards(shoulder))
    hand = touch.hand
    _note(skeleton, side, (shoulder, bent.elbow, bent.wrist), (bent.upper, _rolled(bent.lower, hand), hand))
    off = abs(float(np.linalg.norm(touch.rest - shoulder)) - bones.UPPER_ARM) if touch.rest is not None else 0.0
    short = max(0.0, distance - _REACH, off if touch.leans else 0.0)
    return short or min(0.0, distance - _FOLDED)


def socket(skeleton: Skeleton, side: Side, touch: Touch, blade: Blade) -> Vector:
    """Return the shoulder joint of an arm whose hand touches something: the blade goes with the arm."""
    way = unit(skeleton.frames["chest"].T @ (touch.wrist - shoulder_joint(skeleton, side)))
    return shoulder_joint(skeleton, side, *_blade(blade, way))


def _swing(shoulder: Shoulder, out: int) -> Matrix:
    aside = shoulder.across - shoulder.behind
    if shoulder.abduct and aside:
        angle = math.radians(aside)
        axis = np.array([out * math.cos(angle), -math.sin(angle), 0.0])
        return about(axis, shoulder.abduct)
    return about_y(shoulder.extend - shoulder.flex) @ about_x(out * shoulder.abduct)


def _blade(blade: Blade, way: Vector) -> tuple[float, float]:
    """Return how far a blade is lifted and taken forward, with an arm that points this way, seen from the chest."""
    raised = math.degrees(math.acos(float(np.clip(-way[2], -1, 1))))
    lift = blade.lift - blade.lower + max(0.0, raised - _LIFT_FROM) * _LIFT
    return lift, blade.forward - blade.back + max(0.0, float(way[0])) * _FORWARD


@dataclass(frozen=True)
class _Bent:
    elbow: Vector
    wrist: Vector
    upper: Matrix
    lower: Matrix


def _bent(shoulder: Vector, target: Vector, distance: float, towards: Vector) -> _Bent:
    """Bend an arm between two points so that its elbow points `towards`."""
    way = unit(target - shoulder)
    side = across(towards, way)
    long, short = bones.UPPER_ARM, bones.FOREARM
    cosine = (long**2 + distance**2 - short**2) / (2 * long * distance)
    sine = math.sqrt(max(0.0, 1 - cosine**2))
    elbow = shoulder + long * (way * cosine + side * sine)
    wrist = shoulder + way * distance
    return _Bent(elbow, wrist, _bone(shoulder, elbow, side), _bone(elbow, wrist, side))


def _bone(start: Vector, end: Vector, elbow: Vector) -> Matrix:
    """Return the frame of a bone whose joint bends away from where the elbow points."""
    up = unit(start - end)
    forward = across(-elbow, up)
    return np.stack([forward, np.cross(up, forward), up], axis=1)


def _rolled(forearm: Matrix, hand: Matrix) -> Matrix:
    """Roll the forearm half the way that the hand is rolled: its two bones cross along its length."""
    up = forearm[:, 2]
    wanted = across(hand[:, 0], up)
    angle = math.atan2(float(wanted @ forearm[:, 1]), float(wanted @ forearm[:, 0]))
    rolled: Matrix = forearm @ about_z(math.degrees(angle))
    return rolled


def _note(
    skeleton: Skeleton, side: Side, joints: tuple[Vector, Vector, Vector], frames: tuple[Matrix, Matrix, Matrix]
) -> None:
    for name, point in zip(("shoulder", "elbow", "wrist"), joints, strict=True):
        skeleton.points[f"{side} {name}"] = point
    for name, frame in zip(("upper arm", "forearm", "hand"), frames, strict=True):
        skeleton.frames[f"{side} {name}"] = frame
    skeleton.points[f"{side} hand"] = joints[2] - frames[2] @ (UP * 8.0)
