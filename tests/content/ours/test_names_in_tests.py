"""Unit tests know no record of this library: whoever puts other records here keeps the unit tests."""

from __future__ import annotations

import re

from helpers.project import TOP


def test_no_unit_test_names_a_record() -> None:
    """Ids of two words or more are looked for: one word alone, such as `bridge`, may mean anything."""
    files = [*(TOP / "stretches").glob("*.yml"), *(TOP / "stretches" / "routines").glob("*.yml")]
    records = [file.stem for file in files if "\nname: " in f"\n{file.read_text(encoding='utf-8')}"]
    ids = {name for name in records if "-" in name}
    assert ids
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(ids)))})(?![\w-])")
    found = {
        f"{file.relative_to(TOP)}: {match[0]}"
        for file in sorted((TOP / "tests" / "unit").rglob("*.py"))
        for match in named.finditer(file.read_text(encoding="utf-8"))
    }
    assert found == set()
