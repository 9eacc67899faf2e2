"""Claims, terms and references as readers meet them on the built site."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.examples import NAMED
from helpers.project import Project
from helpers.rich_clinic import rich_project
from selectolax.lexbor import LexborHTMLParser, LexborNode
from stretchbook.book.library import Library
from stretchbook.model.claim import VERDICTS
from stretchbook.model.reference import STUDIES
from stretchbook.text.markup import plain

pytestmark = NAMED

CLAIMS = "learn/what-the-evidence-says/"
GLOSSARY = "learn/glossary/"


def node(project: Project, url: str, selector: str) -> LexborNode:
    """The one node of a page that fits."""
    [found] = LexborHTMLParser(project.page(url)).css(f"main {selector}")
    return found


def said(found: LexborNode) -> str:
    return " ".join(found.text().split())


def test_every_claim_shows_its_verdict_before_it_is_opened(built: Project, library: Library) -> None:
    assert len(library.claims) > 40
    for name, claim in library.claims.items():
        headline = said(node(built, CLAIMS, f"#{name} > summary"))
        assert headline == f"“{claim.name}” {VERDICTS[claim.verdict].label}"


def test_a_verdict_is_told_by_its_shape_as_well(built: Project) -> None:
    badges = LexborHTMLParser(built.page(CLAIMS)).css(".sb-verdicts .sb-verdict")
    assert [said(badge) for badge in badges] == [meaning.label for meaning in VERDICTS.values()]
    shapes = {str(badge.css_first("svg").html) for badge in badges}  # type: ignore[union-attr]
    assert len(shapes) == len(VERDICTS)


def test_every_claim_says_who_was_studied_for_each_of_its_sources(built: Project, library: Library) -> None:
    for name, claim in library.claims.items():
        lines = [said(line) for line in LexborHTMLParser(built.page(CLAIMS)).css(f"#{name} .sb-claim__sources li")]
        assert len(lines) == len(claim.references)
        for line, reference in zip(lines, claim.references, strict=True):
            assert library.references[reference].kind in line
            assert library.references[reference].about in line


def test_advice_in_a_claim_is_called_ours(built: Project, library: Library) -> None:
    advised = {name: claim.advice for name, claim in library.claims.items() if claim.advice}
    assert advised
    for name, advice in advised.items():
        assert said(node(built, CLAIMS, f"#{name} .sb-advice")) == f"Our advice: {plain(advice, library.titles)}"


def test_the_glossary_holds_every_term_in_the_order_of_the_alphabet(built: Project, library: Library) -> None:
    terms = library.words("terms")
    shown = [said(found) for found in LexborHTMLParser(built.page(GLOSSARY)).css(".sb-terms dt")]
    assert [name.split(" (")[0] for name in shown] == sorted((term.name for term in terms.values()), key=str.lower)
    for name, term in terms.items():
        assert plain(term.plain, library.titles) in said(node(built, GLOSSARY, f"#{name}"))


def test_claims_and_terms_are_open_data_with_their_addresses(built: Project, library: Library) -> None:
    claims = json.loads(built.read("site/api/v1/claims.json"))["claims"]
    assert [claim["id"] for claim in claims] == list(library.claims)
    assert {claim["url"] for claim in claims} == {f"{CLAIMS}#{name}" for name in library.claims}
    assert {claim["verdict"] for claim in claims} == set(VERDICTS)
    terms = json.loads(built.read("site/api/v1/terms.json"))["terms"]
    assert [term["id"] for term in terms] == list(library.words("terms"))


def test_a_record_can_lead_to_a_claim_and_to_a_term(tmp_path: Path) -> None:
    project = rich_project(tmp_path / "project")
    said = "summary: See [[keys-wear-hands-out]] and [[tendon|a sinew]]. Opening"
    project.replace("stretches/open-hand.yml", "summary: Opening", said)
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert {f"{CLAIMS}#keys-wear-hands-out", f"{GLOSSARY}#tendon"} <= project.links("stretches/open-hand/")


def test_every_reference_says_what_it_is_who_it_is_about_and_who_cites_it(built: Project, library: Library) -> None:
    entries = LexborHTMLParser(built.page("references/"))
    for name, reference in library.references.items():
        entry = entries.css_first(f"#ref-{name.lower()}")
        assert entry is not None
        text = said(entry)
        assert f"{reference.kind}." in text
        assert reference.about in text
        assert reference.csl["custom"]["kind"] not in STUDIES or reference.about
        assert "Cited by " in text
    page = "learn/how-to-stretch/"
    assert page in built.links("references/")


def test_a_page_that_cites_is_named_under_the_reference(built: Project) -> None:
    assert "How to stretch" in said(node(built, "references/", "#ref-acsm_flexibility2021"))


def test_what_no_trial_has_tested_leads_to_what_is_known(built: Project) -> None:
    assert CLAIMS in built.links("stretches/cat-cow/")
    assert "learn/how-to-stretch/" in built.links("stretches/cat-cow/")
