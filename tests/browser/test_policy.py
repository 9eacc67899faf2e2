"""Pages say what they may load and run: all that the site does is within it, and nothing else runs or is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from helpers.reading import HEIGHT, KINDS, Fetching, search, tab
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = NAMED

NOTE = """window.broken = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
  window.broken.push(`${effectiveDirective}: ${blockedURI} ${sample}`));"""
WIDTHS = (320, 360, 768, 1280)
FOREIGN = "https://elsewhere.invalid/"
TRIES = """async (foreign) => {
  const put = (name, attributes, text) => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.textContent = text ?? "";
    document.body.append(element);
    return element;
  };
  window.ran = [];
  put("script", {}, "window.ran.push('a script of its own')");
  put("button", { onclick: "window.ran.push('an attribute')" }).click();
  put("a", { href: "javascript:window.ran.push('an address')" }).click();
  put("script", { src: `${foreign}x.js` });
  put("img", { src: `${foreign}x.png` });
  put("link", { rel: "stylesheet", href: `${foreign}x.css` });
  put("style", {}, "body { background: red !important }");
  put("iframe", { srcdoc: "<script>parent.ran.push('a frame')</scr" + "ipt>" });
  put("object", { data: `${foreign}x` });
  put("base", { href: foreign });
  try { new Worker("data:text/javascript,0"); } catch {}
  await fetch(`${foreign}x.json`).catch(() => null);
  const form = put("form", { action: foreign, method: "get" });
  form.submit();
  await new Promise((done) => setTimeout(done, 300));
  const red = getComputedStyle(document.body).backgroundColor === "rgb(255, 0, 0)";
  return [window.ran, red, document.baseURI.startsWith(foreign)];
}"""


@contextmanager
def watched(browser: Browser, site: str) -> Iterator[tuple[Page, list[str]]]:
    """A tab; what it asks others for, and what went wrong in it."""
    faults: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")) and request.failure != "csp":
            faults.append(f"asked for {request.url}")

    with tab(browser, anew=True) as page:
        page.add_init_script(NOTE)
        page.on("requestfailed", note)
        page.on("requestfinished", note)
        page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
        yield page, faults


def broken(page: Page) -> Any:
    return page.evaluate("window.broken")


def too_wide(page: Page) -> list[str]:
    """The widths at which a page can be moved sideways."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        found += [f"{page.url}: {wide} pixels wide, and {seen} are seen"] if wide > seen else []
    return found


@pytest.mark.parametrize("site", ["site_address", "plain_site_address", "owned_site_address"])
def test_each_kind_of_page_keeps_to_itself_and_to_its_screen(
    browser: Browser, site: str, request: pytest.FixtureRequest
) -> None:
    """It asks no other origin, goes not beyond its policy, complains of nothing, and is not moved sideways."""
    home: str = request.getfixturevalue(site)
    # Whether there is an address changes links alone, and those of each kind of page are made in one place.
    few = ("", "stretches/open-hand/", "routines/tea-break/", "no/such/page/")
    pages, words = (KINDS, "shoulder") if site == "site_address" else (few, "hand")
    asked: list[str] = []
    said: list[str] = []
    with watched(browser, home) as (page, faults):
        fetching = Fetching(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        for url in reversed(pages):
            page.goto(f"{home}/{url}")
            fetching.wait()
            faults.extend([*broken(page), *too_wide(page)])
            if url == "no/such/page/":
                # That there is no such page, the browser itself says, and the page looks for what there is.
                said.clear()
        search(page, words)
        expect(page.locator(".sb-search__results li").first).to_be_visible()
    assert faults + said == []
    assert [url for url in asked if not url.startswith((f"{home}/", "data:", "blob:"))] == []
    assert f"{home}/search/index.json" in asked


def test_all_that_the_site_does_is_within_the_policy(browser: Browser, site_address: str) -> None:
    with watched(browser, site_address) as (page, faults):
        page.goto(f"{site_address}/stretches/")
        page.get_by_label("Name or muscle").fill("camel")
        page.get_by_role("button", name="Have a health condition?").click()
        page.get_by_role("checkbox", name="Osteoporosis").check()
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("complementary", name="What you have")).to_contain_text("You have:")
        search(page, "shoulder")
        expect(page.locator(".sb-search__results a").first).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("label[title='Switch to dark colours']").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        faults.extend(broken(page))
        page.goto(f"{site_address}/routines/desk-break/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        expect(page.get_by_role("button", name="Print with my answers")).to_be_visible()
        page.emulate_media(media="print")
        placed = "each => parseFloat(getComputedStyle(each).width) / parseFloat(each.style.width)"
        assert page.locator(".sb-sheet__picture").first.evaluate(placed) == pytest.approx(96 / 25.4, rel=0.01)
        faults.extend(broken(page))
    assert faults == []


def test_nothing_that_got_into_a_page_runs(browser: Browser, site_address: str, plain_site_address: str) -> None:
    """Once for each policy: of most pages, of those with a sheet, of one without the theme."""
    for site, url in (
        (site_address, "stretches/cat-cow/"),
        (site_address, "routines/desk-break/"),
        (plain_site_address, "no/such/page/"),
    ):
        with watched(browser, site) as (page, faults):
            page.goto(f"{site}/{url}")
            assert page.evaluate(TRIES, FOREIGN) == [[], False, False], url
            assert len(broken(page)) >= 11, broken(page)
            assert [fault for fault in faults if fault.startswith("asked")] == []


def test_every_page_has_a_policy(built: Project) -> None:
    """It allows no script that is in the page but by its digest."""
    pages = {name: text.decode() for name, text in built.site().items() if name.endswith(".html")}
    for name, text in pages.items():
        policy = text.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
        told = dict(part.split(" ", 1) for part in policy.split("; "))
        assert told["default-src"] == "'none'", name
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & set(told["script-src"].split()), name
        assert told["style-src-elem" if "style-src-elem" in told else "style-src"].startswith("'self'"), name
        assert "'unsafe-inline'" not in told.get("style-src-elem", ""), name
