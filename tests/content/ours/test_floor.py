from __future__ import annotations

import pytest
from helpers.project import Project
from stretchbook.book.library import Library
from stretchbook.book.transitions import levels

DOWN, UP, EITHER = frozenset({True}), frozenset({False}), frozenset({True, False})


@pytest.mark.parametrize(
    ("stretch", "ways"),
    [
        ("cat-cow", DOWN),
        ("wall-angels", EITHER),
        ("chair-twist", UP),
        ("seated-spinal-twist", DOWN),
        ("doorway-pec-stretch", UP),
        ("chin-tuck", EITHER),
        ("bridge", DOWN),
    ],
)
def test_a_stretch_is_done_on_the_floor_or_not(stretch: str, ways: frozenset[bool], library: Library) -> None:
    places = library.of("positions"), library.of("settings")
    assert levels(library.stretches[stretch], *places) == ways


def test_nobody_stands_up_and_lies_down_in_turn(project: Project) -> None:
    routine = "stretches/routines/wind-down.yml"
    project.replace(
        routine, "  - stretch: supine-trunk-rotation", "  - stretch: chair-twist\n  - stretch: supine-trunk-rotation"
    )
    assert "items[5].stretch: `supine-trunk-rotation` goes down to the floor a second time." in project.check().stderr
