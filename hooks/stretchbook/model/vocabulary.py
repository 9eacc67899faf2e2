"""Plain words that a record may use: positions, settings, equipment, movements, demands, regions, areas."""

from __future__ import annotations

from stretchbook.model.base import Entry
from stretchbook.text import Name, Text


class Word(Entry):
    """A word of a vocabulary."""

    name: Name
    """How readers see it."""

    plain: Text
    """What it means, in words that a child of eleven knows."""

    also_called: tuple[Name, ...] = ()
    """Other names that people use for it."""
