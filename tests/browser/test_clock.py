"""The clock: a stretch or a routine done over the whole screen with the time kept, and the diary that it writes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from helpers.examples import NAMED
from helpers.project import Project, small_project
from helpers.reading import violations
from helpers.server import serve_folder
from playwright.sync_api import Browser, Locator, Page, expect

ROUTINE, STRETCH = "routines/tea-break/", "stretches/prayer-stretch/"
LEAVES_OUT = "  answers: [{conditions: [carpal-tunnel], answer: leave-out, because: It pulls.}, "
ADAPTS = "  answers: [{conditions: [trigger-finger], answer: adapt, easier: 1, because: It catches.}, "
SWAP = "  instead:\n    - condition: carpal-tunnel\n      stretch: open-hand\n"
NOTE = """window.broken = [];
document.addEventListener("securitypolicyviolation", ({ blockedURI }) => window.broken.push(blockedURI));"""
KEPT = "Object.keys(localStorage).filter((key) => key.includes('diary'))"
TARGETS = """() => [...document.querySelectorAll("dialog[open] :is(button, a, label)")]
  .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect())
  .filter(({ width, height }) => Math.min(width, height) < 44 - 0.01).length"""
BESIDE = "document.querySelector('dialog[open]').scrollWidth > innerWidth"
WIDTHS = [(320, 640), (360, 740), (768, 1024), (1280, 800), (740, 360), (320, 256)]


def timed_project(to: Path) -> Project:
    """Make the hand clinic with a page for the diary, where one reader leaves a stretch out and asks about another."""
    project = small_project(to)
    project.write("content/diary.md", "# Diary\n\n{{ diary() }}\n")
    project.append("content/index.md", "\n[Diary](diary.md)\n")
    project.replace("stretches/open-hand.yml", "  answers: [", LEAVES_OUT)
    project.replace("stretches/prayer-stretch.yml", SWAP, "")
    project.replace("stretches/prayer-stretch.yml", "  answers: [", ADAPTS)
    return project


@pytest.fixture(scope="module")
def clinic(once: Callable[[str, Callable[[Path], Project]], Project]) -> Iterator[str]:
    yield from serve_folder(once("timed", timed_project).path("site"))


@contextmanager
def opened(browser: Browser, address: str, *has: str, **options: Any) -> Iterator[Page]:
    """Open a page in a window of its own, whose time a test turns; its reader has some conditions."""
    context = browser.new_context(**{"reduced_motion": "reduce", **options})
    page = context.new_page()
    page.clock.install(time="2026-03-31T09:00:00")
    page.add_init_script(NOTE)
    if has:
        kept = f"localStorage.setItem('stretchbook:yours:/', {json.dumps(json.dumps(has))})"
        page.add_init_script(f"if (!localStorage.length) {kept}")
    page.goto(address)
    yield page
    assert page.evaluate("window.broken") == []
    context.close()


def start(page: Page) -> None:
    page.locator("[data-clock-start]:visible").first.click()
    clock(page).get_by_role("button", name="Start").click()


def clock(page: Page) -> Locator:
    return page.locator("dialog.sb-clock")


def left(page: Page) -> Locator:
    return clock(page).get_by_role("timer")


def label(page: Page) -> Locator:
    return clock(page).locator(".sb-clock__label")


def title(page: Page) -> Locator:
    return clock(page).get_by_role("heading", level=2).first


def run(page: Page, seconds: int) -> None:
    """Let time pass, with everything that happens in it."""
    page.clock.run_for(seconds * 1000)


def test_a_routine_is_done_by_keyboard_alone_and_takes_as_long_as_it_says(browser: Browser, clinic: str) -> None:
    asked: list[str] = []
    with opened(browser, f"{clinic}/{ROUTINE}") as page:
        page.on("request", lambda request: asked.append(request.url))
        seconds, extra = page.evaluate(
            "async () => { const { seconds, extra } = await (await fetch('../../api/v1/clock/tea-break.json')).json();"
            " return [seconds, extra]; }"
        )
        page.locator("[data-clock-start]:visible").first.focus()
        page.keyboard.press("Enter")
        expect(clock(page)).to_contain_text(f"1 min {seconds - 60} s, and {extra} s to get ready")
        expect(clock(page).get_by_role("button", name="Start")).to_be_focused()
        page.keyboard.press("Enter")
        expect(label(page)).to_have_text("Get ready")
        expect(clock(page).get_by_role("status")).to_contain_text("Get ready: Open hand.")
        run(page, extra - 1)
        expect(left(page)).to_have_text("1")
        page.keyboard.press("Space")
        expect(label(page)).to_have_text("Paused")
        run(page, 20)
        expect(left(page)).to_have_text("1")
        page.keyboard.press("Space")
        run(page, 1)
        expect(label(page)).to_have_text("Move slowly")
        page.keyboard.press("ArrowRight")
        expect(title(page)).to_have_text("Prayer stretch")
        page.keyboard.press("ArrowLeft")
        expect(title(page)).to_have_text("Open hand")
        run(page, seconds - 1)
        expect(left(page)).to_have_text("1")
        page.keyboard.press("ArrowUp")
        expect(left(page)).to_have_text("20")
        run(page, 39)
        expect(left(page)).to_have_text("1")
        run(page, 1)
        expect(clock(page)).to_contain_text("Tea break: 2 of 2 stretches")
        page.keyboard.press("Enter")
        expect(clock(page)).to_be_hidden()
        expect(page).to_have_url(f"{clinic}/{ROUTINE}")
    assert [url for url in asked if not url.startswith(clinic)] == []


def test_escape_waits_first_and_then_ends(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/{STRETCH}") as page:
        start(page)
        clock(page).get_by_role("button", name="Cautions").click()
        expect(clock(page).get_by_text("Keep your elbows below your shoulders.")).to_be_visible()
        page.keyboard.press("Escape")
        expect(clock(page).get_by_role("button", name="Go on")).to_be_focused()
        page.keyboard.press("Space")
        expect(label(page)).to_have_text("Get ready")
        page.keyboard.press("Escape")
        expect(label(page)).to_have_text("Paused")
        page.keyboard.press("Escape")
        expect(clock(page)).to_be_hidden()
        assert page.evaluate(KEPT) == []


def test_it_is_right_after_a_short_sleep_and_waits_after_a_long_one(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/{STRETCH}") as page:
        start(page)
        page.clock.fast_forward(15_000)
        expect(label(page)).to_have_text("Hold")
        expect(left(page)).to_have_text("10")
        page.clock.fast_forward("10:00")
        expect(clock(page).locator(".sb-clock__note")).to_have_text("You were away for 10 minutes. Go on?")
        expect(label(page)).to_have_text("Paused")
        expect(left(page)).to_have_text("15")
        clock(page).get_by_role("button", name="Go on").click()
        run(page, 1)
        expect(left(page)).to_have_text("14")


def test_it_waits_for_those_who_ask_it_to_and_the_device_remembers_that(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/{ROUTINE}#do") as page:
        clock(page).get_by_label("Wait for my tap").check()
        page.reload()
        clock(page).get_by_role("button", name="Start").click()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        run(page, 6)
        expect(title(page)).to_have_text("Prayer stretch")
        expect(clock(page).locator(".sb-clock__note")).to_have_text("Go on when you are ready.")
        expect(left(page)).to_have_text("20")
        page.keyboard.press("Space")
        run(page, 1)
        expect(left(page)).to_have_text("19")


def test_what_readers_leave_out_or_ask_about_is_not_played(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/{ROUTINE}", "carpal-tunnel") as page:
        page.locator("[data-clock-start]:visible").first.click()
        expect(clock(page)).to_contain_text("1. Open hand: Leave out")
        expect(clock(page)).to_contain_text("2. Prayer stretch: Ask first")
        begin = clock(page).get_by_role("button", name="Start")
        expect(begin).to_be_hidden()
        clock(page).get_by_label("I have asked").check()
        begin.click()
        expect(title(page)).to_have_text("Prayer stretch")
        expect(clock(page).get_by_role("status")).to_contain_text("Left out for you: Open hand.")
        run(page, 60)
        expect(clock(page)).to_contain_text("Tea break: 1 of 2 stretches")
        expect(clock(page).get_by_role("listitem").first).to_have_text("Open handLeft out for you")


def test_a_version_of_their_own_stands_in_the_place_of_the_cue(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/{ROUTINE}", "trigger-finger") as page:
        start(page)
        expect(clock(page).locator(".sb-clock__cue")).to_have_text("Your version: Open one finger after the other.")


def test_who_has_asked_about_one_condition_still_does_what_another_one_needs(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/{STRETCH}", "trigger-finger", "carpal-tunnel") as page:
        page.locator("[data-clock-start]:visible").first.click()
        clock(page).get_by_label("I have asked").check()
        clock(page).get_by_role("button", name="Start").click()
        expect(clock(page).locator(".sb-clock__cue")).to_contain_text("Your version: Hold the ball between")


def test_without_the_answers_it_does_not_start(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/about/", "trigger-finger") as page:
        page.route("**/api/v1/answers.json", lambda route: route.abort())
        page.goto(f"{clinic}/{ROUTINE}#do")
        expect(clock(page)).to_contain_text("It does not start without that.")
        expect(clock(page).get_by_role("button", name="Start")).to_be_hidden()


def test_its_address_is_shared_and_the_way_back_closes_it(browser: Browser, clinic: str) -> None:
    with opened(browser, f"{clinic}/{ROUTINE}#do") as page:
        expect(clock(page)).to_be_visible()
        clock(page).get_by_role("button", name="Close").click()
        expect(page).to_have_url(f"{clinic}/{ROUTINE}")
        page.locator("[data-clock-start]:visible").first.click()
        expect(page).to_have_url(f"{clinic}/{ROUTINE}#do")
        page.go_back()
        expect(clock(page)).to_be_hidden()
        page.go_forward()
        expect(clock(page)).to_be_visible()


def test_it_is_done_by_touch_on_every_screen_and_axe_finds_nothing(browser: Browser, clinic: str) -> None:
    faults: dict[tuple[Any, ...], Any] = {}

    def judge(page: Page, state: str) -> None:
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            faults[state, width, height] = [page.evaluate(TARGETS), page.evaluate(BESIDE)]
        page.set_viewport_size({"width": 360, "height": 740})
        for scheme in ("default", "slate"):
            page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
            faults[state, scheme] = violations(page)

    with opened(browser, f"{clinic}/{ROUTINE}", "trigger-finger", has_touch=True) as page:
        page.set_viewport_size({"width": 360, "height": 740})
        page.locator("[data-clock-start]:visible").first.tap()
        expect(clock(page)).to_be_visible()
        judge(page, "before")
        clock(page).get_by_role("button", name="Start").tap()
        judge(page, "runs")
        for name in ("Steps", "Easier", "Cautions", "Sound"):
            clock(page).get_by_role("button", name=name).tap()
            judge(page, name)
            clock(page).get_by_role("button", name="Back to the clock").tap()
        judge(page, "waits")
        clock(page).get_by_role("button", name="Go on").tap()
        run(page, 120)
        judge(page, "done")
        clock(page).get_by_role("button", name="Close").tap()
        expect(clock(page)).to_be_hidden()
    assert {where: found for where, found in faults.items() if found not in ([], [0, False])} == {}


def test_the_diary_is_saved_as_a_table_and_deleted_with_one_tap(browser: Browser, clinic: str, tmp_path: Path) -> None:
    with opened(browser, f"{clinic}/{STRETCH}") as page:
        for _ in range(2):
            start(page)
            run(page, 60)
            expect(clock(page)).to_contain_text("It stands in your diary")
            clock(page).get_by_role("button", name="Close").click()
        start(page)
        run(page, 60)
        clock(page).get_by_role("button", name="Do not keep it").click()
        page.goto(f"{clinic}/diary/")
        expect(page.get_by_role("heading", name="31 March 2026")).to_be_visible()
        expect(page.locator("book-diary")).to_contain_text("2 entries on 1 day.")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save as a table").click()
        download.value.save_as(tmp_path / "diary.csv")
        with (tmp_path / "diary.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows == [
            ["Day", "Name", "Stretches done", "Of", "Seconds"],
            *[["2026-03-31", "Prayer stretch", "1", "1", "30"]] * 2,
        ]
        page.get_by_role("button", name="Delete all").click()
        expect(page.locator("book-diary")).to_have_text("Deleted. Nothing is kept.")
        assert page.evaluate(KEPT) == []


def test_without_scripts_the_page_is_as_it_was(browser: Browser, clinic: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{clinic}/{STRETCH}")
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
    page.goto(f"{clinic}/{ROUTINE}")
    page.get_by_role("link", name="Start").first.click()
    expect(page).to_have_url(f"{clinic}/{ROUTINE}#item-1")
    context.close()


@NAMED
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_large_picture_moves_unless_readers_want_none_to(browser: Browser, site_address: str, motion: str) -> None:
    address = f"{site_address}/routines/desk-break/"
    with opened(browser, address, reduced_motion=motion, viewport={"width": 360, "height": 740}) as page:
        start(page)
        shown = clock(page).locator(".sb-clock__figure img:visible")
        expect(shown).to_have_count(1)
        picture = "chin-tuck-2" if motion == "reduce" else "chin-tuck-moving"
        expect(shown).to_have_attribute("src", f"{site_address}/figures/{picture}.svg")
        box = shown.bounding_box() or {"width": 0, "height": 0}
        assert max(box["width"], box["height"]) >= 300
        cue = clock(page).locator(".sb-clock__cue")
        assert cue.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 28
        run(page, 60)
        page.keyboard.press("ArrowRight")
        run(page, 10)
        expect(label(page)).to_have_text("Hold")
        expect(shown).to_have_attribute("src", f"{site_address}/figures/upper-trapezius-stretch-2.svg")
