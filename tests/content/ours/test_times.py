"""How long routines take, and what their summaries say of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from helpers.project import TOP
from stretchbook.book.doses import routine_seconds
from stretchbook.book.library import Library
from stretchbook.render.html import Renderer


@pytest.mark.parametrize(("routine", "seconds"), [("desk-break", 185), ("morning-floor", 525)])
def test_a_routine_takes_its_doses_and_its_pauses(routine: str, seconds: int, library: Library) -> None:
    renderer = Renderer(library, TOP / "overrides")
    assert renderer.routine_seconds(library.routines[routine]) == seconds


def test_every_routine_takes_as_long_as_it_is_meant_to(library: Library) -> None:
    for name, routine in library.routines.items():
        assert routine.takes is not None, name
        assert abs(routine_seconds(routine, library.stretches) - routine.takes) <= 15, name


SPOKEN = {"three": 3, "seven": 7, "nine": 9, "twelve": 12, "15": 15, "20": 20}
NEAR: dict[str, Callable[[int, int], bool]] = {
    "about": lambda seconds, minutes: abs(seconds - 60 * minutes) <= 15,
    "under": lambda seconds, minutes: 60 * (minutes - 1) < seconds < 60 * minutes,
    "just over": lambda seconds, minutes: 60 * minutes < seconds <= 60 * minutes + 30,
}


def test_the_time_that_a_summary_tells_is_true(library: Library) -> None:
    for name, routine in library.routines.items():
        told = re.search(r"(about|under|just over) (\w+) minutes", routine.summary)
        assert told, name
        assert NEAR[told[1]](routine_seconds(routine, library.stretches), SPOKEN[told[2]]), name
        assert len(re.findall("minute", routine.summary)) == 1, name
