"""Where a muscle lies on the body that is posed in pictures."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from stretchbook.model.base import Model, vocabulary
from stretchbook.text.letters import Id

Bone = Literal["spine", "neck", "head", "shoulder", "upper arm", "forearm", "pelvis", "thigh", "shank"]
Skin = Literal[
    "torso", "neck", "head", "upper arm", "lower upper arm", "forearm", "lower forearm", "thigh", "lower thigh",
    "shank", "lower shank",
]  # fmt: skip

_BONES = "|".join(get_args(Bone))
_NUMBER = r"-?\d{1,3}(?:\.\d{1,3})?"
_PLACE = re.compile(rf"({_BONES}) +({_NUMBER}),({_NUMBER}),({_NUMBER})")


_FARTHEST = 80
_MOST_PLACES = 8
"""How far off a place may be, in cm, and how many a strand may have: each takes time wherever the muscle is marked."""


class BonePlace(NamedTuple):
    """A place on a bone, in centimetres; `out` is towards the muscle's own side.

    On `spine` and `neck`, `up` is along the chain; elsewhere all three are in the bone's own frame.
    """

    bone: Bone
    forward: float
    out: float
    up: float


def read_strand(text: Any) -> tuple[BonePlace, ...]:
    """Return the places of `spine -8.5,1.5,49.5; shoulder -1,-1,4.6`; raise what pydantic makes an error of."""
    if not isinstance(text, str):
        raise PydanticCustomError("string_type", "is no text")
    places = []
    for word in text.split(";"):
        found = _PLACE.fullmatch(word.strip())
        if not found:
            raise PydanticCustomError("bone_place", "is no place on a bone", {"text": word.strip()})
        bone: Any = found[1]
        places.append(BonePlace(bone, *(float(number) for number in found.groups()[1:])))
        if max(map(abs, places[-1][1:])) > _FARTHEST:
            raise PydanticCustomError("far_off", "is far off", {"text": word.strip(), "most": _FARTHEST})
    if len(places) > _MOST_PLACES:
        raise PydanticCustomError(
            "too_many_points", "has too many points", {"count": len(places), "most": _MOST_PLACES}
        )
    if len(places) < 2:
        raise PydanticCustomError("bone_place", "is no place on a bone", {"text": text})
    return tuple(places)


Strand = Annotated[tuple[BonePlace, ...], BeforeValidator(read_strand)]


class MuscleSite(Model):
    """How a muscle lies: its strands, how far around them it shows, and on which parts of the skin."""

    muscle: Annotated[Id, Field(json_schema_extra=vocabulary("muscles"))]
    """The id of the muscle."""

    strands: Annotated[tuple[Strand, ...], Field(min_length=1, max_length=8)]
    """Lines from place to place, such as `spine -8.5,1.5,49.5; shoulder -1,-1,4.6`: forward, out and up, in cm."""

    radius: Annotated[float, Field(gt=0, le=10)]
    """How far around its strands it shows, in cm."""

    parts: Annotated[tuple[Skin, ...], Field(min_length=1)]
    """The parts of the skin on which it shows."""

    around_arm: bool = False
    """Lies around an arm: seen through the arm, it would be taken for the muscle on the near side."""
