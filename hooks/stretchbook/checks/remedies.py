"""Promises that something helps with an illness: words such as "relieves" or "good for", and an illness beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from stretchbook.model.style import Promise
from stretchbook.text.phrases import Found, Phrases, TextWord, clause_before
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

_END = re.compile(r"(?<![.!?])[.!?]++[\"'”’)\]*_]*+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+#>|]|\d+\.))")
_ASKS = re.compile(
    r"\W*+(?:can|could|do|does|did|how|is|are|may|should|what|when|which|who|why|will|would)\b", re.IGNORECASE
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

    @property
    def starts(self) -> frozenset[str]:
        """All beginnings of words that stand in one of the phrases."""
        return frozenset().union(*(each.starts for each in (self._ills, self._before, self._after, self._passes)))

    def is_telling(self, word: str) -> bool:
        """Return whether a text with this word, and one of an illness, may hold such a promise."""
        return any(each.is_telling(word) for each in (self._before, self._after, self._passes))

    def may_be_in(self, said: frozenset[str]) -> bool:
        """Return whether a text with these words may hold such a promise."""
        promises = (self._before, self._after, self._passes)
        return self._ills.may_be_in(said) and any(each.may_be_in(said) for each in promises)

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in one of the phrases."""
        return any(each.has_word(word) for each in (self._ills, self._before, self._after, self._passes))

    def is_ill(self, word: str) -> bool:
        """Return whether a text with this word may name an illness."""
        return self._ills.is_telling(word)

    def ills(self, words: Sequence[TextWord]) -> Iterator[Found[Promise]]:
        """Yield every illness that is named."""
        yield from self._ills.found(words)

    def found(self, words: Sequence[TextWord], text: str) -> Iterator[Found[Promise]]:
        """Yield every promise, from its first word up to the illness or the other way round.

        A sentence that cites its source may say what a study found, and a question leaves it open.
        """
        ills = list(self._ills.found(words))
        for found in self._joined(ills, words, text):
            if not _is_told_or_asked(text, words[found.first].start):
                yield found

    def _joined(self, ills: Sequence[Found[Promise]], words: Sequence[TextWord], text: str) -> Iterator[Found[Promise]]:
        if not ills:
            return
        by_first, by_last = _by(ills, lambda ill: ill.first), _by(ills, lambda ill: ill.last)
        for found in self._before.found(words):
            behind = _at(by_first, range(found.last, found.last + _FARTHEST + 1), found.owner)
            if near := next((ill for ill in behind if _leads_to(found, ill, words, text)), None):
                yield Found(found.first, near.last, found.owner, ())
        for found in self._after.found(words):
            for ill in _at(by_last, (found.first,), found.owner):
                if words[ill.first].clause == words[found.first].clause:
                    yield Found(ill.first, found.last, found.owner, ())
        for found in self._passes.found(words):
            for ill in _at(by_last, range(found.first - _NEAR, found.first + 1), found.owner):
                if _passes(ill, found, words):
                    yield Found(ill.first, found.last, found.owner, ())


_ByPlace = Mapping[int, Sequence[Found[Promise]]]


def _by(ills: Iterable[Found[Promise]], place: Callable[[Found[Promise]], int]) -> _ByPlace:
    found: defaultdict[int, list[Found[Promise]]] = defaultdict(list)
    for ill in ills:
        found[place(ill)].append(ill)
    return found


def _at(ills: _ByPlace, places: Iterable[int], owner: Promise) -> Iterator[Found[Promise]]:
    return (ill for place in places for ill in ills.get(place, ()) if ill.owner == owner)


def _passes(ill: Found[Promise], found: Found[Promise], words: Sequence[TextWord]) -> bool:
    """Return whether an illness is said to pass, and not what to do if it does, or until it does."""
    if words[ill.first].clause != words[found.first].clause:
        return False
    is_listed = any(word.said in _LISTED for word in words[ill.last : found.first])
    return not is_listed and not any(word.said in _OPEN for word in clause_before(words, found.first))


def _leads_to(found: Found[Promise], ill: Found[Promise], words: Sequence[TextWord], text: str) -> bool:
    between = text[words[found.last - 1].end : words[ill.first].start]
    is_apart = _STOPPED.search(between) or any(word.said in _APART for word in words[found.last : ill.first])
    return not is_apart


def _is_told_or_asked(text: str, at: int) -> bool:
    """Return whether the sentence around a place cites a source or is a question."""
    ends = _sentence_ends(text)
    number = bisect_right(ends, at)
    sentence = text[ends[number - 1] : ends[number]]
    return CITED in sentence or bool(sentence.rstrip().endswith("?") and _ASKS.match(sentence))


@lru_cache(maxsize=4)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return (0, *(end.end() for end in _END.finditer(text)), len(text) + 1)
