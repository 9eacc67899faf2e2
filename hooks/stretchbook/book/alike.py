"""The stretches about which readers with a condition are told the very same, and how many of them stand in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stretchbook.book.answers import Answer, is_stricter
from stretchbook.book.instead import instead_of
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.model.stretch import AnswerWord


class Told(NamedTuple):
    """What readers are told about a stretch, beside what they do."""

    how: tuple[str, ...] = ()
    """How to do it in another way: the easier form that is meant, or what the cautions say. Empty otherwise."""

    reasons: tuple[str, ...] = ()
    """Why to ask first or to leave it out: the names of the cautions, or what the record itself says."""

    instead: tuple[str, ...] = ()
    """The stretches to do instead."""

    until: tuple[str, ...] = ()
    """How long it holds, each as it stands after "until"; empty where it holds for good."""

    later: AnswerWord | None = None
    """What readers do after that time."""


SAVES_LITTLE = 2
"""A fold with so few stretches is not worth a tap."""


@dataclass(frozen=True)
class Alike:
    """Stretches about which readers are told the same."""

    told: Told
    stretches: tuple[str, ...]


def told_alike(library: Library, relations: Relations, condition: str, word: AnswerWord) -> list[Alike]:
    """Return the stretches about which readers with a condition are told this, together where all of it is the same.

    Those for which it holds for good come first; others for which it holds as long stand one after the other.
    """
    found: dict[Told, list[str]] = {}
    for name in relations.answered(condition, word):
        answer = library.answers_of[name].get(condition)
        instead = instead_of(library, relations, name, condition) if is_stricter(word, "adapt") else ()
        found.setdefault(_told(answer, instead) if answer else Told(), []).append(name)
    times = list(dict.fromkeys((told.until, told.later) for told in found))
    together = sorted(found, key=lambda told: (bool(told.until), times.index((told.until, told.later))))
    return [Alike(told, tuple(found[told])) for told in together]


def _told(answer: Answer, instead: tuple[str, ...]) -> Told:
    if not is_stricter(answer.of_stretch, "adapt"):
        return Told(how=answer.how, until=answer.until, later=answer.later)
    return Told(reasons=answer.reasons, instead=instead, until=answer.until, later=answer.later)


def in_sight(groups: Sequence[Alike], most: int) -> tuple[list[Alike], list[Alike]]:
    """Return what stands in sight, about `most` stretches, and what folds: nothing where that would save little."""
    left = sum(len(group.stretches) for group in groups)
    if left <= most + SAVES_LITTLE:
        return list(groups), []
    shown: list[Alike] = []
    folded: list[Alike] = []
    room = most
    for group in groups:
        first, others = group.stretches[:room], group.stretches[room:]
        shown += [Alike(group.told, first)] if first else []
        folded += [Alike(group.told, others)] if others else []
        room -= len(first)
    return shown, folded
