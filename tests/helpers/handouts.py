"""What the tests of both kinds of sheet share: the PDF and the browser's own print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pypdf import PageObject, PdfReader
from stretchbook.book.library import Library
from stretchbook.model.routine import Item
from stretchbook.render.sheets.content import Imprint, SheetContent, SheetWriter

from helpers.records import with_records

ADDRESS = "https://example.org/book/"
WEEK = "MoTuWeThFrSaSu"


def squeezed(text: str) -> str:
    """Give the letters alone; a font may print two of them as one."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Placed:
    """A text of a page: where it begins, in points from the paper's lower left corner, and how large it is."""

    text: str
    x: float
    y: float
    size: float


@lru_cache(maxsize=128)
def read_pages(reader: PdfReader) -> tuple[tuple[str, tuple[Placed, ...]], ...]:
    """Return of each page its whole text, and its texts with their places: reading a page takes long."""
    return tuple(_read_page(page) for page in reader.pages)


def _read_page(page: PageObject) -> tuple[str, tuple[Placed, ...]]:
    placed: list[Placed] = []

    def note(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            x, y = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            placed.append(Placed(text, x, y, abs(size * tm[3])))

    return page.extract_text(visitor_text=note), tuple(placed)


@lru_cache(maxsize=128)
def page_texts(reader: PdfReader) -> tuple[str, ...]:
    return tuple(squeezed(text) for text, _ in read_pages(reader))


def said(reader: PdfReader) -> str:
    """Give what is read from page to page of a print, without the numbers of pages."""
    return "".join(re.sub(r"Page\d+of\d+$", "", text) for text in page_texts(reader))


def with_stretches(library: Library, number: int) -> Library:
    """A library whose only routine has so many stretches, all of which have what a sheet says."""
    names = [name for name, stretch in library.stretches.items() if stretch.in_short]
    items = tuple(Item(stretch=names[place % len(names)]) for place in range(number))
    routine = library.routines["desk-break"].model_copy(update={"items": items})
    return with_records(library, routines={"desk-break": routine})


def writer_of(library: Library, moment: int = 1_700_000_000, address: str | None = ADDRESS) -> SheetWriter:
    return SheetWriter(library, Imprint("Stretchbook", datetime.fromtimestamp(moment, UTC).date(), address))


def texts_of(content: SheetContent) -> Iterator[str]:
    """Every text of a sheet but its doses, in the order of its pages."""
    first = told = 0
    for place, share in enumerate(content.fronts):
        if place == 0:
            yield from (content.name, content.plan)
            yield from [content.for_whom] if content.is_for_whom_first else []
        for item in content.items[first : first + share]:
            yield from (item.name, item.reminder)
        yield from content.labels.days
        strip = content.strip
        yield strip.text if place == 0 else strip.text.replace(strip.way_to_all, strip.way_to_page.format(2))
        first += share
        if place < len(content.backs):
            yield from _back(content, told, told + content.backs[place])
            told += content.backs[place]


def _back(content: SheetContent, first: int, end: int) -> Iterator[str]:
    if first == 0:
        yield from _before_all(content)
    for place, item in enumerate(content.items[first:end], first + 1):
        said = (f"{place}. {item.name}", item.note, item.feel, item.easier, item.harder)
        yield from (text for text in said if text)
        yield from (caution.text for caution in item.cautions)
    if end == len(content.items):
        yield from (
            *content.sources,
            content.labels.by,
            content.labels.often,
            content.labels.notes,
            content.review,
            content.site,
        )
        yield content.day
        yield from [re.sub(r"^https?://|/$", "", content.address)] if content.address else []


def _before_all(content: SheetContent) -> Iterator[str]:
    yield content.labels.before_any
    yield from (condition.name for condition in content.before_any)
    yield content.others
    yield from (condition.name for condition in content.before)
    for group in content.stop:
        yield from (group.then, *(sign.text for sign in group.signs), group.do or "")
    if not content.is_for_whom_first:
        yield content.for_whom
    yield from (*content.things, content.warm_up, *content.skip_if)


def lost(texts: Iterator[str], text: str) -> list[str]:
    """Those of the texts that do not stand in `text` behind the one before."""
    place, missing = 0, []
    for part in texts:
        found = text.find(squeezed(part), place)
        if found < 0:
            missing.append(part)
        else:
            place = found + len(squeezed(part))
    return missing
