"""YAML and JSON text to plain data, with a line and column for every key and value.

YAML: one pass over the parser's events builds both. Plain scalars are read by YAML 1.2's few rules; what YAML 1.1
would read in a surprising way (`no`, `1:30`, `012`) is refused with a fix instead of being guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from stretchbook.cache.memory import Memory
from stretchbook.problems import MOST_PROBLEMS, Problem, cut, cut_quotes, field_name
from stretchbook.text.json_text import read_json
from stretchbook.text.letters import is_ignorable
from stretchbook.text.list_marks import in_place_of_hyphen, mark_of, shown
from stretchbook.text.place import Lines, Location, Place
from stretchbook.text.plain_file import read_plain
from stretchbook.text.yaml_diagnosis import diagnose, missing_space, quoting

__all__ = [
    "LARGEST_FILE", "LARGEST_JSON", "Location", "Place", "Source", "decode", "parse", "parse_json", "read_source",
]  # fmt: skip

LARGEST_FILE = 200_000
"""Bytes. Far above any honest record, far below what would make a build slow."""

LARGEST_JSON = 5_000_000
"""Bytes. A library of references is one file: some thousands of them, with their summaries."""

_TOO_LARGE = {
    ".yml": (LARGEST_FILE, "Shorten it; one record fits in a few kB."),
    ".json": (LARGEST_JSON, "Export only the references that are cited here."),
}

_DEEPEST = 12
_LONGEST_NUMBER = 18
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUTH = {"true": True, "false": False}
_KEY_AND_VALUE = re.compile(r"[a-z_]+:[^\s/:].*")
_COMMENT = re.compile(r"[ \t]+#")
_WORDS = re.compile(r"[A-Za-z]\S* ")
"""Several words: no number, and nothing that YAML 1.1 would read in a surprising way."""

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


@dataclass
class Source:
    """What a file said, and where.

    `data` is made of dicts, tuples, strings, whole and decimal numbers, true, false and None. `places` gives
    the place of each value, `keys` of each key, by its location. `is_read` tells whether the whole
    text was YAML. Once the file is read, only `problems` and `models` grow.
    """

    path: str
    data: Any = None
    places: dict[Location, Place] = field(default_factory=dict)
    keys: dict[Location, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_read: bool = False
    models: dict[tuple[type, Location], Any] = field(default_factory=dict)
    """What has been made of the data already, by kind and by its location."""
    text: str = field(default="", repr=False)
    """The whole text, as it was decoded."""
    runaways: dict[str, Problem] = field(default_factory=dict)
    """The problems of text over several lines, by field. Where a list or fields belong, that is not what is wrong."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")

    def written(self, loc: Location) -> str:
        """Return the rest of the line on which the value that `loc` leads to starts; "" without such a value."""
        place = self.places.get(loc)
        return self.lines[place.line - 1][place.column - 1 :].rstrip() if place else ""

    def place(self, loc: Location) -> Place:
        """Return the place of what `loc` leads to or, where there is no such thing, of the nearest thing above it.

        A value that starts on a later line than its key is found at the key.
        """
        for length in range(len(loc), -1, -1):
            key, value = self.keys.get(loc[:length]), self.places.get(loc[:length])
            if key and (not value or value.line > key.line):
                return key
            if value:
                return value
        return Place(1, 1)

    def place_of_letter(self, loc: Location, letter: str) -> Place:
        """Return the place of a letter in what `loc` leads to; of the whole value, if it is written as an escape."""
        start = self.place(loc)
        end = min((place for place in (*self.places.values(), *self.keys.values()) if place > start), default=None)
        lines = self.lines[start.line - 1 : end.line if end else None]
        for number, line in enumerate(lines, start.line):
            column = line.find(letter, start.column - 1 if number == start.line else 0) + 1
            if column:
                place = Place(number, column)
                return start if end and place >= end else place
        return start

    @property
    def is_full(self) -> bool:
        """Whether there are more problems than are told, so that looking for others is in vain."""
        return len(self.problems) > MOST_PROBLEMS

    def problem(self, loc: Location, message: str, fix: str, *, place: Place | None = None) -> Problem:
        """Make a problem of what `loc` leads to."""
        at = place or self.place(loc)
        return Problem(self.path, at.line, at.column, field_name(loc), cut_quotes(message), cut_quotes(fix))

    def refuse(self, loc: Location, message: str, fix: str, *, place: Place | None = None) -> None:
        """Note a problem of what `loc` leads to, unless there are more than can be told already."""
        if self.is_full:
            return
        self.problems.append(self.problem(loc, message, fix, place=place))


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
    is_json = source.path.endswith(".json")
    text = _decode(raw, source) if is_json else decode(raw, source)
    source.text = text or ""
    if text is not None and not source.problems:
        (parse_json if is_json else parse)(text, source)
    return source


def _bytes(file: Path, source: Source) -> bytes | None:
    if file.is_symlink():
        source.refuse((), "is a link to another file.", "Put a real file in its place.")
        return None
    largest, fix = _TOO_LARGE[".json" if source.path.endswith(".json") else ".yml"]
    try:
        raw = read_plain(file, largest)
    except FileNotFoundError:
        source.refuse((), "is missing.", "Bring it back; no site can be made without it.")
        return None
    except OSError:
        source.refuse((), "cannot be read.", "Check that it is a file and that you may read it.")
        return None
    if len(raw) > largest:
        source.refuse((), f"is larger than {largest // 1000} kB.", fix)
        return None
    return raw


def decode(raw: bytes, source: Source, *, is_yaml: bool = True) -> str | None:
    """Decode UTF-8; any other encoding, and letters that cannot be seen, are problems with their place.

    So are spaces from a word processor where `is_yaml`, which takes them for letters.
    """
    text = _decode(raw, source)
    for place, message, fix in islice(_odd_letters(text or "", is_yaml=is_yaml), MOST_PROBLEMS + 1):
        source.refuse((), message, fix, place=place)
    return text


def _decode(raw: bytes, source: Source) -> str | None:
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
    return text


def _odd_letters(text: str, *, is_yaml: bool) -> Iterator[tuple[Place, str, str]]:
    if not _SUSPECT.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        # Each letter once a line: a flood of one says no more.
        for letter in dict.fromkeys(_SUSPECT.findall(line.rstrip("\r"))):
            if _is_unreadable(letter):
                message = f"holds a character that cannot be seen (U+{ord(letter):04X})."
                yield Place(number, line.index(letter) + 1), message, "Remove it."
        if is_yaml and (found := _ODD_SPACE.match(line)):
            code = ord(found.group(1))
            name = "a non-breaking space" if code == _NO_BREAK else f"an odd space (U+{code:04X})"
            message = f"holds {name} from a word processor."
            yield Place(number, found.start(1) + 1), message, "Replace it by a plain space."


_NO_BREAK = 0xA0
_SUSPECT = re.compile(
    r"[\0-\x08\x0b-\x1f\x7f-\xa0\xad\u0300-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\uffff\U00010000-\U0010ffff]"
)
"""Every letter that may be odd where it stands; few texts hold one."""
# Spaces that YAML takes for letters, where it wants a plain one: in the indent, and after a hyphen or a field's colon.
_ODD_SPACE = re.compile(
    r"[ \t]*+(?:- ++)*+(?:-|[\"']?[\w-]++[\"']?:)? *+([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])"
)


def _end_of(text: str) -> Place:
    return Lines(text).place(len(text))


def _is_unreadable(letter: str) -> bool:
    """Return whether nobody sees a letter, YAML refuses it, or takes it for the end of a line where no editor does."""
    is_control = unicodedata.category(letter) in ("Cc", "Zl", "Zp") and letter != "\t"
    return is_control or letter in "\ufffe\uffff" or is_ignorable(letter)


def parse_json(text: str, source: Source) -> None:
    """Fill the source's `data`, `places` and `keys` from JSON text, or its `problems`."""
    found = read_json(text)
    source.data, source.places, source.keys, source.is_read = found.data, found.places, found.keys, found.is_read
    for fault in found.faults:
        source.refuse(fault.loc, fault.message, fault.fix, place=fault.place)


def parse(text: str, source: Source) -> None:
    """Fill the source's `data`, `places` and `keys` from YAML text, or its `problems`."""
    source.text = text
    builder = _Builder(source)
    source.is_read = False
    try:
        loader = _LOADER(text)
        while loader.check_event():
            builder.take(loader.get_event())
        source.is_read = True
        builder.finish()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        last = text.rstrip().count("\n")
        line, column = (mark.line, mark.column) if mark and mark.line <= last else (last, 0)
        for place, message, fix in diagnose(text, line, column):
            source.problems.append(Problem(source.path, *place, "", message, fix))
    except yaml.YAMLError:
        source.refuse((), "is not YAML.", "Compare it with another record.")
    except _TooOddError:
        pass
    if not source.is_read:
        source.data = None


_JOIN = "Write `>-` first and the text below it, or join the lines."


class _TooOddError(Exception):
    """The file uses YAML in a way that no record needs; the problem is noted."""


class _Builder:
    """Makes data out of YAML events, without recursion, so that no nesting can exhaust the stack."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        self.runaways: list[tuple[Location, Place]] = []
        self.open: list[tuple[Location, dict[str, Any] | list[Any]]] = []
        self.key: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        """Take one event of the parser."""
        if isinstance(event, yaml.NodeEvent) and event.anchor:  # an alias has the anchor's name
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
        for loc, place in self.runaways:
            message, fix = "runs over several lines without `>-`.", _JOIN
            self.source.refuse(loc, message, fix, place=place)
            problem = self.source.problem(loc, message, fix, place=place)
            self.source.runaways.setdefault(problem.field, problem)

    def _stop(self, event: yaml.Event, message: str, fix: str) -> None:
        loc = self._way() if self.open else ()
        self.source.refuse(loc, message, fix, place=_place(event))
        raise _TooOddError

    def _way(self) -> Location:
        loc, box = self.open[-1]
        if isinstance(box, list):
            return (*loc, len(box))
        key = self.key[-1]
        return loc if key is None else (*loc, key)

    def _wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1][1], dict) and self.key[-1] is None

    def _start(self, event: yaml.Event) -> None:
        if self._wants_key():
            self._stop(event, "has brackets where a field's name belongs.", "Put text with brackets in quotes.")
        if len(self.open) >= _DEEPEST:
            self.source.refuse((), "is nested too deeply.", "Compare it with another record.", place=_place(event))
            raise _TooOddError
        start = _place(event)
        self._refuse_tag(event, start)
        loc = self._way() if self.open else ()
        self.source.places[loc] = start
        self.open.append((loc, {} if isinstance(event, yaml.MappingStartEvent) else []))
        self.key.append(None)

    def _end(self) -> None:
        _, box = self.open.pop()
        self.key.pop()
        self._put(tuple(box) if isinstance(box, list) else box)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start = _place(event)
        self._refuse_tag(event, start)
        if self._wants_key():
            self._name(event, start)
            return
        loc = self._way() if self.open else ()
        self.source.places[loc] = start
        if self._is_key_alone(event):
            loc, event.value = self._split_key(event), str(self.key[-1]).split(":", 1)[1]
            self.key[-1] = str(loc[-1])
        self._refuse_marked_item(event, loc, start)
        self._put(self._value(event, loc, start))

    def _is_key_alone(self, event: yaml.ScalarEvent) -> bool:
        """Return whether an empty value follows a name like `sides:none`, which lacks the space after its colon."""
        if event.value or event.style or not self.open or not isinstance(self.open[-1][1], dict):
            return False
        return bool(_KEY_AND_VALUE.fullmatch(str(self.key[-1])))

    def _split_key(self, event: yaml.ScalarEvent) -> Location:
        """Take a name like `sides:none` for a field and its value, and say so."""
        box, whole = self.open[-1][0], str(self.key[-1])
        name = whole.split(":", 1)[0]
        start = self.source.keys.pop((*box, whole), _place(event))
        del self.source.places[*box, whole]
        self.source.keys.setdefault((*box, name), start)
        self.source.places[*box, name] = start
        place = Place(start.line, start.column + len(name) + 1)
        self.source.refuse((*box, name), *missing_space(name, whole.split(":", 1)[1]), place=place)
        return (*box, name)

    def _refuse_marked_item(self, event: yaml.ScalarEvent, loc: Location, start: Place) -> None:
        """Refuse a mark of another list after the hyphen: readers would see both."""
        if not self.open or not isinstance(self.open[-1][1], list):
            return
        # An empty value may stand where the text has ended: `?` in the last line.
        before = self.lines[start.line - 1][: start.column - 1] if start.line <= len(self.lines) else ""
        if before.strip() and (mark := mark_of(event.value)):
            at = Place(start.line, start.column + (1 if event.style in ("'", '"') else 0))
            message = f"starts with {shown(mark)}, which readers would see beside the list's own sign."
            self.source.refuse(loc, message, "Remove it.", place=at)

    def _name(self, event: yaml.ScalarEvent, start: Place) -> None:
        loc = (*self.open[-1][0], event.value)
        if mark := None if event.style else mark_of(event.value):
            fields = [name for name in self.open[-1][1] if not mark_of(str(name))]
            message, fix = in_place_of_hyphen(mark)
            self.source.refuse(self.open[-1][0], message, "Remove it." if fields else fix, place=start)
        elif loc in self.source.keys:
            first = self.source.keys[loc].line
            self.source.refuse(loc, f"is given twice (first on line {first}).", "Keep one.", place=start)
        self.source.keys.setdefault(loc, start)
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

    def _value(self, event: yaml.ScalarEvent, loc: Location, start: Place) -> Any:
        word = event.value
        if event.style:
            return word
        self._refuse_loose_text(event, loc, start)
        if _WORDS.match(word):
            return word
        if _NULL.fullmatch(word):
            return None
        if word in _TRUTH:
            return _TRUTH[word]
        if _INTEGER.fullmatch(word) and len(word) <= _LONGEST_NUMBER:
            return int(word)
        if _NUMBER.fullmatch(word):
            return float(word)
        for pattern, message, fix in _SURPRISES:
            if pattern.fullmatch(word):
                self.source.refuse(loc, f"`{word}` {message}.", fix.format(word=cut(word)), place=start)
        return word

    def _refuse_loose_text(self, event: yaml.ScalarEvent, loc: Location, start: Place) -> None:
        """Refuse text without quotes that swallows the line below it, or loses its end to a comment."""
        end = _end(event)
        if not self._refuse_loose_items(loc, start, end) and end.line != start.line:
            self.runaways.append((loc, start))
        rest = self.lines[end.line - 1][end.column - 1 :] if end.line <= len(self.lines) else ""
        if _COMMENT.match(rest) and not _is_number(event.value):
            whole = quoting(self.lines[start.line - 1][start.column - 1 :].rstrip()).removesuffix(".")
            self.source.refuse(loc, "is cut off at ` #`, where a comment starts.",
                               f"{whole}, or the comment on a line of its own.", place=start)  # fmt: skip

    def _refuse_loose_items(self, loc: Location, start: Place, end: Place) -> bool:
        """Refuse lines meant as items or fields that YAML takes for one text; return whether there are any."""
        is_below = (
            not self.lines[start.line - 1][: start.column - 1].strip() if start.line <= len(self.lines) else False
        )
        if end.line == start.line and not is_below:
            return False
        lines = [(start.line, start.column, self.lines[start.line - 1][start.column - 1 :])]
        lines += [
            (number, len(text) - len(text.lstrip()) + 1, text.strip())
            for number, text in enumerate(self.lines[start.line : end.line], start.line + 1)
            if text.strip()
        ]
        loose = lines if is_below else lines[1:]
        if is_below and all(_KEY_AND_VALUE.match(text) for _, _, text in loose) and self._is_value_of_field():
            for number, column, text in loose:
                name, value = text.split(":", 1)
                self.source.refuse(loc, *missing_space(name, value), place=Place(number, column + len(name) + 1))
            return True
        marked = [(Place(number, column), mark) for number, column, text in loose if (mark := mark_of(text))]
        for place, mark in marked:
            self.source.refuse(loc, *in_place_of_hyphen(mark), place=place)
        return bool(marked) or self._refuse_swallowed_item(loc, start, lines[1:])

    def _is_value_of_field(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1][1], dict)

    def _refuse_swallowed_item(self, loc: Location, start: Place, lines: list[tuple[int, int, str]]) -> bool:
        """Refuse an item that a text above it swallows, since it is indented deeper than that text's own start."""
        item = next((Place(number, column) for number, column, text in lines if text.startswith("- ")), None)
        if item is None:
            return False
        if self._is_value_of_field():
            message = "has text before the first item of its list."
            self.source.refuse(loc, message, "Put that text on a line of its own, after `- `.", place=start)
        else:
            column = self.lines[start.line - 1].rfind("-", 0, start.column - 1) + 1
            if not column:
                return False
            message = "is indented deeper than the item above, so that it goes on with its text."
            self.source.refuse(loc, message, f"Start it in column {column}.", place=item)
        return True

    def _refuse_tag(self, event: yaml.Event, start: Place) -> None:
        tag = getattr(event, "tag", None)
        # The tag of text in quotes is `!` too.
        if tag not in (None, "!") or (tag and self.lines[start.line - 1].startswith("!", start.column - 1)):
            self._stop(event, "uses a tag (`!`).", "Remove it; put text that starts with `!` in quotes.")


def _is_number(word: str) -> bool:
    return bool(_INTEGER.fullmatch(word) or _NUMBER.fullmatch(word)) or word in _TRUTH


def _place(event: yaml.Event) -> Place:
    mark: Any = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _end(event: yaml.Event) -> Place:
    mark: Any = event.end_mark
    return Place(mark.line + 1, mark.column + 1)
