"""Sheets for all: what a screen reader finds in one, and what every printer can print."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from helpers import tagged
from helpers.examples import NAMED
from helpers.handouts import squeezed, writer_of
from helpers.project import Project
from helpers.strained import margins, strained
from helpers.tagged import Element
from pdfua import Validator
from stretchbook.book.library import Library
from stretchbook.render.sheets.forms import FORMS, Form
from stretchbook.render.sheets.pdf_printer import PdfPrinter

pytestmark = NAMED

EDGE = 6.0
"""How near to the paper's edge printers print, in millimetres."""

ROUTINE = "morning-floor"


@pytest.fixture(scope="module")
def sheets(addressed: Project) -> list[Path]:
    """Every sheet of a site that has an address, with its pictures."""
    return sorted(addressed.path("site/routines").glob("*/*.pdf"))


@pytest.fixture(scope="module")
def read_sheets(sheets: list[Path]) -> dict[str, tuple[Element, list[str]]]:
    """The elements of a routine's sheet in every form, and what stands beside them on each page."""
    found = {}
    for sheet in sheets:
        if sheet.parent.name == ROUTINE:
            with pikepdf.open(sheet) as pdf:
                found[sheet.name] = tagged.read(pdf)
    assert len(found) == len(FORMS)
    return found


def test_an_independent_checker_finds_no_fault_in_any_sheet(sheets: list[Path], library: Library) -> None:
    assert len(sheets) == len(FORMS) * len(library.routines)
    for sheet in sheets:
        report = Validator().validate(str(sheet))
        assert report.findings == (), sheet.name
        # Its rule for empty headings fails on lists of content; the next test looks at headings.
        assert {outcome.rule_id for outcome in report.skipped} <= {"UA-14-001"}


def test_headings_lead_through_a_sheet(
    read_sheets: dict[str, tuple[Element, list[str]]], sheets: list[Path], library: Library
) -> None:
    for name, (whole, _) in read_sheets.items():
        routine = library.routines[ROUTINE]
        names = [library.stretches[item.stretch].name for item in routine.items]
        expected = [
            ("H1", routine.name),
            ("H2", "Stop at once if you notice"),
            ("H2", "Before you start"),
            *(("H2", f"{number} {stretch}") for number, stretch in enumerate(names, 1)),
        ]
        found = whole.all("H1", "H2", "H3", "H4", "H5", "H6")
        assert [(heading.tag, heading.words) for heading in found] == expected
        path = next(sheet for sheet in sheets if sheet.name == name)
        assert bookmarks(path) == [heading for _, heading in expected]


def bookmarks(sheet: Path) -> list[str]:
    with pikepdf.open(sheet) as pdf, pdf.open_outline() as outline:
        first = outline.root[0]
        return [first.title, *(item.title for item in first.children)]


def test_pictures_come_after_the_heading_and_the_steps_of_their_stretch(
    read_sheets: dict[str, tuple[Element, list[str]]],
) -> None:
    for name, (whole, _) in read_sheets.items():
        here, shown = "", list[tuple[str, int]]()
        for element in whole.all("H1", "H2", "L", "Figure"):
            if element.tag.startswith("H"):
                here, steps = element.words, 0
            elif element.tag == "L":
                steps = len(element.children)
            else:
                assert len(str(element.attributes["/Alt"])) > 30
                assert len(element.attributes["/BBox"]) == 4
                shown.append((here, steps))
        code, *pictures = shown
        assert code[1] == 0, name
        assert len(pictures) >= 8, name
        assert [heading for heading, steps in pictures if not re.match(r"\d ", heading) or steps < 3] == [], name


def test_ticks_are_tables_with_headers(read_sheets: dict[str, tuple[Element, list[str]]]) -> None:
    for name, (whole, _) in read_sheets.items():
        tables = whole.all("Table")
        assert len(tables) == len([heading for heading in whole.all("H2") if re.match(r"\d ", heading.words)])
        for table in tables:
            headers = {str(cell.attributes["/ID"]): cell for cell in table.all("TH")}
            assert [cell.words for cell in headers.values()] in (["Done"], ["Left", "Right"])
            assert {str(cell.attributes["/Scope"]) for cell in headers.values()} == {"/Column"}
            for header in headers:
                cells = [
                    cell for cell in table.all("TD") if [str(own) for own in cell.attributes["/Headers"]] == [header]
                ]
                assert [cell.words for cell in cells] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"], name
            assert len(table.all("TD")) == 7 * len(headers)


def test_lists_are_lists_and_nothing_is_empty(
    read_sheets: dict[str, tuple[Element, list[str]]], library: Library
) -> None:
    for name, (whole, _) in read_sheets.items():
        for found in whole.all("L"):
            assert {child.tag for child in found.children} == {"LI"}
            for item in found.children:
                assert [part.tag for part in item.children] == ["Lbl", "LBody"]
                assert all(part.words for part in item.children)
        marked = [item.words[0] for item in whole.all("LI")]
        assert marked.count("•") >= len(library.routines[ROUTINE].skip_if)
        assert [element.tag for element in whole if not (element.children or element.is_drawn)] == [], name
        assert not any("•" in element.text for element in whole if element.tag != "Lbl")


def test_only_the_feet_of_pages_are_passed_over_and_the_last_is_read(
    read_sheets: dict[str, tuple[Element, list[str]]],
) -> None:
    for name, (whole, beside) in read_sheets.items():
        for number, text in enumerate(beside, 1):
            foot = squeezed(f"Page {number} of {len(beside)}")
            assert foot in squeezed(text), name
            assert len(text) < 150
        *_, last = (element for element in whole.all("P") if "clinician" in element.words)
        assert "No clinician has reviewed this sheet yet." in last.words
        assert [element for element in whole.all("P") if "clinician has reviewed" in element.words] == [last]


def test_links_say_where_they_lead(read_sheets: dict[str, tuple[Element, list[str]]]) -> None:
    for name, (whole, _) in read_sheets.items():
        (link,) = whole.all("Link")
        (called,) = link.links
        assert called.startswith("https://example.org/book/routines/"), name
        assert link.words in called


def test_readers_show_the_title_and_letters_travel_with_the_sheet(sheets: list[Path]) -> None:
    for sheet in sheets[:4]:
        with pikepdf.open(sheet) as pdf:
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            for page in pdf.pages:
                assert page.get("/Tabs") == "/S"
                for font in page.Resources.Font.values():
                    assert "/ToUnicode" in font
                    described = font.DescendantFonts[0].FontDescriptor
                    assert {"/FontFile2", "/FontFile3"} & set(described.keys())


# What every printer can print.


def test_no_sheet_has_ink_where_printers_do_not_print(sheets: list[Path]) -> None:
    for sheet in sheets:
        if sheet.parent.name == ROUTINE:
            assert min(margins(sheet)) > EDGE, sheet.name


@pytest.mark.parametrize("form", [FORMS[1], FORMS[2]], ids=lambda form: form.name)
def test_long_words_and_names_stay_on_the_paper(library: Library, tmp_path: Path, form: Form) -> None:
    sheet = PdfPrinter(tmp_path, 0).print(writer_of(strained(library)).sheet("desk-break"), form)
    assert min(margins(sheet)) > EDGE
    with pikepdf.open(BytesIO(sheet)) as pdf:
        whole, _ = tagged.read(pdf)
    assert len(whole.all("H2")) == 17
