"""Words that something inside them hides from whoever looks for them: "cu-res", "c u r e s", "cur3s", "cu res"."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from stretchbook.cache.answers import Answers
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

_HARMLESS = re.compile(r"(?:[A-Za-z]{2,}+[.,;:?)]?+(?: \(?+|\Z)|[aI] (?=[A-Za-z]{2}))*+")
"""Most texts: words of letters that stand apart. In these nothing is suspect, and to see that takes less time."""

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


class _Part(NamedTuple):
    """A part of a word, as it is written and in plain letters."""

    text: str
    start: int
    end: int
    plain: str


_Run = Sequence[_Part]
"""Parts that may belong to one word."""


class KnownWords:
    """The words that are looked for: `is_known` says of a word whether it is one, `starts` are beginnings of such."""

    def __init__(self, is_known: Callable[[str], bool], starts: Container[str] = ()) -> None:
        # A book says the same few thousand words again and again.
        self.has = Answers(is_known)
        self.may_begin: Answers[str, bool] = Answers(lambda word: word in starts and not self.has[word])
        self.is_doubled: Answers[str, bool] = Answers(lambda word: any(self.has[each] for each in _undoubled(word)))


def undisguised(text: str, known: KnownWords) -> Iterator[str]:
    """Yield a text as it reads where the parts of a known word are put together, in each way that differs.

    Every word keeps its place. Most texts hide no word: they yield nothing.
    """
    slips = _without_slips(text, known)
    if slips != text:
        yield slips
    if _HARMLESS.fullmatch(text) or not _SUSPECT.search(text):
        return
    runs = list(_runs(text))
    told = {text, slips}
    for letters in _READ:
        said = [[part.plain.translate(letters) for part in run] for run in runs]
        for is_longest_first in (True, False):
            reading = _put_together(text, runs, said, known.has, is_longest_first=is_longest_first)
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
    is_doubled, may_begin, has = known.is_doubled, known.may_begin, known.has
    for word in said:
        if is_doubled[word]:
            return True
    for one, other in pairwise(said):
        if may_begin[one] and len(whole := one + other) >= _SHORTEST and has[whole]:
            return True
    return False


def _mended(text: str, is_known: Mapping[str, bool]) -> str:
    found = [(word.start(), word.end(), with_plain_letters(word[0])) for word in WORD.finditer(text)]
    made: list[str] = []
    done = 0
    for (start, end, word), (begin, stop, other) in pairwise([*found, (len(text) + 2, 0, "")]):
        if start < done or is_known[word]:
            continue
        if text[end:begin] == " " and len(word + other) >= _SHORTEST and is_known[word + other] and not is_known[other]:
            made += [text[done:start], (word + other).ljust(stop - start)]
            done = stop
        elif single := next((each for each in _undoubled(word) if is_known[each]), ""):
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


def _runs(text: str) -> Iterator[_Run]:
    """Yield the runs of a text in which something may hide a word. A single part of mere letters hides none."""
    found = list(_PART.finditer(text))
    run: list[_Part] = []
    for number, one in enumerate(found, 1):
        part = one[0]
        run.append(_Part(part, one.start(), one.end(), with_plain_letters(part)))
        if number == len(found) or not _goes_on(text, one, found[number]):
            if len(run) > 1 or not run[0].plain.isalpha():
                yield run
            run = []


def _goes_on(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Return whether the next part may belong to the same word."""
    between = text[one.end() : other.start()]
    if between == " ":
        return len(one[0]) == len(other[0]) == 1
    is_spelt = len(one[0]) == len(other[0]) == 1 and len(between) <= _WIDEST_GAP
    return is_spelt or not any(map(str.isspace, between))


def _put_together(
    text: str,
    runs: Sequence[_Run],
    said: Sequence[Sequence[str]],
    is_known: Mapping[str, bool],
    *,
    is_longest_first: bool,
) -> str:
    """Return a text with the words that its runs hide; `said` is how the parts of each run are read."""
    made: list[str] = []
    done = 0
    for run, words in zip(runs, said, strict=True):
        first = 0
        while first < len(run):
            ends = range(first + 1, min(len(run), first + _MOST_PARTS) + 1)
            read = ((end, "".join(words[first:end])) for end in (reversed(ends) if is_longest_first else ends))
            found = next(((end, word) for end, word in read if _is_hidden(run, first, end, word, is_known)), None)
            if found:
                end, word = found
                start, stop = run[first].start, run[end - 1].end
                made += [text[done:start], word.ljust(stop - start)]
                done = stop
            first = found[0] if found else first + 1
    return "".join((*made, text[done:])) if made else text


def _is_hidden(run: _Run, first: int, end: int, word: str, is_known: Mapping[str, bool]) -> bool:
    return is_known[word] and not (end == first + 1 and word == run[first].plain)
