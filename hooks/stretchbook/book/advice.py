"""What a condition's page says at once of what to do: a few words, and whatever is urgent. The rest folds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stretchbook.model.safety import Condition

MOST_WORDS = 40
"""So many words of advice stand in sight at most, unless the first sentence alone has more."""

_URGENT = re.compile(
    r"\b(?:emergency|ambulance|same day|call)\b"
    r"|\b(?:seen|looked at|ring|help)\b(?:(?!\b(?:seen|looked at|ring|help|at once|today)\b)[^.;])*+"
    r"\b(?:at once|today)\b",
    re.IGNORECASE,
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!])\s+(?=[A-Z“\[])(?![^\[]*\]\])")
"""A question stays with what follows from it, and a link is in one piece."""


@dataclass(frozen=True)
class Advice:
    """What to do with a condition, whatever the stretch. Together the three parts are all that its record says."""

    first: str
    """What stands in sight, in the record's order."""

    urgent: str
    """What calls for help now or the same day: in sight too, however long."""

    rest: str
    """What folds."""


def advice_of(condition: Condition) -> Advice:
    """Return the advice of a condition, by sentence."""
    calm: list[str] = []
    urgent: list[str] = []
    for sentence in sentences(condition.do):
        (urgent if _URGENT.search(sentence) else calm).append(sentence)
    shown = _fitting(calm)
    return Advice(" ".join(calm[:shown]), " ".join(urgent), " ".join(calm[shown:]))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its full stop."""
    return _BETWEEN_SENTENCES.split(text.strip())


def _fitting(said: list[str]) -> int:
    """Return how many sentences stand in sight: as many as fit, and one at least."""
    return max(sum(words <= MOST_WORDS for words in _running(said)), min(1, len(said)))


def _running(said: list[str]) -> Iterator[int]:
    words = 0
    for sentence in said:
        words += len(sentence.split())
        yield words
