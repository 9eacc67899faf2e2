"""The body map names only muscles, landmarks and layers that there are."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.body_map import atlas_problems
from stretchbook.book.book import Book
from stretchbook.model.pydantic_errors import ids_by_name
from stretchbook.problems import Problem


def body_map_problems(book: Book) -> Iterator[Problem]:
    """Yield what leads nowhere in the plates, and in the list of where muscles lie."""
    yield from atlas_problems(book.atlas, book.ids["muscles"], ids_by_name(book.library.named_as("muscles")))
