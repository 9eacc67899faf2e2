"""Numbers in running text: which of them are said without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stretchbook.text.markup import Citation, Emphasis, Link, PlainText, parts

CITED = "\x01"
"""What stands in a text where a source is cited: a sign that no text may hold."""

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"
).replace(" ", "|")
_MEASURES = (
    "seconds? minutes? hours? days? nights? weeks? months? years? times degrees? pounds? stones? kilos?"
    " kilograms? grams? inch(?:es)? centimetres? millimetres? metres? people adults? women men children"
    " patients? volunteers? students? workers? studies trials reviews repeats? rounds? sets? breaths? holds?"
).replace(" ", "|")
_NUMBER = rf"(?:{_ONES})(?:[ -](?:and |to |or )?(?:{_ONES})){{0,8}}"
_QUANTITY = re.compile(
    rf"\b(?:{_NUMBER}|\d+) (?:out of|in) (?:every )?(?:{_ONES})\b"
    # A letter before the digit makes it a name: A4, T1.
    rf"|(?<![^\W\d_])\d[\d.,]*(?:\s*(?:%|°|per\s?cent\b)|[–-]\d[\d.,]*)*"
    rf"|\b(?!one (?:day|hold|set)\b){_NUMBER}[ -](?:\w+[ -])?(?:{_MEASURES})\b"
    r"|%|\bper\s?cent\b"
    r"|\b(?:dozens|hundreds|thousands|millions) of\b"
    r"|\bhalf (?:an?|as|of)\b|\bhal(?:ves|ved|ving)\b|\b(?:third|quarter|fifth|tenth)s? of\b"
    r"|\b(?:once|twice|thrice) (?:a|as|per|every)\b|\b(?:doubl|tripl|trebl)(?:e|ed|es|ing)\b",
    re.IGNORECASE,
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*+(?=\s++[^a-z])")


@dataclass(frozen=True)
class Quantity:
    """A number as it stands in a text, and where."""

    text: str
    start: int


def unsourced(text: str) -> Iterator[Quantity]:
    """Yield the first number of each sentence that says one and cites nothing. `CITED` marks what is cited."""
    flat = text.replace("\n", " ")
    start = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)):
        found = None if CITED in text[start:end] else _QUANTITY.search(flat, start, end)
        if found:
            yield Quantity(found.group().rstrip(" .,"), found.start())
        start = end


def first_sentence(text: str) -> str:
    """Return a text up to its first full stop."""
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text


def marked(text: str) -> str:
    """Return a record's text as it is read, with `CITED` where it cites something."""
    said = []
    for part in parts(text):
        if isinstance(part, PlainText | Emphasis):
            said.append(part.text)
        elif isinstance(part, Link):
            said.append(part.words or "")
        elif isinstance(part, Citation):
            said.append(CITED)
    return "".join(said)
