"""YAML text to plain data, with a line and column for every key and value.

One pass over the parser's events builds both. Plain scalars are read by YAML 1.2's few rules; what YAML 1.1
would read in a surprising way (`no`, `1:30`, `012`) is refused with a mend instead of being guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from stretchbook.memory import Memory
from stretchbook.plainfile import read_plain
from stretchbook.problems import MOST_PROBLEMS, Problem, cut, cut_quotes, field_name

Way = tuple[str | int, ...]
"""The keys and item numbers that lead to a value."""

LARGEST_FILE = 200_000
"""Bytes. Far above any honest record, far below what would make a build slow."""

_DEEPEST = 12
_LONGEST_NUMBER = 18
_MOST_LETTERS = 10
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUTH = {"true": True, "false": False}
_COMMENT = re.compile(r"[ \t]+#")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_SURPRISES = (
    (re.compile(r"(?i:yes|no|on|off|y|n)"), "without quotes reads as true or false",
     "Write what this field takes, or put text in quotes: '{word}'."),
    (re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+"), "without quotes reads as one number, in sixties",
     "Write seconds as one number, such as 90, or put text in quotes: '{word}'."),
    (re.compile(r"[-+]?0[0-9_]+"), "starts with a zero, so that it can be read as another number",
     "Drop the zero of a number, or put text in quotes: '{word}'."),
    (re.compile(r"(?i:true|false)"), "must be in small letters", "Write true or false."),
)  # fmt: skip


class Place(NamedTuple):
    """A place in a file; line and column count from 1."""

    line: int
    column: int


@dataclass
class Source:
    """What a file said, and where.

    `data` is made of dicts, tuples, strings, whole and decimal numbers, true, false and None. `places` gives
    the place of each value, `keys` of each key, by the way that leads there. `is_read` tells whether the whole
    text was YAML. Once the file is read, only `problems` and `models` grow.
    """

    path: str
    data: Any = None
    places: dict[Way, Place] = field(default_factory=dict)
    keys: dict[Way, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_read: bool = False
    models: dict[tuple[type, Way], Any] = field(default_factory=dict)
    """What has been made of the data already, by kind and by the way that leads there."""

    def place(self, way: Way) -> Place:
        """Give the place of what `way` leads to or, where there is no such thing, of the nearest thing above it.

        A value that starts on a later line than its key is found at the key.
        """
        for length in range(len(way), -1, -1):
            key, value = self.keys.get(way[:length]), self.places.get(way[:length])
            if key and (not value or value.line > key.line):
                return key
            if value:
                return value
        return Place(1, 1)

    @property
    def is_full(self) -> bool:
        """Whether there are more problems than are told, so that looking for others is in vain."""
        return len(self.problems) > MOST_PROBLEMS

    def problem(self, way: Way, wrong: str, mend: str, *, place: Place | None = None) -> Problem:
        """Make a problem of what `way` leads to."""
        at = place or self.place(way)
        return Problem(self.path, at.line, at.column, field_name(way), cut_quotes(wrong), cut_quotes(mend))

    def refuse(self, way: Way, wrong: str, mend: str, *, place: Place | None = None) -> None:
        """Note a problem of what `way` leads to, unless there are more than can be told already."""
        if self.is_full:
            return
        self.problems.append(self.problem(way, wrong, mend, place=place))


def read_source(file: Path, path: str, memory: Memory[Source] | None = None) -> Source:
    """Read the file; faults go into the result's `problems`. Without `data` it could not be read at all.

    What a `memory` holds of the same file with the same content is not read again.
    """
    source = Source(path)
    raw = _bytes(file, source)
    if raw is None:
        return source
    if memory is None:
        return _understood(raw, source)
    known = memory.recall(path, raw, lambda: _understood(raw, source))
    return replace(known, problems=[*known.problems])


def _understood(raw: bytes, source: Source) -> Source:
    text = decode(raw, source)
    if text is not None and not source.problems:
        parse(text, source)
    return source


def _bytes(file: Path, source: Source) -> bytes | None:
    if file.is_symlink():
        source.refuse((), "is a link to another file.", "Put a real file in its place.")
        return None
    try:
        raw = read_plain(file, LARGEST_FILE)
    except FileNotFoundError:
        source.refuse((), "is missing.", "Bring it back; no site can be made without it.")
        return None
    except OSError:
        source.refuse((), "cannot be read.", "Check that it is a file and that you may read it.")
        return None
    if len(raw) > LARGEST_FILE:
        source.refuse((), f"is larger than {LARGEST_FILE // 1000} kB.", "Shorten it; one record fits in a few kB.")
        return None
    return raw


def decode(raw: bytes, source: Source, *, is_yaml: bool = True) -> str | None:
    """Decode UTF-8; any other encoding, and letters that cannot be seen, are problems with their place.

    So are spaces from a word processor where `is_yaml`, which takes them for letters.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        source.refuse((), "is saved as UTF-16.", "Save it again with the encoding UTF-8.")
        return None
    if b"\0" in raw:
        before = raw[: raw.index(b"\0")].decode("utf-8", "replace")
        source.refuse((), "is no plain text: it holds NUL bytes, as UTF-16 does.",
                      "Save it again with the encoding UTF-8.", place=_end_of(before))  # fmt: skip
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8", "replace")
        source.refuse((), "is not saved as UTF-8.", "Save it again with the encoding UTF-8.", place=_end_of(before))
        return None
    for place, wrong, mend in islice(_odd_letters(text, is_yaml=is_yaml), _MOST_LETTERS):
        source.refuse((), wrong, mend, place=place)
    return text


def _odd_letters(text: str, *, is_yaml: bool) -> Iterator[tuple[Place, str, str]]:
    if not _SUSPECT.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for column, letter in enumerate(line.rstrip("\r"), 1):
            if _is_unreadable(letter):
                yield (
                    Place(number, column),
                    f"holds a character that cannot be seen (U+{ord(letter):04X}).",
                    "Remove it.",
                )
        if is_yaml and (found := _ODD_SPACE.match(line)):
            code = ord(found.group(1))
            name = "a non-breaking space" if code == _NO_BREAK else f"an odd space (U+{code:04X})"
            wrong = f"holds {name} from a word processor."
            yield Place(number, found.start(1) + 1), wrong, "Replace it by a plain space."


_NO_BREAK = 0xA0
_SUSPECT = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ufffe\uffff]")
"""Every letter that may be odd where it stands; few texts hold one."""
# Spaces that YAML takes for letters, where it wants a plain one: in the indent, and after a hyphen or a field's colon.
_ODD_SPACE = re.compile(
    r"[ \t]*+(?:- ++)*+(?:-|[\"']?[\w-]++[\"']?:)? *+([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])"
)


def _end_of(text: str) -> Place:
    return Place(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _is_unreadable(letter: str) -> bool:
    """Tell whether YAML refuses a letter, or takes it for the end of a line where no editor does."""
    return letter in "\ufeff\ufffe\uffff" or (unicodedata.category(letter) in ("Cc", "Zl", "Zp") and letter != "\t")


def parse(text: str, source: Source) -> None:
    """Fill the source's `data`, `places` and `keys` from YAML text, or its `problems`."""
    builder = _Builder(source, text)
    source.is_read = False
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
        source.is_read = True
        builder.finish()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        last = text.rstrip().count("\n")
        line, column = (mark.line, mark.column) if mark and mark.line <= last else (last, 0)
        source.problems.append(_diagnose(text, line, column, source.path))
    except yaml.YAMLError:
        source.refuse((), "is not YAML.", "Compare it with another record.")
    except _TooOddError:
        pass
    if not source.is_read:
        source.data = None


class _TooOddError(Exception):
    """The file uses YAML in a way that no record needs; the problem is noted."""


class _Builder:
    """Makes data out of YAML events, without recursion, so that no nesting can exhaust the stack."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.lines = text.split("\n")
        self.runaways: list[tuple[Way, Place]] = []
        self.open: list[tuple[Way, dict[str, Any] | list[Any]]] = []
        self.key: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        """Take one event of the parser."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._stop(
                event, "uses an anchor (`&` or `*`).", "Write the value out; put text with these signs in quotes."
            )
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._start(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._end()
        elif isinstance(event, yaml.DocumentStartEvent) and self.source.places:
            self._stop(event, "holds a second document.", "Remove the line `---`.")

    def finish(self) -> None:
        """Refuse text over several lines. In a file that is no YAML, that only follows from the other fault."""
        for way, place in self.runaways:
            self.source.refuse(way, "runs over several lines without `>-`.",
                               "Write `>-` first and the text below it, or join the lines.", place=place)  # fmt: skip

    def _stop(self, event: yaml.Event, wrong: str, mend: str) -> None:
        way = self._way() if self.open else ()
        self.source.refuse(way, wrong, mend, place=_place(event))
        raise _TooOddError

    def _way(self) -> Way:
        way, box = self.open[-1]
        if isinstance(box, list):
            return (*way, len(box))
        key = self.key[-1]
        return way if key is None else (*way, key)

    def _wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1][1], dict) and self.key[-1] is None

    def _start(self, event: yaml.Event) -> None:
        if self._wants_key():
            self._stop(event, "has brackets where a field's name belongs.", "Put text with brackets in quotes.")
        if len(self.open) >= _DEEPEST:
            self.source.refuse((), "is nested too deeply.", "Compare it with another record.", place=_place(event))
            raise _TooOddError
        self._refuse_tag(event)
        way = self._way() if self.open else ()
        self.source.places[way] = _place(event)
        self.open.append((way, {} if isinstance(event, yaml.MappingStartEvent) else []))
        self.key.append(None)

    def _end(self) -> None:
        _, box = self.open.pop()
        self.key.pop()
        self._put(tuple(box) if isinstance(box, list) else box)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        if self._wants_key():
            self._name(event)
            return
        way = self._way() if self.open else ()
        self.source.places[way] = _place(event)
        self._put(self._value(event, way))

    def _name(self, event: yaml.ScalarEvent) -> None:
        way = (*self.open[-1][0], event.value)
        if way in self.source.keys:
            first = self.source.keys[way].line
            self.source.refuse(way, f"is given twice (first on line {first}).", "Keep one.", place=_place(event))
        self.source.keys.setdefault(way, _place(event))
        self.key[-1] = event.value

    def _put(self, value: Any) -> None:
        if not self.open:
            self.source.data = value
            return
        box = self.open[-1][1]
        if isinstance(box, list):
            box.append(value)
        else:
            box[str(self.key[-1])] = value
            self.key[-1] = None

    def _value(self, event: yaml.ScalarEvent, way: Way) -> Any:
        word = event.value
        if event.style:
            return word
        self._refuse_loose_text(event, way)
        if _NULL.fullmatch(word):
            return None
        if word in _TRUTH:
            return _TRUTH[word]
        if _INTEGER.fullmatch(word) and len(word) <= _LONGEST_NUMBER:
            return int(word)
        if _NUMBER.fullmatch(word):
            return float(word)
        for pattern, wrong, mend in _SURPRISES:
            if pattern.fullmatch(word):
                self.source.refuse(way, f"`{word}` {wrong}.", mend.format(word=cut(word)), place=_place(event))
        return word

    def _refuse_loose_text(self, event: yaml.ScalarEvent, way: Way) -> None:
        """Refuse text without quotes that swallows the line below it, or loses its end to a comment."""
        start, end = _place(event), _end(event)
        if end.line != start.line:
            self.runaways.append((way, start))
        rest = self.lines[end.line - 1][end.column - 1 :] if end.line <= len(self.lines) else ""
        is_number = _INTEGER.fullmatch(event.value) or _NUMBER.fullmatch(event.value) or event.value in _TRUTH
        if _COMMENT.match(rest) and not is_number:
            self.source.refuse(way, "is cut off at ` #`, where a comment starts.",
                               "Put the whole text in quotes, or the comment on a line of its own.",
                               place=start)  # fmt: skip

    def _refuse_tag(self, event: yaml.Event) -> None:
        if getattr(event, "tag", None) not in (None, "!"):
            self._stop(event, "uses a tag (`!`).", "Remove it; put text that starts with `!` in quotes.")


def _place(event: yaml.Event) -> Place:
    mark: Any = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _end(event: yaml.Event) -> Place:
    mark: Any = event.end_mark
    return Place(mark.line + 1, mark.column + 1)


@dataclass(frozen=True)
class _Line:
    number: int
    text: str


def _lines_back(text: str, line: int) -> Iterator[_Line]:
    """Give the line at fault, then those above it: the parser often notices a slip some lines late."""
    lines = text.split("\n")
    for number in range(min(line, len(lines) - 1), -1, -1):
        yield _Line(number + 1, lines[number].rstrip("\r"))


_KEY = re.compile(r"\s*(?:- +)*(?:[\w-]+|\"[\w-]+\"|'[\w-]+'):")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*([a-z_]+):(\S.*)")
_VALUE_WITH_COLON = re.compile(r"\s*+(?:- +)*+(?:[\w-]+: +)?+([^'\"\[{|>&*!%@`#].*?(?:: .*|:))")
_BARE_KEY = re.compile(r"\s*+(?:- ++)*+[\w-]++:\s*+")
_BLOCK = re.compile(r"[:-] +[>|][-+]?$")
_OPENED = re.compile(r"(?:^|[\[,{:-])\s*(['\"])")


def _diagnose(text: str, line: int, column: int, path: str) -> Problem:
    """Say what is wrong with text that no YAML parser takes, judged by the text itself."""
    for find in _FINDERS:
        if found := find(text, line):
            number, at, wrong, mend = found
            return Problem(path, number, at, "", wrong, mend)
    wrong = "YAML cannot read this line."
    mend = "Check its indent, quotes and brackets, and those of the line above."
    return Problem(path, line + 1, column + 1, "", wrong, mend)


_Found = tuple[int, int, str, str] | None


def _find_indent(text: str, line: int) -> _Found:
    here, *above = _lines_back(text, line)
    before = next((other.text for other in above if other.text.strip()), "")
    depth = _depth(here.text)
    if _KEY.match(here.text) and re.match(r"\s*[\w-]+: +[^\s|>\[{'\"]", before) and depth > _depth(before):
        return here.number, depth + 1, "is indented deeper than the field above.", "Start both in the same column."
    return None


def _find_step_back(text: str, line: int) -> _Found:
    """Find a line that goes back to a column where nothing started."""
    here, *above = _lines_back(text, line)
    depth = _depth(here.text)
    before = next((_depth(other.text) for other in above if other.text.strip()), 0)
    if depth >= before or depth in _open_columns(above) or not _starts_something(here.text):
        return None
    return (
        here.number,
        depth + 1,
        "starts in a column where nothing above it starts.",
        ("Start it in the same column as the fields or items that it belongs with."),
    )


def _open_columns(above: list[_Line]) -> set[int]:
    """Give the columns, from 0, in which the next line may go on with something begun above."""
    columns: set[int] = set()
    nearest = None
    for other in above:
        stripped = other.text.lstrip()
        depth = _depth(other.text)
        if not stripped or stripped.startswith("#") or (nearest is not None and depth >= nearest):
            continue
        nearest = depth
        columns |= {depth, len(other.text) - len(stripped.lstrip("- "))}
    return columns


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _starts_something(line: str) -> bool:
    return bool(_KEY.match(line)) or line.lstrip().startswith("- ")


def _find_tab(text: str, line: int) -> _Found:
    here = next(_lines_back(text, line))
    indent = here.text[: len(here.text) - len(here.text.lstrip())]
    if "\t" in indent:
        return here.number, indent.index("\t") + 1, "starts with a tab.", "Indent with spaces."
    return None


def _find_open_quote(text: str, line: int) -> _Found:
    """Find the last quote that opens a value and is not closed before the next field starts."""
    for here in _lines_back(text, line):
        opened = _open_quote(here.text)
        if opened is None:
            continue
        if _closed_below(text, here.number, here.text[opened]):
            return None
        quote = here.text[opened]
        return here.number, opened + 1, f"opens a quote ({quote}) that is never closed.", f"Close it with {quote}."
    return None


def _open_quote(line: str) -> int | None:
    """Give where a value's opening quote stands that this line does not close."""
    position = 0
    while found := _OPENED.search(line, position):
        quote, start = found.group(1), found.start(1)
        body = r"(?:[^']|'')*'" if quote == "'" else r'(?:[^"\\]|\\.)*"'
        closed = re.compile(body).match(line, start + 1)
        if not closed:
            return start
        position = closed.end()
    return None


def _closed_below(text: str, number: int, quote: str) -> bool:
    for line in text.split("\n")[number:]:
        if _KEY.match(line):
            return False
        if quote in line:
            return True
    return False


def _find_apostrophe(text: str, line: int) -> _Found:
    here = next(_lines_back(text, line))
    found = re.search(r"(?:: +|- +|\[ *|, *)('[^']*\w'\w)", here.text)
    if found:
        return here.number, found.start(1) + 1, "has an apostrophe inside single quotes.", "Use double quotes round it."
    return None


def _find_missing_space(text: str, line: int) -> _Found:
    for here in list(_lines_back(text, line))[:2]:
        found = _KEY_WITHOUT_SPACE.fullmatch(here.text)
        if found and not found.group(2).startswith("//"):
            name = cut(found.group(1))
            wrong = f"has no space after `{name}:`."
            return here.number, found.end(1) + 2, wrong, f"Write `{name}: {found.group(2)[:30]}`."
    return None


def _find_colon(text: str, line: int) -> _Found:
    written = (here for here in _lines_back(text, line) if here.text.strip())
    here = next((here for here in islice(written, 2) if not _BARE_KEY.fullmatch(here.text)), None)
    found = _VALUE_WITH_COLON.fullmatch(here.text) if here else None
    if here and found and not _find_bracket(text, line):
        at = found.start(1) + found.group(1).index(":") + 1
        return here.number, at, "has a colon inside text without quotes.", "Put the whole text in quotes."
    return None


def _find_missing_start(text: str, line: int) -> _Found:
    """Find a line that is neither a field nor an item, unlike the one beside it: its colon or hyphen is missing."""
    here, *above = _lines_back(text, line)
    written = [other for other in above if other.text.strip()]
    beside = (other for other in written if _depth(other.text) == _depth(here.text))
    odd, good = (next(iter(written), None), here) if _starts_something(here.text) else (here, next(beside, None))
    if not odd or not good or _depth(odd.text) != _depth(good.text) or _starts_something(odd.text):
        return None
    at, words = _depth(odd.text) + 1, odd.text.split()
    if good.text.lstrip().startswith("- "):
        return odd.number, at, "is no item, since no `- ` is before it.", "Start it with `- `, or indent it deeper."
    if _KEY.match(good.text) and words and re.fullmatch(r"[a-z_]+", words[0]):
        name = cut(words[0])
        mend = f"Write `{name}: {' '.join(words[1:])[:30]}`."
        return odd.number, at, f"has no colon after `{name}`.", mend.replace(": `", ":`")
    return None


def _find_flat_block(text: str, line: int) -> _Found:
    """Find text after `>` or `|` that is not indented."""
    lines = text.split("\n")
    for here in _lines_back(text, line):
        if not _BLOCK.search(here.text.rstrip()):
            continue
        number = next((number for number in range(here.number, len(lines)) if lines[number].strip()), None)
        below = "" if number is None else lines[number]
        if number is not None and _depth(below) <= _depth(here.text) and not _starts_something(below):
            mend = f"Indent it and what follows, deeper than line {here.number}."
            return number + 1, _depth(below) + 1, "is not indented.", mend
    return None


_AFTER_END = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?:(?:\"[^\"]*\"|'[^']*')|(?:\[.*\]|\{.*\})) *([^\s#,].*)")


def _find_text_after_end(text: str, line: int) -> _Found:
    """Find text that goes on after its quotes or brackets were closed."""
    here = next(_lines_back(text, line))
    found = _AFTER_END.fullmatch(here.text)
    if not found or found.group(1)[0] in "\"':]}":
        return None
    closing = here.text[: found.start(1)].rstrip()[-1]
    mend = "Put the whole text in quotes of the other kind." if closing in "\"'" else "Put the whole text in quotes."
    return here.number, found.start(1) + 1, f"goes on after the closing {closing}.", mend


def _find_sign(text: str, line: int) -> _Found:
    here = next(_lines_back(text, line))
    found = re.search(r"(?:: +|- +)(\[@|[%@`|>&*!])", here.text)
    if found:
        wrong = f"has text that starts with `{found.group(1)}`."
        return here.number, found.start(1) + 1, wrong, "Put the whole text in quotes."
    return None


def _find_bracket(text: str, line: int) -> _Found:
    if text.lstrip().startswith(("[", "{")):
        return _find_bracket_of_json(text)
    for here in list(_lines_back(text, line))[:3]:
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", here.text)
        for opening, closing in ("[]", "{}"):
            if bare.count(opening) > bare.count(closing):
                wrong = f"opens a bracket ({opening}) that is never closed."
                return here.number, here.text.index(opening) + 1, wrong, f"Close it with {closing}."
            if bare.count(opening) < bare.count(closing):
                return (
                    here.number,
                    here.text.rindex(closing) + 1,
                    f"closes a bracket ({closing}) that was not open.",
                    "Remove it.",
                )
    return None


def _find_bracket_of_json(text: str) -> _Found:
    """Find the first bracket that has no partner, in text where every bracket must have one."""
    opened: list[tuple[str, int]] = []
    for found in re.finditer(r'"(?:[^"\\\n]|\\.)*+"?|[\[\]{}]', text):
        sign = found.group()
        if sign in "[{":
            opened.append((sign, found.start()))
        elif sign in "]}" and opened and opened[-1][0] + sign in ("[]", "{}"):
            opened.pop()
        elif sign in "]}":
            return _odd_closing(text, sign, found.start(), opened)
    if not opened:
        return None
    sign, position = opened[-1]
    closing = "]" if sign == "[" else "}"
    return *_place_in(text, position), f"opens a bracket ({sign}) that is never closed.", f"Close it with {closing}."


def _odd_closing(text: str, sign: str, position: int, opened: list[tuple[str, int]]) -> _Found:
    place = _place_in(text, position)
    if not opened:
        return *place, f"closes a bracket ({sign}) that was not open.", "Remove it."
    other, line = opened[-1][0], _place_in(text, opened[-1][1])[0]
    wrong = f"has {sign} where the last open bracket is {other} (line {line})."
    return *place, wrong, "Close that one first, or remove this one."


def _place_in(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _find_comma(text: str, line: int) -> _Found:
    """Find where a comma is missing between the lines of JSON."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    here, *above = _lines_back(text, line)
    before = next((other for other in above if other.text.strip()), None)
    if before and here.text.lstrip().startswith(('"', "{", "[")) and not before.text.rstrip().endswith(tuple(",[{:")):
        return before.number, len(before.text.rstrip()) + 1, "has no comma at its end.", "Put one there."
    return None


def _find_stray(text: str, line: int) -> _Found:
    """Find a line of text among fields: with a heading below it, the heading is where the parser stumbles."""
    here, *above = _lines_back(text, line)
    before = next((other for other in above if other.text.strip()), None)
    odd = before if _BARE_KEY.fullmatch(here.text) else here
    if not odd or not odd.text.strip() or _starts_something(odd.text) or not re.match(r"\w", odd.text):
        return None
    return odd.number, 1, "belongs to no field.", "Indent it, or put it on the line above."


_FINDERS = (
    _find_tab,
    _find_apostrophe,
    _find_open_quote,
    _find_indent,
    _find_flat_block,
    _find_step_back,
    _find_missing_space,
    _find_missing_start,
    _find_text_after_end,
    _find_colon,
    _find_sign,
    _find_bracket,
    _find_comma,
    _find_stray,
)
