"""A condition's page says one thing of each stretch."""

from __future__ import annotations

import re

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.advice import sentences
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.model.stretch import ANSWERS
from stretchbook.text.markup import plain

pytestmark = NAMED


def stretches_under(page: LexborHTMLParser, word: str) -> list[str]:
    return sorted(row.attributes["data-row"] or "" for row in page.css(f"[data-answer={word}] [data-row]"))


def own_answer(library: Library, stretch: str, condition: str) -> str:
    found = library.answers_of[stretch].get(condition)
    return found.of_stretch if found else "fine"


def test_each_stretch_stands_under_its_own_answer_alone(built: Project, library: Library) -> None:
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        for word in ANSWERS:
            expected = sorted(name for name in library.stretches if own_answer(library, name, condition) == word)
            assert stretches_under(page, word) == expected, (condition, word)


def test_each_stretch_stands_under_the_time_for_which_its_answer_holds(built: Project, library: Library) -> None:
    timed = 0
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        for box in page.css(".sb-alikes"):
            said = None
            for group in box.css(".sb-alike"):
                line = group.css_first(".sb-alike__until")
                said = line.text() if line else said
                for row in group.css("[data-row]"):
                    stretch = row.attributes["data-row"] or ""
                    until = library.answers_of[stretch][condition].until
                    assert (said is None) is (not until), (condition, stretch)
                    assert all(plain(each, library.titles) in (said or "") for each in until), (condition, stretch)
                    timed += bool(until)
    assert timed > 20


def test_what_is_fine_comes_first(built: Project, library: Library) -> None:
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        ids = [each.attributes["data-answer"] for each in page.css("[data-answer]")]
        assert ids == [word for word in ANSWERS if stretches_under(page, word)], condition


def test_who_asks_before_any_stretch_is_told_so_before_any_list(built: Project, library: Library) -> None:
    for condition, record in library.conditions.items():
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        strip = page.css_first(".sb-urgent")
        assert ("Ask a clinician who knows you before any" in (strip.text() if strip else "")) is record.ask_first
        assert bool(page.css_first("#questions")) is record.ask_first, condition
        # What nobody has cleared is folded, and is not called fine.
        fine = stretches_under(page, "fine")
        assert bool(page.css_first("h2#fine")) is (bool(fine) and not record.ask_first), condition
        assert all("open" not in fold.attributes for fold in page.css("#questions ~ details")), condition


def test_all_that_a_condition_says_to_do_is_on_its_page(built: Project, library: Library) -> None:
    for condition, record in library.conditions.items():
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        head = page.css_first(".sb-do")
        assert head
        said = " ".join(head.text().split())
        for sentence in sentences(plain(record.do, library.titles)):
            assert sentence in said, condition


def test_an_emergency_is_never_folded(built: Project, library: Library) -> None:
    urgent = 0
    for condition, record in library.conditions.items():
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        folded = " ".join(fold.text() for fold in page.css(".sb-do details"))
        strip = page.css_first(".sb-urgent")
        for word in re.findall(r"emergency|same day|call the", record.do):
            urgent += 1
            assert word not in folded, condition
            assert strip
            assert word in strip.text(), condition
    assert urgent > 30


def test_what_to_do_instead_stands_with_what_to_leave_out(built: Project, library: Library) -> None:
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        found = set()
        for group in page.css(".sb-alike"):
            for link in group.css(".sb-alike__instead a"):
                target = (link.attributes["href"] or "").removesuffix("/").rpartition("/")[2]
                found |= {(row.attributes["data-row"], target) for row in group.css("[data-row]")}
        named = {
            (name, swap.stretch)
            for name, stretch in library.stretches.items()
            for swap in stretch.related.instead
            if swap.condition == condition and condition in library.checks_first(name)
        }
        assert named <= found, condition
        # Where a record names none, something like it that is fine is proposed.
        for name, other in found - named:
            assert name not in {each for each, _ in named}, condition
            assert own_answer(library, other, condition) == "fine", condition


def test_how_to_do_it_in_another_way_stands_with_the_stretch(built: Project, library: Library) -> None:
    for condition in library.conditions:
        page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
        for group in page.css("[data-answer=adapt] .sb-alike"):
            said = " ".join(text.text() for text in group.css(".sb-alike__says"))
            assert said, condition
            for row in group.css("[data-row]"):
                easier = library.answers_of[row.attributes["data-row"] or ""][condition].easier
                assert easier is None or plain(easier, library.titles) in said, condition


def test_no_page_says_that_movement_is_wanted_and_offers_nothing(built: Project, library: Library) -> None:
    """Who does not have to ask before any stretch finds some that need no question."""
    for condition, record in library.conditions.items():
        if not record.ask_first:
            page = LexborHTMLParser(built.page(f"conditions/{condition}/"))
            assert stretches_under(page, "fine") + stretches_under(page, "adapt"), condition


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
        strip, *_ = page.css(".sb-strip, .sb-steps")
        families = [(each.attributes["data-said-first"] or "").split() for each in strip.css("[data-said-first]")]
        assert sorted(each for family in families for each in family) == sorted(library.said_first(name)), name
        ranks = [max(library.answers_of[name][each].rank for each in family) for family in families]
        assert ranks == sorted(ranks, reverse=True), name


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
