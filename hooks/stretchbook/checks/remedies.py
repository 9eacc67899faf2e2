"""Promises that something helps with an illness: words such as "relieves" or "good for", and an illness beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from stretchbook.model.style import Promise
from stretchbook.text.phrases import Found, Phrases, TextWord
from stretchbook.text.quantities import CITED

_FARTHEST = 5
"""How many words may stand between the promise and the illness: "relieves the chronic pain", "good for people with"."""

_APART = frozenset(
    {"after", "although", "because", "before", "but", "depend", "depends", "if", "no", "not", "than", "that", "unless",
     "until", "when", "where", "which", "while", "who", "whose", "without"}
)  # fmt: skip
"""After one of these something else is spoken of: "it is good for the neck, if that has no pain"."""

_NEAR = 2
"""How many words may stand between an illness and that it passes: "your sciatica soon eases off"."""

_OPEN = _APART | {"as", "let", "once", "wait"}
"""With one of these in the clause nothing is promised: "until the pain fades"."""

_LISTED = frozenset({"a", "an", "and", "or", "the"})
"""After one of these something else is named: "pain and a better posture"."""

_STOPPED = re.compile(r"[.!?;:()|“”\"]|\s[-–]\s|—|,\s+(?:and|or|so|then|yet|with)\b|\n\s*(?:\n|[-*+#>|]|\d+\.)")
"""A list goes on over a comma: "relieves back, neck and shoulder pain"."""

_END = re.compile(r"[.!?]+[\"'”’)\]*_]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+#>|]|\d+\.))")
_ASKS = re.compile(
    r"\W*(?:#+ )?(?:can|could|do|does|did|how|is|are|may|should|what|when|which|who|why|will|would)\b", re.IGNORECASE
)


class Remedies:
    """The entries that name illnesses, ready to be looked for."""

    def __init__(self, promises: Iterable[Promise], illnesses: Iterable[str] = ()) -> None:
        """`illnesses` are names of more, such as those of the conditions that the library knows."""
        entries = [entry for entry in promises if entry.ills]
        ills = dict.fromkeys(name.lower() for name in illnesses)
        self._ills = Phrases((phrase, entry) for entry in entries for phrase in (*entry.ills, *ills))
        self._before = Phrases((phrase, entry) for entry in entries for phrase in entry.before)
        self._after = Phrases((phrase, entry) for entry in entries for phrase in entry.after)
        self._passes = Phrases((phrase, entry) for entry in entries for phrase in entry.passes)

    def is_telling(self, word: str) -> bool:
        """Return whether a text with this word, and one of an illness, may hold such a promise."""
        return any(each.is_telling(word) for each in (self._before, self._after, self._passes))

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in one of the phrases."""
        return any(each.has_word(word) for each in (self._ills, self._before, self._after, self._passes))

    def is_ill(self, word: str) -> bool:
        """Return whether a text with this word may name an illness."""
        return self._ills.is_telling(word)

    def found(self, words: Sequence[TextWord], text: str) -> Iterator[Found[Promise]]:
        """Yield every promise, from its first word up to the illness or the other way round.

        A sentence that cites its source may say what a study found, and a question leaves it open.
        """
        ills = list(self._ills.found(words))
        for found in self._joined(ills, words, text):
            if not _is_told_or_asked(text, words[found.first].start):
                yield found

    def _joined(self, ills: Sequence[Found[Promise]], words: Sequence[TextWord], text: str) -> Iterator[Found[Promise]]:
        for found in self._before.found(words) if ills else ():
            near = [ill for ill in ills if ill.owner == found.owner and _leads_to(found, ill, words, text)]
            if near:
                yield Found(found.first, min(near, key=lambda ill: ill.first).last, found.owner, ())
        for found in self._after.found(words) if ills else ():
            for ill in ills:
                is_behind = ill.owner == found.owner and ill.last == found.first
                if is_behind and words[ill.first].clause == words[found.first].clause:
                    yield Found(ill.first, found.last, found.owner, ())
        for found in self._passes.found(words) if ills else ():
            for ill in ills:
                if ill.owner == found.owner and _passes(ill, found, words):
                    yield Found(ill.first, found.last, found.owner, ())


def _passes(ill: Found[Promise], found: Found[Promise], words: Sequence[TextWord]) -> bool:
    """Return whether an illness is said to pass, and not what to do if it does, or until it does."""
    if not ill.last <= found.first <= ill.last + _NEAR or words[ill.first].clause != words[found.first].clause:
        return False
    clause = words[ill.first].clause
    is_listed = any(word.said in _LISTED for word in words[ill.last : found.first])
    return not is_listed and not any(word.clause == clause and word.said in _OPEN for word in words[: found.first])


def _leads_to(found: Found[Promise], ill: Found[Promise], words: Sequence[TextWord], text: str) -> bool:
    if not found.last <= ill.first <= found.last + _FARTHEST:
        return False
    between = text[words[found.last - 1].end : words[ill.first].start]
    is_apart = _STOPPED.search(between) or any(word.said in _APART for word in words[found.last : ill.first])
    return not is_apart


def _is_told_or_asked(text: str, at: int) -> bool:
    """Return whether the sentence around a place cites a source or is a question."""
    ends = [0, *(end.end() for end in _END.finditer(text)), len(text)]
    sentence = next((text[start:end] for start, end in pairwise(ends) if start <= at < end), "")
    return CITED in sentence or bool(sentence.rstrip().endswith("?") and _ASKS.match(sentence))
