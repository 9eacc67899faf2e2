"""What a stretch says of other stretches: easier, harder, alike, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.book import Book, Spot
from stretchbook.book.library import Library
from stretchbook.model.stretch import Stretch
from stretchbook.problems import Problem


def related_problems(book: Book) -> Iterator[Problem]:
    """Yield the stretches that name themselves, or one instead that does not suit these readers either."""
    for read in book.of("stretches"):
        yield from _own_name(read.id, read.record, read.spot)
        yield from _swap_problems(read.record, read.spot, book.library)


def _own_name(name: str, stretch: Stretch, spot: Spot) -> Iterator[Problem]:
    for field in ("easier", "harder", "like"):
        for number, other in enumerate(getattr(stretch.related, field)):
            if other == name:
                yield spot.problem(("related", field, number), "is this very stretch.", "Name another one.")


def _swap_problems(stretch: Stretch, spot: Spot, library: Library) -> Iterator[Problem]:
    cautions = library.gate.cautions_for(stretch)
    concerned = {*stretch.safety.check_first, *(word for caution in cautions for word in caution.conditions)}
    for number, swap in enumerate(stretch.related.instead):
        loc = ("related", "instead", number)
        if swap.condition in library.gate.known and swap.condition not in concerned:
            yield spot.problem((*loc, "condition"), f"`{swap.condition}` is in none of this stretch's cautions.",
                               "Swap only where this stretch does not suit.")  # fmt: skip
        target = library.stretches.get(swap.stretch)
        if target and swap.condition in target.safety.check_first:
            message = f"`{swap.stretch}` asks readers with `{swap.condition}` to check first too."
            yield spot.problem((*loc, "stretch"), message, "Name a stretch that suits them.")
