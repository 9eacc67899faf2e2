"""The few words before the steps: that they are few."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.book import Book
from stretchbook.book.strip import (
    MOST_EMERGENCY_WORDS,
    MOST_OF_FAMILY,
    MOST_OF_SIGN,
    MOST_WORDS,
    WAY_TO_SIGNS,
    emergency_line,
    strip_of,
)
from stretchbook.checks.safety import BEHIND_ANSWERS, are_answers_sure, are_read, leads_somewhere
from stretchbook.problems import Problem


def strip_problems(book: Book) -> Iterator[Problem]:
    """Yield what would make the strip before the steps, or the emergency line with it, longer than is read."""
    faults = [*_long_names(book), *_line_problems(book)]
    yield from faults
    # A name that is too long is told once, and not again with each stretch.
    if faults or not are_strips_sure(book):
        return
    for read in book.of("stretches"):
        if not leads_somewhere(book.library, read.record, (*BEHIND_ANSWERS, *BEHIND_STRIPS)):
            continue
        strip = strip_of(book.library, [read.id])
        if strip.words > MOST_WORDS:
            message = f"the strip “{strip.text}” has {strip.words} words; {MOST_WORDS} is the most."
            fix = "Give the conditions that it names a `family` in common, and the stop sign a `brief` name."
            yield read.spot.problem(("safety",), message, fix)


BEHIND_STRIPS = ("stop-signs", "responses", "families")


def are_strips_sure(book: Book) -> bool:
    """Return whether all that strips are made from could be read and leads somewhere."""
    library = book.library
    entries = (*library.of("safety-rules").values(), *library.conditions.values(), *library.stop_signs.values())
    are_there = all(leads_somewhere(library, entry, BEHIND_STRIPS) for entry in entries)
    return are_there and are_read(book, BEHIND_STRIPS) and are_answers_sure(book)


def _long_names(book: Book) -> Iterator[Problem]:
    for kind, field, most in (("families", "name", MOST_OF_FAMILY), ("stop-signs", "brief", MOST_OF_SIGN)):
        for read in book.of(kind):
            if (count := len((getattr(read.record, field) or "").split())) > most:
                yield read.spot.problem((field,), f"has {count} words; {most} is the most.", "Say it in fewer.")


def _line_problems(book: Book) -> Iterator[Problem]:
    first = min(book.of("responses"), key=lambda read: read.record.order, default=None)
    if first is None or not are_read(book, ("responses",)):
        return
    line = emergency_line(book.library)
    if line is None:
        message = "is missing: nothing before the steps says when to call for help."
        yield first.spot.problem(("line",), message, "Add it: the signs and what to do, in at most 18 words.")
    elif (count := len(line.split()) + len(WAY_TO_SIGNS.split())) > MOST_EMERGENCY_WORDS:
        message = f"has {count} words with “{WAY_TO_SIGNS}”; {MOST_EMERGENCY_WORDS} is the most."
        yield first.spot.problem(("line",), message, "Say it in fewer.")
