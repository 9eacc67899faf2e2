"""The pictures of the site itself: one beside each shared link, and the icon for a phone's home screen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.cache.store import Store
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch
from stretchbook.render.figures.figure_set import Picture, card_picture
from stretchbook.render.typesetting import Typesetter, TypesettingError
from stretchbook.text.letters import printable
from stretchbook.text.markup import plain

ICON = "assets/icon-180.png"
SITE_PICTURE = "assets/sharing.png"
"""The picture of every page that has none of its own."""

TEMPLATE = Path(__file__).with_suffix(".typ")
_PIXELS_PER_INCH = 144.0


class MarkError(TypesettingError):
    """The site's mark cannot be read."""


@dataclass(frozen=True)
class SharingPictures:
    """Draws the pictures of a site. `mark` is the file of its sign, an SVG; `cache` keeps what was drawn.

    `figures` are the pictures of the stretches, by id.
    """

    library: Library
    site: str
    line: str
    mark: Path
    cache: Path
    figures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)

    def icon(self) -> bytes:
        """Return the icon as PNG, 180 pixels wide and high. Raises `TypesettingError`."""
        return self._draw(kind="icon")

    def of_links(self) -> Iterator[tuple[str, bytes]]:
        """Yield `(address, PNG)` of the site's own picture, and of every stretch's and routine's."""
        yield SITE_PICTURE, self._draw(kind="", title=printable(self.site), line=printable(self.line))
        addresses = Addresses(self.library)
        for name, stretch in self.library.stretches.items():
            yield picture_of(addresses.of(name)), self._card("Stretch", stretch, name)
        for name, routine in self.library.routines.items():
            yield picture_of(addresses.of(name)), self._card("Routine", routine, routine.items[0].stretch)

    def _card(self, kind: str, record: Stretch | Routine, drawn: str) -> bytes:
        line = printable(plain(record.summary, self.library.titles))
        return self._draw(kind=kind, title=record.name, line=line, figure=self._figure(drawn))

    def _figure(self, stretch: str) -> str:
        """Return the drawing that stands for a stretch as SVG; nothing where there is none."""
        picture = card_picture(self.figures, stretch)
        return picture.svg if picture else ""

    @cached_property
    def _sign(self) -> str:
        try:
            return self.mark.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise MarkError(f"{self.mark.name} is not an SVG that can be read ({fault})") from fault

    def _draw(self, **words: str) -> bytes:
        card = json.dumps({"site": printable(self.site), "mark": self._sign, **words}, ensure_ascii=False)
        draw = partial(self._typesetter.set, {"card": card}, format="png", ppi=_PIXELS_PER_INCH)
        return self._store.recall(draw, self._typesetter.identity, card)

    @cached_property
    def _store(self) -> Store:
        return Store(self.cache, ".png", lambda kept: kept.startswith(b"\x89PNG\r\n\x1a\n"))

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(TEMPLATE)


def picture_of(page: str) -> str:
    """Return the address of the picture of the page at this address."""
    return f"{page.rstrip('/')}/sharing.png"
