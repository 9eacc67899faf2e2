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

_STOPPED = re.compile(r"[.!?;:()|“”\"]|\s[-–]\s|—|,\s+(?:and|or|so|then|yet|with)\b|\n\s*(?:\n|[-*+#>|]|\d+\.)")
"""A list goes on over a comma: "relieves back, neck and shoulder pain"."""

_END = re.compile(r"[.!?]+[\"'”’)\]*_]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+#>|]|\d+\.))")
_ASKS = re.compile(
    r"\W*(?:#+ )?(?:can|could|do|does|did|how|is|are|may|should|what|when|which|who|why|will|would)\b", re.IGNORECASE
)


class Remedies:
    """The entries that name illnesses, ready to be looked for."""

    def __init__(self, promises: Iterable[Promise]) -> None:
        entries = [entry for entry in promises if entry.ills]
        self._ills = Phrases((phrase, entry) for entry in entries for phrase in entry.ills)
        self._before = Phrases((phrase, entry) for entry in entries for phrase in entry.before)
        self._after = Phrases((phrase, entry) for entry in entries for phrase in entry.after)

    def is_telling(self, word: str) -> bool:
        """Return whether a text with this word may hold such a promise; without such a word it holds none."""
        return self._before.is_telling(word) or self._after.is_telling(word)

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
