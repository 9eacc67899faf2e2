"""Pages as a browser prints them: a routine as its sheet, and every page black on white, whole, and without chrome."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from helpers.examples import NAMED
from helpers.handouts import WEEK, lost, page_texts, said, squeezed, texts_of, with_stretches, writer_of
from helpers.project import TOP, Project
from helpers.reading import KINDS, Scheme, tab
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book import doses
from stretchbook.book.library import Library
from stretchbook.book.strip import emergency_line, strip_of
from stretchbook.render.html import Renderer
from stretchbook.render.sheets.content import SheetContent
from stretchbook.text.markup import plain

pytestmark = NAMED

ROUTINES = ("desk-break", "morning-floor")
PAPERS = ("A4", "Letter")

SHOWN_TEXTS = """
const shown = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const isShown = walk.currentNode.parentElement.checkVisibility({ visibilityProperty: true });
  if (walk.currentNode.data.trim() && isShown) shown.push(walk.currentNode);
}
"""

TEXTS_OUTSIDE = (
    "inside => {"
    + SHOWN_TEXTS
    + "return shown.filter(text => !text.parentElement.closest(inside)).map(text => text.data); }"
)

COLOURED = (
    "() => {"
    + SHOWN_TEXTS
    + """
const faults = [];
const blank = ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"];
for (const text of shown) {
  if (getComputedStyle(text.parentElement).color !== "rgb(0, 0, 0)") faults.push(text.data);
  for (let here = text.parentElement; here; here = here.parentElement) {
    const style = getComputedStyle(here);
    if (!blank.includes(style.backgroundColor) || style.backgroundImage !== "none") faults.push(here.tagName);
  }
}
return faults;
}"""
)

NOT_PLAIN = """
() => {
  const sheet = document.querySelector(".sb-sheet");
  const all = [...sheet.querySelectorAll("*"), sheet];
  for (let here = sheet.parentElement; here; here = here.parentElement) all.push(here);
  const faults = all.filter(element => {
    const style = getComputedStyle(element);
    const isInColumns = style.columnCount !== "auto" || style.columnWidth !== "auto";
    return /flex|grid/.test(style.display) || style.float !== "none"
      || (isInColumns && !element.matches(".sb-sheet__columns"));
  });
  return [all.length, ...faults.map(element => `${element.tagName}.${element.className}`)];
}
"""


@contextmanager
def paper(browser: Browser, address: str, scheme: Scheme = "light", **options: Any) -> Iterator[Page]:
    """Open a page as a printer sees it."""
    with tab(browser, scheme=scheme, **options) as page:
        page.goto(address)
        page.emulate_media(media="print")
        yield page


def printed(page: Page, format_: str) -> PdfReader:
    return PdfReader(BytesIO(page.pdf(format=format_)))


def split(content: SheetContent, reader: PdfReader) -> list[str]:
    """The stretches whose name, dose and reminder are not on one page, and the strip where it is on none."""
    parts = [(item.name, item.dose, item.reminder) for item in content.items]
    pages = page_texts(reader)
    whole = [*parts, (content.strip.text,)]
    return [texts[0] for texts in whole if not any(all(squeezed(text) in page for text in texts) for page in pages)]


# A routine's page prints its sheet.


@pytest.mark.parametrize(("routine", "format_", "scheme"), [
    ("desk-break", "A4", "light"), ("morning-floor", "Letter", "dark"), ("no-equipment-standing", "Letter", "light")
])  # fmt: skip
def test_a_routine_prints_the_leaf_that_its_pdf_is(
    browser: Browser, site_address: str, library: Library, routine: str, format_: str, scheme: Scheme
) -> None:
    content = writer_of(library).sheet(routine)
    with paper(browser, f"{site_address}/routines/{routine}/", scheme) as page:
        reader = printed(page, format_)
        assert page.evaluate(TEXTS_OUTSIDE, ".sb-sheet") == []
        assert page.evaluate(COLOURED) == []
    text = said(reader)
    assert lost(texts_of(content), text) == []
    assert [item.dose for item in content.items if squeezed(item.dose) not in text] == []
    assert split(content, reader) == []
    assert len(reader.pages) == 2
    first = page_texts(reader)[0]
    assert squeezed(content.strip.text) in first
    assert "Stopatonce" not in first


def test_the_address_and_its_code_are_printed(browser: Browser, site_address: str) -> None:
    with paper(browser, f"{site_address}/routines/desk-break/") as page:
        code = page.locator(".sb-sheet__code")
        assert code.get_attribute("alt") == ("QR code that leads to https://example.org/book/routines/desk-break/")
        assert code.evaluate("code => code.naturalWidth") > 0
        for picture in page.locator(".sb-sheet__frames img").all():
            expect(picture).to_have_js_property("complete", value=True)
            assert picture.evaluate("picture => picture.naturalWidth") > 0
            assert len(picture.get_attribute("alt") or "") > 30
        assert squeezed("example.org/book/routines/desk-break/") in said(printed(page, "A4"))


def test_pictures_that_only_paper_shows_come_last(browser: Browser, site_address: str, built: Project) -> None:
    page_of_routine = LexborHTMLParser(built.page("routines/desk-break/"))
    kept = page_of_routine.css(".sb-sheet__frames img")
    assert len(kept) > 3
    assert {picture.attributes.get("loading") for picture in kept} == {"lazy"}
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/routines/desk-break/")
        expect(page.locator(".sb-sheet__frames img[loading]")).to_have_count(0)


@pytest.mark.parametrize(("number", "format_"), [(1, "A4"), (3, "Letter"), (9, "A4"), (15, "Letter")])
def test_nothing_is_split(browser: Browser, site_address: str, library: Library, format_: str, number: int) -> None:
    changed = with_stretches(library, number)
    content = writer_of(changed).sheet("desk-break")
    sheet = Renderer(changed, TOP / "overrides").render("sheet.html", "routines/desk-break/", sheet=content)
    with paper(browser, f"{site_address}/routines/desk-break/") as page:
        page.evaluate("html => { document.querySelector('.sb-sheet').outerHTML = html }", str(sheet))
        reader = printed(page, format_)
    assert lost(texts_of(content), said(reader)) == []
    assert split(content, reader) == []
    assert sum(text.count(WEEK) for text in page_texts(reader)) == len(content.fronts)
    assert len(reader.pages) <= len(content.fronts) + math.ceil(number / 4)


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_sheet_is_made_of_plain_blocks(browser: Browser, site_address: str, routine: str) -> None:
    with paper(browser, f"{site_address}/routines/{routine}/") as page:
        count, *faults = page.evaluate(NOT_PLAIN)
    assert count > 100
    assert faults == []


def test_the_sheet_is_for_printers_alone(browser: Browser, site_address: str) -> None:
    with paper(browser, f"{site_address}/routines/desk-break/") as page:
        page.emulate_media(media="screen")
        assert not page.locator(".sb-sheet").is_visible()
        assert page.locator(".sb-sheet [id]").count() == 0


# So does every other page, as well as it can.


def test_every_kind_of_page_is_printed_black_on_white_without_chrome(browser: Browser, site_address: str) -> None:
    """Whether it is shown by day or by night."""
    faults = {}
    # The page of the search is there to be used, and nowhere is no page of ours.
    with paper(browser, site_address, "dark") as page:
        for url in set(KINDS) - {"search/", "no/such/page/"}:
            page.goto(f"{site_address}/{url}")
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
            faults[url] = [*page.evaluate(TEXTS_OUTSIDE, "article"), *page.evaluate(COLOURED)]
            faults[url] += page.locator("nav:visible, button:visible, input:visible, .headerlink:visible").all()
            assert squeezed("Stretchbook · 14 November 2023") in squeezed(page.locator("article").inner_text()), url
            page.evaluate("document.body.setAttribute('data-md-color-scheme', 'default')")
            faults[url] += page.evaluate(COLOURED)
    assert {url: found for url, found in faults.items() if found} == {}


# A stretch prints as one page.

LONGEST = ("roller-i-y-t", "thread-the-needle", "levator-scapulae-arm-overhead")
"""Stretches with many steps, pictures and words."""


@pytest.mark.parametrize("format_", PAPERS)
def test_a_stretch_is_one_page_with_its_safety(
    browser: Browser, site_address: str, library: Library, format_: str
) -> None:
    with paper(browser, site_address) as page:
        for name in LONGEST:
            stretch = library.stretches[name]
            assert stretch.in_short
            page.goto(f"{site_address}/stretches/{name}/")
            (text,) = page_texts(printed(page, format_))
            needed = [
                stretch.name,
                *doses.dose_words(stretch.dose),
                strip_of(library, [name]).text,
                emergency_line(library) or "",
                *(plain(step, library.titles) for step in stretch.actions),
                plain(stretch.feel.where, library.titles),
                plain(stretch.in_short.caution, library.titles),
                plain(stretch.easier[0], library.titles),
                "No clinician has reviewed this page yet.",
                "Stretchbook · 14 November 2023",
            ]
            assert [part for part in needed if squeezed(part) not in text] == [], name
            assert squeezed(plain(stretch.mistakes[0], library.titles)) not in text, name


@pytest.mark.parametrize("has_scripts", [True, False])
def test_what_a_reader_has_opened_is_printed_whole(browser: Browser, site_address: str, *, has_scripts: bool) -> None:
    with tab(browser, java_script_enabled=has_scripts) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        page.locator("summary", has_text="What to do with a condition").click()
        page.emulate_media(media="print")
        parts = [part.inner_text() for part in page.locator(".sb-caution").all()]
        reader = printed(page, "A4")
        pages = page_texts(reader)
        page.emulate_media(media="null")
        page.locator("summary", has_text="What to do with a condition").click()
        assert len(page_texts(printed(page, "A4"))) == 1
    assert len(parts) > 5
    whole = [part for part in parts for text in pages if all(squeezed(line) in text for line in part.splitlines())]
    assert [part for part in parts if part not in whole] == []
    assert len(pages) <= 8
