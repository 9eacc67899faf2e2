"""Search as a reader meets it: what it finds, how it looks, and that it costs nothing until it is used."""

from __future__ import annotations

import json
import re

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from helpers.reading import Fetching, Scheme, tab, violations
from helpers.reading import search as look_for
from playwright.sync_api import Browser, Page, expect
from stretchbook.book.library import Library
from stretchbook.book.name_index import named

pytestmark = NAMED

SEARCHES = {
    # Misspelt.
    "osteoperosis": "conditions/osteoporosis/",
    "romboids": "muscles/rhomboids/",
    "trapezeus": "muscles/trapezius/",
    "scoliosys": "conditions/scoliosis/",
    "childs pose": "stretches/childs-pose/",
    "cat cow": "stretches/cat-cow/",
    "catcow": "stretches/cat-cow/",
    "sholder blade": "muscles/shoulder-blade/",
    "blood preshure": "conditions/high-blood-pressure/",
    "EHLERS DANLÖS": "conditions/connective-tissue-disorder/",
    # Popular.
    "hunchback": "conditions/kyphosis/",
    "dowager's hump": "conditions/kyphosis/",
    "lats": "muscles/latissimus-dorsi/",
    "traps": "muscles/trapezius/",
    "pecs": "muscles/pectorals/",
    "glutes": "muscles/gluteals/",
    "slipped disc": "conditions/disc-herniation/",
    "pinched nerve": "conditions/nerve-root-pain/",
    "camel": "stretches/cat-cow/",
    "between the shoulder blades": "stretches/seated-rhomboid-stretch/",
    # Anatomical.
    "levator scapulae": "muscles/levator-scapulae/",
    "erector spinae": "muscles/erector-spinae/",
    "musculus supraspinatus": "muscles/supraspinatus/",
    # Position, thing, place, time.
    "on all fours": "stretches/cat-cow/",
    "kneeling": "stretches/childs-pose/",
    "foam roller": "stretches/roller-thoracic-extension/",
    "towel": "stretches/towel-behind-back/",
    "chair": "stretches/chair-twist/",
    "desk": "routines/desk-break/",
    "at work": "routines/desk-break/",
    "lying down": "stretches/supine-trunk-rotation/",
    "morning": "routines/morning-floor/",
    # Conditions.
    "pregnant": "conditions/pregnancy/",
    "dizzy": "conditions/dizziness/",
    "fragile bones": "conditions/osteoporosis/",
    "bulging disc": "conditions/disc-herniation/",
    "heartburn": "conditions/reflux/",
    "c-section": "conditions/caesarean-birth/",
    # Pages to read.
    "emergency": "learn/when-to-seek-help/",
    "chest pain": "learn/when-to-seek-help/",
    "when to see a doctor": "learn/when-to-seek-help/",
    "numb legs": "learn/when-to-seek-help/",
    "about": "about/",
    "report a safety concern": "about/",
    "how long to hold": "learn/how-to-stretch/",
    "warm up": "learn/how-to-stretch/",
    "ca\u00adu\u00adses": "learn/why-it-aches/",
    "cat\u2011cow\u00a0": "stretches/cat-cow/",
    "causes": "learn/why-it-aches/",
    "myths": "learn/what-the-evidence-says/",
    # Claims and words.
    "text neck": "learn/what-the-evidence-says/#text-neck",
    "27 lb": "learn/what-the-evidence-says/#phone-weighs-27-pounds",
    "bad posture": "learn/what-the-evidence-says/#bad-posture-causes-pain",
    "longer muscles": "learn/what-the-evidence-says/#stretching-lengthens-muscles",
    "cracking": "learn/what-the-evidence-says/#cracking-is-harmless",
    "systematic review": "learn/glossary/#systematic-review",
    "meta-analysis": "learn/glossary/#meta-analysis",
    "all muscles": "muscles/",
}
"""What a person would type, and the page that has to be among the first three."""

COMPLAINTS = {
    "my shoulders are up round my ears": {"routines/neck-shoulder/", "stretches/upper-trapezius-stretch/"},
    "sore after painting the ceiling": {"routines/no-equipment-standing/", "stretches/shoulder-rolls/"},
    "cannot look over my shoulder when reversing the car": {"routines/neck-shoulder/", "stretches/neck-rotation/"},
    "all hunched up from gaming": {"stretches/chair-thoracic-extension/", "routines/desk-break/"},
    "crick in neck slept funny": {"routines/neck-shoulder/", "stretches/neck-rotation/"},
    "long drive stiff back": {"routines/desk-break/", "routines/no-equipment-standing/"},
    "tight spot beside my shoulder blade": {"routines/desk-break/", "stretches/seated-rhomboid-stretch/"},
    "quick thing between meetings": {"routines/desk-break/"},
    "rounded shoulders from slouching": {"routines/open-front-strong-back/", "stretches/wall-angels/"},
    "back seized up after gardening": {"routines/desk-break/", "stretches/cat-cow/"},
    "something before going to sleep": {"routines/wind-down/"},
    "carrying the baby makes my neck ache": {"routines/neck-shoulder/"},
    "waiting for the bus": {"routines/no-equipment-standing/"},
    "I only have ten minutes": {"routines/no-equipment-standing/", "routines/wind-down/", "routines/morning-floor/"},
    "heavy rucksack sore shoulders": {"routines/neck-shoulder/", "routines/no-equipment-standing/"},
    "upper back creaks when I twist": {"stretches/chair-twist/", "stretches/thread-the-needle/"},
    "too stressed and tense": {"routines/wind-down/", "routines/neck-shoulder/"},
    "laptop all day aching traps": {"routines/neck-shoulder/", "stretches/upper-trapezius-stretch/"},
    "just got out of bed and feel rusty": {"routines/morning-floor/", "stretches/cat-cow/"},
    "cant reach behind my back to do up my bra": {"stretches/towel-behind-back/"},
}
"""Complaints that stand in no intent as they are written here, and what fits as the first answer; 18 are to fit."""

HELP = "learn/when-to-seek-help/"
ALARMS = ("chest pian at my desk", "pain under left shoulder blade", "stiff neck and my arm is numb", "upper back pain")

RESULTS = ".sb-search__results li"


def found(page: Page, site: str) -> list[str]:
    """The addresses of what was found, from the root of the site, best first."""
    hrefs = page.locator(f"{RESULTS} a").evaluate_all("links => links.map(link => link.href)")
    return [href.removeprefix(f"{site}/") for href in hrefs]


def ask(page: Page, words: str) -> None:
    """Put other words into the open search and wait for its answer."""
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".sb-search__hint")).to_be_visible()
    page.get_by_role("searchbox").fill(words)
    expect(page.get_by_role("status")).not_to_be_empty()


# What it finds.


def test_what_a_person_types_leads_to_the_right_page(browser: Browser, site_address: str) -> None:
    first_three = {}
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "warm up")
        for words in SEARCHES:
            ask(page, words)
            first_three[words] = found(page, site_address)[:3]
    assert {words: pages for words, pages in first_three.items() if SEARCHES[words] not in pages} == {}


def test_every_word_that_is_begun_already_finds(browser: Browser, site_address: str) -> None:
    """Nobody who is typing is told on the way that nothing is there, not even with a slip."""
    missed = []
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "os")
        for word in ("osteoperosis", "dizziness", "kneeling"):
            for end in range(2, len(word) + 1):
                ask(page, word[:end])
                if not re.fullmatch(r"\d+ pages? found.*", page.get_by_role("status").inner_text()):
                    missed.append(word[:end])
    assert missed == []


def test_a_complaint_finds_first_what_fits(browser: Browser, site_address: str) -> None:
    first = {}
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "warm up")
        for words in COMPLAINTS:
            ask(page, words)
            results = found(page, site_address)
            assert len(results) <= 10
            first[words] = results[0]
    missed = {words: address for words, address in first.items() if address not in COMPLAINTS[words]}
    assert len(missed) <= 2, missed


def test_who_describes_a_warning_sign_finds_help_first_and_no_stretch(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "warm up")
        for words in ALARMS:
            ask(page, words)
            results = found(page, site_address)
            assert results[0] == HELP, words
            assert not [address for address in results if address.startswith(("stretches/", "routines/"))], words


def test_a_condition_beside_a_complaint_comes_first(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "warm up")
        for words in ("stiff neck osteoporosis", "osteoperosis stiff neck"):
            ask(page, words)
            results = found(page, site_address)
            assert results[0] == "conditions/osteoporosis/"
            assert not [address for address in results if address.startswith(("stretches/", "routines/"))]


def test_it_is_said_that_no_page_has_all_of_the_words(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "sprained ankle")
        expect(page.get_by_role("status")).to_contain_text("None has all of these words.")
        ask(page, "stiff neck")
        expect(page.get_by_role("status")).not_to_contain_text("None has all")


KINDS_FOUND = {
    "camel": "Stretch Cat-cow",
    "desk break": "Routine Desk break",
    "rhomboids": "Muscle Rhomboids",
    "glaucoma": "Condition Glaucoma",
    "emergency": "Read When to seek help",
    "all stretches": "List Stretches",
}


def test_a_result_says_what_kind_of_page_it_is(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "warm up")
        for words, name in KINDS_FOUND.items():
            ask(page, words)
            expect(page.locator(RESULTS).first.get_by_role("link")).to_have_accessible_name(name)


def test_a_result_says_which_other_name_led_to_it(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "camel")
        expect(page.locator(RESULTS).first).to_contain_text("also called Cat and camel")
        ask(page, "cat cow")
        expect(page.locator(RESULTS).first.get_by_role("link")).to_have_text("Stretch Cat-cow")
        expect(page.locator(RESULTS).first).not_to_contain_text("also called")


def test_a_stretch_that_is_found_says_where_its_cautions_lie(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "camel")
        expect(page.locator(RESULTS).first).to_contain_text(re.compile("Cautions: bones, neck, .+"))
        ask(page, "rhomboid major")
        expect(page.locator(RESULTS, has_text="Muscle Rhomboid major")).not_to_contain_text("Cautions")
        ask(page, "wolpertinger")
        expect(page.locator(".sb-search__results")).not_to_contain_text("Cautions")


def test_letters_are_folded(browser: Browser, site_address: str) -> None:
    with tab(browser, 360) as page:
        page.goto(f"{site_address}/search/")
        name = page.locator(".sb-names").get_by_role("link", name="Cat-cow", exact=True).last
        expect(name).to_be_hidden()
        page.locator("summary", has_text=re.compile("^C$")).click()
        expect(name).to_be_visible()
        page.goto(f"{site_address}/search/#letter-3")
        page.reload()
        expect(page.locator("details", has=page.locator("#letter-3"))).to_have_attribute("open", "")


def test_pages_for_contributors_and_references_never_come_up(
    browser: Browser, built: Project, site_address: str
) -> None:
    data = json.loads(built.read("site/search/index.json"))
    addresses = {entry[data["fields"].index("address")] for entry in data["entries"]}
    assert {address for address in addresses if address.startswith(("contribute/", "references/", "search/"))} == set()
    with tab(browser) as page:
        page.goto(site_address)
        for words in ("add a stretch", "words for records", "safety rules", "references", "yaml"):
            look_for(page, words)
            page.keyboard.press("Escape")
            assert not [url for url in found(page, site_address) if url.startswith(("contribute/", "references/"))]


def test_a_condition_does_not_lead_to_the_stretches_that_it_rules_out(
    browser: Browser, site_address: str, library: Library
) -> None:
    unsuited = {f"stretches/{name}/" for name in library.stretches if "glaucoma" in library.checks_first(name)}
    assert unsuited
    with tab(browser) as page:
        page.goto(site_address)
        look_for(page, "glaucoma")
        assert found(page, site_address)[0] == "conditions/glaucoma/"
        assert not unsuited & set(found(page, site_address))


def test_nothing_found_is_said_kindly(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        look_for(page, "wolpertinger")
        expect(page.get_by_role("status")).to_have_text("Nothing found.")
        offered = {"learn/when-to-seek-help/", "stretches/", "routines/", "muscles/", "conditions/"}
        assert set(found(page, site_address)) == offered
        page.locator(f"{RESULTS} a", has_text="Muscles").click()
        page.wait_for_url(f"{site_address}/muscles/")


def test_nothing_that_is_typed_is_more_than_words(browser: Browser, site_address: str) -> None:
    ran: list[str] = []
    with tab(browser, anew=True) as page:
        page.on("pageerror", lambda error: ran.append(str(error)))
        page.on("dialog", lambda dialog: ran.append(dialog.message))
        fetching = Fetching(page)
        page.goto(f"{site_address}/search/")
        for words in ("<img src=x onerror=alert(1)>", "<b>camel</b>", "title:cat* +cow~9 ^", "\\", "  "):
            page.get_by_role("searchbox").fill(words)
            fetching.wait()
            assert page.locator("site-search :is(img, b)").count() == 0, words
            page.reload()
            expect(page.get_by_role("searchbox")).to_have_value(words.strip())
            fetching.wait()
            assert page.locator("site-search :is(img, b)").count() == 0, words
    assert ran == []


# What it costs.


@pytest.mark.parametrize("url", ["", "stretches/", "stretches/cat-cow/", "learn/when-to-seek-help/", "search/"])
def test_nothing_is_fetched_until_search_is_used(browser: Browser, site_address: str, url: str) -> None:
    asked: list[str] = []
    with tab(browser, anew=True) as page:
        page.on("request", lambda request: asked.append(request.url.removeprefix(f"{site_address}/")))
        fetching = Fetching(page)
        page.goto(f"{site_address}/{url}")
        fetching.wait()
        needed = {"search/index.json", "search/lunr.js", "assets/search-ranking.js"}
        assert not needed & set(asked)
        assert not [address for address in asked if "worker" in address]
        look_for(page, "camel")
        assert needed <= set(asked)


def test_a_failed_fetch_is_said_and_tried_again(browser: Browser, site_address: str) -> None:
    with tab(browser, anew=True) as page:
        page.goto(site_address)
        page.route("**/search/index.json", lambda route: route.abort())
        look_for(page, "camel")
        expect(page.get_by_role("status")).to_have_text("Search could not be loaded.")
        expect(page.get_by_role("link", name="Every name from A to Z")).to_be_visible()
        page.unroute("**/search/index.json")
        page.get_by_role("searchbox").fill("camels")
        expect(page.get_by_role("status")).to_have_text("1 page found.")


# How it is used.


def test_search_works_by_keyboard_alone(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("trapezius")
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ pages found; the best 10 are shown\.$"))
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"{RESULTS} a").nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"{RESULTS} a").nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(f"{RESULTS} a").nth(0)).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site_address}/muscles/trapezius/")


def test_focus_stays_in_the_dialog_and_returns(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        link = page.locator("header").get_by_role("link", name="Search")
        link.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="Search")).to_be_visible()
        page.keyboard.type("camel")
        expect(page.locator(RESULTS)).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(link).to_be_focused()
        elsewhere = page.locator("article a").first
        elsewhere.focus()
        page.keyboard.press("Meta+k")
        page.get_by_role("button", name="Close").click()
        expect(elsewhere).to_be_focused()


def test_a_click_beside_the_dialog_closes_it(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(site_address)
        page.locator("header").get_by_role("link", name="Search").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.get_by_role("dialog").click(position={"x": 20, "y": 150})
        expect(page.get_by_role("dialog")).to_be_visible()
        page.mouse.click(20, 500)
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_search_is_not_printed(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        look_for(page, "camel")
        page.emulate_media(media="print")
        expect(page.locator("dialog")).to_be_hidden()
        expect(page.locator("[data-search]")).to_be_hidden()
        expect(page.locator("html")).not_to_have_css("overflow", "hidden")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_link_and_the_results_are_large_enough_for_a_thumb(browser: Browser, site_address: str, width: int) -> None:
    with tab(browser, width) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        box = page.locator("header").get_by_role("link", name="Search").bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        look_for(page, "trapezius")
        for result in page.locator(RESULTS).all():
            size = result.bounding_box()
            assert size
            assert size["height"] >= 44
        dialog = page.get_by_role("dialog").bounding_box()
        assert dialog
        assert (dialog["width"] == width) is (width < 700)
        expect(page.get_by_role("searchbox")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_open_search_has_no_axe_violation(browser: Browser, site_address: str, width: int, scheme: Scheme) -> None:
    """Colours go by day and night alone, and sizes by width alone: each of them once."""
    judged: set[int] = set()
    with tab(browser, width, scheme) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        # What lies beneath the search is judged where it is a page.
        page.locator("main > *").evaluate_all("parts => parts.forEach(part => part.remove())")
        for words in ("", "camel", "trapezeus", "wolpertinger"):
            look_for(page, words) if words else page.locator("[data-search]").click()
            assert violations(page, judged=judged) == [], words
            page.keyboard.press("Escape")
        page.goto(f"{site_address}/search/?words=trapezeus")
        expect(page.locator(RESULTS).first).to_be_visible()
        assert violations(page, judged=judged) == []


# The page of names.


def test_without_javascript_every_name_is_there(browser: Browser, site_address: str, library: Library) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site_address}/stretches/cat-cow/")
        page.locator("header").get_by_role("link", name="Search").click()
        page.wait_for_url(f"{site_address}/search/")
        shown = (page.locator("main").text_content() or "").casefold()
        lines = [" ".join(line.split()) for line in page.locator(".sb-names li").all_text_contents()]
        for record in named(library):
            own = () if record.kind == "claims" else (record.name,)
            for name in (*own, *record.also):
                assert name.casefold() in shown, name
        assert "Cat and camel → see Cat-cow Stretch" in lines
        page.locator("summary", has_text=re.compile("^O$")).click()
        page.locator(".sb-names").get_by_role("link", name="Osteoporosis").first.click()
        page.wait_for_url(f"{site_address}/conditions/osteoporosis/")


def test_the_page_of_names_narrows_and_remembers(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/search/")
        expect(page.locator(".sb-names")).to_be_visible()
        page.keyboard.press("Control+k")
        expect(page.get_by_role("searchbox")).to_be_focused()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.type("camel")
        expect(page.locator(RESULTS)).to_have_count(1)
        expect(page.locator(".sb-names")).to_be_hidden()
        page.locator(f"{RESULTS} a").click()
        page.wait_for_url(f"{site_address}/stretches/cat-cow/")
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value("camel")
        expect(page.locator(RESULTS)).to_have_count(1)
        page.get_by_role("searchbox").fill("")
        expect(page.locator(".sb-names")).to_be_visible()
        assert page.url == f"{site_address}/search/"


# Wherever the site stands.


def test_search_works_from_any_depth(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        for url in ("learn/when-to-seek-help/", "search/", "no/such/page/at/all"):
            page.goto(f"{site_address}/{url}")
            look_for(page, "camel")
            page.locator(f"{RESULTS} a").first.click()
            page.wait_for_url(f"{site_address}/stretches/cat-cow/")


def test_without_javascript_lost_readers_get_to_the_names(browser: Browser, site_address: str) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site_address}/no/such/page")
        page.locator("header").get_by_role("link", name="Search").click()
        page.wait_for_url(f"{site_address}/search/")
