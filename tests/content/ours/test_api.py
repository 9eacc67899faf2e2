"""What the open data say of some records."""

from __future__ import annotations

from typing import Any


def test_a_frequency_is_a_range(stretches: list[dict[str, Any]]) -> None:
    chin_tuck = next(stretch for stretch in stretches if stretch["id"] == "chin-tuck")
    assert chin_tuck["dose"]["frequency"] == {"times": {"low": 2, "high": 3}, "per": "day"}


def test_a_routine_is_as_long_as_its_items_and_pauses(data: dict[str, Any]) -> None:
    routines = data["api/v1/routines.json"]["routines"]
    known = {"desk-break": 185, "morning-floor": 525}
    assert {routine["id"]: routine["seconds"] for routine in routines if routine["id"] in known} == known
    for routine in routines:
        pauses = routine["pause"] * (len(routine["items"]) - 1)
        assert sum(item["seconds"] for item in routine["items"]) + pauses == routine["seconds"]
