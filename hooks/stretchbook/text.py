"""Kinds of text that a record may hold, and what no text may hold."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
REFERENCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

_PLACEHOLDERS = re.compile(
    r"(?:-+|\.+|\?+|…|x+|none(?: known| needed)?|no|n/?a|not applicable|nil|null|t\.?b\.?[acd]\.?|to ?do|fix ?me"
    r"|to be (?:added|done|decided|written|completed)|placeholder|lorem ipsum.*|text|text here|your text"
    r"|be careful|take care|careful|caution|use caution|with care|be gentle|see above|see below|same as above|as above"
    r"|ask (?:a|your) doctor|consult (?:a|your) doctor|check with (?:a|your) doctor)",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD|TBC|XXX)\b|lorem ipsum", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_HTML = re.compile(r"<[A-Za-z/!?]|&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][0-9a-fA-F]+);")
_INCLUDE = re.compile(r"-{1,}8<-{1,}|;--8<--")
# Letters that turn the direction of text or cannot be seen let a page say something other than its source shows.
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
_NAME = re.compile(r"[\w\s’'(),./&+–-]+")


def as_id(text: str) -> str | None:
    """Give the id that a text was most likely meant to be, if it makes one."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return word if ID.fullmatch(word) else None


def check_text(value: str) -> str:
    """Refuse what no reader should meet and no renderer should have to trust; give the text trimmed."""
    text = unicodedata.normalize("NFC", re.sub(r"[ \t\n]+", " ", value).strip())
    if not text:
        raise PydanticCustomError("empty_text", "is empty")
    _refuse_code(text)
    if _PLACEHOLDERS.fullmatch(text.strip(" .!*_")) or not re.search(r"\w", text):
        raise PydanticCustomError("placeholder", "`{text}` says nothing", {"text": text})
    if found := _UNFINISHED.search(text):
        raise PydanticCustomError("placeholder", "`{text}` says nothing", {"text": found.group()})
    return text


def _refuse_code(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in _UNSEEN:
            raise PydanticCustomError("unseen", "unseen", {"code": f"U+{ord(character):04X}"})
    for pattern, kind in ((_TEMPLATE, "template"), (_HTML, "html"), (_INCLUDE, "include")):
        if found := pattern.search(text):
            raise PydanticCustomError(kind, "code in text", {"text": found.group()})


def check_name(value: str) -> str:
    """Refuse what does not belong in a title."""
    text = check_text(value)
    if not _NAME.fullmatch(text):
        odd = next(c for c in text if not _NAME.fullmatch(c))
        raise PydanticCustomError("name", "odd letter in a name", {"text": odd})
    return text


def check_id(value: str) -> str:
    """Refuse an id that would not make a good address."""
    if not ID.fullmatch(value):
        raise PydanticCustomError("id", "not an id", {"text": value})
    return value


def check_reference_id(value: str) -> str:
    """Refuse what cannot be the id of a reference."""
    if not REFERENCE_ID.fullmatch(value):
        raise PydanticCustomError("reference_id", "not a reference id", {"text": value})
    return value


Text = Annotated[str, Field(max_length=600), AfterValidator(check_text)]
"""Plain text with the small inline markup: `*emphasis*`, `[[id]]`, `[[id|words]]`, `[@reference]`."""

Name = Annotated[str, Field(max_length=80), AfterValidator(check_name)]
"""A title or a name: plain words without markup."""

Id = Annotated[str, Field(max_length=60), AfterValidator(check_id)]
"""Lower-case words joined by hyphens; permanent, since addresses are made of it."""

ReferenceId = Annotated[str, Field(max_length=60), AfterValidator(check_reference_id)]
"""The id of an entry in `references.json`."""
