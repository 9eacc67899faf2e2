"""Every page of the built site, whatever records it has."""

from __future__ import annotations

import pytest
from helpers.project import Project
from helpers.reading import tab, violations
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

PARTS = 2
LOOKS = {"color-contrast", "color-contrast-enhanced", "target-size", "link-in-text-block"}
"""Rules of axe about what stylesheets do: each kind of page is enough for them, and they take the most time."""


def unlike_pages(project: Project) -> list[str]:
    """As few pages as hold every element in every surrounding that the site has, the richest first.

    What axe finds without looks follows from elements, their attributes and what they stand in. A page on which all of
    that is as on another one can show nothing new.
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


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_an_axe_violation(browser: Browser, built: Project, site_address: str, part: int) -> None:
    """In parts, so that several processes can share the work; how it looks is asked of each kind of page."""
    pages = [*unlike_pages(built), "no/such/page/"]
    faults = {}
    with tab(browser) as page:
        for url in pages[part::PARTS]:
            page.goto(f"{site_address}/{url}")
            faults[url] = violations(page, without=LOOKS)
    assert {url: found for url, found in faults.items() if found} == {}
