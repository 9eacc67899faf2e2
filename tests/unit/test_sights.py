"""What made-up poses show: angles of joints, contacts, and how the trunk lies."""

from __future__ import annotations

from typing import Any

import pytest
from stretchbook.model.figure import Figure
from stretchbook.poses.body.sights import Sights, sights
from stretchbook.poses.body.solve import solve


def seen(base: str, *poses: dict[str, Any], **fields: Any) -> list[Sights]:
    frames = [{"steps": (1,), "pose": pose} for pose in poses or ({},)]
    figure = Figure.model_validate({"base": base, "view": (0, 0), "frames": frames, **fields}, strict=False)
    return sights(figure, solve(figure))


def shown(base: str, pose: dict[str, Any], **fields: Any) -> Sights:
    return seen(base, pose, **fields)[-1]


RAISED = {"shoulder": {"abduct": 90}}
LEANING = {"at": "thigh", "lies": "forearm"}


@pytest.mark.parametrize(
    ("base", "pose", "expected"),
    [
        ("sitting", {"neck": {"turn_left": 40}}, {"neck-turn": 40}),
        ("sitting", {"neck": {"flex": 20}, "head": {"nod": 15}}, {"neck-flex": 35, "head-nod": 15}),
        ("sitting", {"neck": {"extend": 20}, "head": {"lift": 5}}, {"neck-extend": 25}),
        ("sitting", {"neck": {"glide_back": 3}}, {"neck-glide-back": 3}),
        ("sitting", {"thoracic": {"turn_right": 30}, "lumbar": {"turn_right": 6}}, {"back-turn": 36}),
        ("sitting", {"thoracic": {"bend_left": 12}}, {"thoracic-bend": 12}),
        ("sitting", {"lumbar": {"extend": 9}}, {"lumbar-extend": 9}),
        ("sitting", {"pelvis": {"tip_forward": 30}}, {"hip-flex-more left": 30, "lean-forward": 30}),
        ("standing", {"legs": {"hip": {"extend": 10}}}, {"hip-extend left": 10}),
        ("standing", {"legs": {"knee": 20}}, {"knee-flex right": 20, "knee-flex-more right": 20}),
        ("standing", {"right_leg": {"hip": {"adduct": 25}}}, {"hip-adduct right": 25}),
        ("standing", {"arms": {"shoulder": {"flex": 80}}}, {"arm-raise-forward left": 80, "arm-overhead left": 80}),
        ("standing", {"arms": {"shoulder": {"flex": 170}}}, {"arm-raise-forward left": 170, "arm-overhead left": 170}),
        ("standing", {"arms": RAISED}, {"arm-raise-aside right": 90}),
        ("standing", {"arms": {"shoulder": {"abduct": 90, "behind": 30}}}, {"arm-out-back left": 30}),
        ("standing", {"arms": {"shoulder": {"abduct": 90, "across": 120}}}, {"arm-across left": 30}),
        ("standing", {"arms": {"shoulder": {"extend": 40}}}, {"arm-extend right": 40}),
        ("standing", {"arms": {"shoulder": {"external": 70}, "elbow": 90}}, {"arm-external left": 70}),
        ("standing", {"left_arm": {"wrist": {"extend": 60}}}, {"wrist-extend left": 60}),
        ("standing", {"left_blade": {"lift": 12}}, {"blade-lift left": 12}),
    ],
)  # fmt: skip
def test_angles_are_those_that_the_pose_says(base: str, pose: dict[str, Any], expected: Sights) -> None:
    found = shown(base, pose)
    assert {name: found.get(name) for name in expected} == pytest.approx(expected, abs=0.2)


def test_a_neck_that_goes_along_with_the_trunk_turns_by_nothing() -> None:
    assert "neck-turn" not in shown("sitting", {"thoracic": {"turn_left": 45}})
    assert "neck-flex" not in shown("standing", {"pelvis": {"tip_forward": 60}, "thoracic": {"flex": 40}})


def test_a_nod_on_a_neck_that_is_tipped_back_as_far_is_a_level_head() -> None:
    found = shown("prone", {"neck": {"extend": 25}, "head": {"nod": 25}})
    assert found.keys().isdisjoint(("neck-flex", "neck-extend", "head-nod"))


@pytest.mark.parametrize("base", ["standing", "sitting", "floor-sitting", "supine", "prone", "side-lying-left"])
def test_a_base_posture_at_rest_moves_nothing(base: str) -> None:
    [found] = seen(base)
    moved = ("neck", "thoracic", "lumbar", "back", "blade", "hip-flex-more", "knee-flex-more", "arm-overhead")
    assert [name for name in found if name.startswith(moved) and found[name] > 40] in (
        [],
        ["arm-overhead left", "arm-overhead right"],
    )
    assert not any(name.startswith(("neck-turn", "thoracic", "lumbar", "blade", "hip-flex-more")) for name in found)


@pytest.mark.parametrize(
    ("base", "pose", "fact"),
    [
        ("sitting", {"left_hand": {"at": "over-head"}}, "hand-on-head left"),
        ("sitting", {"hands": {"at": "back-of-head"}}, "hand-behind-head right"),
        ("sitting", {"left_hand": {"at": "other-thigh"}}, "hand-on-lever left"),
        ("standing", {"left_hand": {"at": "low-back"}}, "hand-behind-back left"),
        (
            "standing",
            {"arms": {"shoulder": {"extend": 30, "internal": 80}, "elbow": 90}},
            "hand-behind-back right",
        ),
        ("standing", {"left_arm": RAISED, "right_hand": {"at": "other-wrist"}}, "arm-is-held left"),
        ("standing", {"hands": {"at": "door-frame"}}, "arm-on-wall left"),
        ("all-fours", {}, "weight-on-hand left"),
        ("all-fours", {}, "weight-on-knee left"),
        ("prone", {"thoracic": {"extend": 25}, "hands": {"at": "floor"}}, "weight-on-hand left"),
        ("standing", {"pelvis": {"tip_forward": 65}, "hands": {"at": "table"}}, "weight-on-hand right"),
        ("sitting", {"pelvis": {"tip_forward": 45}, "hands": LEANING}, "weight-on-elbow left"),
        ("supine", {}, "lying-on-back"),
        ("side-lying-right", {}, "lying-on-side"),
        ("supine-knees-bent", {"pelvis": {"tip_back": 23}, "legs": {"hip": {"flex": 22}}}, "hips-up"),
        ("sitting", {"pelvis": {"tip_forward": 20}}, "trunk-leans"),
    ],
)  # fmt: skip
def test_contacts_and_how_one_lies_are_facts(base: str, pose: dict[str, Any], fact: str) -> None:
    assert shown(base, pose)[fact] == 1


@pytest.mark.parametrize(
    ("base", "pose"),
    [
        ("supine", {"hands": {"at": "floor", "out": 20}}),
        ("standing", {"hands": {"at": "waist"}}),
        ("sitting", {"hands": {"at": "thigh"}}),
        (
            "heel-sitting",
            {"pelvis": {"bow_until": {"part": "head", "height": 10}}, "hands": {"at": "floor", "ahead": 54}},
        ),
    ],
)
def test_a_hand_that_only_lies_there_carries_nothing(base: str, pose: dict[str, Any]) -> None:
    found = shown(base, pose)
    assert not any(name.startswith(("weight-on-hand", "hand-on-lever", "hand-behind")) for name in found)


def test_things_say_what_lies_under_the_back() -> None:
    bent = {"thoracic": {"extend": 10}}
    assert shown("supine-knees-bent", bent, props=[{"thing": "roller-across"}])["back-over-roll"] == 1
    assert shown("supine-knees-bent", {}, props=[{"thing": "roller-along"}])["back-along-roll"] == 1
    assert shown("sitting", bent, props=[{"thing": "folded-towel", "under": "back"}])["back-over-edge"] == 1


def test_a_hanging_head_is_lower_than_the_chest_and_a_lying_one_is_not() -> None:
    bowed = {"pelvis": {"tip_forward": 80}, "thoracic": {"flex": 35}, "lumbar": {"flex": 25}}
    assert shown("standing", bowed)["head-low"] > 10
    assert shown("supine", {}).get("head-low", 0) < 3


@pytest.mark.parametrize(
    ("base", "pose"),
    [
        ("sitting", {"pelvis": {"tip_forward": 20}}),
        ("sitting", {"thoracic": {"flex": 15}}),
        ("all-fours", {"pelvis": {"tip_forward": 40}}),
    ],
)
def test_a_trunk_that_turns_while_it_is_bent_forward_is_folded_and_turned(base: str, pose: dict[str, Any]) -> None:
    turned = {"lumbar": {"turn_left": 5}}
    assert shown(base, {**pose, **turned})["folded-turn"] == 5
    assert "folded-turn" not in shown(base, turned)


def test_what_a_hand_held_before_it_still_holds_when_it_stays() -> None:
    on_wall = {"hands": {"at": "door-frame"}}
    first, second = seen("standing", on_wall, {"hands": {"at": "stay"}, "thoracic": {"extend": 5}})
    assert first["arm-on-wall left"] == second["arm-on-wall left"] == 1


def test_an_arm_that_swings_out_has_opened_since_the_first_picture() -> None:
    ahead = {"arms": {"shoulder": {"flex": 90}}}
    assert seen("standing", ahead, {"arms": RAISED})[1]["arm-open left"] == pytest.approx(90, abs=0.2)
    assert seen("standing", {"arms": RAISED}, ahead)[1]["arm-close left"] == pytest.approx(90, abs=0.2)


def test_a_step_is_measured_from_front_to_back() -> None:
    step = {"left_leg": {"hip": {"flex": 20}}, "right_leg": {"hip": {"extend": 12}}}
    assert shown("standing", step)["feet-apart"] > 35
    assert "feet-apart" not in shown("standing", {})
