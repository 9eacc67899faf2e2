"""The site's own fonts: what is served, what a visit fetches, and that no font of a machine changes a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import font_source_serif_pro
import pytest
from helpers import fontconfig
from helpers.chromium import launch
from helpers.examples import NAMED
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


def fetched_fonts(browser: Browser, address: str) -> dict[str, int]:
    """The fonts that a first visit to a page fetches, each once, with its size in bytes."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    with browser.new_context() as context:
        page = context.new_page()
        page.on("response", note)
        page.goto(address)
        page.evaluate("document.fonts.ready")
        fonts = [answer for answer in answers if answer.request.resource_type == "font"]
        statuses = page.evaluate(FONT_STATUSES)
        assert set(statuses) == {"loaded", "unloaded"}
        assert len({answer.url for answer in fonts}) == len(fonts)
        return {answer.url: len(answer.body()) for answer in fonts}


def test_a_first_visit_fetches_few_fonts(browser: Browser, site_address: str) -> None:
    always = {f"{site_address}/{uri}" for uri in web_fonts.preloaded()}
    more = {}
    # Where nothing leads, the page carries its own few styles.
    for url in (url for url in VISITED if url != "no/such/page/"):
        fonts = fetched_fonts(browser, f"{site_address}/{url}")
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


@contextmanager
def seen(browser: Browser, address: str, width: int = 360) -> Iterator[Page]:
    with browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate("document.fonts.ready")
        yield page


def test_the_tests_see_no_font_of_the_machine(browser: Browser, others: list[Browser], site_address: str) -> None:
    families = ("serif", "sans-serif", "monospace", "Arial", "DejaVu Sans", "Liberation Mono", "Noto Serif")
    with seen(browser, site_address) as page:
        widths = {family: page.evaluate(WIDTH, [f"'{family}', {family}", "illWM"]) for family in families}
    assert len(set(widths.values())) == 1, widths
    with seen(others[0], site_address) as page:
        assert page.evaluate(WIDTH, ["serif", "illWM"]) != widths["serif"]


@pytest.mark.parametrize(
    ("url", "width"), [("", 360), ("conditions/", 1280), ("stretches/cat-cow/", 360), ("references/", 360)]
)
def test_every_machine_lays_out_the_same(
    browser: Browser, others: list[Browser], site_address: str, url: str, width: int
) -> None:
    boxes = []
    for each in (browser, *others):
        with seen(each, f"{site_address}/{url}", width) as page:
            boxes.append(page.evaluate(TEXT_BOXES))
    assert len(boxes[0]) > 30
    assert boxes[1:] == boxes[:-1]


def test_every_machine_prints_the_same(browser: Browser, others: list[Browser], site_address: str) -> None:
    printed = []
    for each in (browser, *others):
        with seen(each, f"{site_address}/routines/desk-break/", 1280) as page:
            reader = PdfReader(BytesIO(page.pdf(format="A4")))
        fonts = {font for leaf in reader.pages for font in fonts_on(leaf)}
        assert fonts == {
            "StretchbookSans-Regular", "StretchbookSans-Bold", "StretchbookSans-Italic", "StretchbookSerif-Bold",
        }  # fmt: skip
        printed.append([leaf.extract_text() for leaf in reader.pages])
    assert printed[1:] == printed[:-1]


def fonts_on(leaf: PageObject) -> Iterator[str]:
    resources: Any = leaf["/Resources"]
    for font in resources["/Font"].values():
        yield font.get_object()["/BaseFont"].partition("+")[2]
