"""The pictures of the site itself: one beside each shared link, and the icon for a phone's home screen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
import typst

from stretchbook.addresses import Addresses
from stretchbook.figures.album import Picture, card_picture
from stretchbook.library import Library
from stretchbook.markup import plain
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch

WIDTH, HEIGHT = 1200, 630
"""Size of a sharing picture in pixels, as the places that show shared links want it."""

ICON = "assets/icon-180.png"
SITE_PICTURE = "assets/sharing.png"
"""The picture of every page that has none of its own."""

TEMPLATE = Path(__file__).with_suffix(".typ")
_FONTS = (font_source_sans_pro, font_source_serif_pro)
_PIXELS_PER_INCH = 144.0


class PictureError(Exception):
    """A picture cannot be drawn; the message is Typst's own."""


@dataclass(frozen=True)
class Pictures:
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
        """Give the icon as PNG, 180 pixels wide and high. Raises `PictureError`."""
        return self._draw(kind="icon")

    def of_links(self) -> Iterator[tuple[str, bytes]]:
        """Give `(address, PNG)` of the site's own picture, and of every stretch's and routine's."""
        yield SITE_PICTURE, self._draw(kind="", title=self.site, line=self.line)
        addresses = Addresses(self.library)
        for name, stretch in self.library.stretches.items():
            yield picture_of(addresses.of(name)), self._card("Stretch", stretch, name)
        for name, routine in self.library.routines.items():
            yield picture_of(addresses.of(name)), self._card("Routine", routine, routine.items[0].stretch)

    def _card(self, kind: str, record: Stretch | Routine, drawn: str) -> bytes:
        line = plain(record.summary, self.library.titles)
        return self._draw(kind=kind, title=record.name, line=line, figure=self._figure(drawn))

    def _figure(self, stretch: str) -> str:
        """Give the drawing that stands for a stretch as SVG; nothing where there is none."""
        picture = card_picture(self.figures, stretch)
        return picture.svg if picture else ""

    @cached_property
    def _sign(self) -> str:
        try:
            return self.mark.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise PictureError(f"{self.mark.name} is no SVG that can be read ({fault})") from fault

    def _draw(self, **words: str) -> bytes:
        card = json.dumps({"site": self.site, "mark": self._sign, **words}, ensure_ascii=False)
        made_of = "\0".join((version("typst"), TEMPLATE.read_text(encoding="utf-8"), card))
        kept = self.cache / f"{hashlib.sha256(made_of.encode()).hexdigest()}.png"
        if not kept.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            beside = kept.with_suffix(".new")
            beside.write_bytes(self._compile(card))
            beside.replace(kept)
        return kept.read_bytes()

    def _compile(self, card: str) -> bytes:
        try:
            made, warnings = self._compiler.compile_with_warnings(
                format="png", ppi=_PIXELS_PER_INCH, sys_inputs={"card": card}
            )
        except typst.TypstError as fault:
            raise PictureError(fault.message) from fault
        if warnings:
            raise PictureError("; ".join(warning.message for warning in warnings))
        if not isinstance(made, bytes):
            raise PictureError("Typst gave no single picture.")
        return made

    @cached_property
    def _compiler(self) -> typst.Compiler:
        folders = [str(Path(str(font.__file__)).with_name("files")) for font in _FONTS]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
        return typst.Compiler(input=str(TEMPLATE), font_paths=fonts)


def picture_of(page: str) -> str:
    """Give the address of the picture of the page at this address."""
    return f"{page.rstrip('/')}/sharing.png"
