"""The leaf that a sheet is: how stretches, pictures and few words share its front."""

from __future__ import annotations

import pytest
from stretchbook.book.doses import brief_words
from stretchbook.model.dose import Dose
from stretchbook.render.sheets.arrangement import GAP, arranged
from stretchbook.render.sheets.layout import fronts_of, room_for
from stretchbook.render.sheets.strip import numbers_said

HOLD = {"hold": 30, "move": 2, "repeats": 2}


@pytest.mark.parametrize(
    ("number", "fronts"), [(1, (1,)), (4, (4,)), (6, (6,)), (7, (4, 3)), (9, (5, 4)), (12, (6, 6)), (13, (5, 4, 4))]
)
def test_stretches_are_shared_out_over_as_few_fronts_as_can_be(number: int, fronts: tuple[int, ...]) -> None:
    assert fronts_of(number) == fronts


@pytest.mark.parametrize("beside", range(1, 7))
@pytest.mark.parametrize(
    "ratios",
    [(1.65, 1.65), (0.41, 0.41), (3.8, 3.8), (0.5, 0.5, 0.5), (1.5, 1.5, 1.5), (0.63,) * 5, (0.8,), (2.2, 1.1)],
)
def test_pictures_fit_their_room_and_are_wide_enough(ratios: tuple[float, ...], beside: int) -> None:
    room, plan = room_for(beside), arranged(ratios, room_for(beside))
    assert plan.width <= room.width + 0.01
    assert plan.height <= room.height + 0.01
    # One tall picture alone can be no wider than its height allows.
    assert plan.width >= min(room.least_width, len(ratios) * min(ratios) * room.height + GAP * (len(ratios) - 1)) - 0.01
    shown = {*plan.small, *([] if plan.large is None else [plan.large])}
    assert {0, min(1, len(ratios) - 1)} <= shown <= set(range(len(ratios)))


def test_of_three_pictures_the_end_of_the_movement_is_the_large_one() -> None:
    plan = arranged((1.5, 1.5, 1.5), room_for(4))
    assert (plan.small, plan.large) == ((0, 2), 1)
    assert plan.large_width >= 55 > plan.small_width


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ({**HOLD, "sides": "each"}, "Hold 30 seconds, 2 times, each side"),
        ({**HOLD, "sides": "none", "repeats": 1}, "Hold 30 seconds, once"),
        ({**HOLD, "sides": "both", "phases": 2}, "Hold 30 seconds each way, 2 times"),
        ({**HOLD, "sides": "none", "counted_as": "levels"}, "Hold 30 seconds, at 2 levels"),
        ({"sides": "none", "move": 4, "repeats": 8, "sets": 2, "rest": 30},
         "Slowly, 8 times, 2 rounds, rest 30 seconds between"),
        ({"sides": "both", "duration": 120}, "Keep going 2 minutes"),
    ],
)  # fmt: skip
def test_a_dose_is_said_in_few_words(dose: dict[str, object], said: str) -> None:
    assert brief_words(Dose.model_validate(dose)).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("numbers", "said"), [((1,), "1"), ((1, 2), "1, 2"), ((2, 3, 4, 6), "2–4, 6"), ((1, 3, 4), "1, 3, 4")]
)
def test_numbers_in_a_row_are_said_in_short(numbers: tuple[int, ...], said: str) -> None:
    assert numbers_said(numbers).replace("\N{NO-BREAK SPACE}", " ") == said
