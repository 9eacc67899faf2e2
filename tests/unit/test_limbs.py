"""Limbs are no tubes: they are thinner above a joint than below it, and a bent joint has a tip."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from helpers.figure_cases import figure
from helpers.figure_cases import posed as pose_of
from stretchbook.poses.body.rotation import Vector, unit
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.solve import Posed


def thickness(found: Posed, side: Side, bone: str, along: float) -> float:
    """Give how wide a limb is, from front to back, at a share of its bone's length."""
    start, end = {"thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "upper arm": ("shoulder", "elbow"),
                  "forearm": ("elbow", "wrist")}[bone]  # fmt: skip
    points, frame = found.skeleton.points, found.skeleton.frames[f"{side} {bone}"]
    place = points[f"{side} {start}"] + (points[f"{side} {end}"] - points[f"{side} {start}"]) * along
    parts = (f"{side} {bone}", f"{side} lower {bone}")
    near = [
        (float((blob.centre - place) @ frame[:, 0]), float(blob.radii[0]))
        for blob in found.surface(figure("standing").person)
        if blob.part in parts and abs(float((blob.centre - place) @ frame[:, 2])) < 1.2
    ]
    return max(middle + half for middle, half in near) - min(middle - half for middle, half in near)


@pytest.mark.parametrize("side", SIDES)
def test_a_limb_swells_and_narrows(side: Side) -> None:
    found = pose_of("standing", {})
    for bone, belly, thin in (("thigh", 0.3, 0.88), ("shank", 0.28, 0.92), ("upper arm", 0.3, 0.88),
                              ("forearm", 0.26, 0.9)):  # fmt: skip
        assert thickness(found, side, bone, belly) > 1.35 * thickness(found, side, bone, thin), bone


def _reach(found: Posed, joint: str, way: Vector) -> float:
    middle = found.skeleton.points[f"left {joint}"]
    reach = [(blob.centre - middle) @ way + np.linalg.norm(blob.radii * (way @ blob.frame))
             for blob in found.surface(figure("standing").person) if blob.part.startswith("left")
             and np.linalg.norm(blob.centre - middle) < 6]  # fmt: skip
    return float(max(reach))


@pytest.mark.parametrize(
    ("pose", "joints", "least"),
    [
        ({"left_arm": {"elbow": 100}}, ("shoulder", "elbow", "wrist"), 3.9),
        ({"left_leg": {"knee": 90}}, ("hip", "knee", "ankle"), 5.9),
    ],
)
def test_a_bent_joint_has_a_tip(pose: dict[str, Any], joints: tuple[str, str, str], least: float) -> None:
    found = pose_of("standing", pose)
    above, joint, below = (found.skeleton.points[f"left {name}"] for name in joints)
    assert least < _reach(found, joints[1], unit(joint - (above + below) / 2)) < least + 1.5
