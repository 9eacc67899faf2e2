"""Records with slips that nobody thought of: whatever is in a file, there is a list of problems and no crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.broken_cases import SMALL_SITE
from helpers.mutations import assert_no_crash, mutated, written
from hypothesis import given, settings
from hypothesis import strategies as st

SMALL = sorted(file.relative_to(SMALL_SITE) for file in SMALL_SITE.rglob("*") if file.is_file())


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(SMALL_SITE, tmp_path_factory.mktemp("mutations") / "clinic")


@settings(max_examples=150)
@given(data=st.data())
def test_a_mutated_file_gives_problems_and_no_crash(data: st.DataObject, clinic: Path) -> None:
    name = data.draw(st.sampled_from(SMALL))
    with written(clinic / name, data.draw(mutated((SMALL_SITE / name).read_text(encoding="utf-8")))):
        assert_no_crash(clinic / "stretches")
