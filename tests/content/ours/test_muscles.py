"""What lengthens a muscle, and in what it works."""

from __future__ import annotations

import pytest
from stretchbook.book.library import Library
from stretchbook.model.muscle import Muscle, MuscleGroup


@pytest.fixture
def entries(library: Library) -> dict[str, Muscle | MuscleGroup]:
    return {**library.muscles, **library.groups}


def test_no_two_muscles_feel_the_same(entries: dict[str, Muscle | MuscleGroup]) -> None:
    assert len({entry.feels_tight for entry in entries.values()}) == len(entries)


def test_every_muscle_says_what_lengthens_it_and_in_what_it_works(library: Library) -> None:
    assert [name for name, muscle in library.muscles.items() if not muscle.lengthened_by or not muscle.works_in] == [
        "thoracolumbar-fascia"  # a sheet
    ]


OPPOSITES = [
    ("scapular-protraction", "scapular-retraction"), ("scapular-elevation", "scapular-depression"),
    ("shoulder-flexion", "shoulder-extension"), ("shoulder-abduction", "shoulder-adduction"),
    ("shoulder-horizontal-abduction", "shoulder-horizontal-adduction"),
    ("shoulder-external-rotation", "shoulder-internal-rotation"), ("hip-flexion", "hip-extension"),
    ("hip-abduction", "hip-adduction"), ("cervical-flexion", "cervical-extension"),
    ("lumbar-flexion", "lumbar-extension"), ("thoracic-flexion", "thoracic-extension"),
]  # fmt: skip
TWO_SIDED = {"pectoralis-major"}
"""Its upper and lower parts pull the arm in opposite ways."""


@pytest.mark.parametrize("pair", [*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)])
def test_no_muscle_is_lengthened_both_ways(library: Library, pair: tuple[str, str]) -> None:
    both = {name for name, muscle in library.muscles.items() if {*pair} <= {*muscle.lengthened_by}}
    assert both <= TWO_SIDED


def test_what_a_roller_presses_on_need_not_be_lengthened(library: Library) -> None:
    roller = library.stretches["upper-back-foam-rolling"]
    assert "erector-spinae-thoracic" in roller.muscles.pressed
    assert not {*library.muscles["erector-spinae-thoracic"].lengthened_by} & {*roller.movements}


@pytest.mark.parametrize("rhomboid", ["rhomboid-major", "rhomboid-minor"])
def test_rhomboids_lift_the_blade_as_well(library: Library, rhomboid: str) -> None:
    muscle = library.muscles[rhomboid]
    assert "scapular-elevation" in muscle.works_in
    assert "scapular-depression" in muscle.lengthened_by
    assert any("Raises" in action for action in muscle.actions)


def test_lower_trapezius_says_that_nothing_lengthens_it_as_long_as_nothing_does(library: Library) -> None:
    lengthened = {
        name
        for name, stretch in library.stretches.items()
        if "trapezius-lower" in {*stretch.muscles.primary, *stretch.muscles.secondary}
        and "trapezius-lower" not in {*stretch.muscles.working, *stretch.muscles.pressed}
    }
    says = "No stretch in this book lengthens it" in library.muscles["trapezius-lower"].feels_tight
    assert says == (not lengthened), lengthened


def test_lower_neck_extensors_work_in_a_chin_tuck(library: Library) -> None:
    assert "semispinalis-neck" in library.stretches["chin-tuck"].muscles.working


def test_a_bottom_that_stays_down_does_not_make_the_buttocks_work(library: Library) -> None:
    roller = library.stretches["upper-back-foam-rolling"]
    assert any("bottom" in step and "floor" in step for step in roller.actions)
    assert "gluteals" not in {*roller.muscles.working, *roller.muscles.primary, *roller.muscles.secondary}
