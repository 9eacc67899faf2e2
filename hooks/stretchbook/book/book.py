"""What was read of a library: its records and pages, and where in which file each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from stretchbook.book.article import NO_PAGES, Pages
from stretchbook.book.body_map import ReadAtlas
from stretchbook.book.floor import ReadFloor
from stretchbook.book.library import Library
from stretchbook.kinds import KINDS, REFERENCES_FILE, WITH_PLACE
from stretchbook.poses.figure_cache import FigureCache
from stretchbook.problems import Problem
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.text.source import Location, Source


class Spot(NamedTuple):
    """Where a record stands: its file as it was read, and the location of the record in it."""

    source: Source
    loc: Location

    def problem(self, loc: Location, message: str, fix: str) -> Problem:
        """Return a problem of what `loc` leads to in the record."""
        return self.source.problem((*self.loc, *loc), message, fix)

    @property
    def of_id(self) -> Spot:
        """Where the record gets its id: in its list, or by the name of its file."""
        return Spot(self.source, (*self.loc, "id")) if self.loc else self


class Read(NamedTuple):
    """One record that could be read."""

    kind: str
    id: str
    record: Any
    spot: Spot


@dataclass(frozen=True, eq=False)
class Book:
    """A library as it was read, faulty files included.

    `library` has only what could be read; `problems` are those of reading. `ids` are, for each kind, all that are
    given anywhere, also by records that could not be read; None where some of them cannot be known.
    """

    library: Library
    records: Path
    """The folder of the records."""

    sources: Mapping[str, Source]
    """Every file of the records, by its path as messages name it."""

    spots: Mapping[tuple[str, str], Spot]
    """Where each record stands, by kind and id; those of records that could not be read, too."""

    ids: Mapping[str, frozenset[str] | None]
    atlas: ReadAtlas = field(default_factory=ReadAtlas)
    """The body map."""

    floor: ReadFloor = field(default_factory=ReadFloor)
    """What was said of safety, below which nothing may fall."""

    pages: Pages = NO_PAGES
    settings: Settings | None = None
    problems: tuple[Problem, ...] = ()
    figures: FigureCache = field(default_factory=lambda: FigureCache(Path(".cache") / "figures"))
    """Draws the figures, and keeps those that are drawn."""

    @property
    def references(self) -> Source:
        """The file of the references."""
        return self.sources[self.path(REFERENCES_FILE)]

    def number_of(self, reference: str) -> int:
        """Return at which place in its file a reference stands, counted from 0."""
        return self._reference_numbers.get(reference, 0)

    @cached_property
    def _reference_numbers(self) -> dict[str, int]:
        items = self.references.data if isinstance(self.references.data, tuple) else ()
        numbered = ((number, item) for number, item in enumerate(items) if isinstance(item, dict))
        return {str(item.get("id")).strip(): number for number, item in numbered}

    def path(self, name: str) -> str:
        """Return how messages name a file in the folder of the records."""
        return f"{self.library.folder}/{name}"

    def of(self, kind: str) -> Iterator[Read]:
        """Yield every record of a kind that could be read."""
        for name, record in self.library.of(kind).items():
            yield Read(kind, name, record, self.spots[kind, name])

    def all(self, is_wanted: Callable[[Any], bool] = lambda _: True) -> Iterator[Read]:
        """Yield every record that could be read, of the kinds that are wanted: their row of the table is asked."""
        for kind in KINDS:
            if is_wanted(kind):
                yield from self.of(kind.id)

    def named_as(self, kind: str) -> frozenset[str] | None:
        """Return all ids that may stand where a kind is wanted; None where some of them cannot be known."""
        return union(*(self.ids[each.id] for each in KINDS if kind in (each.id, each.named_as)))

    @property
    def linkable(self) -> frozenset[str] | None:
        """All ids to which a text may link; None where some of them cannot be known."""
        return union(*(self.ids[each.id] for each in WITH_PLACE))


def union(*sets: frozenset[str] | None) -> frozenset[str] | None:
    """Return all that is in any of the sets; with one that is unknown the whole is unknown."""
    known = [words for words in sets if words is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None
