"""Texts that say another time, count or side than the dose beside them. Their lines are in `broken/style.yml`."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from stretchbook.checks.all_checks import open_library
from stretchbook.checks.text_doses import INSTRUCTION, REMARK, contradictions
from stretchbook.model.dose import Dose
from stretchbook.problems import ProblemsError


def dose(**numbers: object) -> Dose:
    return Dose.model_validate({"sides": "each", **numbers}, strict=True)


HELD = dose(hold=30, repeats=2)
RANGED = dose(hold=(20, 30), repeats=(2, 3), frequency={"times": (1, 2), "per": "day"})
MOVED = dose(move=4, repeats=(8, 12), sets=(1, 2), rest=30)
TIMED = dose(sides="both", duration=(60, 120))
BY_BREATH = dose(move=8, repeats=(3, 5), counted_as="breaths")

OTHER = {
    "Do 5 rounds.": HELD,
    "Hold for 20 seconds.": HELD,
    "Hold this position and breathe for a minute.": HELD,
    "Stay for half a minute to one minute.": HELD,
    "Repeat three times.": HELD,
    "Repeat 3x on each side.": HELD,
    "Do 10.": HELD,
    "Do 8 to 12 of these.": HELD,
    "Do ten slow turns.": HELD,
    "Do it once.": HELD,
    "Once on each side.": HELD,
    "Three on each side.": HELD,
    "Do 3 sets.": HELD,
    "Hold 15s, then come back.": HELD,
    "A 45-second hold on each side.": HELD,
    "Hold for five deep breaths.": HELD,
    "For 60 seconds, breathe slowly.": HELD,
    "Do it a dozen times.": HELD,
    "Repeat up to 5 times.": HELD,
    "Rest there for 10 seconds.": HELD,
    "Perform 10 repetitions.": HELD,
    "After 20 seconds, come back.": HELD,
    "Hold for one and a half minutes.": HELD,
    "Stay for a couple of minutes.": HELD,
    "Hold for thirty-five seconds.": HELD,
    "Hold for 0.5 to 1 minute.": HELD,
    "Hold for a count of ten.": HELD,
    "Let it sink for two minutes.": HELD,
    "Chin in; three slow breaths.": HELD,
    "Repeat ×3.": HELD,
    "Aim for 10 of these.": HELD,
    "Work up to 10.": HELD,
    "Stay a full minute.": HELD,
    "Hold for 5 slow counts.": HELD,
    "Stay for as long as three breaths.": HELD,
    "Hold for 20 seconds": RANGED,
    "Hold for 20–25 seconds.": RANGED,
    "Hold for up to 60 seconds.": RANGED,
    "Do at least 3.": RANGED,
    "Do this three times a day.": RANGED,
    "Hold for 5 seconds.": MOVED,
    "Do 3 rounds.": MOVED,
    "Then rest for a minute.": MOVED,
    "Take 3 seconds to lift them.": MOVED,
    "Do it 10 times.": TIMED,
    "Go on for 5 minutes.": TIMED,
    "Stay for ten breaths.": BY_BREATH,
}
THE_SAME = {
    "Hold for 30 seconds.": HELD,
    "Hold for half a minute on each side.": HELD,
    "Do it twice on each side, 4 times in all.": HELD,
    "Twice. That is one round.": HELD,
    "Stay for 20 to 30 seconds.": RANGED,
    "Do it 2 or 3 times in all.": RANGED,
    "Begin with 2, and go up to 3.": RANGED,
    "Twice is enough.": RANGED,
    "Once or twice a day.": RANGED,
    "Do 8 to 12, slowly.": MOVED,
    "Then rest for half a minute.": MOVED,
    "Do one or two rounds.": MOVED,
    "Lift for 2 seconds and lower for 2 seconds.": MOVED,
    "Roll on for 1 to 2 minutes.": TIMED,
    "Stay for three to five slow breaths.": BY_BREATH,
}
NO_DOSE = [
    "Put two pillows on the mat.",
    "Count to three as you lift.",
    "Bend your knees to about 90 degrees.",
    "Move a hand's width, and stop.",
    "Take two slow breaths before you stand.",
    "Rest for two breaths.",
    "Stay seated for two slow breaths.",
    "Fold the towel twice.",
    "Breathe in and out three times.",
    "Set the second elbow down.",
    "Once you sit tall, begin.",
    "Lower one hand at a time.",
    "Come back at once.",
    "Stand two steps from the wall.",
    "Lay one forearm on each side of the frame.",
    "Stack two or three pillows on each side.",
    "Wait a minute before you stand.",
    "Wait an hour or two after a meal.",
    "It takes twice as long on bad days.",
    "Hold one end of the towel in each hand.",
    "Do one arm first.",
    "Turn your hand from twelve to one, like a clock.",
    "From 16 weeks of pregnancy, sit.",
    "The pull fades within a minute.",
    "Make the first two rounds half as big.",
    "One article says “do it five times”.",
]


def said(text: str, beside: Dose) -> list[str]:
    return [one.text for one in contradictions(text, beside, INSTRUCTION)]


@pytest.mark.parametrize("text", OTHER)
def test_another_number_than_the_dose_is_seen(text: str) -> None:
    assert said(text, OTHER[text])


@pytest.mark.parametrize("text", THE_SAME)
def test_the_dose_may_be_said_again(text: str) -> None:
    assert said(text, THE_SAME[text]) == []


@pytest.mark.parametrize("text", NO_DOSE)
@pytest.mark.parametrize("beside", [HELD, MOVED, TIMED])
def test_numbers_that_are_no_dose_pass(text: str, beside: Dose) -> None:
    assert said(text, beside) == []


def test_a_remark_may_offer_another_way_and_a_step_may_not() -> None:
    offer = "If you would rather rest, stay down once for a minute."
    assert said(offer, HELD)
    assert list(contradictions(offer, HELD, REMARK)) == []


def test_times_that_add_up_to_the_duration_pass() -> None:
    halves = dose(sides="both", duration=120)
    assert said("One minute backwards, then one minute forwards.", halves) == []
    assert said("One minute backwards, then two minutes forwards.", halves)


# In a library.


def problems_after(records: Path, file: str, old: str, new: str) -> list[tuple[str, str]]:
    path = records / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        open_library(records)
    except ProblemsError as refusal:
        return [(problem.path, problem.field) for problem in refusal.problems]
    return []


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return copy_small_site(tmp_path / "clinic")


SAYS = "Open your hand 5 to 10 times."
SHOWN = ("steps[1]", "steps[1].do", "in_short.reminder", "in_short.caution", "feel.where", "safety.notes[1]")
ON_ITS_OWN_PAGE = ("tips[1]", "steps[1].more")


@pytest.mark.parametrize("field", [*SHOWN, *ON_ITS_OWN_PAGE])
def test_what_a_routine_shows_agrees_with_the_routine(records: Path, field: str) -> None:
    """The record may say its own range; a routine that asks for less prints another number above the same words."""
    places = {
        "steps[1]": ("Make loose fists.", SAYS),
        "steps[1].do": ("Make loose fists.", f"do: {SAYS}\n    more: Loosely."),
        "steps[1].more": ("Make loose fists.", f"do: Make loose fists.\n    more: {SAYS}"),
        "in_short.reminder": ("Open your fingers wide, let go, and shake your hands.", SAYS),
        "in_short.caution": ("Keep the palm soft and warm.", SAYS),
        "feel.where": ("A mild pull in your palms.", SAYS),
        "tips[1]": ("mistakes:", f"tips: [{SAYS}]\nmistakes:"),
        "safety.notes[1]": ("Open only as far as the palm stays soft and warm.", SAYS),
    }
    shown = [("stretches/open-hand.yml", field)] if field in SHOWN else []
    assert problems_after(records, "open-hand.yml", *places[field]) == shown


def test_a_form_that_is_printed_names_the_dose_that_is_printed(records: Path) -> None:
    old, new = "Open one finger after the other.", "Do two instead of 10."
    found = problems_after(records, "open-hand.yml", old, new)
    assert found == [("stretches/open-hand.yml", "easier[1]")]
    assert problems_after(records, "open-hand.yml", new, "Do two instead of 5.") == []


FORMS = {
    ("easier", "Hold for 20 seconds."): True,
    ("easier", "Hold for 2 seconds."): False,
    ("easier", "Leave out the hold, and do 15."): False,
    ("easier", "Do two instead of five."): False,
    ("easier", "Do two instead of twelve."): True,
    ("harder", "Do it 3 times."): True,
    ("harder", "Do it 3 times and hold for 10 seconds."): False,
    ("harder", "Hold for 10 seconds in place of 5."): False,
}


@pytest.mark.parametrize(("field", "text"), FORMS)
def test_easier_forms_ask_for_less_and_harder_ones_for_more(records: Path, field: str, text: str) -> None:
    old = "  - Open one finger after the other.\n"
    new = f"  - {text}\n" if field == "easier" else f"{old}harder:\n  - {text}\n"
    refused = [("stretches/open-hand.yml", f"{field}[1]")] if FORMS[field, text] else []
    assert problems_after(records, "open-hand.yml", old, new) == refused


@pytest.mark.parametrize(
    "step", ["Change sides.", "Repeat on the other side.", "Then do the other arm.", "Do 5 to 10 a side."]
)
def test_a_dose_without_sides_has_no_side_to_change_to(records: Path, step: str) -> None:
    found = problems_after(records, "prayer-stretch.yml", "Lower your hands until", f"{step} Lower your hands until")
    assert found == [("stretches/prayer-stretch.yml", "steps[2]")]


@pytest.mark.parametrize(
    ("step", "refused"),
    [
        ("Lift your right hand.", ["steps"]),
        ("Do both sides at once.", ["steps[1]"]),
        ("Lift your right hand, and hold your left elbow.", ["steps"]),
        ("Lift your right hand, and then your left one.", []),
        ("Turn round.", []),
        ("Do it on each side.", []),
        ("Change hands.", []),
    ],
)
def test_a_dose_with_sides_comes_to_the_other_one(records: Path, step: str, refused: list[str]) -> None:
    problems_after(records, "open-hand.yml", "sides: both", "sides: each")
    found = problems_after(records, "open-hand.yml", "Make loose fists.", step)
    assert [field for _, field in found] == refused
