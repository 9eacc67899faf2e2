"""A site that was built without its address, below a folder of its host."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.project import Project
from helpers.reading import tab
from helpers.server import serve_below
from playwright.sync_api import Browser, Page, expect

# A site that was built without its address, below a folder of its host.


@pytest.fixture(scope="module")
def site(plain: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve_below(plain.path("site"), "book", tmp_path_factory.mktemp("host"))


BY_HAND = "take the last part off the address"


def failed(page: Page) -> list[str]:
    """What the page asks for in vain, while somebody uses it; what the page itself probes for is not counted."""
    found: list[str] = []
    page.on("requestfailed", lambda request: found.append(request.url))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_lost_readers_find_the_way_below_a_folder(browser: Browser, site: str) -> None:
    with tab(browser, anew=True) as page:
        errors = failed(page)
        for way in ("no/such/page/", "no/such/page", "nothing", "stretches/nobody/nothing/"):
            page.goto(f"{site}/{way}")
            expect(page.locator("main a").first).to_have_js_property("pathname", "/book/")
            links = page.locator("main a").evaluate_all("links => links.map(link => link.href)")
            assert not page.get_by_text(BY_HAND).is_visible()
            assert links == [f"{site}/{target}" for target in ("", "stretches/", "learn/when-to-seek-help/")]
        page.get_by_role("link", name="when to seek help").click()
        page.wait_for_url(f"{site}/learn/when-to-seek-help/")
        assert errors == []


def test_lost_readers_without_scripts_can_read_what_to_do(browser: Browser, site: str) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site}/no/such/page/")
        assert page.get_by_role("heading", name="This page is not here").is_visible()
        assert page.get_by_text(BY_HAND).is_visible()
