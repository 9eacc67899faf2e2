"""What solved poses show of joints, contacts and the trunk, in the words of `model/pose_limit.py`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stretchbook.model.figure import Figure, Frame
from stretchbook.model.pose_limit import Angle, Fact, Sight
from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.contacts import heading_of
from stretchbook.poses.body.postures import Posture, is_face_down, is_on_side, is_upright, kneels
from stretchbook.poses.body.rotation import Vector, about_z, unit
from stretchbook.poses.body.sides import SIDES, UNDER_BACK, Side
from stretchbook.poses.body.skeleton import Skeleton, sign
from stretchbook.poses.body.solve import Posed, solve

Sights = dict[str, float]
"""What one picture shows, by its word; what is on a side has the side behind it: `knee-flex left`. Facts are 1."""

Seen = Iterator[tuple[Sight, float]]

_LEAST = 0.5
"""What is less is not worth keeping, and nor is what goes the other way."""


def sights(figure: Figure, every: Sequence[Posed]) -> list[Sights]:
    """Return what each solved frame of a figure shows."""
    [rest] = solve(Figure(base=figure.base, view=(0, 0), frames=(Frame(steps=(1,)),)))
    held: dict[Side, str] = {}
    found = []
    for posed in every:
        held = {side: at for side in SIDES if (at := _held(posed, side, held))}
        found.append(_Picture(figure, posed, every[0], rest, held).sights())
    return found


def _held(posed: Posed, side: Side, before: Mapping[Side, str]) -> str | None:
    """Return what a hand touches; one that stays touches what it did."""
    hand = posed.posture.hands[side]
    if hand is None:
        return None
    return before.get(side) if hand.at == "stay" else hand.at


@dataclass(frozen=True)
class _Picture:
    """A solved frame, with the first one of its figure, the base posture at rest, and what the hands touch."""

    figure: Figure
    posed: Posed
    first: Posed
    rest: Posed
    held: Mapping[Side, str]

    @property
    def skeleton(self) -> Skeleton:
        return self.posed.skeleton

    @property
    def posture(self) -> Posture:
        return self.posed.posture

    def sights(self) -> Sights:
        """Return all that is seen, rounded to a tenth."""
        found: Sights = {}
        for name, number in (*_spine(self.posture), *self._trunk(), *self._things()):
            _note(found, name, number)
        for side in SIDES:
            for name, number in (*self._arm(side), *self._leg(side), *self._contacts(side)):
                _note(found, f"{name} {side}", number)
        return found

    # The trunk

    @cached_property
    def _up(self) -> Vector:
        """The direction of the whole trunk, from the hips to the base of the neck."""
        return unit(self.skeleton.points["neck base"] - self.skeleton.points["pelvis"])

    @cached_property
    def _lean(self) -> float:
        """How far the chest is from upright, to the front; in degrees."""
        body = self.posture.body
        heading = heading_of(about_z(body.turn_left - body.turn_right))
        ahead, _, up = heading.T @ self._up
        return math.degrees(math.atan2(float(ahead), float(up)))

    @property
    def _is_folded(self) -> bool:
        """Whether the trunk is bent forward: it leans, or is rounded, or both hips fold more than at rest."""
        leans = is_upright(self.figure.base) and self._lean >= _FOLDED
        more = min(_hip(self.skeleton, side)[0] - _hip(self.rest.skeleton, side)[0] for side in SIDES)
        return leans or _rounded(self.posture) >= _ROUNDED or more >= _HIPS_FOLDED

    def _trunk(self) -> Seen:
        heart = self.skeleton.on_spine(_HEART)
        yield "head-low", float(heart.point[2] - self.skeleton.points["head"][2])
        faces_up = float(heart.frame[2, 0])
        if is_upright(self.figure.base):
            yield "lean-forward", self._lean
            yield "lean-back", _angle(faces_up)
            if self._lean >= _FOLDED:
                yield "trunk-leans", 1
        if self._is_folded:
            yield "folded-turn", _turned(self.posture)
        if faces_up >= _FACING_UP and float(self._up[2]) <= _LEVEL:
            yield "lying-on-back", 1
        if is_on_side(self.figure.base):
            yield "lying-on-side", 1
        shoulders = [float(self.skeleton.points[f"{side} shoulder"][2]) for side in SIDES]
        if min(shoulders) <= _ON_FLOOR:
            above = float(self.skeleton.points["pelvis"][2]) - sum(shoulders) / len(SIDES)
            yield "hips-over-shoulders", above
            if above >= _HIPS_UP:
                yield "hips-up", 1
        if self.figure.base == "standing":
            heading = heading_of(about_z(self.posture.body.turn_left - self.posture.body.turn_right))
            apart = self.skeleton.points["left ankle"] - self.skeleton.points["right ankle"]
            yield "feet-apart", abs(float(apart @ heading[:, 0]))

    def _things(self) -> Seen:
        for prop in self.posed.props:
            if prop.thing in UNDER_BACK:
                yield "back-over-roll", 1
            elif prop.thing == "roller-along":
                yield "back-along-roll", 1
            elif prop.thing == "dumbbells":
                yield "weights-in-hands", 1
            elif prop.thing == "folded-towel" and prop.under == "back":
                yield "back-over-edge", 1

    # The arms

    def _arm(self, side: Side) -> Seen:
        blade = self.posture.blades[side]
        yield "blade-lift", blade.lift - blade.lower
        yield "blade-lower", blade.lower - blade.lift
        yield "blade-forward", blade.forward - blade.back
        yield "blade-back", blade.back - blade.forward
        yield from self._upper_arm(side)
        yield "arm-overhead", self._overhead(side)
        yield "elbow-flex", _between(self.skeleton, f"{side} upper arm", f"{side} forearm")
        if self.posture.hands[side] is None:
            # Of an arm that touches something, how it is rolled and how the wrist is bent is anybody's guess.
            yield from self._given(side)

    def _upper_arm(self, side: Side) -> Seen:
        ahead, out, raised, plane = _upper_arm(self.skeleton, side)
        yield "arm-raise", raised
        if raised < _ANY_WAY or self.posture.hands[side] is None:
            if _AHEAD[0] <= plane <= _AHEAD[1]:
                yield "arm-raise-forward", raised
            if _ASIDE[0] <= plane <= _ASIDE[1]:
                yield "arm-raise-aside", raised
        if ahead > 0 and raised >= _LIFTED:
            yield "arm-across", min(_angle(-out), self._reaches_across(side))
        if _RAISED <= raised < _ANY_WAY and abs(plane) <= _OUT:
            yield "arm-out-back", _angle(-ahead)
        else:
            yield "arm-extend", _angle(-ahead)
        _, _, raised_first, plane_first = _upper_arm(self.first.skeleton, side)
        if all(_LEVEL_ARM[0] <= each <= _LEVEL_ARM[1] for each in (raised, raised_first)):
            yield "arm-open", plane_first - plane
            if plane >= _AHEAD[0]:
                yield "arm-close", plane - plane_first

    def _reaches_across(self, side: Side) -> float:
        """Return how far across a hand is from its shoulder; no limit where no hand touches anything.

        Where the elbow points says little of an arm that touches something.
        """
        if self.posture.hands[side] is None:
            return math.inf
        way = self.skeleton.points[f"{side} hand"] - self.skeleton.points[f"{side} shoulder"]
        return _angle(-float(self.skeleton.frames["chest"][:, 1] @ unit(way)) * sign(side))

    def _overhead(self, side: Side) -> float:
        """Return how far an upper arm is raised against the trunk, where the hand is up as well."""
        points = self.skeleton.points
        ways = [points[f"{side} elbow"] - points[f"{side} shoulder"]]
        if self.posture.hands[side] is not None:
            ways.append(points[f"{side} hand"] - points[f"{side} shoulder"])
        return min(90 + _angle(float(unit(way) @ self._up)) for way in ways)

    def _given(self, side: Side) -> Seen:
        arm = self.posture.arms[side]
        if arm.elbow >= _BENT:
            yield "arm-external", arm.shoulder.external - arm.shoulder.internal
            yield "arm-internal", arm.shoulder.internal - arm.shoulder.external
        yield "wrist-flex", arm.wrist.flex - arm.wrist.extend
        yield "wrist-extend", arm.wrist.extend - arm.wrist.flex

    # The legs

    def _leg(self, side: Side) -> Seen:
        flex, out = _hip(self.skeleton, side)
        yield "hip-flex", flex
        yield "hip-extend", -flex
        yield "hip-flex-more", flex - _hip(self.rest.skeleton, side)[0]
        yield "hip-straighten", _hip(self.first.skeleton, side)[0] - flex
        yield "hip-abduct", out
        yield "hip-adduct", -out
        knee = _between(self.skeleton, f"{side} thigh", f"{side} shank")
        yield "knee-flex", knee
        yield "knee-flex-more", knee - _between(self.rest.skeleton, f"{side} thigh", f"{side} shank")
        yield (
            "leg-across",
            max(-self._aside("pelvis", "pelvis", f"{side} {joint}", side) for joint in ("knee", "ankle")),
        )

    def _aside(self, frame: str, start: str, point: str, side: Side) -> float:
        """Return how far a point is out to its own side, centimetres."""
        way = self.skeleton.points[point] - self.skeleton.points[start]
        return float(self.skeleton.frames[frame][:, 1] @ way) * sign(side)

    # What touches what

    def _contacts(self, side: Side) -> Seen:
        at = self.held.get(side)
        for fact, targets in _TOUCHED.items():
            if at in targets:
                yield fact, 1
        if self.held.get(bones.other(side)) in _ON_OTHER_ARM:
            yield "arm-is-held", 1
        if kneels(self.figure.base):
            yield "weight-on-knee", 1
        if side in self.posed.touches and self.posed.touches[side].leans:
            yield "weight-on-elbow", 1
        elif at is not None and self._carries(side, at):
            yield "weight-on-hand", 1
        chest = self.skeleton.frames["chest"]
        ahead, _, up = chest.T @ (self.skeleton.points[f"{side} hand"] - self.skeleton.points["neck base"])
        out = self._aside("chest", "neck base", f"{side} hand", side)
        if ahead > 0 and up >= _CHEST_HIGH and at not in _ON_HEAD:
            yield "hand-across", -out
        if ahead <= _BEHIND and abs(out) <= _NEAR_SPINE and up < -_BELOW_NECK and at != "floor":
            yield "hand-behind-back", 1

    def _carries(self, side: Side, at: str) -> bool:
        """Return whether some of the weight of the body is on a hand."""
        if at in ("table", "bench", "chair-seat", "wall"):
            return is_upright(self.figure.base) and self._lean >= _LEANS_ON
        if at != "floor":
            return False
        above = self.skeleton.points[f"{side} shoulder"][2] - self.skeleton.points[f"{side} wrist"][2]
        arched = -_rounded(self.posture)
        return bool(above >= _PROPPED) or (is_face_down(self.figure.base) and arched >= _PUSHED_UP)


_HEART = bones.TRUNK - 12.0
"""Where the middle of the chest is, centimetres above the hips."""
_FOLDED, _ROUNDED, _HIPS_FOLDED = 15.0, 12.0, 30.0
"""From how many degrees on a trunk that leans, or is rounded, or folds at the hips is bent forward."""
_FACING_UP, _LEVEL = 0.8, 0.5
"""How far up a chest faces that lies on its back, and how much the trunk may rise."""
_ON_FLOOR, _HIPS_UP = 17.0, 12.0
"""How high a shoulder is at most that lies on the floor, and how far above it hips are that are up; centimetres."""
_ANY_WAY = 150.0
"""From how many degrees on nobody can tell on which way an arm went up that touches something."""
_AHEAD, _ASIDE = (60.0, 180.0), (-45.0, 30.0)
"""Between which planes an arm is raised forward or aside: 0 is straight aside, 90 straight ahead."""
_RAISED, _OUT = 60.0, 60.0
"""From how many degrees on an arm is up, and how far from straight aside it then still is out."""
_LIFTED = 45.0
"""From how many degrees on an arm crosses the chest and not only the belly."""
_LEVEL_ARM = (40.0, 140.0)
"""Between how many degrees an arm can go inwards and outwards."""
_BENT = 40.0
"""From how many degrees on a bent elbow shows how the arm is rolled."""
_CHEST_HIGH = -35.0
"""How low a hand may be that is in front of the chest, centimetres from the base of the neck."""
_BEHIND, _NEAR_SPINE, _BELOW_NECK = -8.0, 15.0, 10.0
"""Where a hand is behind the back, centimetres from the base of the neck."""
_PROPPED, _LEANS_ON, _PUSHED_UP = 25.0, 40.0, 10.0
"""How high a shoulder is above a hand that props it up (cm), and how far a trunk leans on things, or is arched."""

_ON_HEAD = ("back-of-head", "over-head", "temple")
_ON_OTHER_ARM = ("other-elbow", "other-wrist")
_TOUCHED: Mapping[Fact, tuple[str, ...]] = {
    "hand-on-head": _ON_HEAD,
    "hand-holds-head": ("back-of-head", "over-head"),
    "hand-behind-head": ("back-of-head", "temple"),
    "hand-behind-back": ("low-back",),
    "hand-on-lever": ("other-thigh", "other-knee", "chair-back"),
    "arm-on-wall": ("door-frame", "corner"),
}


def _note(found: Sights, name: str, number: float) -> None:
    if number >= _LEAST:
        found[name] = max(round(number, 1), found.get(name, 0.0))


def _angle(sine: float) -> float:
    return math.degrees(math.asin(float(np.clip(sine, -1, 1))))


def _spine(posture: Posture) -> Seen:
    lumbar, thoracic, neck, head = posture.lumbar, posture.thoracic, posture.neck, posture.head
    nod = head.nod - head.lift
    down = neck.flex - neck.extend + nod
    names: tuple[tuple[Angle, Angle, float], ...] = (
        ("lumbar-flex", "lumbar-extend", lumbar.flex - lumbar.extend),
        ("thoracic-flex", "thoracic-extend", thoracic.flex - thoracic.extend),
        ("neck-flex", "neck-extend", down),
    )
    for flex, extend, forward in names:
        yield flex, forward
        yield extend, -forward
    yield "lumbar-bend", abs(lumbar.bend_left - lumbar.bend_right)
    yield "lumbar-turn", abs(lumbar.turn_left - lumbar.turn_right)
    yield "thoracic-bend", abs(thoracic.bend_left - thoracic.bend_right)
    yield "thoracic-turn", abs(thoracic.turn_left - thoracic.turn_right)
    yield "neck-bend", abs(neck.bend_left - neck.bend_right)
    yield "neck-turn", abs(neck.turn_left - neck.turn_right)
    yield "back-flex", _rounded(posture)
    yield "back-turn", _turned(posture)
    # A nod on a neck that is tipped back as far is a level head.
    yield "head-nod", min(nod, down)
    yield "neck-glide-back", neck.glide_back - neck.glide_forward
    yield "neck-glide-forward", neck.glide_forward - neck.glide_back


def _rounded(posture: Posture) -> float:
    lumbar, thoracic = posture.lumbar, posture.thoracic
    return lumbar.flex - lumbar.extend + thoracic.flex - thoracic.extend


def _turned(posture: Posture) -> float:
    lumbar, thoracic = posture.lumbar, posture.thoracic
    return abs(lumbar.turn_left - lumbar.turn_right + thoracic.turn_left - thoracic.turn_right)


def _upper_arm(skeleton: Skeleton, side: Side) -> tuple[float, float, float, float]:
    """Return how far an upper arm points ahead and out (-1 to 1), by how many degrees it is raised, and in what plane.

    All as seen from the chest. The plane is in degrees: 0 straight aside, 90 straight ahead.
    """
    way = skeleton.frames["chest"].T @ -skeleton.frames[f"{side} upper arm"][:, 2]
    ahead, out, up = float(way[0]), float(way[1]) * sign(side), float(way[2])
    return ahead, out, 90 + _angle(up), math.degrees(math.atan2(ahead, out))


def _hip(skeleton: Skeleton, side: Side) -> tuple[float, float]:
    """Return by how many degrees a thigh is folded up against the pelvis, and how far it is out to the side."""
    way = skeleton.frames["pelvis"].T @ -skeleton.frames[f"{side} thigh"][:, 2]
    return math.degrees(math.atan2(float(way[0]), -float(way[2]))), _angle(float(way[1]) * sign(side))


def _between(skeleton: Skeleton, one: str, other: str) -> float:
    """Return the angle between two bones, degrees."""
    return 90 - _angle(float(skeleton.frames[one][:, 2] @ skeleton.frames[other][:, 2]))
