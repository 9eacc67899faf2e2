"""Ellipsoids, of which the surface of the body is made, and lines on it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.rotation import Matrix, Vector


class Blob(NamedTuple):
    """One ellipsoid: its radii are along the axes of its frame."""

    centre: Vector
    frame: Matrix
    radii: Vector
    part: str


Groove = tuple[NDArray[np.float64], NDArray[np.float64]]
"""A line on the skin: its points (n, 3), and what comes out of the skin there (n, 3)."""
