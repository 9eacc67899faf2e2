"""The movement of a figure: poses between its frames, and one picture in which they take turns."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from helpers.figure_cases import SITES, figure
from stretchbook.model.figure import Figure
from stretchbook.poses.body.between import between
from stretchbook.poses.body.solve import Posed, lowest, solve
from stretchbook.poses.drawn import Tempo
from stretchbook.poses.motion import moving

FLOOR = {"at": "floor", "ahead": 40, "elbow": "out"}
UNDER = {"at": "floor", "ahead": -10, "out": -40, "turn_in": 90, "elbow": "forward"}
ROLLED = {"props": [{"thing": "roller-across", "level": 34}]}
MOVED: Mapping[str, Figure] = {
    "a back that rounds on all fours": figure("all-fours", {}, {"thoracic": {"flex": 40}, "neck": {"flex": 30}}),
    "a bow from the heels": figure(
        "heel-sitting", {}, {"pelvis": {"bow_until": {"part": "head", "height": 12}}, "hands": {**FLOOR, "ahead": 54}}
    ),
    "arms that sweep over the floor": figure(
        "supine-knees-bent",
        {"hands": {"at": "floor", "ahead": 40, "out": 5, "elbow": "up"}},
        {"hands": {"at": "floor", "ahead": -6, "out": 47, "elbow": "up"}},
    ),
    "arms overhead": figure("prone", {"arms": {"shoulder": {"abduct": 160}}}, {"arms": {"shoulder": {"abduct": 60}}}),
    "a hand that goes behind the head": figure("sitting", {}, {"right_hand": {"at": "back-of-head"}}),
    "a hand that goes under the body and up": figure(
        "all-fours",
        {
            "pelvis": {"bow_until": {"part": "right shoulder", "height": 14}},
            "thoracic": {"turn_left": 30},
            "right_hand": {**UNDER, "palm_up": True},
            "left_hand": {"at": "floor", "elbow": "up"},
        },
        {"right_arm": {"shoulder": {"abduct": 90}}, "thoracic": {"turn_right": 30}},
    ),
    "hips that rise": figure(
        "supine-knees-bent",
        {"hands": FLOOR},
        {"hands": {"at": "stay", "elbow": "out"}, "pelvis": {"tip_back": 25}, "legs": {"hip": {"flex": 20}}},
        anchor="feet",
    ),
    "a back that arches over a roller": figure(
        "supine-knees-bent", {"thoracic": {"flex": 12}}, {"thoracic": {"extend": 12}}, anchor="feet", **ROLLED
    ),
    "clasped hands that change": figure(
        "sitting",
        {"left_arm": {"shoulder": {"abduct": 50, "across": 110}, "elbow": 60}, "right_hand": {"at": "other-hand"}},
        {"right_arm": {"shoulder": {"abduct": 90, "across": 110}, "elbow": 50}, "left_hand": {"at": "other-hand"}},
    ),
    "a leg that is crossed over": figure(
        "floor-sitting", {}, {"right_leg": {"hip": {"flex": 100, "adduct": 12}, "knee": 95, "flat": True}}
    ),
}  # fmt: skip
"""Figures that move between two frames, each in a way of its own."""

SHARES = [share / 8 for share in range(9)]


@cache
def on_the_way(how: str) -> tuple[list[Posed], list[Posed]]:
    """Give the two frames of a figure, and the way between them in eight equal steps."""
    first, last = solve(MOVED[how])
    return [first, last], [between(MOVED[how], first, last, share) for share in SHARES]


def apart(one: Posed, two: Posed) -> float:
    """Give how far the joint is that has the farthest way from one pose to another, centimetres.

    Elbows may be held up a little on the way, and do not count.
    """
    names = [name for name in one.skeleton.points if "elbow" not in name]
    ways = [two.skeleton.points[name] - one.skeleton.points[name] for name in names]
    return max(float(np.linalg.norm(way)) for way in ways)


@pytest.mark.parametrize("how", MOVED)
def test_a_way_leads_from_one_frame_to_the_other(how: str) -> None:
    (first, last), way = on_the_way(how)
    assert apart(first, way[0]) < 2
    assert apart(last, way[-1]) < 2
    # Nobody jumps: no step is half of the whole way, but where an arm goes far round.
    assert max(apart(*step) for step in pairwise(way)) < max(14.0, 0.4 * max(apart(first, each) for each in way))


@pytest.mark.parametrize("how", MOVED)
def test_nothing_goes_through_the_floor(how: str) -> None:
    for pose in on_the_way(how)[1]:
        assert lowest(pose.surface(MOVED[how].person)) > -1.0
        assert all(np.isfinite(point).all() for point in pose.skeleton.points.values())


@pytest.mark.parametrize("how", ["a back that rounds on all fours", "hips that rise"])
def test_hands_that_stay_on_the_floor_do_not_leave_it(how: str) -> None:
    frames, way = on_the_way(how)
    for pose in way:
        for side in ("left", "right"):
            assert (
                np.linalg.norm(pose.skeleton.points[f"{side} wrist"] - frames[0].skeleton.points[f"{side} wrist"]) < 1
            )
            assert abs(pose.reach_gap[side]) < 1


def test_hands_that_slide_over_the_floor_stay_down() -> None:
    for pose in on_the_way("arms that sweep over the floor")[1]:
        assert all(pose.skeleton.points[f"{side} wrist"][2] < 6 for side in ("left", "right"))


def test_a_roller_stays_under_the_back_and_on_the_floor() -> None:
    for pose in on_the_way("a back that arches over a roller")[1]:
        station = pose.skeleton.on_spine(34)
        # Its middle is as high as it is thick; the skin of the back is ten centimetres from the spine.
        assert abs(float((station.point - station.frame[:, 0] * 17.3)[2]) - 7.3) < 1


def test_clasped_hands_stay_clasped() -> None:
    for pose in on_the_way("clasped hands that change")[1]:
        palms = pose.skeleton.points["left hand"] - pose.skeleton.points["right hand"]
        assert np.linalg.norm(palms) < 8


def test_an_arm_goes_round_the_body_and_not_through_it() -> None:
    for pose in on_the_way("a hand that goes under the body and up")[1][2:7]:
        trunk = [pose.skeleton.on_spine(place).point for place in range(10, 50, 4)]
        assert min(np.linalg.norm(pose.skeleton.points["right wrist"] - point) for point in trunk) > 12


# The picture.

TEMPO = Tempo(move=4, hold=10, holds=1)


def film(*poses: Mapping[str, Any], tempo: Tempo = TEMPO) -> tuple[str, float]:
    """Give the moving picture of a head that turns, and how long it takes."""
    return _film(json.dumps(poses), tempo)


@cache
def _film(poses: str, tempo: Tempo) -> tuple[str, float]:
    turning = figure("sitting", *json.loads(poses), crop="chest")
    made = moving(turning, ((SITES["scalenes"],),) * len(turning.frames), "A head turns", tempo)
    return made.svg, made.seconds


def spans(svg: str) -> list[tuple[float, float, int]]:
    """Give from when to when each pose is shown, in hundredths of the whole, in the order of time."""
    found = []
    for number, rules in re.findall(r"@keyframes n(\d+)\{((?:[^{}]*\{[^}]*\})+)\}", svg):
        steps = [(float(at), word) for at, word in re.findall(r"([\d.]+)%\{visibility:(\w+)\}", rules)]
        found += [
            (at, end, int(number)) for (at, word), (end, _) in pairwise([*steps, (100.0, "")]) if word == "visible"
        ]
    return sorted(found)


def test_one_pose_is_shown_at_each_moment() -> None:
    svg, _ = film({}, {"neck": {"turn_right": 60}})
    times = spans(svg)
    assert times[0][0] == 0
    assert times[-1][1] == 100
    assert all(abs(end - start) < 0.02 for (_, end, _), (start, _, _) in pairwise(times))
    assert {number for _, _, number in times} == set(range(svg.count("<g class")))


def test_it_goes_out_and_back_and_waits_where_it_is_held() -> None:
    svg, seconds = film({}, {"neck": {"turn_right": 60}})
    order = [number for _, _, number in spans(svg)]
    last = max(order)
    assert order == [*range(last + 1), *range(last - 1, 0, -1)]
    # Four seconds of moving, a moment at the start, and three of the ten seconds of the hold.
    assert seconds == pytest.approx(4 + 0.6 + 3)
    held = next(end - start for start, end, number in spans(svg) if number == last)
    assert held * seconds / 100 == pytest.approx(3, abs=0.05)


def test_what_ends_near_its_start_goes_round() -> None:
    svg, _ = film({}, {"neck": {"turn_right": 50}}, {"neck": {"turn_left": 50}})
    order = [number for _, _, number in spans(svg)]
    assert order == sorted(order)


def test_a_frame_that_shows_the_same_from_elsewhere_is_no_movement() -> None:
    turned = {"neck": {"turn_right": 50}}
    assert film({}, turned, turned)[0] == film({}, turned)[0]
    assert film(turned, turned) == ("", 0.0)


def test_nothing_moves_on_paper_or_for_those_who_ask_for_stillness() -> None:
    svg, _ = film({}, {"neck": {"turn_right": 60}})
    last = max(number for _, _, number in spans(svg))
    still = f"@media print,(prefers-reduced-motion:reduce){{g{{animation:none}}.n{last}{{visibility:visible}}}}"
    assert still in svg


def test_the_same_movement_is_the_same_to_the_byte() -> None:
    _film.cache_clear()
    again = film({}, {"neck": {"turn_right": 60}})
    _film.cache_clear()
    assert film({}, {"neck": {"turn_right": 60}}) == again


def test_a_slower_record_moves_more_slowly() -> None:
    assert film({}, {"neck": {"turn_right": 60}}, tempo=replace(TEMPO, move=9))[1] == pytest.approx(9 + 0.6 + 3)
