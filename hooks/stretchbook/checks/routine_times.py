"""The length and the number of stretches that a routine's summary tells, against its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stretchbook.book.book import Book
from stretchbook.book.doses import counted, rough_words, routine_seconds
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch
from stretchbook.problems import Problem
from stretchbook.text.amounts import Amount, amounts, sentences
from stretchbook.text.markup import own_words
from stretchbook.text.source import Location, Source

_STRETCHES = frozenset({"stretches", "movements", "moves", "exercises", "things", "stretch", "movement"})

_LEEWAY = 60, 0.1
"""A summary may round: by this many seconds, or by this share of a long plan."""


def routine_time_problems(book: Book) -> Iterator[Problem]:
    """Yield the numbers in the texts of routines that do not agree with the routine."""
    for read in book.of("routines"):
        yield from text_problems(read.record, read.spot.source, book.library.stretches)


def text_problems(routine: Routine, source: Source, stretches: Mapping[str, Stretch]) -> Iterator[Problem]:
    """Yield a summary that tells another length of time, or another number of stretches, than the plan has."""
    if any(item.stretch not in stretches for item in routine.items):
        return
    seconds = routine_seconds(routine, stretches)
    for loc, text in ((("name",), routine.name), (("summary",), routine.summary)):
        bare = own_words(text)
        for tokens in sentences(bare):
            words = [token.said for token in tokens]
            found = amounts(words)
            for amount in found:
                said = bare[tokens[amount.first].start : tokens[amount.last - 1].end]
                if amount.unit == "seconds" and not _is_about(amount, seconds):
                    message = f"says “{said}”, but the plan takes {rough_words(seconds)}."
                    yield source.problem(loc, message, "Change this text, or the plan.")
            yield from _count_problems(found, words, routine, source, loc)


def _is_about(amount: Amount, seconds: int) -> bool:
    leeway = max(_LEEWAY[0], _LEEWAY[1] * seconds)
    return amount.low - leeway <= seconds <= amount.high + leeway


def _count_problems(
    found: list[Amount], words: list[str], routine: Routine, source: Source, loc: Location
) -> Iterator[Problem]:
    """Yield a sentence that begins with how many stretches there are, where there are more or fewer."""
    counts = [amount.low for amount in found if amount.unit is None]
    if not found or found[0].first > 0 or found[0].unit or not _STRETCHES & {*words[found[0].last :][:3]}:
        return
    if not {counts[0], sum(counts)} & {len(routine.items), len({item.stretch for item in routine.items})}:
        has = counted(len(routine.items), "stretch", "stretches")
        message = f"says “{' '.join(words[: found[0].last])}”, but the plan has {has}."
        yield source.problem(loc, message, "Change this text, or the plan.")
