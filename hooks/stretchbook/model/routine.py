"""An ordered list of stretches, each with its dose."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stretchbook.model.base import Model, vocabulary
from stretchbook.model.review import Review
from stretchbook.model.stretch import MOST_ITEMS, Ids, SomeIds, Texts
from stretchbook.text.letters import Id, Name, ReferenceId, Text

Count = Annotated[int, Field(ge=1, le=600)]


class Item(Model):
    """One stretch of a routine. What is left out is as in the stretch's own record, at its least."""

    stretch: Annotated[Id, Field(json_schema_extra=vocabulary("stretches"))]
    """The id of the stretch."""

    hold: Count | None = None
    """Seconds to stay in each position."""

    move: Count | None = None
    """Seconds that moving in and out takes for one repeat."""

    repeats: Count | None = None
    """How many times."""

    sets: Count | None = None
    """How many rounds."""

    duration: Count | None = None
    """Seconds in all, for a stretch that is dosed by duration."""

    first: Text | None = None
    """What to do less of on the first days, or to set up: at most eight words, which stand beside the dose."""

    note: Text | None = None
    """A word for this place in the routine."""


class Routine(Model):
    """One routine."""

    name: Name
    """What readers call it."""

    formerly: Ids = ()
    """Ids that this routine used to have; their addresses lead here."""

    summary: Annotated[Text, Field(max_length=200)]
    """What it is for, in one sentence."""

    for_whom: Text
    """Whom it suits, and when."""

    setting: Annotated[SomeIds, Field(json_schema_extra=vocabulary("settings"))]
    """Ids of the places where it can be done."""

    skip_if: Texts = ()
    """Who should leave it, or a part of it, out, apart from conditions: what readers with these do is worked out."""

    warm_up: Text
    """How to get warm first, or why there is no need."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    """The stretches, in order."""

    pause: Annotated[int, Field(ge=0, le=60)]
    """Seconds between one stretch and the next."""

    takes: Annotated[int, Field(ge=10, le=7200)] | None = None
    """Seconds that the whole is meant to take; its doses and pauses have to come to within 15 of them."""

    sources: Annotated[
        tuple[ReferenceId, ...], Field(max_length=MOST_ITEMS, json_schema_extra=vocabulary("references"))
    ] = ()
    """Where the doses come from; the stretches' own sources are added by themselves."""

    review: Review = Review()
    """Whether a clinician has read it."""

    editor_notes: Texts = ()
    """Choices made, for editors and for readers who want to know."""
