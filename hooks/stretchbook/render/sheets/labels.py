"""The words that stand on every sheet, whatever its routine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MarkLabels:
    """What a mark of the table looks like and means."""

    sign: str
    meaning: str
    """Stands above the table, behind the sign."""

    aloud: str
    """For whom a mark is read out: the number of the stretch stands for the braces."""


MARKS: Mapping[str, MarkLabels] = {
    "out": MarkLabels("×", "leave this stretch out, unless a clinician has said that it suits you", "leave out {}"),
    "ask": MarkLabels("?", "ask a clinician first", "ask before {}"),
    "easier": MarkLabels(
        "↓", "do a changed version: the web page of what you have says how", "do a changed version of {}"
    ),
}


@dataclass(frozen=True)
class SheetLabels:
    """Every word of a sheet that is no record's, for the PDF and for the browser's own print.

    `___` stands for a line to write on.
    """

    name: str = "For"
    """For whom the sheet is: stands before a line, at the top of the front."""

    by: str = "Prepared by"
    often: str = "How often"
    """What else is filled in by hand, on the back; how often on the front, where doses are filled in too."""

    blank_dose: str = "Dose"
    """Stands before a line, where a clinician fills in each dose."""

    date: str = "Date"
    """There it is filled in too."""

    blank_time: str = "___ minutes"

    about: str = "about {}"
    """How long it takes, in whole minutes."""

    one: str = "1 stretch"
    many: str = "{} stretches"
    """How many stretches there are."""

    see_back: str = "see the back"
    """Follows how many conditions there are."""

    see_page: str = "see page {}"
    """The same on a page whose back does not have them."""

    things: str = "You need"
    stop: str = "Stop at once if you notice"
    who: str = "Who leaves something out, or asks first"
    before_any: str = "Ask a clinician (doctor, physiotherapist or nurse) before any of these if you have"
    marks: Mapping[str, MarkLabels] = field(default_factory=lambda: MARKS)
    """The marks of the table, by what `SheetCondition.marks` calls them."""

    condition: str = "If you have"
    """Stands above the names of conditions."""

    others: str = "With other lasting conditions, or in pregnancy, you may need a changed version: see the web page."
    others_ask: str = "With other lasting conditions, or in pregnancy, you may need a changed version: ask if in doubt."
    """A sheet names those with which one asks; what others do in another way is told on the web page."""

    before: str = "Before you start"
    skip: str = "What to leave out or do instead"
    warm_up: str = "Warm up"
    each: str = "Stretch by stretch"
    feel: str = "You feel it"
    easier: str = "Easier"
    harder: str = "Harder"
    safe: str = "Keep it safe"
    days: tuple[str, ...] = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    sides: tuple[str, str] = ("L", "R")
    """Left and right, in the two halves of a box to tick."""

    notes: str = "Notes"
    sources: str = "Sources"
    address: str = "On the web"
    page: str = "Page"
    of_pages: str = "of"

    harder_on_web: str = "Harder forms stand on the web page."
    """Stands in their place where the back has no room for them."""


LABELS = SheetLabels()
