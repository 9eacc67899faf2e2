"""Paper under strain: words that no column holds, and how near to the edge there is ink."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from stretchbook.book.library import Library

from helpers import ink
from helpers.handouts import with_stretches
from helpers.records import with_records

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis-and-thoracolumbar-fascia"


def margins(pdf: bytes | Path) -> list[float]:
    with pikepdf.open(BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as opened:
        return [min(ink.margins(page)) for page in opened.pages]


def strained(library: Library) -> Library:
    """A library whose routine has fifteen stretches, a name of four lines, and words that no column holds."""
    changed = with_stretches(library, 15)
    routine = changed.routines["desk-break"]
    first = library.stretches[routine.items[0].stretch]
    assert first.in_short
    short = first.in_short.model_copy(update={"reminder": f"Hold your {LONG}. {first.in_short.reminder}"})
    longer = first.model_copy(update={"name": f"{first.name} for the {LONG}", "in_short": short})
    named = routine.model_copy(update={"name": " ".join([routine.name] * 6), "for_whom": f"For a {LONG}."})
    stretches = {**changed.stretches, routine.items[0].stretch: longer}
    return with_records(changed, routines={"desk-break": named}, stretches=stretches)
