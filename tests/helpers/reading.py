"""How tests read pages in a browser: tabs, what axe has against a page, what is shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

Scheme = Literal["light", "dark"]
KINDS = ("", "stretches/", "stretches/cat-cow/", "muscles/", "muscles/rhomboid-major/", "muscles/rhomboids/",
         "routines/", "routines/desk-break/", "conditions/", "conditions/osteoporosis/", "references/",
         "learn/", "learn/when-to-seek-help/", "learn/how-to-stretch/", "learn/why-it-aches/",
         "learn/what-the-evidence-says/", "learn/glossary/", "about/", "contribute/", "contribute/safety-rules/",
         "search/", "no/such/page/")  # fmt: skip
HEIGHT = 900


_CONTEXTS: dict[tuple[Browser, str], BrowserContext] = {}


def _context(browser: Browser, options: Mapping[str, Any]) -> BrowserContext:
    """Return the one context of a browser with these options: what it fetched once it need not fetch for each test."""
    key = browser, repr(sorted(options.items()))
    if key not in _CONTEXTS:
        _CONTEXTS[key] = browser.new_context(reduced_motion="reduce", **options)
    return _CONTEXTS[key]


@contextmanager
def tab(browser: Browser, width: int = 1280, scheme: Scheme = "light", **options: Any) -> Iterator[Page]:
    """Open a tab in which nothing moves; it shares its cache with others, and keeps nothing that a site stores."""
    context = _context(browser, {"color_scheme": scheme, **options})
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.set_default_timeout(60_000)
    try:
        yield page
    finally:
        with suppress(Error):
            page.evaluate("localStorage.clear()")
        page.close()
        context.clear_cookies()


def violations(page: Page, *, without: Collection[str] = (), only: Collection[str] = ()) -> list[str]:
    """Return what axe has against the page as it stands; of contrast it asks for more than by itself.

    Text has to have 7 to 1, or 4.5 to 1 if it is large (WCAG 1.4.6, level AAA).
    """
    rules = {"color-contrast-enhanced": {"enabled": True}}
    rules |= {rule: {"enabled": False} for rule in ("color-contrast", *without)}
    chosen = {"runOnly": {"type": "rule", "values": [*only]}} if only else {"rules": rules}
    found = Axe().run(page, options={"resultTypes": ["violations"], **chosen}).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def search(page: Page, words: str) -> None:
    """Search as a reader does, and wait for what is found."""
    page.locator("header").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox", name="Search").fill(words)
    expect(page.locator(".sb-search__results")).not_to_contain_text("Spelling need not be right")


def brightness(page: Page, element: str, style: str) -> float:
    colour = page.locator(element).first.evaluate(f"element => getComputedStyle(element).{style}")
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3]) / 3


def names_shown(page: Page) -> set[str]:
    entries = page.locator("[data-finder-entry]:visible").all()
    return {entry.get_attribute("data-finder-entry") or "" for entry in entries}
