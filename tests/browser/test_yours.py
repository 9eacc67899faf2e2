"""What the reader has: chosen once, kept on the device alone, told everywhere, and forgotten with one tap."""

from __future__ import annotations

import re
from typing import Any

import pytest
from helpers.examples import NAMED
from helpers.reading import Fetching, Scheme, names_shown, tab, violations
from playwright.sync_api import Browser, Locator, Page, expect
from stretchbook.book.answers import Answer, is_stricter
from stretchbook.book.library import Library
from stretchbook.book.strip import EITHER_LEAD, strip_of
from stretchbook.model.stretch import ANSWERS, AnswerWord
from stretchbook.text.markup import plain

pytestmark = NAMED

PAIRS = [
    ("osteoporosis", "glaucoma"),
    ("osteoporosis", "reflux"),
    ("heart-surgery", "hip-replacement"),
    ("infection", "caesarean-birth"),
    ("eye-surgery", "caesarean-birth"),
    ("pregnancy", "kyphosis", "stroke"),
]
"""Conditions of which each stretch makes something different: other answers, other times, a question before any."""

ALL_ANSWERS = """async ([script, sets]) => {
  const { answers } = await import(script);
  const { all } = await answers();
  return sets.map((ids) => NAMES.map((name) => {
    const { word, until, later } = all.of(name, ids);
    return [word, [...until].sort(), later];
  }));
}"""
PUT = """async ([script, rooms]) => {
  for (const [room, ids] of rooms) {
    const place = document.createElement("div");
    place.setAttribute(room, ids);
    document.querySelector("main article").prepend(place);
  }
  await (await import(script)).show();
}"""
"""Puts room for the reader's answers at the head of a page, as templates do."""

CHOOSE = "async ([script, ids]) => (await import(script)).choose(ids)"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('No', 'SecurityError'); } })"
ROWS = "rows => rows.map(row => [row.dataset.yours, row.dataset.answer])"
MOVED = """() => new Promise((done) => new PerformanceObserver((list) => {
  done(list.getEntries().reduce((sum, { value }) => sum + value, 0));
}).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))"""
"""How much of what was in sight has moved."""
A_LITTLE = 0.005
"""As much as the letters of the header move when their font comes."""
MISTYPED = {"ostoporosis": "Osteoporosis", "preganancy": "Pregnancy", "glacuoma": "Glaucoma", "hip replacment": "A hip"}
KEPT = "Object.keys(localStorage).filter((key) => key.includes('yours'))"
ROUTINE = "routines/desk-break/"


def script(site: str) -> str:
    return f"{site}/assets/yours.js"


def line(page: Page) -> Locator:
    return page.get_by_role("complementary", name="What you have")


def choose(page: Page, *names: str) -> None:
    """Choose conditions as a reader does."""
    line(page).get_by_role("button", name="Have a health condition?").click()
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Done").click()


def top_of(place: Locator) -> float:
    return (place.bounding_box() or {"y": 0})["y"]


def expected(library: Library, stretch: str, ids: tuple[str, ...]) -> list[Any]:
    """The strictest of the answers of the book; it ends when all answers as strict as that do."""
    found = [library.answers_of[stretch].get(name) for name in ids]
    words: list[AnswerWord] = [answer.word if answer else "fine" for answer in found]
    word = max(words, key=ANSWERS.index, default="fine")
    deciding = [answer for answer, own in zip(found, words, strict=True) if own == word]
    if word == "fine" or not all(answer and ends(answer) for answer in deciding):
        return [word, [], None]
    afterwards = [
        after(answer) if answer and answer.word == word else own for answer, own in zip(found, words, strict=True)
    ]
    times = {time for answer in deciding if answer for time in answer.until}
    return [word, sorted(times), max(afterwards, key=ANSWERS.index)]


def after(answer: Answer) -> AnswerWord:
    later = answer.later or answer.word
    return "ask-first" if answer.before_any and is_stricter("ask-first", later) else later


def ends(answer: Answer) -> bool:
    return is_stricter(answer.word, after(answer))


def test_every_answer_is_that_of_the_book(browser: Browser, site_address: str, library: Library) -> None:
    """Of every stretch with every condition, and with several at a time."""
    sets = [*((name,) for name in library.conditions), *PAIRS]
    names = list(library.stretches)
    with tab(browser) as page:
        page.goto(f"{site_address}/about/")
        asked = ALL_ANSWERS.replace("NAMES", str(names))
        found = page.evaluate(asked, [script(site_address), [list(ids) for ids in sets]])
    told = {
        (ids, name): answer
        for ids, answers in zip(sets, found, strict=True)
        for name, answer in zip(names, answers, strict=True)
    }
    assert told == {(ids, name): expected(library, name, ids) for ids in sets for name in names}
    assert {answer[0] for answer in told.values()} == set(ANSWERS)


def test_a_choice_is_told_on_every_page_and_forgotten_with_one_tap(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/about/")
        choose(page, "Osteoporosis (fragile bones)", "Glaucoma")
        expect(line(page)).to_contain_text("You have: Osteoporosis and 1 more")
        expect(line(page).get_by_role("button", name="Change")).to_be_focused()
        page.goto(f"{site_address}/stretches/childs-pose/")
        told = page.locator("[data-yours-page=childs-pose]")
        expect(told).to_be_visible()
        assert library.answer("childs-pose", "glaucoma") == told.get_attribute("data-answer") == "leave-out"
        expect(told.get_by_role("heading", name="Leave out")).to_be_visible()
        cautions = library.answers_of["childs-pose"]["glaucoma"].cautions
        [reason] = [caution for caution in cautions if caution.action == "leave-out"]
        expect(told).to_contain_text(f"{reason.name}.")
        assert top_of(told) < top_of(page.locator(".sb-dose").first)
        expect(told).to_contain_text("Because of: Glaucoma.")
        instead = (told.get_by_role("link", name="Do instead: ").first.get_attribute("href") or "").split("/")[-2]
        assert instead in {swap.stretch for swap in library.stretches["childs-pose"].related.instead}
        assert {library.answer(instead, name) for name in ("osteoporosis", "glaucoma")} <= {"fine", "adapt"}
        line(page).get_by_role("button", name="Forget").click()
        expect(line(page).get_by_role("button", name="Have a health condition?")).to_be_focused()
        expect(told).to_be_hidden()
        assert page.evaluate(KEPT) == []
        page.reload()
        expect(line(page)).to_contain_text("Have a health condition?")


def test_the_list_begins_with_what_suits_the_reader_and_each_row_says_why(
    browser: Browser, site_address: str, library: Library
) -> None:
    has = ("osteoporosis", "glaucoma")
    words = {name: expected(library, name, has)[0] for name in library.stretches}
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/stretches/")
        choose(page, "Osteoporosis (fragile bones)", "Glaucoma")
        expect(page.locator(".sb-finder__status")).to_contain_text(" of ")
        assert names_shown(page) == {name for name, word in words.items() if word in ("fine", "adapt")}
        assert "osteoporosis" not in page.url
        page.get_by_role("button", name="Show all again").click()
        told = page.locator("[data-finder-entry] [data-yours]")
        assert dict(told.evaluate_all(ROWS)) == words
        line(page).get_by_role("button", name="Forget").click()
        expect(told.first).to_be_hidden()
        assert names_shown(page) == set(library.stretches)


def test_a_form_of_ones_own_a_time_and_a_question_before_any_stretch_are_said(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/about/")
        page.evaluate(PUT, [script(site_address), [["data-yours", "cat-cow"]]])
        told = page.locator("[data-yours=cat-cow]")
        until = library.answers_of["cat-cow"]["eye-surgery"].until[0]
        swaps = library.stretches["cat-cow"].related.instead
        instead = next(swap.stretch for swap in swaps if swap.condition == "breast-surgery")
        for ids, words in {
            ("eye-surgery",): f"Leave out until {until}. After that it is fine",
            ("breast-surgery",): f"Until then do instead: {library.titles[instead]}, in a changed version.",
            ("infection",): "Ask first, before any stretch",
        }.items():
            page.evaluate(
                "async ([script, ids]) => (await import(script)).choose(ids)", [script(site_address), list(ids)]
            )
            expect(told).to_contain_text(words)
        # A short form stands in the row itself.
        name, condition, short = next(
            (name, condition, answer.easier)
            for name, answers in library.answers_of.items()
            for condition, answer in answers.items()
            if answer.word == "adapt" and answer.easier and len(answer.easier.split()) <= 36
        )
        page.evaluate(PUT, [script(site_address), [["data-yours", name]]])
        page.evaluate("async ([script, id]) => (await import(script)).choose([id])", [script(site_address), condition])
        expect(page.locator(f"[data-yours={name}]").first).to_have_text(f"Do this version: {short}")
        page.evaluate("async (script) => (await import(script)).choose(['infection'])", script(site_address))
        link = told.first.get_by_role("link", name="Ask first, before any stretch")
        expect(link).to_have_attribute("href", f"{site_address}/conditions/infection/")


def test_a_routine_says_what_to_leave_out_and_its_sheet_says_the_same(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/about/")
        choose(page, "A caesarean birth")
        page.goto(f"{site_address}/{ROUTINE}")
        names = [item.stretch for item in library.routines["desk-break"].items]
        told = page.locator("[data-yours-page]")
        expect(told).to_be_visible()
        answers = {name: library.answer(name, "caesarean-birth") for name in names}
        assert "leave-out" in answers.values()
        changed = [(number, name) for number, name in enumerate(names, 1) if answers[name] != "fine"]
        assert numbered(told) == [
            f"{number}. {library.titles[name]}" for number, name in changed if answers[name] == "leave-out"
        ]
        sheet = page.locator(".sb-sheet__yours")
        expect(sheet).to_be_hidden()
        page.emulate_media(media="print")
        expect(sheet).to_be_visible()
        expect(sheet).to_contain_text("For somebody who has: A caesarean birth.")
        assert numbered(sheet.locator(".sb-yours-list")) == [
            f"{number}. {library.titles[name]}" for number, name in changed
        ]
        # On paper no page is at hand: the words themselves stand there.
        expect(sheet).not_to_contain_text("page says how")
        told_in_words = [name for name in names if answers[name] == "adapt"]
        for name in told_in_words:
            answer = library.answers_of[name]["caesarean-birth"]
            [text] = [answer.easier] if answer.easier else [caution.text for caution in answer.cautions]
            expect(sheet).to_contain_text(plain(text, library.titles))
        # What is answered is no question any more; of what is left out nothing more is taught.
        strip_ = page.locator(".sb-sheet__strip").first
        expect(strip_).to_contain_text("For somebody who has: A caesarean birth.")
        expect(strip_.locator(".sb-sheet__check")).to_be_hidden()
        expect(page.locator(".sb-sheet [data-sheet-check-first=caesarean-birth]").first).to_contain_text("(yours)")
        for name in names:
            about = page.locator(f"[data-yours-about={name}]")
            expect(about).to_be_visible(visible=answers[name] != "leave-out")
        front = page.locator("[data-yours-leaf]")
        expect(front.and_(page.locator(f"[data-yours-leaf={told_in_words[0]}]"))).to_contain_text("this counts")
        assert front.evaluate_all("all => all.map(one => one.dataset.answer)") == [answers[name] for name in names]


def numbered(place: Locator) -> list[str]:
    return [entry.inner_text().split(":")[0].strip() for entry in place.get_by_role("listitem").all()]


def test_who_asks_before_any_stretch_is_still_told_what_to_leave_out(
    browser: Browser, site_address: str, library: Library
) -> None:
    names = [item.stretch for item in library.routines["desk-break"].items]
    out = [library.titles[name] for name in names if library.answer(name, "neck-injury") == "leave-out"]
    assert 0 < len(out) < len(names)
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/{ROUTINE}")
        choose(page, "A fall, a crash or whiplash not yet examined")
        told = page.locator("[data-yours-page]")
        expect(told).to_contain_text("Ask first, before any stretch")
        assert [text.split(". ")[1] for text in numbered(told)] == out


def test_what_a_strip_names_says_the_readers_own_answer(browser: Browser, site_address: str, library: Library) -> None:
    """It says no other than their box, also where the strip's lead is about some who leave it out and some who ask."""
    names = [item.stretch for item in library.routines["desk-break"].items]
    stretch, condition = next(
        (stretch, name)
        for stretch in names
        if (strip := strip_of(library, [stretch])).lead == EITHER_LEAD
        for named in strip.first
        for name in named.ids
        if library.answer(stretch, name) == "leave-out"
    )
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/stretches/{stretch}/")
        strip_ = page.locator(".sb-strip")
        expect(strip_).not_to_contain_text("for you")
        page.evaluate(CHOOSE, [script(site_address), [condition]])
        expect(strip_.locator(f"[data-said-first~={condition}]")).to_contain_text("(for you: leave out)")
        expect(strip_.locator(".sb-strip__yours")).to_have_count(1)
        page.goto(f"{site_address}/{ROUTINE}")
        own = page.locator(".sb-item", has=page.locator(f"[data-yours={stretch}]"))
        expect(own.locator(f"[data-said-first~={condition}]")).to_contain_text("(for you: leave out)")
        for told in page.locator(".sb-routine > .sb-strip .sb-strip__yours").all():
            expect(told).to_have_text(" (for you: see each stretch)")
        page.evaluate(CHOOSE, [script(site_address), []])
        expect(page.locator(".sb-strip__yours")).to_have_count(0)


def totals(library: Library, ids: tuple[str, ...]) -> dict[AnswerWord, int]:
    """How many stretches have which answer with all of these; answers that none has are left out."""
    words = [expected(library, name, ids)[0] for name in library.stretches]
    return {word: words.count(word) for word in ANSWERS if word in words}


def test_home_leads_to_each_answer_on_the_page_of_what_the_reader_has(
    browser: Browser, site_address: str, library: Library
) -> None:
    with tab(browser, 360) as page:
        page.goto(site_address)
        choose(page, "Osteoporosis (fragile bones)")
        ways = page.locator("[data-yours-book] .sb-glance__way")
        found = [(way.get_attribute("href") or "", int(way.inner_text().split()[0])) for way in ways.all()]
        page_of = f"{site_address}/conditions/osteoporosis/"
        assert found == [(f"{page_of}#{word}", count) for word, count in totals(library, ("osteoporosis",)).items()]
        # Who has said what they have goes on where it is told, and is not asked again.
        expect(page.get_by_role("heading", name=f"For you, of {len(library.stretches)} stretches")).to_be_focused()
        expect(page.locator(".sb-picks")).to_be_hidden()
        # Sheets for everybody would not say it: the page of a routine prints one that does.
        expect(page.locator(".sb-row__print").first).to_be_hidden()
        ways.last.click()
        expect(page.locator("#leave-out")).to_be_in_viewport()


def test_the_page_of_one_condition_says_what_holds_with_all_that_the_reader_has(
    browser: Browser, site_address: str, library: Library
) -> None:
    """Whatever is asked about with this alone may have to be left out with the other, and swaps may not suit."""
    has = ("stroke", "stroke-weak-arm")
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/conditions/stroke/")
        alone = page.locator(".sb-condition > .sb-glance")
        expect(alone).to_be_visible()
        page.evaluate(CHOOSE, [script(site_address), list(has)])
        box = page.locator("[data-yours-totals]")
        for word, count in totals(library, has).items():
            expect(box.locator(f"[data-glance={word}] strong").first).to_have_text(str(count))
        rows = dict(page.locator("[data-row] [data-yours]").evaluate_all(ROWS))
        assert rows == {name: expected(library, name, has)[0] for name in library.stretches}
        for told in page.locator(".sb-condition > .sb-glance, .sb-alike__until, .sb-alike__instead").all():
            expect(told).to_be_hidden()
        other = page.locator(".sb-have").get_by_role("link")
        expect(other).to_have_attribute("href", f"{site_address}/conditions/stroke-weak-arm/")
        page.evaluate(CHOOSE, [script(site_address), ["stroke"]])
        expect(alone).to_be_visible()
        expect(box).to_be_hidden()


READERS = [
    ("osteoporosis",),
    ("stroke", "stroke-weak-arm"),
    ("breast-surgery",),
    ("breast-surgery", "recent-operation"),
    ("pregnancy",),
    (),
]
TOLD = """() => {
  const told = (attribute) => [...document.querySelectorAll(`[${attribute}]`)]
    .filter(place => !place.hidden && !place.getAttribute(attribute).includes(" "));
  const rooms = ["data-yours", "data-yours-page", "data-yours-leaf"].flatMap(attribute =>
    told(attribute).map(place => [place.getAttribute(attribute), place.dataset.answer]));
  const named = told("data-glimpse").filter(name => name.checkVisibility())
    .map(name => [name.dataset.glimpse, name.closest("[data-glance]").dataset.glance]);
  const swaps = told("data-glimpse-swap").filter(name => name.checkVisibility()).map(name => name.dataset.glimpseSwap);
  return [[...rooms, ...named], swaps];
}"""
"""What a page tells its reader about each stretch that it names, and what to do in the place of others."""


def test_list_condition_stretch_routine_sheet_and_glance_agree_for_each_reader(
    browser: Browser, site_address: str, library: Library
) -> None:
    pages = {"", "stretches/", ROUTINE, *(f"stretches/{name}/" for name in ("cat-cow", "neck-rotation"))}
    pages |= {f"conditions/{name}/" for ids in READERS for name in ids}
    words = {ids: {name: expected(library, name, ids)[0] for name in library.stretches} for ids in READERS}
    seen = set()
    with tab(browser, 360) as page:
        for url in sorted(pages):
            page.goto(f"{site_address}/{url}")
            for ids in READERS:
                page.evaluate(CHOOSE, [script(site_address), list(ids)])
                told, swaps = page.evaluate(TOLD)
                if not ids:
                    assert [word for name, word in told if url.split("/")[0] != "conditions"] == []
                    continue
                # What the page of a condition names by itself is for whoever has that alone.
                mine = told if not url.startswith("conditions/") or url.split("/")[1] in ids else []
                assert {(name, word) for name, word in mine if words[ids][name] != word} == set(), (url, ids)
                assert mine == [] or {words[ids][name] for name in swaps} <= {"fine", "adapt"}, (url, ids)
                seen |= {(url, ids) for _ in mine}
        assert len(seen) > 5 * 5
        page.goto(f"{site_address}/stretches/")
        page.evaluate(CHOOSE, [script(site_address), list(READERS[1])])
        for word, count in totals(library, READERS[1]).items():
            page.get_by_label("I have this").select_option(f"mine-{word}")
            shown = names_shown(page)
            assert len(shown) == count
            assert shown == {name for name, own in words[READERS[1]].items() if own == word}
        page.get_by_role("button", name="Show all again").click()
        expect(page.get_by_label("I have this")).to_have_value("mine-all")
        assert names_shown(page) == set(library.stretches)


def test_forms_and_steps_for_everybody_do_not_speak_against_a_version_of_ones_own(
    browser: Browser, site_address: str, library: Library
) -> None:
    names = [item.stretch for item in library.routines["desk-break"].items]
    own = [name for name in names if library.answer(name, "osteoporosis") == "adapt"]
    assert own
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/stretches/{own[0]}/")
        beside = page.get_by_text("your version counts")
        expect(beside).to_have_count(0)
        page.evaluate(CHOOSE, [script(site_address), ["osteoporosis"]])
        expect(beside).to_have_count(3)
        expect(page.locator(":is(#how-to, #easier, summary:has(#all-forms)) + .sb-yours-own")).to_have_count(3)
        left_out = next(name for name in library.conditions if library.answer(own[0], name) == "leave-out")
        page.evaluate(CHOOSE, [script(site_address), [left_out]])
        expect(page.get_by_text("You leave this out")).to_have_count(3)
        page.evaluate(CHOOSE, [script(site_address), []])
        expect(page.locator(".sb-yours-own")).to_have_count(0)
        page.evaluate(CHOOSE, [script(site_address), ["osteoporosis"]])
        page.goto(f"{site_address}/{ROUTINE}")
        forms = page.locator(".sb-item [data-yours-forms]")
        expect(page.locator(f".sb-item [data-yours={own[0]}]")).to_contain_text("this counts")
        for name in names:
            expect(forms.and_(page.locator(f"[data-yours-forms={name}]"))).to_be_visible(visible=name not in own)


def test_a_strip_that_names_the_readers_family_says_their_milder_answer(
    browser: Browser, site_address: str, library: Library
) -> None:
    stretch, condition = next(
        (stretch, name)
        for stretch in library.stretches
        for named in strip_of(library, [stretch]).first
        for name in named.about
        if name not in named.ids and library.answer(stretch, name) == "adapt"
    )
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/stretches/{stretch}/")
        page.evaluate(CHOOSE, [script(site_address), [condition]])
        expect(page.locator(".sb-strip")).to_contain_text("(for you: do this version)")


def test_the_first_sheet_that_is_offered_says_what_the_reader_has(browser: Browser, site_address: str) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/{ROUTINE}")
        own = page.get_by_role("button", name="Print with my answers")
        expect(own).to_have_count(0)
        choose(page, "Glaucoma")
        page.evaluate("window.print = () => { document.title = 'Printed'; }")
        expect(page.locator(".sb-print > button + a[data-letter]")).to_have_text("Print")
        own.click()
        expect(page).to_have_title("Printed")
        line(page).get_by_role("button", name="Forget").click()
        expect(own).to_have_count(0)


def test_what_another_tab_forgets_is_forgotten_here(browser: Browser, site_address: str, library: Library) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/")
        choose(page, "Glaucoma")
        expect(page.get_by_label("I have this")).to_have_value("mine")
        # As a tab hears it that has not done it itself; without a key all is deleted.
        page.evaluate("localStorage.clear(), dispatchEvent(new StorageEvent('storage', { key: null }))")
        expect(line(page)).to_contain_text("Have a health condition?")
        expect(page.get_by_label("I have this")).to_have_value("")
        assert names_shown(page) == set(library.stretches)


def test_what_a_reader_asks_of_the_list_stays_when_they_choose_what_they_have(
    browser: Browser, site_address: str
) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/")
        page.get_by_label("I have this").select_option("pregnancy")
        choose(page, "Glaucoma", "Acid reflux")
        expect(page.get_by_label("I have this")).to_have_value("pregnancy")
        page.get_by_label("I have this").select_option("mine")
        note = page.locator(".sb-finder__warning")
        for name in ("Glaucoma", "Acid reflux"):
            expect(note.get_by_role("link", name=name)).to_be_visible()


def test_a_condition_is_never_sent_with_an_address(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/?setting=desk&condition=glaucoma")
        expect(page.get_by_label("I have this")).to_have_value("glaucoma")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        shown = names_shown(page)
        assert page.url == f"{site_address}/stretches/?setting=desk#condition=glaucoma"
        page.reload()
        expect(page.get_by_label("I have this")).to_have_value("glaucoma")
        assert names_shown(page) == shown
        page.get_by_label("I have this").select_option("pregnancy")
        assert page.url.endswith("/stretches/?setting=desk#condition=pregnancy")
        assert f"{site_address}/stretches/?setting=desk" in [url.split("#")[0] for url in asked]
        assert not [url for url in asked if "condition" in url.split("#")[0].partition("?")[2]]


def test_two_quick_taps_open_one_list(browser: Browser, site_address: str) -> None:
    faults: list[str] = []
    with tab(browser, anew=True) as page:
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{site_address}/about/")
        line(page).get_by_role("button").evaluate("button => (button.click(), button.click())")
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(line(page).get_by_role("button")).to_be_focused()
    assert faults == []


def test_without_its_script_the_list_leaves_no_gap(browser: Browser, site_address: str) -> None:
    with tab(browser, anew=True) as page:
        page.route("**/assets/finder.js*", lambda route: route.abort())
        page.goto(f"{site_address}/stretches/")
        expect(page.locator("stretch-finder")).to_have_attribute("data-ready", "")


def test_what_a_search_in_the_page_has_opened_is_printed(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/childs-pose/")
        folds = page.locator("details.sb-fold")
        folds.first.evaluate("fold => { fold.open = true; }")
        expect(folds.first).to_have_attribute("data-opened", "")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(folds.nth(1)).to_have_attribute("open", "")
        expect(folds.first).to_have_attribute("data-opened", "")
        expect(folds.nth(1)).not_to_have_attribute("data-opened", "")
        page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_a_swap_is_named_once_in_a_plan(browser: Browser, site_address: str, library: Library) -> None:
    names = [item.stretch for item in library.routines["wind-down"].items]
    changed = [name for name in names if library.answer(name, "spinal-fracture") == "leave-out"]
    related = [swap for name in changed for swap in library.stretches[name].related.instead]
    swaps = [swap.stretch for swap in related if swap.condition == "spinal-fracture"]
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/about/")
        choose(page, "A broken vertebra")
        page.goto(f"{site_address}/routines/wind-down/")
        told = page.locator("[data-yours-page]")
        expect(told.get_by_role("listitem")).to_have_count(len(changed))
        assert len(set(swaps)) < len(swaps)
        for name in set(swaps):
            expect(told.get_by_role("link", name=library.titles[name])).to_have_count(1)


def test_the_list_is_searched_by_any_name_and_by_keyboard(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/about/")
        line(page).get_by_role("button").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("searchbox", name="Find it by name")).to_be_focused()
        page.keyboard.type("brittle")
        expect(page.get_by_role("checkbox")).to_have_count(1)
        expect(page.locator(".sb-chooser__row:visible")).to_contain_text("Brittle bones")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Escape")
        expect(line(page)).to_contain_text("You have: Osteoporosis")
        expect(line(page).get_by_role("button", name="Change")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("searchbox", name="Find it by name")).to_be_focused()
        rows = page.locator(".sb-chooser__row:visible")
        for typed, meant in MISTYPED.items():
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(typed)
            expect(page.get_by_role("status").get_by_text("with nearly this spelling")).to_be_visible()
            expect(rows.filter(has_text=meant).first).to_be_visible()
            expect(rows.nth(5)).to_have_count(0)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("no such thing")
        expect(page.get_by_text("Nothing here goes by that name.")).to_be_visible()
        seek_help = page.get_by_role("dialog").get_by_role("link", name="when to seek help")
        expect(seek_help).to_have_attribute("href", f"{site_address}/learn/when-to-seek-help/")


def test_where_the_browser_keeps_nothing_a_choice_holds_for_the_page(browser: Browser, site_address: str) -> None:
    with tab(browser, anew=True) as page:
        page.add_init_script(BLOCKED)
        page.goto(f"{site_address}/about/")
        choose(page, "Glaucoma")
        expect(line(page)).to_contain_text("On this page you have: Glaucoma")
        page.reload()
        expect(line(page)).to_contain_text("Have a health condition?")


def test_what_a_newer_book_no_longer_has_is_dropped(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/about/")
        choose(page, "Glaucoma")
        [key] = page.evaluate(KEPT)
        for kept, left in {
            '["gone", "glaucoma"]': "You have: Glaucoma",
            '["gone"]': "Have a health condition?",
            '{"glaucoma": 1}': "Have a health condition?",
            "[": "Have a health condition?",
        }.items():
            page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [key, kept])
            page.reload()
            expect(line(page)).to_contain_text(left)


def test_nothing_is_loaded_and_nothing_moves_before_something_is_chosen(browser: Browser, site_address: str) -> None:
    asked: list[str] = []
    with tab(browser, 320, anew=True) as page:
        page.on("request", lambda request: asked.append(request.url))
        fetching = Fetching(page)
        page.goto(f"{site_address}/conditions/glaucoma/")
        fetching.wait()
        expect(page.get_by_role("button", name="I have this")).to_be_visible()
        assert page.evaluate(MOVED) < A_LITTLE
        assert not [url for url in asked if re.search(r"answers\.json|yours-(?!offer)", url)]
        before = line(page).bounding_box()
        choose(page, "Marfan syndrome or vascular Ehlers-Danlos syndrome", "Osteoporosis (fragile bones)")
        assert line(page).bounding_box() == before
        expect(line(page).get_by_role("button", name="Forget")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everybody_can_use_it(browser: Browser, site_address: str, width: int, scheme: Scheme) -> None:
    with tab(browser, width, scheme) as page:
        page.goto(f"{site_address}/learn/before-your-first-stretch/")
        choose(page, "Glaucoma", "Acid reflux")
        rooms = [
            ["data-yours-page", "cat-cow childs-pose chin-tuck"],
            ["data-yours-page", "cat-cow"],
            ["data-yours", "chin-tuck"],
        ]
        page.evaluate(PUT, [script(site_address), rooms])
        assert violations(page) == []
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide)
        line(page).get_by_role("button", name="Change").click()
        assert violations(page) == []
        small = "rows => rows.filter(row => row.getBoundingClientRect().height < 43.9).length"
        assert page.locator(".sb-chooser__row, .sb-chooser button, .sb-mine button").evaluate_all(small) == 0
        dialog = page.get_by_role("dialog")
        assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")


def test_the_page_of_a_condition_offers_to_choose_it(browser: Browser, site_address: str) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/conditions/glaucoma/")
        rows = page.locator("[data-yours]:visible")
        page.get_by_role("button", name="I have this: tell me everywhere").click()
        expect(line(page)).to_contain_text("You have: Glaucoma")
        # Its lists say it already.
        expect(rows).to_have_count(0)
        page.goto(f"{site_address}/conditions/osteoporosis/")
        expect(rows.first).to_be_visible()
        page.goto(f"{site_address}/conditions/glaucoma/")
        page.get_by_role("button", name="I do not have this: forget it").click()
        expect(line(page)).to_contain_text("Have a health condition?")


def test_without_scripts_the_line_leads_to_the_conditions_and_questions_unfold(
    browser: Browser, site_address: str
) -> None:
    with tab(browser, 360, java_script_enabled=False) as page:
        page.goto(f"{site_address}/learn/before-your-first-stretch/")
        expect(line(page).get_by_role("link", name="Find it here")).to_have_attribute("href", "../../conditions/")
        questions = page.locator(".sb-question")
        expect(questions.first.locator("p").first).to_be_hidden()
        questions.first.locator("summary").click()
        expect(questions.first.locator("p").first).to_be_visible()


def test_all_questions_fit_the_screen_of_a_phone(browser: Browser, site_address: str, library: Library) -> None:
    with tab(browser, 360) as page:
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"{site_address}/learn/before-your-first-stretch/")
        questions = page.locator(".sb-question > summary")
        expect(questions).to_have_count(len(library.of("first-questions")))
        expect(questions.last).to_be_in_viewport(ratio=1)
        page.get_by_role("link", name="Choose what you have").click()
        expect(page.get_by_role("dialog", name="What do you have?")).to_be_visible()
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("link", name="Choose what you have")).to_be_focused()
