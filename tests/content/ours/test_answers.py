"""Who may do what: the whole table of answers, so that no change makes one milder unnoticed."""

from __future__ import annotations

from statistics import median

import pytest
from helpers.answers_table import MILDER, TABLE, TOLD, Table, read, table_of, told_table_of, without_reason
from stretchbook.book.answers import is_stricter
from stretchbook.book.library import Library

KNOWN: Table = read(TABLE)


def test_the_table_holds_every_answer(library: Library) -> None:
    found = table_of(library)
    assert list(found) == list(KNOWN)
    for stretch, words in found.items():
        assert words == KNOWN[stretch], f"{stretch}: read what has changed, then run `make answers`."


def test_the_table_holds_every_caution_and_stop_sign(library: Library) -> None:
    """What is for everybody is in no answer: without this table a record could lose it unnoticed."""
    known: Table = read(TOLD)
    found = told_table_of(library)
    assert list(found) == list(known)
    for stretch, words in found.items():
        assert words == known[stretch], f"{stretch}: read what has changed, then run `make answers`."


def test_every_reason_for_a_milder_answer_is_about_one_that_there_is(library: Library) -> None:
    for reason in read(MILDER):
        for stretch in reason["stretches"]:
            for condition in reason["conditions"]:
                found = library.answers_of[stretch].get(condition)
                assert (found.of_stretch if found else "fine") == reason["now"], (stretch, condition)


REASON = {"stretches": ["shrug"], "conditions": ["sprain"], "now": "adapt", "because": "A trial."}


@pytest.mark.parametrize(
    ("reasons", "is_given"),
    [([], False), ([{**REASON, "because": " "}], False), ([{**REASON, "now": "fine"}], False), ([REASON], True)],
)
def test_what_was_left_out_becomes_milder_only_with_a_reason(
    reasons: list[dict[str, object]],
    is_given: bool,  # noqa: FBT001
) -> None:
    before: Table = {"shrug": {"leave-out": ["sprain", "burn"], "ask-first": ["rash"]}}
    after: Table = {"shrug": {"leave-out": ["burn"], "adapt": ["sprain"]}}
    assert without_reason(before, after, reasons) == ([] if is_given else [("shrug", "sprain", "adapt")])


@pytest.mark.parametrize(
    ("stretch", "condition", "answer"),
    [
        ("neck-rotation", "neck-artery-disease", "leave-out"),
        ("neck-rotation", "stroke", "ask-first"),
        ("cat-cow", "stroke", "fine"),
        ("shoulder-rolls", "breast-surgery", "adapt"),
        ("shoulder-rolls", "lung-surgery", "adapt"),
        ("shoulder-rolls", "rotator-cuff-repair", "leave-out"),
        ("shoulder-rolls", "recent-fracture", "leave-out"),
        ("bridge", "pacemaker", "adapt"),
        ("seated-rhomboid-stretch", "osteoporosis", "leave-out"),
        ("roller-thoracic-extension", "osteoporosis", "leave-out"),
        ("chair-twist", "recent-fracture", "leave-out"),
        ("thread-the-needle", "bone-cancer", "leave-out"),
        ("thread-the-needle", "cancer", "fine"),
        ("childs-pose", "glaucoma", "leave-out"),
        ("shoulder-rolls", "glaucoma", "fine"),
        ("wall-angels", "spinal-stenosis", "fine"),
        ("cobra", "spinal-stenosis", "adapt"),
        ("open-book", "dizziness", "adapt"),
        ("upper-trapezius-stretch", "thoracic-outlet-syndrome", "adapt"),
        ("cat-cow", "osteoporosis", "adapt"),
        ("chair-thoracic-extension", "osteoporosis", "adapt"),
        ("cat-cow", "spinal-fracture", "adapt"),
        ("towel-roll-arm-raises", "spinal-fracture", "leave-out"),
        ("chair-thoracic-extension", "ankylosing-spondylitis", "leave-out"),
        ("cat-cow", "ankylosing-spondylitis", "adapt"),
        ("doorway-pec-stretch", "stroke-weak-arm", "leave-out"),
        ("shoulder-rolls", "stroke-weak-arm", "adapt"),
        ("chair-twist", "pacemaker", "adapt"),
        ("doorway-pec-stretch", "pacemaker", "leave-out"),
        ("thread-the-needle", "pregnancy", "adapt"),
        ("roller-thoracic-extension", "pregnancy", "leave-out"),
        ("childs-pose", "disc-herniation", "adapt"),
        ("childs-pose", "spinal-stenosis", "fine"),
        ("neck-rotation", "marfan-vascular-eds", "leave-out"),
        ("cobra", "aortic-aneurysm", "ask-first"),
        ("supine-trunk-rotation", "heart-failure", "adapt"),
        ("neck-rotation", "bone-cancer", "leave-out"),
    ],
)
def test_an_answer_goes_by_load_and_range(stretch: str, condition: str, answer: str, library: Library) -> None:
    found = library.answers_of[stretch].get(condition)
    assert (found.of_stretch if found else "fine") == answer


@pytest.mark.parametrize(
    ("stretch", "condition", "later"),
    [
        ("seated-spinal-twist", "hip-replacement", "adapt"),
        ("doorway-pec-stretch", "frozen-shoulder", "adapt"),
        ("doorway-pec-stretch", "pacemaker", "fine"),
        ("childs-pose", "glaucoma", "fine"),
        ("towel-behind-back", "shoulder-replacement", "ask-first"),
        ("roller-thoracic-extension", "ankylosing-spondylitis", "ask-first"),
        ("neck-rotation", "neck-artery-disease", None),
        ("roller-thoracic-extension", "osteoporosis", None),
    ],
)
def test_an_answer_holds_for_as_long_as_it_should(
    stretch: str, condition: str, later: str | None, library: Library
) -> None:
    answer = library.answers_of[stretch][condition]
    assert answer.later == later
    assert bool(answer.until) == (later is not None)


def test_few_conditions_have_no_stretch_and_few_stand_above_the_steps(library: Library) -> None:
    barred = [
        name
        for name in library.conditions
        if all(is_stricter(library.answer(stretch, name), "adapt") for stretch in library.stretches)
    ]
    assert len(barred) <= 12, barred
    assert set(barred) <= {name for name, condition in library.conditions.items() if condition.ask_first}
    assert median(len(library.said_first(stretch)) for stretch in library.stretches) <= 8
