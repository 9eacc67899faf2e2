"""The words that stand on every sheet, whatever its routine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetLabels:
    """Every word of a sheet that is no record's, for the PDF and for the browser's own print."""

    lines: tuple[str, ...] = ("Name", "Prepared by", "Date", "How often")
    """What is filled in by hand, at the top."""

    things: str = "You need"
    stop: str = "Stop at once if you notice"
    before: str = "Before you start"
    leave_out: str = "Leave a stretch out, unless a clinician has said that it suits you, if you have"
    ask_first: str = "Ask a clinician (doctor, physiotherapist or nurse) first if you have"
    others: str = "With a lasting condition that is not named here, or a pregnancy, see the web page. Not sure? Ask."
    """A sheet names what its stretches ask about; with many conditions one asks before any stretch at all."""

    numbers: str = "A number says which stretch is meant; without one it is all of them."
    """Says how conditions are numbered, where there is more than one stretch."""

    skip: str = "Leave it, or a part of it, out"
    warm_up: str = "Warm up"
    frames: str = "ABCDEF"
    """The letters of a stretch's pictures."""

    feel: str = "You feel it"
    easier: str = "Easier"
    harder: str = "Harder"
    safe: str = "Keep it safe"
    days: tuple[str, ...] = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    sides: tuple[str, ...] = ("Left", "Right")
    no_sides: tuple[str, ...] = ("Done",)
    """What a row of boxes to tick is for: a side, or both at once."""

    notes: str = "Notes"
    sources: str = "Sources"
    address: str = "On the web"
    page: str = "Page"
    of_pages: str = "of"
    back: str = "Stop signs: page 1"


LABELS = SheetLabels()
