"""Routine sheets, read back with a PDF reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from helpers.examples import NAMED
from helpers.handouts import lost, page_texts, read_pages, said, squeezed, texts_of, with_stretches, writer_of
from helpers.project import Project
from pypdf import PdfReader
from stretchbook.book.library import Library
from stretchbook.book.name_index import without_article
from stretchbook.book.routine_answers import asking
from stretchbook.book.strip import emergency_line
from stretchbook.render.sheets import pdf_printer as printer_module
from stretchbook.render.sheets.content import SheetContent
from stretchbook.render.sheets.forms import FORMS, Form
from stretchbook.render.sheets.kept_sheet import page_count
from stretchbook.render.sheets.page_room import MOST_FRONT_WORDS
from stretchbook.render.sheets.pdf_printer import PdfPrinter
from stretchbook.render.sheets.strip import MOST_WORDS
from stretchbook.render.typesetting import TypesettingError
from stretchbook.text.markup import plain

pytestmark = NAMED

A4, LETTER, A4_LARGE, LETTER_LARGE, A4_BLANK, LETTER_BLANK = FORMS

FULLEST = "no-equipment-standing"
"""Six stretches, the most that one front holds."""


class Sheets:
    """The sheets of a site, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._readers: dict[Path, PdfReader] = {}

    def path(self, routine: str, form: Form) -> Path:
        return self.folder / routine / form.file_name(routine)

    def __call__(self, routine: str, form: Form = A4) -> PdfReader:
        path = self.path(routine, form)
        return self._readers.setdefault(path, PdfReader(path))


@pytest.fixture(scope="module")
def sheets(built: Project) -> Sheets:
    """Every sheet of a site that has an address, with its pictures."""
    return Sheets(built.path("site/routines"))


@pytest.fixture(scope="module")
def contents(library: Library) -> dict[str, SheetContent]:
    writer = writer_of(library)
    return {name: writer.sheet(name) for name in library.routines}


def printed(library: Library, form: Form, cache: Path) -> PdfReader:
    content = writer_of(library).sheet("desk-break")
    return PdfReader(BytesIO(PdfPrinter(cache, 1_700_000_000).print(content, form)))


# What a sheet says.


def test_every_routine_has_every_form(sheets: Sheets, library: Library) -> None:
    found = {path.relative_to(sheets.folder).as_posix() for path in sheets.folder.glob("*/*.pdf")}
    forms = ("a4", "letter", "a4-large", "letter-large", "a4-blank", "letter-blank")
    assert found == {f"{name}/{name}-{form}.pdf" for name in library.routines for form in forms}


@pytest.mark.parametrize("form", [A4, LETTER_LARGE, LETTER_BLANK], ids=lambda form: form.name)
def test_a_sheet_says_all_of_its_content_in_order(sheets: Sheets, library: Library, form: Form) -> None:
    writer = writer_of(library)
    for name in library.routines if form is A4 else ["desk-break"]:
        content = writer.sheet(name)
        # What notes say of the dose is what a blank sheet leaves to whoever fills it in; how often, on its front.
        other = {content.labels.often, *(item.note for item in content.items)} if form.is_blank else set()
        text, texts = said(sheets(name, form)), [part for part in texts_of(content) if part not in other]
        # Its fronts have two stretches each.
        missing = [part for part in texts if squeezed(part) not in text] if form.is_large else lost(iter(texts), text)
        assert missing == [], name
        if not form.is_blank:
            assert [item.dose for item in content.items if squeezed(item.dose) not in text] == []


def test_nothing_that_keeps_readers_safe_is_dropped(sheets: Sheets, library: Library) -> None:
    for name, routine in library.routines.items():
        text = said(sheets(name))
        stretches = [item.stretch for item in routine.items]
        signs = [library.stop_signs[sign].text for sign in library.stop_signs_of(stretches)]
        asked = {answer.condition for answer in asking(library, stretches)}
        shorts = [short for stretch in stretches if (short := library.stretches[stretch].in_short)]
        assert len(shorts) == len(stretches)
        needed = [
            emergency_line(library) or "",
            *signs,
            *(without_article(library.conditions[word].name) for word in asked),
            *(plain(short.caution, library.titles) for short in shorts),
            *(plain(short.reminder, library.titles) for short in shorts),
            *(plain(reason, library.titles) for reason in routine.skip_if),
            "No clinician has reviewed this sheet yet",
        ]
        assert [part for part in needed if squeezed(part) not in text] == [], name


def test_the_strip_names_families_worst_first_in_at_most_fifty_words(contents: dict[str, SheetContent]) -> None:
    for name, content in contents.items():
        assert content.strip.words <= MOST_WORDS, name
        assert len(content.strip.first) >= 3, name
        assert content.strip.signs
        assert content.strip.way_to_all.endswith("see the back.")


def test_a_blank_sheet_has_lines_in_place_of_doses(sheets: Sheets, contents: dict[str, SheetContent]) -> None:
    front = page_texts(sheets(FULLEST, A4_BLANK))[0]
    content = contents[FULLEST]
    assert front.count("Dose") == len(content.items)
    assert all(label in front for label in ("Howoften", "For", "Date"))
    assert not any(squeezed(item.dose) in front for item in content.items)
    assert squeezed(content.time) not in front
    assert squeezed(content.time) in page_texts(sheets(FULLEST))[0]


# The leaf.


def fronts_of(sheets: Sheets, content: SheetContent, name: str, form: Form = A4) -> Iterator[int]:
    """Yield the number of each page that is a front."""
    for number, text in enumerate(page_texts(sheets(name, form))):
        if squeezed(content.strip.text.replace(content.strip.way_to_all, "")) in text:
            yield number


@pytest.mark.parametrize("form", [A4, LETTER, A4_BLANK, LETTER_BLANK], ids=lambda form: form.name)
def test_up_to_six_stretches_are_one_leaf(sheets: Sheets, contents: dict[str, SheetContent], form: Form) -> None:
    for name, content in contents.items():
        pages = page_count(sheets.path(name, form).read_bytes())
        assert pages == (2 if len(content.items) <= 6 else len(content.fronts) + len(content.backs)), name


def test_more_stretches_are_shared_out_over_equal_fronts(sheets: Sheets, contents: dict[str, SheetContent]) -> None:
    for name, shares in (("foam-roller", (4, 3)), ("full-upper-back", (5, 4))):
        assert contents[name].fronts == shares
        assert list(fronts_of(sheets, contents[name], name)) == [0, 2]


def test_the_front_is_large_and_short(sheets: Sheets, contents: dict[str, SheetContent]) -> None:
    for name, content in contents.items():
        for number in fronts_of(sheets, content, name):
            text, placed = read_pages(sheets(name))[number]
            assert min(each.size for each in placed) >= 11.99, name
            doses = [each.size for each in placed if re.match(r"\s*(Hold|Keep going|Slowly)\b.*\d", each.text)]
            assert doses, name
            assert min(doses) >= 13.99, name
            days = len(content.labels.days)
            words = [word for word in text.split() if any(map(str.isalpha, word)) and word not in [*"LRABC"]]
            assert len(words) - days <= MOST_FRONT_WORDS, name


STRIP_EDGE, LETTER_HEIGHT = 8.0, 12.0
"""In points: between the strip's edge and its letters, and how high a line of these is."""


def test_the_strip_takes_little_of_the_front(sheets: Sheets, contents: dict[str, SheetContent]) -> None:
    for name in contents:
        reader = sheets(name)
        _, placed = read_pages(reader)[0]
        lead = next(number for number, each in enumerate(placed) if each.text.startswith("Chest pain"))
        low = min(each.y for each in placed[lead:] if not each.text.startswith("Page")) - STRIP_EDGE
        high = placed[lead].y + LETTER_HEIGHT + STRIP_EDGE
        # As wide as the page, but for its margins.
        assert 0.03 < (high - low) / float(reader.pages[0].mediabox.height) <= 0.15, name


def test_the_back_can_be_read(sheets: Sheets) -> None:
    for name in (FULLEST, "desk-break"):
        _, placed = read_pages(sheets(name))[-1]
        assert min(each.size for each in placed) >= 8.99, name
    assert max(each.size for each in read_pages(sheets("desk-break"))[-1][1] if len(each.text) > 30) > 10


def test_large_print_is_large_with_two_stretches_a_page(sheets: Sheets, contents: dict[str, SheetContent]) -> None:
    pages, content = read_pages(sheets("morning-floor", A4_LARGE)), contents["morning-floor"]
    fronts = list(fronts_of(sheets, content, "morning-floor", A4_LARGE))
    assert fronts == [0, 2, 4]
    for number, (_, placed) in enumerate(pages):
        assert min(each.size for each in placed) >= (17.99 if number in fronts else 13.99)
    shown = [
        [item.name for item in content.items if squeezed(item.name) in squeezed(pages[front][0])] for front in fronts
    ]
    assert [len(names) for names in shown] == [2, 2, 1]


@pytest.mark.parametrize(("number", "form"), [(1, LETTER), (2, A4), (3, LETTER), (15, A4), (15, LETTER_LARGE)])
def test_nothing_is_split_or_cut(library: Library, tmp_path: Path, number: int, form: Form) -> None:
    changed = with_stretches(library, number)
    reader, content = printed(changed, form, tmp_path), writer_of(changed).sheet("desk-break")
    pages = page_texts(reader)
    for item in content.items:
        parts = [squeezed(part) for part in (item.name, item.dose, item.reminder)]
        assert any(all(part in page for part in parts) for page in pages), item.name
    texts = texts_of(content)
    assert [part for part in texts if squeezed(part) not in said(reader)] == []
    assert outside(reader) == []


def outside(reader: PdfReader) -> list[str]:
    found = []
    for page, (_, placed) in zip(reader.pages, read_pages(reader), strict=True):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        found += [each.text for each in placed if not (0 <= each.x <= width and 0 <= each.y <= height)]
    return found


# The printer.


def test_sheets_are_drawn_once_for_the_same_content(library: Library, tmp_path: Path) -> None:
    content = writer_of(library, 0, None).sheet("desk-break")
    first, second, elsewhere = PdfPrinter(tmp_path, 0), PdfPrinter(tmp_path, 0), PdfPrinter(tmp_path / "new", 0)
    sheets = [printer.print(content, A4) for printer in (first, second, elsewhere)]
    assert (first.drawn, second.drawn, second.kept, elsewhere.drawn) == (1, 0, 1, 1)
    assert len(set(sheets)) == 1
    assert re.fullmatch(r"Sheets: 1 drawn in \d tries, \d+ ms each, 0 unchanged", first.report())
    assert second.report() == "Sheets: 0 drawn, 1 unchanged"
    first.print(replace(content, name="Another name"), A4)
    first.print(content, A4_BLANK)
    assert first.drawn == 3


def test_a_warning_of_the_compiler_stops_the_printer(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "sheet.typ"
    text = printer_module.TEMPLATE.read_text(encoding="utf-8")
    template.write_text(text.replace('"Source Sans Pro"', '"No Such Font"'), encoding="utf-8")
    monkeypatch.setattr(printer_module, "TEMPLATE", template)
    content = writer_of(library, 0, None).sheet("desk-break")
    with pytest.raises(TypesettingError, match="no such font"):
        PdfPrinter(tmp_path / "cache", 0).print(content, A4)
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
    found = re.search(r"Sheets: (\d+) drawn(?: in \d+ tries, \d+ ms each)?, (\d+) unchanged", built_said)
    assert found
    assert int(found[1]) + int(found[2]) == count
    page = built.read("site/routines/desk-break/index.html")
    for form in FORMS:
        sheet = built.path(f"site/routines/desk-break/{form.file_name('desk-break')}")
        assert sheet.name in page
        assert page_count(sheet.read_bytes()) == len(PdfReader(sheet).pages)


def test_data_is_never_read_as_typst(library: Library, tmp_path: Path) -> None:
    nasty = '#panic("ran") *bold* $x$ <label> @reference [content] \\ // comment'
    content = replace(writer_of(library, 0, None).sheet("desk-break"), for_whom=nasty)
    sheet = PdfPrinter(tmp_path, 0).print(content, A4)
    assert squeezed(nasty) in said(PdfReader(BytesIO(sheet)))


def test_without_an_address_there_is_no_code(library: Library, tmp_path: Path) -> None:
    content = writer_of(library, address=None).sheet("desk-break")
    assert (content.address, content.code) == (None, None)
    reader = PdfReader(BytesIO(PdfPrinter(tmp_path, 0).print(content, A4)))
    assert [page for page in reader.pages if "/Annots" in page] == []
