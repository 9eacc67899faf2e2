"""Every sheet of every routine, as files of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from stretchbook.addresses import Addresses
from stretchbook.library import Library
from stretchbook.references import format_references
from stretchbook.sheets.content import Imprint, SheetWriter
from stretchbook.sheets.forms import FORMS, Form
from stretchbook.sheets.press import Press, SheetError


@dataclass(frozen=True)
class Edition:
    """The sheets of a library, printed by `press`; `imprint` says where they come from."""

    library: Library
    press: Press
    imprint: Imprint

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give `(address, PDF)` of every sheet. Raises `SheetError`."""
        addresses = Addresses(self.library)
        lines = self._reference_lines()
        writer = SheetWriter(self.library, lines.__getitem__)
        for routine in self.library.routines:
            content = writer.sheet(routine, self.imprint.at(addresses.of(routine)))
            for form in FORMS:
                yield f"{addresses.of(routine)}{form.file_name(routine)}", self._print(routine, content, form)

    def _print(self, routine: str, content: Mapping[str, Any], form: Form) -> bytes:
        try:
            return self.press.print(content, form)
        except SheetError as fault:
            fault.routine = routine
            raise

    def _reference_lines(self) -> Mapping[str, str]:
        entries = format_references(list(self.library.references.values()))
        return {name: unescape(re.sub(r"<[^>]+>", "", entry)) for name, entry in entries.items()}
