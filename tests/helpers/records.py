"""Libraries with other records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stretchbook.book.library import Library


def with_records(library: Library, **kinds: Mapping[str, Any]) -> Library:
    """A library with other records of some kinds."""
    return replace(library, records={**library.records, **kinds})
