"""References that nothing cites: a reader would take them for what the book rests on."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.book import Book
from stretchbook.book.relations import Relations
from stretchbook.model.base import CONVENTION
from stretchbook.problems import Problem


def uncited_problems(book: Book) -> Iterator[Problem]:
    """Yield the references that no record and no page cites.

    While something cannot be read, or cites what is not there, nobody knows what it would have cited.
    """
    cited = Relations(book.library).cited_by
    unknown = cited.keys() - book.library.references.keys() - {CONVENTION}
    if book.problems or not book.pages.is_whole or unknown:
        return
    for number, name in enumerate(book.library.references):
        if name not in cited:
            message = f"`{name}` is cited by no record and no page."
            yield book.references.problem((number, "id"), message, "Cite it where it belongs, or remove it.")
