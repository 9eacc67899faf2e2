"""The texts that reach paper and pictures: what sheets and sharing pictures print of each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from stretchbook.book.library import Library
from stretchbook.kinds import WITH_PLACE
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch
from stretchbook.model.text_use import FORMS
from stretchbook.model.traverse import texts, used_texts
from stretchbook.text.markup import Citation, Link, parts
from stretchbook.text.source import Location

_ON_PAPER = {
    "routines": ("name", "summary", "for_whom", "skip_if", "warm_up", "items"),
    "stop-signs": ("text", "brief"),
    "responses": ("name", "text", "line"),
    "families": ("name",),
    "conditions": ("name",),
    "equipment": ("name",),
    "reviewers": ("name", "credential"),
}
"""By kind of record, the fields that are printed. Those of a stretch are marked in its model."""


@dataclass(frozen=True)
class Printed:
    """A text that is printed: the kind of its record, the id, and where in the record it stands."""

    kind: str
    id: str
    loc: Location
    text: str


def printed_texts(library: Library) -> Iterator[Printed]:
    """Yield every text of the records that sheets and sharing pictures print, and the names that it links to.

    Also those of a stretch that is in no routine today: whoever puts it into one need not change it.
    """
    named: dict[str, None] = {}
    for printed in chain(_of_stretches(library), _of_others(library)):
        yield printed
        named.update(dict.fromkeys(_links(printed.text)))
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


def _of_stretches(library: Library) -> Iterator[Printed]:
    for name, stretch in library.stretches.items():
        for used in used_texts(stretch):
            if used.use.shown != "page":
                yield Printed("stretches", name, used.loc, used.text)


def _of_others(library: Library) -> Iterator[Printed]:
    for kind in _ON_PAPER:
        for name, record in library.of(kind).items():
            for loc, text in texts(record):
                if _is_printed(kind, loc):
                    yield Printed(kind, name, loc, text)


def _linked(library: Library) -> dict[str, Mapping[str, Any]]:
    """Return the records that may be linked to, and whose names are not printed otherwise."""
    return {kind.id: library.of(kind.id) for kind in WITH_PLACE if kind.id not in (*_ON_PAPER, "stretches")}


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
    for used in used_texts(stretch):
        is_further_form = used.use.role in FORMS and used.loc[-1] != 0
        for part in parts(used.text) if used.use.shown == "sheet" and not is_further_form else ():
            if isinstance(part, Citation):
                yield part.reference
