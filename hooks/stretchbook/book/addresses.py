"""Where everything stands on the site. Addresses are made of ids, so that they never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from stretchbook.book.library import Library
from stretchbook.kinds import REFERENCES_PAGE, WITH_PAGES, WITH_PLACE, Kind, OwnPages


@dataclass(frozen=True)
class Addresses:
    """The address of each record, from the root of the site: `stretches/open-hand/`."""

    library: Library

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The address of everything that readers can be led to, by id."""
        return {name: _address(kind, name) for kind in WITH_PLACE for name in self.library.of(kind.id)}

    def of(self, name: str) -> str:
        """Return the address of a record. Raises `KeyError` where there is none."""
        return self.pages[name]

    def of_reference(self, name: str) -> str:
        """Return the address of a reference."""
        return f"{REFERENCES_PAGE}#{reference_anchor(name)}"

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """The present address for each address that a record used to have."""
        return {
            f"{place.folder}/{old}/": self.of(name)
            for kind, place in WITH_PAGES
            if "formerly" in kind.model.model_fields
            for name, record in self.library.of(kind.id).items()
            for old in record.formerly
        }


def _address(kind: Kind, name: str) -> str:
    if isinstance(kind.place, OwnPages):
        return f"{kind.place.folder}/{name}/"
    return f"{kind.place.page}#{name}" if kind.place else ""


def reference_anchor(name: str) -> str:
    """Return the anchor of a reference on the references page."""
    return f"ref-{name.lower()}"


def to_root(url: str) -> str:
    """Return the way from a page at `url` (from the root, such as `stretches/open-hand/`) to the root: `../../`."""
    return "../" * url.count("/") or "./"
