"""How figures are drawn: lines as wide as they are meant on the page, and ends that run out."""

from __future__ import annotations

import re

import numpy as np
import pytest
from helpers.figure_cases import figure
from stretchbook.poses.figure import draw
from stretchbook.poses.ink.drawing import CONTOUR, INNER, THING_LINE, USUAL
from stretchbook.poses.ink.tapers import tapered

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
