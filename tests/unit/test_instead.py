"""What readers do in the place of a stretch."""

from __future__ import annotations

from helpers.project import TOP
from stretchbook.book.instead import instead_of, others_like
from stretchbook.book.relations import Relations
from stretchbook.checks.all_checks import open_library

CLINIC = open_library(TOP / "tests" / "small-site" / "stretches")
RELATIONS = Relations(CLINIC)


def test_what_a_record_names_comes_before_what_is_like_it() -> None:
    named = {
        (name, swap.condition): swap.stretch
        for name, stretch in CLINIC.stretches.items()
        for swap in stretch.related.instead
    }
    assert named
    for (name, condition), other in named.items():
        assert other in instead_of(CLINIC, RELATIONS, name, condition)


def test_what_is_like_a_stretch_is_another_one_that_is_fine() -> None:
    found = 0
    for name in CLINIC.stretches:
        assert name not in others_like(CLINIC, RELATIONS, name)
        named = {swap.condition for swap in CLINIC.stretches[name].related.instead}
        for condition in CLINIC.conditions.keys() - named:
            for other in instead_of(CLINIC, RELATIONS, name, condition):
                answer = CLINIC.answers_of[other].get(condition)
                assert answer is None or answer.of_stretch == "fine"
                found += 1
    assert found
