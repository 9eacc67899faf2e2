from __future__ import annotations

import json
from pathlib import Path

from helpers.broken_cases import copy_small_site
from stretchbook.book.schema import write
from stretchbook.checks.all_checks import open_library


def test_another_clinic_gets_its_own_words(tmp_path: Path) -> None:
    root = copy_small_site(tmp_path / "clinic")
    write(open_library(root), root / "schema")
    made = json.loads((root / "schema" / "stretch.schema.json").read_text(encoding="utf-8"))
    assert made["properties"]["movements"]["propertyNames"]["enum"] == ["finger-extension", "wrist-extension"]
    assert sorted(file.name for file in (root / "schema").iterdir()) == ["routine.schema.json", "stretch.schema.json"]
