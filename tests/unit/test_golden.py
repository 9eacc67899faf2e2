"""Poses are drawn as they are kept in `tests/golden`; where a change is meant, `make golden` draws them anew."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.golden import COMPARED, GOLDEN, Picture, digest, drawn, kept, paths_of, points_of, poses, strays

TOLERANCE = 0.2
"""Millimetres of a picture in which a person is 85 mm high."""


@pytest.mark.parametrize("name", poses())
def test_a_pose_is_drawn_as_before(name: str) -> None:
    now, before = paths_of(drawn(name)), kept(name)
    for kind in COMPARED:
        new, old = points_of(now[kind]), points_of(before[kind])
        assert strays(new, old, TOLERANCE).tolist() == [], f"{name}: {kind}: is new. `make golden`, and look at it."
        assert strays(old, new, TOLERANCE).tolist() == [], f"{name}: {kind}: is gone. `make golden`, and look at it."


@pytest.mark.parametrize("name", poses())
def test_the_picture_of_a_pose_is_of_its_data_and_small(name: str) -> None:
    content = (GOLDEN / f"{name}.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 10_000
    assert Picture(content).digest == digest(kept(name)), "Run `make golden`."


def test_nothing_is_kept_of_poses_that_are_gone() -> None:
    assert {file.stem for file in GOLDEN.iterdir() if file.suffix != ".yml"} == set(poses())
    assert len(poses()) == 10


def test_a_line_that_moved_by_more_than_the_tolerance_is_seen() -> None:
    line = points_of(["M0 0l100 50c10 20 30 20 40 0s30-20 40 0h20v-30z"])
    assert len(strays(line + np.array([0.0, 3.0]), line, TOLERANCE)) == 0
    moved = line + np.array([0.0, 9.0])
    assert len(strays(moved, line, TOLERANCE)) > 100
    assert len(strays(line[:200], line, TOLERANCE)) == 0
    assert len(strays(line, line[:200], TOLERANCE)) > 0
