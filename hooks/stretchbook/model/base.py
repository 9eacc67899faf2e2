"""What all models share."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from stretchbook.text.letters import Id, ReferenceId, Text


def vocabulary(name: str) -> dict[str, str]:
    """Mark a field whose words come from a vocabulary, so that the schema can list them."""
    return {"x-vocabulary": name}


class Model(BaseModel):
    """A part of a record: strict, frozen, with no field that is not described."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    said_by_others: ClassVar[frozenset[str]] = frozenset()
    """Fields in which other people's words stand, and not ours."""


class Entry(Model):
    """One entry of a vocabulary."""

    id: Id
    """Lower-case words joined by hyphens. Permanent: addresses are made of it."""


CONVENTION = "convention"
"""What stands in the place of a reference where something is usual, and no study says it."""


class Sourced(Model):
    """Something that is said to readers and must say where it comes from."""

    source: Annotated[ReferenceId | Literal["convention"], Field(json_schema_extra=vocabulary("references"))]
    """The reference that says it, or `convention`: usual clinical caution, no study cited."""

    also: Annotated[tuple[ReferenceId, ...], Field(json_schema_extra=vocabulary("references"))] = ()
    """Further references, as background."""

    limits: Text | None = None
    """What the source does not say."""
