"""The site's own fonts: what is served, what a visit fetches, and that no font of a machine changes a page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import font_source_serif_pro
import pytest
from helpers import fontconfig
from helpers.chromium import launch
from helpers.examples import NAMED
from helpers.reading import Fetching, tab, without_cache
from playwright.sync_api import Browser, Page, Playwright, Response
from pypdf import PageObject, PdfReader
from stretchbook.render import web_fonts

pytestmark = NAMED

FIRST_VISIT = 60 * 1024
"""Bytes that the fonts of any one page may take."""

VISITED = ("", "stretches/", "stretches/cat-cow/", "muscles/", "routines/desk-break/", "references/",
         "learn/why-it-aches/", "learn/what-the-evidence-says/", "contribute/style/", "no/such/page/")  # fmt: skip

TEXT_BOXES = """() => {
  const boxes = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    // What is folded away waits for its fonts until somebody unfolds it.
    if (!walk.currentNode.parentElement.checkVisibility()) continue;
    range.selectNodeContents(walk.currentNode);
    for (const box of range.getClientRects()) boxes.push([box.x, box.y, box.width, box.height].map(Math.round));
  }
  return boxes;
}"""

FONT_STATUSES = """
[...document.fonts].filter(font => !font.family.includes("stand-in")).map(font => font.status)
"""

WIDTH = """([family, text]) => {
  const span = document.body.appendChild(document.createElement("span"));
  span.textContent = text;
  span.style.cssText = `position: absolute; white-space: pre; font: 400 50px ${family}`;
  return span.getBoundingClientRect().width;
}"""


# What a visit fetches.


def fetched_fonts(page: Page, fetching: Fetching, address: str) -> dict[str, int]:
    """The fonts that a page fetches, each once, with its size in bytes."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(address)
    fetching.wait()
    page.remove_listener("response", note)
    fonts = [answer for answer in answers if answer.request.resource_type == "font"]
    statuses = page.evaluate(FONT_STATUSES)
    assert set(statuses) == {"loaded", "unloaded"}
    assert len({answer.url for answer in fonts}) == len(fonts)
    return {answer.url: len(answer.body()) for answer in fonts}


def test_a_first_visit_fetches_few_fonts(browser: Browser, site_address: str) -> None:
    always = {f"{site_address}/{uri}" for uri in web_fonts.preloaded()}
    more = {}
    # Where nothing leads, the page carries its own few styles.
    with tab(browser, anew=True) as page:
        without_cache(page)
        fetching = Fetching(page)
        for url in (url for url in VISITED if url != "no/such/page/"):
            fonts = fetched_fonts(page, fetching, f"{site_address}/{url}")
            assert sum(fonts.values()) <= FIRST_VISIT, url
            assert always <= fonts.keys(), url
            more[url] = {font.removeprefix(f"{site_address}/") for font in fonts.keys() - always}
    italic = {web_fonts.FACES[2].uri("core")}
    letters = {web_fonts.FACES[0].uri(part) for part in ("western", "more")}
    assert more["references/"] == letters
    assert more["routines/desk-break/"] == more["learn/why-it-aches/"] == italic
    assert [url for url, fonts in more.items() if fonts not in (set(), italic, letters)] == []
    assert [more[url] for url in ("", "stretches/", "stretches/cat-cow/", "muscles/")] == [set()] * 4


def test_a_font_that_does_not_come_leaves_the_text_in_sight(browser: Browser, site_address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/*.woff2", lambda route: route.abort())
        page.goto(f"{site_address}/stretches/cat-cow/")
        assert page.locator("main h1").is_visible()
        assert page.evaluate(WIDTH, ["var(--sb-sans), serif", "Cat-cow"]) > 100


# No font of the machine changes a page.


@pytest.fixture(scope="module")
def others(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Browser]]:
    """Browsers that see other fonts than the tests' own: one very wide font, and those of the machine."""
    wide = Path(str(font_source_serif_pro.__file__)).with_name("files") / "SourceSerifPro-Black.ttf"
    made = [launch(playwright, fontconfig.one_font(tmp_path_factory.mktemp("wide"), wide)), launch(playwright, {})]
    yield made
    for browser in made:
        browser.close()


def show(page: Page, address: str, width: int = 360) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.evaluate("document.fonts.ready")


FAMILIES = ("serif", "sans-serif", "monospace", "Arial", "DejaVu Sans", "Liberation Mono", "Noto Serif")
LAID_OUT = (("", 360), ("conditions/", 1280), ("stretches/cat-cow/", 360), ("references/", 360))


def test_every_machine_lays_out_and_prints_the_same(browser: Browser, others: list[Browser], site_address: str) -> None:
    """The tests' own browser sees no font of the machine; the others do, and nothing of a page changes."""
    widths, boxes, printed = [], [], []
    for each in (browser, *others):
        with tab(each) as page:
            for url, width in LAID_OUT:
                show(page, f"{site_address}/{url}", width)
                boxes.append((url, page.evaluate(TEXT_BOXES)))
            widths.append({family: page.evaluate(WIDTH, [f"'{family}', {family}", "illWM"]) for family in FAMILIES})
            show(page, f"{site_address}/routines/desk-break/", 1280)
            reader = PdfReader(BytesIO(page.pdf(format="A4")))
        assert {font for leaf in reader.pages for font in fonts_on(leaf)} == {
            "StretchbookSans-Regular", "StretchbookSans-Bold", "StretchbookSans-Italic", "StretchbookSerif-Bold",
        }  # fmt: skip
        printed.append([leaf.extract_text() for leaf in reader.pages])
    assert len(set(widths[0].values())) == 1, widths
    assert widths[1]["serif"] != widths[0]["serif"]
    own = boxes[: len(LAID_OUT)]
    assert min(len(found) for _, found in own) > 30
    assert boxes == own * len(printed)
    assert printed[1:] == printed[:-1]


def fonts_on(leaf: PageObject) -> Iterator[str]:
    resources: Any = leaf["/Resources"]
    for font in resources.get("/Font", {}).values():
        yield font.get_object()["/BaseFont"].partition("+")[2]
