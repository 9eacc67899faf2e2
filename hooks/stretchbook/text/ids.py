"""Ids made from what people write: in plain letters, fit for addresses and for files on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from stretchbook.text.letters import LONGEST_ID, REFERENCE_ID
from stretchbook.text.source import Source

# Letters that are no plain letter with a mark, and those that German and the Nordic languages write out; all as
# passports do (ICAO Doc 9303, part 3, section 6).
_WRITTEN_OUT = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "æ": "ae", "ø": "oe", "œ": "oe", "ß": "ss", "þ": "th",
        "ð": "d", "đ": "d", "ł": "l", "ħ": "h", "ŋ": "n", "ŧ": "t", "ĸ": "q", "ı": "i",
        "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Æ": "Ae", "Ø": "Oe", "Œ": "Oe", "ẞ": "SS", "Þ": "Th",
        "Ð": "D", "Đ": "D", "Ł": "L", "Ħ": "H", "Ŋ": "N", "Ŧ": "T",
        "½": " half ", **dict.fromkeys("'’‘ʼʹ`´", ""),
    }
)  # fmt: skip
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$", re.IGNORECASE)
_AND = re.compile(r"(?<=\w)\s*[&+]\s*(?=\w)")
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def is_device(name: str) -> bool:
    """Return whether Windows takes a file of this name for a device, whatever its ending: `aux`, `aux.yml`, `COM1`."""
    return bool(_DEVICE.fullmatch(name.split(".", maxsplit=1)[0].rstrip()))


def as_id(text: str) -> str | None:
    """Return the id that a text was most likely meant to be: `Łopatka 2` makes `lopatka-2`.

    None where it makes none, or where letters of another script would be lost.
    """
    latin = _latin(text)
    if latin is None:
        return None
    parts = _beginning_with_a_letter(re.findall(r"[a-z0-9]+", latin.lower()))
    return _shortened("-".join(parts)) if parts else None


def as_reference_id(text: str) -> str | None:
    """Return the id of a reference that a text was most likely meant to be: `Müller, 2020` makes `Mueller-2020`."""
    latin = _latin(text)
    parts = re.findall(r"\w+", latin, re.ASCII) if latin else []
    word = _shortened("-".join(parts).lstrip("_-"))
    return word if REFERENCE_ID.fullmatch(word) else None


@dataclass(frozen=True)
class GivenIds:
    """The ids that there are already: `by_vocabulary` those of each kind, `references` those of the references.

    `reserved` is what no new id may be, and `noun` what a new one is for, such as `stretch`; it is added to what is
    reserved. No id is proposed twice.
    """

    by_vocabulary: Mapping[str, Collection[str]] = field(default_factory=dict)
    references: Collection[str] = ()
    reserved: Collection[str] = ()
    noun: str = "new"
    proposed: set[str] = field(default_factory=set)

    @cached_property
    def taken(self) -> frozenset[str]:
        """All ids that there are."""
        return frozenset().union(*self.by_vocabulary.values())

    def free(self, *texts: str) -> str | None:
        """Return an id that one of the texts makes and that nobody has; None where there is none."""
        for text in texts:
            word = as_id(text)
            if word and (word in self.reserved or is_device(word)):
                word = f"{word}-{self.noun}"
            if word and word not in self.taken | self.proposed:
                self.proposed.add(word)
                return word
        return None


def ids_in(source: Source) -> Iterator[str]:
    """Yield the ids that the entries of a list give themselves."""
    for item in source.data if isinstance(source.data, tuple) else ():
        word = item.get("id") if isinstance(item, dict) else None
        if isinstance(word, str):
            yield word


def id_rule(text: str, meant: str | None) -> str:
    """Say how to write an id that was written as `text`; `meant` is the one to write, if that is known."""
    how = "Use small letters and digits, words joined by hyphens"
    if meant:
        return f"{how}: {meant}."
    taken = as_id(text)
    return f"{how}; `{taken}` is taken." if taken else f"{how}, and begin with a Latin letter."


def reference_id_rule(text: str, taken: Collection[str] = ()) -> str:
    """Say how to write the id of a reference that was written as `text`.

    It is none of the `taken` ids; those stand in small letters.
    """
    how = "Use letters, digits, `-` and `_`"
    meant = as_reference_id(text)
    is_free = meant and meant.lower() not in taken
    return f"{how}: {meant}." if is_free else f"{how}, such as the first author's name with the year."


def _latin(text: str) -> str | None:
    """Return the text in ASCII; None where it has letters that are not Latin ones."""
    written = _AND.sub(" and ", unicodedata.normalize("NFC", text).translate(_WRITTEN_OUT))
    if written.isascii():
        return written
    bare = [letter for letter in unicodedata.normalize("NFKD", written) if _is_sign(letter)]
    # A surrogate stands for a byte of a file's name that is no UTF-8.
    if any(not letter.isascii() and (letter.isalnum() or unicodedata.category(letter) == "Cs") for letter in bare):
        return None
    return "".join(letter if letter.isascii() else " " for letter in bare)


def _is_sign(letter: str) -> bool:
    return not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"


def _beginning_with_a_letter(parts: list[str]) -> list[str]:
    """Return the words with the numbers at their head written out, or else moved behind; none without a letter."""
    if all(part.isdigit() for part in parts):
        return []
    head = next((number for number, part in enumerate(parts) if not part.isdigit()), 0)
    words = [*(_number_word(part) for part in parts[:head]), *parts[head:]]
    first = next((number for number, word in enumerate(words) if word[0].isalpha()), None)
    return [] if first is None else [*words[first:], *words[:first]]


def _number_word(digits: str) -> str:
    """Return a number below a hundred in words: `ninety`, `twenty-one`; a larger one as it is."""
    number = int(digits) if len(digits) <= 2 else 100
    if number < len(_ONES):
        return _ONES[number]
    if number >= 100:
        return digits
    ten, one = _TENS[number // 10 - 2], number % 10
    return f"{ten}-{_ONES[one]}" if one else ten


def _shortened(word: str) -> str:
    """Return an id no longer than one may be, cut between two words where it can be."""
    if len(word) <= LONGEST_ID:
        return word
    return word[: LONGEST_ID + 1].rpartition("-")[0] or word[:LONGEST_ID]
