"""What may be below the floor of safety, and why: one entry of `floor/accepted.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from stretchbook.model.base import Model, vocabulary
from stretchbook.model.review import Date
from stretchbook.text.letters import ReferenceId, Text

Word = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[tuple[Word, ...], Field(min_length=1, max_length=100)]


class Acceptance(Model):
    """Something that became milder, was removed or says other words, and is right to."""

    of: Words
    """What it is about, each by kind and id: `stretches/cat-cow`."""

    what: Word
    """Which part of it: `answers`, `words`, `severity`."""

    items: Words | None = None
    """Which of several: conditions whose answer it is, fields whose words they are. Without it, the part itself.
    """

    now: Word
    """What it is now: a word, the digest of a text, or `gone`. Nothing else is accepted."""

    date: Date
    """The day on which it was accepted, as 2026-03-31."""

    because: Text
    """Why it is right."""

    source: Annotated[ReferenceId | Literal["convention"] | None, Field(json_schema_extra=vocabulary("references"))] = (
        None
    )
    """The reference that says so, or `convention` for usual clinical caution. A milder answer needs one."""

    also: Annotated[tuple[ReferenceId, ...], Field(json_schema_extra=vocabulary("references"))] = ()
    """Further references, as background."""

    @property
    def named(self) -> tuple[str, ...]:
        """The items that it is about."""
        return self.items or (self.what,)

    @property
    def keys(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield what it is about, part, item and what it is now, of each single thing that it accepts."""
        yield from ((subject, self.what, item, self.now) for subject in self.of for item in self.named)
