"""Short labels of references, as they stand in running text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stretchbook.book.references import Reference, creators
from stretchbook.text.issued_dates import year_words
from stretchbook.text.rich_text import plain

_LONGEST = 40


def short_label(reference: Reference) -> str:
    """Return the first author or publisher, and the year where there is one: "Garber et al. 2011"."""
    year = year_words(reference)
    who = _who(reference)
    return f"{who} {year}" if year else who


def plain_title(reference: Reference) -> str:
    """Return the title without markup."""
    return plain(str(reference["title"]))


def _who(reference: Reference) -> str:
    names = [name for person in creators(reference) if (name := _name(person))]
    if not names:
        body = reference.get("container-title") or reference.get("publisher") or reference["title"]
        return _shortened(plain(str(body)))
    if len(names) == 1:
        return names[0]
    return f"{names[0]} et al." if len(names) > 2 else f"{names[0]} and {names[1]}"


def _name(person: Any) -> str:
    """Return by what a person is called in a citation: "van der Berg", or the whole name of a body."""
    if not isinstance(person, Mapping):
        return ""
    family = " ".join(str(person.get(part) or "").strip() for part in ("non-dropping-particle", "family"))
    return _shortened(
        (family.strip() if person.get("family") else "") or str(person.get("literal") or person.get("given") or "")
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
