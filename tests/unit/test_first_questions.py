"""The questions before the first stretch: as many as are read, and for a book that has none nothing is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from stretchbook.checks.all_checks import open_library
from stretchbook.checks.first_questions import MOST_QUESTIONS
from stretchbook.problems import ProblemsError

QUESTION = "- {{id: {}, question: It hurts?, do: Wait., warning_signs: [crooked-after-a-fall], source: convention}}\n"


def clinic(top: Path, questions: int) -> Path:
    records = copy_small_site(top / "clinic")
    text = "".join(QUESTION.format(letter) for letter in "abcdefghij"[:questions])
    (records / "first-questions.yml").write_text(text, encoding="utf-8")
    return records


def test_as_many_questions_as_fit_are_fine(tmp_path: Path) -> None:
    assert len(open_library(clinic(tmp_path, MOST_QUESTIONS)).of("first-questions")) == MOST_QUESTIONS


def test_one_more_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        open_library(clinic(tmp_path, MOST_QUESTIONS + 1))
    [problem] = caught.value.problems
    assert problem.message == f"is question {MOST_QUESTIONS + 1}; {MOST_QUESTIONS} is the most."
