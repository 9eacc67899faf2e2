"""The safety gate, applied: what the rules demand of each stretch, and notes that were copied."""

from __future__ import annotations

from collections.abc import Iterator
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


_BEHIND_ANSWERS = (
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
        if sure and _leads_somewhere(book.library, read.record):
            yield from gate.answer_problems(read.record, read.spot.source)


def are_answers_sure(book: Book) -> bool:
    """Return whether all that answers are worked out from could be read and leads somewhere.

    Otherwise an answer may be missing for that fault alone, and nothing is to be said of it in the records.
    """
    library = book.library
    are_read = all(book.ids[kind] == frozenset(library.named_as(kind)) for kind in _BEHIND_ANSWERS)
    entries = (*library.of("safety-rules").values(), *library.cautions.values())
    return are_read and all(_leads_somewhere(library, entry) for entry in entries)


def _leads_somewhere(library: Library, entry: Model) -> bool:
    """Return whether every id in an entry that answers are worked out from is one."""
    named = ((kind, word) for kind, _, word in named_ids(entry) if kind in _BEHIND_ANSWERS)
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
