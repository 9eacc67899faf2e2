"""Every name in the book: what has a page, what kind of page it is, and what else people call it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from stretchbook.book.library import Library
from stretchbook.kinds import KIND, KINDS
from stretchbook.text.letters import folded

_ARTICLE = re.compile(r"^(?:an?|the) (?=\w)")
_NO_LETTER = "0–9"


@dataclass(frozen=True)
class Named:
    """What has a place on the site: `label` is what readers call its `kind`, `said` one line in the inline markup."""

    kind: str
    label: str
    id: str
    name: str
    also: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class Line:
    """One line of the A to Z: a name, and the record that it leads to. `title` is empty for a record's own name."""

    name: str
    title: str
    kind: str
    id: str


def named(library: Library) -> Iterator[Named]:
    """Yield everything that has a name and a place of its own, and that readers look for."""
    for kind in KINDS:
        if kind.label:
            for name, record in library.of(kind.id).items():
                yield Named(kind.id, kind.label, name, record.name, _other_names(record), kind.said(record))


def _other_names(record: Any) -> tuple[str, ...]:
    fields = type(record).model_fields
    field = next((name for name in ("also_known_as", "also_called") if name in fields), None)
    return tuple(getattr(record, field)) if field else ()


def by_letter(library: Library) -> list[tuple[str, list[Line]]]:
    """Return `(letter, its lines)` from A to Z, other names included. "A frozen shoulder" stands under F."""
    lines = sorted(_lines(library), key=lambda line: (_letter(line.name), bare(line.name), line.title))
    return [(letter, list(found)) for letter, found in groupby(lines, key=lambda line: _letter(line.name))]


def _lines(library: Library) -> Iterator[Line]:
    for record in named(library):
        if KIND[record.kind].is_by_letter:
            yield Line(record.name, "", record.label, record.id)
        others = {bare(name): name for name in record.also}
        for short, name in others.items():
            if short != bare(record.name):
                yield Line(name, record.name, record.label, record.id)


def bare(name: str) -> str:
    """Return a name as it is sorted: folded, and without an article before it."""
    return _ARTICLE.sub("", folded(name), count=1)


def without_article(name: str) -> str:
    """Return a name as it stands in a list from A to Z: "Frozen shoulder" for "A frozen shoulder"."""
    short = _ARTICLE.sub("", name[:1].lower() + name[1:], count=1)
    return name if len(short) == len(name) else short[:1].upper() + short[1:]


def _letter(name: str) -> str:
    first = bare(name)[:1].upper()
    return first if first.isalpha() else _NO_LETTER
