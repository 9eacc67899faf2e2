"""Ellipsoids, of which the surface of the body is made."""

from __future__ import annotations

from typing import NamedTuple

from stretchbook.poses.body.rotation import Matrix, Vector


class Blob(NamedTuple):
    """One ellipsoid: its radii are along the axes of its frame."""

    centre: Vector
    frame: Matrix
    radii: Vector
    part: str
