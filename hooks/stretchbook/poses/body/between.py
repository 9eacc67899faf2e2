"""Poses on the way from one frame to the next: joints turn, and what touches something stays on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import numpy as np

from stretchbook.model.base import Model
from stretchbook.model.figure import OPPOSITES, Figure, Hand, Leg, Prop
from stretchbook.poses.body.contacts import FIXED, Touch
from stretchbook.poses.body.hands import HandShape, at_ease
from stretchbook.poses.body.hands import hand as hand_surface
from stretchbook.poses.body.kinematics import TOES_OUT, place_foot
from stretchbook.poses.body.postures import Posture
from stretchbook.poses.body.reach import by_angles, by_touch, by_upper_arm, shoulder_joint, upper_arm
from stretchbook.poses.body.rotation import UP, Matrix, Vector, about_z, frame, turned, unit
from stretchbook.poses.body.sides import ON_OTHER_ARM, SIDES, UNDER_BACK, Side
from stretchbook.poses.body.skeleton import Skeleton, other, sign
from stretchbook.poses.body.solve import Posed, fitting_tip, lowest, own_tip, standing, touching
from stretchbook.poses.body.surface import BUILDS
from stretchbook.poses.body.surface import arm as arm_surface

AnyModel = TypeVar("AnyModel", bound=Model)


def between(figure: Figure, one: Posed, two: Posed, share: float) -> Posed:
    """Return the pose a share (0 to 1) of the way from one solved frame of a figure to another."""
    return _Way(figure, one, two, share).posed()


@dataclass(frozen=True)
class _Way:
    """A place on the way between two frames."""

    figure: Figure
    one: Posed
    two: Posed
    share: float

    def posed(self) -> Posed:
        wanted, props = self._posture(), self._props()

        def standing_at(tip: float) -> Posed:
            found = standing(self.figure, wanted, tip, self.one)
            self._turn_feet(found.skeleton)
            return found

        def posed_at(tip: float) -> Posed:
            return self._with_arms(standing_at(tip))

        tip = None
        if self._goes_by_contacts():
            tip = fitting_tip(self.figure, props, wanted, lambda tip: standing_at(tip).skeleton, posed_at)
        found = posed_at(_mixed(self.one.tip, self.two.tip, self.share) if tip is None else tip)
        found.number, found.props = (self.one if self.share < 0.5 else self.two).number, props
        found.skeleton.settle()
        return found

    def _goes_by_contacts(self) -> bool:
        """Return whether what the body lies or leans on says in both frames how far the pelvis is tipped."""
        frames = self.one.posture, self.two.posture
        return not any(frame.pelvis.bow_until or own_tip(frame) for frame in frames)

    def _posture(self) -> Posture:
        one, two = self.one.posture, self.two.posture
        parts = ("body", "pelvis", "lumbar", "thoracic", "neck", "head")
        mixed = {part: self._mix(getattr(one, part), getattr(two, part)) for part in parts}
        mixed["pelvis"] = mixed["pelvis"].model_copy(update={"bow_until": None})
        return replace(
            two,
            **mixed,
            blades={side: self._mix(one.blades[side], two.blades[side]) for side in SIDES},
            hands={side: two.hands[side] if self._stays(side) else None for side in SIDES},
            legs={side: self._leg(side) for side in SIDES},
        )

    def _mix(self, one: AnyModel, two: AnyModel) -> AnyModel:
        return mixed(one, two, self.share)

    def _props(self) -> tuple[Prop, ...]:
        """A roller under the back goes along the spine as the back goes over it."""
        pairs = zip(self.one.props, self.two.props, strict=True)
        return tuple(self._mix(one, two) if one.thing in UNDER_BACK else one for one, two in pairs)

    def _leg(self, side: Side) -> Leg:
        """A foot that is to lie flat in one of the frames only bends in between as it does at the ends."""
        legs = self.one.posture.legs[side], self.two.posture.legs[side]
        if legs[0].flat == legs[1].flat:
            return self._mix(*legs)
        return self._mix(*(_as_bent(posed, side) for posed in (self.one, self.two)))

    def _turn_feet(self, skeleton: Skeleton) -> None:
        """A foot that is flat in one of the frames only turns at the ankle from the one way to the other."""
        for side in SIDES:
            if self.one.posture.legs[side].flat != self.two.posture.legs[side].flat:
                shank = skeleton.frames[f"{side} shank"]
                one, two = (_foot_on_shin(posed.skeleton, side) for posed in (self.one, self.two))
                foot: Matrix = shank @ turned(one, two, self.share)
                place_foot(skeleton, side, skeleton.points[f"{side} ankle"], shank, foot)

    def _stays(self, side: Side) -> bool:
        """Return whether a hand has in both frames the same place in the world."""
        touches = [posed.touches.get(side) for posed in (self.one, self.two)]
        return self._is_fixed(self.one, side) and self._is_fixed(self.two, side) and None not in touches

    def _is_fixed(self, posed: Posed, side: Side) -> bool:
        hand = posed.posture.hands[side]
        return hand is not None and (hand.at == "stay" or hand.at in FIXED)

    def _with_arms(self, posed: Posed) -> Posed:
        posed.shapes = {side: self.one.shapes[side].mixed(self.two.shapes[side], self.share) for side in SIDES}
        for side in self._order():
            self._place_arm(posed, side)
        return posed

    def _order(self) -> tuple[Side, Side]:
        """Place the arm first that the other hand holds or is to hold."""
        holders = [side for frame in (self.one, self.two) for side in SIDES if _holding(frame, side)]
        return ("right", "left") if holders[:1] == ["left"] else ("left", "right")

    def _place_arm(self, posed: Posed, side: Side) -> None:
        hands = self.one.posture.hands[side], self.two.posture.hands[side]
        if hands == (None, None):
            self._swing_arm(posed, side)
        else:
            self._carry_hand(posed, side)
        self._lift_off_floor(posed, side)

    def _swing_arm(self, posed: Posed, side: Side) -> None:
        """An arm that touches nothing turns in its joints."""
        one, two = self.one.posture.arms[side], self.two.posture.arms[side]
        seen = turned(upper_arm(side, one.shoulder), upper_arm(side, two.shoulder), self.share)
        by_upper_arm(posed.skeleton, side, seen, self._mix(one, two), posed.posture.blades[side])
        posed.reach_gap[side] = 0.0

    def _carry_hand(self, posed: Posed, side: Side) -> None:
        """A hand that slides over something goes straight; one that is lifted swings about its shoulder."""
        touches = self._touch(posed, side, self.one), self._touch(posed, side, self.two)
        slides = self._stays(side) or self._places(side, self.one) == self._places(side, self.two)
        pivot = shoulder_joint(posed.skeleton, side)
        mixed_touch = _mixed_touch(*touches, self.share, pivot)
        if not slides:
            aside = sign(side) * posed.skeleton.frames["chest"][:, 1]
            ways = (touches[0].wrist - pivot, touches[1].wrist - pivot)
            mixed_touch = replace(mixed_touch, wrist=pivot + _swung(*ways, self.share, aside))
        self._put(posed, side, mixed_touch)
        if not slides:
            posed.reach_gap[side] = 0.0

    def _put(self, posed: Posed, side: Side, touch: Touch) -> None:
        posed.reach_gap[side] = by_touch(posed.skeleton, side, touch, posed.posture.blades[side])
        posed.touches[side] = touch

    def _lift_off_floor(self, posed: Posed, side: Side) -> None:
        """An arm on its way does not go through the floor: hands are lifted that touch nothing, and elbows turn up."""
        build = BUILDS[self.figure.person.build]
        for _ in range(_LIFTS):
            surface = hand_surface(posed.skeleton, side, posed.shapes[side])
            hand_sinks = 0.0 if self._stays(side) else -lowest([*surface])
            arm_sinks = -lowest([*arm_surface(posed.skeleton, side, build)])
            if max(hand_sinks, arm_sinks) < _IN_FLOOR:
                return
            touch = posed.touches.get(side) or _hanging(posed.skeleton, side, posed.shapes[side])
            wrist = touch.wrist + UP * max(0.0, hand_sinks)
            elbow = unit(touch.elbow) + UP * (_ELBOW_UP if arm_sinks > _IN_FLOOR else 0.0)
            self._put(posed, side, replace(touch, wrist=wrist, elbow=elbow))

    def _places(self, side: Side, there: Posed) -> str:
        """Return what a hand touches in a frame; hands that hold each other do, whichever of them is said to."""
        if _holding(there, side) or _holding(there, other(side)):
            return "other-hand"
        hand = there.posture.hands[side]
        return hand.at if hand is not None else ""

    def _touch(self, posed: Posed, side: Side, there: Posed) -> Touch:
        """Return where a hand would be now that does as it does in a frame."""
        held = there.posture.hands[side]
        is_last = f"{other(side)} hand" in posed.skeleton.frames
        if is_last and self._places(side, self.one) == self._places(side, self.two) == "other-hand":
            # In one of the frames it may be the other hand that is said to hold this one.
            holding = next(hand for pose in (self.one, self.two) if (hand := _holding(pose, side)))
            return replace(touching(posed, side, holding), elbow=self._carried(posed, side, there).elbow)
        if held is not None and held.at in ON_OTHER_ARM and not is_last:
            return self._carried(posed, side, there)
        if held is None:
            tried = replace(posed.skeleton, points=dict(posed.skeleton.points), frames=dict(posed.skeleton.frames))
            by_angles(tried, side, there.posture.arms[side], posed.posture.blades[side])
            return _hanging(tried, side, at_ease(there.posture.arms[side]))
        return there.touches[side] if self._is_fixed(there, side) else touching(posed, side, held)

    def _carried(self, posed: Posed, side: Side, there: Posed) -> Touch:
        """Return where a hand would be now that has the place that it has in a frame, as seen from the chest."""
        then, now = there.skeleton, posed.skeleton
        turn = now.frames["chest"] @ then.frames["chest"].T
        kept = _hanging(then, side, there.shapes[side])
        wrist = now.points["neck base"] + turn @ (kept.wrist - then.points["neck base"])
        return replace(kept, wrist=wrist, hand=turn @ kept.hand, elbow=turn @ kept.elbow)


_LIFTS = 16
_ELBOW_UP = 0.12
"""How much further up an elbow points each time that its arm is lifted off the floor."""
_IN_FLOOR = 0.3
"""How far something may be in the floor that nobody sees, centimetres."""


def _holding(posed: Posed, side: Side) -> Hand | None:
    """Return how a hand holds the other arm, if it does."""
    hand = posed.posture.hands[side]
    return hand if hand is not None and hand.at in ON_OTHER_ARM else None


def mixed(one: AnyModel, two: AnyModel, share: float) -> AnyModel:
    """Return a part of a pose a share of the way from one to another. Of two opposite words one is left."""
    values: dict[str, Any] = {}
    for name in type(one).model_fields:
        first, second = getattr(one, name), getattr(two, name)
        values[name] = _mixed_value(first, second, share)
    for forth, back in OPPOSITES:
        if forth in values and back in values:
            way = values[forth] - values[back]
            values |= {forth: max(way, 0.0), back: max(-way, 0.0)}
    return cast(AnyModel, type(one).model_construct(**values))


def _mixed_value(one: Any, two: Any, share: float) -> Any:
    if isinstance(one, Model) and isinstance(two, Model):
        return mixed(one, two, share)
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in (one, two)):
        return _mixed(one, two, share)
    return one if share < 0.5 else two


def _mixed(one: float, two: float, share: float) -> float:
    return one + (two - one) * share


def _as_bent(posed: Posed, side: Side) -> Leg:
    """Return a leg as it was solved: knee and ankle by their angles, and no longer flat by itself."""
    leg, frames = posed.posture.legs[side], posed.skeleton.frames
    knee = _about_y(frames[f"{side} thigh"].T @ frames[f"{side} shank"])
    ankle = _about_y(frames[f"{side} shank"].T @ frames[f"{side} foot"])
    bent = leg.ankle.model_copy(update={"plantar": max(ankle, 0.0), "dorsi": max(-ankle, 0.0)})
    return leg.model_copy(update={"knee": knee, "ankle": bent, "flat": False})


def _foot_on_shin(skeleton: Skeleton, side: Side) -> Matrix:
    """Return how a foot is turned against its shin, as `place_foot` takes it."""
    seen: Matrix = (
        skeleton.frames[f"{side} shank"].T @ skeleton.frames[f"{side} foot"] @ about_z(-TOES_OUT * sign(side))
    )
    return seen


def _about_y(turn: Matrix) -> float:
    """Return by how many degrees a frame is tipped forward against another."""
    return float(np.degrees(np.arctan2(turn[0, 2], turn[2, 2])))


def _hanging(skeleton: Skeleton, side: Side, shape: HandShape) -> Touch:
    """Return the place of a hand as it is on a skeleton."""
    shoulder, elbow, wrist = (skeleton.points[f"{side} {joint}"] for joint in ("shoulder", "elbow", "wrist"))
    return Touch(wrist, skeleton.frames[f"{side} hand"], elbow - (shoulder + wrist) / 2, shape)


def _mixed_touch(one: Touch, two: Touch, share: float, shoulder: Vector) -> Touch:
    both = one.rest is not None and two.rest is not None
    return Touch(
        one.wrist + (two.wrist - one.wrist) * share,
        turned(one.hand, two.hand, share),
        # The elbow turns with the arm, which else might come to point where the elbow does.
        turned(_arm_frame(one, shoulder), _arm_frame(two, shoulder), share)[:, 0],
        one.shape.mixed(two.shape, share),
        one.rest + (two.rest - one.rest) * share if one.rest is not None and two.rest is not None else None,
        both and one.leans and two.leans,
    )


def _arm_frame(touch: Touch, shoulder: Vector) -> Matrix:
    """Return the frame of a whole arm: Z from shoulder to wrist, X where the elbow points."""
    return frame(touch.towards(shoulder), touch.wrist - shoulder)


def _swung(one: Vector, two: Vector, share: float, aside: Vector) -> Vector:
    """Return the way from a pivot a share of the arc from one way to another; far round it goes by the side."""
    length = _mixed(float(np.linalg.norm(one)), float(np.linalg.norm(two)), share)
    far = max(0.0, (_angle(one, two) - _FAR_ROUND) / (180.0 - _FAR_ROUND))
    if not far:
        return _arc(one, two, share) * length
    half = unit(unit(one) + unit(two) + aside * far * 2)
    return (_arc(one, half, share * 2) if share < 0.5 else _arc(half, two, share * 2 - 1)) * length


_FAR_ROUND = 110.0
"""From how many degrees on an arm goes by its own side, and not over or through the body."""


def _arc(one: Vector, two: Vector, share: float) -> Vector:
    angle = np.radians(_angle(one, two))
    if angle < 0.02:
        return unit(unit(one) * (1 - share) + unit(two) * share)
    return unit((np.sin((1 - share) * angle) * unit(one) + np.sin(share * angle) * unit(two)) / np.sin(angle))


def _angle(one: Vector, two: Vector) -> float:
    return float(np.degrees(np.arccos(np.clip(unit(one) @ unit(two), -1, 1))))
