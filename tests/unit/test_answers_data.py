"""The answers as data: the reader's own form, what comes after a time, and readers who ask before any stretch."""

from __future__ import annotations

from typing import Any

from helpers.project import TOP
from helpers.records import with_records
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library
from stretchbook.render.answers_data import answers_data

CLINIC = open_library(TOP / "tests" / "small-site" / "stretches")


def told(library: Library, condition: str) -> dict[str, Any]:
    """What is told of the first stretch, in words."""
    data = answers_data(library)
    stretch = data["stretches"][0]
    answer: dict[str, Any] = stretch["answers"][condition]
    if "easier" in answer:
        answer["easier"] = stretch["easier"][answer["easier"]]
    answer["how"] = [data["how"][key] for key in answer.get("how", ())]
    answer["until"] = [data["times"][number] for number in answer.get("until", ())]
    return answer


def asking_first(condition: str) -> Library:
    changed = CLINIC.conditions[condition].model_copy(update={"ask_first": True})
    return with_records(CLINIC, conditions={**CLINIC.conditions, condition: changed})


def test_what_is_fine_is_not_told() -> None:
    for stretch in answers_data(CLINIC)["stretches"]:
        found = {name: answer["answer"] for name, answer in stretch["answers"].items()}
        known = CLINIC.answers_of[stretch["id"]]
        assert found == {name: answer.word for name, answer in known.items() if answer.word != "fine"}


def test_the_form_of_a_reader_is_told_in_its_own_words() -> None:
    assert told(CLINIC, "trigger-finger")["easier"] == "Open one finger after the other."


def test_where_no_form_is_theirs_the_caution_says_how() -> None:
    name = next(iter(CLINIC.stretches))
    stretch = CLINIC.stretches[name]
    plain = stretch.model_copy(update={"safety": stretch.safety.model_copy(update={"answers": ()})})
    found = told(with_records(CLINIC, stretches={**CLINIC.stretches, name: plain}), "trigger-finger")
    assert (found["how"], "easier" in found) == (["Help the finger open with your other hand."], False)


def test_an_answer_says_what_comes_after_its_time() -> None:
    found = told(CLINIC, "wrist-fracture")
    assert (found["answer"], found["later"]) == ("leave-out", "adapt")
    assert found["until"] == ["somebody has seen on a picture that it has healed"]


def test_who_asks_before_any_stretch_still_asks_after_that_time() -> None:
    assert told(asking_first("wrist-fracture"), "wrist-fracture")["later"] == "ask-first"


def test_who_asks_before_any_stretch_asks_before_a_mild_one() -> None:
    found = told(asking_first("trigger-finger"), "trigger-finger")
    assert found == {"answer": "ask-first", "how": [], "until": []}


def test_what_keeps_readers_from_a_stretch_is_named() -> None:
    data = answers_data(CLINIC)
    known = CLINIC.answers_of[data["stretches"][0]["id"]]["wrist-fracture"]
    why = data["stretches"][0]["answers"]["wrist-fracture"]["why"]
    assert [data["why"][number] for number in why] == [
        caution.name for caution in known.cautions if caution.action == known.word == "leave-out"
    ]
    assert why


def test_who_asks_before_any_stretch_is_given_no_reason_of_this_one() -> None:
    assert "why" not in told(asking_first("trigger-finger"), "trigger-finger")
