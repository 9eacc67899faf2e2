"""What readers with each condition do in a routine: about each of its stretches, and before any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stretchbook.book.library import Library
from stretchbook.cache.kept import kept
from stretchbook.model.stretch import AnswerWord
from stretchbook.text.numbers import runs_said

Numbers = tuple[int, ...]
"""Numbers of stretches in a routine, from 1."""


@dataclass(frozen=True)
class RoutineAnswer:
    """What readers with one condition do about the stretches of a routine, by their numbers.

    Who asks `before_any` of them goes by no numbers: the three others are empty then.
    """

    condition: str
    before_any: bool = False
    leave_out: Numbers = ()
    ask_before: Numbers = ()
    adapt: Numbers = ()

    @property
    def asks(self) -> bool:
        """Whether these readers ask first about anything here, or leave something out."""
        return self.before_any or bool(self.leave_out or self.ask_before)

    @property
    def text(self) -> str:
        """All of it in words."""
        if self.before_any:
            return "ask before any of these"
        said = (
            ("leave out {}", self.leave_out),
            ("ask before {}", self.ask_before),
            ("do a changed version of {}", self.adapt),
        )
        return "; ".join(words.format(listed(numbers)) for words, numbers in said if numbers)


def routine_answers(library: Library, stretches: Sequence[str]) -> tuple[RoutineAnswer, ...]:
    """Return what readers do who do not do all of the stretches as they are taught.

    Those who ask before any stretch come first, the rest in the order of the conditions' file.
    """
    known, names = _known(library), tuple(stretches)
    if names not in known:
        found = [_answer(library, name, names) for name in library.conditions]
        told = [answer for answer in found if answer.asks or answer.adapt]
        known[names] = tuple(sorted(told, key=lambda answer: not answer.before_any))
    return known[names]


@kept
def _known(_: Library) -> dict[tuple[str, ...], tuple[RoutineAnswer, ...]]:
    """Return the answers for the routines of a library that were asked for: page, sheet and the last check ask."""
    return {}


def asking(library: Library, stretches: Sequence[str]) -> tuple[RoutineAnswer, ...]:
    """Return only what readers do who ask first about anything here, or leave something out."""
    return tuple(answer for answer in routine_answers(library, stretches) if answer.asks)


def listed(numbers: Sequence[int]) -> str:
    """Say numbers in order, three and more in a row as "2 to 4": a copy of a copy has no dash left.

    No line ends between them.
    """
    *others, last = runs_said(numbers, " to ") or [""]
    text = f"{', '.join(others)} and {last}" if others else last
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _answer(library: Library, condition: str, stretches: Sequence[str]) -> RoutineAnswer:
    if library.conditions[condition].ask_first:
        return RoutineAnswer(condition, before_any=True)

    def told(word: AnswerWord) -> Numbers:
        answers = ((number, library.answers_of[name].get(condition)) for number, name in enumerate(stretches, 1))
        return tuple(number for number, answer in answers if answer and answer.of_stretch == word)

    return RoutineAnswer(condition, leave_out=told("leave-out"), ask_before=told("ask-first"), adapt=told("adapt"))
