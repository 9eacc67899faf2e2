"""Feet: of a foot's size, the big toe inside; soles, toes and insteps are on the floor as each foot stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from helpers.figure_cases import Floats
from helpers.figure_cases import posed as pose_of
from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.feet import foot, toe_lines, tucked
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.skeleton import sign
from stretchbook.poses.body.solve import Posed


def blobs_of(found: Posed, side: Side) -> list[Blob]:
    return [*foot(found.skeleton, side, tucked(found.skeleton, side))]


def heights(found: Posed, side: Side) -> Floats:
    return np.array([blob.centre[2] - np.linalg.norm(blob.frame[2] * blob.radii) for blob in blobs_of(found, side)])


def ahead(found: Posed, side: Side) -> Floats:
    """Give how far each part of a foot is before the ankle."""
    ankle, way = found.skeleton.points[f"{side} ankle"], found.skeleton.frames[f"{side} foot"][:, 0]
    return np.array([(blob.centre - ankle) @ way for blob in blobs_of(found, side)])


@pytest.mark.parametrize("side", SIDES)
def test_a_foot_is_of_a_foots_size_and_its_longest_toe_is_the_inner_one(side: Side) -> None:
    found = pose_of("standing", {})
    frame, ankle = found.skeleton.frames[f"{side} foot"], found.skeleton.points[f"{side} ankle"]
    blobs = blobs_of(found, side)
    places = np.array([(blob.centre - ankle) @ frame * [1, sign(side), 1] for blob in blobs])
    radii = np.array([blob.radii for blob in blobs])
    long, wide, _ = (places + radii).max(axis=0) - (places - radii).min(axis=0)
    assert 23 < long < 26
    assert 7.5 < wide < 10
    longest = places[(places + radii)[:, 0].argmax()]
    assert longest[1] < -2


@pytest.mark.parametrize("side", SIDES)
def test_who_stands_has_heel_ball_and_toes_on_the_floor(side: Side) -> None:
    found = pose_of("standing", {"legs": {"flat": True}})
    low, where = heights(found, side), ahead(found, side)
    for part in (where < -2, (where > 9) & (where < 13), where > 15):
        assert -0.2 < low[part].min() < 0.4


@pytest.mark.parametrize(("plantar", "bent"), [(0, 0), (30, 30), (55, 55)])
def test_toes_bend_back_under_a_lifted_heel(plantar: float, bent: float) -> None:
    found = pose_of("standing", {"legs": {"hip": {"flex": 0, "abduct": 0}, "ankle": {"plantar": plantar}}})
    assert tucked(found.skeleton, "left") == pytest.approx(bent, abs=1)
    assert heights(found, "left").min() == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize(
    ("base", "pose"),
    [("all-fours", {}), ("kneeling", {}), ("prone", {}), ("supine", {}), ("heel-sitting", {}), ("side-lying-left", {})],
)
def test_toes_of_feet_that_nobody_stands_on_are_straight(base: Any, pose: Any) -> None:
    found = pose_of(base, pose)
    for side in SIDES:
        assert tucked(found.skeleton, side) == 0


@pytest.mark.parametrize("base", ["all-fours", "kneeling", "prone", "heel-sitting"])
def test_the_instep_of_who_kneels_or_lies_face_down_is_on_the_floor(base: Any) -> None:
    found = pose_of(base, {})
    for side in SIDES:
        low, where = heights(found, side), ahead(found, side)
        assert -0.2 < low[where > 15].min() < 2.5
        assert low[where < -3].min() > 2.5


@pytest.mark.parametrize("side", SIDES)
def test_there_are_lines_between_the_toes_on_their_skin(side: Side) -> None:
    found = pose_of("standing", {})
    blobs = blobs_of(found, side)
    for lines in toe_lines(found.skeleton, side):
        assert len(lines) == 4
        for points, outward in lines:
            assert np.linalg.norm(outward, axis=1) == pytest.approx(1)
            assert max(min(np.linalg.norm(blob.centre - point) for blob in blobs) for point in points) < 1.9
