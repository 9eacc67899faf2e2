"""What a reader meets before the first step, and how long a page is: measured on a phone, on every stretch."""

from __future__ import annotations

import gzip
from pathlib import Path
from statistics import median
from typing import Any

from helpers.examples import NAMED
from helpers.project import Project
from helpers.reading import Fetching, in_turn, tab, without_cache
from playwright.sync_api import Browser, Page
from stretchbook.book.library import Library

pytestmark = NAMED

WIDTH, SCREEN = 360, 740
"""The phone on which the budgets are set; pixels."""

TOLD_TO_OTHERS = 512
"""Bytes in which a page with an address tells the places that show links to it what it is."""

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


def asked_for(page: Page, fetching: Fetching, site: str, url: str) -> set[str]:
    """Return all that a page asks for, whether it came before or not."""
    already = len(fetching.begun)
    page.goto(f"{site}/{url}")
    fetching.wait()
    return {asked.removeprefix(f"{site}/").partition("?")[0] for asked in fetching.begun[already:]}


def test_a_page_is_light(browser: Browser, site_address: str, built: Project, library: Library) -> None:
    """But for the picture of the next stretch, at the foot: it comes once a reader is on the way there."""
    own = {name: [*built.path("site/figures").glob(f"{name}-[0-9].svg")] for name in library.stretches}
    weight = {name: sum(map(sent, (built.path(f"site/stretches/{name}/index.html"), *own[name]))) for name in own}
    heaviest = sorted(weight, key=lambda name: -weight[name])[:8]
    with tab(browser, WIDTH, anew=True) as page:
        page.set_viewport_size({"width": WIDTH, "height": SCREEN})
        without_cache(page)
        fetching = Fetching(page)
        asked_by = {name: asked_for(page, fetching, site_address, f"stretches/{name}/") for name in heaviest}
    for name, asked in asked_by.items():
        files = [built.path(f"site/{each}index.html" if each.endswith("/") else f"site/{each}") for each in asked]
        sizes = [sent(file) for file in files if file.parent.name != "figures" or file in own[name]]
        assert len(sizes) > 10, name
        assert sum(sizes) <= 145 * 1024 + TOLD_TO_OTHERS, name


def faults_of(found: dict[str, Any]) -> list[str]:
    """What of a stretch, as it was measured, is more than a reader bears: until the first step, and altogether."""
    fits = {
        "the first step stands far below": found["step"] <= 1000,
        "the strip has many words, or none": 0 < found["strip"] <= 30,
        "the line for emergencies has many words": found["line"] <= 20,
        "many words of caution stand before the first step": found["warned"] <= 50,
        "it is longer than six screens": found["height"] <= 6 * SCREEN,
        "it has more than 600 words": found["words"] <= 600,
        "not one strip alone is ochre": found["ochre"] == 1,
        "type has more than four sizes": set(found["sizes"]) <= {"30px", "20px", "17px", "14px"},
    }
    return [fault for fault, is_kept in fits.items() if not is_kept]


def test_a_stretch_begins_on_the_first_screen_with_few_words_and_ends_within_six(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser, WIDTH) as page:
        page.set_viewport_size({"width": WIDTH, "height": SCREEN})
        names = in_turn(page, site_address, "stretches", library.stretches)
        pages = {name: page.evaluate(MEASURE) for name in names}
    assert {name: (faults_of(found), found) for name, found in pages.items() if faults_of(found)} == {}
    assert sum(found["step"] <= SCREEN for found in pages.values()) >= 30


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
