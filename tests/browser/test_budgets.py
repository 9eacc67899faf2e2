"""What a reader meets before the first step, and how long a page is: measured on a phone, on every stretch."""

from __future__ import annotations

import gzip
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from helpers.reading import tab
from playwright.sync_api import Browser, Page
from stretchbook.book.library import Library

pytestmark = NAMED

WIDTH, SCREEN = 360, 740
"""The phone on which the budgets are set; pixels."""

MEASURE = """() => {
  const step = document.querySelector(".sb-steps > li").getBoundingClientRect();
  const words = text => text.trim().split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length;
  const warned = [...document.querySelectorAll(".sb-strip p")];
  return {
    step: step.top + scrollY,
    height: document.documentElement.scrollHeight,
    words: words(document.querySelector(".md-content").innerText),
    strip: words(warned[0].innerText),
    line: words(warned[1].innerText),
    warned: words([...document.querySelectorAll(".sb-stretch :is(.sb-strip, .sb-stop__group)")]
      .filter(box => box.getBoundingClientRect().top < step.top).map(box => box.innerText).join(" ")),
    ochre: [...document.querySelectorAll("main *")].filter(each =>
      getComputedStyle(each).backgroundColor === getComputedStyle(document.querySelector(".sb-strip")).backgroundColor
      && each.checkVisibility()).length,
    sizes: [...new Set([...document.querySelectorAll(".md-content *")].filter(each => each.checkVisibility()
      && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
      .map(each => getComputedStyle(each).fontSize))].sort(),
  };
}"""


def sent(file: Path) -> int:
    """Return how many bytes of a file a server sends; what is compressed already is not compressed again."""
    content = file.read_bytes()
    return len(content) if file.suffix in {".woff2", ".png"} else len(gzip.compress(content, 6))


def measured(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => null)")
    found: dict[str, Any] = page.evaluate(MEASURE)
    return found


@pytest.fixture(scope="module")
def pages(browser: Browser, site_address: str, library: Library) -> dict[str, dict[str, Any]]:
    with tab(browser, WIDTH) as page:
        page.set_viewport_size({"width": WIDTH, "height": SCREEN})
        return {name: measured(page, f"{site_address}/stretches/{name}/") for name in library.stretches}


def asked_for(browser: Browser, address: str) -> set[str]:
    """Return what a browser that has never been there asks for."""
    context = browser.new_context(viewport={"width": WIDTH, "height": SCREEN})
    page, asked = context.new_page(), set[str]()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path.lstrip("/")))
    page.goto(address, wait_until="networkidle")
    context.close()
    return asked


def test_a_page_is_light(browser: Browser, site_address: str, built: Project, library: Library) -> None:
    """But for the picture of the next stretch, at the foot: it comes once a reader is on the way there."""
    own = {name: [*built.path("site/figures").glob(f"{name}-[0-9].svg")] for name in library.stretches}
    weight = {name: sum(map(sent, (built.path(f"site/stretches/{name}/index.html"), *own[name]))) for name in own}
    heaviest = sorted(weight, key=lambda name: -weight[name])[:8]
    for name in heaviest:
        asked = asked_for(browser, f"{site_address}/stretches/{name}/")
        files = [built.path(f"site/{each}index.html" if each.endswith("/") else f"site/{each}") for each in asked]
        sizes = [sent(file) for file in files if file.parent.name != "figures" or file in own[name]]
        assert len(sizes) > 10, name
        assert sum(sizes) <= 150 * 1024, name


def test_the_first_step_is_on_the_first_screen(pages: dict[str, dict[str, Any]]) -> None:
    tops = {name: page["step"] for name, page in pages.items()}
    assert max(tops.values()) <= 1000, tops
    assert sum(top <= SCREEN for top in tops.values()) >= 30, tops


def test_few_words_of_caution_stand_before_the_first_step(pages: dict[str, dict[str, Any]]) -> None:
    assert len(pages) >= 30
    for name, page in pages.items():
        assert 0 < page["strip"] <= 30, name
        assert page["line"] <= 20, name
        assert page["warned"] <= 50, name


def test_a_stretch_is_read_in_six_screens(pages: dict[str, dict[str, Any]]) -> None:
    long = {name: page["height"] / SCREEN for name, page in pages.items() if page["height"] > 6 * SCREEN}
    wordy = {name: page["words"] for name, page in pages.items() if page["words"] > 600}
    assert not long
    assert not wordy


def test_one_strip_is_ochre_and_type_has_four_sizes(pages: dict[str, dict[str, Any]]) -> None:
    for name, page in pages.items():
        assert page["ochre"] == 1, name
        assert set(page["sizes"]) <= {"30px", "20px", "17px", "14px"}, name


def test_steps_are_few_and_short(library: Library) -> None:
    counts = [len(stretch.actions) for stretch in library.stretches.values()]
    assert median(counts) <= 7
    long = [step for stretch in library.stretches.values() for step in stretch.actions if len(step.split()) > 16]
    assert long == []


def test_a_routine_of_four_starts_within_two_screens_and_ends_within_nine(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser, WIDTH) as page:
        page.set_viewport_size({"width": WIDTH, "height": SCREEN})
        names = [name for name, routine in library.routines.items() if len(routine.items) == 4]
        assert names
        for name in names:
            found = measured(page, f"{site_address}/routines/{name}/")
            assert found["step"] <= 2 * SCREEN
            assert found["height"] <= 9 * SCREEN
            assert found["strip"] <= 30
