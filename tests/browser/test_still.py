"""Nothing that a reader looks at moves while its page loads, also where fonts or the reader's answers come late."""

from __future__ import annotations

import pytest
from helpers.examples import NAMED
from helpers.reading import KINDS, tab
from playwright.sync_api import Browser

pytestmark = NAMED

LISTEN = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.moved += each.value;
}).observe({ type: "layout-shift", buffered: true });"""
A_LITTLE = 0.01
"""A tenth of what is called good: a line that breaks elsewhere once its font is there, and no more."""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(browser: Browser, site_address: str, width: int) -> None:
    moved = {}
    with tab(browser, width, anew=True) as page:
        page.add_init_script(LISTEN)
        for url in KINDS:
            page.goto(f"{site_address}/{url}", wait_until="networkidle")
            page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            moved[url] = page.evaluate("window.moved")
    assert {url: much for url, much in moved.items() if much > A_LITTLE} == {}
