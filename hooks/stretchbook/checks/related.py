"""What a stretch says of other stretches: easier, harder, alike, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.answers import is_stricter
from stretchbook.book.book import Book, Spot
from stretchbook.book.library import Library
from stretchbook.checks.safety import are_answers_sure
from stretchbook.model.stretch import Instead, Stretch
from stretchbook.problems import Problem


def related_problems(book: Book) -> Iterator[Problem]:
    """Yield the stretches that name themselves, or one instead that suits these readers no better."""
    are_sure = are_answers_sure(book)
    for read in book.of("stretches"):
        yield from _own_name(read.id, read.record, read.spot)
        if are_sure:
            yield from _swap_problems(read.id, read.record, read.spot, book.library)


def _own_name(name: str, stretch: Stretch, spot: Spot) -> Iterator[Problem]:
    for field in ("easier", "harder", "like"):
        for number, other in enumerate(getattr(stretch.related, field)):
            if other == name:
                yield spot.problem(("related", field, number), "is this very stretch.", "Name another one.")


def _swap_problems(name: str, stretch: Stretch, spot: Spot, library: Library) -> Iterator[Problem]:
    concerned = library.answers_of[name]
    for number, swap in enumerate(stretch.related.instead):
        loc = ("related", "instead", number)
        if swap.condition in library.conditions and swap.condition not in concerned:
            yield spot.problem((*loc, "condition"), f"`{swap.condition}` is in none of this stretch's cautions.",
                               "Swap only where this stretch does not suit.")  # fmt: skip
        if swap.stretch not in library.stretches or swap.condition not in library.conditions:
            continue
        if swap.condition in library.checks_first(swap.stretch):
            message = f"`{swap.stretch}` asks readers with `{swap.condition}` to check first too."
            yield spot.problem((*loc, "stretch"), message, "Name a stretch that suits them.")
        elif swap.condition in concerned and not _is_milder(name, swap, library):
            message = f"`{swap.stretch}` is no milder for `{swap.condition}` than this stretch."
            yield spot.problem((*loc, "stretch"), message, "Name one whose answer is milder, or remove this swap.")


def _is_milder(name: str, swap: Instead, library: Library) -> bool:
    """Where both are done in another way, the other stretch spares the reader nothing."""
    other = library.answers_of[swap.stretch].get(swap.condition)
    return is_stricter(library.answers_of[name][swap.condition].of_stretch, other.of_stretch if other else "fine")
