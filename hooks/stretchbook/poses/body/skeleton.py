"""The bones of a person of 170 cm: how long they are, and where they are in a pose. All lengths are centimetres."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.rotation import Matrix, Vector
from stretchbook.poses.body.sides import Side

HIP_HALF_WIDTH = 8.8
SACRUM = 9.0
LUMBAR = 16.0
THORACIC = 29.0
NECK = 11.0
UPPER_ARM = 29.0
FOREARM = 25.0
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
    """Return 1 for the left, which is where Y grows, and -1 for the right."""
    return 1 if side == "left" else -1


def other(side: Side) -> Side:
    """Return the other side."""
    return "right" if side == "left" else "left"


_DIGITS = 9
"""How many decimals of a centimetre, or of a direction, count."""


def settled(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return numbers without the last digits: processors multiply and add in different order."""
    # No zero is less than zero.
    return np.round(numbers, _DIGITS) + 0.0


@dataclass(frozen=True)
class Station:
    """A place along a chain of bones: how far along it is (cm), where, and its frame."""

    along: float
    point: Vector
    frame: Matrix

    def moved(self, by: Vector) -> Station:
        """Return the same station somewhere else."""
        return Station(self.along, self.point + by, self.frame)

    def settled(self) -> Station:
        """Return the same station without the digits in which machines differ."""
        return Station(self.along, settled(self.point), settled(self.frame))


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

    def settle(self) -> None:
        """Drop the digits in which machines differ, so that what is decided by them is the same on all."""
        self.points = {name: settled(point) for name, point in self.points.items()}
        self.frames = {name: settled(frame) for name, frame in self.frames.items()}
        self.spine = [station.settled() for station in self.spine]
        self.neck = [station.settled() for station in self.neck]

    def on_spine(self, along: float) -> Station:
        """Return the place so many centimetres above the hips, also a little beyond either end."""
        return _between(self.spine, along)

    def along_spine(self, places: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the points (n, 3) and frames (n, 3, 3) of many places (n,) like those that `on_spine` gives."""
        return _along(self.spine, places)

    def along_neck(self, places: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the points (n, 3) and frames (n, 3, 3) of many places (n,) like those that `on_neck` gives."""
        return _along(self.neck, places)

    def on_neck(self, along: float) -> Station:
        """Return the place so many centimetres above the base of the neck."""
        return _between(self.neck, along)


def _between(chain: list[Station], along: float) -> Station:
    points, frames = _along(chain, np.array([along]))
    return Station(along, points[0], frames[0])


def _along(chain: list[Station], places: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points and frames between stations; beyond the ends the chain goes on straight."""
    stations = np.array([station.along for station in chain])
    points, frames = np.array([station.point for station in chain]), np.array([station.frame for station in chain])
    above = np.clip(np.searchsorted(stations, places), 1, len(chain) - 1)
    inside = np.clip(places, stations[0], stations[-1])
    share = (inside - stations[above - 1]) / (stations[above] - stations[above - 1])
    found = points[above - 1] + (points[above] - points[above - 1]) * share[:, None]
    turned = frames[np.where(places < stations[0], 0, above)]
    beyond: NDArray[np.float64] = found + turned[:, :, 2] * (places - inside)[:, None]
    return beyond, turned


def middle(skeleton: Skeleton, *names: str) -> Vector:
    """Return the point in the middle of several joints."""
    found: Vector = np.mean([skeleton.points[name] for name in names], axis=0)
    return found
