"""Files among the pages that stand where the site has something that is made from records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stretchbook.book.addresses import Addresses
from stretchbook.book.book import Book
from stretchbook.book.page_folder import destination
from stretchbook.problems import Problem
from stretchbook.render import api


def taken_addresses(book: Book) -> Iterator[Problem]:
    """Yield the files that stand where a page, data or a redirection made from records goes."""
    addresses = Addresses(book.library)
    made = {f"{address}index.html" for address in (*addresses.pages.values(), *addresses.redirects)}
    if any(uri.startswith(api.FOLDER) for uri in book.pages.files):
        made |= {uri for uri, _ in api.files(book.library, lambda _: 0, date.min)}
    for uri, path in book.pages.files.items():
        if destination(uri) in made:
            yield Problem(path, 1, 1, "", "stands where a record's page goes.", "Rename one of the two.")
