"""Wording that stands in two records: whoever copies a record has to write what is special about the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stretchbook.book.book import Book
from stretchbook.model.stretch import Stretch
from stretchbook.model.traverse import used_texts
from stretchbook.problems import Problem, field_name
from stretchbook.text.copies import alike
from stretchbook.text.letters import folded
from stretchbook.text.markup import own_words
from stretchbook.text.source import Location, Source

SAME_SHARE = 0.7
"""Two texts are the same where they share this much of the longer one's runs of three words."""

LONGEST_RUN = 12
"""Words. A run as long as this is not found twice by chance."""

FEWEST_WORDS = 6
"""What is shorter can hardly be said in another way: "Holding the breath." """

_QUOTED_WORDS = 6


@dataclass(frozen=True)
class Passage:
    """A text of a record and its bare words."""

    record: str
    loc: Location
    words: tuple[str, ...]
    may_share_a_sentence: bool


def repeat_problems(book: Book) -> Iterator[Problem]:
    """Yield every text that stands in two records."""
    sources = {read.id: read.spot.source for read in book.of("stretches")}
    yield from repeated_texts(book.library.stretches, sources)


def repeated_texts(stretches: Mapping[str, Stretch], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield every text that says the same as one of another record, and every long run of words from one.

    Which of the two was there first cannot be told, so both are given.
    """
    passages = [passage for name, stretch in stretches.items() for passage in _passages(name, stretch)]
    records = [passage.record for passage in passages]
    texts = [passage.words for passage in passages]
    same = alike(texts, SAME_SHARE, max, lambda one, other: records[one] != records[other])
    for number, other in same.items():
        here, there = passages[number], passages[other]
        message = f"says the same as {field_name(there.loc)} of `{there.record}`."
        yield sources[here.record].problem(here.loc, message, "Write what is special about this stretch.")
    for number, (other, start) in _long_runs(passages).items():
        if number not in same:
            here, there = passages[number], passages[other]
            begin = " ".join(here.words[start : start + _QUOTED_WORDS])
            message = f"has {LONGEST_RUN} words in a row from {field_name(there.loc)} of `{there.record}`: “{begin} …”."
            yield sources[here.record].problem(here.loc, message, "Write what is special about this stretch.")


def _passages(name: str, stretch: Stretch) -> Iterator[Passage]:
    """Yield the texts that have to be a record's own.

    A warning may share a sentence with others: one danger is best named in one way.
    """
    for one in used_texts(stretch):
        if one.use.may_share == "all":
            continue
        words = tuple(folded(own_words(one.text)).split())
        if len(words) >= FEWEST_WORDS:
            yield Passage(name, one.loc, words, one.use.may_share == "a sentence")


def _long_runs(passages: Sequence[Passage]) -> dict[int, tuple[int, int]]:
    """Return each passage that shares a long run with one of another record, with that one and where the run starts."""
    first: dict[tuple[str, ...], tuple[int, int]] = {}
    found: dict[int, tuple[int, int]] = {}
    for number, passage in enumerate(passages):
        if passage.may_share_a_sentence:
            continue
        for start in range(len(passage.words) - LONGEST_RUN + 1):
            run = passage.words[start : start + LONGEST_RUN]
            other, there = first.setdefault(run, (number, start))
            if passages[other].record != passage.record:
                found.setdefault(number, (other, start))
                found.setdefault(other, (number, there))
    return found
