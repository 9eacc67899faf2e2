"""From the places on bones between which a muscle runs to points in the world. Centimetres."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.muscle_site import BonePlace
from stretchbook.poses.body.rotation import Vector
from stretchbook.poses.body.sides import Side
from stretchbook.poses.body.skeleton import Skeleton, sign
from stretchbook.poses.body.surface import BUILDS, Girth


def strand(skeleton: Skeleton, side: Side, places: Iterable[BonePlace], build: Girth = BUILDS["slim"]) -> list[Vector]:
    """Return the points of a strand in the world. On a build that is not slim they go with its skin."""
    return [_point(skeleton, side, place if build == BUILDS["slim"] else _on(build, place)) for place in places]


def _on(build: Girth, place: BonePlace) -> BonePlace:
    if place.bone in ("spine", "pelvis"):
        return place._replace(forward=place.forward * build.deep, out=place.out * build.wide)
    if place.bone in ("upper arm", "forearm", "thigh", "shank"):
        return place._replace(forward=place.forward * build.limbs, out=place.out * build.limbs)
    return place


def _point(skeleton: Skeleton, side: Side, place: BonePlace) -> Vector:
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
        "forearm": (f"{side} elbow", f"{side} forearm"),
        "thigh": (f"{side} hip", f"{side} thigh"),
        "shank": (f"{side} knee", f"{side} shank"),
    }[place.bone]
    found: Vector = skeleton.points[point] + skeleton.frames[frame] @ np.array([place.forward, out, place.up])
    return found


def distance(points: NDArray[np.float64], path: list[Vector]) -> NDArray[np.float64]:
    """Return how far each of the points (n, 3) is from a path."""
    nearest = np.full(len(points), np.inf)
    for start, end in pairwise(path):
        way, from_start = end - start, points - start
        share = np.clip(np.einsum("ni,i->n", from_start, way / float(way @ way)), 0, 1)
        off = from_start - share[:, None] * way
        np.minimum(nearest, np.einsum("ni,ni->n", off, off), out=nearest)
    return np.asarray(np.sqrt(nearest), np.float64)
