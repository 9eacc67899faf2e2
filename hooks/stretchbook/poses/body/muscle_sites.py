"""Where each muscle lies on the body: strands between places on bones, and how far around them the skin is shown.

A muscle without strands cannot be highlighted. Centimetres; `out` is towards the muscle's own side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.rotation import Vector
from stretchbook.poses.body.skeleton import Side, Skeleton, sign
from stretchbook.poses.body.surface import BUILDS, Build


class Place(NamedTuple):
    """A place on a bone. On `spine` and `neck`, `up` is along the chain; elsewhere it is in the bone's own frame."""

    bone: str
    forward: float
    out: float
    up: float


class Lie(NamedTuple):
    """How a muscle lies: its strands, how far around them it shows, and on which parts of the skin."""

    strands: tuple[tuple[Place, ...], ...]
    radius: float
    parts: tuple[str, ...]


def _spine(up: float, forward: float, out: float) -> Place:
    return Place("spine", forward, out, up)


def _neck(up: float, forward: float, out: float) -> Place:
    return Place("neck", forward, out, up)


def _head(forward: float, out: float, up: float) -> Place:
    return Place("head", forward, out, up)


def _blade(forward: float, out: float, up: float) -> Place:
    return Place("shoulder", forward, out, up)


def _arm(forward: float, out: float, up: float) -> Place:
    return Place("upper arm", forward, out, up)


def _pelvis(forward: float, out: float, up: float) -> Place:
    return Place("pelvis", forward, out, up)


def _thigh(forward: float, out: float, up: float) -> Place:
    return Place("thigh", forward, out, up)


_TORSO = ("torso",)
_TORSO_NECK = ("torso", "neck")
_TORSO_ARM = ("torso", "upper arm", "lower upper arm")

LIES: Mapping[str, Lie] = {
    "trapezius-upper": Lie(
        ((_head(-7.6, 2, -4.5), _neck(6.0, -5, 2.6), _neck(2.2, -4, 5), _blade(-1.2, -8, 6.2), _blade(-1, -1, 4.6)),),
        3.9, _TORSO_NECK,
    ),
    "trapezius-middle": Lie(
        ((_spine(49, -9, 1.5), _blade(-5, -5, 2)), (_spine(46, -10, 1.5), _blade(-6, -6, -1))), 3.1, _TORSO,
    ),
    "trapezius-lower": Lie(
        (
            (_spine(28, -9.6, 1.5), _spine(37, -10.4, 3.5), _blade(-7.5, -8, -3)),
            (_spine(36, -10, 1.5), _blade(-7.5, -8, -2)),
        ), 2.6, _TORSO,
    ),
    "rhomboid-minor": Lie(((_spine(49.5, -8.5, 1.5), _spine(46.5, -9, 7.3)),), 1.9, _TORSO),
    "rhomboid-major": Lie(
        (
            (_spine(47, -9, 2), _spine(43, -9.5, 7.5)), (_spine(44, -10, 2), _spine(39, -10, 7.8)),
            (_spine(41, -10, 2), _spine(36, -10, 8)),
        ), 2.3, _TORSO,
    ),
    "levator-scapulae": Lie(((_neck(8.2, -2.2, 4.8), _neck(2.2, -4, 5), _spine(50.5, -6, 8)),), 2.3, _TORSO_NECK),
    "latissimus-dorsi": Lie(
        (
            (_spine(10, -8, 3), _spine(24, -8.5, 9.5), _spine(33, -6, 13.5), _blade(-4, -3, -9)),
            (_spine(20, -9, 3), _spine(29, -9.5, 8), _spine(36, -7, 13)),
            (_spine(28, -9.5, 3), _spine(34, -9, 10)),
            (_spine(18, -6, 11.5), _spine(28, -4, 14), _blade(-3.5, -2.5, -9)),
        ), 3.4, _TORSO_ARM,
    ),
    "erector-spinae-thoracic": Lie(
        ((_spine(20, -8.6, 3.3), _spine(30, -9.8, 3.3), _spine(38, -10.6, 3.3), _spine(46, -9.5, 3)),), 2.8, _TORSO,
    ),
    "multifidus": Lie(((_spine(3, -11, 2), _spine(12, -9, 2), _spine(24, -9, 1.6)),), 2.2, _TORSO),
    "transversospinales-thoracic": Lie(
        ((_spine(22, -9, 1.4), _spine(32, -10, 1.4), _spine(42, -10.2, 1.4), _spine(48, -9, 1.4)),), 1.9, _TORSO,
    ),
    "pectoralis-major": Lie(
        (
            (_spine(48.0, 7, 4.0), _spine(47.6, 7, 9), _blade(3.6, -4, -2), _blade(4.6, -0.6, -3), _arm(4, -1.5, -6)),
            (_spine(44.8, 9.6, 3.4), _spine(44.4, 10, 9), _blade(4, -4, -4), _blade(4.2, -1, -4), _arm(4, -1.5, -6)),
            (_spine(41.2, 11.4, 3.2), _spine(41.6, 11.2, 9), _blade(4, -4, -6), _arm(3.6, -2, -7)),
            (_spine(38, 12, 4.0), _spine(39, 11.6, 9), _blade(3.4, -4, -8), _arm(3.2, -2.5, -8)),
        ), 2.6, _TORSO_ARM,
    ),
    "pectoralis-minor": Lie(
        ((_blade(3, -5, 0), _spine(40, 11, 9.5)), (_blade(3, -5, 0), _spine(37, 11.5, 10))), 2.3, _TORSO,
    ),
    "deltoid-anterior": Lie(((_blade(4, -3, 2), _arm(4.6, 1.5, -3), _arm(2, 4, -11)),), 2.9, _TORSO_ARM),
    "deltoid-middle": Lie(((_blade(0, 1.5, 4.6), _arm(0, 4.6, -3), _arm(0, 4.4, -12)),), 2.9, _TORSO_ARM),
    "deltoid-posterior": Lie(
        ((_blade(-5, -5, 1.5), _arm(-3.4, 3.2, 0.5), _arm(-3.4, 3.4, -5), _arm(-2, 4, -11)),),
        3.2, _TORSO_ARM,
    ),
    "supraspinatus": Lie(((_blade(-4.5, -10, 3.4), _blade(-3, -3, 4.4)),), 2.0, _TORSO),
    "infraspinatus": Lie(
        ((_spine(41, -10, 8), _blade(-6.5, -3, -1), _arm(-4, 2, -1)), (_spine(37, -9.5, 9.5), _blade(-6.5, -3, -2))),
        2.7, _TORSO_ARM,
    ),
    "teres-minor": Lie(((_spine(37, -8.6, 11), _blade(-5.5, -2, -3), _arm(-4, 2, -3)),), 1.8, _TORSO_ARM),
    "teres-major": Lie(((_spine(34.5, -8.4, 11), _blade(-4.5, -3, -7), _arm(-3, -2.5, -6)),), 2.2, _TORSO_ARM),
    "serratus-anterior": Lie(
        (
            (_spine(34, 5, 13.6), _spine(39, 1, 15)), (_spine(31, 4, 13.2), _spine(36, 0, 15)),
            (_spine(38, 6, 14), _spine(42, 1, 15)),
        ), 2.3, _TORSO,
    ),
    "sternocleidomastoid": Lie(
        ((_head(-1.5, 6.2, -4.5), _neck(4.4, 3.4, 4.6), _spine(51.5, 5.5, 1.8)),),
        1.7, _TORSO_NECK,
    ),
    "scalenes": Lie(((_neck(8.8, 0.5, 5), _neck(1.1, 0.8, 6), _spine(51.5, 2, 5.5)),), 1.9, _TORSO_NECK),
    "suboccipitals": Lie(
        (
            (_head(-7.2, 2.4, -4.6), _neck(8.6, -4.6, 2.6)),
            (_head(-7.6, 1, -4.6), _neck(8.6, -5.4, 1)),
            (_head(-5.8, 4.6, -5.2), _neck(8.4, -3.2, 4.2)),
        ),
        2.4, ("neck", "head"),
    ),
    "deep-neck-flexors": Lie(((_neck(10.5, 4.6, 0.6), _neck(3.3, 5.6, 0.6)),), 2.4, ("neck",)),
    "splenius": Lie(
        ((_head(-5.5, 5.2, -4), _neck(6, -4.6, 3.2), _neck(0.5, -5.8, 1.6)),),
        2.1, ("neck", "torso", "head"),
    ),
    "semispinalis-neck": Lie(((_neck(10.4, -5, 1.6), _neck(1.1, -5.8, 1.8)),), 2.2, _TORSO_NECK),
    "intercostals": Lie(((_spine(26, 4, 13), _spine(34, 4, 14.4), _spine(39, 3, 15)),), 3.2, _TORSO),
    "rectus-abdominis": Lie(
        ((_spine(2, 9, 3.4), _spine(12, 9.2, 3.4), _spine(24, 10, 3.6), _spine(30, 11, 4)),),
        3.2, _TORSO,
    ),
    "obliques": Lie(
        (
            (_spine(35, 5, 13.6), _spine(24, 5.5, 12), _spine(13, 7.5, 9.5)),
            (_spine(31, 1, 14.6), _spine(20, 2, 12.6), _spine(9.5, 4, 13)),
            (_spine(28, 8, 11), _spine(18, 7.8, 9.5), _spine(10.5, 8, 8.8)),
        ), 2.8, _TORSO,
    ),
    "quadratus-lumborum": Lie(((_spine(9, -8, 6.5), _spine(22, -8.4, 5.5)),), 2.5, _TORSO),
    "thoracolumbar-fascia": Lie(((_spine(4, -10.8, 2.5), _spine(14, -9, 2.8), _spine(24, -9, 2)),), 2.6, _TORSO),
    "gluteus-maximus": Lie(((_pelvis(-10, 4, 4), _pelvis(-11, 8, -3), _thigh(-7, 4, -6)),), 4.6, ("torso", "thigh")),
    "gluteus-medius": Lie(((_pelvis(-5, 13.5, 9), _pelvis(-2, 15.5, 2)),), 3.6, ("torso", "thigh")),
    "piriformis": Lie(((_pelvis(-11, 3.5, 2), _pelvis(-8, 12, -1)),), 2.4, ("torso", "thigh")),
    "hamstrings": Lie(
        ((_thigh(-8.4, 0, -6), _thigh(-7.4, 0, -20), _thigh(-5.4, 0, -36)),),
        4.0, ("thigh", "lower thigh"),
    ),
    "hip-flexors": Lie(((_pelvis(8, 6, 6), _thigh(8.2, 0, -4), _thigh(8, 0, -12)),), 3.2, ("torso", "thigh")),
    "triceps-long-head": Lie(
        ((_arm(-4, 0, -5), _arm(-4.6, 0, -13), _arm(-3.4, 0, -25)),),
        3.3, ("upper arm", "lower upper arm"),
    ),
    "biceps-brachii": Lie(
        ((_arm(4.2, 0, -6), _arm(5, 0, -14), _arm(4, 0, -25)),),
        3.2, ("upper arm", "lower upper arm"),
    ),
}  # fmt: skip
"""By a muscle's id. `subscapularis` has none: it lies between the blade and the ribs, where no skin is over it."""


def strand(skeleton: Skeleton, side: Side, places: Iterable[Place], build: Build = BUILDS["slim"]) -> list[Vector]:
    """Give the points of a strand in the world. On a build that is not slim they go with its skin."""
    return [_point(skeleton, side, place if build == BUILDS["slim"] else _on(build, place)) for place in places]


def _on(build: Build, place: Place) -> Place:
    if place.bone in ("spine", "pelvis"):
        return place._replace(forward=place.forward * build.deep, out=place.out * build.wide)
    if place.bone in ("upper arm", "thigh"):
        return place._replace(forward=place.forward * build.limbs, out=place.out * build.limbs)
    return place


def _point(skeleton: Skeleton, side: Side, place: Place) -> Vector:
    out = sign(side) * place.out
    if place.bone in ("spine", "neck"):
        station = skeleton.on_spine(place.up) if place.bone == "spine" else skeleton.on_neck(place.up)
        beside: Vector = station.point + station.frame @ np.array([place.forward, out, 0.0])
        return beside
    point, frame = {
        "head": ("head", "head"),
        "pelvis": ("pelvis", "pelvis"),
        "shoulder": (f"{side} shoulder", "chest"),
        "upper arm": (f"{side} shoulder", f"{side} upper arm"),
        "thigh": (f"{side} hip", f"{side} thigh"),
    }[place.bone]
    found: Vector = skeleton.points[point] + skeleton.frames[frame] @ np.array([place.forward, out, place.up])
    return found


def distance(points: NDArray[np.float64], path: list[Vector]) -> NDArray[np.float64]:
    """Give how far each of the points (n, 3) is from a path."""
    nearest = np.full(len(points), np.inf)
    for start, end in pairwise(path):
        way, from_start = end - start, points - start
        share = np.clip(np.einsum("ni,i->n", from_start, way / float(way @ way)), 0, 1)
        off = from_start - share[:, None] * way
        np.minimum(nearest, np.einsum("ni,ni->n", off, off), out=nearest)
    return np.asarray(np.sqrt(nearest), np.float64)
