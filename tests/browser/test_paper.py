"""Paper for all: what a screen reader finds in a sheet, what every printer can print, and where pages end."""

from __future__ import annotations

from io import BytesIO

import pytest
from helpers.examples import NAMED
from helpers.handouts import page_texts, squeezed, writer_of
from helpers.project import TOP
from helpers.reading import tab
from helpers.strained import LONG, margins, strained
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from stretchbook.book.library import Library
from stretchbook.render.html import Renderer

pytestmark = NAMED

EDGE = 6.0
"""How near to the paper's edge printers print, in millimetres."""

# What every printer can print.


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_a_browser_prints_nothing_near_the_edge(
    browser: Browser, site_address: str, library: Library, format_: str
) -> None:
    changed = strained(library)
    content = writer_of(changed).sheet("desk-break")
    sheet = Renderer(changed, TOP / "overrides").render("sheet.html", "routines/desk-break/", sheet=content)
    with tab(browser) as page:
        page.goto(f"{site_address}/routines/desk-break/")
        page.evaluate("html => { document.querySelector('.sb-sheet').outerHTML = html }", str(sheet))
        assert min(margins(page.pdf(format=format_))) > EDGE
        page.goto(f"{site_address}/stretches/cat-cow/")
        page.evaluate("word => { document.querySelector('.sb-steps li').textContent = word }", LONG * 3)
        assert min(margins(page.pdf(format=format_))) > EDGE


# Where pages end.

HEADINGS = """() => [...document.querySelectorAll("article :is(h1, h2, h3, h4, .sb-terms dt)")].map(heading => {
  const copy = heading.cloneNode(true);
  copy.querySelectorAll(".headerlink").forEach(link => link.remove());
  return copy.textContent;
})"""

LIKE_FIREFOX = """async help => {
  const own = [...document.styleSheets].filter(sheet => sheet.href);
  const texts = await Promise.all(own.map(async sheet => (await fetch(sheet.href)).text()));
  const place = texts.findIndex(text => /not \\(orphans: ?3\\)/.test(text));
  // No style element gets past the policy of the page; a sheet that a script makes does.
  const changed = new CSSStyleSheet();
  changed.replaceSync(texts[place].replaceAll(/break-after: ?avoid/g, "break-after: auto")
    .replace(/@supports not \\(orphans: ?3\\)/, `@supports (orphans: ${help})`));
  own[place].ownerNode.remove();
  document.adoptedStyleSheets.push(changed);
}"""
ENDING = ("conditions/osteoporosis/", "learn/when-to-seek-help/", "learn/glossary/", "stretches/cat-cow/")


# Headings at every height near the end of a page, before everything that may follow one.
AT_EVERY_HEIGHT = """() => {
  const words = "Words that fill a line or two. ".repeat(12);
  const box = `<div class="sb-caution"><h3>Caution</h3><p>${words}</p><p>${words}</p></div>`;
  const following = [`<p>${words}</p>`, `<ol><li>${words}</li></ol>`, `<p>Lead:</p><ul><li>${words}</li></ul>`,
                     `<h3>Below</h3><p>${words}</p>`, box];
  const parts = following.flatMap(next => Array.from({ length: 12 }, (_, place) => `<section>
    <div data-height="${225 + 4 * place}mm"></div><h2>Heading</h2>${next}</section>`));
  document.querySelector("article").innerHTML = parts.join("");
  // The policy of the page lets no style attribute through.
  for (const part of document.querySelectorAll("article > section")) part.style.breakBefore = "page";
  for (const room of document.querySelectorAll("[data-height]")) room.style.height = room.dataset.height;
}"""


def alone(page: Page, format_: str) -> list[str]:
    """The headings that are the last on a page of the print, with their text on the next."""
    headings = {squeezed(text) for text in page.evaluate(HEADINGS)}
    pages = page_texts(PdfReader(BytesIO(page.pdf(format=format_))))
    return [heading for text in pages for heading in headings if text.endswith(heading)]


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_no_heading_is_alone_at_the_foot_of_a_page(browser: Browser, site_address: str, format_: str) -> None:
    with tab(browser) as page:
        for url in ENDING:
            page.goto(f"{site_address}/{url}")
            assert alone(page, format_) == [], url


def test_nor_where_the_browser_ends_pages_behind_headings(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/learn/glossary/")
        page.evaluate(AT_EVERY_HEIGHT)
        assert alone(page, "A4") == []
        page.evaluate(LIKE_FIREFOX, "none")
        assert len(alone(page, "A4")) > 5
        page.reload()
        page.evaluate(AT_EVERY_HEIGHT)
        page.evaluate(LIKE_FIREFOX, "3")
        assert alone(page, "A4") == []
