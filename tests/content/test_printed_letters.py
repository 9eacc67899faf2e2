"""Every text of the routines' sheets is among those that are checked for letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from stretchbook.book.library import Library
from stretchbook.book.printed import printed_texts
from stretchbook.render.sheets.content import Imprint, SheetWriter
from stretchbook.render.sheets.labels import SheetLabels
from stretchbook.text.letters import printable
from stretchbook.text.markup import plain


def told(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text on a sheet, with the field that holds it."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from told(part, name)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from told(part, key)


def test_every_text_on_a_sheet_is_among_those_that_are_checked(library: Library) -> None:
    # The rest is numbers and words of the program; sources and the site's name are checked by themselves.
    free = {"id", "time", "plan", "title", "lead", "places", "dose", "review", "day", "sources", "site",
            "stop_lead", "way_to_all", "way_to_page",
            "marks", "sign", "meaning", "aloud"}  # fmt: skip
    checked = [printable(plain(printed.text, library.titles)).lower() for printed in printed_texts(library)]
    writer = SheetWriter(library, Imprint("Stretchbook", date(2026, 3, 1), None))
    labels = {field.name for field in fields(SheetLabels)} | {"code_alternative", "ticks_alternative"}
    for routine in library.routines:
        for key, text in told(writer.sheet(routine).data()):
            assert key in free or key in labels or any(own.startswith(text.lower()) for own in checked), (key, text)
