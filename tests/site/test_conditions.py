"""A condition's page says one thing of each stretch."""

from __future__ import annotations

import re

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.model.stretch import ANSWERS

pytestmark = NAMED


def stretches_under(page: LexborHTMLParser, heading: str) -> set[str]:
    links = page.css(f"section[aria-labelledby={heading}] a")
    found = (re.search(r"stretches/([\w-]+)/$", link.attributes.get("href") or "") for link in links)
    return {match[1] for match in found if match}


def own_answer(library: Library, stretch: str, condition: str) -> str:
    found = library.answers_of[stretch].get(condition)
    return found.of_stretch if found else "fine"


def test_each_stretch_stands_under_its_own_answer_alone(built: Project, library: Library) -> None:
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        for word in ANSWERS:
            expected = {name for name in library.stretches if own_answer(library, name, condition) == word}
            if word == "fine" and library.conditions[condition].ask_first:
                expected = set()
            assert stretches_under(page, word) == expected, (condition, word)


def test_what_is_fine_comes_first(built: Project, library: Library) -> None:
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        ids = [each.attributes["id"] for each in page.css("h2[id]") if each.attributes["id"] in ANSWERS]
        assert ids == [word for word in ANSWERS if word in ids], condition
        assert (ids[:1] == ["fine"]) is not library.conditions[condition].ask_first, condition


def test_no_page_says_that_movement_is_wanted_and_offers_nothing(built: Project, library: Library) -> None:
    """Who does not have to ask before any stretch finds some that need no question."""
    for condition, record in library.conditions.items():
        if not record.ask_first:
            page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
            assert stretches_under(page, "fine") | stretches_under(page, "adapt"), condition


def test_how_long_an_answer_holds_is_told_on_both_pages(built: Project, library: Library) -> None:
    stretch, condition = next(
        (stretch, condition)
        for stretch, found in library.answers_of.items()
        for condition, answer in found.items()
        if answer.later
    )
    answer = library.answers_of[stretch][condition]
    for address in (f"stretches/{stretch}/", f"conditions/{condition}/"):
        page = LexborHTMLParser(built.page(address)).body
        assert page
        assert answer.until[0] in " ".join(page.text().split()), address


def test_what_is_said_first_stands_above_the_steps_worst_first(built: Project, library: Library) -> None:
    for name in library.stretches:
        page = LexborHTMLParser(built.page(f"stretches/{name}/"))
        box = page.css_first("section[aria-labelledby=check-first]")
        assert box
        shown = [each.attributes["data-said-first"] for each in box.css("[data-said-first]")]
        first = library.said_first(name)
        words = {word: [each for each in first if own_answer(library, name, each) == word] for word in ANSWERS}
        assert shown == [*words["leave-out"], *words["ask-first"]], name


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_page_without_a_stretch_says_why(built: Project, library: Library, asks_first: bool) -> None:  # noqa: FBT001
    chosen = [name for name, condition in library.conditions.items() if condition.ask_first is asks_first]
    assert chosen
    for condition in chosen:
        said = LexborHTMLParser(built.page(f"conditions/{condition}/")).body
        assert said
        assert ("We suggest no stretch here until a clinician" in said.text()) is asks_first, condition


def test_a_caution_says_for_whom_a_stretch_asks_less(built: Project, library: Library) -> None:
    relations = Relations(library)
    milder = [
        (name, caution.id, condition)
        for name, cautions in library.cautions_of.items()
        for caution in cautions
        for condition in relations.milder_than(caution, name)
    ]
    assert milder
    for name, caution, condition in milder:
        page = LexborHTMLParser(built.page(f"stretches/{name}/"))
        who = page.css_first(f"[data-caution={caution}] .sb-caution__who")
        assert who
        said = " ".join(who.text().split())
        assert library.conditions[condition].name in said.split("In this stretch it is milder for")[1], (name, caution)
