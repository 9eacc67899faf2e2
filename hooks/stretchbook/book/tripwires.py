"""Words in what a record says that it has to declare, or that no record may say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from stretchbook.model.safety import Tripwire
from stretchbook.text.disguises import KnownWords, undisguised
from stretchbook.text.forbidden import folded_in, folded_words, is_forbidden
from stretchbook.text.phrases import Found, Phrases, TextWord

_NEAR = 8
"""Words between those of a wire and the part of the body that they are about: "your head, tip it over and pull it"."""

_LONGEST_PHRASE = 12
"""Words of what stands near."""


class Tripwires:
    """The tripwires of a library, ready to be looked for."""

    def __init__(self, wires: Iterable[Tripwire]) -> None:
        known = {wire.id: wire for wire in wires}
        # What is said like another entry has its words, and those of its own.
        said = {name: (wire, known.get(wire.like or "", wire)) for name, wire in known.items()}
        self._words = Phrases((phrase, one) for one, other in said.values() for phrase in _each(one.words, other.words))
        self._near = Phrases((phrase, wire.id) for wire in known.values() for phrase in wire.near)
        self._and_near = Phrases((phrase, wire.id) for wire in known.values() for phrase in wire.and_near)
        self._spared_by = Phrases((phrase, wire.id) for wire in known.values() for phrase in wire.spared_by)
        self._unless = Phrases(
            (phrase, one.id) for one, other in said.values() for phrase in _each(one.unless, other.unless)
        )
        # A book says the same few thousand words again and again, and hardly any of them is one of these.
        self._near_any = {name for name, wire in known.items() if not wire.near}
        self._with_any = {name for name, wire in known.items() if not wire.and_near}
        told = self._words, self._near, self._and_near
        self._known = KnownWords(lambda word: any(each.has_word(word) for each in told), self._words.starts)

    def tripped(self, text: str, wanted: Container[str]) -> Iterator[tuple[Tripwire, str]]:
        """Yield every wire that a text without markup trips, once each, with what it says there.

        `wanted` are the ids of those that are looked for. Signs or digits inside a word do not hide it.
        """
        seen: set[str] = set()
        for reading in (text, *undisguised(text, self._known)):
            for found in self.read(reading, wanted):
                if found.wire.id not in seen:
                    seen.add(found.wire.id)
                    yield found.wire, found.said

    def may_trip(self, said: Iterable[str], wanted: Container[str] | None = None) -> bool:
        """Return whether a text with these words may trip a wire: one of which it has a phrase of each kind."""
        there = frozenset(said)
        wires = {wire.id for wire in self._words.may_be_of(there) if wanted is None or wire.id in wanted}
        if wires - self._near_any:
            wires &= self._near_any.union(self._near.may_be_of(there))
        if wires - self._with_any:
            wires &= self._with_any.union(self._and_near.may_be_of(there))
        return bool(wires)

    def has_word(self, word: str) -> bool:
        """Return whether a word stands in one of the phrases."""
        return self._known.has[word]

    @property
    def starts(self) -> frozenset[str]:
        """All beginnings of words that stand in one of the phrases."""
        return self._words.starts

    def read(self, text: str, wanted: Container[str] | None = None) -> Iterator[Tripped]:
        """Yield every place where a text trips one of the wires that are `wanted`, or any, just as it is written."""
        if not self.may_trip(folded_in(text), wanted):
            return
        words = folded_words(text)
        candidates = [found for found in self._words.found(words) if wanted is None or found.owner.id in wanted]
        if not candidates:
            return
        around = _Around(words, self._near, self._and_near, self._spared_by, self._unless)
        for found in sorted(candidates, key=lambda each: each.first):
            if around.makes_count(found) and not is_forbidden(words, found.first, found.last, text):
                yield Tripped(found.owner, words[found.first].start, _said(words[found.first : found.last]))


class Tripped(NamedTuple):
    """A wire that a text trips: where, and what it says there."""

    wire: Tripwire
    start: int
    said: str


class _Around:
    """What stands around the words of the wires in one text.

    Each phrase is looked up where it would have to stand, so that it takes time by the words of a text, not by pairs.
    """

    def __init__(self, words: Sequence[TextWord], *phrases: Phrases[str]) -> None:
        self._words = words
        self._phrases = phrases

    def makes_count(self, found: Found[Tripwire]) -> bool:
        """Return whether the words of a wire are about what it is for, and nothing makes them harmless."""
        wire = found.owner
        if wire.near and not self._is_close(self._near.get(wire.id, ()), found):
            return False
        if wire.and_near and not self._is_close(self._and_near.get(wire.id, ()), found):
            return False
        return (wire.id, found.first) not in self._unless and (
            wire.id,
            self._words[found.first].clause,
        ) not in self._spared

    def _is_close(self, others: Sequence[tuple[int, int]], found: Found[Tripwire]) -> bool:
        near = bisect_left(others, (found.first - _NEAR - _LONGEST_PHRASE, 0))
        for first, last in others[near : bisect_right(others, (found.last + _NEAR, len(self._words)))]:
            is_within = first - found.last <= _NEAR and found.first - last <= _NEAR
            if is_within and (found.owner.about != "everywhere" or self._is_one_sentence(first, found.first)):
                return True
        return False

    def _is_one_sentence(self, one: int, other: int) -> bool:
        return self._words[one].clause == self._words[other].clause

    @cached_property
    def _near(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        return self._places(0)

    @cached_property
    def _and_near(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        return self._places(1)

    @cached_property
    def _spared(self) -> set[tuple[str, int]]:
        """The wires that are spared in a sentence."""
        return {(each.owner, self._words[each.first].clause) for each in self._phrases[2].found(self._words)}

    @cached_property
    def _unless(self) -> set[tuple[str, int]]:
        """The wires, and at which words these count for nothing."""
        return {(each.owner, at) for each in self._phrases[3].found(self._words) for at in range(each.first, each.last)}

    def _places(self, number: int) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Return where the phrases of each wire stand, in order."""
        places: dict[str, list[tuple[int, int]]] = {}
        for each in self._phrases[number].found(self._words):
            places.setdefault(each.owner, []).append((each.first, each.last))
        return {owner: sorted(found) for owner, found in places.items()}


def _each(*lists: Sequence[str]) -> Iterable[str]:
    """Return what stands in any of the lists, each once and in their order."""
    return dict.fromkeys(phrase for phrases in lists for phrase in phrases)


def _said(words: Sequence[TextWord]) -> str:
    return " ".join(word.said for word in words)
