"""Where everything stands on the site. Addresses are made of ids, so that they never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from stretchbook.book.library import Library

REFERENCES_PAGE = "references/"
CLAIMS_PAGE = "learn/what-the-evidence-says/"
GLOSSARY_PAGE = "learn/glossary/"


@dataclass(frozen=True)
class Addresses:
    """The address of each record, from the root of the site: `stretches/cat-cow/`.

    Claims and terms stand together, each at an anchor of one hand-written page.
    """

    library: Library

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The address of everything that readers can be led to, by id."""
        library = self.library
        kinds = (
            ("stretches", library.stretches),
            ("routines", library.routines),
            ("muscles", library.muscles),
            ("muscles", library.groups),
            ("conditions", library.conditions),
        )
        anchored = ((CLAIMS_PAGE, library.claims), (GLOSSARY_PAGE, library.words("terms")))
        return {
            **{name: f"{folder}/{name}/" for folder, records in kinds for name in records},
            **{name: f"{page}#{name}" for page, records in anchored for name in records},
        }

    def of(self, name: str) -> str:
        """Give the address of a record. Raises `KeyError` where there is none."""
        return self.pages[name]

    def of_reference(self, name: str) -> str:
        """Give the address of a reference."""
        return f"{REFERENCES_PAGE}#{reference_anchor(name)}"

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """The present address for each address that a record used to have."""
        library = self.library
        kinds = (("stretches", library.stretches), ("routines", library.routines))
        return {
            f"{folder}/{old}/": self.of(name)
            for folder, records in kinds
            for name, record in records.items()
            for old in record.formerly
        }


def reference_anchor(name: str) -> str:
    """Give the anchor of a reference on the references page."""
    return f"ref-{name.lower()}"


def to_root(url: str) -> str:
    """Give the way from a page at `url` (from the root, such as `stretches/cat-cow/`) to the root: `../../`."""
    return "../" * url.count("/") or "./"
