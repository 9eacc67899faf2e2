"""Routine sheets, read back with a PDF reader."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from helpers.examples import NAMED
from helpers.handouts import (
    ADDRESS,
    WEEK,
    alternatives,
    page_texts,
    read_pages,
    said_on_sheet,
    squeezed,
    texts_of,
    with_stretches,
    writer_of,
)
from helpers.project import Project
from helpers.records import with_records
from pypdf import PdfReader
from stretchbook.book import doses
from stretchbook.book.library import Library
from stretchbook.render.sheets import pdf_printer as printer_module
from stretchbook.render.sheets.content import day_words
from stretchbook.render.sheets.forms import FORMS, Form
from stretchbook.render.sheets.pdf_printer import PdfPrinter, page_count
from stretchbook.render.sheets.sheet_files import sheet_files
from stretchbook.render.typesetting import TypesettingError
from stretchbook.text.markup import plain

pytestmark = NAMED


def sheet_of(library: Library, form: Form, cache: Path) -> PdfReader:
    content = writer_of(library).sheet("desk-break")
    return PdfReader(BytesIO(PdfPrinter(cache, 1_700_000_000).print(content, form)))


@pytest.fixture(scope="module")
def printed(library: Library, shared: Path) -> dict[str, PdfReader]:
    """Every sheet of this project's routines, by address."""
    files = sheet_files(writer_of(library), PdfPrinter(shared / "cache" / "sheets", 1_700_000_000))
    return {uri: PdfReader(BytesIO(sheet)) for uri, sheet in files}


def test_every_routine_has_every_form(printed: dict[str, PdfReader], library: Library) -> None:
    assert set(printed) == {
        f"routines/{name}/{name}-{form}.pdf"
        for name in library.routines
        for form in ("a4", "letter", "a4-large", "letter-large")
    }


def test_a_sheet_says_all_that_the_routine_holds(printed: dict[str, PdfReader], library: Library) -> None:
    for uri, reader in printed.items():
        routine = library.routines[uri.split("/")[1]]
        text = said_on_sheet(reader)
        for item in routine.items:
            stretch = library.stretches[item.stretch]
            assert stretch.in_short
            expected = [
                stretch.name,
                *doses.dose_words(doses.exactly(stretch.dose, item)),
                *stretch.in_short.steps,
                stretch.in_short.caution,
                stretch.feel.where,
                stretch.easier[0],
                *stretch.harder[:1],
                *(library.references[source.reference].title for source in stretch.sources),
            ]
            assert [part for part in expected if squeezed(plain(part, library.titles)) not in text] == [], uri
        named = library.stop_signs_of(item.stretch for item in routine.items)
        signs = [library.stop_signs[sign].text for sign in named]
        assert [sign for sign in signs if squeezed(sign) not in text] == [], uri
        assert squeezed(doses.duration_words(doses.routine_seconds(routine, library.stretches))) in text


def test_a_sheet_says_every_text_of_its_content(printed: dict[str, PdfReader], library: Library) -> None:
    writer = writer_of(library)
    for uri, reader in printed.items():
        text = said_on_sheet(reader)
        content = writer.sheet(uri.split("/")[1])
        assert [part for part in texts_of(content) if squeezed(part) not in text] == [], uri


def test_a_sheet_asks_for_every_condition_and_says_that_nobody_reviewed_it(
    printed: dict[str, PdfReader], library: Library
) -> None:
    for uri, reader in printed.items():
        text, routine = said_on_sheet(reader), library.routines[uri.split("/")[1]]
        for item in routine.items:
            for condition in library.checks_first(item.stretch):
                assert squeezed(library.conditions[condition].name.split(" (")[0]) in text, condition
        assert squeezed("No clinician has reviewed this sheet yet") in text
        assert squeezed("14 November 2023") in text


def test_a_stretch_without_a_reminder_is_printed_in_full(library: Library, tmp_path: Path) -> None:
    stretch = library.stretches["chin-tuck"].model_copy(update={"in_short": None})
    changed = with_records(library, stretches={**library.stretches, "chin-tuck": stretch})
    text = said_on_sheet(sheet_of(changed, FORMS[0], tmp_path))
    for part in (*stretch.steps, *stretch.safety.notes):
        assert squeezed(plain(part, library.titles)) in text


def test_a_sheet_is_tagged_in_its_language_with_a_title(printed: dict[str, PdfReader], library: Library) -> None:
    for uri, reader in printed.items():
        catalog: Any = reader.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"], uri
        assert catalog["/Lang"].startswith("en")
        assert "/StructTreeRoot" in catalog
        assert reader.metadata
        assert library.routines[uri.split("/")[1]].name in str(reader.metadata.title)
        assert b"pdfuaid:part" in catalog["/Metadata"].get_data()


def test_the_code_has_a_text_alternative_and_the_address_is_a_link(printed: dict[str, PdfReader]) -> None:
    for uri, reader in printed.items():
        address = f"{ADDRESS}{uri.rpartition('/')[0]}/"
        assert alternatives(reader) == [f"QR code that leads to {address}"]
        links = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", [])]
        assert address in links


def test_without_an_address_there_is_no_code(library: Library, tmp_path: Path) -> None:
    for _, sheet in sheet_files(writer_of(library, 0, None), PdfPrinter(tmp_path, 0)):
        assert alternatives(PdfReader(BytesIO(sheet))) == []


def texts_outside(reader: PdfReader) -> list[str]:
    found = []
    for page, (_, placed) in zip(reader.pages, read_pages(reader), strict=True):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        found += [each.text for each in placed if not (0 <= each.x <= width and 0 <= each.y <= height)]
    return found


def test_no_text_runs_into_the_foot_of_the_page(printed: dict[str, PdfReader], library: Library) -> None:
    for uri, reader in printed.items():
        name = library.routines[uri.split("/")[1]].name
        for number, (_, placed) in enumerate(read_pages(reader), 1):
            place = f"Page {number} of {len(reader.pages)}"
            foot = [each.y for each in placed if squeezed(each.text).endswith(squeezed(place))]
            assert len(foot) == 1, uri
            # The running text is at least 7.5 points high; only the foot itself stands lower.
            low = squeezed("".join(each.text for each in placed if each.y < foot[0] + 7.5))
            review = "No clinician has reviewed this sheet yet."
            for part in (review, "Stop signs: page 1", place, name, f"Stretchbook · {day_words(date(2023, 11, 14))}"):
                low = low.replace(squeezed(part), "")
            assert low == "", (uri, number)


@pytest.mark.parametrize("number", [1, 4, 9, 15])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_nothing_is_split_or_cut(library: Library, tmp_path: Path, number: int, form: Form) -> None:
    changed = with_stretches(library, number)
    reader = sheet_of(changed, form, tmp_path)
    pages, content = page_texts(reader), writer_of(changed).sheet("desk-break")
    for place, item in enumerate(changed.routines["desk-break"].items, 1):
        stretch = library.stretches[item.stretch]
        assert stretch.in_short
        head, end = squeezed(f"{place}. {stretch.name}"), squeezed(stretch.in_short.caution)
        assert any(head in page and end in page for page in pages), stretch.name
    for text in pages:
        here = [item for place, item in enumerate(content.items, 1) if squeezed(f"{place}. {item.name}") in text]
        assert text.count(WEEK) == sum(2 if item.has_sides else 1 for item in here)
    assert texts_outside(reader) == []
    if not form.is_large:
        assert len(reader.pages) <= math.ceil(number / 4)


def test_the_large_form_is_large(library: Library, tmp_path: Path) -> None:
    sizes: dict[bool, list[float]] = {True: [], False: []}
    for form in FORMS:
        for _, placed in read_pages(sheet_of(library, form, tmp_path)):
            sizes[form.is_large] += [each.size for each in placed if len(each.text.strip()) > 30]
    assert min(sizes[True]) > 1.5 * min(sizes[False])


def test_a_sheet_is_drawn_once_for_the_same_content(library: Library, tmp_path: Path) -> None:
    writer = writer_of(library, 0, None)
    first, second = PdfPrinter(tmp_path, 0), PdfPrinter(tmp_path, 0)
    before = dict(sheet_files(writer, first))
    after = dict(sheet_files(writer, second))
    assert (first.drawn, second.drawn, second.kept) == (len(before), 0, len(before))
    assert re.fullmatch(rf"Sheets: {len(before)} drawn in \d+ tries, \d+ ms each, 0 unchanged", first.report())
    assert second.report() == f"Sheets: 0 drawn, {len(before)} unchanged"
    assert before == after


def test_changed_content_is_drawn_anew(library: Library, tmp_path: Path) -> None:
    content = writer_of(library, 0, None).sheet("desk-break")
    printer = PdfPrinter(tmp_path, 0)
    printer.print(content, FORMS[0])
    printer.print(replace(content, name="Another name"), FORMS[0])
    assert printer.drawn == 2


def test_two_printers_print_the_same_bytes(library: Library, tmp_path: Path) -> None:
    content = writer_of(library, 0, None).sheet("desk-break")
    sheets = {PdfPrinter(tmp_path / str(number), 0).print(content, FORMS[0]) for number in range(2)}
    assert len(sheets) == 1


def test_a_warning_of_the_compiler_stops_the_printer(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "sheet.typ"
    text = printer_module.TEMPLATE.read_text(encoding="utf-8")
    template.write_text(text.replace('"Source Sans Pro"', '"No Such Font"'), encoding="utf-8")
    monkeypatch.setattr(printer_module, "TEMPLATE", template)
    content = writer_of(library, 0, None).sheet("desk-break")
    with pytest.raises(TypesettingError, match="no such font"):
        PdfPrinter(tmp_path / "cache", 0).print(content, FORMS[0])
    assert list(tmp_path.glob("cache/*")) == []


def test_a_letter_that_no_font_has_stops_the_build_at_its_own_place(small: Project) -> None:
    small.replace("stretches/routines/tea-break.yml", "for_whom: ", "for_whom: 一 ")
    line = small.read("stretches/routines/tea-break.yml").split("for_whom")[0].count("\n") + 1
    result = small.build()
    assert result.returncode == 1
    told = f"stretches/routines/tea-break.yml:{line}:11: for_whom: `一` (U+4E00): the fonts of sheets"
    assert told in result.stdout + result.stderr
    assert small.check().stderr.startswith(told)
    assert not small.path("site").exists()


def test_the_build_says_what_it_printed_and_the_page_links_to_it(
    built: Project, built_said: str, library: Library
) -> None:
    count = len(library.routines) * len(FORMS)
    said = re.search(r"Sheets: (\d+) drawn(?: in \d+ tries, \d+ ms each)?, (\d+) unchanged", built_said)
    assert said
    assert int(said[1]) + int(said[2]) == count
    page = built.read("site/routines/desk-break/index.html")
    for form in FORMS:
        sheet = built.path(f"site/routines/desk-break/{form.file_name('desk-break')}")
        assert sheet.name in page
        assert page_count(sheet.read_bytes()) == len(PdfReader(sheet).pages)


def test_data_is_never_read_as_typst(library: Library, tmp_path: Path) -> None:
    nasty = '#panic("ran") *bold* $x$ <label> @reference [content] \\ // comment'
    content = replace(writer_of(library, 0, None).sheet("desk-break"), for_whom=nasty)
    sheet = PdfPrinter(tmp_path, 0).print(content, FORMS[0])
    assert squeezed(nasty) in said_on_sheet(PdfReader(BytesIO(sheet)))
