"""Nothing that a reader looks at moves while its page loads, whatever they have chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from helpers import fontconfig
from helpers.chromium import launch
from helpers.examples import NAMED
from helpers.project import Project
from helpers.reading import KINDS, Fetching, tab, without_cache
from helpers.shares_of_cases import IS_LONG
from playwright.sync_api import Browser, Playwright, Route, expect
from stretchbook.render.web_fonts import SANS, SERIF, STAND_INS, StandIn

pytestmark = NAMED

LISTEN = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.moved += each.value;
}).observe({ type: "layout-shift", buffered: true });"""
WAIT = """const patient = new CSSStyleSheet();
patient.replaceSync(".sb-awaits :is(main, .md-footer) { animation: none }");
document.adoptedStyleSheets.push(patient);"""
"""After a second a page is shown without what it waits for; how much comes within one depends on the machine."""
NO_FONTS = {"urls": ["*.woff2"]}
A_LITTLE = 0.02
"""Of what is called good a fifth: on a busy machine the foot of a page may come in two steps."""
CHOSEN = ["osteoporosis", "pregnancy"]
OFTEN = ("", "stretches/", "stretches/cat-cow/", "muscles/", "routines/desk-break/", "conditions/osteoporosis/")
"""The kinds of pages that differ most; the others have the same parts, and on a phone all are looked at."""

KEPT = "(ids) => localStorage.setItem(`stretchbook:yours:${new URL('.', location).pathname}`, JSON.stringify(ids))"


def told(built: Project) -> list[str]:
    """The kinds of pages that have room for a reader's answers, and one that has but the line that all have."""
    return [*(url for url in KINDS[:-1] if "data-yours" in built.read(f"site/{url}index.html")), "about/"]


@pytest.mark.parametrize("chosen", [[], CHOSEN])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, built: Project, site_address: str, width: int, chosen: list[str]
) -> None:
    """Each time as on a first visit. Fonts are kept away: when they come depends on the machine.

    On a phone, without answers, every kind of page; else those that differ most, and in `make fuzz` every one.
    """
    urls = told(built) if chosen else KINDS
    if not IS_LONG and (chosen or width > 360):
        urls = [url for url in urls if url in OFTEN]
    moved = {}
    with tab(browser, width, anew=True) as page:
        page.add_init_script(LISTEN + WAIT)
        without_cache(page).send("Network.setBlockedURLs", NO_FONTS)
        fetching = Fetching(page)
        page.goto(site_address)
        page.evaluate(KEPT, chosen)
        for url in urls:
            page.goto(f"{site_address}/{url}")
            expect(page.locator(".sb-awaits")).to_have_count(0)
            fetching.wait()
            moved[url] = page.evaluate("window.moved")
    assert {url: much for url, much in moved.items() if much > A_LITTLE} == {}


PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def font_of_the_machine(stand_in: StandIn, folder: Path) -> None:
    """Make a font of our letters that is as wide as the one which stands in for ours, and much higher."""
    with TTFont(stand_in.face.source) as font:
        font["head"].unitsPerEm = round(font["head"].unitsPerEm * stand_in.width)
        font["hhea"].ascent *= 2
        name = stand_in.locals[0]
        for number in (1, 4, 6, 16):
            font["name"].setName(name, number, 3, 1, 0x409)
        folder.mkdir(exist_ok=True)
        font.save(folder / f"{name}.ttf")


def moved_by_fonts(browser: Browser, address: str) -> float:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with tab(browser, 360, anew=True) as page:
        page.add_init_script(LISTEN)
        page.route("**/*.woff2", hold)
        page.goto(address, wait_until="domcontentloaded")
        page.evaluate(PAINTED)
        assert len(held) >= 3
        for font in held:
            font.continue_()
        page.unroute("**/*.woff2", hold)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => null)")
        page.evaluate(PAINTED)
        return float(page.evaluate("window.moved"))


def test_nothing_moves_when_the_fonts_come(playwright: Playwright, site_address: str, tmp_path: Path) -> None:
    """On a machine whose fonts are as wide as our list of them says. What other fonts do depends on their letters."""
    for stand_in in STAND_INS:
        if stand_in.family in (f"{SANS} stand-in", f"{SERIF} stand-in"):
            font_of_the_machine(stand_in, tmp_path / "fonts")
    browser = launch(playwright, fontconfig.only(tmp_path / "fonts", tmp_path / "config"))
    urls = ("stretches/cat-cow/", "routines/desk-break/", "learn/why-it-aches/")
    moved = {url: moved_by_fonts(browser, f"{site_address}/{url}") for url in urls}
    browser.close()
    assert {url: much for url, much in moved.items() if much > A_LITTLE} == {}


def test_a_page_that_waits_for_answers_is_shown_without_them(browser: Browser, site_address: str) -> None:
    with tab(browser, 360, anew=True) as page:
        page.goto(site_address)
        page.evaluate(KEPT, CHOSEN)
        page.route("**/yours*.js", lambda route: route.abort())
        page.goto(f"{site_address}/stretches/cat-cow/")
        strip = page.locator("[data-strip]")
        expect(page.locator("html")).to_have_class(re.compile("sb-awaits"))
        expect(strip).to_be_visible()
