"""The things in a picture: where each stands follows from the pose. Centimetres."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from stretchbook.figures.contacts import TABLE_HEIGHT, WALL_DISTANCE
from stretchbook.figures.rotation import UP, Matrix, Vector, across, unit
from stretchbook.figures.skeleton import SIDES, Skeleton, sign
from stretchbook.figures.solve import ROLLER_RADIUS, TOWEL_ROLL_RADIUS, Posed
from stretchbook.figures.surface import Blob
from stretchbook.model.figure import Person, Prop

Polygon = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""The corners (m, 3) of a flat convex face."""


@dataclass(frozen=True)
class Solid:
    """A thing, or a part of one: faces, or blobs where it is soft."""

    part: str
    faces: tuple[Polygon, ...] = ()
    blobs: tuple[Blob, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What a thing's place may depend on: the pose of this frame and of the first, and where the person faces."""

    posed: Posed
    first: Posed
    heading: Matrix
    prop: Prop
    person: Person

    @property
    def now(self) -> Skeleton:
        """The skeleton of this frame."""
        return self.posed.skeleton

    @property
    def start(self) -> Skeleton:
        """The skeleton of the first frame: what does not move stands where it stood then."""
        return self.first.skeleton


def solids(scene: Scene) -> list[Solid]:
    """Give what a thing is made of."""
    return list(_THINGS[scene.prop.thing](scene))


def box(centre: Vector, size: tuple[float, float, float], frame: Matrix) -> tuple[Polygon, ...]:
    """Give the six faces of a box; `size` is along the axes of its frame."""
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
    """Give the faces of a cylinder between the middles of its ends."""
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


def _mat(scene: Scene) -> Iterator[Solid]:
    reach = [point for point in scene.start.points.values()] + [point for point in scene.now.points.values()]
    along = [float(point @ scene.heading[:, 0]) for point in reach]
    aside = [float(point @ scene.heading[:, 1]) for point in reach]
    centre = scene.heading @ np.array([(min(along) + max(along)) / 2, (min(aside) + max(aside)) / 2, -0.8])
    yield Solid(
        "mat", box(centre, (max(along) - min(along) + 34, max(max(aside) - min(aside) + 18, 62), 1.6), scene.heading)
    )


def _seat(scene: Scene, back: float) -> Iterator[Solid]:
    pelvis = scene.start.points["pelvis"]
    height = float(pelvis[2]) - 10.6

    def place(forward: float, aside: float, up: float) -> Vector:
        level = np.array([pelvis[0], pelvis[1], 0.0])
        return level + scene.heading @ np.array([forward, aside, up])

    yield Solid("chair seat", box(place(6, 0, height - 2), (43, 43, 4), scene.heading))
    for forward in (-13.5, 25.5):
        for aside in (-19.0, 19.0):
            leg = box(place(forward, aside, (height - 4) / 2), (3.2, 3.2, height - 4), scene.heading)
            yield Solid(f"chair leg {forward} {aside}", leg)
    if back:
        for aside in (-19.0, 19.0):
            post = box(place(-14.8, aside, height + back / 2), (3, 3.2, back), scene.heading)
            yield Solid(f"chair post {aside}", post)
        yield Solid("chair back", box(place(-14.8, 0, height + back - 9), (2.8, 41, 18), scene.heading))


def _chair(scene: Scene) -> Iterator[Solid]:
    return _seat(scene, 41.0)


def _stool(scene: Scene) -> Iterator[Solid]:
    return _seat(scene, 0.0)


def _wall(direction: tuple[float, float]) -> Callable[[Scene], Iterator[Solid]]:
    def wall(scene: Scene) -> Iterator[Solid]:
        forward, aside = direction
        way = scene.heading @ np.array([forward, aside, 0.0])
        distance = _touching(scene, way) + 2.0
        middle = scene.start.points["pelvis"] * np.array([1, 1, 0])
        centre = middle + way * (distance - float(middle @ way)) + UP * 100
        frame = np.stack([way, np.cross(UP, way), UP], axis=1)
        yield Solid("wall", box(centre, (4, 130, 200), frame))

    return wall


def _touching(scene: Scene, way: Vector) -> float:
    """Give how far in a direction the hands on a wall are, or else the body itself."""
    on_wall = [side for side in SIDES if (hand := scene.first.posture.hands[side]) and hand.at == "wall"]
    if on_wall:
        return float(scene.start.points[f"{on_wall[0]} shoulder"] @ way) + WALL_DISTANCE
    blobs = [blob for blob in scene.first.surface(scene.person) if blob.part in ("torso", "head")]
    return max(float(blob.centre @ way) + float(np.linalg.norm(blob.radii * (way @ blob.frame))) for blob in blobs)


def _doorway(scene: Scene) -> Iterator[Solid]:
    """The frame of a door, in front of the forearms that rest on it."""
    start = scene.start
    forearms = [(start.points[f"{side} elbow"] + start.points[f"{side} wrist"]) / 2 for side in SIDES]
    front = max(float(point @ scene.heading[:, 0]) for point in forearms) + 6.5
    for side, point in zip(SIDES, forearms, strict=True):
        aside = float(point @ scene.heading[:, 1]) + sign(side) * 4.0
        yield Solid(f"{side} jamb", box(scene.heading @ np.array([front, aside, 102.0]), (6, 11, 204), scene.heading))
    middle = float(sum(point @ scene.heading[:, 1] for point in forearms)) / 2
    wide = abs(float((forearms[0] - forearms[1]) @ scene.heading[:, 1])) + 19.0
    yield Solid("lintel", box(scene.heading @ np.array([front, middle, 208.0]), (6, wide, 9), scene.heading))


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
        yield Solid(f"{side} wall", box(corner + along * 55 + UP * 100, (3, 110, 200), frame))


def _roller_across(scene: Scene) -> Iterator[Solid]:
    yield _cylinder_under(scene, ROLLER_RADIUS, 28.0, "roller")


def _towel_roll(scene: Scene) -> Iterator[Solid]:
    yield _cylinder_under(scene, TOWEL_ROLL_RADIUS, 24.0, "towel roll")


def _cylinder_under(scene: Scene, radius: float, half: float, part: str) -> Solid:
    station = scene.now.on_spine(scene.prop.level if scene.prop.level is not None else 38.0)
    back = station.point - station.frame[:, 0] * 10.0
    centre = np.array([back[0], back[1], radius])
    aside = station.frame[:, 1] * np.array([1, 1, 0])
    return Solid(part, cylinder(centre - unit(aside) * half, centre + unit(aside) * half, radius))


def _roller_along(scene: Scene) -> Iterator[Solid]:
    tail, head = scene.start.on_spine(-10.0).point, scene.start.points["head"]
    way = unit((head - tail) * np.array([1, 1, 0]))
    start = np.array([tail[0], tail[1], ROLLER_RADIUS])
    yield Solid("roller", cylinder(start, start + way * 91.0, ROLLER_RADIUS))


def _towel_held(scene: Scene) -> Iterator[Solid]:
    left, right = (scene.now.points[f"{side} hand"] for side in SIDES)
    beyond = unit(left - right) * 9.0
    yield Solid("towel", cylinder(right - beyond, left + beyond, 1.7, 12))


def _dumbbells(scene: Scene) -> Iterator[Solid]:
    for side in SIDES:
        frame = scene.now.frames[f"{side} hand"]
        palm = -sign(side) * frame[:, 1]
        middle = scene.now.points[f"{side} wrist"] - frame[:, 2] * 9.0 + palm * 2.6
        axis = frame[:, 0]
        yield Solid(f"{side} bar", cylinder(middle - axis * 6, middle + axis * 6, 1.4, 14))
        for way in (-1, 1):
            near, far = middle + axis * (5.5 * way), middle + axis * (10.5 * way)
            yield Solid(f"{side} weight {way}", cylinder(near, far, 4.2, 20))


def _pillow(scene: Scene) -> Iterator[Solid]:
    """Under the head: as thick as the room between head and floor."""
    head = scene.start.points["head"]
    thick = max(4.0, float(head[2]) - 7.0)
    frame = scene.start.frames["head"]
    long = (
        unit(frame[:, 1] * np.array([1, 1, 0]) + 1e-6)
        if abs(frame[2, 1]) < 0.6
        else unit(frame[:, 0] * np.array([1, 1, 0]))
    )
    turned = np.stack([np.cross(long, UP), long, UP], axis=1)
    centre = np.array([head[0], head[1], thick / 2])
    yield Solid("pillow", blobs=(Blob(centre, turned, np.array([17.0, 25.0, thick / 2 + 0.6]), "pillow"),))


def _folded_towel(scene: Scene) -> Iterator[Solid]:
    """Under the head, thin and flat."""
    head = scene.start.points["head"]
    thick = max(2.0, float(head[2]) - 9.0)
    centre = np.array([head[0], head[1], thick / 2])
    yield Solid("folded towel", box(centre, (22, 32, thick), scene.heading))


def _table(scene: Scene) -> Iterator[Solid]:
    yield from _board(scene, TABLE_HEIGHT, 60.0, 110.0)


def _bench(scene: Scene) -> Iterator[Solid]:
    """In front, as high as the elbows that rest on it."""
    height = float(min(scene.start.points[f"{side} elbow"][2] for side in SIDES)) - 4.0
    yield from _board(scene, max(height, 25.0), 36.0, 100.0)


def _board(scene: Scene, height: float, deep: float, wide: float) -> Iterator[Solid]:
    hands = [scene.start.points[f"{side} wrist"] for side in SIDES]
    near = min(float(point @ scene.heading[:, 0]) for point in hands) - 6.0

    def place(forward: float, aside: float, up: float) -> Vector:
        return scene.heading @ np.array([near + forward, aside, up])

    yield Solid("board", box(place(deep / 2, 0, height - 2), (deep, wide, 4), scene.heading))
    for forward in (4.0, deep - 4.0):
        for aside in (-wide / 2 + 5, wide / 2 - 5):
            leg = box(place(forward, aside, (height - 4) / 2), (4, 4, height - 4), scene.heading)
            yield Solid(f"board leg {forward} {aside}", leg)


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
