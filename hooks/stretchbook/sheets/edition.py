"""Every sheet of every routine, as files of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stretchbook.addresses import Addresses
from stretchbook.handout import SheetWriter
from stretchbook.sheets.forms import FORMS, Form
from stretchbook.sheets.press import Press, SheetError


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
        except SheetError as fault:
            fault.routine = routine
            raise
