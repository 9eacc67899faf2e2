"""Claims as readers open and print them."""

from __future__ import annotations

from helpers.examples import NAMED
from helpers.reading import tab
from playwright.sync_api import Browser, expect

pytestmark = NAMED

CLAIMS = "learn/what-the-evidence-says/"


def test_a_link_to_a_claim_opens_it(browser: Browser, site_address: str) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/{CLAIMS}#text-neck")
        expect(page.locator("#text-neck .sb-claim__answer")).to_be_in_viewport()
        expect(page.locator("#text-neck summary")).to_be_in_viewport()
        expect(page.locator("details.sb-claim[open]")).to_have_count(1)
        page.evaluate("location.hash = 'thirty-seconds'")
        expect(page.locator("#thirty-seconds .sb-claim__answer")).to_be_visible()


def test_a_closed_claim_is_read_on_paper(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/{CLAIMS}")
        expect(page.locator("#text-neck .sb-claim__answer")).not_to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("#text-neck .sb-claim__answer")).to_be_visible()
