"""Every sheet of every routine, as files of the site."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from stretchbook.book.addresses import Addresses
from stretchbook.render.sheets.content import SheetWriter
from stretchbook.render.sheets.forms import FORMS
from stretchbook.render.sheets.pdf_printer import PdfPrinter
from stretchbook.render.typesetting import TypesettingError


class SheetError(Exception):
    """A sheet cannot be printed as it should be; `routine` is the id of its routine."""

    def __init__(self, routine: str, why: TypesettingError) -> None:
        super().__init__(str(why))
        self.routine = routine


def sheet_files(writer: SheetWriter, printer: PdfPrinter) -> Iterator[tuple[str, bytes]]:
    """Yield `(address, PDF)` of every sheet of a library, in the order of the routines. Raises `SheetError`."""
    library = writer.library
    addresses = Addresses(library)
    start = time.perf_counter()
    # Typst releases the GIL while it sets, so threads are enough to use every core.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sheets = [
            (routine, form, pool.submit(printer.print, content, form))
            for routine in library.routines
            for content in (writer.sheet(routine),)
            for form in FORMS
        ]
        for routine, form, sheet in sheets:
            yield f"{addresses.of(routine)}{form.file_name(routine)}", _printed(routine, sheet)
    printer.seconds += time.perf_counter() - start


def _printed(routine: str, sheet: Future[bytes]) -> bytes:
    try:
        return sheet.result()
    except TypesettingError as fault:
        raise SheetError(routine, fault) from fault
