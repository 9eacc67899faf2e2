"""The stretches about which readers are told the same, and how many of them stand in sight."""

from __future__ import annotations

import pytest
from helpers.project import TOP
from stretchbook.book.alike import SAVES_LITTLE, Alike, Told, in_sight, told_alike
from stretchbook.book.relations import Relations
from stretchbook.checks.all_checks import open_library
from stretchbook.model.stretch import ANSWERS

CLINIC = open_library(TOP / "tests" / "small-site" / "stretches")
ONE, OTHER = Told(how=("Slowly.",)), Told(how=("Half as far.",))


@pytest.mark.parametrize("word", ANSWERS)
def test_every_stretch_is_told_once(word: str) -> None:
    relations = Relations(CLINIC)
    for condition in CLINIC.conditions:
        groups = told_alike(CLINIC, relations, condition, word)  # type: ignore[arg-type]
        told = [name for group in groups for name in group.stretches]
        assert sorted(told) == sorted(relations.answered(condition, word))  # type: ignore[arg-type]
        assert len({group.told for group in groups}) == len(groups)


def test_each_answer_says_how_or_why() -> None:
    relations = Relations(CLINIC)
    seen = set()
    for condition in CLINIC.conditions:
        for word in ("adapt", "ask-first", "leave-out"):
            for group in told_alike(CLINIC, relations, condition, word):
                seen.add(word)
                assert (bool(group.told.how), bool(group.told.reasons)) == (word == "adapt", word != "adapt")
    assert seen >= {"adapt", "ask-first"}


def test_what_holds_for_good_is_not_read_under_a_time() -> None:
    relations = Relations(CLINIC)
    timed = 0
    for condition in CLINIC.conditions:
        for word in ("adapt", "ask-first", "leave-out"):
            have_time = [bool(group.told.until) for group in told_alike(CLINIC, relations, condition, word)]
            assert have_time == sorted(have_time)
            timed += any(have_time)
    assert timed


def test_a_short_list_does_not_fold() -> None:
    groups = [Alike(ONE, ("a", "b")), Alike(OTHER, ("c",))]
    assert in_sight(groups, 3 - SAVES_LITTLE) == (groups, [])


def test_a_long_group_is_cut_and_says_twice_what_it_tells() -> None:
    groups = [Alike(ONE, ("a", "b", "c", "d", "e")), Alike(OTHER, ("f",))]
    shown, folded = in_sight(groups, 2)
    assert shown == [Alike(ONE, ("a", "b"))]
    assert folded == [Alike(ONE, ("c", "d", "e")), Alike(OTHER, ("f",))]
