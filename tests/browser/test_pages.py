"""The built site in a real browser: for every reader, on every screen, and with nothing from anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from helpers import fontconfig
from helpers.chromium import launch
from helpers.examples import NAMED
from helpers.handouts import squeezed
from helpers.reading import HEIGHT, ONCE_FOR_EACH_LOOK, Scheme, brightness, names_shown, tab, violations
from helpers.sight import STYLE
from playwright.sync_api import Browser, Page, Playwright, expect
from stretchbook.book.doses import measure
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.book.strip import strip_of
from stretchbook.text.markup import plain

pytestmark = NAMED


# Where there is a repository.


def test_the_edit_link_takes_room_from_the_name_alone(browser: Browser, owned_site_address: str) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{owned_site_address}/routines/tea-break/")
        expect(page.locator(".md-content__button")).to_be_in_viewport()
        width, name, link = page.evaluate(_SIDES)
        page.evaluate("document.querySelector('.md-content__button').remove()")
        expect(page.locator(".md-content__button")).to_have_count(0)
        assert page.evaluate("document.querySelector('.sb-strip').offsetWidth") == width
    assert name <= link


_SIDES = """() => {
  const name = document.createRange();
  name.selectNodeContents(document.querySelector("main h1"));
  const link = document.querySelector(".md-content__button").getBoundingClientRect();
  return [document.querySelector(".sb-strip").offsetWidth, name.getBoundingClientRect().right, link.left];
}"""
"""How wide the strip is, where the name ends, and where the edit link begins."""


# Everybody can read it.


def test_axe_sees_a_seeded_fault(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
        assert any(fault.startswith("image-alt") for fault in violations(page))


def test_axe_sees_text_that_is_too_pale(browser: Browser, site_address: str) -> None:
    """A little or far too much, also where all around it is alike and right; once all is judged it is silent."""
    seeded = (("main .sb-summary", "#666"), (".sb-steps > li:nth-child(2)", "#aaa"))
    judged: set[int] = set()
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        assert violations(page, only=ONCE_FOR_EACH_LOOK, judged=judged) == []
        for element, colour in seeded:
            page.locator(element).first.evaluate("(element, colour) => { element.style.color = colour }", colour)
        found = violations(page, only=ONCE_FOR_EACH_LOOK, judged=judged)
        assert {fault.split(":")[0] for fault in found} == {"color-contrast-enhanced"}
        assert len(found) >= len(seeded)
        assert violations(page, only=ONCE_FOR_EACH_LOOK, judged=judged) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_drawer_has_no_axe_violation(browser: Browser, site_address: str, scheme: Scheme) -> None:
    with tab(browser, 360, scheme) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        page.locator("header label[for=__drawer]").click()
        expect(page.locator(".md-sidebar--primary a", has_text="Muscles").first).to_be_in_viewport()
        assert violations(page) == []


# It is readable by day and by night.


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_dark_is_dark_and_light_is_light(browser: Browser, site_address: str, scheme: Scheme, is_dark: bool) -> None:  # noqa: FBT001
    with tab(browser, scheme=scheme) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        assert (brightness(page, "body", "backgroundColor") < 80) is is_dark
        assert (brightness(page, ".sb-strip", "backgroundColor") < 80) is is_dark
        assert (brightness(page, ".sb-strip p", "color") > 175) is is_dark


# Safety stays in sight, in few words; all of it is one tap away.


@pytest.mark.parametrize("url", ["stretches/cat-cow/", "routines/desk-break/"])
def test_the_strip_is_seen_and_stop_signs_are_one_tap_away(
    browser: Browser, site_address: str, library: Library, url: str
) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/{url}")
        for line in ("[data-strip]", "[data-emergency-line]"):
            expect(page.locator(line)).to_be_visible()
            expect(page.locator(line)).to_have_css("opacity", "1")
        page.locator("[data-emergency-line] a").click()
        signs = page.locator("[data-stop-sign]")
        assert signs.count() >= len(library.universal_stop_signs)
        for name in library.universal_stop_signs:
            expect(page.locator(f'[data-stop-sign="{name}"]')).to_be_visible()
        page.locator("[data-strip] a").click()
        expect(page.locator("[data-check-first]").first).to_be_visible()


def test_every_sign_of_a_group_looks_alike(browser: Browser, site_address: str, library: Library) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/stretches/cat-cow/#stop")
        groups = page.locator(".sb-stop__group").all()
        assert [group.locator("h3").inner_text() for group in groups] == [
            response.name for response in library.responses.values()
        ]
        for group in groups:
            signs = group.locator("[data-stop-sign]")
            looks = "signs => signs.map(sign => { const look = getComputedStyle(sign);"
            looks += "return [look.display, look.fontSize, look.fontWeight].join(); })"
            assert set(signs.evaluate_all(looks)) == {"list-item,17px,400"}


def test_a_routine_shows_with_each_stretch_what_keeps_it_safe(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/routines/full-upper-back/")
        for number, item in enumerate(library.routines["full-upper-back"].items, 1):
            short = library.stretches[item.stretch].in_short
            assert short
            note = page.locator(f'.sb-item [data-safety-in-short="{number}"]')
            expect(note).to_be_visible()
            assert squeezed(plain(short.caution, library.titles)) in squeezed(note.inner_text())
            strip = page.locator(".sb-item__strip").nth(number - 1)
            assert squeezed(strip_of(library, [item.stretch]).text).startswith(squeezed(strip.inner_text()))


def test_the_plan_breaks_no_word_on_a_phone(browser: Browser, site_address: str) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/routines/full-upper-back/")
        page.locator(".sb-fold > summary", has_text="The plan").click()
        row = page.locator(".sb-plan tbody tr", has_text="Thoracic extension")
        name, dose, time = (row.locator(cell).bounding_box() for cell in ("th", "td:nth-child(2)", "td:nth-child(3)"))
        assert name
        assert dose
        assert time
        assert time["y"] == pytest.approx(name["y"], abs=4)
        assert dose["y"] >= name["y"] + name["height"]
        assert dose["width"] > 300


@pytest.mark.parametrize("has_scripts", [True, False])
def test_what_explains_a_step_opens_under_it(browser: Browser, site_address: str, has_scripts: bool) -> None:  # noqa: FBT001
    with tab(browser, 360, java_script_enabled=has_scripts) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        more = page.locator(".sb-steps__more").first
        expect(more.locator("p")).to_be_hidden()
        more.locator("summary").click()
        expect(more.locator("p")).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_an_address_opens_the_fold_that_it_leads_into(browser: Browser, site_address: str, has_scripts: bool) -> None:  # noqa: FBT001
    with tab(browser, 360, java_script_enabled=has_scripts) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        expect(page.locator("[data-caution]").first).to_be_hidden()
        page.goto(f"{site_address}/stretches/cat-cow/#all-answers")
        expect(page.locator("[data-caution]").first).to_be_visible()
        expect(page.locator("#all-answers")).to_be_in_viewport()


def top_of(page: Page, element: str) -> float:
    return float(page.locator(element).first.evaluate("element => element.getBoundingClientRect().top + scrollY"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_stretch_is_read_in_the_order_in_which_it_is_done(browser: Browser, site_address: str, width: int) -> None:
    order = ("h1", ".sb-summary", ".sb-chips", ".sb-dose", "[data-strip]", "[data-emergency-line]", "#how-to",
             "#where-you-feel-it", "#keep-it-safe", "#easier", ".sb-fold", ".sb-next", "#about-this-page")  # fmt: skip
    with tab(browser, width) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        tops = [top_of(page, f"main {element}") for element in order]
        assert tops == sorted(tops)


def test_on_a_wide_screen_the_picture_stays_beside_the_steps(browser: Browser, site_address: str) -> None:
    with tab(browser, 1280) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        page.locator(".sb-steps > li").last.scroll_into_view_if_needed()
        picture, step = page.locator(".sb-hero").bounding_box(), page.locator(".sb-steps > li").last.bounding_box()
        assert picture
        assert step
        assert picture["x"] + picture["width"] < step["x"]
        expect(page.locator(".sb-hero > .sb-picture")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("url", "first", "words"), [
    ("stretches/cat-cow/", ".sb-steps > li", "Steps"), ("routines/desk-break/", "#item-1", "Steps"),
])  # fmt: skip
def test_on_a_phone_the_way_on_is_where_the_thumb_is(
    browser: Browser, site_address: str, url: str, first: str, words: str
) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/{url}")
        bar = page.get_by_role("navigation", name="On this page")
        for link in bar.get_by_role("link").all():
            box = link.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] > HEIGHT - 60
            assert box["height"] >= 44
            assert box["width"] >= 44
        bar.get_by_role("link", name="Cautions").click()
        expect(page.locator("#all-answers")).to_be_in_viewport()
        bar.get_by_role("link", name=words).click()
        expect(page.locator(first).first).to_be_in_viewport()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        footer = page.locator(".md-copyright").bounding_box()
        bar_box = bar.bounding_box()
        assert footer is not None
        assert bar_box is not None
        assert bar_box["y"] + bar_box["height"] <= footer["y"]
        assert footer["y"] + footer["height"] <= HEIGHT


# Nothing that is held in place covers what is read or pointed at.

COVERED = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const boxes = [...focused.getClientRects()].filter(box => box.width > 1 && box.height > 1);
  if (!boxes.length || focused.ownerSVGElement) return "";
  const seen = boxes.some(box => {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return top && (focused.contains(top) || top.contains(focused));
  });
  return seen ? "" : focused.outerHTML.slice(0, 100);
}"""

LARGE_TEXT = "--blink-settings=defaultFontSize=32"


def covered(page: Page, presses: int) -> list[str]:
    """What has the focus and cannot be seen, while a reader goes through the page by keyboard, and back again."""
    found = []
    for key in ("Tab", "Shift+Tab"):
        for _ in range(presses):
            page.keyboard.press(key)
            focused = page.evaluate(COVERED)
            if focused is None:
                break
            found += [f"{key}: {focused}"] if focused else []
    return found


@pytest.fixture(scope="module")
def large_text(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser whose reader has asked for text of twice the size."""
    made = launch(playwright, fontconfig.one_font(tmp_path_factory.mktemp("fonts")), LARGE_TEXT)
    yield made
    made.close()


@pytest.mark.parametrize(("size", "width", "height"), [("browser", 320, 256), ("large_text", 360, 700)])
def test_nothing_covers_what_has_the_focus(
    site_address: str, size: str, width: int, height: int, request: pytest.FixtureRequest
) -> None:
    with tab(request.getfixturevalue(size), width) as page:
        page.set_viewport_size({"width": width, "height": height})
        for url in ("stretches/cat-cow/", "routines/desk-break/", "learn/glossary/"):
            page.goto(f"{site_address}/{url}")
            assert covered(page, 35) == [], url


@pytest.mark.parametrize(
    ("size", "width", "height"), [("browser", 320, 640), ("large_text", 320, 256), ("large_text", 600, 900)]
)
def test_nothing_covers_the_end_of_a_page(
    site_address: str, size: str, width: int, height: int, request: pytest.FixtureRequest
) -> None:
    with tab(request.getfixturevalue(size), width) as page:
        page.set_viewport_size({"width": width, "height": height})
        for url in ("stretches/cat-cow/", "muscles/rhomboid-major/"):
            page.goto(f"{site_address}/{url}")
            # Letters of any height, whatever the font.
            page.evaluate(STYLE, ".sb-bar { font-size: 200%; line-height: 3 !important }")
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            end, bar = page.locator(".md-copyright").bounding_box(), page.locator(".sb-bar").bounding_box()
            assert end
            assert bar
            assert bar["y"] + bar["height"] <= end["y"]
            assert end["y"] + end["height"] <= height


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (1280, 900)])
def test_a_link_leads_to_where_nothing_covers_its_target(
    browser: Browser, site_address: str, width: int, height: int
) -> None:
    with tab(browser, width) as page:
        page.set_viewport_size({"width": width, "height": height})
        for url in ("stretches/cat-cow/#how-to", "learn/glossary/#fascia", "routines/desk-break/#item-3"):
            page.goto(f"{site_address}/{url}")
            target = page.locator(f"#{url.partition('#')[2]}")
            box, header = target.bounding_box(), page.locator(".md-header").bounding_box()
            assert box
            assert header
            assert header["y"] + header["height"] <= box["y"] < height / 2


# Where the reader's system sets the colours.

BORDERS = """element => ["Top", "Right", "Bottom", "Left"].map(side => {
  const style = getComputedStyle(element);
  return `${style[`border${side}Style`]} ${style[`border${side}Width`]}`;
})"""
SIGN = """heading => {
  const style = getComputedStyle(heading, "::before");
  return [style.backgroundColor, style.color];
}"""
BORDERS_OF_NUMBER = """item => {
  const style = getComputedStyle(item, "::before");
  return `${style.borderTopStyle} ${style.borderTopWidth}`;
}"""
ARROW = "summary => getComputedStyle(summary, '::after').backgroundColor"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_things_apart(browser: Browser, site_address: str, scheme: Scheme) -> None:
    is_dark = scheme == "dark"
    with tab(browser, 360, scheme, forced_colors="active") as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert (brightness(page, "body", "backgroundColor") < 80) is is_dark
        assert page.locator(".sb-strip").evaluate(BORDERS) == ["solid 1px"] * 3 + ["solid 6px"]
        assert page.locator(".sb-strip").evaluate(SIGN) == (
            ["rgb(255, 255, 255)", "rgb(0, 0, 0)"] if is_dark else ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        )
        # The hair and the lines of a figure are dark.
        for picture in (".sb-hero > .sb-picture", ".sb-steps__picture", ".sb-map__plate"):
            assert brightness(page, picture, "backgroundColor") > 200
        assert page.locator(".sb-bar a + a").first.evaluate(BORDERS)[3] == "solid 1px"
        assert page.locator(".sb-steps > li").first.evaluate(BORDERS_OF_NUMBER) == "solid 1px"
        arrow = page.locator(".sb-fold > summary").first.evaluate(ARROW)
        assert arrow == ("rgb(255, 255, 255)" if is_dark else "rgb(0, 0, 0)")
        page.goto(f"{site_address}/stretches/")
        assert brightness(page, ".sb-row__picture", "backgroundColor") > 200


def test_the_home_page_leads_to_places_and_routines_with_the_warning_signs_first(
    browser: Browser, site_address: str
) -> None:
    with tab(browser, 360) as page:
        page.goto(site_address)
        expect(page.get_by_role("link", name="Warning signs")).to_be_in_viewport(ratio=1)
        places = page.get_by_role("region", name="Where is it stiff?").get_by_role("link").all()
        assert len(places) >= 4
        routines = page.locator(".sb-plans > li")
        for name in ("Start", "Print"):
            found = routines.get_by_role("link", name=re.compile(f"^{name} ")).all()
            assert len(found) == routines.count() >= 2
            places += found
        for way in places:
            box = way.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box["width"] >= 44


@pytest.mark.parametrize(("language", "paper"), [("en-GB", "a4"), ("en-US", "letter")])
def test_a_sheet_is_for_the_paper_of_the_country(
    browser: Browser, site_address: str, language: str, paper: str
) -> None:
    with tab(browser, locale=language) as page:
        for url in ("", "routines/"):
            page.goto(f"{site_address}/{url}")
            for link in page.get_by_role("link", name=re.compile("^Print ")).all():
                expect(link).to_have_attribute("href", re.compile(f"-{paper}.pdf$"))


# By keyboard, and without JavaScript.


@pytest.mark.parametrize("url", ["", "stretches/cat-cow/", "about/"])
def test_the_skip_link_leads_to_the_content(browser: Browser, site_address: str, url: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/{url}")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_class(re.compile("md-skip"))
        expect(page.locator(":focus")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_finder_narrows_and_restores(browser: Browser, site_address: str, library: Library) -> None:
    seated = {name for name, stretch in library.stretches.items() if "sitting" in stretch.position}
    bare = {name for name, stretch in library.stretches.items() if not stretch.equipment}
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/")
        status = page.get_by_role("status")
        expect(status).to_have_text(f"{len(library.stretches)} stretches")
        page.get_by_label("Position").select_option("sitting")
        assert names_shown(page) == seated
        assert 0 < len(seated) < len(library.stretches)
        page.get_by_label("Position").select_option("")
        page.get_by_label("Things you have").select_option("none")
        assert names_shown(page) == bare
        page.get_by_label("Things you have").select_option("")
        assert names_shown(page) == set(library.stretches)


def test_the_finder_works_by_keyboard_and_by_other_names(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/")
        page.get_by_label("Name or muscle").focus()
        page.keyboard.type("Camel")
        assert names_shown(page) == {"cat-cow"}
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^1 of \d+ stretches$"))
        page.keyboard.press("Enter")
        assert page.url == f"{site_address}/stretches/?words=Camel"
        page.keyboard.press("Control+a")
        page.keyboard.type("no such stretch")
        assert names_shown(page) == set()
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^0 of \d+ stretches$"))
        expect(page.get_by_text("Take back one choice")).to_be_visible()
        page.get_by_role("button", name="Show all again").press("Enter")
        expect(page.locator("[data-finder-entry]:visible")).not_to_have_count(0)
        expect(page.get_by_text("Take back one choice")).to_be_hidden()
        expect(page.get_by_role("status")).to_be_focused()


def test_on_a_phone_the_finder_answers_where_the_reader_is(browser: Browser, site_address: str) -> None:
    with tab(browser, 360) as page:
        page.set_viewport_size({"width": 360, "height": 500})
        page.goto(f"{site_address}/stretches/")
        page.get_by_text("Choose by place").click()
        health = page.get_by_label("I have this")
        health.evaluate("field => scrollTo(0, field.getBoundingClientRect().bottom + scrollY - innerHeight)")
        expect(page.get_by_role("status")).not_to_be_in_viewport()
        health.select_option("osteoporosis")
        expect(page.get_by_role("link", name="Read what it means for you")).to_be_in_viewport(ratio=1)
        assert brightness(page, ".sb-finder__answer", "backgroundColor") < brightness(page, "body", "backgroundColor")


def test_the_finder_hides_what_a_condition_asks_about(browser: Browser, site_address: str, library: Library) -> None:
    free = {*Relations(library).answered("pregnancy", "fine"), *Relations(library).answered("pregnancy", "adapt")}
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/")
        health = page.get_by_label("I have this")
        health.select_option("pregnancy")
        assert names_shown(page) == free
        assert 0 < len(free) < len(library.stretches)
        expect(page.get_by_text("If you are not sure, ask a clinician who knows you")).to_be_visible()
        adapted = Relations(library).answered("pregnancy", "adapt")
        expect(page.get_by_text("With this, do a changed version").filter(visible=True)).to_have_count(len(adapted))
        expect(page.get_by_role("link", name="Read what it means for you")).to_have_attribute(
            "href", re.compile("conditions/pregnancy/$")
        )
        health.select_option("recent-fracture")
        assert library.conditions["recent-fracture"].ask_first
        assert names_shown(page) == set()
        expect(page.get_by_role("status")).to_have_text("Ask a clinician before any stretch here.")
        page.get_by_role("button", name="Show all again").click()
        expect(page.get_by_role("status")).to_have_text(f"{len(library.stretches)} stretches")
        assert names_shown(page) == set(library.stretches)
        expect(page.get_by_text("If you are not sure, ask a clinician who knows you")).to_be_hidden()


def test_what_the_finder_shows_has_an_address(browser: Browser, site_address: str, library: Library) -> None:
    at_a_desk = {name for name, stretch in library.stretches.items() if "desk" in stretch.setting}
    short = {name for name in at_a_desk if measure(library.stretches[name].dose).seconds <= 60}
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/?setting=desk")
        expect(page.get_by_label("Where you are")).to_have_value("desk")
        assert names_shown(page) == at_a_desk
        page.get_by_label("Time").select_option("60")
        assert names_shown(page) == short != at_a_desk
        page.reload()
        expect(page.get_by_label("Time")).to_have_value("60")
        assert names_shown(page) == short
        page.goto(f"{site_address}/stretches/?setting=no-such-place&nonsense=1")
        expect(page.get_by_role("status")).to_have_text(f"{len(library.stretches)} stretches")


def test_on_a_phone_the_finder_is_folded(browser: Browser, site_address: str) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/stretches/")
        expect(page.get_by_label("Position")).to_be_hidden()
        page.get_by_text("Choose by place").click()
        expect(page.get_by_label("Position")).to_be_visible()
        page.goto(f"{site_address}/stretches/?setting=floor")
        expect(page.get_by_label("Where you are")).to_be_visible()


def test_without_javascript_the_whole_list_stands(browser: Browser, site_address: str, library: Library) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site_address}/stretches/")
        assert names_shown(page) == set(library.stretches)
        assert page.locator("main select").count() == 0
        page.goto(f"{site_address}/stretches/?setting=desk")
        expect(page.locator("noscript p")).to_be_visible()
        page.get_by_role("link", name="Cat-cow", exact=True).click()
        expect(page.locator("main h1")).to_have_text("Cat-cow")
        page.locator("[data-emergency-line] a").click()
        expect(page.locator('[data-stop-sign="tingling"]')).to_be_visible()


# Links lead where they say.

WAYS = {
    "from the home page to a muscle group": ("", "Between the shoulder blades", "muscles/rhomboids/"),
    "from a group to its stretch": ("muscles/rhomboids/", "Thread the needle", "stretches/thread-the-needle/"),
    "from a stretch to a condition": ("stretches/cat-cow/#all-answers", "Osteoporosis", "conditions/osteoporosis/"),
    "from a routine to one of its stretches": ("routines/desk-break/", "Upright chair twist", "stretches/chair-twist/"),
    "from a routine to its neighbours": ("routines/desk-break/", "All stretches", "stretches/"),
    "from a row to its stretch": ("stretches/", "Chin tuck", "stretches/chin-tuck/"),
    "from a stretch to its source": ("stretches/cat-cow/#sources", "Wilson 2023", "references/#ref-wilson2023"),
    "from a source to who cites it": ("references/", "Chin tuck", "stretches/chin-tuck/"),
    "from nowhere to all stretches": ("no/such/page/", "all stretches", "stretches/"),
}


def test_a_link_leads(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        for start, words, target in WAYS.values():
            page.goto(f"{site_address}/{start}")
            link = page.locator("main a:visible", has_text=re.compile(f"^{re.escape(words)}")).first
            link.click()
            page.wait_for_url(f"{site_address}/{target}")
            expect(page.locator("main h1").first).to_be_visible()
            if "#" in target:
                expect(page.locator(f"#{target.split('#')[1]}")).to_be_in_viewport()
