"""The pages that are made from records. Each page's source is one macro call: no record's text stands in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.kinds import WITH_PAGES, Kind
from stretchbook.text.markup import plain


@dataclass(frozen=True)
class RecordPage:
    """One page: its source file's address, its title and description as plain text, and where it is edited."""

    uri: str
    title: str
    description: str
    macro: str
    name: str
    edit: str

    @property
    def source(self) -> str:
        """The page's whole Markdown."""
        return f'{{{{ {self.macro}("{self.name}") }}}}\n'


def record_pages(library: Library) -> Iterator[RecordPage]:
    """Yield the page of every record of a kind with pages of its own."""
    addresses = Addresses(library)
    for kind, place in WITH_PAGES:
        for name, record in library.of(kind.id).items():
            uri = addresses.of(name).rstrip("/") + ".md"
            description = plain(kind.description(record), library.titles)
            yield RecordPage(uri, record.name, description, place.macro, name, library.file_of(kind.id, name))


def lists_to_make(library: Library, written: Collection[str]) -> dict[str, Kind]:
    """Return the kinds of whose records nobody wrote a list, by the address where one belongs: `muscles/`.

    `written` are the addresses of the hand-written pages.
    """
    found: dict[str, Kind] = {}
    for kind, place in WITH_PAGES:
        if library.of(kind.id) and f"{place.folder}/" not in written:
            found.setdefault(f"{place.folder}/", kind)
    return found


def list_pages(library: Library, written: Collection[str]) -> Iterator[RecordPage]:
    """Yield a page for each list that nobody wrote."""
    for address, kind in lists_to_make(library, written).items():
        title = kind.plural
        description = f"All {title.lower()} on this site."
        yield RecordPage(f"{address}index.md", title, description, "listing", kind.id, library.folder)
