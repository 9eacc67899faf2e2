"""The movement that a reader can play."""

from __future__ import annotations

import re

from helpers.examples import NAMED
from playwright.sync_api import Browser, expect

pytestmark = NAMED

# The movement.


def test_the_movement_plays_and_stops_by_itself(browser: Browser, site_address: str) -> None:
    context = browser.new_context(reduced_motion="no-preference", viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{site_address}/stretches/cat-cow/")
    button = page.get_by_role("button", name="Play the movement")
    expect(button).to_be_visible()
    expect(page.locator(".sb-player__stage")).to_have_count(0)
    button.click()
    expect(page.locator(".sb-player__stage .sb-player__now")).to_have_count(1)
    expect(page.locator(".sb-player__stage img").nth(1)).to_have_class(re.compile("sb-player__now"))
    expect(page.locator(".sb-player__stage")).to_be_in_viewport(ratio=1)
    expect(page.locator(".sb-hero > .sb-picture")).to_be_hidden()
    expect(page.locator(".sb-player__stage")).to_be_hidden(timeout=30_000)
    page.get_by_role("button", name="Play again").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".sb-player__stage")).to_be_hidden()
    context.close()


def test_nothing_moves_for_those_who_ask_for_stillness(browser: Browser, site_address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site_address}/stretches/cat-cow/")
    expect(page.locator(".sb-hero > .sb-picture")).to_be_visible()
    assert page.get_by_role("button", name="Play").count() == 0
    context.close()
