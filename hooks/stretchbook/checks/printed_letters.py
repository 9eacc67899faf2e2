"""Letters that sheets and sharing pictures cannot show: the fonts that they are set in lack them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stretchbook.book.book import Book
from stretchbook.book.printed import printed_texts, sheet_references
from stretchbook.model.reference import Reference
from stretchbook.model.traverse import texts
from stretchbook.problems import Problem, field_name
from stretchbook.text.glyphs import letter_fault
from stretchbook.text.letters import dressed_letter, printable
from stretchbook.text.source import Location, Source


def letter_problems(book: Book) -> Iterator[Problem]:
    """Yield the letters of records and references that cannot be printed, each where it is written."""
    for printed in printed_texts(book.library):
        spot = book.spots[printed.kind, printed.id]
        dressed = dressed_letter(printed.text) or ("", "")  # told by the check of ids
        text = printed.text.replace(dressed[0], "")
        yield from _missing_letters(text, spot.source, (*spot.loc, *printed.loc))
    yield from _reference_letters(book)


def _reference_letters(book: Book) -> Iterator[Problem]:
    if not book.sources:
        return
    library, source = book.library, book.references
    shown = {name for routine in library.routines.values() for name in sheet_references(routine, library.stretches)}
    faulty = {problem.field.partition("]")[0] for problem in source.problems}
    for number, item in enumerate(source.data if isinstance(source.data, tuple) else ()):
        if isinstance(item, dict) and str(item.get("id")) in shown and field_name((number,)).rstrip("]") not in faulty:
            yield from _reference_problems(item, number, source)


def _missing_letters(text: str, source: Source, loc: Location) -> Iterator[Problem]:
    """Yield the first letter of a printed text that the fonts lack, at its own place in the source."""
    if fault := letter_fault(printable(text)):
        letter, message, fix = fault
        yield source.problem(loc, message, fix, place=source.place_of_letter(loc, letter))


def _reference_problems(item: Mapping[str, Any], number: int, source: Source) -> Iterator[Problem]:
    """Yield what the fonts lack of a reference's title and of its short label; the rest of it is not printed.

    `number` is its place in the source, counted from 0.
    """
    shown = printable(f"{item['title']} {Reference(item).label}")
    for loc, text in texts(item, (number,)):
        if printable(text) in shown:
            yield from _missing_letters(text, source, loc)
