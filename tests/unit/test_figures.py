"""People from poses: bones, contacts, muscles, and what is drawn of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from helpers.figure_cases import (
    BASES,
    JOINTS,
    POSES,
    SITES,
    STILL,
    Floats,
    Limits,
    depth,
    digest,
    figure,
    limits,
    mirrored,
    pictured,
)
from helpers.figure_cases import posed as pose_of
from helpers.figure_cases import stage as stage_of
from helpers.project import TOP
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from stretchbook.model.figure import Hand
from stretchbook.poses.body import skeleton as bones
from stretchbook.poses.body.contacts import BENCH_HEIGHT, FIXED, PALM_CENTRE, TABLE_HEIGHT
from stretchbook.poses.body.feet import foot
from stretchbook.poses.body.hands import SHAPES
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.skeleton import Skeleton, sign
from stretchbook.poses.body.solve import PLANTED_HEIGHT, ROLLER_RADIUS, Posed, lowest, solve
from stretchbook.poses.drawn import Drawn
from stretchbook.poses.figure import draw
from stretchbook.poses.ink.face import face
from stretchbook.poses.scene.targets import target


def standing(**pose: Any) -> Skeleton:
    """Give the bones of somebody who stands at attention, but for this pose."""
    return pose_of("standing", {**STILL, **pose}).skeleton


def distance(skeleton: Skeleton, one: str, other: str) -> float:
    return float(np.linalg.norm(skeleton.points[one] - skeleton.points[other]))


def palm(skeleton: Skeleton, side: Side) -> Floats:
    """Give the way that a palm faces."""
    return -sign(side) * skeleton.frames[f"{side} hand"][:, 1]


# --- Bones


def test_somebody_who_stands_at_attention_has_every_joint_where_the_lengths_put_it() -> None:
    points = standing().points
    hips = bones.ANKLE_HEIGHT + bones.SHANK + bones.THIGH
    shoulders = hips + bones.TRUNK - 6.0
    heights = {
        "ankle": bones.ANKLE_HEIGHT, "knee": bones.ANKLE_HEIGHT + bones.SHANK, "hip": hips,
        "shoulder": shoulders, "elbow": shoulders - bones.UPPER_ARM,
        "wrist": shoulders - bones.UPPER_ARM - bones.FOREARM,
    }  # fmt: skip
    for side in SIDES:
        for joint, height in heights.items():
            assert points[f"{side} {joint}"][2] == pytest.approx(height, abs=0.6), joint
        assert points[f"{side} hip"][1] == pytest.approx(sign(side) * bones.HIP_HALF_WIDTH)
        assert points[f"{side} ankle"][0] == pytest.approx(points[f"{side} hip"][0])
    assert points["neck base"] - points["pelvis"] == pytest.approx(np.array([0, 0, bones.TRUNK]))
    lean = np.radians(bones.NECK_LEAN)
    assert points["skull base"] - points["neck base"] == pytest.approx(
        bones.NECK * np.array([np.sin(lean), 0, np.cos(lean)])
    )
    assert 166 < points["head"][2] + 10.8 < 174


def bone_lengths(skeleton: Skeleton) -> dict[str, float]:
    """Give the lengths of what does not bend."""
    lengths = {}
    for side in SIDES:
        for upper, lower in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist")):
            lengths[f"{side} {upper}"] = distance(skeleton, f"{side} {upper}", f"{side} {lower}")
    steps = np.diff([station.point for station in skeleton.spine], axis=0)
    lengths["spine"] = float(np.sqrt((steps**2).sum(axis=1)).sum())
    steps = np.diff([station.point for station in skeleton.neck], axis=0)
    lengths["neck"] = float(np.sqrt((steps**2).sum(axis=1)).sum())
    return lengths


LENGTHS = {
    **{f"{side} hip": bones.THIGH for side in SIDES},
    **{f"{side} knee": bones.SHANK for side in SIDES},
    **{f"{side} shoulder": bones.UPPER_ARM for side in SIDES},
    **{f"{side} elbow": bones.FOREARM for side in SIDES},
    "spine": bones.TRUNK,
    "neck": bones.NECK,
}


def is_frame(frame: Floats) -> bool:
    return bool(np.allclose(frame.T @ frame, np.eye(3)) and np.linalg.det(frame) > 0)


@pytest.mark.parametrize("base", BASES)
def test_in_every_base_bones_keep_their_lengths_and_nobody_sinks_into_the_floor(base: str) -> None:
    stage = stage_of(figure(base))
    assert bone_lengths(stage.skeleton) == pytest.approx(LENGTHS)
    assert all(map(is_frame, stage.skeleton.frames.values()))
    assert -1.0 < lowest(stage.blobs) < 0.5


@settings(max_examples=60)
@given(st.sampled_from(BASES), POSES)
def test_in_every_pose_bones_keep_their_lengths(base: str, pose: dict[str, Any]) -> None:
    skeleton = pose_of(base, pose).skeleton
    lengths = bone_lengths(skeleton)
    # A head that glides level slides on its joints, and the line through them changes by up to the glide.
    assert lengths.pop("neck") == pytest.approx(LENGTHS["neck"], abs=2.0)
    assert lengths == pytest.approx({name: length for name, length in LENGTHS.items() if name != "neck"})
    assert all(map(is_frame, skeleton.frames.values()))


@settings(max_examples=60)
@given(st.sampled_from(BASES), POSES)
def test_a_mirrored_pose_gives_mirrored_bones(base: str, pose: dict[str, Any]) -> None:
    one, other = pose_of(base, pose).skeleton, pose_of(mirrored(base), mirrored(pose)).skeleton
    for name, point in one.points.items():
        assert other.points[mirrored(name)] == pytest.approx(point * [1, -1, 1], abs=1e-6), name


@pytest.mark.parametrize("place", ["floor", "thigh", "knee", "other-knee", "other-shoulder", "waist", "chest", "wall"])
def test_a_mirrored_touch_gives_mirrored_bones(place: str) -> None:
    pose = {"left_hand": {"at": place, "out": 3, "turn_in": 10}, "thoracic": {"turn_left": 10}}
    one, other = pose_of("sitting", pose).skeleton, pose_of("sitting", mirrored(pose)).skeleton
    for name, point in one.points.items():
        assert other.points[mirrored(name)] == pytest.approx(point * [1, -1, 1], abs=1e-6), name


@pytest.mark.parametrize("limit", [limit for model in JOINTS for limit in limits(model)], ids=str)
def test_a_joint_goes_as_far_as_it_goes_and_no_farther(limit: Limits) -> None:
    limit.model.model_validate({limit.field: limit.most}, strict=False)
    for beyond in (limit.most + 0.1, limit.least - 0.1):
        with pytest.raises(ValidationError):
            limit.model.model_validate({limit.field: beyond}, strict=False)


def test_between_two_stations_a_spine_goes_as_the_bone_does_that_joins_them() -> None:
    skeleton = standing(lumbar={"flex": 40}, thoracic={"turn_left": 30})
    for below, above in pairwise(skeleton.spine):
        along = (below.along + above.along) / 2
        found = skeleton.on_spine(along)
        assert found.point == pytest.approx((below.point + above.point) / 2)
        assert found.frame[:, 2] * (above.along - below.along) == pytest.approx(above.point - below.point)
    top = skeleton.spine[-1]
    assert skeleton.on_spine(top.along + 2).point == pytest.approx(top.point + 2 * top.frame[:, 2])
    tail = skeleton.spine[0]
    assert skeleton.on_spine(-5).point == pytest.approx(tail.point - 5 * tail.frame[:, 2])


# --- Words of the clinic


def hand_way(pose: dict[str, Any]) -> Floats:
    """Give how the left wrist goes from where it hangs, forward, to the left and up."""
    way: Floats = standing(left_arm=pose).points["left wrist"] - standing(left_arm={"elbow": 0}).points["left wrist"]
    return way


@pytest.mark.parametrize(
    ("arm", "axis", "sense"),
    [
        ({"elbow": 90}, 0, 1),
        ({"shoulder": {"flex": 60}}, 0, 1),
        ({"shoulder": {"extend": 40}}, 0, -1),
        ({"shoulder": {"abduct": 60}}, 1, 1),
        ({"shoulder": {"abduct": 90, "across": 90}}, 0, 1),
        ({"shoulder": {"abduct": 90, "behind": 40}}, 0, -1),
        ({"shoulder": {"external": 60}, "elbow": 90}, 1, 1),
        ({"shoulder": {"internal": 60}, "elbow": 90}, 1, -1),
    ],
)
def test_the_arm_goes_where_the_word_says(arm: dict[str, Any], axis: int, sense: int) -> None:
    assert hand_way(arm)[axis] * sense > 8


@pytest.mark.parametrize(
    ("forearm", "facing"), [({"pronate": 90}, [-1, 0, 0]), ({"supinate": 90}, [1, 0, 0]), ({}, [0, -1, 0])]
)
def test_a_palm_turns_back_and_forward_and_faces_the_thigh_at_ease(forearm: dict[str, Any], facing: list[int]) -> None:
    hanging = standing(left_arm={"forearm": forearm, "elbow": 0})
    assert palm(hanging, "left") @ np.array(facing) > 0.99


@pytest.mark.parametrize(("word", "sense"), [("flex", 1), ("extend", -1)])
def test_a_wrist_flexes_towards_the_palm(word: str, sense: int) -> None:
    still, bent = (standing(left_arm={"wrist": wrist, "elbow": 0}) for wrist in ({}, {word: 40}))
    way = bent.points["left hand"] - bent.points["left wrist"]
    assert way @ palm(still, "left") * sense > 4


@pytest.mark.parametrize(
    ("leg", "joint", "axis", "sense"),
    [
        ({"hip": {"flex": 60}}, "knee", 0, 1),
        ({"hip": {"extend": 20}}, "knee", 0, -1),
        ({"hip": {"abduct": 30}}, "knee", 1, 1),
        ({"hip": {"adduct": 20}}, "knee", 1, -1),
        ({"knee": 60}, "ankle", 0, -1),
        ({"hip": {"flex": 90, "external": 40}, "knee": 90}, "ankle", 1, -1),
        ({"hip": {"flex": 90, "internal": 40}, "knee": 90}, "ankle", 1, 1),
        ({"ankle": {"plantar": 40}}, "toe", 2, -1),
        ({"ankle": {"dorsi": 30}}, "toe", 2, 1),
    ],
)
def test_the_leg_goes_where_the_word_says(leg: dict[str, Any], joint: str, axis: int, sense: int) -> None:
    def place(skeleton: Skeleton) -> float:
        return float((skeleton.points[f"left {joint}"] - skeleton.points["left hip"])[axis])

    assert (place(standing(left_leg=leg)) - place(standing(left_leg={"hip": {"abduct": 0}}))) * sense > 5


HEAD_WORDS = [
    *((part, "turn_left", 1, 1) for part in ("body", "lumbar", "thoracic", "neck", "pelvis")),
    *((part, "turn_right", 1, -1) for part in ("body", "lumbar", "thoracic", "neck", "pelvis")),
    *((part, "flex", 2, -1) for part in ("lumbar", "thoracic", "neck")),
    *((part, "extend", 2, 1) for part in ("lumbar", "thoracic", "neck")),
    ("head", "nod", 2, -1), ("head", "lift", 2, 1), ("pelvis", "tip_forward", 2, -1), ("pelvis", "tip_back", 2, 1),
    ("body", "lean_forward", 2, -1), ("body", "lean_back", 2, 1),
]  # fmt: skip


@pytest.mark.parametrize(("part", "word", "axis", "sense"), HEAD_WORDS)
def test_the_nose_goes_where_the_word_says(part: str, word: str, axis: int, sense: int) -> None:
    nose = standing(**{part: {word: 15}}).frames["head"][:, 0]
    assert nose[axis] * sense == pytest.approx(np.sin(np.radians(15)), abs=0.02)


@pytest.mark.parametrize(("word", "sense"), [("bend_left", 1), ("bend_right", -1)])
@pytest.mark.parametrize("part", ["lumbar", "thoracic", "neck"])
def test_the_crown_goes_to_the_side_that_is_bent_to(part: str, word: str, sense: int) -> None:
    crown = standing(**{part: {word: 20}}).frames["head"][:, 2]
    assert crown[1] * sense == pytest.approx(np.sin(np.radians(20)), abs=0.02)


@pytest.mark.parametrize(("word", "sense"), [("glide_back", -1), ("glide_forward", 1)])
def test_a_chin_tuck_moves_the_head_level_by_the_centimetres_given(word: str, sense: int) -> None:
    still, tucked = standing(), standing(neck={word: 3})
    way = tucked.points["head"] - still.points["head"]
    assert way[0] == pytest.approx(3 * sense, abs=0.4)
    assert abs(way[2]) < 1.2
    assert tucked.frames["head"] == pytest.approx(still.frames["head"])


@pytest.mark.parametrize(
    ("word", "axis", "sense"), [("lift", 2, 1), ("lower", 2, -1), ("forward", 0, 1), ("back", 0, -1)]
)
def test_a_shoulder_goes_with_its_blade(word: str, axis: int, sense: int) -> None:
    way = standing(left_blade={word: 15}).points["left shoulder"] - standing().points["left shoulder"]
    assert way[axis] * sense > 2


# --- Contacts


def touching(skeleton: Skeleton, side: Side) -> Floats:
    """Give the middle of a palm."""
    middle: Floats = skeleton.points[f"{side} wrist"] - skeleton.frames[f"{side} hand"][:, 2] * PALM_CENTRE
    return middle


@pytest.mark.parametrize("place", ["thigh", "knee", "other-thigh", "chest", "belly", "waist", "low-back", "over-head"])
@pytest.mark.parametrize("side", SIDES)
def test_a_palm_lies_on_the_body_that_it_touches(place: str, side: Side) -> None:
    found = pose_of("sitting", {f"{side}_hand": {"at": place}})
    assert found.reach_gap[side] < 1.5
    own = (f"{side} upper", f"{side} lower upper", f"{side} forearm", f"{side} lower forearm", f"{side} palm",
           f"{side} finger", f"{side} thumb")  # fmt: skip
    rest = [blob for blob in found.surface(figure("sitting").person) if not blob.part.startswith(own)]
    middle, facing = touching(found.skeleton, side), palm(found.skeleton, side)
    assert -1.5 < depth(rest, middle) < 4.5
    assert depth(rest, middle + facing * 2) < depth(rest, middle) - 1


@pytest.mark.parametrize(("place", "facing"), [("floor", [0, 0, -1]), ("table", [0, 0, -1]), ("wall", [1, 0, 0])])
def test_a_palm_lies_on_the_thing_that_it_touches(place: str, facing: list[int]) -> None:
    bases = {"floor": "all-fours", "table": "sitting", "wall": "standing"}
    found = pose_of(bases[place], {"hands": {"at": place}})
    for side in SIDES:
        assert found.reach_gap[side] == 0
        assert palm(found.skeleton, side) @ np.array(facing) > 0.96
        wrist = found.touches[side].wrist
        assert found.skeleton.points[f"{side} wrist"] == pytest.approx(wrist)
    if place == "floor":
        assert found.skeleton.points["left wrist"][2] == pytest.approx(PLANTED_HEIGHT)


def test_a_hand_that_is_out_of_reach_says_by_how_much() -> None:
    near, far = (pose_of("standing", {"left_hand": {"at": "wall", "ahead": up}}) for up in (0, 70))
    assert near.reach_gap["left"] == 0
    gap = np.linalg.norm(far.skeleton.points["left wrist"] - far.touches["left"].wrist)
    assert far.reach_gap["left"] == pytest.approx(gap, abs=0.2)
    assert far.reach_gap["left"] > 5


@pytest.mark.parametrize("second", [{"at": "stay"}, {"at": "floor"}])
def test_a_hand_on_what_does_not_move_stays_between_frames(second: dict[str, Any]) -> None:
    assert "floor" in FIXED
    one, other = solve(
        figure("all-fours", {"hands": {"at": "floor"}}, {"hands": second, "thoracic": {"flex": 40}}, anchor="knees")
    )
    for side in SIDES:
        assert other.skeleton.points[f"{side} wrist"] == pytest.approx(one.skeleton.points[f"{side} wrist"], abs=0.01)
    assert distance(one.skeleton, "left shoulder", "left wrist") > 20


def sole(skeleton: Skeleton, side: Side) -> Floats:
    """Give the heights of the lowest points of a foot's ellipsoids."""
    blobs = list(foot(skeleton, side))
    return np.array([lowest([blob]) for blob in blobs])


@pytest.mark.parametrize(
    ("base", "legs"),
    [
        ("standing", {"left_leg": {"hip": {"flex": 24}, "knee": 25}, "right_leg": {"hip": {"extend": 14}}}),
        ("standing", {"left_leg": {"hip": {"flex": 30}, "knee": 40}, "right_leg": {"hip": {"flex": 8}, "knee": 15}}),
        ("supine-knees-bent", {"legs": {"hip": {"flex": 40}}}),
        ("supine-knees-bent", {"left_leg": {"hip": {"flex": 54}}, "right_leg": {"hip": {"flex": 34, "abduct": 14}}}),
    ],
)
def test_feet_that_are_to_lie_flat_stand_level_on_one_floor(base: str, legs: dict[str, Any]) -> None:
    flat = {name: {**leg, "flat": True} for name, leg in legs.items()}
    found = pose_of(base, flat)
    assert not found.foot_errors
    for side in SIDES:
        assert found.skeleton.frames[f"{side} foot"][:, 2] == pytest.approx([0, 0, 1])
        assert found.skeleton.points[f"{side} ankle"][2] == pytest.approx(bones.ANKLE_HEIGHT, abs=0.01)
        assert sole(found.skeleton, side).min() == pytest.approx(0, abs=0.3)
    rest = [blob for blob in found.surface(figure(base).person) if "foot" not in blob.part]
    assert lowest(rest) > -0.5


def test_without_the_word_flat_a_foot_goes_where_its_leg_says() -> None:
    legs = {"left_leg": {"hip": {"flex": 50}, "knee": 70}, "right_leg": {"hip": {"flex": 10}, "knee": 30}}
    found = pose_of("standing", legs).skeleton
    assert abs(found.points["left ankle"][2] - found.points["right ankle"][2]) > 3


def test_a_knee_bends_the_way_that_is_nearer_to_what_was_said() -> None:
    far, near = (pose_of("supine-knees-bent", {"legs": {"hip": {"flex": 52}, "knee": knee}}) for knee in (100, 165))
    assert far.skeleton.points["left ankle"][0] > near.skeleton.points["left ankle"][0] + 10


def test_a_foot_that_cannot_lie_flat_says_why() -> None:
    high = pose_of("standing", {"left_leg": {"hip": {"flex": 90}, "flat": True}})
    assert re.fullmatch(r"is \d+ cm above the floor", high.foot_errors["left"])
    legs = {"left_leg": {"hip": {"flex": 50}, "knee": 70}, "right_leg": {"hip": {"flex": 10}, "knee": 30}}
    bent = pose_of("standing", {name: {**leg, "flat": True} for name, leg in legs.items()})
    assert re.fullmatch(r"would have to bend \d+ degrees further than feet do", bent.foot_errors["right"])


LEANING: dict[str, tuple[str, dict[str, Any], float]] = {
    "floor": ("all-fours", {"pelvis": {"bow_until": {"part": "left shoulder", "height": 31}}}, 0.0),
    "bench": ("kneeling", {"pelvis": {"tip_forward": 66}}, BENCH_HEIGHT),
    "table": ("sitting", {"pelvis": {"tip_forward": 20}}, TABLE_HEIGHT),
}


@pytest.mark.parametrize("place", LEANING)
@pytest.mark.parametrize("lies", ["forearm", "elbow"])
def test_an_elbow_leans_on_the_thing(place: str, lies: str) -> None:
    base, pose, height = LEANING[place]
    found = pose_of(base, {**pose, "hands": {"at": place, "lies": lies}})
    points = found.skeleton.points
    for side in SIDES:
        assert found.reach_gap[side] < 0.1
        assert points[f"{side} elbow"] == pytest.approx(found.touches[side].rest, abs=0.1)
        arm = [blob for blob in found.surface(figure(base).person) if blob.part.startswith(f"{side} lower upper")]
        assert height - 0.5 < lowest(arm) < height + 2.5
    rise = points["left wrist"][2] - points["left elbow"][2]
    assert rise == pytest.approx(0, abs=0.1) if lies == "forearm" else rise > 15
    if lies == "elbow":
        assert palm(found.skeleton, "left") @ palm(found.skeleton, "right") == pytest.approx(-1)
        assert np.linalg.norm(points["left hand"] - points["right hand"]) < 8


def test_a_forearm_leans_on_its_own_thigh() -> None:
    found = pose_of("sitting", {"pelvis": {"tip_forward": 46}, "left_hand": {"at": "thigh", "lies": "forearm"}})
    rest = [blob for blob in found.surface(figure("sitting").person) if blob.part.startswith("left lower thigh")]
    assert found.reach_gap["left"] < 0.3
    assert 0 < depth(rest, found.skeleton.points["left elbow"]) < 6


def test_an_elbow_that_stays_says_how_far_off_its_shoulder_is() -> None:
    lean = {"hands": {"at": "bench", "lies": "elbow"}, "pelvis": {"tip_forward": 66}}
    stay = {"hands": {"at": "stay", "lies": "elbow"}, "pelvis": {"tip_forward": 40}}
    one, other = solve(figure("kneeling", lean, stay, anchor="knees"))
    assert one.reach_gap["left"] < 0.1
    gap = np.linalg.norm(other.skeleton.points["left shoulder"] - one.skeleton.points["left elbow"]) - bones.UPPER_ARM
    assert other.reach_gap["left"] == pytest.approx(abs(gap), abs=0.5)
    assert other.reach_gap["left"] > 3


def test_fingertips_touch_the_floor_below_the_wrist() -> None:
    hand = {"at": "floor", "ahead": -25, "turn_in": 180, "fingertips": True}
    found = pose_of("floor-sitting", {"right_blade": {"lower": 8}, "right_hand": hand})
    blobs = [blob for blob in found.surface(figure("floor-sitting").person) if blob.part.startswith("right finger")]
    assert found.reach_gap["right"] < 1.5
    assert lowest(blobs) == pytest.approx(0, abs=1.5)
    assert found.skeleton.points["right wrist"][2] > 10


def test_a_roller_lies_where_the_picture_says() -> None:
    props = [{"thing": "roller-across", "level": 36}]
    of = figure("supine-knees-bent", {}, {}, props=props)
    higher = of.frames[1].model_copy(update={"level": 46})
    moved = of.model_copy(update={"frames": (of.frames[0], higher)})
    for frames in (of, moved):
        for number, posed in enumerate(solve(frames)):
            level = 46 if frames is moved and number else 36
            assert posed.props[0].level == level
            roller = next(solid for solid in stage_of(frames, number).solids if "roller" in solid.part)
            middle = np.mean(np.vstack(roller.faces), axis=0)
            near = posed.skeleton.on_spine(level)
            assert middle[2] == pytest.approx(ROLLER_RADIUS, abs=0.1)
            assert (middle - near.point) @ near.frame[:, 2] == pytest.approx(0, abs=0.1)


def test_a_picture_has_its_own_view() -> None:
    of = figure("standing", {}, {}, view=[0, 0])
    of = of.model_copy(update={"frames": (of.frames[0], of.frames[1].model_copy(update={"view": (180.0, 0.0)}))})
    assert [stage_of(of, number).camera.azimuth for number in (0, 1)] == [0, 180]
    front, back = draw(of, [[SITES["pectoralis-major"]]] * 2, ["a", "b"])
    assert front.shown > 0.5
    assert back.shown == 0


def test_a_picture_marks_its_own_side() -> None:
    of = figure("standing", {}, {}, view=[180, 0], side="left")
    of = of.model_copy(update={"frames": (of.frames[0], of.frames[1].model_copy(update={"side": "right"}))})
    left, right = map(_marked_from, draw(of, [[SITES["infraspinatus"]]] * 2, ["a", "b"]))
    assert left < 0.5 < right


def _marked_from(drawn: Drawn) -> float:
    """Give where the marked skin begins, as a share of the width."""
    data = ET.fromstring(drawn.svg).find(".//*[@class='m']")  # noqa: S314 our own text
    assert data is not None
    return float(re.findall(r"-?\d+", data.get("d", ""))[0]) / (drawn.width * 10)


def test_what_is_seen_through_the_body_counts_only_where_it_is_meant_to() -> None:
    of = figure("standing", {})
    without, through = (
        draw(of.model_copy(update={"through": word}), [[SITES["trapezius-lower"]]], ["a"])[0] for word in (False, True)
    )
    assert without.shown < 0.05
    assert through.shown > 0.5


def test_a_picture_that_marks_nothing_shows_nothing() -> None:
    front, without = draw(figure("standing", {}, {}), [[SITES["pectoralis-major"]], []], ["a", "b"])
    assert front.shown > 0.5
    assert without.shown == 0
    assert 'class="m"' in front.svg
    assert 'class="m"' not in without.svg


def test_what_lies_round_an_arm_is_seen_through_it_only_where_that_is_meant() -> None:
    plain, through = (
        draw(figure("standing", {}, view=[20, 0], through=word), [[SITES["deltoid-posterior"]]], ["a"])[0].svg
        for word in (False, True)
    )
    assert 'class="u"' not in plain
    assert 'class="u"' in through


def test_of_what_is_mostly_behind_other_parts_no_shred_is_shown() -> None:
    of = figure("standing", {}, view=[0, 50], through=True)
    svg = draw(of, [[SITES["rhomboid-major"]]], ["a"])[0].svg
    assert 'class="u"' not in svg
    svg = draw(of.model_copy(update={"view": (0.0, 5.0)}), [[SITES["rhomboid-major"]]], ["a"])[0].svg
    assert 'class="u"' in svg


def test_a_pillow_lies_where_the_arm_comes_to_lie() -> None:
    pose = {"right_arm": {"shoulder": {"abduct": 90, "behind": 30}}, "thoracic": {"turn_right": 50}}
    start = {"right_hand": {"at": "floor", "ahead": 20, "out": -10}}
    of = figure("side-lying-left", start, pose, props=[{"thing": "pillow", "under": "right arm"}])
    arm = [solve(of)[1].skeleton.points[f"right {joint}"] for joint in ("elbow", "wrist")]
    for number in (0, 1):
        pillow = np.array([blob.centre for solid in stage_of(of, number).solids for blob in solid.blobs])
        for joint in arm:
            assert float(np.hypot(*(pillow.mean(axis=0) - joint)[:2])) < 20


def test_a_towel_lies_under_the_elbows_that_lean() -> None:
    pose = {"pelvis": {"tip_forward": 66}, "hands": {"at": "bench", "lies": "elbow"}}
    of = figure("kneeling", pose, props=[{"thing": "bench"}, {"thing": "folded-towel", "under": "elbows"}])
    found = stage_of(of)
    towel = np.vstack(next(solid.faces for solid in found.solids if "towel" in solid.part))
    assert towel[:, 2].min() == pytest.approx(BENCH_HEIGHT, abs=0.1)
    for side in SIDES:
        elbow = found.skeleton.points[f"{side} elbow"]
        assert (towel.min(axis=0)[:2] < elbow[:2]).all()
        assert (elbow[:2] < towel.max(axis=0)[:2]).all()


def test_a_towel_goes_through_both_fists_and_its_ends_stand_above_and_hang_below() -> None:
    arm = {"shoulder": {"flex": 40}, "elbow": 60}
    of = figure("standing", {"left_arm": arm, "right_arm": arm | {"elbow": 130}}, props=[{"thing": "towel-held"}])
    found = stage_of(of)
    towel = [blob for solid in found.solids for blob in solid.blobs]
    middles = np.array([blob.centre for blob in towel])
    heights = []
    for side in SIDES:
        hand = found.skeleton.points[f"{side} hand"] + palm(found.skeleton, side) * 2
        near = np.hypot.reduce(middles - hand, axis=1)
        assert near.min() < 4
        fist = towel[int(near.argmin())]
        assert fist.radii[1] < 0.7 * max(blob.radii[1] for blob in towel)
        heights.append(float(hand[2]))
        assert found.posed.shapes[side] == SHAPES["fist"]
    assert middles[:, 2].max() > max(heights) + 3
    assert middles[:, 2].min() < min(heights) - 10


def test_a_towel_that_goes_straight_ahead_between_the_hands_is_drawn() -> None:
    of = figure("standing", {"right_hand": {"at": "back-of-head"}}, props=[{"thing": "towel-held"}])
    for blob in (blob for solid in stage_of(of).solids for blob in solid.blobs):
        assert blob.frame.T @ blob.frame == pytest.approx(np.eye(3))


def test_a_hand_with_a_contact_of_its_own_does_not_lie_as_the_other_does() -> None:
    hands = {"hands": {"at": "thigh", "lies": "forearm", "ahead": 3}, "right_hand": {"at": "chest"}}
    left, right = (pose_of("sitting", hands).posture.hands[side] for side in SIDES)
    assert left == Hand(at="thigh", lies="forearm", ahead=3)
    assert right == Hand(at="chest")


@pytest.mark.parametrize("ahead", [-12, -8])
def test_a_hand_nearer_to_its_shoulder_than_an_arm_folds_misses_and_tears_no_arm(ahead: float) -> None:
    found = pose_of("sitting", {"left_hand": {"at": "temple", "ahead": ahead, "out": -4}})
    assert -4 < found.reach_gap["left"] < -1
    assert distance(found.skeleton, "left shoulder", "left elbow") == pytest.approx(bones.UPPER_ARM)


def test_a_hand_that_lies_on_the_backs_of_its_fingertips_is_not_skewed() -> None:
    hand = {"at": "thigh", "fingertips": True, "palm_up": True}
    frame = pose_of("sitting", {"left_hand": hand}).skeleton.frames["left hand"]
    assert frame.T @ frame == pytest.approx(np.eye(3), abs=1e-7)


@pytest.mark.parametrize("at", ["floor", "bench", "table"])
def test_hands_above_elbows_that_lean_are_not_skewed(at: str) -> None:
    skeleton = pose_of("kneeling", {"pelvis": {"tip_forward": 50}, "hands": {"at": at, "lies": "elbow"}}).skeleton
    for side in SIDES:
        assert skeleton.frames[f"{side} hand"].T @ skeleton.frames[f"{side} hand"] == pytest.approx(np.eye(3), abs=1e-7)


def test_a_face_seen_from_steeply_above_has_no_lines() -> None:
    level, steep = (stage_of(figure("standing", {}, view=[0, elevation])) for elevation in (10, 70))
    shown, blotted = (face(each.view(each.extent), 0.5) for each in (level, steep))
    assert shown.lines
    assert shown.eyes
    assert [blotted.lines, blotted.fine, blotted.eyes] == [[], [], []]


def test_who_lies_with_the_face_up_has_closed_eyes() -> None:
    up, side = (face(each.view(each.extent), 0.5) for each in (
        stage_of(figure("supine", {}, view=[90, 30])), stage_of(figure("standing", {}, view=[60, 0]))
    ))  # fmt: skip
    assert not up.eyes
    assert len(up.lines) >= 2
    assert side.eyes


def test_an_arrow_at_a_belly_that_sinks_points_down_below_it() -> None:
    sunk = {"hands": {"at": "stay"}, "lumbar": {"extend": 20}, "thoracic": {"extend": 15}}
    frames = [
        {"steps": [1], "pose": {"hands": {"at": "floor"}}},
        {"steps": [2], "pose": sunk, "arrows": [{"part": "belly"}]},
    ]
    of = figure("all-fours", frames=frames, view=[80, 8], anchor="knees")
    shown = pictured(of, [SITES["rectus-abdominis"]], ("a", "b")).shown[1]
    (arrow,) = shown.arrows
    belly = shown.look.stage.on_screen(shown.look.stage.skeleton.points["low back"])[1]
    assert arrow[0, 1] < belly
    assert arrow[-1, 1] < arrow[0, 1] - 5


def test_an_arrow_shows_what_moved_since_the_first_frame_where_each_movement_starts_anew() -> None:
    poses = [{}, {"arms": {"shoulder": {"flex": 90}}}, {"arms": {"shoulder": {"abduct": 90}}}]
    lines = {}
    for since in ("before", "first"):
        frames = [{"steps": [1], "pose": pose} for pose in poses]
        frames[2]["arrows"] = [{"part": "left hand", "since": since}]
        of = figure("standing", frames=frames)
        lines[since] = re.findall(
            r'class="a" d="([^"]*)', draw(of, [[SITES["trapezius-middle"]]] * 3, ["t"] * 3)[2].svg
        )
    assert lines["before"]
    assert lines["before"] != lines["first"]


def test_a_mat_reaches_under_hands_that_lie_near_it_and_not_under_outstretched_arms() -> None:
    edges = []
    for out in (0, 10, 60):
        of = figure("supine", {"hands": {"at": "floor", "out": out}}, props=[{"thing": "mat"}])
        found = stage_of(of)
        mat = np.vstack(next(solid.faces for solid in found.solids if "mat" in solid.part))
        edges.append((float(mat[:, 1].max()), float(found.skeleton.points["left hand"][1])))
    (_, _), (edge, hand), (far_edge, far_hand) = edges
    assert edge > hand + 5
    assert far_edge < far_hand


@pytest.mark.parametrize(("azimuth", "clear"), [(20, []), (55, ["thing right jamb"]), (-55, ["thing left jamb"])])
def test_the_nearer_half_of_a_doors_frame_hides_no_arm(azimuth: float, clear: list[str]) -> None:
    of = figure("standing", {"hands": {"at": "door-frame"}}, view=[azimuth, 8], props=[{"thing": "doorway"}])
    assert [solid.part for solid in stage_of(of).clear] == clear


@pytest.mark.parametrize(("azimuth", "clear"), [(0, False), (90, False), (180, True)])
def test_a_wall_before_somebody_is_made_of_glass(azimuth: float, clear: bool) -> None:  # noqa: FBT001
    of = figure("standing", {}, view=[azimuth, 5], props=[{"thing": "wall-behind"}])
    found = stage_of(of)
    assert [solid.part for solid in (found.clear if clear else found.solids)] == ["thing wall"]
    svg = draw(of, [[SITES["trapezius-lower"]]], ["a"])[0].svg
    assert ('class="c"' in svg) == clear
    look = found.view(found.extent)
    assert look.is_body.any()
    assert look.is_thing.any() != clear


@pytest.mark.parametrize(
    ("base", "anchor", "joints"),
    [
        ("standing", "feet", ("left ankle", "right ankle")),
        ("standing", "left foot", ("left ankle",)),
        ("all-fours", "knees", ("left knee", "right knee")),
        ("sitting", "pelvis", ("pelvis",)),
    ],
)
def test_what_is_anchored_stays_where_it_was(base: str, anchor: str, joints: tuple[str, ...]) -> None:
    moves = {"lumbar": {"flex": 30}, "left_leg": {"hip": {"flex": 40}, "knee": 30}, "pelvis": {"tip_forward": 20}}
    frames: list[Posed] = solve(figure(base, {}, moves, anchor=anchor))
    one, other = (np.mean([frame.skeleton.points[joint] for joint in joints], axis=0) for frame in frames)
    assert other[:2] == pytest.approx(one[:2])


@pytest.mark.parametrize("flex", [0, 20, 40])
def test_on_all_fours_the_shoulders_are_over_straight_arms(flex: float) -> None:
    skeleton = pose_of("all-fours", {"thoracic": {"flex": flex}}).skeleton
    for side in SIDES:
        arm = 0.975 * (bones.UPPER_ARM + bones.FOREARM)
        assert skeleton.points[f"{side} shoulder"][2] == pytest.approx(PLANTED_HEIGHT + arm, abs=0.01)
        assert distance(skeleton, f"{side} shoulder", f"{side} wrist") == pytest.approx(arm, abs=1.5)


@pytest.mark.parametrize(("part", "height"), [("head", 12), ("head", 30), ("left shoulder", 25)])
def test_a_bow_ends_at_its_height(part: str, height: float) -> None:
    pose = {"pelvis": {"bow_until": {"part": part, "height": height}}, "hands": {"at": "floor", "ahead": 30}}
    assert pose_of("heel-sitting", pose).skeleton.points[part][2] == pytest.approx(height, abs=0.01)


@pytest.mark.parametrize(
    ("muscle", "azimuth"),
    [("pectoralis-major", 0), ("rectus-abdominis", 0), ("erector-spinae-thoracic", 180), ("rhomboid-major", 180)],
)
def test_a_target_is_seen_from_its_own_side_and_not_from_the_other(muscle: str, azimuth: float) -> None:
    # The arms are lifted out of the way.
    pose = {**STILL, "arms": {"shoulder": {"abduct": 50}}}
    opposite = azimuth - 180
    shares = {}
    for view in (azimuth, opposite):
        stage = stage_of(figure("standing", pose, view=[view, 0]))
        shares[view] = target(stage.view(stage.extent), [SITES[muscle]]).share
    assert shares[azimuth] > 0.85
    assert shares[opposite] < 0.03


def test_only_the_side_that_is_asked_for_is_marked() -> None:
    stage = stage_of(figure("standing", STILL))
    look = stage.view(stage.extent)
    middle = look.view.to_pixels(np.zeros((1, 2)))[0, 0]
    marked = target(look, [SITES["pectoralis-major"]], ["left"]).seen
    assert marked.any()
    assert np.nonzero(marked)[1].min() > middle - 2


# --- Drawings


def test_a_crop_leaves_out_what_is_below() -> None:
    whole, cropped = (
        draw(figure("sitting", {}, view=[30, 10], crop=crop), [[]], ["a"])[0] for crop in ("none", "waist")
    )
    assert cropped.height < 0.7 * whole.height
    assert cropped.width <= whole.width


_OLD = {
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR",
    "OPENBLAS_CORETYPE": "Nehalem",
}
"""A processor that cannot multiply and add in one step: its last digits are others."""


def test_every_process_draws_the_same_bytes() -> None:
    search = os.pathsep.join([str(TOP / "tests"), str(TOP / "hooks")])
    surroundings = ({"PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8"} | _OLD)
    command = "from helpers.figure_cases import digest; print(digest())"
    digests = {
        subprocess.run(
            [sys.executable, "-c", command],
            env={**os.environ, **each, "PYTHONPATH": search},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for each in surroundings
    }  # fmt: skip
    assert digests == {digest()}
