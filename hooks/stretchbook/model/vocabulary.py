"""Plain words that a record may use: positions, settings, equipment, movements, demands, regions, areas."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stretchbook.model.base import Entry, vocabulary
from stretchbook.model.stretch import Movements, SomeIds
from stretchbook.text.letters import Name, Text


class Word(Entry):
    """A word of a vocabulary."""

    name: Name
    """How readers see it."""

    plain: Text
    """What it means, in words that a child of eleven knows."""

    also_called: tuple[Name, ...] = ()
    """Other names that people use for it."""


class Position(Word):
    """How the body is placed."""

    on_floor: Literal["always", "never", "by-setting"] = "never"
    """Whether one has to get down to the floor for it; `by-setting`: where the stretch's setting is the floor."""


class Setting(Word):
    """Where a stretch can be done."""

    is_floor: bool = False
    """Whether it is down on the floor."""


class Region(Word):
    """Joints, or a part of the spine."""

    moved_by: Annotated[SomeIds, Field(json_schema_extra=vocabulary("movements"))]
    """Ids of the movements that move it. A stretch that is for it has one of them, and more of it than `follows`."""


class Demand(Word):
    """What a stretch asks of the body beside the movement itself."""

    comes_with: Movements = Field(default_factory=dict)
    """Movements, one of which a stretch with this demand has, to this degree at least; with none any stretch may."""
