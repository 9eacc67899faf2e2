"""Words without their endings."""

from __future__ import annotations

import pytest
from stretchbook.text.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "take takes taking",
        "stop stops stopped stopping",
        "body bodies",
        "hand hands",
        "blade blades",
        "press presses pressed",
    ],
)
def test_all_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


def test_other_words_have_others() -> None:
    assert len({stem(word) for word in ("hand", "head", "heel", "hip", "rib", "rest", "bed", "bend")}) == 8
