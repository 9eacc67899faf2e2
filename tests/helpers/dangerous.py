"""The dangerous records of `dangerous/`: complete records that may not be published, each for a reason of its own.

They are one plain record with other fields, and stand among the real records, whose words they use.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from stretchbook.book.article import NO_PAGES
from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import CHECKS
from stretchbook.checks.repeats import repeat_problems
from stretchbook.checks.safety import copied_notes
from stretchbook.problems import Problem

from helpers.project import TOP, shared_figures
from helpers.rich_clinic import read_yaml

FOLDER = TOP / "tests" / "dangerous"
_BETWEEN_RECORDS = (repeat_problems, copied_notes)
"""These compare records, and the dangerous ones have most of their words in common."""


@dataclass(frozen=True)
class Refused:
    """A line by which a record is refused: its field, and what it says."""

    field: str
    says: str

    def is_among(self, problems: list[Problem]) -> bool:
        said = [f"{problem.message} {problem.fix}" for problem in problems if problem.field == self.field]
        return any(self.says in each for each in said)


@dataclass(frozen=True)
class Dangerous:
    """A record as it is refused, and as it passes once its fault is mended."""

    id: str
    title: str
    record: dict[str, Any]
    refused: tuple[Refused, ...]
    mended: dict[str, Any]


def plain() -> dict[str, Any]:
    record: dict[str, Any] = read_yaml(FOLDER / "plain.yml")
    return record


def dangerous() -> Iterator[Dangerous]:
    for file in sorted(FOLDER.glob("*.yml")):
        for number, case in enumerate(read_yaml(file) if file.stem != "plain" else (), 1):
            record = _changed(plain(), case)
            refused = tuple(Refused(each["at"], str(each["says"])) for each in case["refused"])
            yield Dangerous(
                f"{file.stem}-{number}-case", case["case"], record, refused, _changed(record, case["mended"])
            )


def problems_of(records: Mapping[str, dict[str, Any]], folder: Path) -> dict[str, list[Problem]]:
    """Give what is wrong with each of the records, which are put beside the real ones; others' problems stand at ""."""
    copy = shutil.copytree(TOP / "stretches", folder / "stretches")
    for name, record in records.items():
        text = yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=10_000)
        (copy / f"{name}.yml").write_text(text, encoding="utf-8")
    book = read_book(copy, NO_PAGES, figures=shared_figures())
    found: dict[str, list[Problem]] = {name: [] for name in (*records, "")}
    for problem in (each for check in CHECKS if check not in _BETWEEN_RECORDS for each in check(book)):
        name = Path(problem.path).stem
        found[name if name in records else ""].append(problem)
    return found


def _changed(record: dict[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Give a record with other fields, and with other steps by their numbers."""
    changed = {**record, **change.get("with", {})}
    for field in change.get("without", ()):
        del changed[field]
    steps = list(changed["steps"])
    for number, text in change.get("steps", {}).items():
        steps[number - 1] = text
    return {**changed, "steps": steps}
