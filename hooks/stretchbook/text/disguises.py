"""Words that signs, spaces or digits inside them hide from whoever looks for them: "cu-res", "c u r e s", "cur3s"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stretchbook.text.letters import MARKS, with_plain_letters

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


def undisguised(text: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield a text as it reads where the parts of a word that `is_known` are put together, in each way that differs.

    Every word keeps its place. Most texts hide no word: they yield nothing.
    """
    if not _SUSPECT.search(text):
        return
    parts = list(_parts(text))
    told = {text}
    plain = [with_plain_letters(part.text) for part in parts]
    for said in dict.fromkeys(tuple(word.translate(letters) for word in plain) for letters in _READ):
        for is_longest_first in (True, False):
            reading = _put_together(text, parts, said, is_known, is_longest_first=is_longest_first)
            if reading not in told:
                told.add(reading)
                yield reading


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
