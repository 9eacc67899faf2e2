"""Where a figure is looked at from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Camera:
    """A camera without perspective. The world has X forward, Y to the person's left, Z up, in centimetres.

    `azimuth` in degrees: 0 looks at the person's front, 90 from their right side, -90 from their left, 180 at the back.
    `elevation` in degrees: positive looks from above.
    """

    azimuth: float
    elevation: float = 0.0

    @cached_property
    def matrix(self) -> NDArray[np.float64]:
        """Axes of the view in the world, as rows (3, 3): screen right, screen up, towards the viewer.

        `matrix @ point` gives a point of the world in the view; its transpose leads back.
        """
        turn, rise = radians(self.azimuth), radians(self.elevation)
        right = np.array([sin(turn), cos(turn), 0.0])
        towards = np.array([cos(turn) * cos(rise), -sin(turn) * cos(rise), sin(rise)])
        axes = np.stack([right, np.cross(towards, right), towards])
        axes.flags.writeable = False
        return axes
