"""The open data of this library."""

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
    return {
        address: json.loads(content) for address, content in api.files(library, renderer.routine_seconds, renderer.day)
    }


@pytest.fixture(scope="module")
def stretches(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["api/v1/stretches.json"]["stretches"]
    return found
