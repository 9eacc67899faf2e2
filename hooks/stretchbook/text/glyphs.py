"""The letters that the fonts of sheets and sharing pictures have."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro

FONT_FOLDERS = tuple(
    Path(str(font.__file__)).with_name("files") for font in (font_source_sans_pro, font_source_serif_pro)
)
_UPRIGHT = ("SourceSansPro-Regular.ttf", "SourceSerifPro-Regular.ttf")
"""One file of each family: all weights have the same letters, and the italics a part of them."""

_ITALIC = "SourceSansPro-It.ttf"
_COMMON = re.compile("[ -~\xa0-\u017f–—‘’“”•…]*")
"""Letters that the fonts are known to have; nearly every text is made of them, and no font need be opened."""

_MOST_LETTERS = 8


def missing_letters(text: str) -> str | None:
    """Return the first run of letters that no font has, as far as a message can quote it; None where there is none.

    A mark that stands on a letter is quoted with that letter.
    """
    if _COMMON.fullmatch(text):
        return None
    found = next((place for place, letter in enumerate(text) if not _is_shown(letter)), None)
    if found is None:
        return None
    end = next((place for place in range(found, len(text)) if _is_shown(text[place])), len(text))
    start = found - 1 if found and unicodedata.combining(text[found]) else found
    return text[start : min(end, start + _MOST_LETTERS)]


def letter_fault(text: str) -> tuple[str, str, str] | None:
    """Return the first letter that no font has, what is wrong, and how to fix it; None where there is none."""
    run = missing_letters(text)
    if run is None:
        return None
    letter = next(letter for letter in run if not _is_shown(letter))
    plain = unicodedata.normalize("NFKC", run).strip()
    if plain and plain != run and is_shown(plain):
        fix = f"Write `{plain}`."
    elif unicodedata.combining(letter):
        fix = "Leave the mark out."
    elif any(map(str.isalpha, run)):
        fix = "Write it in Latin letters."
    else:
        fix = "Remove it, or say it in words."
    return letter, f"`{run}` (U+{ord(letter):04X}): the fonts of sheets and sharing pictures have no such letter.", fix


def is_shown(text: str) -> bool:
    """Return whether the fonts have all letters of a normalised text."""
    return missing_letters(text) is None


def _is_shown(letter: str) -> bool:
    anywhere, everywhere = _letters()
    if letter in anywhere:
        return letter in everywhere or not unicodedata.combining(letter)
    # Typst puts it together from a letter and its marks.
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > 1 and everywhere.issuperset(parts)


@cache
def _letters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters that any of the fonts has, and those that all of them have.

    Typst takes a letter that one font lacks from another one; but not a mark, for it has to fit on its letter.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 takes long to import, and is hardly ever needed

    def letters(name: str) -> frozenset[str]:
        file = next(folder / name for folder in FONT_FOLDERS if (folder / name).exists())
        with TTFont(file, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap()))

    sans, serif, italic = map(letters, (*_UPRIGHT, _ITALIC))
    return sans | serif, sans & serif & italic
