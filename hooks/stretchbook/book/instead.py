"""What readers do in the place of a stretch that does not suit them."""

from __future__ import annotations

from stretchbook.book.library import Library
from stretchbook.book.relations import Relations

MOST_LIKE = 12
"""So many stretches are looked at that could take the place of one."""


def others_like(library: Library, relations: Relations, name: str) -> tuple[str, ...]:
    """Return what could take the place of a stretch, the most fitting first, whoever the reader is.

    That is what the record calls easier or alike, then whatever is for one of the same muscles.
    """
    stretch = library.stretches[name]
    same = (other for muscle in stretch.muscles.primary for other in relations.primary.get(muscle, ()))
    found = dict.fromkeys((*stretch.related.easier, *stretch.related.like, *same))
    return tuple(other for other in found if other != name and other in library.stretches)[:MOST_LIKE]


def instead_of(library: Library, relations: Relations, name: str, condition: str) -> tuple[str, ...]:
    """Return what readers with a condition do in the place of a stretch.

    That is what its record names, or else the first stretch like it that is fine for them. Empty where there is none.
    """
    swaps = library.stretches[name].related.instead
    if named := tuple(swap.stretch for swap in swaps if swap.condition == condition):
        return named
    fine = set(relations.answered(condition, "fine"))
    return next(((other,) for other in others_like(library, relations, name) if other in fine), ())
