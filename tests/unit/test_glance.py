"""What readers with a condition see at one glance: counts, names and swaps, none of them milder than the answers."""

from __future__ import annotations

from helpers.project import TOP
from stretchbook.book.glance import MOST_NAMED, glimpses
from stretchbook.book.relations import Relations
from stretchbook.checks.all_checks import open_library

CLINIC = open_library(TOP / "tests" / "small-site" / "stretches")


def test_each_answer_is_counted_and_its_first_stretches_are_named() -> None:
    relations = Relations(CLINIC)
    for condition in CLINIC.conditions:
        found = glimpses(CLINIC, relations, condition)
        assert sum(each.count for each in found) == len(CLINIC.stretches)
        for each in found:
            assert set(each.names) <= set(relations.answered(condition, each.word))
            assert len(set(each.names)) == len(each.names) == min(each.count, MOST_NAMED[each.word])
