"""Dangerous records are refused, each for its own reason; with its fault mended each of them passes."""

from __future__ import annotations

from collections import Counter

import pytest
from helpers.dangerous import Dangerous, dangerous, plain, problems_of
from stretchbook.problems import Problem

CASES = list(dangerous())

each_case = pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """The problems of every dangerous record: one run for all of them is quicker."""
    return problems_of({case.id: case.record for case in CASES}, tmp_path_factory.mktemp("dangerous"))


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """The problems of the same records with their faults mended, and of the plain one."""
    records = {case.id: case.mended for case in CASES}
    return problems_of({**records, "plain": plain()}, tmp_path_factory.mktemp("mended"))


def test_there_are_many_and_each_of_them_once() -> None:
    assert len(CASES) >= 30
    assert Counter(case.title for case in CASES).most_common(1)[0][1] == 1


@each_case
def test_a_dangerous_record_is_refused_for_its_reason(case: Dangerous, refused: dict[str, list[Problem]]) -> None:
    assert [reason for reason in case.refused if not reason.is_among(refused[case.id])] == [], refused[case.id]


@each_case
def test_it_passes_once_its_fault_is_mended(case: Dangerous, mended: dict[str, list[Problem]]) -> None:
    assert mended[case.id] == []


def test_the_record_that_they_are_made_from_passes(mended: dict[str, list[Problem]]) -> None:
    assert mended["plain"] == []


def test_the_real_records_beside_them_pass(refused: dict[str, list[Problem]], mended: dict[str, list[Problem]]) -> None:
    assert (refused[""], mended[""]) == ([], [])
