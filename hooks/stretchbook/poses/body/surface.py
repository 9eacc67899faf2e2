"""The surface of the body: ellipsoids along the bones, so close together that they make one skin. Centimetres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.figure import Person
from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.feet import foot, tucked
from stretchbook.poses.body.hands import HandShape, hand
from stretchbook.poses.body.rotation import Matrix, Vector, about_y
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.skeleton import Skeleton, sign

Floats = NDArray[np.float64]

STEP = 1.5
"""How far apart ellipsoids along a bone are."""


class Row(NamedTuple):
    """A cross-section of a limb: its place along the bone from 0 to 1, and centimetres."""

    along: float
    half_depth: float
    half_width: float
    forward: float = 0.0
    out: float = 0.0


@dataclass(frozen=True)
class Girth:
    """How much broader than the tables a body is: its trunk to the side and to the front, and its limbs."""

    wide: float
    deep: float
    limbs: float
    hips: float = 1.0
    waist: float = 1.0
    shoulders: float = 1.0
    """What the width of the trunk is multiplied by there. Its depth is what it lies on, and stays."""
    bust: float = 0.0
    """How far the breasts stand out, centimetres."""


BUILDS: Mapping[str, Girth] = {
    "slim": Girth(1.0, 1.0, 1.0),
    "broad": Girth(1.13, 1.17, 1.1),
    "woman": Girth(1.0, 1.0, 0.94, hips=1.05, waist=0.88, shoulders=0.93, bust=1.8),
    "man": Girth(1.0, 1.0, 1.07, hips=0.95, waist=1.03, shoulders=1.06),
}
_GIRTHS = (0.0, 18.0, 38.0)
"""Where hips, waist and shoulders are, centimetres above the hips."""

# Thinner above a joint, broad at it, and with most flesh below it: so a limb is no tube.
_THIGH = (
    Row(0, 8.9, 8.5, -0.5), Row(0.15, 8.9, 8.3), Row(0.4, 7.7, 7.2, 0.7), Row(0.7, 6.1, 5.7, 0.6),
    Row(0.88, 5.2, 4.9, 0.3), Row(1, 5.1, 5.1, 0.2),
)  # fmt: skip
_SHANK = (
    Row(0, 5.0, 5.0, 0.3), Row(0.1, 4.7, 4.6, -0.2), Row(0.28, 5.5, 5.3, -1.2), Row(0.5, 4.7, 4.5, -1.1),
    Row(0.75, 3.3, 3.1, -0.4), Row(0.93, 2.9, 2.6), Row(1, 3.1, 2.8),
)  # fmt: skip
_UPPER_ARM = (
    Row(0, 3.6, 3.1), Row(0.1, 4.4, 3.9), Row(0.24, 4.9, 4.4), Row(0.45, 4.6, 4.0, 0.3), Row(0.72, 3.8, 3.5, 0.2),
    Row(0.88, 3.2, 3.2), Row(1, 3.2, 3.4),
)  # fmt: skip
_FOREARM = (
    Row(0, 3.3, 3.4), Row(0.12, 3.7, 3.6, 0.1), Row(0.26, 4.1, 3.7, 0.2), Row(0.5, 3.5, 3.1, 0.1),
    Row(0.78, 2.6, 2.2), Row(1, 2.55, 1.9),
)  # fmt: skip
_TRUNK = (
    Row(-9, 8.0, 13.0, -1.0), Row(-5, 10.3, 15.4, -1.2), Row(0, 10.9, 16.2, -1.2), Row(6, 10.3, 15.4, -0.9),
    Row(12, 9.2, 13.5, -0.2), Row(18, 8.9, 12.7, 0.4), Row(25, 9.6, 13.4, 0.8), Row(32, 10.6, 14.8, 0.9),
    Row(38, 11.1, 15.8, 0.7), Row(43, 10.7, 16.0, 0.2), Row(47.5, 9.0, 14.7, -0.6), Row(51, 7.0, 11.0, -1.2),
    Row(54, 5.6, 7.0, -0.8),
)  # fmt: skip


def body(skeleton: Skeleton, person: Person, hands: Mapping[Side, HandShape]) -> list[Blob]:
    """Return the whole surface, each hand in its shape."""
    build = BUILDS[person.build]
    blobs = [*trunk(skeleton, build), *neck_and_head(skeleton, person)]
    for side in SIDES:
        blobs += [*leg(skeleton, side, build), *arm(skeleton, side, build), *hand(skeleton, side, hands[side])]
    return blobs


def trunk(skeleton: Skeleton, build: Girth) -> Iterator[Blob]:
    """Yield pelvis, belly, rib cage and buttocks."""
    places, rows = _trunk_rows(build)
    points, frames = skeleton.along_spine(places)
    # Two ellipsoids side by side are flatter in front and behind than one.
    for aside in (0.22, -0.22):
        shift = np.stack([rows[:, 3], aside * rows[:, 1], np.zeros(len(rows))], axis=1)
        centres = points + np.einsum("nij,nj->ni", frames, shift)
        yield from _blobs(centres, frames, rows[:, :3] * [1.0, 0.78, 1.0], "torso")
    pelvis = skeleton.frames["pelvis"]
    for side in SIDES:
        centre = skeleton.points[f"{side} hip"] + pelvis @ np.array([-4.2, -0.8 * sign(side), -1.5])
        yield Blob(centre, pelvis, np.array([8.2 * build.deep, 8.0 * build.wide * build.hips, 9.0]), "torso")
    if build.bust:
        yield from _bust(skeleton, build)


def _bust(skeleton: Skeleton, build: Girth) -> Iterator[Blob]:
    chest = skeleton.on_spine(35.0)
    for side in SIDES:
        centre = chest.point + chest.frame @ np.array([6.6 + build.bust, 6.4 * sign(side), 0.0])
        yield Blob(centre, chest.frame, np.array([5.2, 6.0, 5.8]), "torso")


@cache
def _trunk_rows(build: Girth) -> tuple[Floats, Floats]:
    """Return places (n,) along the spine, and there (n, 4) half depth, half width, half height and forward shift."""
    places = np.arange(-9.0, bones.TRUNK + 0.01, STEP)
    depth, width, forward, _ = _sections(_TRUNK, places).T * np.array([[build.deep], [build.wide], [1.0], [1.0]])
    width *= np.interp(places, _GIRTHS, [build.hips, build.waist, build.shoulders])
    height = np.minimum(depth, np.where(places > 45, 5.0, 6.0))
    return places, np.stack([depth, width, height, forward], axis=1)


def neck_and_head(skeleton: Skeleton, person: Person) -> Iterator[Blob]:
    """Yield the neck, the head with nose, lips and ears, and hair that stands off the head."""
    yield from _neck(skeleton)
    head, frame = skeleton.points["head"], skeleton.frames["head"]
    lumps = (*_HEAD, *_HAIR.get(person.hair, ()))
    centres = head + np.array([place for place, _, _ in lumps]) @ frame.T
    for centre, (_, radii, part) in zip(centres, lumps, strict=True):
        yield Blob(centre, frame, np.array(radii), part)
    for side in SIDES:
        # Longer hair is behind the ears.
        ear = np.array([-0.6, (8.4 if person.hair == "bob" else 7.2) * sign(side), -1.2])
        yield Blob(head + frame @ ear, frame @ about_y(-12), np.array([1.9, 0.9, 3.2]), "ear")


def _neck(skeleton: Skeleton) -> Iterator[Blob]:
    places = np.arange(-3.0, bones.NECK + 0.01, 1.0)
    points, frames = skeleton.along_neck(places)
    share = np.maximum(places, 0.0) / bones.NECK
    centres = points + frames[:, :, 0] * (0.3 - 0.4 * share)[:, None]
    radii = np.stack([5.6 - 0.2 * share, 5.7 - 0.5 * share, np.full(len(share), 3.0)], axis=1)
    yield from _blobs(centres, frames, radii, "neck")


_JAW = tuple(
    ((4.2 + 1.6 * t, 0.0, -5.2 - 3.2 * t), (4.2 - 1.6 * t, 5.4 - 2.6 * t, 3.4 - 0.9 * t), "head")
    for t in (0.0, 0.25, 0.5, 0.75, 1.0)
)
_NOSE = tuple(
    ((8.0 + 1.1 * t, 0.0, 1.2 - 3.3 * t), (0.9 + 0.4 * t, 0.75 + 0.65 * t, 1.1 + 0.1 * t), "head")
    for t in (0.0, 0.33, 0.67, 1.0)
)
_HEAD = (
    ((-0.8, 0.0, 1.6), (9.4, 7.4, 9.2), "head"),
    ((2.0, 0.0, -2.6), (6.8, 6.3, 8.2), "head"),
    ((3.4, 0.0, 3.0), (5.3, 6.0, 5.6), "head"),
    ((8.25, 0.0, -4.5), (0.85, 1.9, 0.7), "head"),
    ((8.1, 0.0, -5.9), (0.9, 1.7, 0.75), "head"),
    *_JAW,
    *_NOSE,
)
_HAIR = {
    "short": (((-0.9, 0.0, 2.5), (9.25, 7.75, 9.0), "hair"),),
    "bun": (((-9.8, 0.0, 5.0), (3.9, 4.2, 3.9), "hair"),),
    "bob": (
        ((-2.4, 0.0, 1.6), (9.0, 8.8, 9.5), "hair"),
        ((-3.6, 0.0, -2.6), (7.2, 8.8, 7.0), "hair"),
        ((-4.4, 0.0, -5.6), (6.0, 8.2, 5.6), "hair"),
    ),
}


def leg(skeleton: Skeleton, side: Side, build: Girth) -> Iterator[Blob]:
    """Yield thigh, shank and foot."""
    yield from thigh(skeleton, side, build)
    yield from _SHANK_LIMB.blobs(skeleton.points[f"{side} knee"], skeleton.frames[f"{side} shank"], side, build.limbs)
    yield _tip(skeleton, side, ("hip", "knee", "ankle"), _KNEECAP, "shank", build)
    yield from foot(skeleton, side, tucked(skeleton, side))


def thigh(skeleton: Skeleton, side: Side, build: Girth) -> Iterator[Blob]:
    """Yield a thigh."""
    yield from _THIGH_LIMB.blobs(skeleton.points[f"{side} hip"], skeleton.frames[f"{side} thigh"], side, build.limbs)


def arm(skeleton: Skeleton, side: Side, build: Girth) -> Iterator[Blob]:
    """Yield the shoulder with what joins it to neck and chest, the upper arm and the forearm."""
    points, frames = skeleton.points, skeleton.frames
    yield from _shoulder_girdle(skeleton, side)
    shoulder, upper = points[f"{side} shoulder"], frames[f"{side} upper arm"]
    part = f"{side} upper arm"
    down = skeleton.frames["chest"][:, 2] * 0.9
    yield Blob(shoulder - 0.4 * upper[:, 2] - down, upper, np.array([4.3, 3.8, 3.6]) * build.limbs, part)
    deltoid = shoulder + upper @ np.array([0.0, -0.1 * sign(side), -5.6]) - down
    yield Blob(deltoid, upper, np.array([4.8, 4.5, 6.6]) * build.limbs, part)
    yield from _UPPER_ARM_LIMB.blobs(shoulder, upper, side, build.limbs)
    yield from _FOREARM_LIMB.blobs(points[f"{side} elbow"], frames[f"{side} forearm"], side, build.limbs)
    yield _tip(skeleton, side, ("shoulder", "elbow", "wrist"), _ELBOW, "forearm", build)


def _tip(
    skeleton: Skeleton,
    side: Side,
    joints: tuple[str, str, str],
    shape: tuple[float, float, float],
    part: str,
    build: Girth,
) -> Blob:
    """Return the bone that stands out where a joint is bent: an elbow's tip, a kneecap."""
    above, joint, below = (skeleton.points[f"{side} {name}"] for name in joints)
    outward: Vector = joint - (above + below) / 2
    bent = float(np.linalg.norm(outward))
    far, half, least = shape
    way = outward / max(bent, 1e-9) * far * min(1.0, bent / least)
    return Blob(joint + way, np.eye(3), np.full(3, half * build.limbs), f"{side} {part}")


_ELBOW = (1.5, 2.6, 8.0)
_KNEECAP = (2.0, 4.2, 10.0)
"""How far from the joint, how thick, and from how far on it stands out by all of that: centimetres that the joint is
from the middle between the ends of its bones."""


def _shoulder_girdle(skeleton: Skeleton, side: Side) -> Iterator[Blob]:
    out = sign(side)
    chest, shoulder = skeleton.frames["chest"], skeleton.points[f"{side} shoulder"]
    acromion = shoulder + chest @ np.array([-0.4, -0.6 * out, 0.2])
    neck = skeleton.on_neck(6.6).point + chest @ np.array([-1.6, 2.2 * out, -0.6])
    share = np.linspace(0, 1, 16)[:, None]
    # From the neck it slopes down in one soft bow, and goes over into the shoulder without a step.
    sag = 0.4 * np.sin(np.pi * share) * chest[:, 2]
    radii = np.hstack([4.2 + 0.3 * share, 3.4 + 0.4 * share, 2.9 + 0.8 * share])
    yield from _blobs(neck + (acromion - neck) * share + sag, chest, radii, "torso")
    ribs = skeleton.on_spine(42.0).point + chest @ np.array([0.0, 8.0 * out, 0.0])
    share = np.linspace(0, 1, 8)[:, None]
    radii = np.hstack([8.4 - 3.4 * share, 5.5 - 1.1 * share, 8.5 - 4.7 * share])
    yield from _blobs(ribs + (shoulder - ribs) * share, chest, radii, "torso")


@dataclass(frozen=True)
class Limb:
    """A bone with what is around it. From the share `change` on, its ellipsoids are of the second part."""

    table: tuple[Row, ...]
    length: float
    parts: tuple[str, str]
    change: float

    def blobs(self, start: Vector, frame: Matrix, side: Side, broad: float) -> Iterator[Blob]:
        """Yield the ellipsoids, from the bone's upper end; they are so many times as broad as the table."""
        places, radii, count = _limb_rows(self)
        centres = start + (places * [1, sign(side), 1]) @ frame.T
        wide = radii * [broad, broad, 1]
        yield from _blobs(centres[:count], frame, wide[:count], f"{side} {self.parts[0]}")
        yield from _blobs(centres[count:], frame, wide[count:], f"{side} {self.parts[1]}")


_THIGH_LIMB = Limb(_THIGH, bones.THIGH, ("thigh", "lower thigh"), 0.35)
_SHANK_LIMB = Limb(_SHANK, bones.SHANK, ("shank", "lower shank"), 0.25)
_UPPER_ARM_LIMB = Limb(_UPPER_ARM, bones.UPPER_ARM, ("upper arm", "lower upper arm"), 0.42)
_FOREARM_LIMB = Limb(_FOREARM, bones.FOREARM, ("forearm", "lower forearm"), 0.3)


@cache
def _limb_rows(limb: Limb) -> tuple[Floats, Floats, int]:
    """Return the places in the frame of a left bone, the radii, both (n, 3), and how many are of the first part."""
    share = np.linspace(0.0, 1.0, max(2, int(limb.length / STEP)) + 1)
    depth, width, forward, out = _sections(limb.table, share).T
    places = np.stack([forward, out, -share * limb.length], axis=1)
    radii = np.stack([depth, width, np.minimum(depth, width)], axis=1)
    return places, radii, int((share < limb.change).sum())


def _blobs(centres: Floats, frames: Floats, radii: Floats, part: str) -> Iterator[Blob]:
    """Return ellipsoids from centres (n, 3), one frame (3, 3) or many (n, 3, 3), and radii (n, 3)."""
    each = frames if frames.ndim == 3 else repeat(frames)
    return map(Blob, centres, each, radii, repeat(part))


def _sections(table: tuple[Row, ...], places: Floats) -> Floats:
    """Read a table at many places: (places, 4) of half depth, half width, forward and outward shift."""
    rows = np.array(table)
    return np.stack([_smooth(rows[:, 0], rows[:, column], places) for column in range(1, 5)], axis=1)


def _smooth(along: Floats, values: Floats, places: Floats) -> Floats:
    """Read a table by cubic Hermite curves through its rows, so that no outline has a bump at a row."""
    at = np.clip(places, along[0], along[-1])
    index = np.clip(np.searchsorted(along, at, side="right") - 1, 0, len(along) - 2)
    slopes = np.gradient(values, along)
    step = along[index + 1] - along[index]
    u = (at - along[index]) / step
    read: Floats = (
        (2 * u**3 - 3 * u**2 + 1) * values[index]
        + (u**3 - 2 * u**2 + u) * step * slopes[index]
        + (3 * u**2 - 2 * u**3) * values[index + 1]
        + (u**3 - u**2) * step * slopes[index + 1]
    )
    return read
