"""Hands: each contact has its shape, thumbs are on the right side, and sizes and joints stay within limits."""

from __future__ import annotations

from dataclasses import asdict
from typing import get_args

import numpy as np
import pytest
from helpers.figure_cases import Floats
from helpers.figure_cases import posed as pose_of
from stretchbook.model.figure import Fingers, HandTarget
from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.contacts import SPOTS
from stretchbook.poses.body.hands import PALM_LENGTH, SHAPES, grooves, hand
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.skeleton import sign
from stretchbook.poses.body.solve import Posed

HEAD = 21.5
"""How high the head is, centimetres."""


def surface(found: Posed, side: Side, *parts: str) -> list[Blob]:
    """Give what a hand is made of, in its own frame: X to its thumb's side, Y away from its palm, Z to its wrist."""
    wrist, frame = found.skeleton.points[f"{side} wrist"], found.skeleton.frames[f"{side} hand"]
    mirrored = np.array([1.0, sign(side), 1.0])
    return [
        Blob((blob.centre - wrist) @ frame * mirrored, frame.T @ blob.frame, blob.radii, blob.part)
        for blob in hand(found.skeleton, side, found.shapes[side])
        if not parts or blob.part in [f"{side} {part}" for part in parts]
    ]


def places(blobs: list[Blob]) -> Floats:
    return np.array([blob.centre for blob in blobs])


def test_every_word_has_a_shape() -> None:
    assert set(SHAPES) == set(get_args(Fingers))


def test_every_contact_has_a_shape_that_is_its_own_kind() -> None:
    shapes = {place: pose_of("sitting", {"left_hand": {"at": place}}).shapes["left"] for place in SPOTS}
    assert set(SPOTS) == set(get_args(HandTarget)) - {"stay"}
    for place in ("floor", "table", "bench", "wall", "door-frame", "corner"):
        assert shapes[place].middle == shapes[place].tip == 0, place
    for place, word in {"chair-seat": "grip", "chair-back": "grip", "other-elbow": "hook", "other-hand": "together",
                        "thigh": "resting", "back-of-head": "cupped"}.items():  # fmt: skip
        assert shapes[place] == SHAPES[word], place  # type: ignore[index]


@pytest.mark.parametrize("word", get_args(Fingers))
@pytest.mark.parametrize("side", SIDES)
def test_a_thumb_is_on_its_side_and_the_hand_is_of_a_hands_size(word: Fingers, side: Side) -> None:
    found = pose_of("standing", {"arms": {"shoulder": {"abduct": 30}, "fingers": word}})
    thumb, fingers, palm = (places(surface(found, side, part)) for part in ("thumb", "fingers", "palm"))
    assert thumb[:, 0].mean() > palm[:, 0].mean() + 1
    assert thumb[:, 0].mean() > fingers[:, 0].mean()
    # Fingers bend to the palm, and not through the back of the hand or past the wrist.
    assert (fingers[:, 1] < 0.6).all()
    assert (fingers[:, 2] < -1.5).all()
    long = -places(surface(found, side))[:, 2].min()
    assert long < 0.85 * HEAD
    if word in ("flat", "straight", "together"):
        assert long > 0.72 * HEAD


def test_fingers_bend_within_what_joints_can_do() -> None:
    for word, shape in SHAPES.items():
        most = 3 * shape.more
        assert -20 <= shape.knuckle <= shape.knuckle + most <= 90, word
        assert 0 <= shape.middle <= shape.middle + most <= 110, word
        assert 0 <= shape.tip <= shape.tip + most <= 70, word
        assert 0 <= shape.out <= 60, word


@pytest.mark.parametrize("side", SIDES)
def test_a_hand_on_the_floor_lies_on_it_from_its_heel_to_its_tips(side: Side) -> None:
    found = pose_of("all-fours", {})
    low = {part: [float(blob.centre[2] - np.linalg.norm(blob.frame[2] * blob.radii))
                  for blob in hand(found.skeleton, side, found.shapes[side]) if blob.part == f"{side} {part}"]
           for part in ("palm", "fingers", "thumb")}  # fmt: skip
    assert max(low["fingers"]) < 0.8
    assert min(low["fingers"] + low["thumb"]) > -0.3
    assert -0.5 < min(low["palm"]) < 0.8


def test_linked_fingers_cross_and_both_hands_are_clasped() -> None:
    found = pose_of("standing", {"right_arm": {"shoulder": {"flex": 40, "internal": 40}, "elbow": 70},
                                 "left_hand": {"at": "other-hand", "fingers": "clasp"}})  # fmt: skip
    assert found.shapes["left"] == found.shapes["right"] == SHAPES["clasp"]
    wrists = [found.skeleton.points[f"{side} wrist"] for side in SIDES]
    ways = [found.skeleton.frames[f"{side} hand"][:, 2] for side in SIDES]
    webs = [wrist - way * PALM_LENGTH for wrist, way in zip(wrists, ways, strict=True)]
    assert np.linalg.norm(webs[0] - webs[1]) < 4 < np.linalg.norm(wrists[0] - wrists[1]) < 16


def test_shapes_are_mixed_joint_by_joint() -> None:
    half = asdict(SHAPES["fist"].mixed(SHAPES["flat"], 0.5))
    for name, number in half.items():
        assert number == pytest.approx((getattr(SHAPES["fist"], name) + getattr(SHAPES["flat"], name)) / 2)


@pytest.mark.parametrize("side", SIDES)
def test_the_lines_between_fingers_lie_on_their_skin(side: Side) -> None:
    found = pose_of("standing", {"arms": {"shoulder": {"abduct": 30}, "fingers": "straight"}})
    fingers = [blob for blob in hand(found.skeleton, side, found.shapes[side]) if "thumb" not in blob.part]
    away = sign(side) * found.skeleton.frames[f"{side} hand"][:, 1]
    for lines, facing in zip(grooves(found.skeleton, side, found.shapes[side]), (1, -1), strict=True):
        assert len(lines) == 3
        for points, outward in lines:
            assert (outward @ away * facing > 0.9).all()
            near = [min(np.linalg.norm(blob.centre - point) for blob in fingers) for point in points]
            assert max(near) < 1.8
