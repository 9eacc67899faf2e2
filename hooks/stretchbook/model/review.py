"""Whether a clinician has read a record, and who says so."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from stretchbook.model.base import Entry, Model
from stretchbook.problems import cut
from stretchbook.settings.web_address import WebAddressError, repository_address
from stretchbook.text.letters import Id, Name

MOST_YEARS = 2
"""For how long a review may hold. Guidance is revised about as often."""

MOST_REVIEWS = 1_000
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _read_date(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("date", "not a date") from None


def _check_digest(value: str) -> str:
    if not _DIGEST.fullmatch(value):
        raise PydanticCustomError("text_digest", "not a digest")
    return value


def _check_register(value: str) -> str:
    try:
        address = repository_address(value)
    except WebAddressError as fault:
        raise PydanticCustomError("register", "not an address", {"why": str(fault)}) from None
    if not address.startswith("https://"):
        raise PydanticCustomError("register", "not secure", {"why": f"`{cut(value)}` can be changed on the way."})
    return address


Date = Annotated[date, BeforeValidator(_read_date), Field(json_schema_extra={"type": "string", "format": "date"})]


class Review(Model):
    """The state of clinical review, as the record tells it. Who read it, and when, stands in `reviewers.yml`."""

    state: Literal["unreviewed", "reviewed"] = "unreviewed"
    """`reviewed` only where a reviewer confirms it in `reviewers.yml`."""


class Reading(Model):
    """That somebody has read a record, and every word that readers of its page are to go by."""

    of: Id
    """The id of the stretch or routine."""

    on: Date
    """The day of the review, as 2026-03-31."""

    next: Date
    """The day by which it has to be read again: two years later at most."""

    text: Annotated[str, AfterValidator(_check_digest)]
    """The digest of what was read, as `stretchbook explain` prints it. Of another text it is another one."""

    @model_validator(mode="after")
    def _has_dates_in_order(self) -> Self:
        if self.next <= self.on:
            raise PydanticCustomError("review_dates", "next before on")
        if self.next > _years_after(self.on, MOST_YEARS):
            raise PydanticCustomError("review_too_long", "next too late", {"years": MOST_YEARS})
        return self


class Reviewer(Entry):
    """A clinician who has reviewed something, and where anybody can look up that they are one."""

    name: Name
    """The clinician's name."""

    credential: Name
    """The profession, as the register has it."""

    listed_at: Annotated[str, Field(max_length=200), AfterValidator(_check_register)]
    """The web address of the public register that lists them."""

    number: Name
    """Their number there."""

    reviews: Annotated[tuple[Reading, ...], Field(max_length=MOST_REVIEWS)] = ()
    """What they have read."""


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the last day of a February, or of the calendar
        return day.replace(year=min(day.year + years, date.max.year), day=28)
