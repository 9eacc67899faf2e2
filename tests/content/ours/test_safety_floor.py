"""The floor of safety of this library is there, holds all of it, and stands with all that keeps it in CODEOWNERS."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.project import TOP
from stretchbook.book.article import read_pages
from stretchbook.book.book import Book
from stretchbook.book.page_folder import PageFolder
from stretchbook.book.reader import read_book
from stretchbook.book.safety_facts import PARTS
from stretchbook.checks.floor import SETTING, compare, floor_problems
from stretchbook.settings.mkdocs_yml import read_settings

OWNERS = (TOP / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
OWNED = re.findall(r"^(/\S+)\s+@", OWNERS, re.MULTILINE)

KEPT = [
    *(
        "stretches/floor/floor.json",
        "stretches/floor/accepted.yml",
        ".github/CODEOWNERS",
        "Makefile",
        "mkdocs.yml",
        ".ci/run",
        ".ci/floor",
    ),
    # Claims are prose, which anybody may mend: the floor holds their verdicts and sources, and no more.
    *(f"stretches/{kind}.yml" for kind in PARTS if kind != "claims" and (TOP / "stretches" / f"{kind}.yml").exists()),
    *(
        "content/learn/before-your-first-stretch.md",
        "content/learn/when-to-seek-help.md",
        ".github/workflows/check.yml",
    ),
    *(
        f"hooks/stretchbook/checks/{name}.py"
        for name in ("all_checks", "floor", "floor_rise", "safety", "strips", "first_questions")
    ),
    *(
        f"hooks/stretchbook/book/{name}.py"
        for name in ("answers", "floor", "page_lines", "safety_facts", "safety_gate", "strip")
    ),
    *("hooks/stretchbook/model/safety.py", "hooks/stretchbook/model/acceptance.py", "hooks/stretchbook/site/check.py"),
    *("hooks/stretchbook/commands/floor.py", "overrides/records/stretch.html", "tests/unit/test_floor_of_safety.py"),
    *("tests/content/ours/test_safety_floor.py", "tests/content/ours/test_emergency.py", "tests/conftest.py"),
]


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(TOP / "stretches", read_pages(PageFolder(TOP / "content", TOP)))


def test_the_floor_holds_this_library(book: Book) -> None:
    """Without its folder a library has none, and nothing would be held."""
    facts = book.floor.facts
    assert list(floor_problems(book)) == []
    assert len([name for name in facts if name.startswith("stretches/")]) >= 41
    assert sum(len(items) for parts in facts.values() for items in parts.values()) >= 12_000
    assert {name.partition("/")[0] for name in facts} == {*PARTS}


def test_the_floor_cannot_go_missing() -> None:
    """The settings, which have an owner, say that it is there."""
    assert read_settings(TOP / "mkdocs.yml").get(*SETTING) is True


def test_what_there_is_can_be_compared(book: Book) -> None:
    assert compare(book).unsure == frozenset()


@pytest.mark.parametrize("file", KEPT)
def test_whatever_keeps_the_floor_has_an_owner(file: str) -> None:
    """Who removes or weakens one of these has to be seen by somebody who answers for safety."""
    assert (TOP / file).exists()
    assert any(f"/{file}" == each or (each.endswith("/") and f"/{file}".startswith(each)) for each in OWNED), file


@pytest.mark.parametrize("path", OWNED)
def test_whatever_has_an_owner_is_there(path: str) -> None:
    assert Path(TOP / path.strip("/")).exists()
