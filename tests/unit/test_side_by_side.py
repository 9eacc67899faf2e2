"""Checks on two processors find what they find on one, in the same order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from helpers.project import TOP
from stretchbook.book.book import Book
from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import CHECKS, OF_WORDS, problems_of
from stretchbook.checks.side_by_side import problems_side_by_side
from stretchbook.problems import Problem


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with faults that checks of both processes find."""
    records = copy_small_site(tmp_path / "clinic")
    stretch = records / "open-hand.yml"
    text = stretch.read_text(encoding="utf-8").replace("also_known_as: [Finger fan]", "also_known_as: [Prayer stretch]")
    stretch.write_text(text.replace("summary: ", "summary: It cures. ", 1), encoding="utf-8")
    return read_book(records)


def test_they_say_the_same_in_the_same_order(book: Book) -> None:
    alone = problems_of(book)
    assert {problem.field.split("[")[0] for problem in alone} >= {"also_known_as", "summary"}
    assert problems_side_by_side(book, CHECKS, OF_WORDS, least=1) == alone


def test_each_check_runs_once_and_those_aside_in_another_process(book: Book) -> None:
    def here(_: Book) -> Iterator[Problem]:
        yield Problem("here", os.getpid(), 1, "", "", "")

    def there(_: Book) -> Iterator[Problem]:
        yield Problem("there", os.getpid(), 1, "", "", "")

    found = problems_side_by_side(book, (there, here), {there}, least=1)
    assert [problem.path for problem in found] == ["there", "here"]
    assert found[1].line == os.getpid()
    assert (found[0].line != os.getpid()) == (sys.platform == "linux")


def test_what_fails_aside_is_told_as_if_it_had_failed_here(book: Book, capfd: pytest.CaptureFixture[str]) -> None:
    def broken(_: Book) -> Iterator[Problem]:
        raise ZeroDivisionError("of this check")

    with pytest.raises(ZeroDivisionError, match="of this check"):
        problems_side_by_side(book, (broken,), {broken}, least=1)
    assert capfd.readouterr() == ("", "")


LIGHT = """
import sys
from stretchbook.cli import main
code = main(["check", sys.argv[1]])
print(code, [name for name in ("numpy", "segno", "typst", "mkdocs") if name in sys.modules])
"""


def test_a_check_loads_nothing_that_draws_or_builds(tmp_path: Path) -> None:
    records = copy_small_site(tmp_path / "clinic")
    for stretch in records.glob("*.yml"):  # a picture that was never drawn has to be
        text = stretch.read_text(encoding="utf-8")
        if "\nfigure:" in text:
            stretch.write_text(text[: text.index("\nfigure:") + 1] + "review: {state: unreviewed}\n", encoding="utf-8")
    command = [sys.executable, "-c", LIGHT, str(records)]
    result = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(TOP / "hooks")}, capture_output=True, text=True, check=False
    )
    assert result.stdout.splitlines()[-1].endswith(" []"), result.stderr
