"""No real record passes without the safety notes that fit it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.project import TOP, shared_figures
from helpers.rich_clinic import read_yaml
from stretchbook.book.answers import is_stricter
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library
from stretchbook.model.safety import Caution
from stretchbook.model.stretch import DEGREES
from stretchbook.problems import Problem, ProblemsError

RECORDS = sorted((TOP / "stretches").glob("*.yml"))
NAMES = [file.stem for file in RECORDS if re.search(r"^safety:", file.read_text(encoding="utf-8"), re.MULTILINE)]
LISTS = ("notes",)
PLACEHOLDERS = ("none", "N/A", "TODO", "Be careful.")


class Record:
    """The text of one real record, in which only what it says about safety is changed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path = f"stretches/{name}.yml"
        self.text = (TOP / self.path).read_text(encoding="utf-8")

    @cached_property
    def safety(self) -> dict[str, Any]:
        found: dict[str, Any] = read_yaml(TOP / self.path)["safety"]
        return found

    def without(self, name: str) -> str:
        return self._written({field: words for field, words in self.safety.items() if field != name})

    def changed(self, **changes: list[str]) -> str:
        return self._written({**self.safety, **changes})

    def without_safety(self) -> str:
        return self._replaced("")

    def _written(self, safety: dict[str, Any]) -> str:
        return self._replaced(yaml.safe_dump({"safety": safety}, sort_keys=False, allow_unicode=True, width=10_000))

    def _replaced(self, safety: str) -> str:
        text, count = re.subn(r"^safety:\n(?:[ #].*\n|\n)*", lambda _: safety, self.text, flags=re.MULTILINE)
        assert count == 1
        return text


ALL = [Record(name) for name in NAMES]

each_record = pytest.mark.parametrize("record", ALL, ids=NAMES)
each_list = pytest.mark.parametrize("name", LISTS)


def problems_when(folder: Path, change: Callable[[Record], str]) -> list[Problem]:
    """Give what the check says once every record of a copy is changed: one run for all of them is quicker."""
    copy = shutil.copytree(TOP / "stretches", folder / "stretches")
    for record in ALL:
        (copy / f"{record.name}.yml").write_text(change(record), encoding="utf-8")
    try:
        open_library(copy, figures=shared_figures())
    except ProblemsError as refusal:
        return list(refusal.problems)
    return []


Told = tuple[str, int, str]


def told(problems: Iterable[Problem]) -> list[Told]:
    return [(problem.path, problem.line, problem.field) for problem in problems]


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith(start))


def test_records_pass_as_they_are_rewritten_here(tmp_path: Path) -> None:
    assert problems_when(tmp_path, Record.changed) == []


def test_no_record_passes_without_safety(tmp_path: Path) -> None:
    expected = [(record.path, line_of(record.text, "name:"), "safety") for record in ALL]
    assert told(problems_when(tmp_path, Record.without_safety)) == expected


@each_list
def test_no_record_passes_without_one_of_the_lists(name: str, tmp_path: Path) -> None:
    def change(record: Record) -> str:
        return record.without(name)

    expected = [(record.path, line_of(change(record), "safety:"), f"safety.{name}") for record in ALL]
    assert told(problems_when(tmp_path, change)) == expected


@each_list
def test_no_record_passes_with_an_empty_list(name: str, tmp_path: Path) -> None:
    def change(record: Record) -> str:
        return record.changed(**{name: []})

    problems = problems_when(tmp_path, change)
    assert told(problems) == [(record.path, line_of(change(record), f"{name}:"), f"safety.{name}") for record in ALL]
    assert {problem.message for problem in problems} == {"is empty."}


@each_list
@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_no_record_passes_with_a_placeholder(name: str, placeholder: str, tmp_path: Path) -> None:
    def change(record: Record) -> str:
        return record.changed(**{name: [placeholder]})

    expected = {(record.path, line_of(change(record), f"{name}:") + 1, f"safety.{name}[1]") for record in ALL}
    assert expected <= set(told(problems_when(tmp_path, change)))


def test_no_record_passes_with_the_note_of_another(tmp_path: Path) -> None:
    before = dict(zip(NAMES, [ALL[-1], *ALL[:-1]], strict=True))

    def change(record: Record) -> str:
        return record.changed(notes=[*record.safety["notes"], before[record.name].safety["notes"][0]])

    wrong = {(problem.path, problem.message) for problem in problems_when(tmp_path, change)}
    for record in ALL:
        assert (record.path, f"says the same as a note of `{before[record.name].name}`.") in wrong
        assert (before[record.name].path, f"says the same as a note of `{record.name}`.") in wrong


def test_no_record_passes_with_the_text_of_its_caution_as_a_note(tmp_path: Path, library: Library) -> None:
    def caution_of(record: Record) -> Caution:
        return library.cautions_of[record.name][ALL.index(record) % len(library.cautions_of[record.name])]

    def change(record: Record) -> str:
        return record.changed(notes=[*record.safety["notes"], caution_of(record).text])

    wrong = {(problem.path, problem.message) for problem in problems_when(tmp_path, change)}
    assert {(record.path, f"says the same as caution `{caution_of(record).id}`.") for record in ALL} <= wrong


@each_record
def test_a_record_has_all_that_its_rules_demand(record: Record, library: Library) -> None:
    stretch = library.stretches[record.name]
    rules = library.gate.rules_for(stretch)
    assert rules
    assert {sign for rule in rules for sign in rule.stop_if} <= set(library.stop_signs_of([record.name]))
    for caution in (library.cautions[name] for rule in rules for name in rule.cautions):
        for condition in caution.conditions:
            told = library.answers_of[record.name][condition]
            assert caution in told.cautions
            has_source = bool(told.own and told.own.source)
            assert has_source or not is_stricter(caution.action, told.of_stretch), condition


@each_record
def test_less_of_any_movement_makes_no_answer_stricter(record: Record, library: Library) -> None:
    """Who writes down more than there is errs on the safe side."""
    stretch = library.stretches[record.name]
    for movement, degree in stretch.movements.items():
        for less in DEGREES[: DEGREES.index(degree)]:
            eased = stretch.model_copy(update={"movements": {**stretch.movements, movement: less}})
            before, after = ({each.id for each in library.gate.cautions_for(one)} for one in (stretch, eased))
            assert after <= before, (movement, less)
