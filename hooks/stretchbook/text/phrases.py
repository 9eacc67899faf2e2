"""Finding phrases in running text, in whatever form they are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

from pydantic_core import PydanticCustomError

from stretchbook.cache.answers import Answers
from stretchbook.text.letters import MARKS, with_plain_letters

Owner = TypeVar("Owner")

_LETTERS = rf"[^\W_](?:[^\W_]|[{MARKS}])*+"
WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*+")
"""A word of running text, whose letters may carry marks."""

_QUOTED = re.compile(r'“[^“”]*+”|"(?:[^"\n]++|\n(?!\s*+\n))*+"')
_LONGEST_CLAUSE = 60
_STOP = re.compile(r"[.!?;:,()|]|\s[-–]\s|—|\n\s*(?:\n|[-*+#>]|\d+\.)")


class TextWord(NamedTuple):
    """A word of a text: in small plain letters, where it begins and ends, and in which clause it stands."""

    said: str
    start: int
    end: int
    clause: int


@lru_cache(maxsize=2**15)
def said_in(text: str) -> tuple[str, ...]:
    """Return the words of a text in small plain letters, without asking where they stand."""
    return tuple([_PLAIN[word] for word in WORD.findall(text)])


def words_of(text: str) -> list[TextWord]:
    """Split a text without markup into words. What stands in quotation marks is left out: somebody else says it.

    A clause ends at a stop, a comma, a dash or a bracket, and where a paragraph, an item or a table's cell ends.
    """
    bare = _QUOTED.sub(lambda found: "|" * len(found[0]), text) if "“" in text or '"' in text else text
    words: list[TextWord] = []
    clause = end = 0
    for found in WORD.finditer(bare):
        clause += bare[end : found.start()] != " " and bool(_STOP.search(bare, end, found.start()))
        words.append(TextWord(_PLAIN[found[0]], found.start(), found.end(), clause))
        end = found.end()
    return words


def clause_before(words: Sequence[TextWord], at: int) -> Iterator[TextWord]:
    """Yield the words before one in its clause, the nearest first: as many as an honest clause has."""
    for before in range(at - 1, max(at - _LONGEST_CLAUSE, 0) - 1, -1):
        if words[before].clause != words[at].clause:
            return
        yield words[before]


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
        # Nearly all phrases are found by a word that is written out: a look into a table, where a pattern takes time.
        self._by_word: dict[str, list[tuple[_Phrase, Owner]]] = {}
        self._by_pair: dict[tuple[str, str], list[tuple[_Phrase, Owner]]] = {}
        self._needed: dict[str, list[tuple[tuple[str, ...], Owner]]] = {}
        """By a word that is written out, what else is written out in the phrases that cannot do without it."""
        self._starred: list[tuple[_Phrase, Owner]] = []
        self._written_out: set[str] = set()
        stars: set[str] = set()
        for words, owner in _split(phrases):
            if words:
                self._written_out.update(word for word in words if "*" not in word)
                stars.update(word for word in words if "*" in word and word.strip("*"))
                phrase = _Phrase(words)
                if phrase.is_starred:
                    self._starred.append((phrase, owner))
                elif phrase.is_by_pair:
                    pair = words[phrase.place], words[phrase.place + 1]
                    self._by_pair.setdefault(pair, []).append((phrase, owner))
                else:
                    self._by_word.setdefault(words[phrase.place], []).append((phrase, owner))
                if not phrase.is_starred:
                    telling, *others = sorted(phrase.written_out, key=_telling, reverse=True)
                    self._needed.setdefault(telling, []).append((tuple(others), owner))
        self._firsts = {first for first, _ in self._by_pair}
        self._any_starred = StarredWords(phrase.anchor for phrase, _ in self._starred)
        self._any_with_star = StarredWords(stars)
        bare = (word.partition("*")[0] for word in {*self._written_out, *stars})
        self.starts = frozenset(word[:length] for word in bare for length in range(1, len(word)))
        """All beginnings of words that stand in one of the phrases."""
        self._anchored_at = Answers(self._look_up)
        self._told_by = Answers(self._look_up_told_by)
        self._needs: Answers[str, set[tuple[str, ...]]] = Answers(
            lambda word: {others for others, _ in self._told_by[word]}
        )

    def is_telling(self, word: str) -> bool:
        """Return whether a text that has this word may hold one of the phrases; without such a word it holds none."""
        return bool(self._needs[word])

    def may_be_in(self, said: frozenset[str]) -> bool:
        """Return whether a text with these words may hold one of the phrases: all that one writes out is there."""
        needs = self._needs
        return any(said.issuperset(others) for word in said for others in needs[word])

    def may_be_of(self, said: frozenset[str]) -> Iterator[Owner]:
        """Yield the owners of the phrases that a text with these words may hold."""
        told_by = self._told_by
        yield from (owner for word in said for others, owner in told_by[word] if said.issuperset(others))

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in one of the phrases; a `*` that is a word of its own does not count."""
        return word in self._written_out or self._any_with_star.match(word)

    def found(self, words: Sequence[TextWord]) -> Iterator[Found[Owner]]:
        """Yield every place where one of the phrases stands."""
        table, firsts = self._anchored_at, self._firsts
        for at, (said, _, _, _) in enumerate(words):
            if anchored := table[said]:
                for phrase, owner in anchored:
                    yield from phrase.found(words, at, owner)
            if said in firsts and at + 1 < len(words):
                for phrase, owner in self._by_pair.get((said, words[at + 1].said), ()):
                    yield from phrase.found(words, at, owner)

    def _look_up(self, word: str) -> Sequence[tuple[_Phrase, Owner]]:
        found = self._by_word.get(word, [])
        return [*found, *self._starred_like(word)] if self._any_starred.match(word) else found

    def _look_up_told_by(self, word: str) -> Sequence[tuple[tuple[str, ...], Owner]]:
        """Return what else has to be in a text that has this word: of each phrase that may stand there, all of it."""
        found = self._needed.get(word, [])
        if not self._any_starred.match(word):
            return found
        return [*found, *((tuple(phrase.written_out), owner) for phrase, owner in self._starred_like(word))]

    def _starred_like(self, word: str) -> Iterator[tuple[_Phrase, Owner]]:
        return (each for each in self._starred if _pattern(each[0].anchor).fullmatch(word))


class StarredWords:
    """Words with stars, to be asked whether a word is written like one of them."""

    def __init__(self, words: Iterable[str]) -> None:
        # Of hundreds of patterns only those that begin as the word does are tried.
        by_letter: dict[str, set[str]] = {}
        for word in words:
            by_letter.setdefault(word[:1], set()).add(word)
        self._by_letter: Answers[str, re.Pattern[str] | None] = Answers(
            lambda letter: _any_pattern({*by_letter.get(letter, ()), *by_letter.get("*", ())})
        )

    def match(self, word: str) -> bool:
        """Return whether a word is one of these."""
        pattern = self._by_letter[word[:1]]
        return pattern is not None and bool(pattern.fullmatch(word))


def check_stars(phrase: str) -> str:
    """Refuse a phrase with two stars in a word: how to share the letters between them, nobody could say."""
    if found := re.search(r"\*\w*+\*", phrase):
        raise PydanticCustomError("stars", "two stars in a word", {"text": found[0]})
    return phrase


_WITH_STARS = re.compile(r"[\w*]+(?:'[\w*]+)*")


def _split(phrases: Iterable[tuple[str, Owner]]) -> Iterator[tuple[list[str], Owner]]:
    for phrase, owner in phrases:
        yield _WITH_STARS.findall(_plain(phrase)), owner


class _Phrase:
    """The words of a phrase, and the place by which it is found soonest: two words without a star, or the longest."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        pairs = [number for number in range(len(words) - 1) if "*" not in words[number] + words[number + 1]]
        self.is_by_pair = bool(pairs)
        places = pairs or range(len(words))
        self.place = max(places, key=lambda number: len(words[number]))
        self.anchor = words[self.place]
        """That word."""
        self.written_out = dict.fromkeys(word for word in words if "*" not in word)

    @property
    def is_starred(self) -> bool:
        """Whether it is found by a word that has a star."""
        return "*" in self.anchor

    def found(self, words: Sequence[TextWord], at: int, owner: Owner) -> Iterator[Found[Owner]]:
        """Yield the phrase if it stands where the word by which it is found is `at`."""
        first, last = at - self.place, at - self.place + len(self.words)
        rest = self._rest(words[first:last]) if first >= 0 else None
        if rest is not None:
            yield Found(first, last, owner, rest)

    def _rest(self, words: Sequence[TextWord]) -> tuple[str, ...] | None:
        """Return what each `*` stands for where these words of one clause are the phrase, None where they are not."""
        if len(words) != len(self.words) or words[0].clause != words[-1].clause:
            return None
        rest: list[str] = []
        for wanted, word in zip(self.words, words, strict=True):
            if "*" not in wanted:
                if word.said != wanted:
                    return None
            elif match := _pattern(wanted).fullmatch(word.said):
                rest += match.groups()
            else:
                return None
        return tuple(rest)


def _telling(word: str) -> tuple[bool, int]:
    return word not in ("the", "your"), len(word)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(_starred(word))


def _starred(word: str) -> str:
    return re.escape(word).replace(r"\*", r"(\w*)")


def _any_pattern(words: Collection[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{_starred(word)})" for word in sorted(words))) if words else None


def _plain(text: str) -> str:
    return with_plain_letters(text).replace("’", "'")


_PLAIN = Answers(_plain)
