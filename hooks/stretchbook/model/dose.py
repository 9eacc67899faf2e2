"""How long, how often and on which side."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from stretchbook.model.base import Model
from stretchbook.model.text_use import LABEL
from stretchbook.text.letters import Text


class Range(NamedTuple):
    """A number of something, from `low` to `high`, both meant."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether there is only one number to choose."""
        return self.low == self.high


def _read_range(value: Any) -> Range:
    """Read one whole number or two; strict, for nobody means `true` or `2.5` repeats."""
    ends = value if isinstance(value, tuple) else (value, value)
    whole = all(type(end) is int for end in ends)
    if len(ends) != 2 or not whole or not 0 <= ends[0] <= ends[1]:
        raise PydanticCustomError("range", "not a range")
    return Range(*ends)


_RANGE_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 0},
        {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
    ]
}


def _within(least: int, most: int) -> AfterValidator:
    """Refuse a number that is no slip of judgement but of the keyboard: 300 repeats where 30 were meant."""

    def check(value: Range) -> Range:
        if value.high > most:
            raise PydanticKnownError("less_than_equal", {"le": most})
        if value.low < least:
            raise PydanticKnownError("greater_than_equal", {"ge": least})
        return value

    return AfterValidator(check)


Span = Annotated[Any, BeforeValidator(_read_range), Field(json_schema_extra=_RANGE_SCHEMA)]
"""One whole number, or `[least, most]`. After validation it is a `Range`."""

DoseNumber = Literal["hold", "move", "repeats", "sets", "rest", "duration", "frequency", "phases"]
Sides = Literal["each", "both", "none"]


class Frequency(Model):
    """How often to do the stretch."""

    times: Annotated[Span, _within(1, 50)]
    """How many times."""

    per: Literal["day", "week"]
    """In how long."""


class Dose(Model):
    """How much of a stretch: a hold, a movement or both, repeated; or one plain duration."""

    sides: Sides
    """`each`: one side, then the other. `both`: both sides at once. `none`: it has no sides."""

    hold: Annotated[Span, _within(0, 600)] | None = None
    """Seconds to stay in each position."""

    phases: Annotated[int, Field(ge=1, le=4)] = 1
    """How many positions one repeat holds (cat and cow: 2)."""

    move: Annotated[int, Field(ge=1, le=30)] | None = None
    """Seconds that moving in and out takes for one repeat, in all."""

    repeats: Annotated[Span, _within(0, 100)] | None = None
    """How many times."""

    counted_as: Literal["times", "levels", "breaths"] = "times"
    """What is counted: plain repeats, levels (one place on the body after the other), or breaths."""

    sets: Annotated[Span, _within(0, 20)] = Range(1, 1)
    """How many rounds of all the repeats."""

    rest: Annotated[int, Field(ge=0, le=300)] = 0
    """Seconds of rest between sets."""

    duration: Annotated[Span, _within(0, 3600)] | None = None
    """Seconds in all (on each side), instead of holds and repeats."""

    frequency: Frequency | None = None
    """How often; leave it out where no source says."""

    editorial: Annotated[dict[DoseNumber, Text], LABEL] = Field(default_factory=dict)
    """For each number that no source gives: how we chose it."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        counted = self.hold is not None or self.move is not None
        if self.duration is not None and (counted or self.repeats is not None):
            raise PydanticCustomError("dose_twice", "duration beside holds")
        if self.duration is None and not (counted and self.repeats is not None):
            raise PydanticCustomError("dose_missing", "no dose")
        for name in ("hold", "repeats", "sets", "duration"):
            value = getattr(self, name)
            if value is not None and value.low < 1:
                raise PydanticCustomError("dose_zero", "zero", {"field": name})
        for name in self.editorial:
            if getattr(self, name) is None:
                raise PydanticCustomError("editorial", "reason without a number", {"field": name})
        return self
