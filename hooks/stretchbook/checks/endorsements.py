"""Claims that somebody whose word counts has read or approved a text: "a doctor has reviewed this"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stretchbook.model.style import Promise
from stretchbook.text.forbidden import folded_words
from stretchbook.text.phrases import Found, Phrases, TextWord

_FARTHEST = 12
"""How many words may stand between the two: "a physiotherapist who works at our clinic has kindly checked"."""

_LONGEST_NAME = 4
"""Words of what people are called: "sports and exercise physician"."""

_LONGEST_LIST = 8
"""People that are named in a row."""

_BEFORE = 4
"""How many words before them may deny it, or leave it open."""

_STOP = re.compile(r"[,;:()|]|\s[-–]\s|—")
_DENIES = frozenset(
    {"cannot", "hardly", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"}
)
_OPEN = frozenset({"ask", "be", "get", "if", "let", "once", "should", "till", "unless", "until", "whether"})
_HOLLOW = frozenset({"doubt", "just", "less", "merely", "only", "question", "wonder"})
"""After "no" and "not" these deny nothing: "not only has a doctor read it"."""

_LISTED = frozenset({"and", "or"})

_ON = frozenset({"although", "and", "because", "but", "since", "so", "then", "though", "while", "yet"})
"""What was denied before one of these says nothing about what follows."""

_OURS = frozenset({"i", "that", "they", "we", "which", "who", "you"})
"""After one of these "have" tells what is done, and does not ask for it: "we have it checked by a doctor"."""


class Endorsements:
    """The people and the words of approval in a library's promises, ready to be looked for."""

    def __init__(self, promises: Iterable[Promise]) -> None:
        entries = [entry for entry in promises if entry.people and entry.approve]
        self._people = Phrases((phrase, entry) for entry in entries for phrase in entry.people)
        self._approve = Phrases((phrase, entry) for entry in entries for phrase in entry.approve)

    @property
    def starts(self) -> frozenset[str]:
        """All beginnings of words that stand in one of the phrases."""
        return self._people.starts | self._approve.starts

    def is_approving(self, word: str) -> bool:
        """Return whether a text with this word, and with one of the people, may hold such a claim."""
        return self._approve.is_telling(word)

    def is_person(self, word: str) -> bool:
        """Return whether a text with this word may name one of the people."""
        return self._people.is_telling(word)

    def may_be_in(self, said: frozenset[str]) -> bool:
        """Return whether a text with these words may hold such a claim."""
        return self._people.may_be_in(said) and self._approve.may_be_in(said)

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in one of the phrases."""
        return self._people.has_word(word) or self._approve.has_word(word)

    def found(self, text: str) -> Iterator[tuple[int, str, Promise]]:
        """Yield where each claim begins, its words, and the entry that it is of. Quotation marks make no difference."""
        words = folded_words(text)
        people = sorted(self._people.found(words), key=lambda person: person.first)
        begins = [person.first for person in people]
        ends = {person.last: person.first for person in people}
        for approving in self._approve.found(words) if people else ():
            # Who stands farther away is not looked at, so that it takes time by the letters of a text, not by pairs.
            near = bisect_left(begins, approving.first - _FARTHEST - _LONGEST_NAME)
            for person in people[near : bisect_right(begins, approving.last + _FARTHEST)]:
                first, last = min(_begin(person.first, ends, words), approving.first), max(person.last, approving.last)
                is_apart = _between(person, approving) > _FARTHEST or words[first].clause != words[last - 1].clause
                if person.owner == approving.owner and not is_apart and not _is_open(words, first, last, text):
                    yield words[first].start, text[words[first].start : words[last - 1].end], approving.owner
                    break


def _begin(first: int, ends: Mapping[int, int], words: Sequence[TextWord]) -> int:
    """Return where a list of people begins whose last one begins at `first`: "no clinician (doctor or nurse)".

    `ends` says of all people where they begin, by where they end.
    """
    for _ in range(_LONGEST_LIST):
        end = first - (words[first - 1].said in _LISTED)
        if end not in ends:
            break
        first = ends[end]
    return first


def _between(one: Found[Promise], other: Found[Promise]) -> int:
    return max(one.first, other.first) - min(one.last, other.last)


def _is_open(words: Sequence[TextWord], first: int, last: int, text: str) -> bool:
    """Return whether what stands from `first` to `last`, or right before it, denies the claim or leaves it open."""
    inside = range(last - 1, first - 1, -1)
    if any(_says(words, at, _DENIES) or words[at].said.endswith("n't") for at in inside):
        return True
    for at in range(first - 1, max(first - _BEFORE, 0) - 1, -1):
        word, after = words[at], words[at + 1]
        if word.clause != after.clause or _STOP.search(text, word.end, after.start) or word.said in _ON:
            return False
        if _says(words, at, _DENIES | _OPEN) or word.said.endswith("n't") or _asks_for(words, at):
            return True
    return False


def _says(words: Sequence[TextWord], at: int, wanted: frozenset[str]) -> bool:
    return words[at].said in wanted and words[at + 1].said not in _HOLLOW


def _asks_for(words: Sequence[TextWord], at: int) -> bool:
    """Return whether a "have" is that of "have it checked by a doctor"."""
    return words[at].said == "have" and (at == 0 or words[at - 1].said not in _OURS)
