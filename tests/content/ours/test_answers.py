"""Who may do what: some answers, by load and range. All of them are in the floor of safety."""

from __future__ import annotations

from statistics import median

import pytest
from stretchbook.book.answers import is_stricter
from stretchbook.book.glance import glimpses
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations


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


def test_whoever_has_a_weak_arm_after_a_stroke_needs_one_page_alone(library: Library) -> None:
    """Home leads to that page with one tap: nothing on it may be milder than what holds after any stroke."""
    for name in library.stretches:
        assert not is_stricter(library.answer(name, "stroke"), library.answer(name, "stroke-weak-arm")), name


def test_what_takes_the_place_of_another_at_a_glance_suits_the_reader_and_is_named_once(library: Library) -> None:
    relations = Relations(library)
    swapped = 0
    for condition in library.conditions:
        for each in glimpses(library, relations, condition):
            mild = {*relations.answered(condition, "fine"), *relations.answered(condition, "adapt")}
            assert set(each.swaps) <= set(each.names)
            assert set(each.swaps.values()) <= mild
            assert len(set(each.swaps.values())) == len(each.swaps)
            swapped += len(each.swaps)
    assert swapped
