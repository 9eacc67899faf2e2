"""The texts that reach paper and pictures: what sheets and sharing pictures print of each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stretchbook.book.library import Library
from stretchbook.kinds import WITH_PLACE
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch
from stretchbook.model.traverse import texts
from stretchbook.text.markup import Citation, Link, parts
from stretchbook.text.source import Location

_ON_PAPER = {
    "stretches": ("name", "summary", "steps", "in_short", "feel.where", "easier", "harder", "safety.notes"),
    "routines": ("name", "summary", "for_whom", "skip_if", "warm_up", "items", "review"),
    "stop-signs": ("text",),
    "responses": ("name", "text"),
    "conditions": ("name",),
    "equipment": ("name",),
}
"""By kind of record, the fields that are printed. Also those of a stretch that is in no routine today: whoever puts it
into one need not change it."""


@dataclass(frozen=True)
class Printed:
    """A text that is printed: the kind of its record, the id, and where in the record it stands."""

    kind: str
    id: str
    loc: Location
    text: str


def printed_texts(library: Library) -> Iterator[Printed]:
    """Yield every text of the records that sheets and sharing pictures print, and the names that it links to."""
    named: dict[str, None] = {}
    for kind, records in _records(library).items():
        for name, record in records.items():
            for loc, text in texts(record):
                if _is_printed(kind, loc):
                    yield Printed(kind, name, loc, text)
                    named.update(dict.fromkeys(_links(text)))
    for kind, records in _linked(library).items():
        for name in named:
            if name in records:
                yield Printed(kind, name, ("name",), records[name].name)


def sheet_references(routine: Routine, stretches: Mapping[str, Stretch]) -> tuple[str, ...]:
    """Return the ids of the references that stand at the foot of a routine's sheet, each once, in order."""
    shown = [stretches[item.stretch] for item in routine.items if item.stretch in stretches]
    described = (source.reference for stretch in shown for source in stretch.sources)
    cited = (reference for stretch in shown for reference in _cited(stretch))
    return tuple(dict.fromkeys((*routine.sources, *described, *cited)))


def _records(library: Library) -> dict[str, Mapping[str, Any]]:
    return {kind: library.of(kind) for kind in _ON_PAPER}


def _linked(library: Library) -> dict[str, Mapping[str, Any]]:
    """Return the records that may be linked to, and whose names are not printed otherwise."""
    return {kind.id: library.of(kind.id) for kind in WITH_PLACE if kind.id not in _ON_PAPER}


def _is_printed(kind: str, loc: Location) -> bool:
    field = ".".join(part for part in loc if isinstance(part, str))
    return any(field == name or field.startswith(f"{name}.") for name in _ON_PAPER[kind])


def _links(text: str) -> Iterator[str]:
    """Yield the ids of what a text links to by its name."""
    for part in parts(text):
        if isinstance(part, Link) and not part.words:
            yield part.id


def _cited(stretch: Stretch) -> Iterator[str]:
    """Yield what is cited in what a sheet prints of a stretch, be it printed whole or in short."""
    for text in (*stretch.steps, *stretch.easier[:1], *stretch.harder[:1], *stretch.safety.notes):
        for part in parts(text):
            if isinstance(part, Citation):
                yield part.reference
