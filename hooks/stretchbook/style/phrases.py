"""Finding phrases in running text, in whatever form they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Generic, TypeVar

O = TypeVar("O")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r'“[^”]*”|"(?:[^"\n]|\n(?!\s*\n))*"')
_STOP = re.compile(r"[.!?;:,()|]|\s[-–]\s|—|\n\s*(?:\n|[-*+#>]|\d+\.)")
_TURNS = frozenset({"although", "and", "because", "but", "since", "so", "then", "though", "while", "yet"})


@dataclass(frozen=True)
class Word:
    """A word of a text: in small letters, where it begins and ends, and in which clause it stands."""

    said: str
    start: int
    end: int
    clause: int


def said_in(text: str) -> list[str]:
    """Give the words of a text in small letters, without asking where they stand."""
    return _WORD.findall(_plain(text))


def words_of(text: str) -> list[Word]:
    """Split a text without markup into words. What stands in quotation marks is left out: somebody else says it.

    A clause ends at a stop, a comma or a bracket, and before a word that turns the thought, such as "but".
    """
    bare = _QUOTED.sub(lambda found: "|" * len(found[0]), text)
    found = list(_WORD.finditer(bare))
    clause, words = 0, []
    for before, here in pairwise([None, *found]):
        said = _plain(here[0]) if here else ""
        if before and here and (said in _TURNS or _STOP.search(bare, before.end(), here.start())):
            clause += 1
        if here:
            words.append(Word(said, here.start(), here.end(), clause))
    return words


@dataclass(frozen=True)
class Found(Generic[O]):
    """A phrase where it stands: from word `first` up to, but without, word `last`."""

    first: int
    last: int
    owner: O
    rest: tuple[str, ...]
    """What each `*` stood for."""


class Phrases(Generic[O]):
    """Phrases to look for, each with its owner. A `*` in a phrase stands for any letters, or none."""

    def __init__(self, phrases: Iterable[tuple[str, O]]) -> None:
        self._phrases = [(_Phrase(tuple(words)), owner) for words, owner in _split(phrases) if words]
        anchors = sorted({phrase.anchor.pattern for phrase, _ in self._phrases})
        self._is_anchor = re.compile("|".join(f"(?:{anchor})" for anchor in anchors) or r"(?!)").fullmatch
        # A book says the same few thousand words again and again, and hardly any of them is one of these.
        self._anchored_at = cache(self._look_up)

    def may_be_among(self, said: Iterable[str]) -> bool:
        """Tell whether any phrase can stand in a text with these words."""
        return any(self._anchored_at(word) for word in said)

    def found(self, words: Sequence[Word]) -> Iterator[Found[O]]:
        """Give every place where one of the phrases stands."""
        for at, word in enumerate(words):
            for phrase, owner in self._anchored_at(word.said):
                first = at - phrase.place
                rest = phrase.rest(words[max(first, 0) : first + len(phrase.words)])
                if rest is not None:
                    yield Found(first, first + len(phrase.words), owner, rest)

    def _look_up(self, word: str) -> list[tuple[_Phrase, O]]:
        if not self._is_anchor(word):
            return []
        return [(phrase, owner) for phrase, owner in self._phrases if phrase.anchor.fullmatch(word)]


_WITH_STARS = re.compile(r"[\w*]+(?:'[\w*]+)*")


def _split(phrases: Iterable[tuple[str, O]]) -> Iterator[tuple[list[str], O]]:
    for phrase, owner in phrases:
        yield _WITH_STARS.findall(_plain(phrase)), owner


class _Phrase:
    """The words of a phrase as patterns, and the place of its longest word, by which it is found soonest."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = [re.compile(re.escape(word).replace(r"\*", r"(\w*)")) for word in words]
        self.place = max(range(len(words)), key=lambda number: len(words[number]))
        self.anchor = self.words[self.place]

    def rest(self, words: Sequence[Word]) -> tuple[str, ...] | None:
        """Give what each `*` stands for where these words are the phrase, None where they are not."""
        if len(words) != len(self.words):
            return None
        matches = [pattern.fullmatch(word.said) for pattern, word in zip(self.words, words, strict=True)]
        return tuple(part for match in matches if match for part in match.groups()) if all(matches) else None


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")
