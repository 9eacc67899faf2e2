"""What is drawn of made-up bodies: ellipsoids and boxes, without a skeleton."""

from __future__ import annotations

from math import cos, sin

import numpy as np
from numpy.typing import NDArray
from stretchbook.poses.ink.contours import creases, regions
from stretchbook.poses.ink.curves import fit, path
from stretchbook.poses.scene.camera import Camera
from stretchbook.poses.scene.visibility import Blobs, Faces, extent, look

Floats = NDArray[np.float64]


def turned(turn: float, rise: float, roll: float) -> Floats:
    """Give a frame turned about Z, Y and X, in radians."""
    about_z = np.array([[cos(turn), -sin(turn), 0], [sin(turn), cos(turn), 0], [0, 0, 1]])
    about_y = np.array([[cos(rise), 0, sin(rise)], [0, 1, 0], [-sin(rise), 0, cos(rise)]])
    about_x = np.array([[1, 0, 0], [0, cos(roll), -sin(roll)], [0, sin(roll), cos(roll)]])
    frame: Floats = about_z @ about_y @ about_x
    return frame


def box(low: tuple[float, float, float], high: tuple[float, float, float]) -> Faces:
    """Give the six sides of a box, all of part 9."""
    ends = np.array([low, high], np.float64)
    sides = []
    for axis in range(3):
        one, other = (axis + 1) % 3, (axis + 2) % 3
        for end in (0, 1):
            side = np.empty((4, 3))
            side[:, axis] = ends[end, axis]
            side[:, one], side[:, other] = ends[[0, 1, 1, 0], one], ends[[0, 0, 1, 1], other]
            sides.append(side)
    return Faces(tuple(sides), (9,) * 6)


def bodyful(count: int = 60) -> Blobs:
    """Give many ellipsoids in a row that wavers, turned every way."""
    steps = np.arange(count)
    centres = np.stack([steps * 1.5 - count * 0.75, np.sin(steps * 0.7) * 6, 30 + np.cos(steps * 0.4) * 9], axis=1)
    frames = np.stack([turned(step * 0.9, step * 0.5, step * 0.3) for step in steps])
    radii = 3 + np.stack([np.sin(steps), np.cos(steps), np.sin(steps * 2)], axis=1) * 1.5
    return Blobs(centres, frames, radii, steps // 10 + 1)


def everything_drawn() -> str:
    body, prop, camera = bodyful(), box((-8, -20, 0), (8, 20, 12)), Camera(40, 15)
    view = look(body, prop, camera, extent(body, prop, camera, 2), 3)
    steps = np.abs(np.diff(view.part, axis=1)) > 0, np.abs(np.diff(view.part, axis=0)) > 0
    outlines = [path(fit(line, 0.6, closed=True), closed=True, scale=3) for line in regions(view.part > 0)]
    return "".join(outlines + [path(fit(line, 0.6), scale=3) for line in creases(*steps, least_length=6)])
