"""Path data says what was drawn, as shortly as it can."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from stretchbook.text.svg_path import Pen


def square(pen: Pen) -> None:
    pen.move((10, 10))
    for corner in ((20, 10), (20, 20), (10, 20), (10, 10)):
        pen.line(corner)
    pen.close()


def two_lines(pen: Pen) -> None:
    for start in ((1000, 1000), (1010, 1000)):
        pen.move(start)
        pen.line((start[0] + 3, start[1] + 4))


def wave(pen: Pen) -> None:
    pen.move((0, 0))
    pen.curve((0, 10), (10, 20), (20, 20))
    pen.curve((30, 20), (40, 10), (40, 0))


def nearly_a_wave(pen: Pen) -> None:
    pen.move((0, 0))
    pen.curve((0, 10), (10, 20), (20, 20))
    pen.curve((29, 20), (40, 10), (40, 0))


def nothing(pen: Pen) -> None:
    pen.move((5, 5))
    pen.line((5, 5))
    pen.curve((5, 5), (5, 5), (5, 5))
    pen.close()


@pytest.mark.parametrize(
    ("draw", "unseen", "path"),
    [
        (square, 0, "M10 10h10v10h-10z"),
        (two_lines, 0, "M1000 1000l3 4m7-4l3 4"),
        (wave, 0, "M0 0c0 10 10 20 20 20s20-10 20-20"),
        (nearly_a_wave, 0, "M0 0c0 10 10 20 20 20 9 0 20-10 20-20"),
        (nearly_a_wave, 1.5, "M0 0c0 10 10 20 20 20s20-10 20-20"),
        (nothing, 0, ""),
    ],
)
def test_a_path_is_written_shortly(draw: Callable[[Pen], None], unseen: float, path: str) -> None:
    pen = Pen(unseen)
    draw(pen)
    assert pen.data() == path
