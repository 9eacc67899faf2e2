"""How figures are drawn: lines as wide as they are meant on the page, and ends that run out."""

from __future__ import annotations

import re

import numpy as np
import pytest
from helpers.figure_cases import SITES, figure, pictured
from helpers.golden import points_of
from stretchbook.poses.body.solve import solve
from stretchbook.poses.description import describe
from stretchbook.poses.figure import draw
from stretchbook.poses.ink.drawing import CONTOUR, INNER, THING_LINE, USUAL
from stretchbook.poses.ink.tapers import tapered
from stretchbook.poses.kept_drawing import is_our_drawing

MILLIMETRES = 25.4 / 72


@pytest.mark.parametrize(
    ("base", "settings"),
    [
        ("prone", {"view": [90, 10], "props": [{"thing": "mat"}]}),
        ("sitting", {"view": [60, 10], "props": [{"thing": "chair"}]}),
        ("sitting", {"view": [60, 10], "props": [{"thing": "chair"}], "crop": "chest"}),
        ("standing", {"view": [30, 10], "props": [{"thing": "wall-behind"}]}),
    ],
)
def test_lines_are_as_wide_on_the_page_whatever_is_drawn(base: str, settings: dict[str, object]) -> None:
    svg = draw(figure(base, {}, **settings), [[]], ["a"])[0].svg
    wide, high = map(int, re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)[0])
    millimetre = max(wide / USUAL[0], high / USUAL[1])
    for kind, points in (("o", CONTOUR), ("i", INNER), ("p", THING_LINE)):
        (width,) = re.findall(rf"\.{kind}{{[^}}]*stroke-width:([\d.]+)", svg) or [None]
        if width is not None:
            assert float(width) == pytest.approx(points * MILLIMETRES * millimetre, abs=0.1), kind
    assert 'class="o"' in svg


def test_a_line_that_ends_within_the_body_runs_out_and_one_that_joins_another_does_not() -> None:
    body = np.ones((60, 80), bool)
    across = np.stack([np.arange(10.0, 61.0), np.full(51, 30.0)], axis=1)
    joining = np.stack([np.full(20, 30.0), np.arange(30.0, 50.0)], axis=1)
    (line, tips), (other, other_tips) = tapered([across, joining], body, 2.0, 9.0)
    assert [len(tips), len(other_tips)] == [2, 1]
    assert line[[0, -1], 0].tolist() == [19.0, 51.0]
    assert other[0].tolist() == [30.0, 30.0]
    for tip, end in zip(tips, (across[0], across[-1]), strict=True):
        assert tip[2].tolist() == end.tolist()
        assert np.hypot(*(tip[0] - tip[-1])) == pytest.approx(2.0)
    body[:, :12] = False
    ((_, at_edge),) = tapered([across], body, 2.0, 9.0)
    assert len(at_edge) == 1


def drawn_lines(svg: str, kind: str) -> list[str]:
    return re.findall(rf'<path class="{kind}" d="([^"]*)"', svg)


@pytest.mark.parametrize("view", [None, [60.0, 10.0]])
def test_a_ghost_is_where_the_body_was_as_the_frames_own_camera_sees_it(view: list[float] | None) -> None:
    arms = {"arms": {"shoulder": {"abduct": 90}}}
    frames = [{"steps": [1], "pose": arms}, {"steps": [2], "ghost": "before", "view": view}]
    alone = figure("standing", arms, view=view or [0, 10])
    first, second = draw(figure("standing", frames=frames, view=[0, 10]), [[]] * 2, ["a"] * 2)
    assert not drawn_lines(first.svg, "z")
    ghost, outline = (
        points_of(drawn_lines(svg, kind)) for svg, kind in ((second.svg, "z"), (draw(alone, [[]], ["a"])[0].svg, "o"))
    )
    assert np.ptp(ghost[:, 0]) == pytest.approx(np.ptp(outline[:, 0]), abs=6)
    # It stands where the body stands that has not moved but for its arms.
    now = points_of(drawn_lines(second.svg, "o"))
    assert ghost[:, 1].min() == pytest.approx(now[:, 1].min(), abs=6)
    assert "A thin grey outline shows the position before" in describe(figure("standing", frames=frames), 1, ())
    assert "outline" not in describe(figure("standing", frames=frames), 0, ())


def test_what_goes_to_and_fro_has_an_arrow_with_two_heads() -> None:
    for back in (False, True):
        frames = [{"steps": [1]}, {"steps": [2], "pose": {"arms": {"shoulder": {"abduct": 90}}},
                                  "arrows": [{"part": "left hand", "back": back}]}]  # fmt: skip
        (heads,) = drawn_lines(draw(figure("standing", frames=frames), [[]] * 2, ["a"] * 2)[1].svg, "k")
        assert heads.count("M") == 1 + back


def test_what_rolls_has_a_circle_that_goes_the_same_way_round_and_ends_where_it_is() -> None:
    blades: tuple[dict[str, int], ...] = ({}, {"lift": 18}, {"lift": 8, "back": 14}, {"lower": 12}, {"forward": 18})
    frames = [{"steps": [1], "pose": {"blades": blade}} for blade in blades]
    for frame in frames[1:]:
        frame["arrows"] = [{"part": "right shoulder", "along": "roll"}]
    shown = pictured(
        figure("standing", frames=frames, view=[95, 8], crop="waist"), [SITES["deltoid-posterior"]], "abcde"
    ).shown
    rest = shown[0].look.stage
    middle = rest.on_screen(rest.skeleton.points["right shoulder"])[:2]
    for each in shown[1:]:
        (line,) = each.arrows
        radii = np.hypot(*(line - middle).T)
        assert radii == pytest.approx(radii[0])
        turns = np.unwrap(np.arctan2(*(line - middle).T[::-1]))
        # The person looks to the right, and the shoulder goes up, then back.
        assert turns[-1] - turns[0] == pytest.approx(np.radians(300))
        here = each.look.stage.on_screen(each.look.stage.skeleton.points["right shoulder"])[:2] - middle
        assert here @ (line[-1] - middle) == pytest.approx(np.hypot(*here) * radii[0])


def test_the_arrow_of_a_limb_begins_on_its_way_and_ends_beside_its_place() -> None:
    low, high = ({"arms": {"shoulder": {"flex": flexed}}} for flexed in (20, 140))
    frames = [{"steps": [1], "pose": low}, {"steps": [2], "pose": high, "arrows": [{"part": "right hand"}]}]
    then, now = pictured(figure("standing", frames=frames, view=[90, 5]), [SITES["deltoid-posterior"]], "ab").shown
    (line,) = now.arrows
    before, after = (
        each.look.stage.on_screen(each.look.stage.skeleton.points["right hand"])[:2] for each in (then, now)
    )
    way = np.hypot(*(after - before))
    assert np.hypot(*(line[-1] - after)) < 0.25 * way
    assert np.hypot(*(line[0] - before)) < 0.7 * way
    assert np.hypot(*(line[0] - before)) < np.hypot(*(line[-1] - before))


def test_a_close_up_shows_the_far_side_and_covers_nobody() -> None:
    inset = {"of": "trunk", "view": [180, 0]}
    for crop in ("none", "waist"):
        plain, round_ = (
            draw(figure("standing", frames=[{"steps": [1], **more}], crop=crop), [[SITES["trapezius-lower"]]], ["a"])[0]
            for more in ({}, {"inset": inset})
        )
        assert plain.shown < 0.05
        assert round_.shown > 0.9
        whole, close = round_.svg.split('<clipPath id="c">')
        assert 'class="m"' not in whole
        assert 'class="m"' in close
        ring = points_of(drawn_lines(round_.svg, "r"))
        middle, radius = (ring.min(axis=0) + ring.max(axis=0)) / 2, float(np.ptp(ring[:, 0])) / 2
        assert np.ptp(ring[:, 1]) == pytest.approx(2 * radius, rel=0.02)
        body = points_of(drawn_lines(whole, "o"))
        assert (np.hypot(*(body - middle).T) < 0.95 * radius).mean() < 0.05
        assert ring.min() > 0
        assert ring[:, 0].max() < round_.width * 10
        assert ring[:, 1].max() < round_.height * 10
        assert is_our_drawing(round_, "a")
    of = figure("standing", frames=[{"steps": [1], "inset": inset}])
    assert "A round close-up shows the trunk, seen from behind" in describe(of, 0, ())


def test_a_close_up_shows_no_wall_before_a_back() -> None:
    inset = {"of": "trunk", "view": [180, 0]}
    of = figure("standing", frames=[{"steps": [1], "inset": inset}], view=[20, 5], props=[{"thing": "wall-behind"}])
    _, close = draw(of, [[SITES["trapezius-lower"]]], ["a"])[0].svg.split('<clipPath id="c">')
    assert 'class="p"' not in close
    assert 'class="t"' in close


def test_a_woman_and_a_man_differ_in_front_and_lie_alike() -> None:
    shown = {}
    for build in ("woman", "slim", "man"):
        of = figure("standing", {}, person={"build": build})
        blobs = [blob for blob in solve(of)[0].surface(of.person) if blob.part == "torso"]
        high = {height: [blob for blob in blobs if abs(blob.centre[2] - height) < 1.0] for height in (107.0, 128.0)}
        shown[build] = {height: max(blob.centre[1] + blob.radii[1] for blob in each) for height, each in high.items()}
        assert min(blob.centre[0] - blob.radii[0] for blob in blobs) == pytest.approx(-12.4, abs=0.4), build
    for height in (107.0, 128.0):
        assert shown["woman"][height] < shown["slim"][height] < shown["man"][height]


def test_who_is_older_has_grey_hair_whatever_the_skin() -> None:
    people: tuple[dict[str, object], ...] = ({"skin": "dark"}, {"skin": "dark", "older": True}, {"older": True})
    hairs = [
        re.findall(r"\.h{fill:(#\w+)", draw(figure("standing", {}, person=person), [[]], ["a"])[0].svg)[0]
        for person in people
    ]
    assert hairs[1] == hairs[2] != hairs[0]
