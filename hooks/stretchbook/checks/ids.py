"""Every id in a record leads somewhere, none is named twice, and every text keeps to the inline markup."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from stretchbook.book.book import Book
from stretchbook.checks.plain_letters import deceits
from stretchbook.kinds import KIND, KINDS, REFERENCES, file_of, noun_of
from stretchbook.model.base import CONVENTION, Sourced
from stretchbook.model.pydantic_errors import ids_by_name, unknown_id
from stretchbook.model.traverse import named_ids, texts
from stretchbook.problems import Problem, suggestion
from stretchbook.text.markup import Citation, Link, foreign_markup, parts
from stretchbook.text.source import Location, Source

_NamedId = tuple[str, Location, str]


def id_problems(book: Book) -> Iterator[Problem]:
    """Yield what leads nowhere, is named twice or is written in other markup, in every record that could be read.

    Ids of records that are at fault themselves count as known, so that one fault is told once.
    """
    known = {kind.id: book.named_as(kind.id) for kind in KINDS}
    words = KnownIds({**known, REFERENCES: book.ids[REFERENCES]}, book.linkable, _named(book))
    for read in book.all():
        yield from words.problems(read.record, *read.spot)


def _named(book: Book) -> Callable[[str], Mapping[str, str]]:
    @cache
    def named(kind: str) -> Mapping[str, str]:
        has_names = kind in KIND and "name" in KIND[kind].model.model_fields
        return ids_by_name(book.library.named_as(kind)) if has_names else {}

    return named


@dataclass(frozen=True)
class KnownIds:
    """Every id that may be named, by vocabulary; `linkable` are those that have a page.

    A vocabulary that could not be read is None: that is one problem, not one for each of its words.
    """

    by_vocabulary: Mapping[str, Collection[str] | None]
    linkable: Collection[str] | None
    named: Callable[[str], Mapping[str, str]]
    """Returns what was meant by a name where an id of this vocabulary belongs."""

    def problems(self, model: BaseModel, source: Source, loc: Location = ()) -> Iterator[Problem]:
        """Yield every id in the model that leads nowhere, every one said twice, and every fault of its markup."""
        ids = list(named_ids(model, loc))
        yield from self._unknown(model, source, ids)
        yield from self._doubled(source, ids)
        for here, text in texts(model, loc):
            yield from self._markup(text, source, here)
            for letters, message, fix in deceits(text):
                yield source.problem(here, message, fix, place=source.place_of_letter(here, letters))

    def _unknown(self, model: BaseModel, source: Source, ids: Iterable[_NamedId]) -> Iterator[Problem]:
        for vocabulary, here, word in ids:
            known = self.by_vocabulary[vocabulary]
            if known is not None and isinstance(model, Sourced) and here[-1] == "source":
                known = {*known, CONVENTION}
            if known is not None and word not in known:
                what, file, named = noun_of(vocabulary), file_of(vocabulary), self.named(vocabulary)
                place = source.keys.get(here) if here[-1] == word else None
                yield source.problem(here, *unknown_id(word, what, file, known, named), place=place)

    def _doubled(self, source: Source, ids: Iterable[_NamedId]) -> Iterator[Problem]:
        seen: set[tuple[Location, str]] = set()
        for _, here, word in ids:
            if isinstance(here[-1], int) and (here[:-1], word) in seen:
                yield source.problem(here, f"`{word}` is named twice.", "Keep one.")
            seen.add((here[:-1], word))

    def _markup(self, text: str, source: Source, loc: Location) -> Iterator[Problem]:
        for part in parts(text):
            if isinstance(part, Link) and self.linkable is not None and part.id not in self.linkable:
                meant = suggestion(part.id, self.linkable)
                fix = (
                    f"Did you mean `{meant}`?"
                    if meant
                    else "Link to a stretch, routine, muscle, condition, claim or term by its id."
                )
                yield source.problem(loc, f"`[[{part.id}]]` leads nowhere.", fix)
            known = self.by_vocabulary[REFERENCES]
            if isinstance(part, Citation) and known is not None and part.reference not in known:
                yield _unknown_reference(source, loc, part.reference, known)
        if sign := foreign_markup(text):
            yield source.problem(loc, f"has markup that we do not use (`{sign}`).",
                                 "Use *word*, [[id]], [[id|words]] or [@reference].")  # fmt: skip


def _unknown_reference(source: Source, loc: Location, word: str, known: Collection[str]) -> Problem:
    return source.problem(loc, *unknown_id(word, noun_of(REFERENCES), file_of(REFERENCES), known, {}))
