"""Printing sheets with Typst, each only once for the same content."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from stretchbook.cache.memory import Memory
from stretchbook.cache.store import Store
from stretchbook.render.sheets.content import SheetContent
from stretchbook.render.sheets.forms import Form
from stretchbook.render.sheets.kept_sheet import is_our_sheet, page_count
from stretchbook.render.typesetting import Typesetter

_EASES = (1.0, 0.7, 0.4, 0.0)
"""How large and loose the back may be set, from 0 to 1: the first that leaves it on its pages is taken."""

_NO_TEXTS = (
    *("id", "code", "frames", "address", "labels", "marks", "title", "plan"),
    *("code_alternative", "ticks_alternative"),
)
"""What is never broken between lines."""

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
    memory: Memory[bytes] = field(default_factory=lambda: Memory(lasting=False), repr=False)
    """What a server printed, or found sound in the cache, at its last build."""
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
            "blank": "yes" if form.is_blank else "no",
        }
        key = self._store.key(self._identity, str(self.timestamp), *inputs.values())
        made: list[bytes] = []

        def make() -> bytes:
            kept = self._store.read(key)
            if kept is not None and self._is_sound(kept, content, form):
                return kept
            made.append(self._fitted(inputs, content, form))
            return self._store.keep(key, made[0])

        sheet = self.memory.recall(f"{content.name}{form}", key, make)
        self._count(drawn=len(made), kept=1 - len(made))
        return sheet

    def report(self) -> str:
        """Say how many sheets were drawn, how often one was set until its size was right, and how long each took."""
        each = f" in {self.tries} tries, {1000 * self.seconds / self.drawn:.0f} ms each" if self.drawn else ""
        return f"Sheets: {self.drawn} drawn{each}, {self.kept} unchanged"

    def _is_sound(self, kept: bytes, content: SheetContent, form: Form) -> bool:
        """Return whether what was kept can be this sheet, with a front and a back at least."""
        has_back = page_count(kept) > (1 if form.is_large else len(content.fronts))
        return has_back and is_our_sheet(kept, content.address)

    def _fitted(self, inputs: dict[str, str], content: SheetContent, form: Form) -> bytes:
        """Print with the back on its pages if that can be: the template's guess at its size may be too large."""
        for ease in _EASES[:1] if form.is_large else _EASES:
            sheet = self._set({**inputs, "ease": str(ease)})
            if page_count(sheet) <= len(content.fronts) + len(content.backs):
                break
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
        return Store(self.cache, ".pdf", bool)

    @cached_property
    def _identity(self) -> str:
        """What a sheet is made of beside its content: Typst, the template, and how type is fitted."""
        return f"{self._typesetter.identity}\0{Path(__file__).read_text(encoding='utf-8')}"

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(TEMPLATE)


def _breakable(value: Any) -> Any:
    """Return the content with soft hyphens in words that may be longer than a line."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: _PART_OF_WORD.sub("\\g<0>\N{SOFT HYPHEN}", word[0]), value)
    if isinstance(value, Mapping):
        return {key: part if key in _NO_TEXTS else _breakable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_breakable(part) for part in value]
    return value
