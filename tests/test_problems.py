from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.problems import Problem, ProblemsError, field_name, report, suggestion


def problem(path: str = "stretches/a.yml", line: int = 1, column: int = 1, wrong: str = "is wrong.") -> Problem:
    return Problem(path, line, column, "name", wrong, "Mend it.")


def test_problems_are_sorted_by_place_and_told_once() -> None:
    expected = [problem(), problem(column=2), problem(line=2), problem(line=10), problem("stretches/b.yml")]
    shuffled = [expected[number] for number in (4, 2, 0, 3, 1, 2)]
    assert list(ProblemsError(shuffled).problems) == expected


def test_the_report_has_a_line_each_and_a_count() -> None:
    assert report([problem(line=2), problem()]).splitlines() == [
        "stretches/a.yml:1:1: name: is wrong. Mend it.",
        "stretches/a.yml:2:1: name: is wrong. Mend it.",
        "2 problems. Nothing was published.",
    ]
    assert report([problem()]).endswith("\n1 problem. Nothing was published.")


def test_a_whole_file_has_no_field() -> None:
    assert str(Problem("a.yml", 1, 1, "", "is empty.", "Fill it.")) == "a.yml:1:1: is empty. Fill it."


def test_an_annotation_stands_on_its_line() -> None:
    assert problem(line=3, column=5).annotation() == (
        "::error file=stretches/a.yml,line=3,col=5::name: is wrong. Mend it."
    )


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_annotation(path: str, wrong: str) -> None:
    command = problem(path, wrong=wrong).annotation()
    place, message = command.removeprefix("::error ").split("::", 1)
    assert len(command.splitlines()) == 1
    assert place.count(",") == 2
    assert len(message.replace("%25", "%")) == len(f"name: {wrong} Mend it.")


@given(st.text(), st.text())
def test_no_text_ends_its_line_or_gives_orders_to_a_terminal(path: str, wrong: str) -> None:
    told = str(problem(path, wrong=wrong))
    assert len(told.splitlines()) == 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", told)


def test_words_that_can_be_seen_are_told_as_they_are() -> None:
    assert "is “wröng” at 50 %." in str(problem(wrong="is “wröng” at 50 %."))


@pytest.mark.parametrize(
    ("way", "name"),
    [(("safety", "stop_if", 1), "safety.stop_if[2]"), ((0, "id"), "entry[1].id"), ((), ""), (("name",), "name")],
)
def test_fields_are_named_as_contributors_count(way: tuple[str | int, ...], name: str) -> None:
    assert field_name(way) == name


@pytest.mark.parametrize(
    ("word", "meant"),
    [("rhomboid", "rhomboids"), ("RHOMBOIDS", "rhomboids"), ("deep_neck", "deep-neck"), ("stop_fi", "stop_if"),
     ("xyz", None), ("", None)],
)  # fmt: skip
def test_a_word_that_is_nearly_right_is_suggested(word: str, meant: str | None) -> None:
    assert suggestion(word, ["rhomboids", "deep-neck", "stop_if"]) == meant
