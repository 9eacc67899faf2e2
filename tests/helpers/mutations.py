"""Slips that nobody thought of, put into files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st
from stretchbook.cache.memory import Memory
from stretchbook.checks.all_checks import open_library
from stretchbook.problems import ProblemsError
from stretchbook.text.source import Source

from helpers.project import shared_figures

LETTERS = "abz019 :-#'\"[]{}|>&*!%@`,?~\\\n\t\u00a0é\u2028\ufeff\u0000<"


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


READ: Memory[Source] = Memory()
"""The files that are as they were are read once."""


def assert_no_crash(root: Path) -> None:
    """Load records, and look at every problem that is told of them."""
    try:
        open_library(root, memory=READ, figures=shared_figures())
    except ProblemsError as refusal:
        for problem in refusal.problems:
            assert 1 <= problem.line <= _lines_of(root.parent / problem.path), problem
            assert problem.column >= 1, problem
            assert problem.message.endswith((".", ".”")), problem
            assert problem.fix.endswith((".", "?")), problem
            assert "is not right (" not in problem.message, problem


def _lines_of(file: Path) -> int:
    return file.read_bytes().count(b"\n") + 1 if file.is_file() else 1
