"""The pages that are made from records. Each page's source is one macro call: no record's text stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Condition
from stretchbook.model.stretch import Stretch
from stretchbook.text.markup import plain


@dataclass(frozen=True)
class RecordPage:
    """One page: its source file's address, its title and description as plain text, and where it is edited."""

    uri: str
    title: str
    description: str
    macro: str
    name: str
    edit: str

    @property
    def source(self) -> str:
        """The page's whole Markdown."""
        return f'{{{{ {self.macro}("{self.name}") }}}}\n'


def record_pages(library: Library) -> Iterator[RecordPage]:
    """Give the page of every stretch, routine, muscle, muscle group and condition."""
    addresses = Addresses(library)
    for macro, name, record, said, edit in _published(library):
        uri = addresses.of(name).rstrip("/") + ".md"
        yield RecordPage(uri, record.name, plain(said, library.titles), macro, name, edit)


_Record = Stretch | Routine | Muscle | MuscleGroup | Condition


def _published(library: Library) -> Iterator[tuple[str, str, _Record, str, str]]:
    """Give `(macro, id, record, what describes it, its file)`."""
    for name, stretch in library.stretches.items():
        yield "stretch", name, stretch, stretch.summary, library.paths[name]
    for name, routine in library.routines.items():
        yield "routine", name, routine, routine.summary, library.paths[name]
    for name, muscle in library.muscles.items():
        yield "muscle", name, muscle, muscle.plain, "stretches/muscles.yml"
    for name, group in library.groups.items():
        yield "muscle", name, group, group.plain, "stretches/muscle-groups.yml"
    for name, condition in library.conditions.items():
        yield "condition", name, condition, condition.why, "stretches/conditions.yml"
