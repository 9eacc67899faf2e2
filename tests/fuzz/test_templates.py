"""No line of a template goes without being missed: what readers have to read of safety stays, or no site comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from helpers.project import TOP, Project
from helpers.safety_texts import counted
from helpers.serving import clinic
from helpers.shares_of_cases import IS_LONG
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library

TEMPLATES = (
    "parts",
    "rows",
    "stretch",
    "routine",
    "condition",
    "sheet",
    "first-questions",
    "warning-signs",
    "stop-signs",
)
SPARED = (
    'aria-current="page"',
    "p.trail(",
    "sb-caution__who",
    "told.instead",
    "groupby",
    "plan.conditions",
    "swaps | map",
)
"""Lines that name a condition once more: where a reader is, whom a caution is for, what to do instead."""

FEW = ("first-questions", "stop-signs")
"""Those that `make test` tries, since they are short."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Library, Mapping[str, Counter[str]]]:
    """The hand clinic with its site, its records, and how often each page says each text."""
    project = clinic(tmp_path_factory.mktemp("templates") / "project")
    assert project.build().returncode == 0
    library = open_library(project.path("stretches"))
    return project, library, counted(project, library)


@pytest.mark.parametrize("template", TEMPLATES if IS_LONG else FEW)
def test_a_line_that_goes_takes_nothing_of_safety_along(
    whole: tuple[Project, Library, Mapping[str, Counter[str]]], template: str
) -> None:
    project, library, before = whole
    file = f"overrides/records/{template}.html"
    lines = (TOP / file).read_text(encoding="utf-8").split("\n")
    unnoticed, refused = [], 0
    for number, line in enumerate(lines):
        if not line.strip() or any(words in line for words in SPARED):
            continue
        project.write(file, "\n".join([*lines[:number], *lines[number + 1 :]]))
        if project.build().returncode:
            refused += 1
        elif any(
            now[text] < count for url, now in counted(project, library).items() for text, count in before[url].items()
        ):
            unnoticed.append(f"{file}:{number + 1}: {line.strip()}")
    project.write(file, "\n".join(lines))
    assert unnoticed == []
    assert refused >= 2
