"""What a reading of the records against their sources found, so that it stays mended."""

from __future__ import annotations

import re

import pytest
from stretchbook.book.library import Library

# A number of an easier or a harder form, and where the page tells readers that no source gives it.
OURS = [
    ("chair-twist", "harder", "30", "hold"),
    ("neck-rotation", "easier", "five", "repeats"),
    ("seated-diagonal-rotation", "easier", "five", "move"),
    ("prone-w", "easier", "five", "move"),
    ("roller-i-y-t", "easier", "five", "move"),
    ("upper-back-foam-rolling", "easier", "30", "duration"),
]


@pytest.mark.parametrize(("name", "form", "number", "field"), OURS)
def test_a_number_of_another_form_is_told_to_be_ours(
    name: str, form: str, number: str, field: str, library: Library
) -> None:
    stretch = library.stretches[name]
    assert number in " ".join(getattr(stretch, form)).lower()
    reasons = {str(key): reason for key, reason in stretch.dose.editorial.items()}
    assert number in reasons[field]
    assert form in reasons[field]


@pytest.mark.parametrize(
    ("name", "form", "number"),
    [("thread-the-needle", "harder", "20"), ("cat-cow", "harder", "30"), ("childs-pose", "easier", "10 to 12")],
)
def test_every_dose_of_an_article_is_offered(name: str, form: str, number: str, library: Library) -> None:
    assert number in " ".join(getattr(library.stretches[name], form))


def test_what_can_be_done_standing_without_anything_asks_for_no_chair(library: Library) -> None:
    assert library.stretches["arm-press-curl"].equipment == ()


def test_one_study_is_as_sure_on_every_page(library: Library) -> None:
    sure: dict[tuple[str, str], set[str]] = {}
    for stretch in library.stretches.values():
        for evidence in stretch.evidence:
            sure.setdefault((evidence.reference, evidence.about), set()).add(evidence.certainty)
    assert {study: levels for study, levels in sure.items() if len(levels) > 1} == {}


def test_exercises_of_athletes_are_called_so(library: Library) -> None:
    findings = {
        name: evidence.finding
        for name, stretch in library.stretches.items()
        for evidence in stretch.evidence
        if evidence.reference == "heneghan2020"
    }
    assert findings
    assert {name for name, finding in findings.items() if not re.search(r"athlete|for sport", finding)} == set()


def test_the_neck_trial_with_a_group_that_did_not_stretch_is_told_whole(library: Library) -> None:
    [finding] = [
        evidence.finding
        for evidence in library.stretches["levator-scapulae-stretch"].evidence
        if evidence.reference == "mansoori2021"
    ]
    assert "or no stretching" in finding


def test_a_note_that_speaks_of_an_article_has_it_among_the_sources(library: Library) -> None:
    """Two articles have the position of this stretch."""
    sources = {source.reference for source in library.stretches["lying-along-roller"].sources}
    assert sources == {"wilson2023", "vykoukal2019"}
