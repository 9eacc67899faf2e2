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
    f"{FINDER}?setting=desk&setting=floor#50%",
    f"{SEARCH}?words={'sholderr' * 600}",
    f"{SEARCH}?words={'+'.join(['shouldr', 'romboid', 'neckk'] * 300)}",
]
"""Those in which a page does something of its own; `QUERIES` has more."""


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


ODD = ("__proto__", "constructor", "prototype", "hasOwnProperty", "item", "length", "toString", "sb-finder", "time",
       "words", "condition", "setting", "%", "%E0%A4%A", "<b>", "\"]'", "")  # fmt: skip
"""Names and values that a script might trip over."""
LONG = "x" * 100_000
QUERIES = [
    "?item=1",
    "?length=2&namedItem=x&constructor=1&__proto__=y",
    "?words=%&words=%FF",
    "?words=%FF%25*~^:+-",
    "?setting=no-such-place&time=soon&condition=%22%5D",
    *(f"?{name}={value}" for name in ODD for value in ("1", "%ZZ")),
    *(f"#{name}={name}&{name}=2" for name in ODD),
    f"?words={LONG}",
    f"?{LONG}=1",
    "?" + "words=a&" * 5000,
    "?time=NaN&time=-1&time=1e999&time=60",
    "?condition=mine&condition=__proto__#condition=constructor",
]
KEPT = [
    "null", "1", '"osteoporosis"', "{}", '{"length": 9}', "[null]", "[[]]", '["__proto__", "constructor", "no such"]',
    "[" + ",".join(['"osteoporosis"'] * 20_000) + "]", '["' + LONG + '"]', "{", "", "undefined", "[1e999]",
]  # fmt: skip
PALETTES = [
    "null", "{", "1", "[]", '{"color": 1}', '{"color": {" ": 1}, "index": 0}', '{"index": "x"}', '{"index": 1e999}',
    '{"index": 0, "color": {"media": 1, "scheme": {}, "primary": [], "accent": null}}',
    '{"index": 1, "color": {"media": "", "scheme": "slate", "primary": "", "accent": "", "<b>": "x"}}',
]  # fmt: skip
EACH_ADDRESS = """async ([element, queries]) => {
  const whole = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  const faults = [];
  let here = document.querySelector(element);
  for (const query of queries) {
    history.replaceState(null, "", location.pathname + query);
    const anew = document.importNode(whole.querySelector(element), true);
    here.replaceWith(anew);
    here = anew;
    const isBuilt = () => anew.querySelector("[role=status]");
    for (let turn = 0; turn < 200 && !isBuilt(); turn += 1) await new Promise((done) => setTimeout(done));
    if (!isBuilt()) faults.push(query.slice(0, 60));
    for (const field of anew.querySelectorAll("input, select")) if (field.value.length > 200) faults.push(field.name);
  }
  return faults;
}"""
EACH_KEPT = """async ([values]) => {
  const key = `stretchbook:yours:${new URL("../", location).pathname}`;
  for (const value of values) {
    localStorage.setItem(key, value);
    dispatchEvent(new StorageEvent("storage", { key }));
    await new Promise((done) => setTimeout(done, 20));
  }
  await new Promise((done) => setTimeout(done, 100));
  return document.querySelector(".sb-mine").textContent.length;
}"""
EACH_PALETTE = """values => values.map((value) => {
  localStorage.setItem(`${__md_scope.pathname}.__palette`, value);
  return __md_get("__palette");
})"""
NO_STORE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("No", "SecurityError"); } });"""


def test_no_address_and_nothing_that_is_kept_stops_a_script(browser: Browser, site_address: str) -> None:
    """All of it in one page of each kind: what reads the address is put there anew."""
    faults: list[str] = []
    with tab(browser, anew=True) as page:
        page.on("pageerror", lambda fault: faults.append(f"{page.url[:200]}: {fault}"))
        for url, element in ((FINDER, "stretch-finder"), (SEARCH, "site-search")):
            page.goto(f"{site_address}/{url}")
            expect(page.locator(f"{element} input").first).to_be_visible()
            assert page.evaluate(EACH_ADDRESS, [element, QUERIES]) == []
            assert page.evaluate("Object.keys(Object.prototype)") == []
        page.goto(f"{site_address}/{FINDER}")
        assert page.evaluate(EACH_KEPT, [KEPT]) < 200
        assert page.evaluate(EACH_PALETTE, PALETTES) == [None] * len(PALETTES)
        page.reload()
        expect(page.get_by_role("status").first).to_have_text(re.compile(r"\d+ stretches"))
        page.add_init_script(NO_STORE)
        page.reload()
        expect(page.get_by_role("status").first).to_have_text(re.compile(r"\d+ stretches"))
        page.locator("label[title='Switch to dark colours']").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert faults == []
