"""What has to be seen is seen, on paper too; and a browser sees every way of hiding it that a style sheet has."""

from __future__ import annotations

from helpers.examples import NAMED
from helpers.hiding_css import SEEN_ONLY, STRIP
from helpers.reading import tab
from helpers.sight import NEEDED, ON_PAPER, ON_SHEET, STYLE, unseen
from playwright.sync_api import Browser, Page

pytestmark = NAMED

STRETCH, ROUTINE = "stretches/cat-cow/", "routines/desk-break/"
PAGES = (STRETCH, ROUTINE, "conditions/osteoporosis/", "conditions/infection/")
WITH_STRIP = "[data-strip], [data-emergency-line]"


def looks_of(page: Page, url: str) -> dict[str, list[str]]:
    """What nobody sees of a page, in each of its looks; dark is how a reader chooses it."""
    found = {"wide": unseen(page)}
    page.set_viewport_size({"width": 360, "height": 740})
    found["narrow"] = unseen(page)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    found["dark"] = unseen(page)
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    found["on paper"] = unseen(page, ON_SHEET if url == ROUTINE else ON_PAPER, on_paper=True)
    return found


def test_what_has_to_be_seen_is_seen(browser: Browser, site_address: str) -> None:
    found = {}
    for url in PAGES:
        with tab(browser) as page:
            page.goto(f"{site_address}/{url}")
            page.evaluate("document.fonts.ready.then(() => null)")
            assert page.locator(NEEDED).count() > 0, url
            found[url] = looks_of(page, url)
    assert {(url, look): faults for url, looks in found.items() for look, faults in looks.items() if faults} == {}


def test_a_browser_sees_every_way_of_hiding(browser: Browser, site_address: str) -> None:
    """If it did not, the test above could not fail."""
    with tab(browser, 360, anew=True) as page:
        page.goto(f"{site_address}/{STRETCH}")
        page.evaluate("document.fonts.ready.then(() => null)")
        page.set_viewport_size({"width": 360, "height": 1200})
        assert unseen(page, WITH_STRIP, of_window=True) == []
        passed = []
        for way, style in {**STRIP, **SEEN_ONLY}.items():
            page.evaluate(STYLE, style)
            page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished)).then(() => null)")
            passed += [] if unseen(page, WITH_STRIP, of_window=True) else [way]
            page.evaluate("document.adoptedStyleSheets = []")
    assert passed == []
