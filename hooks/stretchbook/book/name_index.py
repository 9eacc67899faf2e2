"""Every name in the book: what has a page, what kind of page it is, and what else people call it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from stretchbook.book.library import Library
from stretchbook.model.claim import VERDICTS
from stretchbook.text.letters import folded
from stretchbook.text.quantities import first_sentence

CLAIM = "Claim"
"""The kind of a claim."""

_ARTICLE = re.compile(r"^(?:an?|the) (?=\w)")
_NO_LETTER = "0–9"


@dataclass(frozen=True)
class Named:
    """What has a place on the site: `kind` as readers know it, and `said`, one line about it in the inline markup."""

    kind: str
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
    """Give everything that has a name and a place of its own."""
    for name, stretch in library.stretches.items():
        yield Named("Stretch", name, stretch.name, stretch.also_known_as, stretch.summary)
    for name, routine in library.routines.items():
        yield Named("Routine", name, routine.name, (), routine.summary)
    for name, muscle in library.muscles.items():
        yield Named("Muscle", name, muscle.name, muscle.also_called, muscle.plain)
    for name, group in library.groups.items():
        yield Named("Muscle", name, group.name, group.also_called, group.plain)
    for name, condition in library.conditions.items():
        yield Named("Condition", name, condition.name, condition.also_called, condition.plain)
    for name, claim in library.claims.items():
        said = f"{VERDICTS[claim.verdict].label}. {first_sentence(claim.answer)}"
        yield Named(CLAIM, name, claim.name, claim.also_called, said)
    for name, term in library.words("terms").items():
        yield Named("Word", name, term.name, term.also_called, term.plain)


def by_letter(library: Library) -> list[tuple[str, list[Line]]]:
    """Give `(letter, its lines)` from A to Z, other names included. "A frozen shoulder" stands under F."""
    lines = sorted(_lines(library), key=lambda line: (_letter(line.name), _bare(line.name), line.title))
    return [(letter, list(found)) for letter, found in groupby(lines, key=lambda line: _letter(line.name))]


def _lines(library: Library) -> Iterator[Line]:
    for record in named(library):
        if record.kind != CLAIM:  # nobody looks for a whole sentence under its first letter
            yield Line(record.name, "", record.kind, record.id)
        others = {_bare(name): name for name in record.also}
        for bare, name in others.items():
            if bare != _bare(record.name):
                yield Line(name, record.name, record.kind, record.id)


def _bare(name: str) -> str:
    return _ARTICLE.sub("", folded(name), count=1)


def _letter(name: str) -> str:
    first = _bare(name)[:1].upper()
    return first if first.isalpha() else _NO_LETTER
