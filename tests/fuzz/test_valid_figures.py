"""Figures that the model accepts are drawn, or missed by a hand or a foot that says so: no error, no NaN, no nobody."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator

import numpy as np
import pytest
from helpers.random_figures import random_figure, random_sites
from helpers.shares_of_cases import IS_LONG, batches, named
from stretchbook.model.figure import Figure
from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.sides import SIDES
from stretchbook.poses.body.solve import Posed, solve
from stretchbook.poses.description import describe
from stretchbook.poses.figure import REACH, draw

_DRAWN = 1 if IS_LONG else 8
"""Which of the figures are drawn, and not only posed: every one, every eighth."""
_LARGEST = 600.0
"""How wide or high a picture may be, centimetres: two people who lie with their arms stretched out."""
_BONES = {
    ("shoulder", "elbow"): bones.UPPER_ARM, ("elbow", "wrist"): bones.FOREARM, ("hip", "knee"): bones.THIGH,
    ("knee", "ankle"): bones.SHANK,
}  # fmt: skip


@pytest.mark.parametrize("batch", batches(5_000, 150, 50), ids=named)
def test_a_valid_figure_is_drawn_or_says_what_it_misses(batch: range) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # numpy divides by zero with no more than a warning
        faults = {number: found for number in batch if (found := [*_faults(number)])}
    assert faults == {}


def _faults(number: int) -> Iterator[str]:
    try:
        figure = random_figure(number)
        every = solve(figure)
        for posed in every:
            yield from _bone_faults(posed)
        if number % _DRAWN == 0:
            yield from _picture_faults(figure, number)
    except Exception as error:  # noqa: BLE001 whatever it is, the number of the figure has to be told
        yield repr(error)


def _bone_faults(posed: Posed) -> Iterator[str]:
    """Yield bones that are torn, stretched or skewed, but for those of an arm that misses its place."""
    points, frames = posed.skeleton.points, posed.skeleton.frames
    missed = [side for side in SIDES if abs(posed.reach_gap[side]) > REACH or side in posed.foot_errors]
    yield from (f"{name} is nowhere" for name, point in points.items() if not np.isfinite(point).all())
    for name, frame in frames.items():
        is_frame = np.allclose(frame.T @ frame, np.eye(3), atol=1e-6) and np.linalg.det(frame) > 0
        # A hand above an elbow that leans is drawn along the forearm, and faces the other hand's palm.
        if not is_frame and name.split()[0] not in missed and not name.endswith("hand"):
            yield f"{name} is skewed"
    for side in SIDES:
        for (one, other), length in _BONES.items():
            found = float(np.linalg.norm(points[f"{side} {one}"] - points[f"{side} {other}"]))
            if side not in missed and abs(found - length) > REACH:
                yield f"{found:.1f} cm from {side} {one} to {other}"


def _picture_faults(figure: Figure, number: int) -> Iterator[str]:
    titles = [describe(figure, place, ()) for place in range(len(figure.frames))]
    frames = draw(figure, random_sites(number, figure), titles)
    if any(frame.misses for frame in frames):
        return
    for frame in frames:
        numbers = (frame.width, frame.height, frame.shown, frame.lowest, *frame.sights.values())
        if not all(map(math.isfinite, numbers)) or max(frame.width, frame.height) > _LARGEST:
            yield f"{numbers}"
        drawing = frame.svg.partition("</title>")[2]
        if re.search(r"\b(?:nan|inf)", drawing):
            yield "NaN in the drawing"
        if 'class="o"' not in drawing:
            yield "nobody in the picture"
