"""What readers with a condition see of its answers at one glance: how many of each, and the first by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stretchbook.book.instead import instead_of, others_like
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.model.stretch import ANSWERS, AnswerWord

MOST_NAMED: Mapping[AnswerWord, int] = {"fine": 3, "adapt": 2, "ask-first": 2, "leave-out": 2}
"""So many stretches are named; the lists below name all."""

MOST_SWAPS = 2


_SWAPPED: tuple[AnswerWord, ...] = ("leave-out", "ask-first")
"""Of the first of these answers that any stretch has, it is told what to do instead."""


@dataclass(frozen=True)
class Glimpse:
    """One answer, and the stretches that have it."""

    word: AnswerWord
    count: int
    names: tuple[str, ...]
    """The first stretches that have it."""

    swaps: Mapping[str, str]
    """What to do in the place of those that are left out, or asked about first; nothing is named twice."""


def glimpses(library: Library, relations: Relations, condition: str) -> list[Glimpse]:
    """Return what readers with a condition see at one glance, the mildest answer first."""
    found = []
    strictest = next((word for word in _SWAPPED if relations.answered(condition, word)), None)
    for word in ANSWERS:
        names = relations.answered(condition, word)
        if not names:
            continue
        swaps = _swaps(library, relations, condition, names) if word == strictest else {}
        first = tuple([*swaps, *(name for name in names if name not in swaps)][: MOST_NAMED[word]])
        found.append(Glimpse(word, len(names), first, swaps))
    return found


def _swaps(library: Library, relations: Relations, condition: str, names: tuple[str, ...]) -> Mapping[str, str]:
    """Return the first stretches that have something in their place, with it: something fine before anything else."""
    milder: tuple[AnswerWord, AnswerWord] = ("fine", "adapt")
    found: dict[str, str] = {}
    for word in milder:
        suiting = set(relations.answered(condition, word))
        for name in names:
            if len(found) == MOST_SWAPS:
                return found
            others = (*instead_of(library, relations, name, condition), *others_like(library, relations, name))
            swap = next((other for other in others if other in suiting), None)
            if swap and name not in found and swap not in found.values():
                found[name] = swap
    return found
