"""The site's own fonts: parts of the packaged fonts that the sheets use too, compressed for the web, and their CSS.

The licence of the fonts reserves the name "Source" for the unchanged originals, so ours have names of their own.
A letter that no part holds is shown in a font of the reader's device.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import font_source_sans_pro
import font_source_serif_pro

from stretchbook.cache.store import Store

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = "assets/fonts"
"""Where the fonts and their licences are in the site."""

STYLESHEET = f"{FOLDER}/fonts.css"

_RECIPE = "1"
"""Part of each cache key: to be changed whenever the code below makes something else of the same fonts."""

Range = tuple[int, int]

CORE: tuple[Range, ...] = (
    (0x20, 0x7E), (0xA0, 0xA0), (0xA3, 0xA3), (0xA9, 0xA9), (0xAB, 0xAB), (0xAD, 0xAD), (0xB0, 0xB2), (0xB7, 0xB7),
    (0xBB, 0xBE), (0xD7, 0xD7), (0x2007, 0x2007), (0x2009, 0x200A), (0x2010, 0x2015), (0x2018, 0x201A),
    (0x201C, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A),
    (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248),
    (0x2260, 0x2260), (0x2264, 0x2265),
)  # fmt: skip
"""What nearly every page in English needs: letters, punctuation, arrows, signs of arithmetic."""

WESTERN: tuple[Range, ...] = (
    (0xA1, 0xA2), (0xA4, 0xA8), (0xAA, 0xAA), (0xAC, 0xAC), (0xAE, 0xAF), (0xB3, 0xB6), (0xB8, 0xBA), (0xBF, 0xD6),
    (0xD8, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2C6, 0x2C6), (0x2DA, 0x2DA), (0x2DC, 0x2DC),
)  # fmt: skip
"""The accents of Western Europe, fetched only by a page that shows one of them."""

MORE: tuple[Range, ...] = (
    (0x100, 0x130), (0x132, 0x151), (0x154, 0x17E), (0x18F, 0x18F), (0x192, 0x192), (0x1CD, 0x1D4), (0x1E6, 0x1E7),
    (0x1EA, 0x1EB), (0x1F4, 0x1F5), (0x1FC, 0x1FD), (0x218, 0x21B), (0x259, 0x259), (0x2BC, 0x2BC), (0x1E40, 0x1E41),
    (0x1E60, 0x1E61), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EBC, 0x1EBD), (0x1EF2, 0x1EF3), (0x1EF8, 0x1EF9),
)  # fmt: skip
"""The other letters of European names, fetched only by a page that shows one of them."""

_SAME_AS = {0x2010: 0x2D, 0x2011: 0x2D, 0x2007: 0x30, 0x202F: 0x20, 0x2009: 0x20, 0x200A: 0x20}
"""Characters that the originals lack, and what they look like: a hyphen that must not break is still a hyphen."""

_FEATURES = ("ccmp", "kern", "liga", "locl")


@dataclass(frozen=True)
class Face:
    """One weight and style of one of the two families."""

    family: str
    weight: int
    style: str
    package: ModuleType
    original: str
    """The name of the packaged file, without its ending."""
    is_everywhere: bool = True
    """Whether every page shows it, so that it is fetched before the stylesheet that asks for it."""

    @property
    def source(self) -> Path:
        """The packaged file."""
        return _files(self.package) / f"{self.original}.ttf"

    def uri(self, part: str) -> str:
        """Return the address of a part of it, from the root of the site."""
        name = f"{self.family}-{self.weight}-{self.style}-{part}".lower().replace(" ", "-")
        return f"{FOLDER}/{name}.woff2"


SANS, SERIF = "Stretchbook Sans", "Stretchbook Serif"

FACES = (
    Face(SANS, 400, "normal", font_source_sans_pro, "SourceSansPro-Regular"),
    Face(SANS, 700, "normal", font_source_sans_pro, "SourceSansPro-Bold"),
    Face(SANS, 400, "italic", font_source_sans_pro, "SourceSansPro-It", is_everywhere=False),
    Face(SERIF, 700, "normal", font_source_serif_pro, "SourceSerifPro-Bold"),
)

_PARTS: Mapping[str, tuple[Range, ...]] = {"core": CORE, "western": WESTERN, "more": MORE}


@dataclass(frozen=True)
class StandIn:
    """A font of the device that is shown until ours is there, made as wide and as high as ours."""

    family: str
    weight: int
    locals: tuple[str, ...]
    width: float
    """The mean width of our letters, as often as they stand in our pages, over that of this font's."""
    face: Face


STAND_INS = (
    StandIn(f"{SANS} stand-in", 400, ("Arial", "ArialMT", "Liberation Sans", "Arimo", "Helvetica"), 0.938, FACES[0]),
    StandIn(f"{SANS} stand-in", 700,
            ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold", "Helvetica-Bold"), 0.92, FACES[1]),
    StandIn(f"{SANS} stand-in Roboto", 400, ("Roboto", "Roboto-Regular"), 0.939, FACES[0]),
    StandIn(f"{SANS} stand-in Roboto", 700, ("Roboto Bold", "Roboto-Bold"), 0.979, FACES[1]),
    StandIn(f"{SANS} stand-in DejaVu", 400, ("DejaVu Sans",), 0.821, FACES[0]),
    StandIn(f"{SANS} stand-in DejaVu", 700, ("DejaVu Sans Bold",), 0.769, FACES[1]),
    StandIn(f"{SERIF} stand-in", 700,
            ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "Tinos Bold"), 1.08, FACES[3]),
    StandIn(f"{SERIF} stand-in Noto", 700, ("Noto Serif Bold", "NotoSerif-Bold"), 0.912, FACES[3]),
    StandIn(f"{SERIF} stand-in DejaVu", 700, ("DejaVu Serif Bold",), 0.814, FACES[3]),
)  # fmt: skip


def preloaded() -> list[str]:
    """Return the addresses, from the root of the site, of the fonts that every page shows."""
    return [face.uri("core") for face in FACES if face.is_everywhere]


@dataclass(frozen=True)
class WebFonts:
    """Makes the fonts, or takes them from a cache folder, which need not exist yet."""

    cache: Path

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file of the fonts' folder: its address from the root of the site, and its content."""
        for face in FACES:
            for part, ranges in _PARTS.items():
                yield face.uri(part), self._woff2(face, part, ranges)
        yield STYLESHEET, stylesheet().encode()
        for package in dict.fromkeys(face.package for face in FACES):
            yield f"{FOLDER}/{package.__name__.replace('_', '-')}-licence.txt", _licence(package).encode()

    def _woff2(self, face: Face, part: str, ranges: tuple[Range, ...]) -> bytes:
        store = Store(self.cache, ".woff2", lambda kept: kept.startswith(b"wOF2"))
        original = face.source.read_bytes()
        tools = f"{_tools()} {_RECIPE}"
        made_of = (hashlib.sha256(original).hexdigest(), tools, repr((face.family, part, ranges, _FEATURES)))
        return store.recall(lambda: subset(original, face, ranges), *made_of)


@cache
def _tools() -> str:
    """Return the versions of what cuts fonts: to look them up takes a while, and each part of each font asks."""
    return f"{version('fonttools')} {version('brotli')}"


def subset(original: bytes, face: Face, ranges: tuple[Range, ...]) -> bytes:
    """Return the part of a TrueType font that these ranges of letters need, as WOFF2; the same always, byte by byte."""
    from fontTools import subset as tool  # noqa: PLC0415 slow to import, and seldom needed: there is a cache
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(io.BytesIO(original), recalcTimestamp=False)
    wanted = {code for first, last in ranges for code in range(first, last + 1)}
    _add_look_alikes(font)
    options = tool.Options()
    options.layout_features = list(_FEATURES)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 13, 14]
    cutter = tool.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    _rename(font, face)
    _smooth(font)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _add_look_alikes(font: TTFont) -> None:
    known = font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode():
            for code, like in _SAME_AS.items():
                if code not in known:
                    table.cmap[code] = known[like]


def _rename(font: TTFont, face: Face) -> None:
    """Give the font a name of its own; whose it was and its licence stay."""
    style = {"normal": "", "italic": "Italic"}[face.style]
    look = " ".join(filter(None, ("Bold" if face.weight == 700 else "", style))) or "Regular"
    full = face.family if look == "Regular" else f"{face.family} {look}"
    postscript = f"{face.family.replace(' ', '')}-{look.replace(' ', '')}"
    for number, text in {1: face.family, 2: look, 3: f"{postscript} {_RECIPE}", 4: full, 6: postscript}.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def _smooth(font: TTFont) -> None:
    """Ask Windows to smooth the letters at every size, as a font without hints needs it."""
    from fontTools.ttLib import newTable  # noqa: PLC0415

    font["gasp"] = newTable("gasp")
    font["gasp"].version = 1
    font["gasp"].gaspRange = {0xFFFF: 0b1111}


def stylesheet() -> str:
    """Return the CSS that names the fonts, and those of the device that stand in for them."""
    faces = (_face_css(face, part) for face in FACES for part in _PARTS)
    variables = (f"  --{name}: {_family_list(family)};" for name, family in (("sb-sans", SANS), ("sb-serif", SERIF)))
    return "\n".join((*faces, *map(_stand_in_css, STAND_INS), ":root {", *variables, "}", ""))


def _family_list(family: str) -> str:
    stand_ins = (each.family for each in STAND_INS if each.face.family == family)
    return ", ".join(f'"{name}"' for name in dict.fromkeys((family, *stand_ins)))


def _face_css(face: Face, part: str) -> str:
    letters = ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in _PARTS[part])
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' font-display: swap; src: url("{face.uri(part).rpartition("/")[2]}") format("woff2");'
        f" unicode-range: {letters}; }}"
    )


def _stand_in_css(stand_in: StandIn) -> str:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(stand_in.face.source, lazy=True) as font:
        em = font["head"].unitsPerEm * stand_in.width / 100
        heights = [f"{name}-override: {abs(value) / em:.1f}%;" for name, value in _heights(font)]
    names = ", ".join(f'local("{name}")' for name in stand_in.locals)
    return (
        f'@font-face {{ font-family: "{stand_in.family}"; font-weight: {stand_in.weight}; src: {names};'
        f" size-adjust: {stand_in.width:.1%}; {' '.join(heights)} }}"
    )


def _heights(font: TTFont) -> Iterator[tuple[str, int]]:
    table = font["hhea"]
    yield from (("ascent", table.ascent), ("descent", table.descent), ("line-gap", table.lineGap))


def _licence(package: ModuleType) -> str:
    names = sorted({face.family for face in FACES if face.package is package})
    text = (_files(package) / "LICENSE.txt").read_text(encoding="utf-8")
    return (
        f"{' and '.join(names)} is a part of the fonts below, without most of their letters and hints, under another"
        f" name, compressed as WOFF2. It was made when this site was built.\n\n{text}"
    )


def _files(package: ModuleType) -> Path:
    return Path(str(package.__file__)).with_name("files")
