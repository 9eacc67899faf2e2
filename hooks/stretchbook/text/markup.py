"""The small inline markup of records: `*emphasis*`, `[[id]]`, `[[id|words]]`, `[@reference]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"\[\[(?P<id>[^\]|\[]*)(?:\|(?P<words>[^\]\[]*))?\]\]"
    r"|\[@(?P<reference>[^\]\[]*)\]"
    r"|(?<![\w*])\*(?P<emphasis>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
)
_SIGN = re.compile(r"[\[\]*_`]")
"""What any markup has, ours or not."""

_LINK_WORDS = re.compile(r"\*|://|www\.|`", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\[\[|\]\]|\[@|\]\((?:(?!\]\()[^)])*+\)|(?<!\w)\*\*|(?<!\w)__\w|`")


@dataclass(frozen=True)
class PlainText:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Words said with weight."""

    text: str


@dataclass(frozen=True)
class Link:
    """A link to another record; without `words` it reads as that record's name."""

    id: str
    words: str | None


@dataclass(frozen=True)
class Citation:
    """A reference that stands behind what was said."""

    reference: str


Part = PlainText | Emphasis | Link | Citation


@lru_cache(maxsize=2**15)
def parts(text: str) -> tuple[Part, ...]:
    """Split marked-up text into its parts, in order."""
    return tuple(_parts(text)) if "[" in text or "*" in text else (PlainText(text),) if text else ()


def _parts(text: str) -> Iterator[Part]:
    last = 0
    for found in _TOKEN.finditer(text):
        if found.start() > last:
            yield PlainText(text[last : found.start()])
        last = found.end()
        if found["id"] is not None:
            yield Link(found["id"].strip(), found["words"].strip() if found["words"] else None)
        elif found["reference"] is not None:
            yield Citation(found["reference"].strip())
        else:
            yield Emphasis(found["emphasis"])
    if last < len(text):
        yield PlainText(text[last:])


def foreign_markup(text: str) -> str | None:
    """Return the first sign of a markup that is not ours, or of ours half written; None where there is none."""
    if not _SIGN.search(text):
        return None
    for part in parts(text):
        if isinstance(part, PlainText) and (found := _LEFT_OVER.search(part.text)):
            return found.group()
        if isinstance(part, Emphasis) and (found := _LEFT_OVER.search(part.text)):
            return f"*…{found.group()}…*"
        # A link whose words read as an address would lead elsewhere than it says.
        if isinstance(part, Link) and (found := _LINK_WORDS.search(part.words or "")):
            return f"[[…|…{found.group()}…]]"
    return None


@lru_cache(maxsize=2**15)
def own_words(text: str) -> str:
    """Return what a text says itself: without markup and citations, and without the names of what it links to."""
    said = [
        part.text if isinstance(part, (PlainText, Emphasis)) else getattr(part, "words", None) for part in parts(text)
    ]
    return "".join(words or "" for words in said)


def plain(text: str, names: Mapping[str, str]) -> str:
    """Return the text without markup; `names` gives a record's name by its id."""
    said = []
    for part in parts(text):
        if isinstance(part, (PlainText, Emphasis)):
            said.append(part.text)
        elif isinstance(part, Link):
            said.append(part.words or names.get(part.id, part.id))
    return re.sub(r" +([.,;:])| +( )", r"\1\2", "".join(said)).strip()
