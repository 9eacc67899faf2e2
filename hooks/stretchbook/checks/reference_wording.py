"""What references say to readers beside a work's own words: they promise, approve and advise as little as any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from stretchbook.book.book import Book
from stretchbook.checks.wording import wording_of
from stretchbook.model.reference import Reference
from stretchbook.problems import Problem, cut
from stretchbook.text.source import Location

_OTHERS = ("title", "container-title", "publisher", "event-title", "genre", "status")
"""Words of those who made the work: they may name what they like, but not who approved what is read here."""

_DOI_HOSTS = ("doi.org", "dx.doi.org", "www.doi.org")
_NO_NAME = re.compile(r"[\d.]+|\[.*\]|[^.]+")
_SHORTENERS = frozenset(
    {"bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "ow.ly", "rb.gy", "rebrand.ly", "shorturl.at", "t.co",
     "t.ly", "tiny.cc", "tinyurl.com", "v.gd"}
)  # fmt: skip


def reference_wording_problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the words of references, and with where they lead."""
    for name, reference in book.library.references.items():
        for loc, message, fix in (*_words(book, reference), *_address(reference)):
            yield book.references.problem((book.number_of(name), *loc), message, fix)


def _words(book: Book, reference: Reference) -> Iterator[tuple[Location, str, str]]:
    wording = wording_of(book.library)
    for loc, text in ((("note",), reference.note), (("custom", "about"), reference.about)):
        # How they spell a name is theirs.
        for fault in wording.faults(text, is_cited=True, wires=("everywhere",)):
            if not fault.is_spelling:
                yield loc, fault.message, fault.fix
    for field in _OTHERS:
        for fault in wording.endorsements(str(reference.csl.get(field) or "")):
            yield (field,), fault.message, fault.fix


def _address(reference: Reference) -> Iterator[tuple[Location, str, str]]:
    url, doi = str(reference.csl.get("URL") or ""), str(reference.csl.get("DOI") or "")
    if not url:
        return
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if _NO_NAME.fullmatch(host) or ":" in parts.netloc:
        yield (
            ("URL",),
            f"leads to no public name: `{cut(parts.netloc)}`.",
            "Use the address by which everybody knows it.",
        )
    elif host in _SHORTENERS:
        yield ("URL",), f"hides where it leads behind `{host}`.", "Write the address that it leads to."
    elif doi and host in _DOI_HOSTS and parts.path.lstrip("/").lower() != doi.lower():
        yield (
            ("URL",),
            f"is not the DOI that stands there, `{cut(doi)}`.",
            "Correct one of the two, or leave the URL out.",
        )
