"""The records with slips that nobody thought of: whatever is in a file, there is a list of problems and no crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.broken_cases import SMALL_SITE
from helpers.mutations import assert_no_crash, mutated, written
from helpers.project import TOP
from hypothesis import given, settings
from hypothesis import strategies as st

REAL = {
    file.name: file.read_text(encoding="utf-8")
    for file in sorted((TOP / "stretches").rglob("*"))
    if file.is_file() and file.parent.name != "schema"
}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(SMALL_SITE, tmp_path_factory.mktemp("mutations") / "clinic")


@settings(max_examples=150)
@given(data=st.data())
def test_a_mutated_real_record_gives_problems_and_no_crash(data: st.DataObject, clinic: Path) -> None:
    """A real record among the words of another clinic: it knows hardly one of them."""
    name = data.draw(st.sampled_from(sorted(REAL)))
    with written(clinic / "stretches" / name, data.draw(mutated(REAL[name]))):
        assert_no_crash(clinic / "stretches")
