"""Hands: a library of shapes, and the surface of a hand in any of them. Centimetres and degrees.

A hand is a mitten with a thumb: four fingers that lie close together, so that it is read as a hand where a picture is
as small as a stamp. Lines between the fingers tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.figure import Arm, Fingers
from stretchbook.poses.body.blobs import Blob, Groove
from stretchbook.poses.body.rotation import Matrix, Vector, about_x, about_y, about_z
from stretchbook.poses.body.sides import Side
from stretchbook.poses.body.skeleton import Skeleton, sign

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HandShape:
    """How the joints of a hand are bent, degrees.

    `knuckle`, `middle` and `tip` bend every finger towards the palm, each finger `more` than the one before it from
    the index finger on, which has only the share `index` of it all; `spread` is how far neighbouring fingers point
    apart. The thumb is `out` to the side of the palm, turned `under` it, and bent by `bent` at each joint.
    """

    knuckle: float = 0.0
    middle: float = 0.0
    tip: float = 0.0
    more: float = 0.0
    index: float = 1.0
    spread: float = 0.0
    out: float = 40.0
    under: float = 15.0
    bent: float = 6.0

    def mixed(self, other: HandShape, share: float) -> HandShape:
        """Return the shape a share of the way to another."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return HandShape(*(one + (two - one) * share for one, two in pairs))


SHAPES: Mapping[Fingers, HandShape] = {
    "flat": HandShape(spread=2.5, out=46, under=-6, bent=4),
    "straight": HandShape(knuckle=4, middle=4, tip=2, out=34, under=12),
    "together": HandShape(knuckle=2, middle=2, out=14, under=20, bent=0),
    "relaxed": HandShape(knuckle=14, middle=20, tip=10, more=3, out=26, under=36, bent=8),
    "resting": HandShape(knuckle=8, middle=14, tip=8, more=1.5, out=34, under=10),
    "cupped": HandShape(knuckle=18, middle=22, tip=16, out=30, under=30),
    "hook": HandShape(knuckle=42, middle=48, tip=30, out=40, under=60, bent=14),
    "grip": HandShape(knuckle=28, middle=78, tip=42, out=50, under=74, bent=8),
    "clasp": HandShape(knuckle=60, middle=52, tip=14, out=34, under=40, bent=20),
    "fist": HandShape(knuckle=78, middle=92, tip=52, out=36, under=84, bent=30),
    "point": HandShape(knuckle=78, middle=92, tip=52, index=0.04, out=36, under=84, bent=30),
    "tips": HandShape(knuckle=14, middle=10, tip=6, spread=4.0, out=44, under=44, bent=4),
}
"""What hands do, by the word of a record or by what they touch."""


def at_ease(arm: Arm) -> HandShape:
    """Return the shape of a hand that touches nothing: what its record says, or else as it hangs or is held up."""
    raised = max(arm.shoulder.flex, arm.shoulder.abduct) >= _HELD_UP
    return SHAPES[arm.fingers or ("straight" if raised else "relaxed")]


_HELD_UP = 45.0
"""From how far up on, in degrees, an arm is held up, and its fingers with it."""


PALM_LENGTH, FINGER_HALF = 9.2, 1.0


class _Finger(NamedTuple):
    """A finger: centimetres towards the thumb and below the wrist, its length, and how thick it is."""

    aside: float
    below: float
    length: float
    half: float


_FINGERS = (
    _Finger(2.95, 8.9, 7.4, 1.02), _Finger(1.0, 9.2, 8.1, 1.05), _Finger(-0.95, 9.0, 7.6, 1.02),
    _Finger(-2.8, 8.4, 6.3, 0.95),
)  # fmt: skip
_BONES = (0.45, 0.3, 0.25)
"""The shares of a finger's length that its three bones have."""
_THICK = (1.0, 0.98, 0.95, 0.7)
"""How thick a finger is where its bones begin, and at its tip."""
_PALM = np.array([
    # below, towards the thumb, towards the palm; half width, half thickness
    (0.0, 0.0, 0.0, 2.65, 1.95), (1.4, 0.0, 0.1, 2.9, 1.95), (2.8, 0.1, 0.2, 3.3, 1.9), (4.2, 0.1, 0.2, 3.7, 1.8),
    (5.6, 0.1, 0.1, 3.95, 1.65), (7.0, 0.1, 0.0, 4.05, 1.5), (8.2, 0.1, 0.0, 3.95, 1.3),
])  # fmt: skip
_THUMB_ROOT = np.array([2.1, -0.7, -2.0])
_THUMB = ((4.6, 1.85, 1.45), (3.5, 1.25, 1.15), (2.9, 1.15, 0.95))
"""The bones of the thumb: length, and how thick at either end."""


def hand(skeleton: Skeleton, side: Side, shape: HandShape) -> Iterator[Blob]:
    """Yield the palm, the fingers and the thumb of a hand."""
    wrist, frame = skeleton.points[f"{side} wrist"], skeleton.frames[f"{side} hand"]
    mirrored = np.array([1.0, sign(side), 1.0])
    for part, surface in zip(("palm", "fingers", "thumb"), _surfaces(shape), strict=True):
        centres = wrist + (surface.places * mirrored) @ frame.T
        frames = frame @ (surface.frames * mirrored[:, None] * mirrored)
        yield from map(Blob, centres, frames, surface.radii, repeat(f"{side} {part}"))


class _Surface(NamedTuple):
    """Ellipsoids in the frame of a left hand: places (n, 3), frames (n, 3, 3) and radii (n, 3)."""

    places: Floats
    frames: Floats
    radii: Floats


@lru_cache(maxsize=256)
def _surfaces(shape: HandShape) -> tuple[_Surface, _Surface, _Surface]:
    """Return palm with the ball of the thumb, fingers, and thumb."""
    below, aside, palmar, wide, thick = _PALM.T
    palm = _Surface(
        np.stack([aside, -palmar, -below], axis=1),
        np.tile(np.eye(3), (len(_PALM), 1, 1)),
        np.stack([wide, thick, np.full(len(_PALM), 1.9)], axis=1),
    )
    ball, *bones = _thumb(shape)
    fingers = [bone for number in range(len(_FINGERS)) for bone in _finger(shape, number)]
    return _together([palm, ball, _web(ball)]), _together(fingers), _together(bones)


def _together(surfaces: list[_Surface]) -> _Surface:
    return _Surface(*(np.concatenate(parts) for parts in zip(*surfaces, strict=True)))


def _thumb(shape: HandShape) -> Iterator[_Surface]:
    point, frame = _THUMB_ROOT, about_z(-shape.under) @ about_y(-shape.out)
    for length, first, last in _THUMB:
        yield _bone(point, frame, length, (first, last))
        point = point - length * frame[:, 2]
        frame = frame @ about_y(shape.bent)


def _web(ball: _Surface) -> _Surface:
    """Return the skin between the ball of the thumb and the palm."""
    middle, palm = ball.places[len(ball.places) // 2], np.array([1.6, 0.0, -5.2])
    return _Surface(
        np.stack([palm + (middle - palm) * share for share in (0.35, 0.7)]),
        np.tile(np.eye(3), (2, 1, 1)),
        np.array([[1.9, 1.5, 2.4], [1.7, 1.4, 2.1]]),
    )


def _finger(shape: HandShape, number: int) -> Iterator[_Surface]:
    finger = _FINGERS[number]
    for joint, (point, frame) in enumerate(_joints(shape, number)):
        thick = (finger.half * _THICK[joint], finger.half * _THICK[joint + 1])
        yield _bone(point, frame, finger.length * _BONES[joint], thick)


def _joints(shape: HandShape, number: int) -> Iterator[tuple[Vector, Matrix]]:
    """Yield where each bone of a finger begins, and its frame."""
    finger = _FINGERS[number]
    point = np.array([finger.aside, 0.0, -finger.below])
    frame = about_y(-shape.spread * (1.5 - number) - _CONVERGE * finger.aside)
    for bend, share in zip((shape.knuckle, shape.middle, shape.tip), _BONES, strict=True):
        frame = frame @ about_x(-(bend + shape.more * number) * (shape.index if number == 0 else 1.0))
        yield point, frame
        point = point - finger.length * share * frame[:, 2]


_CONVERGE = -0.7
"""By how many degrees a finger points inwards for each centimetre that it is aside."""


def _bone(point: Vector, frame: Matrix, length: float, thick: tuple[float, float]) -> _Surface:
    """Return the ellipsoids along a bone that is so thick at either end."""
    count = max(2, round(length / 1.1)) + 1
    share = np.linspace(0.0, 1.0, count)[:, None]
    half = thick[0] + (thick[1] - thick[0]) * share
    radii = np.hstack([half, half, np.minimum(half, 1.1)])
    return _Surface(point - length * share * frame[:, 2], np.tile(frame, (count, 1, 1)), radii)


def grooves(skeleton: Skeleton, side: Side, shape: HandShape) -> Iterator[list[Groove]]:
    """Yield the lines between the fingers from the thumb's side on: those on the back of a hand, and on its palm."""
    wrist, frame = skeleton.points[f"{side} wrist"], skeleton.frames[f"{side} hand"]
    mirrored = np.array([1.0, sign(side), 1.0])
    for lines in _grooves(shape):
        yield [(wrist + (points * mirrored) @ frame.T, (out * mirrored) @ frame.T) for points, out in lines]


@lru_cache(maxsize=256)
def _grooves(shape: HandShape) -> tuple[list[Groove], list[Groove]]:
    """Return the lines between the fingers of a left hand, on its back and on its palm."""
    middles = [_middle_line(shape, number) for number in range(len(_FINGERS))]
    back, palm = [], []
    for (one, one_out), (two, two_out) in pairwise(middles):
        outward = one_out + two_out
        outward /= np.linalg.norm(outward, axis=1)[:, None]
        middle = (one + two) / 2
        back.append(_with_dimple(shape, middle, outward))
        palm.append(((middle - outward * _OVER_GROOVE)[5:], -outward[5:]))
    return back, palm


def _with_dimple(shape: HandShape, middle: Floats, outward: Floats) -> Groove:
    """Return a line on the back of a hand: where knuckles are bent it begins between them."""
    line = middle + outward * _OVER_GROOVE
    if shape.knuckle < _KNUCKLES_SHOW:
        return line[3:], outward[3:]
    above = middle[0] + np.array([[0.0, _OVER_PALM, along] for along in (2.4, 1.6, 0.8, 0.2)])
    return np.concatenate([above, line]), np.concatenate([np.tile([0.0, 1.0, 0.0], (4, 1)), outward])


_OVER_GROOVE, _OVER_PALM = 0.75, 1.3
"""How far the skin is from the middle of the fingers between two of them, and between two knuckles."""
_KNUCKLES_SHOW = 24.0
"""From how many degrees on a bent knuckle stands out."""


def _middle_line(shape: HandShape, number: int) -> tuple[Floats, Floats]:
    """Return points (n, 3) along a finger at the same shares of its length, and where its back faces."""
    points, backs = [], []
    for joint, (point, frame) in enumerate(_joints(shape, number)):
        share = np.linspace(0.0, 1.0, _STEPS, endpoint=False)[:, None]
        points.append(point - _FINGERS[number].length * _BONES[joint] * share * frame[:, 2])
        backs.append(np.tile(frame[:, 1], (_STEPS, 1)))
    return np.concatenate(points), np.concatenate(backs)


_STEPS = 6
