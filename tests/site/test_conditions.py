"""A condition's page says one thing of each stretch."""

from __future__ import annotations

import re

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.answers import ANSWERS
from stretchbook.book.library import Library

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
            assert stretches_under(page, word) == expected, (condition, word)


def test_what_is_fine_comes_first(built: Project, library: Library) -> None:
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        ids = [each.attributes["id"] for each in page.css("h2[id]") if each.attributes["id"] in ANSWERS]
        assert ids == [word for word in ANSWERS if word in ids], condition
        assert ids[0] == "fine", condition


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_page_without_a_stretch_says_why(built: Project, library: Library, asks_first: bool) -> None:  # noqa: FBT001
    chosen = [name for name, condition in library.conditions.items() if condition.ask_first is asks_first]
    assert chosen
    for condition in chosen:
        said = LexborHTMLParser(built.page(f"conditions/{condition}/")).body
        assert said
        assert ("We suggest no stretch here until a clinician" in said.text()) is asks_first, condition
