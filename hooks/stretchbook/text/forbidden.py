"""Whether an instruction forbids what it names: "Do not bounce", "without any bouncing"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from stretchbook.cache.answers import Answers
from stretchbook.text.letters import folded
from stretchbook.text.phrases import WORD, TextWord

_SENTENCE_END = re.compile(r"[.!?…]|\n\s*\n")
_STOP = re.compile(r"[,;:()|“”\"]|\s[-–]\s|—")
_FORBIDS = frozenset({"avoid", "cannot", "instead", "neither", "never", "no", "nor", "not", "rather", "without"})
_FARTHEST = 5
"""Words between that and what is forbidden. What is farther away may be forbidden too, but nobody can be sure."""

_FARTHEST_IN_LIST = 10
"""The same where several things are forbidden at once."""

_UNDONE = frozenset(
    {"afraid", "and", "because", "before", "but", "fear", "forget", "hesitate", "just", "let", "mind", "only", "shy",
     "so", "stop", "stopping", "then", "till", "until", "unless", "wait", "while", "worry", "yet"}
)  # fmt: skip
"""With one of these between, it is not forbidden: "do not be afraid to bounce", "do not stop until it tingles"."""

_AFTER = frozenset(
    {"before", "fast", "first", "hard", "harder", "if", "long", "more", "much", "quickly", "roughly", "so", "strongly",
     "too", "unless", "until", "very", "when", "yet"}
)  # fmt: skip
"""With one of these behind, only so much of it is forbidden: "do not bounce too hard"."""


@lru_cache(maxsize=2**13)
def folded_words(text: str) -> tuple[TextWord, ...]:
    """Split a text without markup into folded words; what `TextWord` calls a clause is a sentence here.

    What stands in quotation marks counts, and so does what commas part: "Lean, on your hands".
    """
    words: list[TextWord] = []
    sentence = end = 0
    for found in WORD.finditer(text):
        sentence += text[end : found.start()] != " " and bool(_SENTENCE_END.search(text, end, found.start()))
        words.append(TextWord(_FOLDED[found[0]], found.start(), found.end(), sentence))
        end = found.end()
    return tuple(words)


def folded_in(text: str) -> list[str]:
    """Return the folded words of a text, without asking where they stand."""
    return [_FOLDED[word] for word in WORD.findall(text)]


def _folded(word: str) -> str:
    return "'".join(folded(part) for part in re.split("['’]", word))


_FOLDED = Answers(_folded)


def is_forbidden(words: Sequence[TextWord], first: int, last: int, text: str) -> bool:
    """Return whether the words from `first` up to `last`, without it, are what a text tells people not to do."""
    return _is_denied_before(words, first, text) and not _is_measured_behind(words, last, text)


def _is_denied_before(words: Sequence[TextWord], first: int, text: str) -> bool:
    farthest = _FARTHEST_IN_LIST if _is_listed(words, first, text) else _FARTHEST
    for at in range(first - 1, max(first - farthest - 2, -1), -1):
        word = words[at]
        stop = word.clause == words[first].clause and _STOP.search(text, word.end, words[at + 1].start)
        is_apart = word.clause != words[first].clause or (stop and not (stop[0] == "," and farthest > _FARTHEST))
        if is_apart or (word.said in _UNDONE and not _is_let_of(words, at)):
            return False
        if word.said in _FORBIDS or word.said.endswith("n't"):
            return True
    return False


def _is_listed(words: Sequence[TextWord], first: int, text: str) -> bool:
    """Return whether an "or" stands close by, with nothing but commas between: "do not pull, push, bounce or jerk"."""
    before = range(first - 1, max(first - _FARTHEST_IN_LIST, -1), -1)
    behind = range(first + 1, min(first + _FARTHEST, len(words)))
    for way, step in ((before, 1), (behind, 0)):
        for at in way:
            stop = _STOP.search(text, words[at - 1 + step].end, words[at + step].start)
            if words[at].clause != words[first].clause or (stop and stop[0] != ","):
                break
            if words[at].said in ("or", "nor"):
                return True
    return False


def _is_let_of(words: Sequence[TextWord], at: int) -> bool:
    """Return whether a "let" is that of "do not let it hang", and not that of "do not let go"."""
    return words[at].said == "let" and words[at + 1].said != "go"


def _is_measured_behind(words: Sequence[TextWord], last: int, text: str) -> bool:
    behind = words[last : last + 2]
    for before, word in zip(words[last - 1 : last + 1], behind, strict=False):
        if word.clause != before.clause or _STOP.search(text, before.end, word.start):
            return False
        if word.said in _AFTER:
            return True
    return False
