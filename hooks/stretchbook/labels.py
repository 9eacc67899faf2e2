"""Short labels of references, as they stand in running text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stretchbook.bibliography import Reference

_LONGEST = 40


def short_label(reference: Reference) -> str:
    """Give the first author or publisher, and the year where there is one: "Garber et al. 2011"."""
    year = _year(reference)
    who = _who(reference)
    return f"{who} {year}" if year else who


def _who(reference: Reference) -> str:
    authors = [author for author in reference.get("author") or () if isinstance(author, Mapping)]
    if not authors:
        return _shortened(str(reference.get("container-title") or reference.get("publisher") or reference["title"]))
    first = _shortened(str(authors[0].get("family") or authors[0].get("literal") or authors[0].get("given") or ""))
    if len(authors) == 1:
        return first
    return f"{first} et al." if len(authors) > 2 else f"{first} and {authors[1].get('family', 'another')}"


def _year(reference: Reference) -> str | None:
    issued: Any = reference.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0]) if parts and parts[0] else None


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
