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
from pypdf.generic import DictionaryObject
from stretchbook.book.library import Library
from stretchbook.model.routine import Item
from stretchbook.render.sheets.content import Imprint, SheetContent, SheetWriter

from helpers.records import with_records

ADDRESS = "https://stretches.example/book/"
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
    return "".join(page_texts(reader))


def said_on_sheet(reader: PdfReader) -> str:
    """Give what is read from page to page of a PDF sheet, and the feet of all pages but the last after it."""
    *pages, last = page_texts(reader)
    assert reader.metadata
    name = squeezed(str(reader.metadata.title).removesuffix(": routine sheet"))
    origin = r"Stretchbook\d+[A-Z][a-z]+\d{4}"
    review, back, place = "Noclinicianhasreviewedthissheetyet", "(?:Stopsignspage1)?", r"Page\d+of\d+"
    foot = re.compile(f"(?:(?:{name})?{origin}{review}{back}{place}|{review}(?:{origin}|{name}){place}{back})$")
    feet = [found for page in pages if (found := foot.search(page))]
    assert len(feet) == len(pages)
    body = "".join(page.removesuffix(found[0]) for page, found in zip(pages, feet, strict=True))
    return body + last + "".join(found[0] for found in feet)


def with_stretches(library: Library, number: int) -> Library:
    """A library whose only routine has so many stretches."""
    names = list(library.stretches)
    items = tuple(Item(stretch=names[place % len(names)]) for place in range(number))
    routine = library.routines["desk-break"].model_copy(update={"items": items})
    return with_records(library, routines={"desk-break": routine})


def writer_of(library: Library, moment: int = 1_700_000_000, address: str | None = ADDRESS) -> SheetWriter:
    return SheetWriter(library, Imprint("Stretchbook", datetime.fromtimestamp(moment, UTC).date(), address))


def texts_of(content: SheetContent) -> Iterator[str]:
    """Every text of a sheet, in the order in which it is read."""
    yield from (content.name, content.for_whom, content.time)
    for group in content.stop:
        yield from (group.then, *(sign.text for sign in group.signs))
    for asked in content.before:
        yield from (asked.lead, *(condition.name for condition in asked.conditions))
    yield from (content.labels.others, *content.skip_if, content.warm_up)
    for place, item in enumerate(content.items, 1):
        yield from (f"{place}. {item.name}", item.dose, *item.steps, item.feel, item.easier)
        yield from (text for text in (item.note, item.harder) if text)
        yield from (caution.text for caution in item.cautions)
    yield from (*content.sources, content.review, content.site, content.day)
    if content.address:
        yield re.sub(r"^https?://|/$", "", content.address)


def alternatives(reader: PdfReader) -> list[str]:
    """The text alternatives of a PDF's pictures, in the order in which they are read."""
    root: Any = reader.trailer["/Root"]
    return list(_alternatives(root["/StructTreeRoot"]))


def _alternatives(node: Any) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from _alternatives(part)
    elif isinstance(node, DictionaryObject):
        if node.get("/S") == "/Figure":
            yield str(node["/Alt"])
        if "/K" in node:
            yield from _alternatives(node["/K"])
