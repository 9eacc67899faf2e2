"""Safety notes that send readers to a clinician whose answer for the stretch is milder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stretchbook.book.answers import is_stricter
from stretchbook.book.book import Book
from stretchbook.book.library import Library
from stretchbook.checks.safety import are_answers_sure
from stretchbook.model.safety import Condition
from stretchbook.model.stretch import Stretch
from stretchbook.problems import Problem
from stretchbook.text.letters import folded
from stretchbook.text.markup import own_words
from stretchbook.text.source import Location

_SENDS_AWAY = re.compile(
    r"\b(?:ask (?:first|your|a|an|before)|check first|leave (?:it|this|this one|this stretch) out|not with|"
    r"unless (?:you have been )?cleared)\b"
)
_LEAST_LETTERS = 5
"""A shorter name, such as AS or RA, is also a word."""


def answer_wording_problems(book: Book) -> Iterator[Problem]:
    """Yield the sentences of safety notes that ask more of a condition than its answer does."""
    if not are_answers_sure(book):
        return
    names = _longest_first(book.library.conditions)
    for read in book.of("stretches"):
        for loc, text in _notes(read.record):
            for sentence in _sentences(text):
                for condition, said in _too_strict(sentence, names, read.id, book.library):
                    answer = book.library.answer(read.id, condition)
                    message = f"asks more of “{said}” than the answer for `{condition}`, which is `{answer}`."
                    fix = "Say how they do it, or make the answer stricter in `safety.answers`, with the reason."
                    yield read.spot.source.problem(loc, message, fix)


def _notes(stretch: Stretch) -> Iterator[tuple[Location, str]]:
    for number, note in enumerate(stretch.safety.notes):
        yield ("safety", "notes", number), note
    if stretch.in_short:
        yield ("in_short", "caution"), stretch.in_short.caution


def _sentences(text: str) -> Iterable[str]:
    return re.split(r"(?<=[.!?;])\s+", own_words(text))


def _too_strict(
    sentence: str, names: Sequence[tuple[str, str]], stretch: str, library: Library
) -> Iterator[tuple[str, str]]:
    text = f" {folded(sentence)} "
    if not _SENDS_AWAY.search(text):
        return
    for said, condition in names:
        if f" {said} " in text:
            # What is named by a longer name is not named by a part of it: "cancer in the bones" is not "cancer".
            text = text.replace(f" {said} ", " … ")
            if not is_stricter(library.answer(stretch, condition), "adapt"):
                yield condition, said


def _longest_first(conditions: Mapping[str, Condition]) -> list[tuple[str, str]]:
    """Return `(what is said, id of the condition)`, the longest first."""
    named = ((said, name) for name, condition in conditions.items() for said in _said_names(condition))
    return sorted(named, key=lambda pair: -len(pair[0]))


def _said_names(condition: Condition) -> tuple[str, ...]:
    """Return what a condition is called in running text: without articles, brackets apart, both sides of an "or"."""
    parts = (part for name in (condition.name, *condition.also_called) for part in re.split(r"[(),]| or ", name))
    bare = (re.sub(r"^(?:an?|the) ", "", folded(part)).strip() for part in parts)
    return tuple(dict.fromkeys(part for part in bare if len(part) >= _LEAST_LETTERS))
