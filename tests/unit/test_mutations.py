"""Records with slips that nobody thought of: whatever is in a file, there is a list of problems and no crash."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers.broken_cases import SMALL_SITE
from helpers.project import TOP
from hypothesis import given, settings
from hypothesis import strategies as st
from stretchbook.book.library import load
from stretchbook.problems import ProblemsError

REAL = {
    file.name: file.read_text(encoding="utf-8")
    for file in sorted((TOP / "stretches").rglob("*"))
    if file.is_file() and file.parent.name != "schema"
}
SMALL = sorted(file.relative_to(SMALL_SITE) for file in SMALL_SITE.rglob("*") if file.is_file())
LETTERS = "abz019 :-#'\"[]{}|>&*!%@`,?~\\\n\t\u00a0é\u2028\ufeff\u0000<"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(SMALL_SITE, tmp_path_factory.mktemp("mutations") / "clinic")


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Delete lines, swap lines and put letters in, a few times over."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        one, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "swap", "insert", "indent"])):
            case "delete":
                lines[min(one, other) : min(one, other) + draw(st.integers(1, 3))] = []
            case "swap":
                lines[one], lines[other] = lines[other], lines[one]
            case "insert":
                at = draw(st.integers(0, len(lines[one])))
                lines[one] = lines[one][:at] + draw(st.text(LETTERS, min_size=1, max_size=3)) + lines[one][at:]
            case "indent":
                lines[one] = draw(st.sampled_from(["", " ", "  ", "   ", "\t"])) + lines[one].lstrip()
        text = "\n".join(lines)
    return text


@contextmanager
def written(file: Path, text: str) -> Iterator[None]:
    """Have a file with another text, or a new file, for a while."""
    before = file.read_bytes() if file.exists() else None
    file.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def assert_no_crash(root: Path) -> None:
    try:
        load(root)
    except ProblemsError as refusal:
        for problem in refusal.problems:
            assert 1 <= problem.line <= lines_of(root.parent / problem.path), problem
            assert problem.column >= 1, problem
            assert problem.wrong.endswith("."), problem
            assert problem.mend.endswith((".", "?")), problem
            assert "is not right (" not in problem.wrong, problem


def lines_of(file: Path) -> int:
    return file.read_bytes().count(b"\n") + 1 if file.is_file() else 1


@settings(max_examples=150)
@given(data=st.data())
def test_a_mutated_file_gives_problems_and_no_crash(data: st.DataObject, clinic: Path) -> None:
    name = data.draw(st.sampled_from(SMALL))
    with written(clinic / name, data.draw(mutated((SMALL_SITE / name).read_text(encoding="utf-8")))):
        assert_no_crash(clinic / "stretches")


@settings(max_examples=150)
@given(data=st.data())
def test_a_mutated_real_record_gives_problems_and_no_crash(data: st.DataObject, clinic: Path) -> None:
    """A real record among the words of another clinic: it knows hardly one of them."""
    name = data.draw(st.sampled_from(sorted(REAL)))
    with written(clinic / "stretches" / name, data.draw(mutated(REAL[name]))):
        assert_no_crash(clinic / "stretches")
