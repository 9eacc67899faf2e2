"""The texts that reach paper and pictures: what sheets and sharing pictures print of each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stretchbook.book.labels import short_label
from stretchbook.book.references import Reference
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch
from stretchbook.model.traverse import texts
from stretchbook.problems import Problem
from stretchbook.text.glyphs import letter_fault
from stretchbook.text.letters import printable
from stretchbook.text.markup import Citation, Link, parts
from stretchbook.text.source import Source, Way

if TYPE_CHECKING:
    from stretchbook.book.library import Library

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
    way: Way
    text: str


def printed_texts(library: Library) -> Iterator[Printed]:
    """Yield every text of the records that sheets and sharing pictures print, and the names that it links to."""
    named: dict[str, None] = {}
    for kind, records in _records(library).items():
        for name, record in records.items():
            for way, text in texts(record):
                if _is_printed(kind, way):
                    yield Printed(kind, name, way, text)
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


def glyph_problems(text: str, source: Source, way: Way) -> Iterator[Problem]:
    """Yield the first letter of a printed text that the fonts lack, at its own place in the source."""
    if fault := letter_fault(printable(text)):
        letter, wrong, fix = fault
        yield source.problem(way, wrong, fix, place=source.place_of_letter(way, letter))


def reference_glyph_problems(reference: Reference, number: int, source: Source) -> Iterator[Problem]:
    """Yield what the fonts lack of a reference's title and of its short label; the rest of it is not printed.

    `number` is its place in the source, counted from 0.
    """
    shown = printable(f"{reference['title']} {short_label(reference)}")
    for way, text in texts(reference, (number,)):
        if printable(text) in shown:
            yield from glyph_problems(text, source, way)


def _records(library: Library) -> dict[str, Mapping[str, Any]]:
    vocabularies = {kind: library.vocabularies[kind] for kind in _ON_PAPER if kind in library.vocabularies}
    return {"stretches": library.stretches, "routines": library.routines, **vocabularies}


def _linked(library: Library) -> dict[str, Mapping[str, Any]]:
    """Return the records that may be linked to, and whose names are not printed otherwise."""
    return {kind: library.vocabularies[kind] for kind in ("muscles", "muscle-groups", "claims", "terms")}


def _is_printed(kind: str, way: Way) -> bool:
    field = ".".join(part for part in way if isinstance(part, str))
    return any(field == name or field.startswith(f"{name}.") for name in _ON_PAPER[kind])


def _links(text: str) -> Iterator[str]:
    """Yield the ids of what a text links to by its name."""
    for part in parts(text):
        if isinstance(part, Link) and not part.words:
            yield part.id


def _cited(stretch: Stretch) -> Iterator[str]:
    """Yield the references behind what the sheet says of a stretch."""
    for text in (*stretch.steps, *stretch.easier[:1], *stretch.harder[:1], *stretch.safety.notes):
        for part in parts(text):
            if isinstance(part, Citation):
                yield part.reference
