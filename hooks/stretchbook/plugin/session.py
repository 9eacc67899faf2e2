"""What all builds of one MkDocs command share."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Self

from stretchbook.cache.memory import Memory
from stretchbook.settings.dates import BuildDate
from stretchbook.site.page import CheckedPage
from stretchbook.text.source import Source

log = logging.getLogger("mkdocs.stretchbook")


@dataclass
class Session:
    """One MkDocs command: `build`, `serve`, `gh-deploy`, `mike`. A server carries over only what stays the same."""

    command: str = "build"
    is_dirty: bool = False
    date_note: str = ""
    """What was said last about the date: a server says it once."""
    dates: Memory[BuildDate] = field(default_factory=Memory)
    sources: Memory[Source] = field(default_factory=Memory)
    """The files of the library."""
    rendered_pages: Memory[str] = field(default_factory=Memory)
    """The pages as the theme's templates made them."""
    checked_files: Memory[CheckedPage] = field(default_factory=Memory)
    """The finished pages, style sheets and other files as the last check read them."""
    sheets: Memory[bytes] = field(default_factory=Memory)

    @classmethod
    def of(cls, command: str, *, is_dirty: bool) -> Self:
        """Return the session of a command."""
        if is_dirty:
            log.info(
                "`--dirty` changes nothing: every page is built, so that search and the last check see all of them."
            )
        lasts = command == "serve"
        return cls(
            command,
            is_dirty,
            dates=Memory(lasting=lasts),
            sources=Memory(lasting=lasts),
            rendered_pages=Memory(lasting=lasts),
            checked_files=Memory(lasting=lasts),
            sheets=Memory(lasting=lasts),
        )

    @property
    def is_serving(self) -> bool:
        """Whether a server shows the site, and problems in place of pages."""
        return self.command == "serve"

    def tell_date(self, note: str) -> None:
        """Say what is to be said about the date, unless it was just said."""
        if note and note != self.date_note:
            # Not as a warning: a strict build without git would stop.
            log.info("%s", note)
        self.date_note = note or self.date_note
