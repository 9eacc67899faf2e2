"""Whether what a stretch is for, and what it asks of the body, goes with the movements that it declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stretchbook.book.book import Book, Read
from stretchbook.model.stretch import Degree, Stretch, has_movement
from stretchbook.problems import Problem

_MOST_NAMED = 4
"""How many movements a message proposes."""


def declared_problems(book: Book) -> Iterator[Problem]:
    """Yield the regions that no declared movement moves, and the demands that no declared movement makes."""
    movements = book.library.words("movements")
    for read in book.of("stretches"):
        # An unknown movement is a problem of its own; once it is right, it may be the one that was missed.
        if all(word in movements for word in read.record.movements):
            yield from _unmoved(book, read)
            yield from _unmet(book, read)


def _unmoved(book: Book, read: Read) -> Iterator[Problem]:
    regions = book.library.of("regions")
    for number, word in enumerate(read.record.mobilises):
        wanted: dict[str, Degree] = dict.fromkeys(regions[word].moved_by, "easy") if word in regions else {}
        if wanted and not _has_one(read.record, wanted):
            message = f"no movement of this stretch moves `{word}`; one that only `follows` does not count."
            yield read.spot.problem(("mobilises", number), message, f"{_named(wanted)}, or remove it here.")


def _unmet(book: Book, read: Read) -> Iterator[Problem]:
    demands = book.library.of("demands")
    for number, word in enumerate(read.record.demands):
        wanted = demands[word].comes_with if word in demands else {}
        if wanted and not _has_one(read.record, wanted):
            message = f"`{word}` does not go without a movement that this stretch does not declare."
            yield read.spot.problem(("demands", number), message, f"{_named(wanted)}, or remove it here.")


def _has_one(stretch: Stretch, wanted: Mapping[str, Degree]) -> bool:
    return any(has_movement(stretch.movements, word, least) for word, least in wanted.items())


def _named(wanted: Mapping[str, Degree]) -> str:
    named = [f"`{word}: {degree}`" for word, degree in wanted.items()][:_MOST_NAMED]
    return f"Declare it ({', '.join(named)})"
