"""Printing sheets with Typst, each only once for the same content."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from stretchbook.cache.store import Store
from stretchbook.render.sheets import columns
from stretchbook.render.sheets.content import SheetContent
from stretchbook.render.sheets.forms import Form
from stretchbook.render.typesetting import Typesetter

LARGE_PRINT = 17.0
"""Size of the running text in large print, in points."""

STRETCHES_A_PAGE = 4
"""A sheet in normal print takes at most one page for so many stretches."""

_LARGEST, _SMALLEST = 11.0, 7.5
# Points between which normal print is fitted; measured on our own sheets: how many letters a page holds
# in type of one point, how much more on a sheet of one page, where no part is moved to the next page as a whole, and
# how much more where fewer stretches than allowed bring fewer headings and tick boxes.
_LETTERS_ON_A_PAGE = {"a4": 410_000, "us-letter": 376_000}
_MORE_ON_ONE_PAGE, _MORE_WITH_FEWER = 0.26, 0.3
_LESS_WITH_PICTURES = 0.10
_NO_TEXTS = ("id", "code", "frames", "address", "labels", "title", "plan", "code_alternative")
"""What is never broken between lines, and not counted."""

# The longest words of anatomy have up to 20 letters, and fit.
_LONG_WORD, _PART_OF_WORD = re.compile(r"\w{21,}"), re.compile(r"\w{7}(?=\w{4})")
TEMPLATE = Path(__file__).with_name("sheet.typ")


@dataclass
class PdfPrinter:
    """Prints sheets, also several at once, and keeps them in the folder `cache`.

    `timestamp` is the PDF's date, in seconds since 1970. `seconds` is how long the printing took, as its caller
    measured it.
    """

    cache: Path
    timestamp: int
    drawn: int = 0
    tries: int = 0
    kept: int = 0
    seconds: float = 0.0
    _counting: Lock = field(default_factory=Lock, repr=False, compare=False)

    def print(self, content: SheetContent, form: Form) -> bytes:
        """Return a sheet as PDF/UA-1. Raises `TypesettingError` where Typst fails, or warns."""
        inputs = {
            "sheet": json.dumps(_breakable(content.data()), ensure_ascii=False),
            "paper": form.paper,
            "large": "yes" if form.is_large else "no",
        }
        key = self._store.key(self._identity, str(self.timestamp), *inputs.values())
        if (kept := self._store.read(key)) is not None:
            self._count(kept=1)
            return kept
        sheet = self._fitted(inputs, content, form)
        self._count(drawn=1)
        return self._store.keep(key, sheet)

    def report(self) -> str:
        """Say how many sheets were drawn, how often one was set until its size was right, and how long each took."""
        each = f" in {self.tries} tries, {1000 * self.seconds / self.drawn:.0f} ms each" if self.drawn else ""
        return f"Sheets: {self.drawn} drawn{each}, {self.kept} unchanged"

    def _fitted(self, inputs: dict[str, str], content: SheetContent, form: Form) -> bytes:
        """Print in the largest size that keeps to the pages; if none does, on a page more rather than in tiny type."""
        most_pages = None if form.is_large else _most_pages(content)
        for more in (0, 1, 2):
            for size in text_sizes(content, form, more):
                measures = json.dumps(columns.Columns(content, form, size).measures())
                sheet = self._set({**inputs, "size": str(size), "measures": measures})
                if most_pages is None or page_count(sheet) <= most_pages + more:
                    return sheet
        return sheet

    def _set(self, inputs: Mapping[str, str]) -> bytes:
        self._count(tries=1)
        return self._typesetter.set(inputs, format="pdf", pdf_standards=["ua-1"], timestamp=self.timestamp)

    def _count(self, *, drawn: int = 0, tries: int = 0, kept: int = 0) -> None:
        with self._counting:
            self.drawn += drawn
            self.tries += tries
            self.kept += kept

    @cached_property
    def _store(self) -> Store:
        """The sheets that are printed already."""
        return Store(self.cache, ".pdf")

    @cached_property
    def _identity(self) -> str:
        """What a sheet is made of beside its content: Typst, the template, and how type and columns are fitted."""
        fitting = (Path(__file__), Path(columns.__file__))
        return "\0".join((self._typesetter.identity, *(file.read_text(encoding="utf-8") for file in fitting)))

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(TEMPLATE)


def text_sizes(content: SheetContent, form: Form, more: int = 0) -> tuple[float, ...]:
    """Return the sizes of the running text to try, in points, the largest that may fit first; with `more` pages."""
    if form.is_large:
        return (LARGE_PRINT,)
    # Counting is up to a few hundredths too careful, and a smaller step would be a try more for hardly larger type.
    size = min(_LARGEST, 1.04 * _likely_size(content, form, more))
    sizes = []
    while size > _SMALLEST:
        sizes.append(round(size, 1))
        size *= 0.96
    return (*sizes, _SMALLEST)


def _likely_size(content: SheetContent, form: Form, more: int) -> float:
    pages = _most_pages(content) + more
    fewer = 1 - len(content.items) / (pages * STRETCHES_A_PAGE)
    drawn = any(item.frames for item in content.items)
    room = (
        (1 - _LESS_WITH_PICTURES * drawn)
        * _LETTERS_ON_A_PAGE[form.paper]
        * (pages + _MORE_ON_ONE_PAGE)
        * (1 + _MORE_WITH_FEWER * fewer)
    )
    # Of the labels only these are long, or many; the figures above were measured with them.
    texts = (*_texts(content.data()), content.labels.others, *content.labels.days)
    return math.sqrt(room / sum(map(len, texts)))


def page_count(sheet: bytes) -> int:
    """Return the number of pages of a PDF that Typst wrote."""
    return len(re.findall(rb"/Type\s*/Page\b", sheet))


def _most_pages(content: SheetContent) -> int:
    return math.ceil(len(content.items) / STRETCHES_A_PAGE)


def _breakable(value: Any) -> Any:
    """Return the content with soft hyphens in words that may be longer than a line."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: _PART_OF_WORD.sub("\\g<0>\N{SOFT HYPHEN}", word[0]), value)
    if isinstance(value, Mapping):
        return {key: part if key in _NO_TEXTS else _breakable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_breakable(part) for part in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in _NO_TEXTS:
                yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
