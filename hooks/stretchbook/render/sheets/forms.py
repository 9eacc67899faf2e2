"""The forms in which a sheet is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """One form of a sheet: its name in files' names, how readers see it, Typst's name of the paper."""

    name: str
    label: str
    paper: str
    is_large: bool

    def file_name(self, routine: str) -> str:
        """Return the name of the file with a routine's sheet in this form."""
        return f"{routine}-{self.name}.pdf"


FORMS = (
    Form("a4", "A4", "a4", is_large=False),
    Form("letter", "US Letter", "us-letter", is_large=False),
    Form("a4-large", "A4, large print", "a4", is_large=True),
    Form("letter-large", "US Letter, large print", "us-letter", is_large=True),
)
