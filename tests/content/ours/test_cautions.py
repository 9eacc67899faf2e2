"""The cautions of the inventory stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from helpers.project import TOP
from stretchbook.book.library import Library

RECORDS = sorted((TOP / "stretches").glob("*.yml"))
NAMES = [file.stem for file in RECORDS if re.search(r"^safety:", file.read_text(encoding="utf-8"), re.MULTILINE)]
INVENTORY: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("inventory-cautions.yml").read_text(encoding="utf-8")
)


def test_every_record_of_the_inventory_is_here() -> None:
    assert set(INVENTORY) <= set(NAMES)
    assert len(INVENTORY) == 12


@pytest.mark.parametrize("name", INVENTORY)
def test_a_stretch_has_the_cautions_of_the_inventory(name: str, library: Library) -> None:
    has = {caution.id for caution in library.cautions_of[name]}
    assert set(INVENTORY[name]) <= has
