"""Times and counts in running text: "20 to 30 seconds", "twice on each side", "half a minute"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["seconds", "breaths", "times", "rounds", "sets", "levels"]

_TOKEN = re.compile(r"&#?\w+;|\d+(?:[.,:]\d+)?|[½¼¾]|[^\W\d_]+(?:['’][^\W\d_]+)*|×|[–—-]|[.!?;:,()]")
_QUOTED = re.compile(r"“[^“”]*+”|\"[^\"]*\"")
_NUMBERS: dict[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "½": 0.5,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}
_PHRASES: tuple[tuple[tuple[str, ...], float], ...] = (
    (("half", "a", "dozen"), 6),
    (("a", "hundred"), 100),
    (("one", "hundred"), 100),
    (("a", "dozen"), 12),
    (("a", "couple", "of"), 2),
    (("half", "a"), 0.5),
    (("half", "-"), 0.5),
)
_AND_A_HALF = ("and", "a", "half")
_TIMES = {
    "second": 1, "seconds": 1, "sec": 1, "secs": 1, "s": 1, "counts": 1,
    "minute": 60, "minutes": 60, "min": 60, "mins": 60,
}  # fmt: skip
_COUNTS: dict[str, Unit] = {
    "times": "times", "x": "times", "×": "times", "repeat": "times", "repeats": "times", "rep": "times",
    "reps": "times", "repetition": "times", "repetitions": "times", "round": "rounds", "rounds": "rounds",
    "set": "sets", "sets": "sets", "level": "levels", "levels": "levels", "breath": "breaths", "breaths": "breaths",
}  # fmt: skip
_BETWEEN = frozenset({"to", "or", "–", "—", "-"})
_DESCRIBING = re.compile(
    r"big|calm|clean|complete|deep|easy|even|extra|full|further|gentle|good|light|long|more|normal|quiet|relaxed"
    r"|separate|short|single|slow|small|steady|such|very|whole|,"
)
"""What may stand between a number and what is counted: "three slow, deep breaths"."""

_ANY = re.compile(
    rf"\d|½|\b(?:{'|'.join([*_NUMBERS, *_TENS, *_ADVERBS, 'half', 'dozen', 'couple', 'hundred', 'minute'])})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Token:
    """A word, number or sign of a text, in lower case, and where it stands."""

    said: str
    start: int
    end: int


@dataclass(frozen=True)
class Amount:
    """A number or range in a sentence: what is counted, from `low` to `high`; times are in seconds.

    `unit` is None for a bare number. The amount covers the tokens from `first` up to, but without, `last`.
    """

    low: float
    high: float
    unit: Unit | None
    first: int
    last: int


def sentences(text: str) -> Iterator[list[Token]]:
    """Yield the tokens of each sentence of a text without markup. What is quoted is left out.

    A text without any number yields nothing: nearly all texts are like that.
    """
    if not _ANY.search(text):
        return
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    sentence: list[Token] = []
    for found in _TOKEN.finditer(bare):
        if found[0] in ".!?":
            yield sentence
            sentence = []
        else:
            sentence.append(Token(found[0].lower().replace("’", "'"), found.start(), found.end()))
    yield sentence


def amounts(words: list[str]) -> list[Amount]:
    """Return every amount of a sentence, in order; `words` is what its tokens say."""
    found = []
    at = 0
    while at < len(words):
        amount = _amount_at(words, at)
        if amount:
            found.append(amount)
        at = amount.last if amount else at + 1
    return found


def _amount_at(words: list[str], at: int) -> Amount | None:
    """Return the amount that begins at a word, if one does."""
    if words[at] in ("a", "an", "half") and not _begins_phrase(words, at):
        # "a minute" is a time; "a second" is nearly always the next of something.
        return _article_time(words, at)
    first = _number_at(words, at)
    if first is None:
        return None
    low, after = first
    scale, after_unit = _time_unit(words, after)
    second = _second_number(words, after_unit)
    if second is None:
        return _with_unit(words, at, (low, low), after)
    high, last = second
    if scale:  # "30 seconds to 1 minute"
        scale_of_high, end = _time_unit(words, last)
        return Amount(low * scale, high * (scale_of_high or scale), "seconds", at, end)
    return _with_unit(words, at, (low, high), last)


def _begins_phrase(words: list[str], at: int) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase, _ in _PHRASES)


def _article_time(words: list[str], at: int) -> Amount | None:
    unit = at + 1
    while unit < len(words) and _DESCRIBING.fullmatch(words[unit]):  # "a full minute"
        unit += 1
    if words[at] == "half" or words[unit : unit + 1] != ["minute"]:
        return None
    has_half = tuple(words[unit + 1 : unit + 4]) == _AND_A_HALF
    seconds, last = (90.0, unit + 4) if has_half else (60.0, unit + 1)
    if second := _second_number(words, last):  # "a minute or two"
        scale, end = _time_unit(words, second[1])
        return Amount(seconds, second[0] * (scale or 60), "seconds", at, end)
    return Amount(seconds, seconds, "seconds", at, last)


def _second_number(words: list[str], at: int) -> tuple[float, int] | None:
    """Return the upper end of a range, and the place after it, where one follows."""
    return _number_at(words, at + 1) if at + 1 < len(words) and words[at] in _BETWEEN else None


def _number_at(words: list[str], at: int) -> tuple[float, int] | None:
    """Return the number that begins at a word, and the place after it."""
    for phrase, value in _PHRASES:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return value, at + len(phrase)
    word = words[at]
    value_of: float | None = _NUMBERS.get(word, _ADVERBS.get(word))
    after = at + 1
    if word in _TENS:
        value_of = _TENS[word]
        ones = at + 2 if words[after : after + 1] == ["-"] else after
        if ones < len(words) and 0 < _NUMBERS.get(words[ones], 0) < 10 and words[ones] != "½":
            value_of, after = value_of + _NUMBERS[words[ones]], ones + 1
    elif word[0].isdecimal():
        if ":" in word:
            return None
        value_of = float(word.replace(",", "."))
    if value_of is None:
        return None
    if words[after : after + 1] == ["½"]:
        return value_of + 0.5, after + 1
    return (value_of + 0.5, after + 3) if tuple(words[after : after + 3]) == _AND_A_HALF else (value_of, after)


def _time_unit(words: list[str], at: int) -> tuple[int, int]:
    """Return how many seconds the unit at this place has and the place after it; 0 where no time follows."""
    here = at + 1 if words[at : at + 1] == ["-"] else at
    scale = _TIMES.get(words[here], 0) if here < len(words) else 0
    return (scale, here + 1) if scale else (0, at)


def _with_unit(words: list[str], first: int, span: tuple[float, float], after: int) -> Amount:
    """Return the amount with the unit that follows its number, with up to two describing words between."""
    low, high = span
    scale, end = _time_unit(words, after)
    if scale:
        return Amount(low * scale, high * scale, "seconds", first, end)
    if words[after - 1] in _ADVERBS or words[first] in _ADVERBS:
        # "twice or three times"
        end = after + 1 if words[after : after + 1] == ["times"] else after
        return Amount(low, high, "times", first, end)
    here = after + 1 if words[after : after + 1] == ["-"] else after
    while here < len(words) and _DESCRIBING.fullmatch(words[here]):
        here += 1
    scale, end = _time_unit(words, here)
    if scale and words[end - 1] != "s":  # "ten slow counts"
        return Amount(low * scale, high * scale, "seconds", first, end)
    if here < len(words) and words[here] in _COUNTS:
        return Amount(low, high, _COUNTS[words[here]], first, here + 1)
    if first and words[first - 1] in ("x", "×"):
        return Amount(low, high, "times", first - 1, after)
    return Amount(low, high, None, first, after)
