"""What a condition's page says at once, and what it folds."""

from __future__ import annotations

import pytest
from stretchbook.book.advice import MOST_WORDS, Advice, advice_of, sentences
from stretchbook.model.safety import Condition


def advice(do: str) -> Advice:
    return advice_of(
        Condition(id="sprain", name="Sprain", area="hands", plain="P.", why="W.", do=do, source="convention")
    )


def test_a_short_text_stands_there_whole() -> None:
    assert advice("Move it gently. Rest it at night.") == Advice("Move it gently. Rest it at night.", "", "")


def test_what_is_too_long_folds_by_sentence() -> None:
    first, second = f"{'One ' * (MOST_WORDS - 3)}ends.", "Two words more."
    assert advice(f"{first} {second}") == Advice(first, "", second)
    assert advice(f"{first} Two more.") == Advice(f"{first} Two more.", "", "")


def test_one_sentence_stands_there_however_long() -> None:
    first = f"{'One ' * (MOST_WORDS + 5)}ends."
    assert advice(f"{first} Short.") == Advice(first, "", "Short.")


@pytest.mark.parametrize(
    "urgent",
    [
        "Cold white fingers are an emergency.",
        "If it swells, be seen the same day.",
        "Do not stretch; call, and say what you have.",
        "A hot red hand: ring for help at once.",
        "Have a new lump looked at today or tomorrow.",
        "Fever needs to be seen today.",
    ],
)
def test_what_is_urgent_stays_in_sight_wherever_it_stands(urgent: str) -> None:
    long = f"{'One ' * MOST_WORDS}ends."
    assert advice(f"{long} More. {urgent}") == Advice(long, urgent, "More.")
    assert advice(urgent) == Advice("", urgent, "")


def test_what_is_not_urgent_is_not_called_so() -> None:
    assert advice("Small movements are fine at once. Ring them if nobody has told you.").urgent == ""


def test_a_question_stays_with_its_answer() -> None:
    assert sentences("Is it healed? Then move it. Rest after.") == ["Is it healed? Then move it.", "Rest after."]
    assert sentences("See [[sprain|that page. It helps]]. [[sprain]] too.") == [
        "See [[sprain|that page. It helps]].", "[[sprain]] too.",
    ]  # fmt: skip
