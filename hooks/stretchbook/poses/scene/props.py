"""The things in a picture: where each stands follows from the pose. Centimetres."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from stretchbook.model.figure import Person, Prop
from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.contacts import (
    BENCH_HEIGHT,
    CHAIR_REAR,
    ELBOW_RISE,
    SEAT_DEPTH,
    TABLE_HEIGHT,
    WALL_DISTANCE,
)
from stretchbook.poses.body.rotation import UP, Matrix, Vector, across, unit
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.skeleton import Skeleton, sign
from stretchbook.poses.body.solve import ROLLER_RADIUS, Posed, back_depth, lowest, under_back

Polygon = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""The corners (m, 3) of a flat convex face."""


@dataclass(frozen=True)
class Solid:
    """A thing, or a part of one: faces, or blobs where it is soft.

    What is `clear` stands between the viewer and the person, and is drawn as if made of glass.
    """

    part: str
    faces: tuple[Polygon, ...] = ()
    blobs: tuple[Blob, ...] = ()
    clear: bool = False


@dataclass(frozen=True)
class Scene:
    """What a thing's place may depend on: the pose of this frame and of every frame, and where the person faces.

    `towards` is the way to the viewer.
    """

    posed: Posed
    every: tuple[Posed, ...]
    heading: Matrix
    towards: Vector
    prop: Prop
    person: Person

    @property
    def first(self) -> Posed:
        """The first frame."""
        return self.every[0]

    @property
    def now(self) -> Skeleton:
        """The skeleton of this frame."""
        return self.posed.skeleton

    @property
    def start(self) -> Skeleton:
        """The skeleton of the first frame: what does not move stands where it stood then."""
        return self.first.skeleton


def solids(scene: Scene) -> list[Solid]:
    """Return what a thing is made of."""
    return list(_THINGS[scene.prop.thing](scene))


def box(centre: Vector, size: tuple[float, float, float], frame: Matrix) -> tuple[Polygon, ...]:
    """Return the six faces of a box; `size` is along the axes of its frame."""
    half = np.array(size) / 2
    faces = []
    for axis in range(3):
        first, second = (other for other in range(3) if other != axis)
        for end in (-1, 1):
            corners = []
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corner = np.zeros(3)
                corner[axis], corner[first], corner[second] = end, a, b
                corners.append(centre + frame @ (corner * half))
            faces.append(np.array(corners))
    return tuple(faces)


def cylinder(start: Vector, end: Vector, radius: float, corners: int = 28) -> tuple[Polygon, ...]:
    """Return the faces of a cylinder between the middles of its ends."""
    axis = unit(end - start)
    x = across(UP if abs(float(axis[2])) < 0.9 else np.array([1.0, 0.0, 0.0]), axis)
    y = np.cross(axis, x)
    angles = [2 * math.pi * number / corners for number in range(corners)]
    ring = [radius * (x * math.cos(angle) + y * math.sin(angle)) for angle in angles]
    sides = [
        np.array([start + one, start + two, end + two, end + one])
        for one, two in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    return (*sides, np.array([start + point for point in ring]), np.array([end + point for point in ring]))


# Things.


_MAT_WIDE, _MAT_LONG = (62.0, 74.0), 150.0
_WIDEST, _BESIDE_HAND = 90.0, 9.0
"""Up to what width a mat grows for hands that lie on the floor, and how far it reaches beyond them, centimetres."""


def _mat(scene: Scene) -> Iterator[Solid]:
    """Under the whole movement, its long side along the body; arms and legs may reach far over its edge."""
    reach = np.array([point for posed in scene.every for point in posed.skeleton.points.values()])
    core = np.array([point for posed in scene.every for point in _core(posed.skeleton)])
    axes = scene.heading[:, :2].T
    low, high = (core @ scene.heading[:, :2]).min(axis=0), (core @ scene.heading[:, :2]).max(axis=0)
    long = int(np.argmax(high - low))
    along = reach @ axes[long]
    low[long], high[long] = along.min(), along.max()
    size = high - low + 34.0
    size[long] = max(size[long], _MAT_LONG)
    size[1 - long] = np.clip(size[1 - long], *_MAT_WIDE)
    middle = (low + high) / 2
    hands = np.array([*_hands_on_floor(scene)]).reshape(-1, 3) @ scene.heading[:, 1 - long]
    ends = (middle - size / 2)[1 - long], (middle + size / 2)[1 - long]
    near, far = min([ends[0], *(hands - _BESIDE_HAND)]), max([ends[1], *(hands + _BESIDE_HAND)])
    if far - near <= _WIDEST:
        middle[1 - long], size[1 - long] = (near + far) / 2, far - near
    centre = scene.heading @ np.array([*middle, -0.8])
    yield Solid("mat", box(centre, (float(size[0]), float(size[1]), 1.6), scene.heading))


def _hands_on_floor(scene: Scene) -> Iterator[Vector]:
    for posed in scene.every:
        for side in SIDES:
            hand = posed.posture.hands[side]
            if hand and hand.at == "floor":
                yield posed.skeleton.points[f"{side} hand"]


def _core(skeleton: Skeleton) -> Iterator[Vector]:
    yield from (station.point for station in skeleton.spine)
    yield from (skeleton.points[f"{side} {joint}"] for side in SIDES for joint in ("hip", "knee"))


_SEAT_DEEP, _SEAT_WIDE = 43.0, 43.0
_CHAIR_BACK, _STOOL = 41.0, 0.0
_BACKREST = 2.8


def _seat(scene: Scene, back: float, rear: float) -> Iterator[Solid]:
    """A seat under the hips. Its back is so many centimetres high, and its front is `rear` in front of the hips."""
    pelvis = scene.start.points["pelvis"]
    height = float(pelvis[2]) - SEAT_DEPTH

    def place(forward: float, aside: float, up: float) -> Vector:
        level = np.array([pelvis[0], pelvis[1], 0.0])
        found: Vector = level + scene.heading @ np.array([forward, aside, up])
        return found

    front = rear - _BACKREST + _SEAT_DEEP
    yield Solid(
        "chair seat", box(place(front - _SEAT_DEEP / 2, 0, height - 2), (_SEAT_DEEP, _SEAT_WIDE, 4), scene.heading)
    )
    for forward in (front - _SEAT_DEEP + 2.0, front - 2.0):
        for aside in (-19.0, 19.0):
            leg = box(place(forward, aside, (height - 4) / 2), (3.2, 3.2, height - 4), scene.heading)
            yield Solid(f"chair leg {forward} {aside}", leg)
    if back:
        middle = rear - _BACKREST / 2
        for aside in (-19.0, 19.0):
            post = box(place(middle, aside, height + back / 2), (3, 3.2, back), scene.heading)
            yield Solid(f"chair post {aside}", post)
        board = min(18.0, back * 0.5)
        yield Solid(
            "chair back", box(place(middle, 0, height + back - board / 2), (_BACKREST, 41, board), scene.heading)
        )


def _chair(scene: Scene) -> Iterator[Solid]:
    yield from _seat(scene, *_backrest(scene))


def _backrest(scene: Scene) -> tuple[float, float]:
    """Return how high a chair's back is above the seat, and where its front is, in front of the hips."""
    level = scene.prop.level
    if level is None:
        return _CHAIR_BACK, CHAIR_REAR
    pelvis = scene.start.points["pelvis"]
    edge = _edge(scene, level) - pelvis
    return float(edge[2]) + SEAT_DEPTH, float(edge @ scene.heading[:, 0])


def _edge(scene: Scene, level: float) -> Vector:
    """Return where the back meets the top edge of a chair's back, in the frame in which it leans on it most."""
    stations = [posed.skeleton.on_spine(level) for posed in scene.every]
    backs: list[Vector] = [station.point - station.frame[:, 0] * back_depth(scene.person) for station in stations]
    return min(backs, key=lambda back: float(back @ scene.heading[:, 0]))


def _stool(scene: Scene) -> Iterator[Solid]:
    return _seat(scene, 0.0, -14.0)


def _wall(direction: tuple[float, float]) -> Callable[[Scene], Iterator[Solid]]:
    def wall(scene: Scene) -> Iterator[Solid]:
        forward, aside = direction
        way = scene.heading @ np.array([forward, aside, 0.0])
        distance = _touching(scene, way, aside) + 2.0
        middle = scene.start.points["pelvis"] * np.array([1, 1, 0])
        centre = middle + way * (distance - float(middle @ way)) + UP * 100
        frame = np.stack([way, np.cross(UP, way), UP], axis=1)
        yield Solid("wall", box(centre, (4, 130, 200), frame), clear=_is_before(scene, way))

    return wall


def _is_before(scene: Scene, way: Vector) -> bool:
    """Return whether a wall that stands in some direction from the person is looked at from outside."""
    return float(way @ scene.towards) > _OUTSIDE


_OUTSIDE = 0.1


def _touching(scene: Scene, way: Vector, aside: float) -> float:
    """Return how far in a direction the hands on a wall are, or else the body itself, beside it with its arm."""
    on_wall = [side for side in SIDES if (hand := scene.first.posture.hands[side]) and hand.at == "wall"]
    if on_wall:
        return float(scene.start.points[f"{on_wall[0]} shoulder"] @ way) + WALL_DISTANCE
    blobs = [blob for blob in scene.first.surface(scene.person) if aside or blob.part in ("torso", "head")]
    return max(float(blob.centre @ way) + float(np.linalg.norm(blob.radii * (way @ blob.frame))) for blob in blobs)


def _doorway(scene: Scene) -> Iterator[Solid]:
    """The frame of a door, in front of the forearms that rest on it: the inner half of each is left to be seen."""
    start = scene.start
    forearms = [(start.points[f"{side} elbow"] + start.points[f"{side} wrist"]) / 2 for side in SIDES]
    front = max(float(start.points[f"{side} elbow"] @ scene.heading[:, 0]) for side in SIDES) + 4.2 + _JAMB_DEEP / 2
    places = [float(point @ scene.heading[:, 1]) for point in forearms]
    for side, place in zip(SIDES, places, strict=True):
        centre = scene.heading @ np.array([front, place + sign(side) * (_JAMB_WIDE / 2 + _JAMB_ASIDE), 102.0])
        hides = sign(side) * float(scene.heading[:, 1] @ scene.towards) > _HIDES_ARM
        yield Solid(f"{side} jamb", box(centre, (_JAMB_DEEP, _JAMB_WIDE, 204), scene.heading), clear=hides)
    middle, wide = sum(places) / 2, abs(places[0] - places[1]) + 2 * (_JAMB_WIDE + _JAMB_ASIDE)
    yield Solid("lintel", box(scene.heading @ np.array([front, middle, 208.0]), (_JAMB_DEEP, wide, 9), scene.heading))


_JAMB_DEEP, _JAMB_WIDE, _JAMB_ASIDE = 5.0, 10.0, 1.2
_HIDES_ARM = 0.6
"""Seen from how far aside the nearer half of a door's frame would stand before the forearm on it."""


def _corner(scene: Scene) -> Iterator[Solid]:
    """Two walls that meet in front of the person, where the hands lie."""
    start = scene.start
    for side in SIDES:
        way = unit(scene.heading @ np.array([1.0, sign(side) * 1.0, 0.0]))
        wrist = start.points[f"{side} wrist"]
        frame = np.stack([way, np.cross(UP, way), UP], axis=1)
        distance = float(wrist @ way) + 5.0
        corner = scene.heading @ np.array([distance * math.sqrt(2), 0.0, 0.0])
        along = unit(scene.heading @ np.array([-1.0, sign(side) * 1.0, 0.0]))
        faces = box(corner + along * 55 + UP * 100, (3, 110, 200), frame)
        yield Solid(f"{side} wall", faces, clear=_is_before(scene, way))


def _roller_across(scene: Scene) -> Iterator[Solid]:
    yield _cylinder_under(scene, 28.0, "roller")


def _towel_roll(scene: Scene) -> Iterator[Solid]:
    yield _cylinder_under(scene, 24.0, "towel roll")


def _cylinder_under(scene: Scene, half: float, part: str) -> Solid:
    middle, axis, radius = under_back(scene.now, scene.prop, scene.person)
    return Solid(part, cylinder(middle - axis * half, middle + axis * half, radius))


_TAIL = -5.0
"""Where the seat ends of somebody who lies on their back, centimetres above the hips."""


def _roller_along(scene: Scene) -> Iterator[Solid]:
    tail, head = scene.start.on_spine(_TAIL).point, scene.start.points["head"]
    way = unit((head - tail) * np.array([1, 1, 0]))
    start = np.array([tail[0], tail[1], ROLLER_RADIUS])
    yield Solid("roller", cylinder(start, start + way * 91.0, ROLLER_RADIUS))


_TOWEL_WIDE, _TOWEL_GRIPPED, _TOWEL_THICK = 3.3, 1.5, 0.9
"""Half the width of a folded towel where it hangs free and in a fist, and half its thickness."""
_GRIP = 6.0
"""How far along a towel a fist gathers it, centimetres."""
_TAIL_ABOVE, _TAIL_BELOW = 9.0, 17.0
_TOWEL_STEP = 0.9


def _towel_held(scene: Scene) -> Iterator[Solid]:
    """A soft band from fist to fist: a short end stands out above the upper hand, a long one hangs from the lower."""
    lower, upper = sorted((_fist(scene.now, side) for side in SIDES), key=lambda fist: float(fist[0][2]))
    ends = [place + axis * (4.0 * way) for (place, axis), way in ((upper, 1), (upper, -1), (lower, 1), (lower, -1))]
    above = ends[0] + unit(upper[1] + UP) * (_TAIL_ABOVE - 4.0)
    hanging = ends[3] - UP * (_TAIL_BELOW - 4.0)
    line = _through(np.array([above, ends[0], upper[0], ends[1], ends[2], lower[0], ends[3], hanging]), _TOWEL_STEP)
    yield Solid("towel", blobs=tuple(_band(line, [upper[0], lower[0]], -scene.heading[:, 0])))


def _band(line: Polygon, grips: list[Vector], out: Vector) -> Iterator[Blob]:
    """Yield a band along a line (n, 3) whose flat side faces `out`, gathered where it is gripped."""
    for point, way in zip(line, np.gradient(line, axis=0), strict=True):
        near = min(float(np.linalg.norm(point - grip)) for grip in grips)
        share = min(1.0, near / _GRIP) ** 2
        along = unit(way)
        flat = across(out, along)
        radii = np.array([_TOWEL_THICK, _TOWEL_GRIPPED + (_TOWEL_WIDE - _TOWEL_GRIPPED) * share, 1.3])
        yield Blob(point, np.stack([flat, np.cross(along, flat), along], axis=1), radii, "towel")


def _through(points: Polygon, step: float) -> Polygon:
    """Return a smooth line (m, 3) through points (n, 3)."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    places = np.linspace(0.0, lengths[-1], int(lengths[-1] / step) + 1)
    straight = np.stack([np.interp(places, lengths, points[:, axis]) for axis in range(3)], axis=1)
    weights = np.hanning(9)[1:-1]
    padded = np.pad(straight, ((3, 3), (0, 0)), mode="reflect", reflect_type="odd")
    smooth = [np.convolve(padded[:, axis], weights / weights.sum(), "valid") for axis in range(3)]
    return np.stack(smooth, axis=1)


def _fist(skeleton: Skeleton, side: Side) -> tuple[Vector, Vector]:
    """Return the middle of what a closed hand holds, and the way along that: more up than down."""
    frame = skeleton.frames[f"{side} hand"]
    middle = skeleton.points[f"{side} wrist"] - frame[:, 2] * 9.0 - frame[:, 1] * (sign(side) * 2.6)
    return middle, frame[:, 0] * (1.0 if float(frame[2, 0]) >= 0 else -1.0)


def _dumbbells(scene: Scene) -> Iterator[Solid]:
    for side in SIDES:
        middle, axis = _fist(scene.now, side)
        yield Solid(f"{side} bar", cylinder(middle - axis * 6, middle + axis * 6, 1.4, 14))
        for way in (-1, 1):
            near, far = middle + axis * (5.5 * way), middle + axis * (10.5 * way)
            yield Solid(f"{side} weight {way}", cylinder(near, far, 4.2, 20))


_PILLOW = (14.0, 20.0)
_PILLOW_EDGE = 7.0
_PILLOW_STEP = 2.6


def _pillow(scene: Scene) -> Iterator[Solid]:
    """As thick as the room between the floor and what lies on it, and thinner at its rim."""
    place, thick, frame = _bedding(scene)
    thick = float(np.clip(thick + 1.0, 5.0, 17.0))
    half_deep, half_wide = (half - _PILLOW_EDGE for half in _PILLOW)
    deep, wide = (np.linspace(-half, half, int(2 * half / _PILLOW_STEP) + 1) for half in (half_deep, half_wide))
    blobs = []
    for x in deep.tolist():
        for y in wide.tolist():
            half = thick / 2 * (1.0 - 0.3 * max(abs(x) / half_deep, abs(y) / half_wide) ** 4)
            radii = np.array([_PILLOW_EDGE, _PILLOW_EDGE, half])
            blobs.append(Blob(place + frame @ np.array([x, y, half]), frame, radii, "pillow"))
    yield Solid(f"pillow {scene.prop.under}", blobs=tuple(blobs))


def _folded_towel(scene: Scene) -> Iterator[Solid]:
    """Under the head, thin and flat; or over the top edge of a chair's back."""
    if scene.prop.under == "back":
        yield from _draped(scene)
        return
    if scene.prop.under == "elbows":
        yield from _under_elbows(scene)
        return
    place, thick, frame = _bedding(scene)
    thick = float(np.clip(thick, 2.0, 12.0))
    yield Solid(f"folded towel {scene.prop.under}", box(place + UP * thick / 2, (22, 32, thick), frame))


def _draped(scene: Scene) -> Iterator[Solid]:
    level = scene.prop.level
    edge = _edge(scene, 33.0 if level is None else level)
    for forward, thick in ((0.4, 1.6), (-_BACKREST - 0.4, 1.6)):
        centre = edge + scene.heading @ np.array([forward, 0.0, -5.0])
        yield Solid("towel over the back", box(centre, (thick, 39.4, 11.5), scene.heading))
    centre = edge + scene.heading @ np.array([-_BACKREST / 2, 0.0, 0.9])
    yield Solid("towel over the back", box(centre, (_BACKREST + 2.4, 39.4, 1.8), scene.heading))


def _under_elbows(scene: Scene) -> Iterator[Solid]:
    """Along the near edge of what the elbows lean on."""
    leaning = [touch.rest for touch in scene.first.touches.values() if touch.leans and touch.rest is not None]
    if leaning:
        middle = np.mean(leaning, axis=0) - UP * (ELBOW_RISE - _FOLDED / 2)
        yield Solid("folded towel elbows", box(middle, (13.0, 62.0, _FOLDED), scene.heading))


_FOLDED = 1.6

_BEDDED = {"head": ("head", "ear", "hair"), "left knee": ("left lower thigh",), "right knee": ("right lower thigh",),
           "left arm": ("left lower forearm",), "right arm": ("right lower forearm",),
           "belly": ("torso",), "seat": ("torso",)}  # fmt: skip
_ON_TRUNK = {"belly": 13.0, "seat": -2.0}
"""Where on the spine the middle of a pillow is, centimetres above the hips."""


def _bedding(scene: Scene) -> tuple[Vector, float, Matrix]:
    """Return where on the floor a part lies that something soft holds up, how high, and how the body lies there."""
    names = _BEDDED.get(scene.prop.under, _BEDDED["head"])

    def low(posed: Posed) -> float:
        return lowest([blob for blob in posed.surface(scene.person) if blob.part in names])

    # An arm may have been low elsewhere, before it came to lie on it.
    frames = list(enumerate(scene.every))[-1 if scene.prop.under.endswith("arm") else 0 :]
    height, number = min((low(posed), number) for number, posed in frames)
    skeleton = scene.every[number].skeleton
    way = skeleton.points["head"] - skeleton.points["pelvis"]
    under = scene.prop.under
    level = np.array([way[0], way[1], 0.0])
    along = unit(level) if float(np.linalg.norm(level)) > 8.0 else scene.heading[:, 0]
    if scene.first.posture.ground == "legs" and scene.prop.under == "head":
        # Between the hands of whoever kneels, it lies lengthwise.
        along = np.cross(UP, along)
    frame = np.stack([along, np.cross(UP, along), UP], axis=1)
    return _bedded(skeleton, under) * np.array([1, 1, 0]), height, frame


def _bedded(skeleton: Skeleton, under: str) -> Vector:
    """Return the part over the middle. Of an arm both halves lie on it, the forearm with more of its length."""
    if under in _ON_TRUNK:
        return skeleton.on_spine(_ON_TRUNK[under]).point
    if under.endswith("arm"):
        side = under.removesuffix(" arm")
        return skeleton.points[f"{side} elbow"] * 0.65 + skeleton.points[f"{side} wrist"] * 0.35
    return skeleton.points[under if under in _BEDDED else "head"]


def _table(scene: Scene) -> Iterator[Solid]:
    yield from _board(scene, TABLE_HEIGHT, 60.0, 110.0)


def _bench(scene: Scene) -> Iterator[Solid]:
    yield from _board(scene, BENCH_HEIGHT, 40.0, 100.0)


def _board(scene: Scene, height: float, deep: float, wide: float) -> Iterator[Solid]:
    """In front, under the hands and under what else of the arms lies on it."""
    near = min(float(point @ scene.heading[:, 0]) for point in _lying(scene)) - 6.0

    def place(forward: float, aside: float, up: float) -> Vector:
        found: Vector = scene.heading @ np.array([near + forward, aside, up])
        return found

    yield Solid("board", box(place(deep / 2, 0, height - 2), (deep, wide, 4), scene.heading))
    for forward in (4.0, deep - 4.0):
        for aside in (-wide / 2 + 5, wide / 2 - 5):
            leg = box(place(forward, aside, (height - 4) / 2), (4, 4, height - 4), scene.heading)
            yield Solid(f"board leg {forward} {aside}", leg)


def _lying(scene: Scene) -> Iterator[Vector]:
    for side in SIDES:
        touch = scene.first.touches.get(side)
        yield scene.start.points[f"{side} wrist"]
        if touch is not None and touch.leans and touch.rest is not None:
            yield touch.rest


_THINGS: Mapping[str, Callable[[Scene], Iterable[Solid]]] = {
    "mat": _mat,
    "chair": _chair,
    "stool": _stool,
    "wall-behind": _wall((-1, 0)),
    "wall-in-front": _wall((1, 0)),
    "wall-left": _wall((0, 1)),
    "wall-right": _wall((0, -1)),
    "doorway": _doorway,
    "corner": _corner,
    "roller-across": _roller_across,
    "roller-along": _roller_along,
    "towel-roll": _towel_roll,
    "towel-held": _towel_held,
    "folded-towel": _folded_towel,
    "pillow": _pillow,
    "table": _table,
    "bench": _bench,
    "dumbbells": _dumbbells,
}
