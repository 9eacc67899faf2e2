"""What the clock says while somebody moves: one cue for all of it or one for each position, that fits either side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stretchbook.book.book import Book, Read
from stretchbook.book.doses import counted
from stretchbook.model.dose import Dose
from stretchbook.problems import Problem

_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)


def cue_problems(book: Book) -> Iterator[Problem]:
    """Yield a problem where cues are not as many as positions, or name a side of a stretch that is done on both."""
    for read in book.of("stretches"):
        if read.record.in_short and read.record.in_short.cues:
            yield from _problems(read, read.record.in_short.cues, read.record.dose)


def _problems(read: Read, cues: Sequence[str], dose: Dose) -> Iterator[Problem]:
    if len(cues) not in {1, dose.phases}:
        message = f"has {counted(len(cues), 'cue')}, but a repeat holds {counted(dose.phases, 'position')}."
        yield read.spot.problem(("in_short", "cues"), message, "Give one for all of it, or one for each position.")
    for number, cue in enumerate(cues):
        if dose.sides == "each" and (side := _SIDE.search(cue)):
            message = f"says “{side[0]}”, but stands there for the other side too."
            yield read.spot.problem(("in_short", "cues", number), message, "Say it so that it fits both sides.")
