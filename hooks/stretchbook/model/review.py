"""Whether a clinician has read a record."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from stretchbook.model.base import Model
from stretchbook.model.text_use import LABEL
from stretchbook.text.letters import Name


def _read_date(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("date", "not a date") from None


Date = Annotated[date, BeforeValidator(_read_date), Field(json_schema_extra={"type": "string", "format": "date"})]


class Review(Model):
    """The state of clinical review. A record is `unreviewed` until a named clinician has read it."""

    state: Literal["unreviewed", "reviewed"] = "unreviewed"
    """`reviewed` only when a clinician has read this very text."""

    by: Annotated[Name | None, LABEL] = None
    """The clinician's name and profession."""

    on: Date | None = None
    """The day of the review, as 2026-03-31."""

    next: Date | None = None
    """The day by which it has to be read again."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        told = (self.by, self.on, self.next)
        if self.state == "reviewed" and None in told:
            raise PydanticCustomError("review_missing", "review without name or dates")
        if self.state == "unreviewed" and any(value is not None for value in told):
            raise PydanticCustomError("review_unstated", "details without a review")
        if self.on and self.next and self.next <= self.on:
            raise PydanticCustomError("review_dates", "next before on")
        return self

    def is_current(self, day: date) -> bool:
        """Whether it was reviewed, and need not be read again before `day`."""
        return self.state == "reviewed" and self.next is not None and day <= self.next
