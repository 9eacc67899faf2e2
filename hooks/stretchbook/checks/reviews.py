"""Reviews by clinicians: each is confirmed in the reviewers' own file, of something that is there, and done already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from stretchbook.book.book import Book, Read, union
from stretchbook.book.library import Library
from stretchbook.book.reviews import readings_of, review_of
from stretchbook.model.pydantic_errors import unknown_id
from stretchbook.model.review import Reading, Reviewer
from stretchbook.problems import Problem

REVIEWED = ("stretches", "routines")
"""The kinds of which records are reviewed."""

NEW_DAYS = 31
"""For so many days `stretchbook check` calls a review new."""


def review_problems(book: Book) -> Iterator[Problem]:
    """Yield the reviews that no reviewer confirms, those of nothing, and those that are still to come."""
    today = _today()
    for reviewer in book.of("reviewers"):
        yield from _of_nothing(reviewer, book)
        yield from future_problems(reviewer, today)
    # While one of them is at fault, nobody knows what they have read.
    if book.ids["reviewers"] == frozenset(book.library.reviewers):
        for kind in REVIEWED:
            for read in book.of(kind):
                yield from _unconfirmed(read, book)


def future_problems(reviewer: Read, today: date) -> Iterator[Problem]:
    """Yield the days of a reviewer's reviews that are after `today`."""
    for number, reading in enumerate(reviewer.record.reviews):
        # Where the reviewer lives it may be tomorrow already.
        if reading.on > today + timedelta(days=1):
            loc = ("reviews", number, "on")
            yield reviewer.spot.problem(loc, "is in the future.", "Write the day on which the review was done.")


def review_lines(library: Library) -> Iterator[str]:
    """Yield a line for each record that was ever reviewed: by whom, and what of the review holds today."""
    today = _today()
    for kind in REVIEWED:
        for name in library.of(kind):
            state = review_of(library, name, today)
            if state.reviewer and state.reading:
                yield f"{library.file_of(kind, name)}: {_said(state.word, state.reviewer, state.reading, today)}"


def _said(word: str, reviewer: Reviewer, reading: Reading, today: date) -> str:
    by = f"by {reviewer.name}, {reviewer.credential}, on {reading.on}"
    if word == "changed":
        return f"has changed since it was reviewed {by}; its page says so until it is read again."
    if word == "expired":
        return f"was reviewed {by}, which has run out on {reading.next}; its page says so until it is read again."
    new = "new: " if today - reading.on <= timedelta(days=NEW_DAYS) else ""
    return f"{new}reviewed {by}, until {reading.next}."


def _of_nothing(reviewer: Read, book: Book) -> Iterator[Problem]:
    known = union(*(book.ids[kind] for kind in REVIEWED))
    for number, reading in enumerate(reviewer.record.reviews):
        loc = ("reviews", number, "of")
        if known is not None and reading.of not in known:
            said = unknown_id(reading.of, "stretch or routine", "stretches/", known, {})
            yield reviewer.spot.problem(loc, *said)
            continue
        record = book.library.stretches.get(reading.of) or book.library.routines.get(reading.of)
        if record and record.review.state != "reviewed":
            message = f"is of `{reading.of}`, which says that nobody has reviewed it."
            yield reviewer.spot.problem(loc, message, "Write `review: {state: reviewed}` there, or remove it here.")


def _unconfirmed(read: Read, book: Book) -> Iterator[Problem]:
    if read.record.review.state == "reviewed" and not any(readings_of(book.library, read.id)):
        message = f"says that a clinician has reviewed it; none confirms it in {book.path('reviewers.yml')}."
        fix = "Write `state: unreviewed`; whoever has read it adds a review there first."
        yield read.spot.problem(("review", "state"), message, fix)


def _today() -> date:
    return datetime.now(UTC).date()
