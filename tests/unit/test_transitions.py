"""Whether a routine goes down to the floor a second time."""

from __future__ import annotations

import pytest
from stretchbook.book.transitions import second_descent

DOWN, UP, EITHER = frozenset({True}), frozenset({False}), frozenset({True, False})


@pytest.mark.parametrize(
    ("ways", "second"),
    [
        ([], None),
        ([UP, DOWN, DOWN, UP], None),
        ([DOWN, UP, UP], None),
        ([DOWN, UP, DOWN], 2),
        ([UP, DOWN, UP, EITHER, UP, DOWN, DOWN], 5),
        ([DOWN, EITHER, DOWN], None),
        ([UP, EITHER, UP, DOWN], None),
        ([DOWN, frozenset(), DOWN], None),
    ],
)
def test_the_second_time_down_is_found(ways: list[frozenset[bool]], second: int | None) -> None:
    assert second_descent(ways) == second
