"""The forms in which a sheet is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """One form of a sheet: its name in files' names, how readers see it, Typst's name of the paper.

    `is_large`: large print. `is_blank`: with doses to fill in by hand, for a clinician.
    """

    name: str
    label: str
    paper: str
    is_large: bool = False
    is_blank: bool = False

    def file_name(self, routine: str) -> str:
        """Return the name of the file with a routine's sheet in this form."""
        return f"{routine}-{self.name}.pdf"


FORMS = (
    Form("a4", "A4", "a4"),
    Form("letter", "US Letter", "us-letter"),
    Form("a4-large", "A4, large print", "a4", is_large=True),
    Form("letter-large", "US Letter, large print", "us-letter", is_large=True),
    Form("a4-blank", "A4, doses to fill in", "a4", is_blank=True),
    Form("letter-blank", "US Letter, doses to fill in", "us-letter", is_blank=True),
)
