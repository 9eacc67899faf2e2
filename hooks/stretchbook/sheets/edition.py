"""Every sheet of every routine, as files of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stretchbook.addresses import Addresses
from stretchbook.handout import SheetWriter
from stretchbook.sheets.forms import FORMS, Form
from stretchbook.sheets.press import Press
from stretchbook.typesetting import TypesettingError


class SheetError(Exception):
    """A sheet cannot be printed as it should be; `routine` is the id of its routine."""

    def __init__(self, routine: str, why: TypesettingError) -> None:
        super().__init__(str(why))
        self.routine = routine


@dataclass(frozen=True)
class Edition:
    """The sheets of a library, written by `writer` and printed by `press`."""

    writer: SheetWriter
    press: Press

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give `(address, PDF)` of every sheet. Raises `SheetError`."""
        library = self.writer.library
        addresses = Addresses(library)
        for routine in library.routines:
            content = self.writer.sheet(routine)
            for form in FORMS:
                yield f"{addresses.of(routine)}{form.file_name(routine)}", self._print(routine, content, form)

    def _print(self, routine: str, content: Mapping[str, Any], form: Form) -> bytes:
        try:
            return self.press.print(content, form)
        except TypesettingError as fault:
            raise SheetError(routine, fault) from fault
