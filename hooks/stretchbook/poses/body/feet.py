"""Feet: heel, arch, ball and toes, and lines that tell the toes apart. Centimetres and degrees."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.blobs import Blob, Groove
from stretchbook.poses.body.rotation import about_y
from stretchbook.poses.body.sides import Side
from stretchbook.poses.body.skeleton import ANKLE_HEIGHT, Skeleton, settled, sign

Floats = NDArray[np.float64]

_FOOT = np.array([
    # before the ankle; height of the top and of the sole above the floor; half width; towards the outer side
    (-5.0, 5.2, 1.3, 2.2, 0.0), (-4.2, 6.6, 0.5, 2.8, 0.0), (-3.0, 7.4, 0.1, 3.1, 0.0), (-1.5, 7.6, 0.0, 3.2, 0.0),
    (0.0, 7.6, 0.0, 3.2, 0.1), (1.5, 7.3, 0.1, 3.2, 0.2), (3.0, 6.7, 0.3, 3.2, 0.3), (4.5, 6.0, 0.6, 3.3, 0.3),
    (6.0, 5.3, 0.7, 3.5, 0.3), (7.5, 4.6, 0.6, 3.7, 0.2), (9.0, 4.0, 0.4, 3.9, 0.1), (10.5, 3.5, 0.1, 4.1, 0.0),
    (12.0, 3.1, 0.0, 4.2, 0.0), (13.2, 2.8, 0.0, 4.0, 0.0),
])  # fmt: skip
_ANKLE_BONES = np.array([(0.4, -2.2, 0.8), (-0.6, 2.3, 0.0)])
"""The bumps on either side of the ankle, from the joint."""


class _Toe(NamedTuple):
    """A toe: centimetres to the outer side and before the ankle, its length, and how thick it is."""

    out: float
    ahead: float
    length: float
    half: float


_TOES = (
    _Toe(-2.75, 13.0, 4.6, 1.45), _Toe(-0.75, 13.4, 3.9, 1.1), _Toe(0.95, 13.1, 3.5, 1.05), _Toe(2.4, 12.5, 3.2, 1.0),
    _Toe(3.6, 11.7, 2.8, 0.95),
)  # fmt: skip
_BALL = np.array([12.6, 0.0, 1.4 - ANKLE_HEIGHT])
"""Where the toes bend."""
MOST_BENT = 60.0
"""How far toes bend back at most, degrees."""


def foot(skeleton: Skeleton, side: Side, toes: float = 0.0) -> Iterator[Blob]:
    """Yield a foot whose toes are bent so many degrees to its back."""
    ankle, frame = skeleton.points[f"{side} ankle"], skeleton.frames[f"{side} foot"]
    mirrored = np.array([1.0, sign(side), 1.0])
    places, frames, radii = _surface(round(toes, 3))
    centres = ankle + (places * mirrored) @ frame.T
    yield from map(Blob, centres, frame @ (frames * mirrored[:, None] * mirrored), radii, repeat(f"{side} foot"))


_Surface = tuple[Floats, Floats, Floats]
"""Ellipsoids in the frame of a left foot: places (n, 3), frames (n, 3, 3) and radii (n, 3)."""


@lru_cache(maxsize=64)
def _surface(toes: float) -> _Surface:
    ahead, top, sole, wide, out = _FOOT.T
    rest = np.concatenate([np.stack([ahead, out, (top + sole) / 2 - ANKLE_HEIGHT], axis=1), _ANKLE_BONES])
    rest_radii = np.stack([np.full(len(ahead), 1.7), wide, (top - sole) / 2], axis=1)
    bend = about_y(-toes)
    moved = _BALL + (np.concatenate([_toe_line(toe) for toe in _TOES]) - _BALL) @ bend.T
    thick = np.concatenate([_thickness(toe) for toe in _TOES])
    return (
        np.concatenate([rest, moved]),
        np.concatenate([np.tile(np.eye(3), (len(rest), 1, 1)), np.tile(bend, (len(moved), 1, 1))]),
        np.concatenate([rest_radii, np.full((len(_ANKLE_BONES), 3), 1.5), np.repeat(thick[:, None], 3, axis=1)]),
    )


_STEPS = 4


def _toe_line(toe: _Toe) -> Floats:
    share = np.linspace(0.0, 1.0, _STEPS)
    points: Floats = np.stack(
        [
            toe.ahead + (toe.length - toe.half) * share,
            np.full(_STEPS, toe.out),
            toe.half - ANKLE_HEIGHT + 0.2 * (1 - share),
        ],
        axis=1,
    )
    return points


def _thickness(toe: _Toe) -> Floats:
    share: Floats = toe.half * np.interp(np.linspace(0.0, 1.0, _STEPS), (0.0, 0.6, 1.0), (1.0, 0.92, 0.9))
    return share


def tucked(skeleton: Skeleton, side: Side) -> float:
    """Return how far the toes of a foot are bent back, degrees: those that stand on the floor under a lifted heel."""
    ball = skeleton.points[f"{side} ankle"] + skeleton.frames[f"{side} foot"] @ _BALL
    return on_toes(skeleton, side) if round(float(ball[2]), 3) < _ON_FLOOR else 0.0


def on_toes(skeleton: Skeleton, side: Side) -> float:
    """Return how far toes would have to bend back to lie on the floor under a lifted heel, degrees."""
    foot = skeleton.frames[f"{side} foot"]
    ahead, up = settled(foot[2, [0, 2]]).tolist()
    down = math.degrees(math.asin(float(np.clip(-ahead, -1, 1))))
    return min(down, MOST_BENT) if up > _SOLE_DOWN and down > 0 else 0.0


_ON_FLOOR = 4.0
"""Up to which height of the ball of the foot its toes are on the floor."""
_SOLE_DOWN = 0.3
"""How much a sole must face the floor, for somebody to stand on it."""


def toe_lines(skeleton: Skeleton, side: Side, toes: float = 0.0) -> Iterator[list[Groove]]:
    """Yield the lines between the toes from the big toe on: those on their backs, and those on the sole."""
    ankle, frame = skeleton.points[f"{side} ankle"], skeleton.frames[f"{side} foot"]
    mirrored = np.array([1.0, sign(side), 1.0])
    for lines in _lines(round(toes, 3)):
        yield [(ankle + (points * mirrored) @ frame.T, (out * mirrored) @ frame.T) for points, out in lines]


@lru_cache(maxsize=64)
def _lines(toes: float) -> tuple[list[Groove], list[Groove]]:
    bend = about_y(-toes)
    back: list[Groove] = []
    sole: list[Groove] = []
    for one, two in pairwise(_TOES):
        middle, deep = (_toe_line(one) + _toe_line(two)) / 2, _GROOVE * min(one.half, two.half)
        middle[-1, 0] = min(_toe_line(one)[-1, 0], _toe_line(two)[-1, 0])
        for found, way in ((back, 1.0), (sole, -1.0)):
            # Over the tips and down before them: so toes are told apart from the front as well.
            outward = np.stack([np.sin(_OVER), np.zeros(len(_OVER)), way * np.cos(_OVER)], axis=1)
            points = np.concatenate([middle[1:-1], np.tile(middle[-1], (len(_OVER) - _STEPS + 2, 1))]) + outward * deep
            found.append((_BALL + (points - _BALL) @ bend.T, outward @ bend.T))
    return back, sole


_GROOVE = 0.75
"""How far the skin between toes is from their middles, in halves of their thickness."""
_OVER = np.radians([*[0.0] * (_STEPS - 2), 0.0, 30.0, 60.0, 90.0])
"""How far a line between toes is turned to the front at each of its points."""


ARCH = np.array([(0.8, -2.6), (2.4, -1.6), (4.5, -0.9), (6.5, -0.8), (8.5, -1.5), (10.0, -2.7)])
"""The inner edge of the print that a foot leaves, before the ankle and to the outer side."""


def arch(skeleton: Skeleton, side: Side) -> Groove:
    """Return the line on the sole along its arch."""
    ankle, frame = skeleton.points[f"{side} ankle"], skeleton.frames[f"{side} foot"]
    points = np.column_stack([ARCH[:, 0], ARCH[:, 1] * sign(side), np.full(len(ARCH), 0.4 - ANKLE_HEIGHT)])
    return ankle + points @ frame.T, np.tile(-frame[:, 2], (len(points), 1))
