"""What the open data say of some records."""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers.project import TOP
from stretchbook.book.library import Library
from stretchbook.render import api
from stretchbook.render.html import Renderer


@pytest.fixture(scope="module")
def data(library: Library) -> dict[str, Any]:
    """Every data file by its address."""
    renderer = Renderer(library, TOP / "overrides")
    return {address: json.loads(content) for address, content in api.files(library, renderer.routine_seconds)}


@pytest.fixture(scope="module")
def stretches(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["api/v1/stretches.json"]["stretches"]
    return found


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
