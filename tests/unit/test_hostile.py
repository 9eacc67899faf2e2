"""Text that wants to be more than text is refused in every text of a record, each at its line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.broken_cases import copy_small_site
from helpers.hostile import CODE, MARKUP, Location, change_records, keep
from helpers.rich_clinic import ROUTINE, STRETCH, Loader, enrich
from stretchbook.checks.all_checks import open_library
from stretchbook.problems import Problem, ProblemsError

FOREIGN_MARKUP = {**MARKUP, "a link to nowhere": "[[nobody]]", "a citation of nobody": "[@nobody1900]"}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand clinic with a text wherever there may be one; no test may change it."""
    top = tmp_path_factory.mktemp("rich") / "clinic"
    enrich(copy_small_site(top))
    return top


@pytest.fixture
def clinic(rich: Path, tmp_path: Path) -> Path:
    return shutil.copytree(rich, tmp_path / "clinic")


def problems_of(top: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsError) as refusal:
        open_library(top / "stretches")
    return tuple(refusal.value.problems)


def line_of(document: Any, loc: Location) -> int:
    """Return the line, counted from 1, on which a value stands in a YAML document."""
    node = document
    for part in loc:
        within = (
            dict(enumerate(node.value)) if isinstance(part, int) else {key.value: value for key, value in node.value}
        )
        node = within[part]
    return int(node.start_mark.line) + 1


def refuses(top: Path, changed: dict[str, dict[str, list[Location]]]) -> None:
    told = {(problem.path, problem.line) for problem in problems_of(top)}
    for file, kinds in changed.items():
        document = yaml.compose((top / file).read_text(encoding="utf-8"), Loader=Loader)
        untold = [loc for ways in kinds.values() for loc in ways if (file, line_of(document, loc)) not in told]
        assert untold == [], file


def test_there_are_texts_everywhere(clinic: Path) -> None:
    open_library(clinic / "stretches")
    changed = change_records(clinic, lambda text: text.upper(), lambda name: name.upper())
    steps = [loc for loc in changed[STRETCH]["text"] if loc[0] == "steps"]
    assert len(steps) >= 2
    assert {("summary",), ("dose", "editorial", "move"), ("safety", "notes", 0), ("feel", "where")} <= {
        *changed[STRETCH]["text"]
    }
    assert {("name",), ("also_known_as", 0), ("sources", 0, "named")} <= {*changed[STRETCH]["name"]}
    assert {("for_whom",), ("skip_if", 0), ("items", 0, "note"), ("warm_up",)} <= {*changed[ROUTINE]["text"]}
    assert {(0, "name"), (0, "credential"), (0, "number")} <= {*changed["stretches/reviewers.yml"]["name"]}
    bare = [file for file, kinds in changed.items() if not (kinds["text"] or kinds["name"])]
    assert bare == ["stretches/pose-samples.yml"]


@pytest.mark.parametrize("what", CODE)
def test_code_is_refused_in_every_text(clinic: Path, what: str) -> None:
    def add(text: str) -> str:
        return f"{text} {CODE[what]}"

    refuses(clinic, change_records(clinic, add, add))


@pytest.mark.parametrize("what", FOREIGN_MARKUP)
def test_markup_that_is_not_ours_is_refused_in_every_text(clinic: Path, what: str) -> None:
    refuses(clinic, change_records(clinic, lambda text: f"{text} {FOREIGN_MARKUP[what]}"))


@pytest.mark.parametrize("what", FOREIGN_MARKUP)
def test_markup_is_refused_in_every_name(clinic: Path, what: str) -> None:
    refuses(clinic, change_records(clinic, keep, lambda name: f"{name} {FOREIGN_MARKUP[what]}"))


@pytest.mark.parametrize("field", ["URL", "DOI", "id", "type"])
def test_an_unfit_field_of_a_reference_is_refused(clinic: Path, field: str) -> None:
    file = clinic / "stretches" / "references.json"
    references = json.loads(file.read_text(encoding="utf-8"))
    references[0][field] = "javascript:alert(1)"
    file.write_text(json.dumps(references, indent=1), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "javascript:" in text)
    assert ("stretches/references.json", line) in {(problem.path, problem.line) for problem in problems_of(clinic)}
