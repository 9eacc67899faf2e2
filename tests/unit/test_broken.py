"""Every broken thing of `broken/` is refused with the very lines that stand there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.broken_cases import Case, cases, copy_small_site, make_site
from helpers.project import TOP
from stretchbook.cache.memory import Memory
from stretchbook.checks.all_checks import open_library
from stretchbook.cli import main
from stretchbook.problems import ProblemsError
from stretchbook.settings.mkdocs_yml import Settings, read_settings
from stretchbook.text.source import Source

CASES = list(cases())
TOGETHER = [case for case in CASES if case.family == "together"]
FIRST_OF_EACH_FAMILY = list({case.family: case for case in reversed(CASES)}.values())
READ: Memory[Source] = Memory()
"""The files that no case changes are read once."""


def check(top: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(
        [sys.executable, "-m", "stretchbook", "check", *arguments],
        cwd=top,
        env={**kept, "PYTHONPATH": str(TOP / "hooks"), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def count_line(expected: str) -> str:
    number = len(expected.splitlines())
    return f"{number} problem{'' if number == 1 else 's'}. Nothing was published.\n"


def broken_site(case: Case, folder: Path) -> Path:
    top = folder / "clinic"
    copy_small_site(top)
    make_site(top)
    case.make(top)
    return top


def settings_of(top: Path) -> Settings | None:
    file = top / "mkdocs.yml"
    return read_settings(file) if file.exists() else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_thing_is_refused_with_its_lines(case: Case, tmp_path: Path) -> None:
    top = broken_site(case, tmp_path)
    with pytest.raises(ProblemsError) as refusal:
        open_library(top / "stretches", top / "content", READ, settings_of(top))
    assert str(refusal.value) + "\n" == case.expected + count_line(case.expected)


@pytest.mark.parametrize("case", FIRST_OF_EACH_FAMILY, ids=lambda case: case.name)
def test_command_says_the_same_and_fails(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(broken_site(case, tmp_path))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert main(["check"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", case.expected + count_line(case.expected))


def test_the_command_itself_says_the_same_and_fails(tmp_path: Path) -> None:
    result = check(broken_site(TOGETHER[0], tmp_path))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == TOGETHER[0].expected + count_line(TOGETHER[0].expected)


@pytest.mark.parametrize("case", TOGETHER, ids=lambda case: case.name)
def test_command_adds_an_annotation_for_each_line_in_github_actions(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(broken_site(case, tmp_path))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["check"]) == 1
    annotations = capsys.readouterr().out.splitlines()
    for told, annotation in zip(case.expected.splitlines(), annotations, strict=True):
        path, line, column, message = told.split(":", 3)
        assert annotation == f"::error file={path},line={line},col={column}::{message.strip()}"


def test_there_is_no_case_twice() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_whole_records_pass(tmp_path: Path) -> None:
    copy_small_site(tmp_path / "clinic")
    make_site(tmp_path / "clinic")
    result = check(tmp_path / "clinic")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = check(tmp_path, "strectches")
    assert result.returncode == 1
    assert result.stderr.startswith("strectches: no such folder.")
    assert "Traceback" not in result.stderr
