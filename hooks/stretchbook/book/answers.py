"""What each reader does about each stretch: worked out from the rules, the cautions and the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stretchbook.model.safety import CLOSENESSES, SEVERITIES, Caution, Closeness, Condition, Severity
from stretchbook.model.stretch import ANSWERS, AnswerWord, OwnAnswer, Stretch

MOST_FIRST = 9
"""So many conditions are named before the steps at most, unless more are of the first rank. More are not read."""


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

    severity: Severity
    """How bad it can be."""

    closeness: Closeness
    """How directly it is about what this stretch does."""

    until: tuple[str, ...] = ()
    """How long it holds, each as it stands after "until"; empty where it holds for good."""

    later: AnswerWord | None = None
    """What they do about this stretch after that time; None where the answer holds for good."""

    before_any: bool = False
    """Whether these readers ask before any stretch at all."""

    @property
    def is_general(self) -> bool:
        """Whether it is only because these readers ask before any stretch."""
        return self.word != self.of_stretch

    @property
    def deciding(self) -> tuple[Caution, ...]:
        """The cautions that ask for just what readers do; none where only the record does."""
        return tuple(caution for caution in self.cautions if caution.action == self.of_stretch)

    @property
    def how(self) -> tuple[str, ...]:
        """How to do it in another way: the form that is theirs, or what the cautions say, or the record."""
        if self.easier:
            return (self.easier,)
        return tuple(caution.text for caution in self.deciding) or self._because

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in few words: the names of the cautions, or what the record says."""
        return tuple(caution.name for caution in self.deciding) or self._because

    @property
    def _because(self) -> tuple[str, ...]:
        return (self.own.because,) if self.own and self.own.because else ()

    @property
    def rank(self) -> int:
        """How early it is said: by how bad it can be and how direct it is, by nothing else. 0 comes last."""
        return SEVERITIES.index(self.severity) + CLOSENESSES.index(self.closeness)


def said_first(found: Iterable[Answer]) -> list[Answer]:
    """Return the answers that are said before the steps, the worst and most direct ones first.

    Those of the highest rank all come; those of the next only where they fit in whole, so that nobody is left out by
    chance. Who asks before any stretch is told so once, and not here again.
    """
    candidates = [each for each in found if is_stricter(each.of_stretch, "adapt") and not each.before_any]
    chosen: list[Answer] = []
    for rank in sorted({each.rank for each in candidates}, reverse=True):
        same = [each for each in candidates if each.rank == rank]
        if chosen and len(chosen) + len(same) > MOST_FIRST:
            break
        chosen += same
    return chosen


def worked_out(cautions: Iterable[Caution], condition: str) -> AnswerWord:
    """Return what the cautions of a stretch make of a condition: the strictest of what they ask."""
    asked = (caution.action for caution in cautions if condition in caution.conditions)
    return max(asked, key=ANSWERS.index, default="fine")


def own_answer(stretch: Stretch, condition: str) -> OwnAnswer | None:
    """Return what a record says about a condition itself: the first, where a fault made it say so twice."""
    return next((own for own in stretch.safety.answers if condition in own.conditions), None)


def answers(
    stretch: Stretch,
    cautions: Iterable[Caution],
    closeness: Mapping[str, Closeness],
    conditions: Mapping[str, Condition],
) -> Iterator[tuple[str, Answer]]:
    """Yield, with its condition, every answer that is not "fine", and those that only the record makes so.

    A condition that is asked about before any stretch is asked about before this one. `closeness` says of each
    caution, by its id, how directly it is about the stretch.
    """
    known = tuple(cautions)
    for name, condition in conditions.items():
        found = _answer(stretch, condition, [each for each in known if name in each.conditions], closeness)
        if found.word != "fine" or found.own:
            yield name, found


def _answer(
    stretch: Stretch, condition: Condition, cautions: Iterable[Caution], closeness: Mapping[str, Closeness]
) -> Answer:
    said = tuple(sorted(cautions, key=lambda caution: ANSWERS.index(caution.action), reverse=True))
    own = own_answer(stretch, condition.id)
    of_record = own.answer if own else None
    word = of_record or worked_out(said, condition.id)
    deciding = [caution for caution in said if caution.action == word]
    until, later = ((), None) if of_record else _time(said, deciding, word)
    return Answer(
        condition=condition.id,
        of_stretch=word,
        word="ask-first" if condition.ask_first and is_stricter("ask-first", word) else word,
        cautions=said,
        own=own,
        easier=_easier_form(stretch, own),
        severity=_worst(deciding or said),
        closeness="direct" if of_record else _closest(deciding, closeness),
        until=until,
        later=later,
        before_any=condition.ask_first,
    )


def _easier_form(stretch: Stretch, own: OwnAnswer | None) -> str | None:
    number = (own and own.easier) or 0
    return stretch.easier[number - 1] if 0 < number <= len(stretch.easier) else None


def _worst(cautions: Iterable[Caution]) -> Severity:
    """Where only the record says something, nobody said how bad it can be, so it counts as harm."""
    return max((caution.severity for caution in cautions), key=SEVERITIES.index, default="harm")


def _closest(cautions: Iterable[Caution], closeness: Mapping[str, Closeness]) -> Closeness:
    return max((closeness[caution.id] for caution in cautions), key=CLOSENESSES.index, default="near")


def _time(
    cautions: Sequence[Caution], deciding: Sequence[Caution], word: AnswerWord
) -> tuple[tuple[str, ...], AnswerWord | None]:
    """Return until when an answer holds, and what it is then.

    It grows milder only where each caution that asks so much says until when. A milder caution with another time has
    not ended by then.
    """
    if not deciding or not all(caution.until for caution in deciding):
        return (), None
    ends = {caution.until for caution in deciding}
    afterwards = (caution.then if caution.until in ends else caution.action for caution in cautions)
    later = max(afterwards, key=ANSWERS.index)
    times = tuple(dict.fromkeys(caution.until for caution in deciding if caution.until))
    return (times, later) if is_stricter(word, later) else ((), None)
