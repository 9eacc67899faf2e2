from __future__ import annotations

from stretchbook.book.library import Library
from stretchbook.book.relations import Relations


def test_a_plan_names_what_to_do_in_place_of_what_a_condition_rules_out(library: Library) -> None:
    plans = Relations(library).plans(library.routines["wind-down"])
    sore = [plan for plan in plans if "sore-wrists" in plan.conditions]
    assert [plan.instead for plan in sore] == [{"side-lying-rotation": (3,)}]
