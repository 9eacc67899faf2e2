"""A sheet of one's own: put together in the browser, kept in its address."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from helpers.project import Project, small_project
from helpers.reading import tab, violations
from helpers.server import serve_folder
from playwright.sync_api import Browser, Page, expect
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library
from stretchbook.render.sheets.labels import LABELS
from stretchbook.render.sheets.strip import sheet_strip

BOTH = "1.open-hand.prayer-stretch_h20r2s1&title=Tea"
HOSTILE = [
    "1.%E0%A4%A",
    "1.<script>alert(1)</script>",
    "9.open-hand",
    "x",
    "1.no-such-stretch",
    "1." + "open-hand." * 10000,
    "1.open-hand&title=%",
    "1.open-hand_<b>",
    "1.__proto__",
    "1.open-hand_h1_h2",
    "1.constructor",
]
ADDRESS = "import('/assets/sheet-address.js').then(({ decode, encode }) => %s)"


def clinic_with_sheet(to: Path) -> Project:
    """Make the hand clinic with a page for a sheet of one's own; one stretch had another name."""
    project = small_project(to)
    project.write("content/sheet.md", "# My sheet\n\n{{ own_sheet() }}\n")
    project.append("content/index.md", "\n[My sheet](sheet.md)\n")
    project.replace("stretches/open-hand.yml", "\nsummary:", "\nformerly: [wide-hand]\nsummary:")
    return project


@pytest.fixture(scope="module")
def project(once: Callable[[str, Callable[[Path], Project]], Project]) -> Project:
    return once("own-sheet", clinic_with_sheet)


@pytest.fixture(scope="module")
def clinic(project: Project) -> Iterator[str]:
    yield from serve_folder(project.path("site"))


@pytest.fixture
def page(browser: Browser, clinic: str) -> Iterator[Page]:
    context = browser.new_context(base_url=clinic, viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda told: broken.append(told.text) if told.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(clinic) else broken.append(asked.url))
    yield page
    context.close()
    assert broken == []


def names(page: Page) -> list[str]:
    return page.locator(".sb-own__name").all_text_contents()


def test_stretches_are_chosen_ordered_kept_and_deleted(page: Page) -> None:
    page.goto("/stretches/prayer-stretch/")
    page.get_by_role("button", name="Add to my sheet").tap()
    expect(page.get_by_role("button", name="On my sheet")).to_be_visible()
    page.goto("/stretches/")
    expect(page.get_by_role("button", name="Add to my sheet (Open hand)")).to_be_hidden()
    page.get_by_role("link", name="Choose for my sheet").tap()
    page.get_by_role("button", name="Add to my sheet (Open hand)").tap()
    page.get_by_role("link", name="See my sheet (2)").tap()
    expect(page.locator(".sb-own__name")).to_have_text(["Prayer stretch", "Open hand"])
    page.get_by_role("button", name="Open hand up").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sb-own__name")).to_have_text(["Open hand", "Prayer stretch"])
    expect(page.get_by_role("button", name="Open hand down")).to_be_focused()
    page.locator(".sb-own__thumb").nth(1).drag_to(page.locator(".sb-own__thumb").nth(0))
    expect(page.locator(".sb-own__name")).to_have_text(["Prayer stretch", "Open hand"])
    page.get_by_role("combobox", name="How much of Prayer stretch").select_option("blank")
    assert page.url.endswith("#1.prayer-stretch_blank.open-hand")
    page.goto("/")
    page.goto("/sheet/")
    expect(page.locator(".sb-own__name")).to_have_text(["Prayer stretch", "Open hand"])
    page.get_by_role("button", name="Delete").tap()
    expect(page.locator(".sb-own__name")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('sheet'))") == []
    assert page.url.endswith("/sheet/")


def test_a_routine_becomes_a_sheet_with_its_doses_and_its_clock(page: Page) -> None:
    page.goto("/routines/tea-break/")
    page.get_by_text("More sheets").tap()
    page.get_by_role("link", name="Make it my own sheet").tap()
    expect(page.locator(".sb-own__name")).to_have_text(["Open hand", "Prayer stretch"])
    expect(page.locator(".sb-own__notice")).to_have_count(0)
    expect(page.get_by_role("combobox").last).to_contain_text("Hold 20\N{NO-BREAK SPACE}seconds")
    page.get_by_role("button", name="Start").tap()
    clock = page.locator("dialog.sb-clock")
    expect(clock).to_contain_text("Tea break")
    data = page.evaluate("fetch('/api/v1/clock/tea-break.json').then((found) => found.json())")
    minutes, seconds = divmod(data["seconds"] - 5, 60)  # its pause
    expect(clock).to_contain_text(f"{minutes} min {seconds} s" if minutes else f"{seconds} s")


def test_an_old_name_still_opens_with_a_notice(page: Page) -> None:
    page.goto("/sheet/#1.wide-hand.gone")
    expect(page.locator(".sb-own__name")).to_have_text(["Open hand"])
    expect(page.locator(".sb-own__notice")).to_have_count(2)


def test_nonsense_is_refused_with_one_message_and_stops_nothing(page: Page) -> None:
    page.goto("/sheet/")
    for address in HOSTILE:
        page.evaluate("(address) => { location.hash = address; }", address)
        expect(page.locator(".sb-own__notice"), address[:40]).to_have_count(1)
        expect(page.locator(".sb-own__name"), address[:40]).to_have_count(0)
    page.evaluate("(address) => { location.hash = address; }", BOTH)
    expect(page.locator(".sb-own__name")).to_have_count(2)


def test_a_sheet_comes_back_as_it_was(page: Page) -> None:
    page.goto("/sheet/")
    draw = random.Random(16)  # noqa: S311
    letters = "aé&=#.%_<>\"'\\ \N{GRINNING FACE}z"
    doses = ["", "blank", "h20r2s1"]
    sheets: list[dict[str, Any]] = [
        {
            "items": [{"id": f"a-{number}", "dose": draw.choice(doses)} for number in range(draw.randint(0, 15))],
            "large": draw.random() < 0.5,
            **{name: "".join(draw.choices(letters, k=draw.randint(0, 60))) for name in ("title", "for", "by", "notes")},
        }
        for _ in range(200)
    ]
    back = page.evaluate(f"(sheets) => {ADDRESS % 'sheets.map((sheet) => decode(encode(sheet)))'}", sheets)
    assert back == sheets
    noise = ["".join(draw.choices("1.a-_&=%E0<\0h2", k=draw.randint(0, 60))) for _ in range(500)]
    tried = "texts.map((text) => { try { decode(text); return ''; } catch (error) { return error.constructor.name; } })"
    assert set(page.evaluate(f"(texts) => {ADDRESS % tried}", noise)) <= {"", "Nonsense"}


def test_its_safety_is_that_of_a_routine(page: Page, project: Project) -> None:
    library: Library = open_library(project.path("stretches"))
    chosen = list(library.stretches)
    page.goto(f"/sheet/#1.{'.'.join(chosen)}")
    strip = sheet_strip(library, chosen)
    told = page.locator(".sb-own__safety > .sb-sheet__strip")
    for part in (*strip.first, *strip.signs):
        expect(told).to_contain_text(part.phrase)
    expect(page.locator(".sb-own__front .sb-sheet__strip")).to_contain_text(strip.way_to_all)
    signs = [library.stop_signs[sign].text for sign in library.stop_signs_of(chosen)]
    back = page.locator(".sb-own__back")
    for sign in signs:
        expect(back).to_contain_text(sign.rstrip("."))
    assert page.locator(".sb-own__back .sb-sheet__mark").count() > 0
    page.locator(".sb-own__answers > summary").tap()
    assert violations(page) == []
    expect(back).to_contain_text(LABELS.who)


ROWS = """root => [...document.querySelectorAll(`${root} tbody tr`)].map(row => [
  row.querySelector("[data-sheet-check-first]")?.dataset.sheetCheckFirst,
  [...row.querySelectorAll("td")].map(mark => mark.textContent.trim()).join("|")]).sort()"""
STRIP = """root => [...document.querySelector(`${root} .sb-sheet__strip`).querySelectorAll("p")].map(told =>
  told.textContent.replace(/\\s*\\([\\d, –]+\\)/g, "").replace(/\\s+/g, " ").trim())"""
SIGNS = "root => [...document.querySelectorAll(root)].map(sign => sign.textContent.trim().replace(/\\.$/, ''))"


def test_made_of_a_routine_it_says_for_safety_what_the_sheet_of_the_routine_says(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser) as page:
        for name in library.routines:
            page.goto(f"{site_address}/routines/{name}/")
            own = page.locator("a[href*='sheet/#']").first.evaluate("link => link.href")
            rows, strip = page.evaluate(ROWS, ".sb-sheet__who"), page.evaluate(STRIP, ".sb-sheet")
            signs = page.evaluate(SIGNS, "[data-sheet-stop-sign]")
            page.goto(own)
            expect(page.locator(".sb-own__name")).to_have_count(len(library.routines[name].items))
            assert len(rows) > 10
            assert page.evaluate(ROWS, ".sb-own__back .sb-own__who") == rows, name
            assert page.evaluate(STRIP, ".sb-own__front") == strip, name
            back = page.locator(".sb-own__back").inner_text()
            assert [sign for sign in signs if sign not in back] == [], name


@pytest.mark.parametrize("length", [10, 60, 150, 300, 600, 900])
def test_its_code_is_that_of_another_encoder(page: Page, length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # It writes a byte of zeros where bytes end already, which means nothing to who reads it.
    monkeypatch.setattr(segno.encoder, "write_padding_bits", lambda buff, _, length: buff.extend([0] * (-length % 8)))
    page.goto("/sheet/")
    text = ("https://example.org/sheet/#1." + "open-hand." * 100)[:length]
    other = segno.make(text, error="m", mode="byte", boost_error=False, micro=False)
    rows = page.evaluate(
        "([text, mask]) => import('/assets/sheet-qr.js').then(({ qrCode }) => qrCode(text, { mask }))",
        [text, other.mask],
    )
    assert [[int(dark) for dark in row] for row in rows] == [list(row) for row in other.matrix]
