"""How easily the steps are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from stretchbook.book.book import Book
from stretchbook.model.stretch import Stretch
from stretchbook.model.traverse import texts
from stretchbook.problems import Problem
from stretchbook.text.markup import plain
from stretchbook.text.source import Location, Source

if TYPE_CHECKING:
    from pyphen import Pyphen

MOST_WORDS: Mapping[str, int] = {"steps": 16, "more": 45, "reminder": 20, "caution": 30, "cues": 12}
"""Words of a step: as many as one keeps in mind on the way down to the floor. Of what is said about a step under it,
and of what a sheet says: as many as are read there."""

HARDEST_GRADE = 9.0
"""What the steps of one record may ask for; the house aims at 7 or less."""


def reading_problems(book: Book) -> Iterator[Problem]:
    """Yield a problem for steps that are too long, and for steps that together are too hard to read."""
    for read in book.of("stretches"):
        yield from step_problems(read.record, read.spot.source, book.library.titles)


def step_problems(stretch: Stretch, source: Source, names: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for steps that are too long, and for steps that together are too hard to read.

    `names` gives the name of each record by its id, since a link may read as one.
    """
    for loc, text in _limited(stretch):
        most = MOST_WORDS[str(next(part for part in reversed(loc) if part in MOST_WORDS))]
        if (count := len(plain(text, names).split())) > most:
            fix = _SHORTER_STEP if loc[0] == "steps" and loc[-1] != "more" else "Say it in fewer."
            yield source.problem(loc, f"has {count} words; {most} is the most.", fix)
    steps = [plain(step, names) for step in (*stretch.actions, *filter(None, stretch.details))]
    if (reached := grade(steps)) > HARDEST_GRADE:
        message = f"read at school grade {reached:.1f}; {HARDEST_GRADE:.0f} is the most."
        yield source.problem(("steps",), message, "Use shorter sentences and everyday words.")


_SHORTER_STEP = "Say it in fewer, make two steps of it, or put a part of it under `more`."


def _limited(stretch: Stretch) -> Iterator[tuple[Location, str]]:
    yield from texts(stretch.steps, ("steps",))
    if stretch.in_short:
        yield from texts(stretch.in_short, ("in_short",))


def grade(said: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts read one after the other: the US school year that can read them.

    Kincaid et al. 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59. A text ends a sentence, whether or not
    a full stop says so. Zero for texts without words.
    """
    sentences = [words for text in said for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s")
_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")
"""Also `cross-body`, `don't` and `2.5`: one word each, as a reader takes them."""


@lru_cache(maxsize=2**14)
def _syllables(word: str) -> int:
    """Return the pieces into which a word may be broken at the end of a line.

    Nobody breaks off a single letter, so `a-bout` counts as one: over running text a twentieth is missing.
    """
    # Behind an apostrophe pyphen would find a syllable of its own.
    parts = re.sub("['’]", "", word.lower()).split("-")
    return sum(len(_hyphenation().positions(part)) + 1 for part in parts)


@cache
def _hyphenation() -> Pyphen:
    # To import it takes longer than a small library takes to be checked.
    from pyphen import Pyphen  # noqa: PLC0415

    return Pyphen(lang="en_US")
