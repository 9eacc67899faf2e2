"""What readers do in a routine: worked out for each of its stretches, and said by number."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.project import TOP
from helpers.records import with_records
from stretchbook.book.library import Library
from stretchbook.book.routine_answers import RoutineAnswer, asking, listed, routine_answers
from stretchbook.checks.all_checks import open_library
from stretchbook.model.safety import Caution, Condition
from stretchbook.model.stretch import Safety

CLINIC = open_library(TOP / "tests" / "small-site" / "stretches")
ANY = CLINIC.stretches["open-hand"]
STRETCHES = ["first", "second", "third"]


def condition(name: str, **more: Any) -> Condition:
    said: dict[str, Any] = {"area": "hands", "plain": "P.", "why": "W.", "do": "D.", "source": "convention"}
    return Condition(id=name, name=name.capitalize(), **said, **more)


def caution(name: str, about: str, action: Any) -> Caution:
    return Caution(
        id=name, name="N", text="T.", conditions=(about,), action=action, severity="harm", source="convention"
    )


def library(*cautions: tuple[str, str, Any], asked_always: str = "") -> Library:
    """Three stretches with cautions `(stretch, condition, what to do)`; with one condition one asks before any."""
    names = dict.fromkeys([*(about for _, about, _ in cautions), *([asked_always] if asked_always else [])])
    made = [(stretch, caution(f"{stretch}-{about}", about, action)) for stretch, about, action in cautions]
    own = {name: tuple(each.id for stretch, each in made if stretch == name) for name in STRETCHES}
    records: dict[str, dict[str, Any]] = {
        "routines": {},
        "safety-rules": {},
        "stop-signs": {},
        "conditions": {name: condition(name, ask_first=name == asked_always) for name in names},
        "cautions": {each.id: each for _, each in made},
        "stretches": {
            name: ANY.model_copy(update={"safety": Safety(stop_if=(), cautions=own[name], notes=("N.",))})
            for name in STRETCHES
        },
    }
    return with_records(CLINIC, **records)


def test_each_stretch_counts_for_itself_and_not_as_the_strictest() -> None:
    made = library(("first", "gout", "ask-first"), ("second", "gout", "ask-first"), ("third", "gout", "leave-out"))
    assert routine_answers(made, STRETCHES) == (RoutineAnswer("gout", leave_out=(3,), ask_before=(1, 2)),)


def test_who_asks_before_any_stretch_comes_first_and_without_numbers() -> None:
    made = library(("first", "gout", "leave-out"), ("second", "crack", "leave-out"), asked_always="crack")
    assert [(each.condition, each.before_any, each.text) for each in routine_answers(made, STRETCHES)] == [
        ("crack", True, "ask before any of these"),
        ("gout", False, "leave out 1"),
    ]
    assert routine_answers(made, STRETCHES)[0].leave_out == ()


def test_who_asks_before_any_stretch_is_told_although_no_stretch_names_it() -> None:
    assert [each.condition for each in asking(library(asked_always="crack"), STRETCHES)] == ["crack"]


def test_another_way_is_told_but_is_no_question() -> None:
    made = library(("first", "gout", "adapt"), ("second", "sore", "ask-first"), ("third", "sore", "adapt"))
    told = {each.condition: each.text.replace("\N{NO-BREAK SPACE}", " ") for each in routine_answers(made, STRETCHES)}
    assert told == {"gout": "do a changed version of 1", "sore": "ask before 2; do a changed version of 3"}
    assert [each.condition for each in asking(made, STRETCHES)] == ["sore"]


def test_who_does_everything_as_it_is_taught_is_not_told() -> None:
    assert routine_answers(library(("first", "gout", "leave-out")), ["second"]) == ()


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((), ""),
        ((1,), "1"),
        ((1, 2), "1 and 2"),
        ((1, 3, 5), "1, 3 and 5"),
        ((2, 3, 4, 6), "2 to 4 and 6"),
        ((1, 3, 4, 5), "1 and 3 to 5"),
    ],
)
def test_numbers_are_said_without_dashes_which_copies_lose(numbers: tuple[int, ...], said: str) -> None:
    assert listed(numbers).replace("\N{NO-BREAK SPACE}", " ") == said
