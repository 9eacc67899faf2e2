"""The movement that a reader can play."""

from __future__ import annotations

from typing import Any

from helpers.examples import NAMED
from playwright.sync_api import Browser, Page, expect

pytestmark = NAMED

# The movement.


STRETCH = "stretches/cat-cow/"


def opened(browser: Browser, address: str, **settings: Any) -> Page:
    """Give a page on a phone, whose reader has nothing against movement unless the settings say so."""
    context = browser.new_context(
        **{"reduced_motion": "no-preference", "viewport": {"width": 360, "height": 640}, **settings}
    )
    page = context.new_page()
    page.goto(address)
    return page


def test_the_movement_plays_when_asked_and_stops(browser: Browser, site_address: str) -> None:
    page = opened(browser, f"{site_address}/{STRETCH}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    still, moving = page.locator(".sb-hero > .sb-picture").first, page.locator(".sb-player__moving")
    place = still.bounding_box()
    button = page.get_by_role("button", name="Play the movement")
    expect(button).to_be_visible()
    assert not any("moving" in url for url in asked)
    button.click()
    expect(moving).to_be_in_viewport(ratio=1)
    expect(moving).to_have_attribute("alt", page.locator(".sb-hero > .sb-picture").last.get_attribute("alt") or "")
    # It moves in the place of the still picture, and nothing else on the page does.
    hero, inside = page.locator(".sb-hero").bounding_box(), moving.bounding_box()
    assert hero is not None
    assert inside is not None
    assert hero["x"] <= inside["x"]
    assert inside["x"] + inside["width"] <= hero["x"] + hero["width"]
    assert page.locator(".sb-hero > .sb-picture").last.bounding_box() == place
    page.get_by_role("button", name="Stop").click()
    expect(moving).to_have_count(0)
    expect(still).to_be_visible()
    page.context.close()


def test_the_poses_take_turns_in_time(browser: Browser, site_address: str) -> None:
    page = opened(browser, f"{site_address}/figures/cat-cow-moving.svg")
    seen = [page.evaluate(_SHOWN, at) for at in (0, 1500, 3500, 6000, 9000)]
    assert all(len(shown) == 1 for shown in seen)
    assert len({shown[0] for shown in seen}) >= 4
    page.context.close()


_SHOWN = """at => {
  for (const each of document.getAnimations()) { each.pause(); each.currentTime = at; }
  const seen = group => getComputedStyle(group).visibility === "visible";
  return [...document.querySelectorAll("g")].filter(seen).map(group => group.className.baseVal);
}"""
"""Stops the movement at a time, and gives the classes of the poses that are seen then."""


def test_a_movement_that_cannot_be_loaded_says_so(browser: Browser, site_address: str) -> None:
    page = opened(browser, f"{site_address}/{STRETCH}")
    page.route("**/*-moving.svg", lambda route: route.abort())
    page.get_by_role("button", name="Play the movement").click()
    expect(page.get_by_role("button", name="could not be loaded")).to_be_visible()
    expect(page.locator(".sb-hero > .sb-picture")).to_be_visible()
    page.context.close()


def test_nothing_moves_for_those_who_ask_for_stillness(browser: Browser, site_address: str) -> None:
    page = opened(browser, f"{site_address}/{STRETCH}", reduced_motion="reduce")
    expect(page.locator(".sb-hero > .sb-picture")).to_be_visible()
    assert page.get_by_role("button", name="Play").count() == 0
    page.goto(f"{site_address}/figures/cat-cow-moving.svg")
    assert page.evaluate("document.getAnimations().length") == 0
    assert len(page.evaluate(_SHOWN, 0)) == 1
    page.context.close()
