"""Safety notes that would fit any stretch: they name no part of the body, thing, movement or condition of this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from stretchbook.book.book import Book, Read
from stretchbook.book.library import Library
from stretchbook.model.stretch import Stretch
from stretchbook.model.style import HollowWords
from stretchbook.problems import Problem
from stretchbook.text.forbidden import folded_words
from stretchbook.text.markup import own_words
from stretchbook.text.phrases import Phrases
from stretchbook.text.stems import stem

_SAID_OF = ("name", "plain", "where")
"""What an entry of a vocabulary says of itself in words that readers have."""


def hollow_note_problems(book: Book) -> Iterator[Problem]:
    """Yield every safety note that says nothing of its own stretch."""
    hollow = _Hollow(book.library.of("hollow-words").values())
    for read in book.of("stretches"):
        notes = {number: hollow.left(text) for number, text in enumerate(read.record.safety.notes)}
        own = _own(book.library, read)
        for number, words in notes.items():
            if not words & own:
                fix = "Name what is special about this one: a part of the body, a thing, a movement or a condition."
                yield read.spot.problem(("safety", "notes", number), "would fit any stretch.", fix)


class _Hollow:
    """The words and phrases that name nothing, ready to be looked for."""

    def __init__(self, entries: Iterable[HollowWords]) -> None:
        said = [phrase for entry in entries for phrase in entry.words]
        self._words = frozenset(stem(phrase) for phrase in said if " " not in phrase)
        self._phrases = Phrases((phrase, phrase) for phrase in said if " " in phrase)

    def left(self, text: str) -> frozenset[str]:
        """Return the stems of the words of a text that are not hollow."""
        words = folded_words(own_words(text))
        covered = {at for found in self._phrases.found(words) for at in range(found.first, found.last)}
        stems = (stem(word.said) for at, word in enumerate(words) if at not in covered)
        return frozenset(each for each in stems if len(each) > 1 and each not in self._words)


def _own(library: Library, read: Read) -> frozenset[str]:
    """Return the stems of all words by which a record, and what it declares, tell what this stretch is."""
    return frozenset().union(*map(_stems, _texts(library, read)))


@lru_cache(maxsize=2**12)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.said) for word in folded_words(own_words(text)))


def _texts(library: Library, read: Read) -> Iterator[str]:
    stretch: Stretch = read.record
    yield from (stretch.summary, *stretch.actions, stretch.feel.where, stretch.feel.not_here, *stretch.easier)
    named = {
        "muscles": (*stretch.muscles.primary, *stretch.muscles.secondary),
        "movements": tuple(stretch.movements),
        "demands": stretch.demands,
        "regions": stretch.mobilises,
        "equipment": stretch.equipment,
        "positions": stretch.position,
    }
    for kind, words in named.items():
        entries = library.named_as(kind)
        for entry in (entries[word] for word in words if word in entries):
            yield from filter(None, (getattr(entry, field, None) for field in _SAID_OF))
    conditions = {name for caution in library.cautions_of[read.id] for name in caution.conditions}
    yield from (library.conditions[name].name for name in conditions if name in library.conditions)
