"""Rotations, in degrees, and frames of directions. The world is X forward, Y to the person's left, Z up."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
"""Three numbers: a point or a direction."""

Matrix = NDArray[np.float64]
"""Three by three: a frame whose columns are its own X, Y and Z in the world."""

FORWARD: Vector = np.array([1.0, 0.0, 0.0])
LEFT: Vector = np.array([0.0, 1.0, 0.0])
UP: Vector = np.array([0.0, 0.0, 1.0])


def about(axis: Vector, degrees: float) -> Matrix:
    """Turn about a unit axis, by the right-hand rule."""
    angle = math.radians(degrees)
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    turn: Matrix = np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * (cross @ cross)
    return turn


def about_x(degrees: float) -> Matrix:
    """Tip to the right: up goes to the right."""
    return about(FORWARD, degrees)


def about_y(degrees: float) -> Matrix:
    """Tip forwards: up goes to the front."""
    return about(LEFT, degrees)


def about_z(degrees: float) -> Matrix:
    """Turn to the left: the front goes to the left."""
    return about(UP, degrees)


def unit(vector: Vector) -> Vector:
    """Return the direction of a vector, of length 1; a vector without length stays as it is."""
    length = float(np.linalg.norm(vector))
    return vector / length if length > _NO_LENGTH else vector


_NO_LENGTH = 1e-9


def across(vector: Vector, direction: Vector) -> Vector:
    """Return the direction of the part of a vector that is at right angles to a unit direction.

    Of a vector that lies along it there is no such part; one of the directions at right angles is then as good.
    """
    rest: Vector = vector - direction * float(vector @ direction)
    if float(np.linalg.norm(rest)) > _NO_LENGTH:
        return unit(rest)
    axis = np.eye(3)[int(np.argmin(np.abs(direction)))]
    return unit(axis - direction * float(axis @ direction))


def frame(forward: Vector, up: Vector) -> Matrix:
    """Return the frame whose Z is `up` and whose X is as near to `forward` as a right angle allows."""
    z = unit(up)
    x = across(forward, z)
    return np.stack([x, np.cross(z, x), z], axis=1)


def turned(one: Matrix, two: Matrix, share: float) -> Matrix:
    """Return the frame a share of the way from one frame to another, by the shortest turn."""
    way = one.T @ two
    angle = math.degrees(math.acos(float(np.clip((np.trace(way) - 1) / 2, -1, 1))))
    if angle < _NO_TURN:
        return one
    axis = np.array([way[2, 1] - way[1, 2], way[0, 2] - way[2, 0], way[1, 0] - way[0, 1]])
    if float(np.linalg.norm(axis)) < _NO_LENGTH:
        # Half a turn: the axis is what the turn leaves as it is.
        axis = (way + np.eye(3))[:, int(np.argmax(np.diag(way)))]
    part: Matrix = one @ about(unit(axis), angle * share)
    return part


_NO_TURN = 1e-4
