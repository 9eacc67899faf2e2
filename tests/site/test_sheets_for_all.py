"""Sheets for all: what a screen reader finds in one, how large its pictures are, and what every printer can print."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from helpers import ink, tagged
from helpers.examples import NAMED
from helpers.handouts import ADDRESS, writer_of
from helpers.project import Project
from helpers.strained import margins, strained
from helpers.tagged import Element
from pdfua import Validator
from stretchbook.book.library import Library
from stretchbook.book.name_index import without_article
from stretchbook.book.routine_answers import asking
from stretchbook.render.sheets.forms import FORMS, Form
from stretchbook.render.sheets.pdf_printer import PdfPrinter

pytestmark = NAMED

EDGE = 6.0
"""How near to the paper's edge printers print, in millimetres."""

MILLIMETRES_A_POINT = 25.4 / 72
ROUTINE = "morning-floor"


@dataclass
class Sheet:
    """One sheet, taken apart when it is asked for."""

    path: Path

    @property
    def routine(self) -> str:
        return self.path.parent.name

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(self.path)

    @cached_property
    def _read(self) -> tuple[Element, list[str]]:
        return tagged.read(self.pdf)

    @property
    def whole(self) -> Element:
        return self._read[0]

    @property
    def beside(self) -> list[str]:
        """What stands on each page and is not read."""
        return self._read[1]


@pytest.fixture(scope="module")
def sheets(built: Project) -> list[Sheet]:
    """Every sheet of a site that has an address, with its pictures."""
    return [Sheet(path) for path in sorted(built.path("site/routines").glob("*/*.pdf"))]


@pytest.fixture(scope="module")
def forms(sheets: list[Sheet]) -> list[Sheet]:
    """One routine's sheet in every form."""
    return [sheet for sheet in sheets if sheet.routine == ROUTINE]


@pytest.fixture(scope="module")
def leaves(sheets: list[Sheet]) -> list[Sheet]:
    """Every routine's sheet on A4."""
    return [sheet for sheet in sheets if sheet.path.stem == f"{sheet.routine}-a4"]


# What a screen reader finds.


def test_an_independent_checker_finds_no_fault_in_any_sheet(forms: list[Sheet], leaves: list[Sheet]) -> None:
    for sheet in (*forms, *leaves):
        report = Validator().validate(str(sheet.path))
        assert report.findings == (), sheet.path.name
        # Its rule for empty headings fails on lists of content; the next tests look at headings.
        assert {outcome.rule_id for outcome in report.skipped} <= {"UA-14-001"}


def test_headings_lead_through_a_sheet(forms: list[Sheet], library: Library) -> None:
    routine = library.routines[ROUTINE]
    names = [library.stretches[item.stretch].name for item in routine.items]
    expected = [
        ("H1", routine.name),
        *(("H2", f"{number} {name}") for number, name in enumerate(names, 1)),
        ("H2", "Who leaves something out, or asks first"),
        ("H2", "Stop at once if you notice"),
        ("H2", "Before you start"),
        ("H2", "What to leave out or do instead"),
        ("H2", "Stretch by stretch"),
        *(("H3", f"{number}. {name}") for number, name in enumerate(names, 1)),
    ]
    assert len(forms) == len(FORMS)
    for sheet in forms:
        found = sheet.whole.all("H1", "H2", "H3", "H4", "H5", "H6")
        told = [(heading.tag, heading.words) for heading in found]
        # In large print there are several fronts, each with a back.
        is_large = "large" in sheet.path.stem
        assert (sorted(told) if is_large else told) == (sorted(expected) if is_large else expected), sheet.path.name
        with sheet.pdf.open_outline() as outline:
            first = outline.root[0]
            assert first.title == routine.name
            assert [item.title for item in first.children] == [words for tag, words in told if tag == "H2"]


def test_name_picture_dose_and_reminder_are_read_in_this_order(leaves: list[Sheet], library: Library) -> None:
    for sheet in leaves:
        names = {f"{number} {library.stretches[item.stretch].name}": item.stretch
                 for number, item in enumerate(library.routines[sheet.routine].items, 1)}  # fmt: skip
        parts = [element for element in sheet.whole if element.tag in ("H1", "H2", "Figure", "P")]
        for name, stretch in names.items():
            place = next(number for number, part in enumerate(parts) if part.tag == "H2" and part.words == name)
            after = parts[place + 1 : place + 8]
            tags = [part.tag for part in after]
            figures = tags.index("P")
            assert tags[:figures] == ["Figure"] * figures, name
            assert figures >= 1, name
            short = library.stretches[stretch].in_short
            assert short
            said = [part.words for part in after[figures : figures + 3]]
            assert said[0].startswith(("Hold", "Keep going", "Slowly")), name
            first = next(item.first for item in library.routines[sheet.routine].items if item.stretch == stretch)
            assert said[1:][: 2 if first else 1] == [*filter(None, [first]), short.reminder], name


def test_every_picture_has_an_alternative_and_boxes_to_tick_are_one(forms: list[Sheet]) -> None:
    for sheet in forms:
        told = [str(figure.attributes["/Alt"]) for figure in sheet.whole.all("Figure")]
        alternatives = [text for text in told if not is_mark(text)]
        code, *others = alternatives
        assert code == f"QR code that leads to {ADDRESS}routines/{ROUTINE}/", sheet.path.name
        ticks = [text for text in others if text.startswith("Boxes to tick, Mo to Su")]
        assert len(ticks) == (3 if "large" in sheet.path.stem else 1)
        assert all(len(text) > 30 for text in others)
        assert len(others) - len(ticks) >= 10


def is_mark(alternative: str) -> bool:
    return bool(re.fullmatch(r"(leave out|ask before|do a changed version of) \d+|[×?↓]", alternative))


def test_who_leaves_out_what_is_a_table_whose_marks_are_read_as_words(forms: list[Sheet], library: Library) -> None:
    stretches = [item.stretch for item in library.routines[ROUTINE].items]
    wanted = {
        without_article(library.conditions[answer.condition].name): sorted(
            [f"leave out {number}" for number in answer.leave_out]
            + [f"ask before {number}" for number in answer.ask_before]
            + [f"do a changed version of {number}" for number in answer.adapt]
        )
        for answer in asking(library, stretches)
        if not answer.before_any
    }
    for sheet in forms:
        found = {}
        for row in sheet.whole.all("TR"):
            name, *cells = row.children
            if name.tag == "TH":
                assert [cell.words for cell in cells] == [str(number) for number in range(1, len(stretches) + 1)]
                assert {str(cell.attributes["/Scope"]) for cell in row.children} == {"/Column"}
            else:
                marks = (figure for cell in cells for figure in cell.all("Figure"))
                found[name.words] = sorted(str(figure.attributes["/Alt"]) for figure in marks)
        assert found == wanted, sheet.path.name


def test_lists_are_lists_and_nothing_is_empty(forms: list[Sheet], library: Library) -> None:
    for sheet in forms:
        (found,) = sheet.whole.all("L")
        assert {child.tag for child in found.children} == {"LI"}
        assert len(found.children) == len(library.routines[ROUTINE].skip_if)
        for item in found.children:
            assert [part.tag for part in item.children] == ["Lbl", "LBody"]
            assert all(part.words for part in item.children)
        # A stretch that is fine has no mark.
        empty = [element.tag for element in sheet.whole if not (element.children or element.is_drawn)]
        boxes = 3 if "large" in sheet.path.stem else 1
        assert [tag for tag in empty if tag != "TD"] == ["Figure"] * boxes, sheet.path.name


def test_only_boxes_to_tick_and_page_numbers_are_passed_over(forms: list[Sheet]) -> None:
    for sheet in forms:
        pages = len(sheet.beside)
        for number, text in enumerate(sheet.beside, 1):
            left = text.replace(f"Page {number} of {pages}", "")
            for word in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "L", "R", *"ABC", *"123456"):
                left = left.replace(word, "")
            assert left.strip() == "", sheet.path.name
        assert "No clinician has reviewed this sheet yet." in sheet.whole.all("P")[-1].words


def test_the_address_is_a_link_that_says_where_it_leads(forms: list[Sheet]) -> None:
    for sheet in forms:
        (link,) = sheet.whole.all("Link")
        assert link.links
        assert link.words == f"{ADDRESS}routines/{ROUTINE}".removeprefix("https://")


def test_a_sheet_has_a_title_a_language_and_its_letters(forms: list[Sheet], library: Library) -> None:
    for sheet in forms:
        root = sheet.pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("en")
        assert root.ViewerPreferences.DisplayDocTitle
        with sheet.pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == f"{library.routines[ROUTINE].name}: routine sheet"
            assert metadata["pdfuaid:part"] == "1"
        for page in sheet.pdf.pages:
            assert page.get("/Tabs") == "/S"
            for font in page.Resources.Font.values():
                assert "/ToUnicode" in font
                described = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(described.keys())


# How large pictures are.


END_OF_MOVEMENT = 28.0
"""How wide or high it is on each sheet, in millimetres."""


def test_the_end_of_each_movement_is_large(sheets: list[Sheet], leaves: list[Sheet]) -> None:
    # Doses to fill in take more lines, and US Letter is lower: there it may be a little smaller.
    lowest = [sheet for sheet in sheets if sheet.path.stem.endswith("letter-blank")]
    assert len(lowest) == len(leaves)
    for sheet in (*leaves, *lowest):
        least = END_OF_MOVEMENT * (0.7 if sheet in lowest else 1)
        ends = {name: sizes[min(1, len(sizes) - 1)] for name, sizes in sizes_of_pictures(sheet.whole).items()}
        assert len(ends) >= 4, sheet.path.name
        assert {name: size for name, size in ends.items() if max(size) < least} == {}, sheet.path.name


def sizes_of_pictures(whole: Element) -> dict[str, list[tuple[float, float]]]:
    """Return how wide and high the pictures of each stretch are in millimetres, by its heading, in their order."""
    found: dict[str, list[tuple[float, float]]] = {}
    here = ""
    for element in whole.all("H1", "H2", "Figure"):
        if element.tag != "Figure":
            here = element.words if element.tag == "H2" else ""
        elif here and not re.match(r"Boxes|leave out|ask before|do a changed|[×?↓]", str(element.attributes["/Alt"])):
            left, low, right, high = (float(edge) * MILLIMETRES_A_POINT for edge in element.attributes["/BBox"])
            found.setdefault(here, []).append((right - left, high - low))
    return found


# What copiers keep, and where hands write.


FINE, LEAST_LINE = 0.61, 0.87
"""In points: as wide at most are lines that may be lost, and as wide at least are all others."""


def test_no_line_of_a_picture_is_too_thin_for_copies(leaves: list[Sheet]) -> None:
    widths = [width for sheet in leaves for width in ink.painted(sheet.pdf.pages[0], 0).widths]
    assert len(widths) > 1000
    assert [width for width in widths if FINE < width < LEAST_LINE] == []
    # In small pictures lines are thinner than in large ones.
    assert {0.88, 1.2} <= {round(width, 2) for width in widths}


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_on_blank_sheets_there_is_room_to_write(sheets: list[Sheet], library: Library, paper: str) -> None:
    for sheet in (each for each in sheets if each.path.stem.endswith(f"-{paper}-blank")):
        front = ink.painted(sheet.pdf.pages[0], length=60)
        items = len(library.routines[sheet.routine].items)
        # Name, date, how often; then a dose for each stretch of the first front.
        lines = [line for line in front.lines if line[1] - line[0] < 100 / MILLIMETRES_A_POINT]
        assert len(lines) == 3 + (items if items <= 6 else math.ceil(items / 2)), sheet.path.name
        assert min(map(front.free_above, lines)) >= 8, sheet.path.name


# What every printer can print.


def test_no_sheet_has_ink_where_printers_do_not_print(forms: list[Sheet]) -> None:
    for sheet in forms:
        assert min(margins(sheet.path)) > EDGE, sheet.path.name


@pytest.mark.parametrize("form", [FORMS[1], FORMS[2]], ids=lambda form: form.name)
def test_long_words_and_names_stay_on_the_paper(library: Library, tmp_path: Path, form: Form) -> None:
    sheet = PdfPrinter(tmp_path, 0).print(writer_of(strained(library)).sheet("desk-break"), form)
    assert min(margins(sheet)) > EDGE
    with pikepdf.open(BytesIO(sheet)) as pdf:
        whole, _ = tagged.read(pdf)
    assert len(whole.all("H2")) == 15 + 5
