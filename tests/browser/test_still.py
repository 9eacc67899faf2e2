"""Nothing that a reader looks at moves while its page loads, whatever they have chosen."""

from __future__ import annotations

import re

import pytest
from helpers.examples import NAMED
from helpers.reading import KINDS, tab
from playwright.sync_api import Browser, expect

pytestmark = NAMED

LISTEN = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.moved += each.value;
}).observe({ type: "layout-shift", buffered: true });"""
WAIT = """const patient = new CSSStyleSheet();
patient.replaceSync(".sb-awaits main { animation: none }");
document.adoptedStyleSheets.push(patient);"""
"""After a second a page is shown without what it waits for; how much comes within one depends on the machine."""
A_LITTLE = 0.02
"""Of what is called good a fifth: on a busy machine the foot of a page may come in two steps."""
CHOSEN = ["osteoporosis", "pregnancy"]
KEPT = "(ids) => localStorage.setItem(`stretchbook:yours:${new URL('.', location).pathname}`, JSON.stringify(ids))"


@pytest.mark.parametrize("chosen", [[], CHOSEN])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(browser: Browser, site_address: str, width: int, chosen: list[str]) -> None:
    """Fonts are kept away: when they come depends on the machine."""
    moved = {}
    with tab(browser, width, anew=True) as page:
        page.add_init_script(LISTEN + WAIT)
        page.route("**/*.woff2", lambda route: route.abort())
        page.goto(site_address)
        page.evaluate(KEPT, chosen)
        for url in KINDS:
            page.goto(f"{site_address}/{url}", wait_until="networkidle")
            page.evaluate("new Promise(requestAnimationFrame)")
            moved[url] = page.evaluate("window.moved")
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
