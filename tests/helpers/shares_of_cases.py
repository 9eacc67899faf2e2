"""How many cases are tried: a share in `make test`, all in `make fuzz`."""

from __future__ import annotations

import os

import pytest

IS_LONG = "STRETCHBOOK_TESTS_LONG" in os.environ

only_long = pytest.mark.skipif(not IS_LONG, reason="`make fuzz` tries it; its parts have tests of their own.")


def batches(whole: int, share: int, size: int) -> list[range]:
    """Return the numbers of the cases, a batch for each test, so that several processes share them."""
    count = whole if IS_LONG else share
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def named(batch: range) -> str:
    """Return the name of a batch."""
    return f"{batch.start}-{batch.stop - 1}"
