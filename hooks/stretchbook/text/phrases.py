"""Finding phrases in running text, in whatever form they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

Owner = TypeVar("Owner")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r'“[^”]*”|"(?:[^"\n]|\n(?!\s*\n))*"')
_STOP = re.compile(r"[.!?;:,()|]|\s[-–]\s|—|\n\s*(?:\n|[-*+#>]|\d+\.)")


@dataclass(frozen=True)
class TextWord:
    """A word of a text: in small letters, where it begins and ends, and in which clause it stands."""

    said: str
    start: int
    end: int
    clause: int


def said_in(text: str) -> list[str]:
    """Return the words of a text in small letters, without asking where they stand."""
    return _WORD.findall(_plain(text))


def words_of(text: str) -> list[TextWord]:
    """Split a text without markup into words. What stands in quotation marks is left out: somebody else says it.

    A clause ends at a stop, a comma, a dash or a bracket, and where a paragraph, an item or a table's cell ends.
    """
    bare = _QUOTED.sub(lambda found: "|" * len(found[0]), text)
    words: list[TextWord] = []
    clause = end = 0
    for found in _WORD.finditer(bare):
        clause += bool(_STOP.search(bare, end, found.start()))
        words.append(TextWord(_plain(found[0]), found.start(), found.end(), clause))
        end = found.end()
    return words


@dataclass(frozen=True)
class Found(Generic[Owner]):
    """A phrase where it stands: from word `first` up to, but without, word `last`."""

    first: int
    last: int
    owner: Owner
    rest: tuple[str, ...]
    """What each `*` stood for."""


class Phrases(Generic[Owner]):
    """Phrases to look for, each with its owner. A `*` in a phrase stands for any letters, or none."""

    def __init__(self, phrases: Iterable[tuple[str, Owner]]) -> None:
        self._phrases = [(_Phrase(tuple(words)), owner) for words, owner in _split(phrases) if words]
        anchors = sorted({phrase.anchor.pattern for phrase, _ in self._phrases})
        self._anchors = re.compile("|".join(f"(?:{anchor})" for anchor in anchors) or r"(?!)")
        self._anchored_at = cache(self._look_up)

    def is_telling(self, word: str) -> bool:
        """Return whether a text that has this word may hold one of the phrases; without such a word it holds none."""
        return bool(self._anchors.fullmatch(word))

    def found(self, words: Sequence[TextWord]) -> Iterator[Found[Owner]]:
        """Yield every place where one of the phrases stands."""
        for at, word in enumerate(words):
            for phrase, owner in self._anchored_at(word.said):
                first = at - phrase.place
                rest = phrase.rest(words[max(first, 0) : first + len(phrase.words)])
                if rest is not None:
                    yield Found(first, first + len(phrase.words), owner, rest)

    def _look_up(self, word: str) -> list[tuple[_Phrase, Owner]]:
        if not self.is_telling(word):
            return []
        return [(phrase, owner) for phrase, owner in self._phrases if phrase.anchor.fullmatch(word)]


_WITH_STARS = re.compile(r"[\w*]+(?:'[\w*]+)*")


def _split(phrases: Iterable[tuple[str, Owner]]) -> Iterator[tuple[list[str], Owner]]:
    for phrase, owner in phrases:
        yield _WITH_STARS.findall(_plain(phrase)), owner


class _Phrase:
    """The words of a phrase as patterns, and the place of its longest word, by which it is found soonest."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = [re.compile(re.escape(word).replace(r"\*", r"(\w*)")) for word in words]
        self.place = max(range(len(words)), key=lambda number: len(words[number]))
        self.anchor = self.words[self.place]

    def rest(self, words: Sequence[TextWord]) -> tuple[str, ...] | None:
        """Return what each `*` stands for where these words of one clause are the phrase, None where they are not."""
        if len(words) != len(self.words) or words[0].clause != words[-1].clause:
            return None
        matches = [pattern.fullmatch(word.said) for pattern, word in zip(self.words, words, strict=True)]
        return tuple(part for match in matches if match for part in match.groups()) if all(matches) else None


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")
