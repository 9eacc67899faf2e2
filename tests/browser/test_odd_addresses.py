"""Whatever stands in an address or a field, no script stops, and words are compared as search compares them."""

from __future__ import annotations

import re

from helpers.examples import NAMED
from helpers.reading import names_shown, tab
from playwright.sync_api import Browser, expect

pytestmark = NAMED

FINDER = "stretches/"
SEARCH = "search/"
READING = "learn/what-the-evidence-says/"

ADDRESSES = [
    f"{READING}#50%",
    f"{READING}#%E0%A4%A",
    f'{READING}#"]<b>',
    f"{READING}#",
    f"{FINDER}?item=1",
    f"{FINDER}?length=2&namedItem=x&constructor=1&__proto__=y",
    f"{FINDER}?words=%&words=%FF",
    f"{FINDER}?setting=no-such-place&time=soon&condition=%22%5D",
    f"{FINDER}?setting=desk&setting=floor#50%",
    f"{SEARCH}?words=%FF%25*~^:+-",
    f"{SEARCH}?words={'sholderr' * 600}",
    f"{SEARCH}?words={'+'.join(['shouldr', 'romboid', 'neckk'] * 300)}",
]


def test_no_address_stops_a_script(browser: Browser, site_address: str) -> None:
    faults: list[str] = []
    with tab(browser, anew=True) as page:
        page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
        for address in ADDRESSES:
            page.goto("about:blank")
            page.goto(f"{site_address}/{address}")
            if address.startswith(FINDER):
                expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ stretches"))
            if address.startswith(SEARCH):
                expect(page.get_by_role("status")).not_to_be_empty()
            if address.startswith(READING):
                # Folded, as the script leaves it: the claims are closed, and a link opens the one that it leads to.
                page.evaluate("location.hash = 'text-neck'")
                expect(page.locator("details#text-neck, details:has(#text-neck)").first).to_have_attribute("open", "")
    assert faults == []


SAME = {
    "cat-cow": ("cat-cow", "cat–cow", "catcow", "CAT  cow", "cát\u00adcow", "\uff23at\u2011cow"),
    "childs-pose": ("child’s pose", "childs pose", "childʼs-pose"),
}


def test_the_finder_compares_words_as_search_does(browser: Browser, site_address: str) -> None:
    with tab(browser) as finder, tab(browser) as search:
        finder.goto(f"{site_address}/{FINDER}")
        search.goto(f"{site_address}/{SEARCH}")
        for name, words in ((name, words) for name, ways in SAME.items() for words in ways):
            finder.get_by_label("Name or muscle").fill(words)
            assert name in names_shown(finder), words
            assert len(names_shown(finder)) < 5, words
            search.get_by_role("searchbox").fill("")
            search.get_by_role("searchbox").fill(words)
            first = search.locator(".sb-search__results a").first
            expect(first).to_have_attribute("href", f"{site_address}/stretches/{name}/")


def test_signs_alone_hide_nothing(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/{FINDER}")
        everything = names_shown(page)
        page.get_by_label("Name or muscle").fill("– ’ •")
        assert names_shown(page) == everything


def test_an_unknown_choice_leaves_its_field_as_it_was(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/{FINDER}?setting=nowhere")
        field = page.get_by_label("Where you are")
        expect(field).to_have_value("")
        assert field.evaluate("field => field.selectedOptions.length") == 1


def test_who_may_not_change_the_address_still_finds(browser: Browser, site_address: str) -> None:
    faults: list[str] = []
    with tab(browser, anew=True) as page:
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.add_init_script("history.replaceState = () => { throw new DOMException('too many', 'SecurityError'); }")
        page.goto(f"{site_address}/{FINDER}")
        page.get_by_label("Name or muscle").fill("camel")
        assert names_shown(page) == {"cat-cow"}
    assert faults == []


def test_without_its_data_the_finder_leaves_the_list(browser: Browser, site_address: str) -> None:
    faults: list[str] = []
    with tab(browser, anew=True) as page:
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.route("**/api/v1/stretches.json", lambda route: route.fulfill(body="<html>sign in to this network</html>"))
        page.goto(f"{site_address}/{FINDER}")
        expect(page.locator("[data-finder-entry]").first).to_be_visible()
        expect(page.get_by_label("Name or muscle")).to_have_count(0)
    assert faults == []
