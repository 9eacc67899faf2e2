"""Muscles and groups of muscles."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stretchbook.model.base import Entry, vocabulary
from stretchbook.text.letters import Id, Name, ReferenceId, Text


class Muscle(Entry):
    """One muscle, or one part of a muscle that moves something of its own."""

    name: Name
    """The usual anatomical name in English."""

    latin: Name | None = None
    """The Latin name, where a source printed it."""

    also_called: tuple[Name, ...] = ()
    """Other names, popular ones too."""

    plain: Text
    """What it does for you, in one easy sentence."""

    feels_tight: Text
    """How people describe it when it is tight; readers are told that no study is cited for it."""

    no_stretch: Text | None = None
    """Why no stretch reaches it, for a muscle that none does."""

    where: Text
    """Where it is, in plain words."""

    origin: Text | None = None
    """Where it starts from."""

    insertion: Text | None = None
    """Where it ends."""

    innervation: Text | None = None
    """The nerve that drives it."""

    actions: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What it does, in clinical words."""

    lengthened_by: Annotated[tuple[Id, ...], Field(json_schema_extra=vocabulary("movements"))] = ()
    """Ids of the movements that draw its ends apart. A stretch that names the muscle has one of them; without, none is
    asked for."""

    works_in: Annotated[tuple[Id, ...], Field(json_schema_extra=vocabulary("movements"))] = ()
    """Ids of the movements in which it works: those that it makes, and those that it slows down or holds against."""

    groups: Annotated[tuple[Id, ...], Field(json_schema_extra=vocabulary("muscle-groups"))] = ()
    """Ids of the groups it belongs to."""

    source: Annotated[ReferenceId, Field(json_schema_extra=vocabulary("references"))]
    """The reference that gives these facts."""

    also: Annotated[tuple[ReferenceId, ...], Field(json_schema_extra=vocabulary("references"))] = ()
    """Further references."""

    variation: Text | None = None
    """Where sources disagree."""


class MuscleGroup(Entry):
    """Muscles that people speak of together."""

    name: Name
    """What the group is called."""

    where: Name | None = None
    """Where a reader would point to: "Below the elbow"."""

    also_called: tuple[Name, ...] = ()
    """Other names, popular ones too."""

    plain: Text
    """What the group does, in one easy sentence."""

    feels_tight: Text
    """How people describe it when it is tight; readers are told that no study is cited for it."""

    no_stretch: Text | None = None
    """Why no stretch reaches any of it, for a group that none does."""
