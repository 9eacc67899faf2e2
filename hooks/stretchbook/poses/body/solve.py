"""From a figure's poses to skeletons on the floor, on their things, and with their hands where they belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from stretchbook.model.figure import Blade, Bow, Figure, Frame, Hand, Person, Prop
from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.contacts import (
    FIXED,
    PALM_HALF_THICKNESS,
    WRIST_RISE,
    Situation,
    Touch,
    lean,
    touch,
)
from stretchbook.poses.body.feet import foot, on_toes
from stretchbook.poses.body.footing import flat_sides, floor_under, set_flat
from stretchbook.poses.body.hands import SHAPES, HandShape, at_ease
from stretchbook.poses.body.kinematics import trunk_and_legs
from stretchbook.poses.body.postures import Posture, posture
from stretchbook.poses.body.reach import by_angles, by_touch, shoulder_joint, socket
from stretchbook.poses.body.rotation import Matrix, Vector, about_z, unit
from stretchbook.poses.body.sides import ON_OTHER_ARM, SIDES, UNDER_BACK, Side
from stretchbook.poses.body.skeleton import Skeleton, middle
from stretchbook.poses.body.surface import BUILDS, body, leg, neck_and_head, thigh, trunk

PLANTED_HEIGHT = PALM_HALF_THICKNESS + WRIST_RISE
"""Height of the wrist of a hand that is flat on the floor."""
_STRAIGHT = 0.975
"""How straight arms are that carry weight: locked elbows are no way to show it."""
_ROUNDS = 20
_CLOSE = 0.002
"""How exactly a height is met, centimetres."""
_SHOULDER_RADIUS = 4.3
ROLLER_RADIUS = 7.3
TOWEL_ROLL_RADIUS = 4.5


@dataclass
class Posed:
    """One frame, solved. `reach_gap` holds by how many centimetres a hand misses what it is to touch: less than
    zero where that is too near to its own shoulder.

    `tip` is how far the pelvis is tipped forward, degrees; `props` are the things as they lie in this frame,
    `foot_errors` what is wrong with feet that cannot lie flat.
    """

    skeleton: Skeleton
    posture: Posture
    tip: float = 0.0
    number: int = 0
    props: tuple[Prop, ...] = ()
    foot_errors: Mapping[Side, str] = field(default_factory=dict)
    shapes: dict[Side, HandShape] = field(default_factory=dict)
    reach_gap: dict[Side, float] = field(default_factory=dict)
    touches: dict[Side, Touch] = field(default_factory=dict)

    def surface(self, person: Person) -> list[Blob]:
        """Return the surface of the body."""
        return body(self.skeleton, person, self.shapes)


def solve(figure: Figure) -> list[Posed]:
    """Solve every frame of a figure; each stands where the one before stood."""
    solved: list[Posed] = []
    for number, frame in enumerate(figure.frames):
        found = _solve(figure, number, posture(figure.base, frame.pose), solved[-1] if solved else None)
        found.number, found.props = number, _props(figure, frame)
        found.shapes |= _holding(figure, found.posture)
        found.skeleton.settle()
        solved.append(found)
    return solved


_GRIPPED = ("towel-held", "dumbbells")
"""What fists hold: fingers close round it."""


def _holding(figure: Figure, wanted: Posture) -> dict[Side, HandShape]:
    """Return the shapes of hands that follow from what is held: a thing, or each other."""
    if any(hand is not None and hand.fingers == "clasp" for hand in wanted.hands.values()):
        return dict.fromkeys(SIDES, SHAPES["clasp"])
    gripped = any(prop.thing in _GRIPPED for prop in figure.props)
    return {side: SHAPES["fist"] for side in SIDES if gripped and wanted.hands[side] is None}


def _props(figure: Figure, frame: Frame) -> tuple[Prop, ...]:
    """Return the things as they lie in one frame."""
    if frame.level is None:
        return figure.props
    moved = {"level": frame.level}
    return tuple(prop.model_copy(update=moved) if prop.thing in UNDER_BACK else prop for prop in figure.props)


def _solve(figure: Figure, number: int, wanted: Posture, before: Posed | None) -> Posed:
    def standing_at(tip: float) -> Posed:
        return standing(figure, wanted, tip, before)

    def bones_at(tip: float) -> Skeleton:
        return standing_at(tip).skeleton

    def posed_at(tip: float) -> Posed:
        return _with_arms(standing_at(tip), before)

    if (goal := wanted.pelvis.bow_until) is not None:
        tip = _find_root(lambda tip: _part_height(posed_at, bones_at, goal, tip) - goal.height, (-20.0, 95.0))
    elif (
        fitting := fitting_tip(figure, _props(figure, figure.frames[number]), wanted, bones_at, posed_at)
    ) is not None:
        tip = fitting
    else:
        tip = own_tip(wanted)
    return posed_at(tip)


def own_tip(wanted: Posture) -> float:
    """Return how far a pose itself says that the pelvis is tipped forward, degrees."""
    return wanted.pelvis.tip_forward - wanted.pelvis.tip_back


def fitting_tip(
    figure: Figure,
    props: tuple[Prop, ...],
    wanted: Posture,
    bones_at: Callable[[float], Skeleton],
    posed_at: Callable[[float], Posed],
) -> float | None:
    """Return how far the pelvis is tipped by what the body lies on or leans on; None where nothing says so."""
    if under := [prop for prop in props if prop.thing in UNDER_BACK]:
        return _find_root(lambda tip: -_above_floor(bones_at(tip), under[0], figure.person), (-15.0, 60.0))
    planted = [side for side in SIDES if _is_planted(wanted, side)]
    if planted and figure.base == "all-fours" and not own_tip(wanted):
        return _find_root(lambda tip: _shoulder_height(posed_at(tip), planted) - _arm_height(), (-65.0, 95.0))
    return None


def _part_height(
    posed_at: Callable[[float], Posed], bones_at: Callable[[float], Skeleton], goal: Bow, tip: float
) -> float:
    """Return how high a part is. Where the head is does not depend on the arms."""
    skeleton = bones_at(tip) if goal.part == "head" else posed_at(tip).skeleton
    return float(skeleton.points[goal.part][2])


_RADII: Mapping[str, float] = dict(zip(UNDER_BACK, (ROLLER_RADIUS, TOWEL_ROLL_RADIUS), strict=True))
"""The radius of what a back may lie across."""
_BLADE_TIPS = 38.0
"""Where something that lies under the back is, if its record does not say so: centimetres above the hips."""


def _find_root(height: Callable[[float], float], between: tuple[float, float]) -> float:
    """Find the tip of the pelvis at which a height, which falls as it tips forward, is zero.

    It halves the room until it knows a tip on either side, and then goes by the line between them (regula falsi, of
    which the end that stays counts half: the Illinois method).
    """
    low, high = between
    above = below = 0.0
    tip, was_above = (low + high) / 2, False
    for number in range(_ROUNDS):
        found = height(tip)
        if abs(found) < _CLOSE:
            break
        again = number > 0 and was_above == (found > 0)
        was_above = found > 0
        if was_above:
            low, above, below = tip, found, below / 2 if again else below
        else:
            high, below, above = tip, found, above / 2 if again else above
        tip = low + (high - low) * above / (above - below) if above and below else (low + high) / 2
    return tip


def back_depth(person: Person) -> float:
    """Return how far the skin of the back is from the spine."""
    return 10.0 * BUILDS[person.build].deep


def under_back(skeleton: Skeleton, prop: Prop, person: Person) -> tuple[Vector, Vector, float]:
    """Return the middle, the axis and the radius of what lies across under the back and touches it."""
    station = skeleton.on_spine(_BLADE_TIPS if prop.level is None else prop.level)
    radius = _RADII[prop.thing]
    middle = station.point - station.frame[:, 0] * (back_depth(person) + radius)
    return middle, unit(station.frame[:, 1] * np.array([1.0, 1.0, 0.0])), radius


def _above_floor(skeleton: Skeleton, prop: Prop, person: Person) -> float:
    """Return how far above the floor something is that touches the back, if it is not where it can lie."""
    middle, _, radius = under_back(skeleton, prop, person)
    return float(middle[2]) - radius


def _arm_height() -> float:
    return PLANTED_HEIGHT + _STRAIGHT * (bones.UPPER_ARM + bones.FOREARM)


def _shoulder_height(posed: Posed, planted: list[Side]) -> float:
    return float(np.mean([posed.skeleton.points[f"{side} shoulder"][2] for side in planted]))


def _is_planted(wanted: Posture, side: Side) -> bool:
    hand = wanted.hands[side]
    return hand is not None and hand.at in ("floor", "stay")


def standing(figure: Figure, wanted: Posture, tip: float, before: Posed | None) -> Posed:
    """Return a person without arms on the floor."""
    skeleton = trunk_and_legs(wanted, tip)
    floor = _lowest(skeleton, wanted, figure) - _rest(figure)
    foot_errors = set_flat(skeleton, wanted, floor)
    skeleton.move(np.array([0.0, 0.0, -floor]))
    if before is not None:
        _hold(skeleton, before.skeleton, figure.anchor)
    return Posed(skeleton, wanted, tip, foot_errors=foot_errors)


def _with_arms(posed: Posed, before: Posed | None) -> Posed:
    for side in arm_order(posed.posture):
        _place_arm(posed, side, before)
    return posed


def _rest(figure: Figure) -> float:
    """How high what carries the body is: only someone who lies along a roller is not on the floor."""
    return 2 * ROLLER_RADIUS if _lies_along(figure) else 0.0


def _lies_along(figure: Figure) -> bool:
    return any(prop.thing == "roller-along" for prop in figure.props)


def _lowest(skeleton: Skeleton, wanted: Posture, figure: Figure) -> float:
    person = figure.person
    build = BUILDS[person.build]
    if _lies_along(figure):
        return lowest([*trunk(skeleton, build), *neck_and_head(skeleton, person)])
    flat = flat_sides(wanted)
    others = [side for side in SIDES if side not in flat]
    if wanted.ground == "feet":
        floors = [floor_under(skeleton, flat)] if flat else []
        floors += [lowest([*foot(skeleton, side, on_toes(skeleton, side))]) for side in others]
        return min(floors)
    blobs = [blob for side in others for blob in leg(skeleton, side, build)]
    blobs += [blob for side in flat for blob in thigh(skeleton, side, build)]
    if wanted.ground == "all":
        blobs += [*trunk(skeleton, build), *neck_and_head(skeleton, person)]
        blobs += [_shoulder(skeleton, side, wanted.blades[side]) for side in SIDES]
    return lowest(blobs)


def _shoulder(skeleton: Skeleton, side: Side, blade: Blade) -> Blob:
    """Whoever lies on their side lies on a shoulder."""
    point = shoulder_joint(skeleton, side, blade.lift - blade.lower, blade.forward - blade.back)
    return Blob(point, np.eye(3), np.full(3, _SHOULDER_RADIUS), "torso")


def lowest(blobs: list[Blob]) -> float:
    """Return the height of the lowest point of a surface, centimetres."""
    heights = np.array([blob.centre[2] for blob in blobs])
    ways = np.array([blob.frame[2] for blob in blobs]) * np.array([blob.radii for blob in blobs])
    return float((heights - np.sqrt((ways**2).sum(axis=1))).min())


_HELD: Mapping[str, tuple[str, ...]] = {
    "pelvis": ("pelvis",),
    "knees": ("left knee", "right knee"),
    "feet": ("left ankle", "right ankle"),
    "left foot": ("left ankle",),
    "right foot": ("right ankle",),
}


def _hold(skeleton: Skeleton, before: Skeleton, anchor: str) -> None:
    names = _HELD[anchor]
    way = middle(before, *names) - middle(skeleton, *names)
    skeleton.move(np.array([way[0], way[1], 0.0]))


def arm_order(wanted: Posture) -> tuple[Side, Side]:
    """Place the arm first that the other hand may hold."""
    left = wanted.hands["left"]
    return ("right", "left") if left is not None and left.at in ON_OTHER_ARM else ("left", "right")


def _place_arm(posed: Posed, side: Side, before: Posed | None) -> None:
    skeleton, wanted = posed.skeleton, posed.posture
    hand, blade = wanted.hands[side], wanted.blades[side]
    if hand is None:
        by_angles(skeleton, side, wanted.arms[side], blade)
        posed.shapes[side], posed.reach_gap[side] = at_ease(wanted.arms[side]), 0.0
        return
    kept = before.touches.get(side) if before is not None and _stays(posed, before, side) else None
    if kept is None:
        kept = touching(posed, side, hand)
    posed.reach_gap[side] = by_touch(skeleton, side, kept, blade)
    posed.shapes[side] = kept.shape
    posed.touches[side] = kept


def touching(posed: Posed, side: Side, hand: Hand) -> Touch:
    """Return where a hand is that touches what it is to touch."""
    skeleton, blade = posed.skeleton, posed.posture.blades[side]
    situation = Situation(skeleton, side, shoulder_joint(skeleton, side), _heading(posed.posture), hand)
    if hand.lies == "hand":
        return touch(situation)
    # The blade goes with the arm, and the elbow of an arm that leans is where its shoulder puts it.
    found = lean(situation)
    for _ in range(_LEANINGS):
        found = lean(replace(situation, shoulder=socket(skeleton, side, found, blade)))
    return found


_LEANINGS = 3


def _stays(posed: Posed, before: Posed, side: Side) -> bool:
    """Return whether a hand holds what does not move, and held the same before."""
    hand = posed.posture.hands[side]
    if hand is None:
        return False
    return hand.at == "stay" or (hand.at in FIXED and hand == before.posture.hands[side])


def _heading(wanted: Posture) -> Matrix:
    return about_z(wanted.body.turn_left - wanted.body.turn_right)
