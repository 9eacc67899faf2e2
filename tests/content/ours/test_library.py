from __future__ import annotations

from stretchbook.book.library import Library
from stretchbook.book.relations import Relations


def test_a_plan_names_what_to_do_in_place_of_what_a_condition_rules_out(library: Library) -> None:
    plans = Relations(library).plans(library.routines["full-upper-back"])
    hip = [plan for plan in plans if "hip-replacement" in plan.conditions]
    assert [(plan.instead, plan.without) for plan in hip] == [
        ({"chair-thoracic-extension": (3, 4), "arm-press-curl": (7,)}, (5,))
    ]


def test_what_has_an_easier_version_is_not_swapped_in_a_plan(library: Library) -> None:
    needle = library.stretches["thread-the-needle"]
    assert "sore-wrists" in {swap.condition for swap in needle.related.instead}
    assert library.answers_of["thread-the-needle"]["sore-wrists"].word == "adapt"
    plans = Relations(library).plans(library.routines["wind-down"])
    assert not [plan for plan in plans if "sore-wrists" in plan.conditions]
