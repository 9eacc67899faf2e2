"""Kinds of text that a record may hold, and what no text may hold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
REFERENCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
LONGEST_ID = 60

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
_IGNORABLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What Unicode lets a program leave out when it shows a text (`Default_Ignorable_Code_Point`), and other blanks."""

_MOST_MARKS = 3
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Marks that stand on any letter, as a pattern's brackets take them."""

_RUN_OF_LETTERS = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*+")
_FOREIGN = re.compile(r"(?:CYRILLIC|GREEK|COPTIC|ARMENIAN|CHEROKEE|LISU|DESERET|OSAGE|GLAGOLITIC|OLD ITALIC|GOTHIC) ")
"""Scripts with letters that look like Latin ones."""

_UNIT = re.compile(r"\xb5[a-zA-Z]{1,2}")
"""A unit of measure in millionths: its sign comes from Greek."""

_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf"
    "\u03bf\u03b1\u03b9\u03bd\u03c1\u03c5\u03c7\u03ba\u0131\u0251\u0261"
    "\u043a\u043c\u0442\u0432\u043d\u03c4\u03bc\u03b7\u03b5\u03b2\u03b6",
    "aeopcyxijshdqwloaivpuxkiagkmtbhtmnebz",
)
"""Small letters of other scripts, by the Latin letter that they, or their capitals, look like."""

_LATIN = re.compile(r"LATIN (?:SMALL |CAPITAL )?(?:LETTER|LIGATURE) (?:[A-Z-]{3,} )*(?P<letter>[A-Z]{1,2})(?: .*)?")
"""The names of letters with strokes, hooks or bars, of small capitals and of turned ones."""

_OVER = 1
"""The class, in Unicode, of marks that are drawn across a letter."""

_NAME = re.compile(r"[\w\s’'(),./&+–-]+")
_MINUS = "\u2212"

_MEANT = str.maketrans(
    {
        **dict.fromkeys(("\xa0", *map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f", "\u3000"), " "),
        **dict.fromkeys("\u2010\u2011", "-"),
        "\u2012": "–",
        "\u2015": "—",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        **dict.fromkeys("\ufb05\ufb06", "st"),
    }
)
"""What word processors, web pages and PDFs put in place of plain letters, and what is meant by it."""

_ONE_FOR_ONE = {letter: meant for letter, meant in _MEANT.items() if len(meant) == 1}


def normalised(text: str) -> str:
    """Return the text in plain letters: composed, and without what only word processors and PDFs tell apart.

    A non-breaking hyphen becomes a hyphen, a space of any width a space, a ligature its letters. All checks read this,
    so no such letter hides a word from them.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_MEANT))


def normalised_in_place(text: str) -> str:
    """Return the text with plain letters where one stands for one, so that every word keeps its place."""
    return text if text.isascii() else text.translate(_ONE_FOR_ONE)


def check_text(value: str) -> str:
    """Refuse what no reader should meet and no renderer should have to trust; return the text trimmed."""
    text = re.sub(r"[ \t\n]+", " ", normalised(value)).strip()
    if not text:
        raise PydanticCustomError("empty_text", "is empty")
    _refuse_code(text)
    if _PLACEHOLDERS.fullmatch(text.strip(" .!*_")) or not re.search(r"[^\W_]", text):
        raise PydanticCustomError("placeholder", "`{text}` says nothing", {"text": text})
    if found := _UNFINISHED.search(text):
        raise PydanticCustomError("placeholder", "`{text}` says nothing", {"text": found.group()})
    return text


def _refuse_code(text: str) -> None:
    if code := unseen(text):
        raise PydanticCustomError("unseen", "unseen", {"code": code})
    for pattern, kind in ((_TEMPLATE, "template"), (_HTML, "html"), (_INCLUDE, "include")):
        if found := pattern.search(text):
            raise PydanticCustomError(kind, "code in text", {"text": found.group()})


def unseen(text: str) -> str | None:
    """Return the code of the first character of which nothing can be seen, such as `U+202E`, if there is one."""
    for character in () if text.isascii() and text.isprintable() else text:
        if unicodedata.category(character) in _UNSEEN or is_ignorable(character):
            return f"U+{ord(character):04X}"
    return None


def is_ignorable(character: str) -> bool:
    """Return whether a character only says how others are shown, or is a blank that counts as a letter."""
    return bool(_IGNORABLE.match(character)) or unicodedata.category(character) == "Cf"


def printable(text: str) -> str:
    """Return the text as paper and pictures show it: normalised, without letters that no XML may hold."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter for letter in normalised(text) if unicodedata.category(letter)[0] != "C")


def mixed_word(text: str) -> tuple[str, str] | None:
    """Return the first word that mixes Latin letters with those of another script, and such a letter of it."""
    for word in _RUN_OF_LETTERS.findall("" if text.isascii() else text):
        foreign = next((letter for letter in word if letter.isalpha() and not _is_latin(letter)), None)
        if foreign and any(map(_is_latin, word)) and not _UNIT.fullmatch(word):
            return word, foreign
    return None


def foreign_word(text: str) -> tuple[str, str] | None:
    """Return the first word of a script that looks like Latin, and its first letter; one letter is no word."""
    for word in _RUN_OF_LETTERS.findall("" if text.isascii() else text):
        if len(word) > 1 and _FOREIGN.match(unicodedata.name(word[0], "")):
            return word, word[0]
    return None


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN ")


def dressed_letter(text: str) -> tuple[str, str] | None:
    """Return the first sign that only dresses up plain letters or digits, and these: a wide, ringed or raised one.

    So is a letter that a mark is drawn across; it is given with that mark. Fractions and powers are no dress.
    """
    for at, sign in enumerate("" if text.isascii() else text):
        if sign.isascii():
            continue
        if unicodedata.category(sign) == "Me" or unicodedata.combining(sign) == _OVER:
            return text[max(at - 1, 0) : at + 1], text[max(at - 1, 0) : at]
        plain = str(unicodedata.decimal(sign, "")) or unicodedata.normalize("NFKC", sign)
        if plain != sign and _is_dress(sign, plain, text[max(at - 1, 0) : at]):
            return sign, plain
        if unicodedata.category(sign) == "So" and (named := _SIGN_OF_LETTER.search(unicodedata.name(sign, ""))):
            return sign, named["letter"]
    return None


_SIGN_OF_LETTER = re.compile(r"(?:LETTER|SYMBOL) (?:[A-Z-]+ )*(?P<letter>[A-Z])$")


def _is_dress(sign: str, plain: str, before: str) -> bool:
    name = unicodedata.name(sign, "")
    is_power = (
        name.startswith(("SUPERSCRIPT ", "SUBSCRIPT ")) and sign.isdigit() and (before.isalnum() or before == "\u207b")
    )
    return any(map(str.isalnum, plain)) and sign != "\xb5" and not is_power and "FRACTION" not in name


def piled_marks(text: str) -> bool:
    """Return whether so many marks stand on one letter that they would cover the lines around it."""
    marks = 0
    for character in () if text.isascii() else unicodedata.normalize("NFD", text):
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks > _MOST_MARKS:
            return True
    return False


@lru_cache(maxsize=2**15)
def folded(text: str) -> str:
    """Return the bare words of a text, for comparing: small letters without accents, one space between words.

    What only looks different, or only looks the same, is the same: wide or slanted letters, look-alikes of other
    scripts, hyphens and commas between words.
    """
    return re.sub(r"[\W_]+", " ", with_plain_letters(text)).strip()


def with_plain_letters(text: str) -> str:
    """Return a text in small letters, each the plain one that it looks like; other signs stay."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LOOK_ALIKES)
    return decomposed if decomposed.isascii() else "".join(map(_plain_letter, decomposed))


@lru_cache(maxsize=2**11)
def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Me" or is_ignorable(letter):
        return ""
    named = _LATIN.fullmatch(unicodedata.name(letter, ""))
    return named["letter"].lower() if named else letter


def check_name(value: str) -> str:
    """Refuse what does not belong in a title."""
    text = check_text(value.replace(_MINUS, "-"))
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

Id = Annotated[str, Field(max_length=LONGEST_ID), AfterValidator(check_id)]
"""Lower-case words joined by hyphens; permanent, since addresses are made of it."""

ReferenceId = Annotated[str, Field(max_length=LONGEST_ID), AfterValidator(check_reference_id)]
"""The id of an entry in `references.json`."""
