"""What a hand may touch: where the wrist then is, how the hand lies, and where the elbow points."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from stretchbook.model.figure import Fingers, Hand
from stretchbook.poses.body.hands import FINGER_HALF, PALM_LENGTH, SHAPES, HandShape
from stretchbook.poses.body.rotation import UP, Matrix, Vector, about, about_x, across, unit
from stretchbook.poses.body.sides import LEANS_ON, Side
from stretchbook.poses.body.skeleton import FOREARM, UPPER_ARM, Skeleton, other, sign

PALM_HALF_THICKNESS = 1.7
PALM_CENTRE = 6.0
"""From the wrist to the middle of the palm."""
WRIST_RISE = 1.6
"""How much higher than the palm the wrist is above what the hand lies flat on."""

HAND = 18.0
"""From the wrist to the tip of the middle finger."""
_STEEP = 62.0
"""How steeply a hand stands on its fingertips, in degrees."""


@dataclass(frozen=True)
class Touch:
    """A hand's place: the wrist, the frame of the hand, where the elbow points, and what shape the hand has.

    `rest` is where the elbow lies, if it lies on something: it then points there, wherever the shoulder goes.
    """

    wrist: Vector
    hand: Matrix
    elbow: Vector
    shape: HandShape
    rest: Vector | None = None
    leans: bool = False
    """Whether the elbow carries weight, and has to be exactly where it rests."""

    def towards(self, shoulder: Vector) -> Vector:
        """Return the direction in which the elbow points."""
        return self.elbow if self.rest is None else self.rest - (shoulder + self.wrist) / 2


@dataclass(frozen=True)
class TouchPoint:
    """A place to lay a hand on: `normal` comes out of it, `fingers` is where they point, `elbow` where that points."""

    point: Vector
    normal: Vector
    fingers: Vector
    elbow: str
    shape: Fingers = "cupped"
    rise: float = 0.0
    forearm: bool = False
    """Whether the forearm lies on it as well."""


@dataclass(frozen=True)
class Situation:
    """What a contact may depend on. `heading` is the frame whose X is where the person faces, level."""

    skeleton: Skeleton
    side: Side
    shoulder: Vector
    heading: Matrix
    hand: Hand

    @property
    def out(self) -> int:
        """1 on the left, -1 on the right."""
        return sign(self.side)

    def point(self, name: str) -> Vector:
        """Return a joint of the same side."""
        return self.skeleton.points[f"{self.side} {name}"]

    def on(self, frame: Matrix, forward: float, out: float, up: float) -> Vector:
        """Return a direction of a frame, `out` being towards the hand's own side."""
        way: Vector = frame @ np.array([forward, self.out * out, up])
        return way


def touch(situation: Situation) -> Touch:
    """Return where a hand is that touches what it is told to."""
    hand = situation.hand
    spot = SPOTS[hand.at](situation)
    if hand.fingers == "clasp" and hand.at == "other-hand":
        return _clasped(situation)
    normal = unit(spot.normal)
    fingers = across(about(normal, -situation.out * hand.turn_in) @ spot.fingers, normal)
    palm_faces = normal if hand.palm_up else -normal
    frame = _hand_frame(fingers, palm_faces, situation.out)
    point = spot.point + _shifted(situation, normal)
    elbow = _elbow(situation, hand.elbow or spot.elbow)
    if hand.fingertips:
        steep = math.radians(_STEEP)
        down = fingers * math.cos(steep) - normal * math.sin(steep)
        tilted = fingers if hand.palm_up else -fingers
        frame = _hand_frame(down, palm_faces * math.cos(steep) + tilted * math.sin(steep), situation.out)
        return Touch(point + fingers * PALM_CENTRE - down * HAND, frame, elbow, _shape(hand, "tips"))
    wrist = point + normal * (PALM_HALF_THICKNESS + spot.rise) - fingers * PALM_CENTRE
    rest = wrist - fingers * FOREARM if spot.forearm else None
    shape = _shape(hand, spot.shape)
    if shape == SHAPES["flat"]:
        frame, shape = _laid_flat(frame, spot.rise, situation.out)
    return Touch(wrist, frame, elbow, shape, rest)


_CLASP_ANGLE = 35.0
"""How far a hand that is clasped is from the plane between the two, degrees."""


def _clasped(at: Situation) -> Touch:
    """Return where a hand is whose fingers are linked with those of the other: the two mirror each other."""
    far = other(at.side)
    frame, wrist = at.skeleton.frames[f"{far} hand"], at.skeleton.points[f"{far} wrist"]
    along, palm = -frame[:, 2], -sign(far) * frame[:, 1]
    angle = math.radians(_CLASP_ANGLE)
    between, ahead = palm * math.cos(angle) + along * math.sin(angle), along * math.cos(angle) - palm * math.sin(angle)
    meeting = wrist + along * _TO_WEB + palm * PALM_HALF_THICKNESS
    own_along = ahead * math.cos(angle) - between * math.sin(angle)
    own_palm = -between * math.cos(angle) - ahead * math.sin(angle)
    own_wrist = meeting - own_along * _TO_WEB - own_palm * PALM_HALF_THICKNESS + frame[:, 0] * _HALF_A_FINGER
    return Touch(
        own_wrist, _hand_frame(own_along, own_palm, at.out), _elbow(at, at.hand.elbow or "out"), SHAPES["clasp"]
    )


_TO_WEB, _HALF_A_FINGER = 9.4, 0.95
"""From the wrist to where fingers begin, and how far the fingers of one hand are beside those of the other."""


def _laid_flat(frame: Matrix, rise: float, out: int) -> tuple[Matrix, HandShape]:
    """Return the frame and the shape of a flat hand: its palm slopes from the wrist down, and its fingers lie flat."""
    slope = math.degrees(math.asin((PALM_HALF_THICKNESS + rise - FINGER_HALF) / PALM_LENGTH))
    return frame @ about_x(-out * slope), replace(SHAPES["flat"], knuckle=-slope)


ELBOW_RISE = 4.6
"""How high an elbow that leans on something is above it."""


def lean(situation: Situation) -> Touch:
    """Return where an arm is whose elbow leans on something: alone, or with all the forearm."""
    elbow, along, normal = LEANS[situation.hand.at](situation)
    out = situation.out
    if situation.hand.lies == "elbow":
        fingers = _raised(situation, elbow)
        # Palms that meet are upright and face each other, however the forearms lean.
        palm = situation.on(situation.heading, 0, -1, 0)
        frame = _hand_frame(across(fingers, palm), palm, out)
    else:
        fingers = across(about(normal, -out * situation.hand.turn_in) @ along, normal)
        frame = _hand_frame(fingers, -normal, out)
    wrist = elbow + fingers * FOREARM
    towards = elbow - (situation.shoulder + wrist) / 2
    shape = _shape(situation.hand, "together" if situation.hand.lies == "elbow" else "resting")
    return Touch(wrist, frame, towards, shape, elbow, leans=True)


def _shape(hand: Hand, usual: Fingers) -> HandShape:
    """Return what shape a hand has: what its record says, or else what is usual for what it touches."""
    if hand.fingers is None and hand.palm_up:
        return SHAPES["resting"]
    return SHAPES[hand.fingers or usual]


_PALMS_APART = 2.0
_MOST_ASIDE, _MOST_AHEAD = 20.0, 15.0


def _raised(at: Situation, elbow: Vector) -> Vector:
    """Return the direction of a forearm that stands on its elbow: palms meet in the middle, and `ahead` if asked."""
    aside = float((elbow - at.skeleton.points["neck base"]) @ at.on(at.heading, 0, 1, 0)) - _PALMS_APART
    aside = float(np.clip(aside, -_MOST_ASIDE, _MOST_ASIDE))
    ahead = float(np.clip(at.hand.ahead, -_MOST_AHEAD, _MOST_AHEAD))
    level = at.on(at.heading, ahead, -aside, 0)
    return unit(level + UP * math.sqrt(max(1.0, FOREARM**2 - aside**2 - ahead**2)))


Lean = tuple[Vector, Vector, Vector]
"""Where an elbow leans, where the forearm then points, and what comes out of the thing."""


def _lean_on(height: float) -> Callable[[Situation], Lean]:
    def place(at: Situation) -> Lean:
        """As far in front of the shoulder as the upper arm is long."""
        down = float(at.shoulder[2]) - height - ELBOW_RISE
        ahead = math.sqrt(max(0.0, UPPER_ARM**2 - down**2 - at.hand.out**2))
        elbow = at.shoulder + at.on(at.heading, ahead, at.hand.out, 0) - UP * down
        return elbow, at.heading[:, 0], UP

    return place


def _lean_on_thigh(at: Situation) -> Lean:
    """On the top of the thigh, where the upper arm's length reaches it nearest to the knee."""
    thigh = at.skeleton.frames[f"{at.side} thigh"]
    start = at.point("knee") + thigh @ np.array([6.0 + ELBOW_RISE, at.out * at.hand.out, 4.0])
    places = [start + thigh[:, 2] * along for along in np.linspace(0.0, 28.0, 113)]
    elbow = min(places, key=lambda place: abs(float(np.linalg.norm(place - at.shoulder)) - UPPER_ARM))
    return elbow, -thigh[:, 2], thigh[:, 0]


def _hand_frame(fingers: Vector, palm: Vector, out: int) -> Matrix:
    """Return the frame of a hand whose fingers point somewhere, and whose palm faces as near to `palm` as can be."""
    z, y = -fingers, -out * across(palm, fingers)
    return np.stack([np.cross(y, z), y, z], axis=1)


def _shifted(situation: Situation, normal: Vector) -> Vector:
    """Move along what the hand lies on: to the front, or up where that is upright; and out to its own side."""
    hand, heading = situation.hand, situation.heading
    upright = abs(float(normal[2])) < 0.5
    ahead = UP if upright and abs(float(normal @ heading[:, 1])) < 0.5 else heading[:, 0]
    return ahead * hand.ahead + situation.on(heading, 0, 1, 0) * hand.out


def _elbow(situation: Situation, word: str) -> Vector:
    chest = situation.skeleton.frames["chest"]
    directions = {
        "out": situation.on(chest, -0.3, 1, -0.2),
        "in": situation.on(chest, 0.2, -1, -0.3),
        "down": np.array([0.0, 0.15 * situation.out, -1.0]),
        "up": np.array([0.0, 0.2 * situation.out, 1.0]),
        "back": situation.on(chest, -1, 0.3, -0.2),
        "forward": situation.on(chest, 1, 0, 0),
    }
    return directions[word]


# Where the hands go. Lengths are measured on the surface of the slim build.


def _floor(at: Situation) -> TouchPoint:
    point = np.array([at.shoulder[0], at.shoulder[1], 0.0]) + at.heading[:, 0] * PALM_CENTRE
    return TouchPoint(point, UP, at.heading[:, 0], "back", "flat", WRIST_RISE)


def _thigh(at: Situation) -> TouchPoint:
    thigh = at.skeleton.frames[f"{at.side} thigh"]
    point = at.point("knee") + thigh @ np.array([7.2, at.out * 0.5, 10.0])
    return TouchPoint(point, thigh[:, 0], -thigh[:, 2] - at.on(thigh, 0, 0.2, 0), "back", "resting")


def _knee(at: Situation) -> TouchPoint:
    thigh = at.skeleton.frames[f"{at.side} thigh"]
    point = at.point("knee") + thigh @ np.array([5.6, 0.0, 2.0])
    return TouchPoint(point, thigh[:, 0], -thigh[:, 2], "out", "resting")


def _other_knee(at: Situation) -> TouchPoint:
    thigh = at.skeleton.frames[f"{other(at.side)} thigh"]
    knee = at.skeleton.points[f"{other(at.side)} knee"]
    normal = at.on(thigh, 0.45, -0.9, 0)
    point = knee + thigh[:, 2] * 8.0 + unit(normal) * 6.0
    return TouchPoint(point, normal, -thigh[:, 2] + at.on(thigh, 0.2, -0.4, 0), "out")


def _other_thigh(at: Situation) -> TouchPoint:
    """The outer side of the other thigh, near its middle."""
    thigh = at.skeleton.frames[f"{other(at.side)} thigh"]
    normal = unit(at.on(thigh, 0.6, -0.8, 0))
    point = at.skeleton.points[f"{other(at.side)} knee"] + thigh[:, 2] * 17.0 + normal * 6.8
    return TouchPoint(point, normal, -thigh[:, 2] * 0.6 + at.on(thigh, -0.6, -0.6, 0), "out")


def _shin(at: Situation) -> TouchPoint:
    shank = at.skeleton.frames[f"{at.side} shank"]
    point = at.point("knee") + shank @ np.array([5.2, 0.0, -16.0])
    return TouchPoint(point, shank[:, 0], -shank[:, 2], "out")


def _ankle(at: Situation) -> TouchPoint:
    """Round the front of the own ankle, from the outside."""
    shank = at.skeleton.frames[f"{at.side} shank"]
    point = at.point("ankle") + shank @ np.array([4.4, 0.0, 5.0])
    return TouchPoint(point, shank[:, 0], at.on(shank, 0, -1, 0), "back", "hook")


def _foot(at: Situation) -> TouchPoint:
    """Over the toes of the own foot."""
    foot = at.skeleton.frames[f"{at.side} foot"]
    point = at.point("ankle") + foot @ np.array([11.0, 0.0, -2.4])
    return TouchPoint(point, foot[:, 2] + foot[:, 0] * 0.3, at.on(foot, 0.5, -1, 0), "out", "cupped")


def _chair_seat(at: Situation) -> TouchPoint:
    point = at.skeleton.points["pelvis"] + at.heading @ np.array([7.0, 21.3 * at.out, -SEAT_DEPTH + 2.4])
    return TouchPoint(point, at.on(at.heading, 0, 1, 0.3), np.array([0.0, 0.0, -1.0]), "back", "grip")


SEAT_DEPTH = 10.6
"""How far below the hips a seat is."""
CHAIR_REAR = -13.4
"""Where the front of a chair's back is, from the hips."""


def _chair_back(at: Situation) -> TouchPoint:
    point = at.skeleton.points["pelvis"] + at.heading @ np.array([CHAIR_REAR - 1.4, 20.6 * at.out, 9.0])
    return TouchPoint(point, at.on(at.heading, 0.1, 1, 0), at.heading @ np.array([-1.0, 0.0, -0.5]), "back", "grip")


def _head(at: Situation, place: tuple[float, float, float], normal: Vector, fingers: Vector, elbow: str) -> TouchPoint:
    head = at.skeleton.frames["head"]
    point = at.skeleton.points["head"] + at.on(head, *place)
    return TouchPoint(point, normal, fingers, elbow)


def _back_of_head(at: Situation) -> TouchPoint:
    head = at.skeleton.frames["head"]
    # One hand a finger's breadth higher than the other: so the fingers interlace.
    height = -0.4 + 0.5 * at.out
    return _head(at, (-7.6, 5.2, height), at.on(head, -0.85, 0.6, -0.1), at.on(head, -0.45, -1, 0.12), "out")


def _over_head(at: Situation) -> TouchPoint:
    head = at.skeleton.frames["head"]
    return _head(at, (0.0, -4.5, 9.3), at.on(head, 0, -0.5, 1), at.on(head, 0, -1, -0.5), "up")


def _temple(at: Situation) -> TouchPoint:
    head = at.skeleton.frames["head"]
    fingers = np.array([-0.2, -0.9, 0.38])
    place = np.array([-5.0, 7.2, 0.8]) - fingers * 9.0
    spot = _head(at, (place[0], place[1], place[2]), at.on(head, -1, 0.3, 0.1), at.on(head, *fingers), "out")
    return replace(spot, shape="straight")


def _other_shoulder(at: Situation) -> TouchPoint:
    chest = at.skeleton.frames["chest"]
    shoulder = at.skeleton.points["neck base"] + at.on(chest, 1.5, -15.5, -3.0)
    return TouchPoint(shoulder, at.on(chest, 0.75, -0.2, 0.75), at.on(chest, -0.25, -1, 0.25), "down")


def _waist(at: Situation) -> TouchPoint:
    station = at.skeleton.on_spine(17.0)
    point = station.point + at.on(station.frame, 1.5, 12.6, 0)
    return TouchPoint(point, at.on(station.frame, 0.1, 1, 0), at.on(station.frame, 1, 0, -0.5), "out", "resting")


def _low_back(at: Situation) -> TouchPoint:
    station = at.skeleton.on_spine(12.0)
    point = station.point + at.on(station.frame, -9.0, 4.0, 0)
    back = -station.frame[:, 0]
    return TouchPoint(point, back, at.on(station.frame, 0, -1, -0.2), "out", "resting")


def _chest(at: Situation) -> TouchPoint:
    station = at.skeleton.on_spine(38.0)
    point = station.point + at.on(station.frame, 11.8, 3.0, 0)
    return TouchPoint(point, station.frame[:, 0], at.on(station.frame, 0, -1, 0.25), "down")


def _belly(at: Situation) -> TouchPoint:
    station = at.skeleton.on_spine(18.0)
    point = station.point + at.on(station.frame, 9.6, 4.0, 0)
    return TouchPoint(point, station.frame[:, 0], at.on(station.frame, 0, -1, 0), "out")


def _other_arm(place: str, back: float) -> Callable[[Situation], TouchPoint]:
    """A hand that holds the other arm, `back` centimetres above the joint."""

    def spot(at: Situation) -> TouchPoint:
        far = other(at.side)
        bone = at.skeleton.frames[f"{far} {'upper arm' if place == 'elbow' else 'forearm'}"]
        point = at.skeleton.points[f"{far} {place}"] + bone[:, 2] * back
        chest = at.skeleton.frames["chest"]
        normal = across(at.on(chest, 1, -0.2, -0.2), bone[:, 2])
        return TouchPoint(point + normal * 3.0, normal, across(at.on(chest, 0, -0.3, 1), bone[:, 2]), "down", "hook")

    return spot


def _other_hand(at: Situation) -> TouchPoint:
    far = other(at.side)
    frame = at.skeleton.frames[f"{far} hand"]
    palm = sign(far) * -frame[:, 1]
    point = at.skeleton.points[f"{far} wrist"] - frame[:, 2] * PALM_CENTRE + palm * PALM_HALF_THICKNESS
    return TouchPoint(point, palm, -frame[:, 2], "out", "together")


def _table(at: Situation) -> TouchPoint:
    level = at.shoulder + at.heading @ np.array([40.0, 0.0, 0.0])
    point = np.array([level[0], level[1], TABLE_HEIGHT])
    return TouchPoint(point, UP, at.heading[:, 0], "down", "flat", 0.6)


def _bench(at: Situation) -> TouchPoint:
    return replace(_table(at), point=_table(at).point * np.array([1.0, 1.0, 0.0]) + UP * BENCH_HEIGHT)


TABLE_HEIGHT, BENCH_HEIGHT = 74.0, 45.0
WALL_DISTANCE = 46.0


def _wall(at: Situation) -> TouchPoint:
    point = at.shoulder + at.heading @ np.array([WALL_DISTANCE, 0.0, 0.0])
    return TouchPoint(point, -at.heading[:, 0], UP, "down", "flat")


def _door_frame(at: Situation) -> TouchPoint:
    point = at.shoulder + at.heading @ np.array([8.0, at.out * 27.0, 28.0])
    return TouchPoint(point, -at.heading[:, 0], UP, "down", "flat", forearm=True)


def _corner(at: Situation) -> TouchPoint:
    """The forearm upright on one of two walls that meet in front."""
    point = at.shoulder + at.heading @ np.array([14.0, at.out * 25.0, 28.0])
    return TouchPoint(point, -at.heading[:, 0] - at.on(at.heading, 0, 1, 0), UP, "down", "flat", forearm=True)


SPOTS: Mapping[str, Callable[[Situation], TouchPoint]] = {
    "floor": _floor,
    "thigh": _thigh,
    "knee": _knee,
    "other-thigh": _other_thigh,
    "other-knee": _other_knee,
    "shin": _shin,
    "ankle": _ankle,
    "foot": _foot,
    "chair-seat": _chair_seat,
    "chair-back": _chair_back,
    "back-of-head": _back_of_head,
    "over-head": _over_head,
    "temple": _temple,
    "other-shoulder": _other_shoulder,
    "other-elbow": _other_arm("elbow", 4.0),
    "other-wrist": _other_arm("wrist", 1.0),
    "other-hand": _other_hand,
    "waist": _waist,
    "low-back": _low_back,
    "chest": _chest,
    "belly": _belly,
    "table": _table,
    "bench": _bench,
    "wall": _wall,
    "door-frame": _door_frame,
    "corner": _corner,
}

LEANS: Mapping[str, Callable[[Situation], Lean]] = dict(
    zip(LEANS_ON, (_lean_on(0.0), _lean_on(TABLE_HEIGHT), _lean_on(BENCH_HEIGHT), _lean_on_thigh), strict=True)
)
"""How an elbow leans on what it may lean on."""

FIXED = frozenset({"floor", "chair-seat", "chair-back", "table", "bench", "wall", "door-frame", "corner"})
"""What does not move when the person does: a hand stays there from frame to frame."""


def heading_of(turn_frame: Matrix) -> Matrix:
    """Return the level frame of where somebody faces who is turned like this."""
    forward = np.array([turn_frame[0, 0], turn_frame[1, 0], 0.0])
    forward = unit(forward)
    return np.stack([forward, np.cross(UP, forward), UP], axis=1)
