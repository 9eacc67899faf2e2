"""Every record's figure, drawn."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from helpers.figure_cases import (
    Picture,
    picture,
)
from helpers.project import TOP
from stretchbook.book.library import Library
from stretchbook.poses.body.rotation import unit
from stretchbook.render.figures.figure_set import marked

STRETCHES = TOP / "stretches"
DRAWN = sorted(file.stem for file in STRETCHES.glob("*.yml") if "\nfigure:" in file.read_text(encoding="utf-8"))


# --- Drawings


@pytest.fixture(scope="session", params=DRAWN)
def shown(request: pytest.FixtureRequest, library: Library) -> Picture:
    """The figure of each record that has one."""
    return picture(library, request.param)


def test_a_drawing_is_small_valid_and_in_whole_numbers(shown: Picture) -> None:
    for drawn, title in zip(shown.drawn, shown.titles, strict=True):
        assert len(drawn.svg.encode()) <= 8192
        root = ET.fromstring(drawn.svg)  # noqa: S314 our own text
        space = "{http://www.w3.org/2000/svg}"
        assert root.findtext(f"{space}title") == title
        assert root.get("role") == "img"
        paths = [path.get("d", "") for path in root.iter(f"{space}path")]
        assert len(paths) > 8
        assert all(
            re.fullmatch(r"(M-?\d+[ -]\d+[-\dlhvcsz ]*|M\d+ -?\d+H\d+|M0 0V\d+)(M[-\dMlhvcsz ]*)*", path)
            for path in paths
        )
        assert re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox", ""))


def test_all_frames_have_the_same_size(shown: Picture) -> None:
    assert len({re.findall(r'viewBox="[^"]*"', drawn.svg)[0] for drawn in shown.drawn}) == 1
    assert len({(drawn.width, drawn.height) for drawn in shown.drawn}) == 1


def test_no_arrow_crosses_the_head(shown: Picture) -> None:
    for frame in shown.shown:
        head = frame.look.is_part("head", "ear", "hair")
        for line in frame.arrows:
            places = np.linspace(0, len(line) - 1, 200)
            fine = np.stack([np.interp(places, np.arange(len(line)), line[:, axis]) for axis in (0, 1)], axis=1)
            # An arrow is about as wide as this.
            for way in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
                x, y = np.floor(frame.look.view.to_pixels(fine + np.array(way))).astype(int).T
                inside = (x >= 0) & (y >= 0) & (x < head.shape[1]) & (y < head.shape[0])
                assert not head[y[inside], x[inside]].any()


def test_the_arrow_of_a_limb_ends_where_the_limb_is(shown: Picture) -> None:
    for number, frame in enumerate(shown.shown):
        arrows = shown.figure.frames[number].arrows
        for arrow, line in zip(arrows, frame.arrows, strict=True):
            if arrow.along == "turn" or not arrow.part.endswith(("hand", "elbow", "knee")):
                continue
            now = frame.look.stage
            end = now.on_screen(now.skeleton.points[arrow.part])[:2]
            way = unit(line[-1] - line[-3])
            assert float((line[-1] - end) @ way) < 4
            assert float((line[0] - end) @ way) < -8
            assert float(np.hypot(*(line[-1] - end))) < 0.16 * math.sqrt(shown.drawn[0].width * shown.drawn[0].height)


def test_nobody_in_a_record_sinks_into_the_floor_or_misses_what_they_hold(shown: Picture) -> None:
    for drawn, frame in zip(shown.drawn, shown.shown, strict=True):
        assert drawn.lowest > -1.0
        assert all(short < 1.5 for short in frame.look.stage.posed.reach_gap.values())


def test_where_nothing_is_held_yet_nothing_is_marked(library: Library) -> None:
    for name in DRAWN:
        stretch = library.stretches[name]
        assert stretch.figure
        first, *others = (marked(stretch, frame) for frame in stretch.figure.frames)
        assert others
        assert first == [], name
        assert any(others), name
