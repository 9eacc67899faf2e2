"""Words that something inside them hides from whoever looks for them: "cu-res", "c u r e s", "cur3s", "cu res"."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from stretchbook.text.letters import MARKS, with_plain_letters
from stretchbook.text.phrases import WORD, said_in

_AS_LETTERS = "$@|!€£¢"
_LETTERS = rf"(?:[^\W_]|[{MARKS}])++"
_PART = re.compile(rf"{_LETTERS}|[{re.escape(_AS_LETTERS)}]")
_SUSPECT = re.compile(
    rf"[^\W_{_AS_LETTERS}](?:[^\w\s]|_)+[^\W_]"
    r"|\d[^\W\d_]|[^\W\d_]\d"
    rf"|[^\W\d_][{_AS_LETTERS}]|[{_AS_LETTERS}][^\W\d_]"
    r"|(?<![^\W_])[^\W\d_][\W_]{1,3}[^\W\d_](?![^\W_])"
)
"""Signs or digits inside a word, or single letters side by side."""

_WIDEST_GAP = 3
"""Letters between two single letters of a word that is spelt apart: "c - u - r - e - s"."""

_SHORTEST = 4
"""Letters of a word that is looked for behind a slip. Shorter ones are made of neighbours by chance: "in to"."""

_BETWEEN = "\n\n"
_DOUBLE = re.compile(r"([a-z])\1++")

_MOST_PARTS = 16
"""Of one word."""

_DIGITS = str.maketrans("0345789€£¢$@!|", "oeastbgelcsail")
_READ: Sequence[Mapping[int, int | str]] = (
    _DIGITS | str.maketrans("1", "i"),
    _DIGITS | str.maketrans("1", "l"),
    dict.fromkeys(map(ord, _AS_LETTERS), ""),
)
"""Ways to read what is no letter: as the one that it looks like, or not at all."""


@dataclass(frozen=True)
class _Part:
    text: str
    start: int
    end: int
    goes_on: bool
    """Whether the next part may belong to the same word."""


class KnownWords:
    """The words that are looked for: `is_known` says of a word whether it is one, `starts` are beginnings of such."""

    def __init__(self, is_known: Callable[[str], bool], starts: Container[str] = ()) -> None:
        self.has = cache(is_known)
        # A book says the same few thousand words again and again.
        self.may_begin = cache(lambda word: word in starts and not is_known(word))
        self.is_doubled = cache(lambda word: any(map(is_known, _undoubled(word))))


def undisguised(text: str, known: KnownWords) -> Iterator[str]:
    """Yield a text as it reads where the parts of a known word are put together, in each way that differs.

    Every word keeps its place. Most texts hide no word: they yield nothing.
    """
    is_known = known.has
    slips = _without_slips(text, known)
    if slips != text:
        yield slips
    if not _SUSPECT.search(text):
        return
    parts = list(_parts(text))
    told = {text, slips}
    plain = [with_plain_letters(part.text) for part in parts]
    for said in dict.fromkeys(tuple(word.translate(letters) for word in plain) for letters in _READ):
        for is_longest_first in (True, False):
            reading = _put_together(text, parts, said, is_known, is_longest_first=is_longest_first)
            if reading not in told:
                told.add(reading)
                yield reading


def _without_slips(text: str, known: KnownWords) -> str:
    """Return a text with one space inside a word, or a letter that is doubled, taken out where that makes a known word.

    What is a known word already stays as it is, and so do its neighbours.
    """
    if not _may_have_slips(text, known):
        return text
    # Of a page only the paragraphs are read again that have one.
    blocks = text.split(_BETWEEN)
    found = (_mended(block, known.has) if _may_have_slips(block, known) else " " * len(block) for block in blocks)
    return _BETWEEN.join(found) if len(blocks) > 1 else _mended(text, known.has)


def _may_have_slips(text: str, known: KnownWords) -> bool:
    """Return whether a closer look is worth its time: for hardly any text it is."""
    said = said_in(text)
    if any(map(known.is_doubled, said)):
        return True
    if not any(map(known.may_begin, said)):
        return False
    split = (one + other for one, other in pairwise(said) if known.may_begin(one))
    return any(len(word) >= _SHORTEST and known.has(word) for word in split)


def _mended(text: str, is_known: Callable[[str], bool]) -> str:
    found = [(word.start(), word.end(), with_plain_letters(word[0])) for word in WORD.finditer(text)]
    made: list[str] = []
    done = 0
    for (start, end, word), (begin, stop, other) in pairwise([*found, (len(text) + 2, 0, "")]):
        if start < done or is_known(word):
            continue
        if text[end:begin] == " " and len(word + other) >= _SHORTEST and is_known(word + other) and not is_known(other):
            made += [text[done:start], (word + other).ljust(stop - start)]
            done = stop
        elif single := next(filter(is_known, _undoubled(word)), ""):
            made += [text[done:start], single.ljust(end - start)]
            done = end
    return "".join((*made, text[done:]))


def _undoubled(word: str) -> tuple[str, ...]:
    """Return a word with each of its doubled letters once, or twice where it stands three times."""
    doubles = _DOUBLE.finditer(word) if len(word) > _SHORTEST else ()
    return tuple(
        word[: double.start()] + double[1] * times + word[double.end() :]
        for double in doubles
        for times in ((1, 2) if len(double[0]) > 2 else (1,))
    )


def _parts(text: str) -> Iterator[_Part]:
    found = list(_PART.finditer(text))
    for one, other in pairwise(found):
        between = text[one.end() : other.start()]
        is_spelt = len(one[0]) == len(other[0]) == 1 and len(between) <= _WIDEST_GAP
        yield _Part(one[0], one.start(), one.end(), is_spelt or not any(map(str.isspace, between)))
    if found:
        yield _Part(found[-1][0], found[-1].start(), found[-1].end(), goes_on=False)


def _put_together(
    text: str, parts: Sequence[_Part], said: Sequence[str], is_known: Callable[[str], bool], *, is_longest_first: bool
) -> str:
    made: list[str] = []
    first = done = 0
    while first < len(parts):
        ends = _ends(parts, first)
        words = ((end, "".join(said[first:end])) for end in (reversed(ends) if is_longest_first else ends))
        found = next(((end, word) for end, word in words if _is_hidden(parts, first, end, word, is_known)), None)
        if found:
            end, word = found
            start, stop = parts[first].start, parts[end - 1].end
            made += [text[done:start], word.ljust(stop - start)]
            done = stop
        first = found[0] if found else first + 1
    return "".join((*made, text[done:]))


def _ends(parts: Sequence[_Part], first: int) -> range:
    """Return the ends, not included, of all runs of parts that start with one."""
    last = first
    while parts[last].goes_on and last - first + 1 < _MOST_PARTS:
        last += 1
    return range(first + 1, last + 2)


def _is_hidden(parts: Sequence[_Part], first: int, end: int, word: str, is_known: Callable[[str], bool]) -> bool:
    is_plain = end == first + 1 and word == with_plain_letters(parts[first].text)
    return not is_plain and is_known(word)
