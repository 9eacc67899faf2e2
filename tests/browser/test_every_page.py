"""Every page of the built site, whatever records it has."""

from __future__ import annotations

import pytest
from helpers.project import Project
from helpers.reading import tab, violations
from playwright.sync_api import Browser

PARTS = 4
LOOKS = {"color-contrast", "color-contrast-enhanced", "target-size", "link-in-text-block"}
"""Rules of axe about what stylesheets do: each kind of page is enough for them, and they take the most time."""


def every_page(project: Project) -> list[str]:
    return [name.removesuffix("index.html") for name in project.site() if name.endswith("index.html")]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_an_axe_violation(browser: Browser, built: Project, site_address: str, part: int) -> None:
    """Every page of the site, in parts, so that several processes can share the work; how it looks is asked below."""
    pages = [*every_page(built), "no/such/page/"]
    faults = {}
    with tab(browser) as page:
        for url in pages[part::PARTS]:
            page.goto(f"{site_address}/{url}")
            faults[url] = violations(page, without=LOOKS)
    assert {url: found for url, found in faults.items() if found} == {}
