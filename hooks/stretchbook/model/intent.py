"""What people type into search when they do not know what a thing is called, and what they are to find."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from stretchbook.model.base import Entry, vocabulary
from stretchbook.model.stretch import Ids
from stretchbook.text.letters import Name

PAGE_FILE = r"^(?:[a-z0-9-]+/)*[a-z0-9-]+\.md$"


class Intent(Entry):
    """One thing that people look for, in their own words."""

    said_by_others: ClassVar[frozenset[str]] = frozenset({"said"})

    said: Annotated[tuple[Name, ...], Field(min_length=1, max_length=40)]
    """What they type: a word or a few. Search asks for all words of one of these, in any order and form."""

    routines: Annotated[Ids, Field(json_schema_extra=vocabulary("routines"))] = ()
    """Ids of the routines that fit, the best first. They are found before all else."""

    stretches: Annotated[Ids, Field(json_schema_extra=vocabulary("stretches"))] = ()
    """Ids of the stretches that fit, the best first."""

    muscles: Annotated[Ids, Field(json_schema_extra=vocabulary("muscles"))] = ()
    """Ids of muscles or groups of muscles."""

    pages: Annotated[tuple[Annotated[str, Field(max_length=120, pattern=PAGE_FILE)], ...], Field(max_length=10)] = ()
    """Files of hand-written pages, from their folder: `learn/how-to-stretch.md`."""

    conditions: Annotated[Ids, Field(json_schema_extra=vocabulary("conditions"))] = ()
    """Ids of conditions that are meant. Their pages say what is fine, so no stretch and no routine is named too."""

    warning_signs: Annotated[Ids, Field(json_schema_extra=vocabulary("warning-signs"))] = ()
    """Ids of the warning signs that are meant. Then pages with `search: help` are found first.

    Unless all of them can wait for an appointment, no stretch and no routine is found at all."""
