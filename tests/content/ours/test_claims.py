"""What our answers say of the studies that they cite, and what they must not leave out."""

from __future__ import annotations

import re

import pytest
from stretchbook.book.library import Library
from stretchbook.model.claim import Claim


def told(claim: Claim) -> str:
    return " ".join([*claim.said, claim.advice or ""])


def test_not_tested_and_no_source_are_two_things(library: Library) -> None:
    """One says something of the world, as far as we know it; the other of what we have."""
    wordings = {"untested": r"\bwe know of (no|none)\b", "no-source": r"\bwe have (no source|found (no|none))\b"}
    found = {
        verdict: {name for name, claim in library.claims.items() if claim.verdict == verdict} for verdict in wordings
    }
    assert len(found["untested"]) >= 3
    assert len(found["no-source"]) >= 3
    for verdict, wording in wordings.items():
        silent = {name for name in found[verdict] if not re.search(wording, told(library.claims[name]), re.IGNORECASE)}
        assert silent == set(), verdict


FOUND = [
    ("stretching-eases-spasm", "partly", "mansoori2021", "no stretching"),
    ("stretching-alone-is-not-enough", "partly", "ylinen2006", "minor changes"),
    ("stretching-alone-is-not-enough", "partly", "louw2017", "two of eight trials"),
    ("stress-is-a-cause", "partly", "devitta2023", "three times as likely"),
    ("text-neck", "partly", "chen2025", "10,715"),
    ("stretching-prevents-injury", "partly", "behm2016", "still advises to stretch in a warm-up"),
    ("stretching-boosts-performance", "doubtful", "behm2016", "2.2 per cent better"),
    ("stretching-boosts-performance", "doubtful", "behm2016", "no clear difference"),
    ("stretching-calms", "partly", "daurea2019", "sleep laboratory showed no difference"),
    ("stretching-brings-blood", "doubtful", "matsuo2022", "fell during a stretch"),
    ("stretching-brings-blood", "doubtful", "tendon_blood2024", "went back"),
    ("stretch-every-day", "partly", "ingram2025", "10 minutes in a week"),
    ("phone-weighs-27-pounds", "wrong", "hansraj2014", "supposes"),
    ("bad-posture-causes-pain", "doubtful", "mahmoud2019", "the more pain and trouble in daily life they had"),
    ("upper-back-pain-is-common", "supported", "briggs2009", "Children"),
    ("upper-back-pain-is-harmless", "partly", "devon_thoracic", "pain that lasts"),
    ("stretches-proven-for-upper-back", "doubtful", "heneghan2020", "athletes"),
    ("stretches-proven-for-upper-back", "doubtful", "tunwattanapong2016", "from 0 to 10"),
    ("exercise-prevents-the-next-time", "partly", "sihawong2013", "stiff or tired soon"),
    ("stretching-improves-posture", "doubtful", "katzman2017", "3 degrees"),
]


@pytest.mark.parametrize(("name", "verdict", "reference", "words"), FOUND)
def test_what_a_study_found_is_told_whole(
    name: str, verdict: str, reference: str, words: str, library: Library
) -> None:
    claim = library.claims[name]
    assert claim.verdict == verdict
    assert reference in claim.references
    assert words in told(claim)


def test_weak_legs_are_told_with_the_source_that_lists_them(library: Library) -> None:
    [answer] = re.findall(r"[^[]*weak legs \[@(\w+)\]", told(library.claims["numb-hands-need-a-doctor"]))
    assert answer == "nhs_backpain"


def test_no_answer_says_that_nobody_compared_what_somebody_did(library: Library) -> None:
    said = " ".join(told(claim) for claim in library.claims.values())
    for untrue in ("does not compare them with no stretching", "only one of eight", "says nothing about pain or harm"):
        assert untrue not in said


@pytest.mark.parametrize("kind", ["ballistic-stretch", "isometric-stretch", "pnf-stretch"])
def test_kinds_of_stretching_that_articles_name_are_explained(kind: str, library: Library) -> None:
    assert "this book" in library.words("terms")[kind].plain


def test_an_article_is_cited_with_what_its_author_says_of_herself(library: Library) -> None:
    assert "Physiotherapy" in library.references["wilson2023"].csl["note"]
    assert "DPT" in library.references["vykoukal2019"].csl["note"]
