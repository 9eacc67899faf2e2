"""What each reader does about each stretch: worked out from the rules, the cautions and the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stretchbook.model.safety import Caution, Condition
from stretchbook.model.stretch import AnswerWord, OwnAnswer, Stretch

ANSWERS: tuple[AnswerWord, ...] = ("fine", "adapt", "ask-first", "leave-out")
"""What a reader may be told, mildest first."""


def is_stricter(one: AnswerWord, other: AnswerWord) -> bool:
    """Return whether an answer asks for more than another."""
    return ANSWERS.index(one) > ANSWERS.index(other)


@dataclass(frozen=True)
class Answer:
    """What readers with one condition do about one stretch, and why."""

    condition: str
    of_stretch: AnswerWord
    """What they do as far as this stretch alone is concerned."""

    word: AnswerWord
    """What they do: the same, or "ask-first" where they ask before any stretch."""

    cautions: tuple[Caution, ...]
    """The cautions that speak to them, strictest first."""

    own: OwnAnswer | None
    """What the record says about them itself."""

    easier: str | None
    """The easier form that is theirs, in the record's own words; None where the cautions say how."""

    @property
    def is_general(self) -> bool:
        """Whether it is only because these readers ask before any stretch."""
        return self.word != self.of_stretch


def worked_out(cautions: Iterable[Caution], condition: str) -> AnswerWord:
    """Return what the cautions of a stretch make of a condition: the strictest of what they ask."""
    asked = (caution.action for caution in cautions if condition in caution.conditions)
    return max(asked, key=ANSWERS.index, default="fine")


def own_answer(stretch: Stretch, condition: str) -> OwnAnswer | None:
    """Return what a record says about a condition itself: the first, where a fault made it say so twice."""
    return next((own for own in stretch.safety.answers if condition in own.conditions), None)


def answers(
    stretch: Stretch, cautions: Iterable[Caution], conditions: Mapping[str, Condition]
) -> Iterator[tuple[str, Answer]]:
    """Yield, with its condition, every answer that is not "fine", and those that only the record makes so.

    A condition that is asked about before any stretch is asked about before this one.
    """
    known = tuple(cautions)
    for name, condition in conditions.items():
        own = own_answer(stretch, name)
        word = (own and own.answer) or worked_out(known, name)
        is_general = condition.ask_first and is_stricter("ask-first", word)
        if word != "fine" or own or is_general:
            said = sorted((each for each in known if name in each.conditions), key=_strictness, reverse=True)
            easier = (
                stretch.easier[own.easier - 1] if own and own.easier and own.easier <= len(stretch.easier) else None
            )
            yield name, Answer(name, word, "ask-first" if is_general else word, tuple(said), own, easier)


def _strictness(caution: Caution) -> int:
    return ANSWERS.index(caution.action)
