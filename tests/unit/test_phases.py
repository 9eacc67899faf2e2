"""A dose as phases with a time each: what a clock counts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.book.doses import measure, routine_seconds
from stretchbook.book.phases import (
    LEAST_CHANGE,
    LEAST_ON_FLOOR,
    LEAST_UP_OR_DOWN,
    READY,
    Phase,
    dose_phases,
    routine_phases,
    stretch_phases,
)
from stretchbook.model.dose import Dose
from stretchbook.model.routine import Item

HOLD = {"sides": "none", "hold": 30, "repeats": 2}


def phases(**fields: Any) -> list[Phase]:
    return dose_phases(measure(Dose.model_validate({**HOLD, **fields})))


def told(found: list[Phase]) -> list[tuple[str, int]]:
    return [(phase.kind, phase.seconds) for phase in found]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [("hold", 30), ("hold", 30)]),
        ({"move": 5}, [("move", 3), ("hold", 30), ("turn", 5), ("hold", 30), ("return", 2)]),
        ({"repeats": 1, "sides": "each"}, [("hold", 30), ("change", LEAST_CHANGE), ("hold", 30)]),
        (
            {"repeats": 1, "move": 8, "sides": "each"},
            [("move", 4), ("hold", 30), ("change", 8), ("hold", 30), ("return", 4)],
        ),
        ({"repeats": 1, "sets": 2, "rest": 20}, [("hold", 30), ("rest", 20), ("hold", 30)]),
        (
            {"repeats": 1, "move": 4, "sets": 2},
            [("move", 2), ("hold", 30), ("turn", 4), ("hold", 30), ("return", 2)],
        ),
        ({"hold": None, "move": 4, "repeats": 3}, [("repeat", 4)] * 3),
        ({"hold": 3, "move": 4}, [("repeat", 7)] * 2),
        ({"phases": 2, "move": 5, "hold": 10, "repeats": 1}, [("move", 3), ("hold", 10), ("move", 2), ("hold", 10)]),
        ({"phases": 2, "move": 6, "hold": 3, "repeats": 1}, [("repeat", 6), ("repeat", 6)]),
        (
            {"hold": None, "repeats": None, "duration": 90, "sides": "each"},
            [("go", 90), ("change", LEAST_CHANGE), ("go", 90)],
        ),
    ],
)
def test_a_dose_is_done_phase_by_phase(fields: dict[str, Any], expected: list[tuple[str, int]]) -> None:
    assert told(phases(**fields)) == expected


def test_a_phase_says_where_in_the_dose_it_stands() -> None:
    found = phases(hold=10, phases=2, repeats=2, sets=2, rest=5, sides="each")
    holds = [(phase.side, phase.set, phase.repeat, phase.position) for phase in found if phase.kind == "hold"]
    assert holds == [
        (side, set_, repeat, position) for side in (1, 2) for set_ in (1, 2) for repeat in (1, 2) for position in (1, 2)
    ]


counts = st.integers(1, 40)


@given(
    st.fixed_dictionaries(
        {"sides": st.sampled_from(["each", "both", "none"]), "hold": counts, "repeats": st.integers(1, 6)},
        optional={
            "move": st.integers(1, 30), "phases": st.integers(1, 4), "sets": st.integers(1, 3), "rest": counts,
        },
    )
)  # fmt: skip
def test_phases_take_as_long_as_the_dose_whatever_it_is(fields: dict[str, Any]) -> None:
    dose = Dose.model_validate(fields)
    found = stretch_phases(dose)
    assert sum(phase.seconds - phase.extra for phase in found) == measure(dose).seconds
    assert all(phase.seconds > 0 for phase in found)
    assert min([phase.seconds for phase in found if phase.kind == "change"], default=LEAST_CHANGE) >= LEAST_CHANGE


def test_a_routine_takes_as_long_as_its_page_says() -> None:
    doses: dict[str, Any] = {"one": Dose.model_validate(HOLD), "two": Dose.model_validate({**HOLD, "sides": "each"})}
    stretches: Any = {name: SimpleNamespace(dose=dose) for name, dose in doses.items()}
    plan: Any = SimpleNamespace(items=(Item(stretch="one", hold=20), Item(stretch="two")), pause=2)
    found = routine_phases(plan, stretches)
    assert sum(phase.seconds - phase.extra for phase in found) == routine_seconds(plan, stretches) == 40 + 2 + 120
    assert told(found)[0] == ("ready", READY)
    [pause] = [phase for phase in found if phase.kind == "next"]
    assert (pause.seconds, pause.extra, pause.item) == (LEAST_CHANGE, LEAST_CHANGE - 2, 2)
    assert {phase.item for phase in found} == {1, 2}


def test_whoever_gets_down_to_the_floor_or_up_again_has_time_for_it() -> None:
    doses = {name: Dose.model_validate({**HOLD, "sides": "each"}) for name in ("up", "down", "lower", "again")}
    stretches: Any = {name: SimpleNamespace(dose=dose) for name, dose in doses.items()}
    plan: Any = SimpleNamespace(items=tuple(Item(stretch=name) for name in doses), pause=3)
    found = routine_phases(plan, stretches, {"down", "lower"})
    pauses = [phase.seconds for phase in found if phase.kind == "next"]
    assert pauses == [LEAST_UP_OR_DOWN, LEAST_ON_FLOOR, LEAST_UP_OR_DOWN]
    assert [phase.seconds for phase in found if phase.kind == "change"] == [
        LEAST_CHANGE, LEAST_ON_FLOOR, LEAST_ON_FLOOR, LEAST_CHANGE
    ]  # fmt: skip
    assert sum(phase.seconds - phase.extra for phase in found) == routine_seconds(plan, stretches)
    assert routine_phases(plan, stretches, {"up"})[0].seconds == LEAST_UP_OR_DOWN > READY
    assert stretch_phases(doses["down"], is_on_floor=True)[0].seconds == LEAST_UP_OR_DOWN
