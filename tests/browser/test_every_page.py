"""Every page of the built site, whatever records it has."""

from __future__ import annotations

import pytest
from helpers.project import Project
from helpers.reading import HEIGHT, tab, violations
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

PARTS = 2
BY_WIDTH = {"color-contrast-enhanced", "link-in-text-block", "target-size", "scrollable-region-focusable"}
"""Rules of axe about what widths and colours change. What a phone alone shows, tests of its drawer and search judge."""


def unlike_pages(project: Project) -> list[str]:
    """As few pages as hold every element in every surrounding that the site has, the richest first.

    What axe finds follows from elements, their attributes and what they stand in. A page on which all of that is as on
    another one can show nothing new.
    """
    shapes = {name: shapes_of(project.read(f"site/{name}")) for name in project.site() if name.endswith("index.html")}
    missing = set().union(*shapes.values())
    chosen = []
    while missing:
        best = max(sorted(shapes), key=lambda name: len(shapes[name] & missing))
        chosen.append(best.removesuffix("index.html"))
        missing -= shapes[best]
    return chosen


def shapes_of(html: str) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for node in LexborHTMLParser(html).css("html *"):
        parent = node.parent
        outer = (parent.tag, parent.attributes.get("class")) if parent else ()
        empty = not node.text(strip=True) and not node.css_first("img, svg, input")
        found.add((node.tag, node.attributes.get("class"), frozenset(node.attributes), outer, empty))
    return found


THIN = """() => {
  const shape = (element) => [element.localName, element.getAttribute("class"), ...element.getAttributeNames(),
    !element.textContent.trim(), ...[...element.children].map(shape)].join(" ");
  for (const parent of document.querySelectorAll("main :is(article, section, div, ul, ol, dl, tbody, select)")) {
    const seen = new Map();
    for (const child of [...parent.children].slice(0, -1)) {
      const own = shape(child);
      seen.set(own, (seen.get(own) ?? 0) + 1);
      if (seen.get(own) > 2) child.remove();
    }
  }
}"""
"""Leaves, of what stands side by side and is made alike, the first two and the last: rows, terms, references."""


def by_night(page: Page) -> None:
    """Show a page in its dark colours, as its switch does."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")


def by_day(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'default')")


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_an_axe_violation(
    browser: Browser, built: Project, site_address: str, plain_site_address: str, part: int
) -> None:
    """At a desk by night all that axe knows, on a phone by day what that changes.

    In parts, so that several processes can share the work.
    """
    lost = "no/such/page/"
    pages = [f"{site_address}/{url}" for url in [*unlike_pages(built), lost]] + [f"{plain_site_address}/{lost}"]
    faults: dict[tuple[str, str], list[str]] = {}
    judged: set[int] = set()
    with tab(browser) as page:
        for url in pages[part::PARTS]:
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 1280, "height": HEIGHT})
            page.goto(url)
            page.evaluate(THIN)
            by_night(page)
            faults[url, "by night"] = violations(page, judged=judged)
            by_day(page)
            page.set_viewport_size({"width": 360, "height": HEIGHT})
            faults[url, "on a phone"] = violations(page, only=BY_WIDTH, judged=judged)
    assert {where: found for where, found in faults.items() if found} == {}
