from __future__ import annotations

from typing import Any

import pytest
from stretchbook.book.doses import dose_words, duration_words, exactly, frequency_words, measure
from stretchbook.model.dose import Dose
from stretchbook.model.routine import Item

HOLD = {"sides": "none", "hold": 30, "repeats": 2}


def dose(**fields: Any) -> Dose:
    return Dose.model_validate({**HOLD, **fields})


def item(**fields: Any) -> Item:
    return Item.model_validate({"stretch": "any", **fields})


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, 60),
        ({"sides": "each"}, 120),
        ({"sides": "both"}, 60),
        ({"move": 5}, 70),
        ({"phases": 2, "move": 4}, 128),
        ({"hold": None, "move": 4, "repeats": 10}, 40),
        ({"hold": (15, 60), "repeats": (3, 5)}, 45),
        ({"sets": 3, "rest": 20}, 220),
        ({"sets": 3, "rest": 20, "sides": "each"}, 440),
        ({"hold": None, "repeats": None, "duration": 90}, 90),
        ({"hold": None, "repeats": None, "duration": (60, 120), "sides": "each", "sets": 2}, 240),
    ],
)
def test_a_dose_takes_its_least_time(fields: dict[str, Any], seconds: int) -> None:
    assert measure(dose(**fields)).seconds == seconds


def test_a_routine_chooses_within_the_dose() -> None:
    chosen = measure(
        dose(hold=(15, 60), repeats=(3, 5), sets=(1, 2), rest=10), item(hold=20, repeats=4, sets=2, move=3)
    )
    assert (chosen.hold, chosen.repeats, chosen.sets, chosen.move, chosen.rest) == (20, 4, 2, 3, 10)
    assert chosen.seconds == 2 * 4 * (20 + 3) + 10


def test_an_exact_dose_takes_as_long_as_the_item_and_has_no_ranges() -> None:
    asked = item(hold=20, repeats=4)
    fixed = exactly(dose(hold=(15, 60), repeats=(3, 5), sets=(1, 2), sides="each"), asked)
    assert measure(fixed) == measure(dose(hold=(15, 60), repeats=(3, 5), sets=(1, 2), sides="each"), asked)
    assert dose_words(fixed) == ["Hold for 20 seconds.", "Do it 4 times.", "Then the other side."]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Hold for 30 seconds. Do it 2 times."),
        ({"hold": 1, "repeats": 1}, "Hold for 1 second. Do it once."),
        ({"hold": (15, 30), "repeats": (2, 3)}, "Hold for 15 to 30 seconds. Do it 2 to 3 times."),
        ({"hold": (60, 120)}, "Hold for 1 to 2 minutes. Do it 2 times."),
        ({"hold": (30, 60)}, "Hold for 30 to 60 seconds. Do it 2 times."),
        ({"hold": None, "move": 4, "repeats": 10}, "Move slowly, without a hold. Do it 10 times."),
        ({"phases": 2}, "Hold for 30 seconds in each position. Do it 2 times."),
        ({"repeats": (3, 4), "counted_as": "levels"}, "Hold for 30 seconds. Do it at 3 to 4 levels of the back."),
        ({"repeats": 1, "counted_as": "levels"}, "Hold for 30 seconds. Do it at 1 level of the back."),
        ({"repeats": 5, "counted_as": "breaths"}, "Hold for 30 seconds. Stay for 5 breaths."),
        ({"repeats": 1, "counted_as": "breaths"}, "Hold for 30 seconds. Stay for 1 breath."),
        ({"sets": 3}, "Hold for 30 seconds. Do it 2 times. 3 rounds."),
        (
            {"sets": (2, 3), "rest": 1},
            "Hold for 30 seconds. Do it 2 times. 2 to 3 rounds, with 1 second of rest between them.",
        ),
        ({"sides": "each"}, "Hold for 30 seconds. Do it 2 times. Then the other side."),
        ({"sides": "both"}, "Hold for 30 seconds. Do it 2 times. Both sides at once."),
        ({"hold": None, "repeats": None, "duration": 90}, "Keep going for 1 min 30 s."),
        ({"hold": None, "repeats": None, "duration": (60, 120)}, "Keep going for 1 to 2 minutes."),
    ],
)
def test_a_dose_is_said_in_words(fields: dict[str, Any], words: str) -> None:
    assert " ".join(dose_words(dose(**fields))) == words


@pytest.mark.parametrize(
    ("times", "per", "words"),
    [
        (1, "day", "Once a day."),
        (1, "week", "Once a week."),
        ((2, 3), "day", "2 to 3 times a day."),
        (5, "week", "5 times a week."),
    ],
)
def test_a_frequency_is_said_in_words(times: Any, per: str, words: str) -> None:
    assert frequency_words(dose(frequency={"times": times, "per": per})) == words


def test_without_a_frequency_nothing_is_said() -> None:
    assert frequency_words(dose()) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (120, "2 minutes"),
        (185, "3 min 5 s"),
        (525, "8 min 45 s"),
    ],
)
def test_a_length_of_time_is_said_in_words(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words
