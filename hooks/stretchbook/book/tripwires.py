"""Words in what a record says that it has to declare, or that no record may say."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, cached_property

from stretchbook.model.safety import Tripwire
from stretchbook.text.disguises import KnownWords, undisguised
from stretchbook.text.forbidden import folded_words, is_forbidden
from stretchbook.text.phrases import Found, Phrases, TextWord

_NEAR = 8
"""Words between those of a wire and the part of the body that they are about: "your head, tip it over and pull it"."""


class Tripwires:
    """The tripwires of a library, ready to be looked for."""

    def __init__(self, wires: Iterable[Tripwire]) -> None:
        known = {wire.id: wire for wire in wires}
        # What is said like another entry has its words, and those of its own.
        said = {name: (wire, known.get(wire.like or "", wire)) for name, wire in known.items()}
        self._words = Phrases((phrase, one) for one, other in said.values() for phrase in {*one.words, *other.words})
        self._near = Phrases((phrase, wire.id) for wire in known.values() for phrase in wire.near)
        self._and_near = Phrases((phrase, wire.id) for wire in known.values() for phrase in wire.and_near)
        self._spared_by = Phrases((phrase, wire.id) for wire in known.values() for phrase in wire.spared_by)
        self._unless = Phrases(
            (phrase, one.id) for one, other in said.values() for phrase in {*one.unless, *other.unless}
        )
        # A book says the same few thousand words again and again, and hardly any of them is one of these.
        self._is_telling = cache(self._words.is_telling)
        told = self._words, self._near, self._and_near
        self._known = KnownWords(lambda word: any(each.has_word(word) for each in told), self._words.starts)

    def tripped(self, text: str, wanted: Container[str]) -> Iterator[tuple[Tripwire, str]]:
        """Yield every wire that a text without markup trips, once each, with what it says there.

        `wanted` are the ids of those that are looked for. Signs or digits inside a word do not hide it.
        """
        seen: set[str] = set()
        for reading in (text, *undisguised(text, self._known)):
            for wire, said in self._tripped_as_read(reading, wanted):
                if wire.id not in seen:
                    seen.add(wire.id)
                    yield wire, said

    def _tripped_as_read(self, text: str, wanted: Container[str]) -> Iterator[tuple[Tripwire, str]]:
        words = folded_words(text)
        if not any(self._is_telling(word.said) for word in words):
            return
        candidates = [found for found in self._words.found(words) if found.owner.id in wanted]
        if not candidates:
            return
        around = _Around(words, self._near, self._and_near, self._spared_by, self._unless)
        for found in sorted(candidates, key=lambda each: each.first):
            if around.makes_count(found) and not is_forbidden(words, found.first, found.last, text):
                yield found.owner, _said(words[found.first : found.last])


class _Around:
    """What stands around the words of the wires in one text."""

    def __init__(self, words: Sequence[TextWord], *phrases: Phrases[str]) -> None:
        self._words = words
        self._phrases = phrases

    def makes_count(self, found: Found[Tripwire]) -> bool:
        """Return whether the words of a wire are about what it is for, and nothing makes them harmless."""
        wire = found.owner
        if wire.near and not any(_is_close(each, found) for each in self._near):
            return False
        if wire.and_near and not any(_is_close(each, found) for each in self._and_near):
            return False
        if any(each.owner == wire.id and _covers(each, found) for each in self._unless):
            return False
        sentence = self._words[found.first].clause
        return not any(each.owner == wire.id and self._words[each.first].clause == sentence for each in self._spared_by)

    @cached_property
    def _near(self) -> list[Found[str]]:
        return list(self._phrases[0].found(self._words))

    @cached_property
    def _and_near(self) -> list[Found[str]]:
        return list(self._phrases[1].found(self._words))

    @cached_property
    def _spared_by(self) -> list[Found[str]]:
        return list(self._phrases[2].found(self._words))

    @cached_property
    def _unless(self) -> list[Found[str]]:
        return list(self._phrases[3].found(self._words))


def _is_close(near: Found[str], found: Found[Tripwire]) -> bool:
    is_within = near.first - found.last <= _NEAR and found.first - near.last <= _NEAR
    return near.owner == found.owner.id and is_within


def _covers(unless: Found[str], found: Found[Tripwire]) -> bool:
    return unless.first <= found.first < unless.last


def _said(words: Sequence[TextWord]) -> str:
    return " ".join(word.said for word in words)
