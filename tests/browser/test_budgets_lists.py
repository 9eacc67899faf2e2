"""How long home, lists and conditions may be on a phone: what is longer is not read."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from helpers.examples import NAMED
from helpers.reading import in_turn, tab
from playwright.sync_api import Browser, Page
from stretchbook.book.library import Library

pytestmark = NAMED

SCREEN = 740
MEASURED = """() => {
  const article = document.querySelector("main article");
  const inSight = element => element.checkVisibility() && !element.closest(".sb-hidden");
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  let said = "";
  while (texts.nextNode()) if (inSight(texts.currentNode.parentElement)) said += ` ${texts.currentNode.data}`;
  const words = said.match(/[\\p{L}\\p{N}]\\S*/gu).length;
  const links = [...article.querySelectorAll("a:not(.headerlink)")].filter(inSight);
  return {height: document.documentElement.scrollHeight, words, links: links.length};
}"""
SMALL = """() => [...document.querySelectorAll("main article :is(.sb-rows, .sb-plans, .sb-ways, .sb-lines, .sb-zones," +
    " .sb-picks) a, main article :is(.sb-glance__way, summary)")].filter(link => link.checkVisibility()).map(link => {
  const row = link.matches(".sb-row__name") ? link.closest("li") : link;
  return [link.textContent.trim(), row.getBoundingClientRect().height];
}).filter(([, height]) => height < 44)"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A tab as high and wide as a small phone."""
    with tab(browser, 360) as page:
        page.set_viewport_size({"width": 360, "height": SCREEN})
        yield page


def measured(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    page.evaluate("document.fonts.ready")
    found: dict[str, Any] = page.evaluate(MEASURED)
    return found


# The address, and the most of its height in pixels, its words and its links in sight.
BUDGETS = (
    ("", 2 * SCREEN, 120, 40),
    ("stretches/", 4500, 420, 60),
    ("routines/", 2 * SCREEN, 170, 30),
    ("conditions/", SCREEN + 100, 70, 20),
    ("muscles/", 3 * SCREEN, 400, 80),
    ("conditions/osteoporosis/", 7 * SCREEN, 600, 50),
    ("conditions/stroke/", 4000, 480, 50),
    ("conditions/pregnancy/", 4600, 600, 40),
    ("conditions/breast-surgery/", 4800, 660, 50),
    ("conditions/glaucoma/", 4 * SCREEN, 330, 40),
)


def test_no_list_is_longer_than_readers_bear_and_each_row_is_large_enough_for_a_thumb(
    phone: Page, site_address: str
) -> None:
    over: dict[str, Any] = {}
    for url, *most in BUDGETS:
        found = measured(phone, f"{site_address}/{url}")
        small = phone.evaluate(SMALL)
        if small or any(each > limit for each, limit in zip(found.values(), most, strict=True)):
            over[url] = (found, most, small)
    assert over == {}


def test_half_of_the_conditions_take_five_screens_at_most(phone: Page, site_address: str, library: Library) -> None:
    names = in_turn(phone, site_address, "conditions", library.conditions)
    heights = {name: phone.evaluate(MEASURED)["height"] for name in names}.values()
    assert len(set(heights)) > len(heights) / 2
    assert median(heights) <= 5 * SCREEN
    assert max(heights) <= 7 * SCREEN


def test_what_is_fine_begins_on_the_first_screen_or_one_tap_away(phone: Page, site_address: str) -> None:
    for condition in ("osteoporosis", "stroke", "pregnancy", "breast-surgery", "glaucoma"):
        phone.goto(f"{site_address}/conditions/{condition}/")
        way = phone.get_by_role("navigation", name="What you can do today").get_by_role("link").first
        box = way.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= SCREEN, condition
        way.click()
        assert phone.locator("[data-answer=fine] [data-row]").first.is_visible()


def test_no_two_routines_show_the_same_picture(phone: Page, site_address: str) -> None:
    phone.goto(f"{site_address}/routines/")
    pictures = phone.locator(".sb-row__picture img")
    sources = pictures.evaluate_all("pictures => pictures.map(picture => picture.getAttribute('src'))")
    assert len(set(sources)) == len(sources) > 3
