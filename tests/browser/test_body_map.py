"""The map of the body: its anatomy in numbers, and what readers get of it in a real browser."""

from __future__ import annotations

import re

import pytest
from helpers.examples import NAMED
from helpers.reading import HEIGHT, tab, violations
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = NAMED

# In a browser.


def regions(page: Page) -> Locator:
    return page.locator("main .sb-map svg a")


def test_the_keyboard_reaches_each_region_and_sees_its_name(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/muscles/")
        skip = page.get_by_role("link", name="Skip the drawing")
        skip.focus()
        for _ in range(5):
            page.keyboard.press("Tab")
            link = page.locator("main .sb-map svg a:focus")
            expect(link).to_have_count(1)
            label, title = link.locator("text"), link.locator("title")
            expect(label).to_be_visible()
            said = re.sub(r"\W", "", title.text_content() or "")
            assert re.sub(r"\W", "", label.text_content() or "") == said
            assert link.evaluate("link => getComputedStyle(link.querySelector('path')).strokeWidth") == "9px"
        expect(page.locator(".sb-map svg a text:visible")).to_have_count(1)
        expect(page.locator(".sb-map__name").first).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator("main h1")).to_have_text(re.compile("^(?!Muscles)"))


def test_the_drawing_can_be_skipped(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/muscles/")
        page.get_by_role("link", name="Skip the drawing").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_contain_text("Rhomboids")


def test_pointing_at_a_region_names_it_without_javascript(browser: Browser, site_address: str) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site_address}/muscles/")
        link = page.get_by_role("link", name=re.compile("^Rhomboid major, [0-9]+ stretches")).first
        expect(link.locator("text")).to_be_hidden()
        link.locator("path").hover()
        expect(link.locator("text")).to_be_visible()
        link.locator("path").click()
        expect(page.locator("main h1")).to_have_text("Rhomboid major")


@pytest.mark.parametrize("width", [360, 1280])
def test_both_halves_of_every_region_can_be_pointed_at(browser: Browser, site_address: str, width: int) -> None:
    """A region is where it looks to be, on the left as on the right, and nothing lies over all of it."""
    script = """link => {
        link.closest('svg').scrollIntoView({block: 'center', inline: 'center'});
        const [left, right] = ['use', 'path'].map(part => link.querySelector(part).getBoundingClientRect());
        const frame = link.closest('svg').getBoundingClientRect();
        const middle = frame.left + frame.width / 2;
        const hit = box => {
            for (let x = box.left + 1; x < box.right; x += 1.5)
                for (let y = box.top + 1; y < box.bottom; y += 1.5)
                    if (document.elementFromPoint(x, y)?.closest('a') === link) return true;
            return false;
        };
        return [hit(left), hit(right), Math.abs((middle - left.left) - (right.right - middle)),
                Math.max(right.width, right.height)];
    }"""
    with tab(browser, width) as page:
        page.goto(f"{site_address}/muscles/")
        for link in regions(page).all():
            left, right, askew, size = link.evaluate(script)
            name = link.locator("title").text_content()
            assert left, name
            assert right, name
            assert askew < 1, name
            assert size > 14, name


def test_the_map_does_not_move_a_phone_sideways(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        for url in ("", "muscles/", "muscles/hip/", "stretches/thread-the-needle/"):
            page.goto(f"{site_address}/{url}")
            for width in (320, 360):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                wide, seen = page.evaluate(
                    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
                )
                assert wide <= seen, (url, width)
                boxes = [plate.bounding_box() for plate in page.locator(".sb-map svg:visible").all()]
                assert all(box and box["width"] >= 130 for box in boxes), (url, width)


def test_nothing_moves_when_a_name_appears(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/muscles/")
        heading = page.locator("#group-rhomboids")
        before = heading.bounding_box()
        regions(page).last.focus()
        page.get_by_role("link", name="Rhomboid major").locator("path").hover()
        assert heading.bounding_box() == before


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 248, 243)"), ("dark", "rgb(213, 207, 195)")])
def test_the_plates_are_paper_by_day_and_by_night(browser: Browser, site_address: str, scheme: str, paper: str) -> None:
    with tab(browser, 360, "dark" if scheme == "dark" else "light") as page:
        page.goto(f"{site_address}/muscles/")
        expect(page.locator(".sb-map__plate").first).to_have_css("background-color", paper)
        regions(page).first.focus()
        assert violations(page) == []


def test_on_paper_the_plates_stand_side_by_side(browser: Browser, site_address: str) -> None:
    with tab(browser, 720) as page:
        page.goto(f"{site_address}/muscles/")
        page.emulate_media(media="print")
        boxes = [plate.bounding_box() for plate in page.locator(".sb-map svg").all()]
        assert len({round(box["y"]) for box in boxes if box}) == 1
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 720 for box in boxes)
