"""What readers do about a stretch: the strictest caution, how long it holds, and what is said first."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.project import TOP
from stretchbook.book.answers import MOST_FIRST, Answer, answers, said_first
from stretchbook.checks.all_checks import open_library
from stretchbook.model.safety import CLOSENESSES, SEVERITIES, Caution, Condition
from stretchbook.model.stretch import OwnAnswer, Stretch

CLINIC = open_library(TOP / "tests" / "small-site" / "stretches")
SPRAIN = Condition(id="sprain", name="Sprain", area="hands", plain="P.", why="W.", do="D.", source="convention")


def caution(name: str, action: Any, severity: Any = "harm", **more: Any) -> Caution:
    said: dict[str, Any] = {"id": name, "name": name, "text": "T.", "conditions": ("sprain",), "source": "convention"}
    return Caution(**said, action=action, severity=severity, **more)


def stretch(*own: OwnAnswer) -> Stretch:
    found = next(iter(CLINIC.stretches.values()))
    return found.model_copy(update={"safety": found.safety.model_copy(update={"answers": own})})


def answer(*cautions: Caution, **closeness: Any) -> Answer:
    near = {each.id: closeness.get(each.id, "near") for each in cautions}
    return dict(answers(stretch(), cautions, near, {"sprain": SPRAIN}))["sprain"]


def test_the_strictest_caution_decides() -> None:
    found = answer(caution("a", "adapt"), caution("b", "leave-out"), caution("c", "ask-first"))
    assert found.word == "leave-out"
    assert [each.id for each in found.cautions] == ["b", "c", "a"]


def test_how_bad_and_how_close_it_is_comes_from_the_cautions_that_decide() -> None:
    milder = caution("a", "adapt", "grave")
    found = answer(milder, caution("b", "leave-out", "discomfort"), caution("c", "leave-out", "harm"), a="direct")
    assert (found.severity, found.closeness) == ("harm", "near")
    assert answer(milder, a="direct").rank == len(SEVERITIES) + len(CLOSENESSES) - 2


def test_a_caution_that_ends_leaves_what_the_others_ask() -> None:
    ends = caution("a", "leave-out", until="it has healed", then="adapt")
    assert (answer(ends).until, answer(ends).later) == (("it has healed",), "adapt")
    assert answer(ends, caution("b", "ask-first")).later == "ask-first"
    assert answer(ends, caution("b", "adapt", until="it is quiet")).later == "adapt"
    assert answer(ends, caution("b", "ask-first", until="somebody knows")).later == "ask-first"
    assert answer(ends, caution("b", "ask-first", until="it has healed")).later == "adapt"


def test_an_answer_ends_only_when_every_caution_behind_it_does() -> None:
    ends = caution("a", "leave-out", until="it has healed")
    found = answer(ends, caution("b", "leave-out"))
    assert (found.until, found.later) == ((), None)
    both = answer(ends, caution("b", "leave-out", until="you are cleared", then="ask-first"))
    assert (both.until, both.later) == (("it has healed", "you are cleared"), "ask-first")


@pytest.mark.parametrize("own", ["ask-first", "leave-out"])
def test_what_the_record_says_itself_has_no_end_and_is_direct(own: Any) -> None:
    said = stretch(OwnAnswer(conditions=("sprain",), answer=own, because="It pulls."))
    ends = caution("a", "adapt", until="it has healed")
    found = dict(answers(said, [ends], {"a": "near"}, {"sprain": SPRAIN}))["sprain"]
    assert (found.word, found.closeness, found.severity, found.later) == (own, "direct", "harm", None)


def ranked(name: str, rank: int, word: Any = "ask-first", **more: Any) -> Answer:
    severity, closeness = [("discomfort", "near"), ("harm", "near"), ("harm", "direct"), ("grave", "direct")][rank]
    return Answer(name, word, word, (), None, None, severity, closeness, **more)  # type: ignore[arg-type]


def test_the_worst_is_said_first_and_nobody_is_left_out_by_chance() -> None:
    worst, next_ones = [ranked(f"w{n}", 3) for n in range(3)], [ranked(f"n{n}", 2) for n in range(3)]
    last = [ranked(f"l{n}", 1) for n in range(MOST_FIRST - 5)]
    assert said_first([*last, *next_ones, *worst]) == [*worst, *next_ones]
    assert said_first([*last[1:], *next_ones, *worst]) == [*worst, *next_ones, *last[1:]]


def test_all_of_the_worst_are_said() -> None:
    many = [ranked(f"w{n}", 3) for n in range(MOST_FIRST + 4)]
    assert said_first([ranked("n", 2), *many]) == many


def test_who_does_it_in_another_way_or_asks_before_any_stretch_is_not_said_first() -> None:
    assert said_first([ranked("a", 3, "adapt"), ranked("b", 3, before_any=True), ranked("c", 0)]) == [ranked("c", 0)]
