"""How much a muscle in the pictures may be: each of its places takes time in every picture."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError
from stretchbook.model.muscle_site import read_strand

PLACE = "spine 1,-2,3.5"


def test_a_strand_is_a_line_of_a_few_places() -> None:
    assert len(read_strand("; ".join([PLACE] * 8))) == 8


@pytest.mark.parametrize(
    ("strand", "kind"),
    [
        (PLACE, "bone_place"),
        ("; ".join([PLACE] * 9), "too_many_points"),
        (f"{PLACE}; spine 1,-80.1,3", "far_off"),
    ],
)
def test_what_would_take_too_long_is_refused(strand: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_strand(strand)
    assert refusal.value.type == kind
