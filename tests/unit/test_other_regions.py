"""Stretches of legs, hips, wrists and sides are drawn as well: the engine is not made for one region of the body."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
import yaml
from helpers.project import TOP
from stretchbook.model.figure import Figure
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.drawn import Drawn, Tempo
from stretchbook.poses.figure import draw
from stretchbook.poses.motion import moving

_KEPT: dict[str, Any] = yaml.safe_load((TOP / "tests/other-regions.yml").read_text(encoding="utf-8"))
STRETCHES: dict[str, Any] = _KEPT["stretches"]
SITES = {site["muscle"]: MuscleSite.model_validate(site, strict=False) for site in _KEPT["muscles"]}


def figure_of(name: str) -> Figure:
    return Figure.model_validate(STRETCHES[name]["figure"], strict=False)


def marks_of(name: str) -> list[Sequence[MuscleSite]]:
    marked = [SITES[muscle] for muscle in STRETCHES[name]["marked"]]
    return [[], *[marked] * (len(figure_of(name).frames) - 1)]


@cache
def drawn(name: str) -> list[Drawn]:
    marks = marks_of(name)
    return draw(figure_of(name), marks, [name] * len(marks))


def test_there_are_ten() -> None:
    assert len(STRETCHES) == 10


@pytest.mark.parametrize("name", STRETCHES)
def test_each_hand_and_foot_reaches_what_it_touches_and_nothing_is_in_the_floor(name: str) -> None:
    assert [miss for frame in drawn(name) for miss in frame.misses] == []
    assert min(frame.lowest for frame in drawn(name)) > -1


@pytest.mark.parametrize("name", STRETCHES)
def test_what_is_stretched_is_seen_where_it_is_held(name: str) -> None:
    start, *held = drawn(name)
    assert start.shown == 0
    assert min(frame.shown for frame in held) > 0.5


@pytest.mark.parametrize("name", STRETCHES)
def test_each_picture_is_small(name: str) -> None:
    assert max(len(frame.svg.encode()) for frame in drawn(name)) <= 8 * 1024


@pytest.mark.parametrize("name", ["kneeling-hip-flexor", "standing-side-bend"])
def test_it_moves(name: str) -> None:
    picture = moving(figure_of(name), marks_of(name), name, Tempo(move=4, hold=20, holds=1))
    assert picture.svg.count("<g class=") > 10
    assert len(gzip.compress(picture.svg.encode(), 9)) <= 60 * 1024
