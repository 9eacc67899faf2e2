"""The questions before the first stretch: that they are few and short, and send away whom they must and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.book import Book, Read
from stretchbook.problems import Problem
from stretchbook.text.markup import plain

MOST_QUESTIONS = 7
"""So many fit on the screen of a phone. More are not read."""

MOST_WORDS = {"question": 14, "do": 40}


def first_question_problems(book: Book) -> Iterator[Problem]:
    """Yield what keeps the questions from being read, and conditions that none of them finds."""
    questions = list(book.of("first-questions"))
    for number, read in enumerate(questions, 1):
        if number > MOST_QUESTIONS:
            message = f"is question {number}; {MOST_QUESTIONS} is the most."
            yield read.spot.of_id.problem((), message, "Join it with another, or leave it out.")
        yield from _wording(read, book)
        yield from _sent_away_for_little(read, book)
    # What could not be read may be just what is missing.
    if questions and book.ids["first-questions"] == frozenset(read.id for read in questions):
        yield from _not_found(book)


def _wording(read: Read, book: Book) -> Iterator[Problem]:
    for field, most in MOST_WORDS.items():
        text = plain(getattr(read.record, field), book.library.titles)
        if (count := len(text.split())) > most:
            yield read.spot.problem((field,), f"has {count} words; {most} is the most.", "Say it in fewer.")
    if not read.record.question.endswith("?"):
        yield read.spot.problem(("question",), "is no question.", "Ask what can be answered with yes or no.")


def _sent_away_for_little(read: Read, book: Book) -> Iterator[Problem]:
    conditions, signs = book.library.conditions, book.library.of("warning-signs")
    for number, name in enumerate(read.record.conditions):
        if name in conditions and not conditions[name].ask_first:
            message = f"`{name}` is answered stretch by stretch; nobody has to ask before all of them."
            yield read.spot.problem(("conditions", number), message, "Remove it.")
    for number, name in enumerate(read.record.warning_signs):
        if name in signs and signs[name].urgency == "routine":
            message = f"`{name}` can wait for an appointment; nobody has to be sent away for it."
            yield read.spot.problem(("warning_signs", number), message, "Remove it.")
    if not read.record.conditions and not read.record.warning_signs:
        message = "finds no condition and no warning sign."
        yield read.spot.of_id.problem((), message, "Name them under `conditions` or `warning_signs`, or leave it out.")


def _not_found(book: Book) -> Iterator[Problem]:
    found = {name for read in book.of("first-questions") for name in read.record.conditions}
    for read in book.of("conditions"):
        if read.record.ask_first and read.id not in found:
            message = "asks before any stretch, and no question before the first stretch finds it."
            yield read.spot.problem(("ask_first",), message, "Name it in a question of `first-questions.yml`.")
