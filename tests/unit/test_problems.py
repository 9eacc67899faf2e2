from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stretchbook.model.pydantic_errors import ids_by_name, unknown_id, validate
from stretchbook.model.stretch import Stretch
from stretchbook.model.vocabulary import Word
from stretchbook.problems import MOST_PROBLEMS, Problem, ProblemsError, cut_quotes, field_name, report, suggestion
from stretchbook.text.source import Source, parse


def problem(path: str = "stretches/a.yml", line: int = 1, column: int = 1, wrong: str = "is wrong.") -> Problem:
    return Problem(path, line, column, "name", wrong, "Mend it.")


def test_problems_are_sorted_by_place_and_told_once() -> None:
    expected = [problem(), problem(column=2), problem(line=2), problem(line=10), problem("stretches/b.yml")]
    shuffled = [expected[number] for number in (4, 2, 0, 3, 1, 2)]
    assert list(ProblemsError(shuffled).problems) == expected


@pytest.mark.parametrize("letter", ["\x1b", "\u202e", "\U0010ffff", "\ue000", "\ufdd0"])
def test_a_letter_that_no_terminal_shows_is_shown_as_one_that_is_missing(letter: str) -> None:
    assert str(problem(wrong=f"`a{letter}b` is wrong.")) == "stretches/a.yml:1:1: name: `a\ufffdb` is wrong. Mend it."


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
     ("xyz", None), ("", None), ("neck-deep", "deep-neck"), ("Neck Deep", "deep-neck"), ("-", None)],
)  # fmt: skip
def test_a_word_that_is_nearly_right_is_suggested(word: str, meant: str | None) -> None:
    assert suggestion(word, ["rhomboids", "deep-neck", "stop_if"]) == meant


def test_only_the_first_problems_of_each_file_are_told() -> None:
    many = [problem(line=line) for line in range(1, 1000)]
    other = problem("stretches/b.yml")
    told = ProblemsError([other, *many]).problems
    assert told[:MOST_PROBLEMS] == tuple(many[:MOST_PROBLEMS])
    assert [(more.line, more.message) for more in told[MOST_PROBLEMS:-1]] == [(51, "has more problems than these 50.")]
    assert told[-1] == other


def test_what_a_message_quotes_is_cut() -> None:
    assert cut_quotes(f"`a` is not `{'b' * 61}`. Did you mean `{'c' * 60}`?") == (
        f"`a` is not `{'b' * 59}…`. Did you mean `{'c' * 60}`?"
    )
    assert field_name(("d" * 100,)) == f"{'d' * 59}…"


THINGS = {
    word.id: word
    for word in (
        Word(id="mat", name="Yoga mat", plain="A thin mat."),
        Word(id="cork-roller", name="Cork roller", plain="A firm roll."),
    )
}


@pytest.mark.parametrize(
    ("word", "wrong", "mend"),
    [
        ("yoga-mat", "`yoga-mat`: no such equipment.", "Did you mean `mat`?"),
        ("roler-cork", "`roler-cork`: no such equipment.", "Choose one from equipment.yml."),
        ("roller-cork", "`roller-cork`: no such equipment.", "Did you mean `cork-roller`?"),
        ("none", "`none` is no equipment.", "Choose from equipment.yml, or leave the field out if it is optional."),
    ],
)
def test_an_id_that_is_not_there_is_looked_up_by_name(word: str, wrong: str, mend: str) -> None:
    assert unknown_id(word, "equipment", "equipment.yml", THINGS, ids_by_name(THINGS)) == (wrong, mend)


def test_a_name_in_place_of_an_id_is_looked_up() -> None:
    named = {"stretches": {"palms-together": "prayer-stretch"}, "equipment": ids_by_name(THINGS)}
    source = Source("stretches/a.yml")
    parse("equipment: [Yoga mat, Yogurt]\nrelated:\n  easier: [Palms together]\n", source)
    assert validate(Stretch, source, named=named) is None
    told = {problem.field: problem.fix for problem in source.problems}
    assert told["equipment[1]"] == "Did you mean `mat`?"
    assert told["equipment[2]"] == "Use small letters and digits, words joined by hyphens: yogurt."
    assert told["related.easier[1]"] == "Did you mean `prayer-stretch`?"


def test_a_file_with_too_many_problems_is_not_looked_at_any_further() -> None:
    source = Source("stretches/positions.yml")
    parse("".join(f"- {{id: no, nmae: {number}}}\n" for number in range(5_000)), source)
    before = len(source.problems)
    assert [validate(Word, source, (number,)) for number in range(5_000)] == [None] * 5_000
    assert len(source.problems) == before


def test_thousands_of_unknown_fields_are_told_in_one_go() -> None:
    source = Source("stretches/a.yml")
    parse("".join(f"nmae{number}: 1\n" for number in range(15_000)), source)
    assert validate(Stretch, source) is None
    assert len(report(ProblemsError(source.problems).problems).splitlines()) <= MOST_PROBLEMS + 2
