"""What readers find on the page of a muscle, and of a group of muscles."""

from __future__ import annotations

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser, LexborNode
from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.text.markup import plain

pytestmark = NAMED


@pytest.fixture
def entries(library: Library) -> dict[str, Muscle | MuscleGroup]:
    return {**library.muscles, **library.groups}


def section(project: Project, name: str, heading: str) -> LexborNode | None:
    page = LexborHTMLParser(project.page(f"muscles/{name}/"))
    return page.css_first(f"main section[aria-labelledby={heading}]")


def rows(project: Project, library: Library, name: str, heading: str) -> list[str]:
    by_address = {address: word for word, address in Addresses(library).pages.items()}
    found = section(project, name, heading)
    links = found.css(".sb-row__name") if found else []
    return [by_address[(link.attributes.get("href") or "").removeprefix("../../")] for link in links]


def said(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text(deep=True).split())


def test_every_page_says_how_it_feels_and_how_far_that_can_be_trusted(
    built: Project, library: Library, entries: dict[str, Muscle | MuscleGroup]
) -> None:
    for name, entry in entries.items():
        shown = section(built, name, "when-tight")
        assert plain(entry.feels_tight, library.titles).split(" [")[0][:40] in said(shown), name
        sourced = "[@" in entry.feels_tight
        assert ("no study cited" in said(shown)) is not sourced, name
        assert ("except where a source is named" in said(shown)) is sourced, name
        assert "a feeling cannot tell you what is wrong" in said(shown), name
        assert shown
        assert shown.css('a[href="../../learn/when-to-seek-help/"]'), name
        assert bool(shown.css("a.sb-cite")) is sourced, name


def test_stretches_stand_under_what_they_do_for_it(
    built: Project, library: Library, entries: dict[str, Muscle | MuscleGroup]
) -> None:
    relations = Relations(library)
    for name in entries:
        works = set(relations.working[name])
        meant = [word for word in relations.primary[name] if word not in works]
        also = [word for word in relations.secondary[name] if word not in works]
        assert rows(built, library, name, "stretches-for-it") == meant, name
        assert rows(built, library, name, "stretches-that-reach-it") == also, name
        assert rows(built, library, name, "where-it-works") == list(relations.working[name]), name


def test_every_page_has_a_stretch_or_says_why_not(
    built: Project, library: Library, entries: dict[str, Muscle | MuscleGroup]
) -> None:
    relations = Relations(library)
    alone = [name for name in entries if not relations.primary[name] and not relations.secondary[name]]
    assert alone == ["deltoid-middle", "thoracolumbar-fascia"]
    for name, entry in entries.items():
        assert (entry.no_stretch is not None) is (name in alone), name
    for name in alone:
        reason = entries[name].no_stretch
        assert reason is not None
        assert f"There is none here. {plain(reason, library.titles)}" in said(section(built, name, "stretches-for-it"))


def test_a_muscle_that_only_works_says_so(built: Project) -> None:
    assert "it has work to do in these" in said(section(built, "serratus-anterior", "stretches-for-it"))
    assert "Here it pulls and is not lengthened." in said(section(built, "serratus-anterior", "where-it-works"))


def test_every_fact_of_anatomy_has_a_source_or_is_said_to_have_none(built: Project, library: Library) -> None:
    titles = {"origin": "Starts at", "insertion": "Ends at", "innervation": "Nerve"}
    missing = []
    for name, muscle in library.muscles.items():
        shown = section(built, name, "anatomy")
        assert shown
        facts = {said(row.css_first("dt")): said(row.css_first("dd")) for row in shown.css("dl > div")}
        for field, title in titles.items():
            fact = getattr(muscle, field)
            assert facts[title] == (plain(fact, library.titles) if fact else "Not yet sourced"), (name, field)
            missing += [] if fact else [(name, field)]
        assert facts["Actions"] == " ".join(plain(action, library.titles) for action in muscle.actions), name
        assert len(shown.css(".sb-source > a.sb-cite")) == 1 + len(muscle.also), name
    assert missing == [("thoracolumbar-fascia", "innervation")]
