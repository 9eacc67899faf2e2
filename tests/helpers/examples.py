"""Records of this library that tests of pages look at by name."""

from __future__ import annotations

import pytest

from helpers.project import TOP

EXAMPLES = ("cat-cow", "chin-tuck", "doorway-pec-stretch", "thread-the-needle", "routines/desk-break")

NAMED = pytest.mark.skipif(
    not all((TOP / "stretches" / f"{name}.yml").exists() for name in EXAMPLES),
    reason="looks at records by name that this library has not (tests/helpers/examples.py)",
)
"""Marks tests that look at records by name: in a library of other records they have nothing to look at."""
