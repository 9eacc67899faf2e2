"""The records as a whole."""

from __future__ import annotations

from helpers.project import TOP
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations


def test_a_plan_for_a_condition_leaves_no_stretch_out(library: Library) -> None:
    """Whoever reads a plan may think that the stretches which it does not name are theirs to do."""
    plans = {name: Relations(library).plans(routine) for name, routine in library.routines.items()}
    assert all(plans.values())
    for name, routine in library.routines.items():
        names = [item.stretch for item in routine.items]
        for plan in plans[name]:
            told = {*plan.without, *(number for numbers in plan.instead.values() for number in numbers)}
            for condition in plan.conditions:
                asks = {number for number, each in enumerate(names, 1) if condition in library.checks_first(each)}
                assert told == asks, (name, condition)


def test_every_reference_is_cited(library: Library) -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in (TOP / "content").rglob("*.md"))
    cited = Relations(library).cited_by
    uncited = [name for name in library.references if name not in cited and f'cite("{name}")' not in pages]
    assert uncited == []
