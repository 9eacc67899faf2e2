"""The skin over the muscles that a stretch is for, where it is seen, and where it would be on the far side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.body.muscle_sites import distance, strand
from stretchbook.poses.body.rotation import Vector
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.surface import BUILDS
from stretchbook.poses.scene.stage import Look, Mask

_RIM = 1.12
"""How much wider than its radius the skin over a muscle is marked."""


@dataclass(frozen=True)
class Target:
    """Where the target muscles are: on skin that is seen, seen through their own part of the body, and all of it.

    `apart` is how much of it lies behind other parts of the body, from 0 to 1.
    """

    seen: Mask
    through: Mask
    whole: Mask
    apart: float

    @property
    def share(self) -> float:
        """How much of the target shows, from 0 to 1."""
        return self._share(self.seen)

    @property
    def share_through(self) -> float:
        """How much of the target shows if what is seen through the body counts too, from 0 to 1."""
        return self._share(self.seen | self.through)

    def _share(self, mask: Mask) -> float:
        whole = int(self.whole.sum())
        return min(1.0, float(mask.sum()) / whole) if whole else 1.0


def target(look: Look, muscles: Iterable[MuscleSite], sides: Iterable[Side] = SIDES) -> Target:
    """Return where these muscles of these sides are."""
    seen = np.zeros(look.view.part.shape, dtype=bool)
    through, whole = np.zeros_like(seen), np.zeros_like(seen)
    chosen = list(sides)
    for muscle in muscles:
        for side in chosen:
            mark = np.zeros_like(seen)
            _mark(look, muscle, side, seen, mark)
            whole |= mark
            if look.stage.figure.through or not muscle.around_arm:
                through |= mark & _part_of_body(look, muscle)
    all_of_it = max(1, int(whole.sum()))
    # Seen through a head it would be a mask on a face.
    whole &= look.is_body & ~look.is_part("head", "ear", "hair")
    return Target(seen, through & whole, whole, 1 - int((through & whole).sum()) / all_of_it)


def _part_of_body(look: Look, muscle: MuscleSite) -> Mask:
    """Where the muscle's own part of the body is: an arm in front of the trunk is not seen through."""
    own = [part for part in muscle.parts if part != "head"]
    return look.is_part("torso", "neck", *own, *(f"{side} {part}" for side in SIDES for part in own))


def _mark(look: Look, muscle: MuscleSite, side: Side, seen: Mask, through: Mask) -> None:
    allowed = np.flatnonzero(look.is_part(*muscle.parts, *(f"{side} {part}" for part in muscle.parts)))
    places = look.view.position.reshape(-1, 3)[allowed].astype(float)
    build = BUILDS[look.stage.figure.person.build]
    marked = seen.ravel()
    for places_of_strand in muscle.strands:
        points = strand(look.stage.skeleton, side, places_of_strand, build)
        near = _near(places, points, muscle.radius * _RIM)
        marked[allowed[near]] = True
        _mark_through(look, np.array(points), muscle.radius, through)


def _near(places: NDArray[np.float64], path: list[Vector], radius: float) -> NDArray[np.intp]:
    """Return the numbers of the places (n, 3) that are within a radius of a path."""
    low, high = np.min(path, axis=0) - radius, np.max(path, axis=0) + radius
    # Few places are anywhere near.
    inside = (places[:, 0] > low[0]) & (places[:, 0] < high[0])
    inside &= (places[:, 1] > low[1]) & (places[:, 1] < high[1]) & (places[:, 2] > low[2]) & (places[:, 2] < high[2])
    numbers = np.flatnonzero(inside)
    found: NDArray[np.intp] = numbers[distance(places[numbers], path) < radius]
    return found


def _mark_through(look: Look, points: NDArray[np.float64], radius: float, through: Mask) -> None:
    pixels = look.view.to_pixels((points @ look.stage.camera.matrix.T)[:, :2])
    width = radius * look.view.resolution
    low = np.floor(pixels.min(axis=0) - width).astype(int).clip(0)
    high = np.ceil(pixels.max(axis=0) + width).astype(int).clip(0)
    window = (slice(low[1], high[1]), slice(low[0], high[0]))
    part = through[window]
    if not part.size:
        return
    rows, columns = np.mgrid[window]
    rows, columns = rows[: part.shape[0], : part.shape[1]], columns[: part.shape[0], : part.shape[1]]
    grid = np.stack([columns.ravel() + 0.5, rows.ravel() + 0.5, np.zeros(columns.size)], axis=1)
    path = [np.array([x, y, 0.0]) for x, y in pixels]
    part |= (distance(grid, path) < width).reshape(part.shape)
