"""The safety gate, applied: what the rules demand of each stretch, and notes that were copied."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from stretchbook.book.book import Book
from stretchbook.book.library import Library
from stretchbook.model.base import Model
from stretchbook.model.traverse import named_ids
from stretchbook.problems import Problem
from stretchbook.text.copies import alike
from stretchbook.text.letters import folded
from stretchbook.text.markup import own_words
from stretchbook.text.source import Location, Source

FEWEST_WORDS = 5
"""Words of a note; what is shorter says nothing about this stretch."""

COPIED_SHARE = 0.7
"""Two notes say the same where they share this much of the shorter one's runs of three words."""


BEHIND_ANSWERS = (
    "safety-rules",
    "cautions",
    "conditions",
    "movements",
    "demands",
    "positions",
    "equipment",
    "settings",
)


def gate_problems(book: Book) -> Iterator[Problem]:
    """Yield what a stretch says of its safety that does not go with the rules, and what it does not declare."""
    sure = are_answers_sure(book)
    for read in book.of("stretches"):
        gate = book.library.gate
        yield from gate.problems(read.record, read.spot.source)
        if sure and leads_somewhere(book.library, read.record, BEHIND_ANSWERS):
            yield from gate.answer_problems(read.record, read.spot.source)


def are_answers_sure(book: Book) -> bool:
    """Return whether all that answers are worked out from could be read and leads somewhere.

    Otherwise an answer may be missing for that fault alone, and nothing is to be said of it in the records.
    """
    entries = (*book.library.of("safety-rules").values(), *book.library.cautions.values())
    return are_read(book, BEHIND_ANSWERS) and all(
        leads_somewhere(book.library, entry, BEHIND_ANSWERS) for entry in entries
    )


def are_read(book: Book, kinds: Collection[str]) -> bool:
    """Return whether every record of these kinds could be read."""
    return all(book.ids[kind] == frozenset(book.library.named_as(kind)) for kind in kinds)


def leads_somewhere(library: Library, entry: Model, kinds: Collection[str]) -> bool:
    """Return whether every id in an entry that is from one of these kinds is one."""
    named = ((kind, word) for kind, _, word in named_ids(entry) if kind in kinds)
    return all(word in library.named_as(kind) for kind, word in named)


@dataclass(frozen=True)
class _Note:
    """A safety note or a caution, by whose it is; one without a place is only compared with."""

    owner: str
    text: str
    spot: tuple[Source, Location] | None = None

    @property
    def words(self) -> list[str]:
        return folded(own_words(self.text)).split()


def copied_notes(book: Book) -> Iterator[Problem]:
    """Yield the safety notes that say too little, or what another note or a caution says already.

    Which of two notes was there first cannot be told, so both are given.
    """
    notes = [_Note(f"caution `{word}`", caution.text) for word, caution in book.library.cautions.items()]
    for read in sorted(book.of("stretches"), key=lambda read: read.id):
        for number, text in enumerate(read.record.safety.notes):
            notes.append(_Note(f"a note of `{read.id}`", text, (read.spot.source, ("safety", "notes", number))))
    words = [note.words for note in notes]
    copies = alike(words, COPIED_SHARE, min, lambda one, other: bool(notes[one].spot or notes[other].spot))
    for number, note in enumerate(notes):
        if not note.spot:
            continue
        source, loc = note.spot
        if len(words[number]) < FEWEST_WORDS:
            yield source.problem(loc, f"has fewer than {FEWEST_WORDS} words.", "Say what keeps this stretch safe.")
        if number in copies:
            other = notes[copies[number]].owner
            where = "another note of this record" if note.owner == other else other
            yield source.problem(loc, f"says the same as {where}.", "Write what is special about this stretch.")
