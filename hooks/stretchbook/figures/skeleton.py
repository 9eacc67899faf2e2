"""The bones of a person of 170 cm: how long they are, and where they are in a pose. All lengths are centimetres."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from stretchbook.figures.rotation import UP, Matrix, Vector

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

HIP_HALF_WIDTH = 8.8
SACRUM = 9.0
LUMBAR = 16.0
THORACIC = 29.0
NECK = 11.0
UPPER_ARM = 29.0
FOREARM = 25.0
HAND = 17.5
THIGH = 41.5
SHANK = 40.5
ANKLE_HEIGHT = 6.8
TOE = 16.5
"""How far the ball of the foot is in front of the ankle."""

LUMBAR_STEPS, THORACIC_STEPS, NECK_STEPS = 5, 8, 5
TRUNK = SACRUM + LUMBAR + THORACIC
"""From the line between the hips to the base of the neck, along the spine."""

NECK_LEAN = 14.0
"""Degrees by which a neck at ease leans forward."""


def sign(side: Side) -> int:
    """Give 1 for the left, which is where Y grows, and -1 for the right."""
    return 1 if side == "left" else -1


def other(side: Side) -> Side:
    """Give the other side."""
    return "right" if side == "left" else "left"


@dataclass(frozen=True)
class Station:
    """A place along a chain of bones: how far along it is (cm), where, and its frame."""

    along: float
    point: Vector
    frame: Matrix

    def moved(self, by: Vector) -> Station:
        """Give the same station somewhere else."""
        return Station(self.along, self.point + by, self.frame)


@dataclass
class Skeleton:
    """Where the bones of a posed person are.

    `points` holds joints by name, such as `left elbow`; `frames` the directions of bones, such as `left forearm`:
    Z towards the bone's upper end, X to the side that is in front when the person stands at ease.
    """

    points: dict[str, Vector] = field(default_factory=dict)
    frames: dict[str, Matrix] = field(default_factory=dict)
    spine: list[Station] = field(default_factory=list)
    neck: list[Station] = field(default_factory=list)

    def move(self, by: Vector) -> None:
        """Carry the whole person somewhere else."""
        self.points = {name: point + by for name, point in self.points.items()}
        self.spine = [station.moved(by) for station in self.spine]
        self.neck = [station.moved(by) for station in self.neck]

    def on_spine(self, along: float) -> Station:
        """Give the place so many centimetres above the hips, also a little beyond either end."""
        return _between(self.spine, along)

    def on_neck(self, along: float) -> Station:
        """Give the place so many centimetres above the base of the neck."""
        return _between(self.neck, along)


def _between(chain: list[Station], along: float) -> Station:
    below = chain[0] if along <= chain[0].along else chain[-1]
    for first, second in zip(chain, chain[1:], strict=False):
        if first.along <= along <= second.along:
            share = (along - first.along) / (second.along - first.along)
            point = first.point + (second.point - first.point) * share
            return Station(along, point, second.frame)
    return Station(along, below.point + below.frame @ (UP * (along - below.along)), below.frame)


def middle(skeleton: Skeleton, *names: str) -> Vector:
    """Give the point in the middle of several joints."""
    found: Vector = np.mean([skeleton.points[name] for name in names], axis=0)
    return found
