"""Numbers that a record says as a fact: each cites its source in the same sentence."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.book import Book, Read
from stretchbook.model.traverse import texts
from stretchbook.problems import Problem
from stretchbook.text.quantities import marked, unsourced

_NOT_FACTS = frozenset({"id", "name", "advice"})


def number_problems(book: Book) -> Iterator[Problem]:
    """Yield the numbers of claims and terms for which they cite no source."""
    for kind in ("claims", "terms"):
        for read in book.of(kind):
            yield from _unsourced(read)


def _unsourced(read: Read) -> Iterator[Problem]:
    for loc, text in texts(read.record):
        if loc[-1] in _NOT_FACTS or "also_called" in loc:
            continue
        for quantity in unsourced(marked(text)):
            message = f"`{quantity.text}` is a number, and no source for it is cited."
            yield read.spot.problem(loc, message, "Cite a source in the same sentence, before its full stop.")
