"""What a record has to declare where its pictures show it: joints at their angles, contacts, and how the trunk lies."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from stretchbook.model.base import Entry, Model, vocabulary
from stretchbook.model.figure import Base
from stretchbook.model.stretch import Ids
from stretchbook.text.letters import Id, Text

Amount = Annotated[float, Field(ge=0, le=180, strict=False)]

Angle = Literal[
    "neck-flex", "neck-extend", "neck-bend", "neck-turn", "head-nod",
    "thoracic-flex", "thoracic-extend", "thoracic-bend", "thoracic-turn",
    "lumbar-flex", "lumbar-extend", "lumbar-bend", "lumbar-turn",
    "back-flex", "back-turn", "folded-turn", "lean-forward", "lean-back",
    "blade-lift", "blade-lower", "blade-forward", "blade-back",
    "arm-raise", "arm-raise-forward", "arm-raise-aside", "arm-overhead", "arm-extend", "arm-across", "arm-out-back",
    "arm-open", "arm-close", "arm-external", "arm-internal", "elbow-flex", "wrist-flex", "wrist-extend",
    "hip-flex", "hip-flex-more", "hip-extend", "hip-straighten", "hip-abduct", "hip-adduct",
    "knee-flex", "knee-flex-more",
]  # fmt: skip
"""Degrees that a picture shows.

Of the spine they are those of the part itself, as against the part below it: a head that goes along with the chest
turns by nothing. `back` is lumbar and thoracic together; `folded-turn` how far the back is turned while the trunk is
bent forward; `lean` how far the chest is from upright. `arm-raise` is how far the upper arm is from hanging beside the
chest, `forward` or `aside` where it goes that way; `arm-overhead` the same as against the whole trunk, where the hand
is up too. `arm-across` is past straight ahead, `arm-out-back` behind the line of the shoulders, both for raised arms;
`arm-open` and `arm-close` how far a raised arm has gone outwards or inwards since the first picture. `more` is beyond
the base posture, `hip-straighten` since the first picture.
"""

Length = Literal[
    "neck-glide-back", "neck-glide-forward", "head-low", "hips-over-shoulders", "hand-across", "leg-across",
    "feet-apart",
]  # fmt: skip
"""Centimetres that a picture shows.

`head-low`: how much lower the head is than the middle of the chest. `hips-over-shoulders`: how high the hips are above
a shoulder that lies on the floor. `hand-across`, `leg-across`: beyond the middle of the body, the hand in front of
the chest. `feet-apart`: from front to back.
"""

Fact = Literal[
    "hand-on-head", "hand-holds-head", "hand-behind-head", "hand-behind-back", "hand-on-lever", "arm-is-held",
    "arm-on-wall", "weight-on-hand", "weight-on-elbow", "weight-on-knee", "lying-on-back", "lying-on-side",
    "hips-up", "trunk-leans", "back-over-roll", "back-along-roll", "back-over-edge", "weights-in-hands",
]  # fmt: skip
"""What a picture shows or does not.

`hips-up`: well above the shoulders, which lie on the floor. `trunk-leans`: forward, with its weight in front.
`hand-on-lever`: on the other leg or on the back of the chair, where it can pull the trunk round. `arm-is-held`: the
other hand holds it.
"""

Sight = Angle | Length | Fact
"""What a picture shows."""


class From(Model):
    """From which number on a picture shows how much of a movement; what is or is not counts as 1."""

    follows: Amount | None = None
    """From here on it has to be declared at all."""

    easy: Amount | None = None
    """From here on it is no mere going along."""

    end: Amount | None = None
    """From here on it is near the end of the usual range."""

    loaded: Amount | None = None
    """From here on it is loaded: for what carries weight, or what a hand or a thing pushes."""

    @model_validator(mode="after")
    def _begins_somewhere(self) -> Self:
        if all(getattr(self, name) is None for name in type(self).model_fields):
            raise PydanticCustomError("pose_limit_degrees", "no degree")
        return self


class PoseLimit(Entry):
    """What a record has to declare whose pictures show something."""

    sees: Sight
    """What is seen."""

    during: tuple[Fact | Base, ...] = ()
    """What else the same picture has to show, all of it; or the base posture."""

    movements: Annotated[dict[Id, From], Field(json_schema_extra=vocabulary("movements"))] = Field(default_factory=dict)
    """Ids of movements, one of which has to be declared, and from which number on with which degree."""

    demands: Annotated[Ids, Field(json_schema_extra=vocabulary("demands"))] = ()
    """Ids of demands, one of which has to be declared."""

    at_least: Amount | None = None
    """From which number on a demand has to be declared; for what is or is not it is left out."""

    because: Text
    """Why, for the contributor who meets it."""

    @property
    def is_fact(self) -> bool:
        """Whether what it sees is or is not, and has no number."""
        return self.sees in get_args(Fact)

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if bool(self.movements) == bool(self.demands):
            raise PydanticCustomError("pose_limit_asks", "neither or both")
        if (self.at_least is None) != (self.is_fact or bool(self.movements)):
            raise PydanticCustomError("pose_limit_number", "a number is missing, or too many")
        return self
