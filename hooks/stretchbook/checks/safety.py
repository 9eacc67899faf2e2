"""The safety gate, applied: what the rules demand of each stretch, and notes that were copied."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.book import Book
from stretchbook.book.safety_gate import Note, note_problems
from stretchbook.problems import Problem


def gate_problems(book: Book) -> Iterator[Problem]:
    """Yield what the safety rules demand of a stretch and it does not have."""
    for read in book.of("stretches"):
        yield from book.library.gate.problems(read.record, read.spot.source)


def copied_notes(book: Book) -> Iterator[Problem]:
    """Yield the safety notes that stand in another record or among the cautions already."""
    shared = [Note(f"caution `{word}`", caution.text) for word, caution in book.library.cautions.items()]
    own = [
        Note(f"a note of `{read.id}`", text, read.spot.source, ("safety", "notes", number))
        for read in sorted(book.of("stretches"), key=lambda read: read.id)
        for number, text in enumerate(read.record.safety.notes)
    ]
    yield from note_problems([*shared, *own])
