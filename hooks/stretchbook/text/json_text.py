"""JSON text to plain data, with a line and column for every key and value.

Strings are decoded by Python's `json`. What JSON does not allow, but people write, is reported where it stands;
where it is plain what was meant, reading goes on, so that one look shows every fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple

from stretchbook.problems import MOST_PROBLEMS, cut
from stretchbook.text.place import Lines, Location, Place

_DECODER = JSONDecoder()
_DEEPEST = 60
_LONGEST_NUMBER = 18
_SPACE = re.compile(r"[ \t\r\n]*")
_ODD_SPACE = re.compile(r"[^\S \t\r\n]+|[\u200b\u2060\ufeff]+")
_COMMENT = re.compile(r"//[^\n]*|#[^\n]*|/\*.*?\*/", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<rest>\.[0-9]+)?(?P<power>[eE][-+]?[0-9]+)?(?![\w.+-])")
_BARE = re.compile(r"[^\s,:\[\]{}\"'“”]+")
_TO_COMMA = re.compile(r"[^,\]}\n]*")
_NAME = re.compile(r"[\w-]+")
_LOOSE = re.compile(r'"((?:[^"\\\n]|\\[^\n])*+)"')
_OTHER_QUOTES = re.compile(r"'((?:[^'\\\n]|\\[^\n])*+)'|[“”„]([^“”\n]*+)[“”]")
_BAD_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})|(?P<bad>\\u?.?)|(?P<raw>[\0-\x1f])')
_NEXT_MEMBER = re.compile(r'\s*(?:$|[\]}{\[]|"[^"\n]*"\s*[:,\]}]|"[^"\n]*"\s*$)')
_WORDS = {"true": True, "false": False, "null": None}
_MEANT = {"True": True, "False": False, "None": None, "NaN": None, "Infinity": None, "-Infinity": None,
          "undefined": None}  # fmt: skip
_EXPORT = "Export it from Zotero as CSL JSON."
_OTHER_FORMATS = (
    (re.compile(r"@\w+\s*\{"), "is BibTeX and not JSON."),
    (re.compile(r"TY  - "), "is RIS and not JSON."),
    (re.compile(r"<"), "is XML or HTML and not JSON."),
    (re.compile(r"---|- id:|references:"), "is YAML and not JSON."),
)


class JsonFault(NamedTuple):
    """Something that JSON does not allow: what it is part of, where it stands, what is wrong and what to do."""

    loc: Location
    place: Place
    message: str
    fix: str


@dataclass
class JsonText:
    """What a JSON text says, and where.

    `data` is made of dicts, tuples, strings, numbers, true, false and None; a whole number of more than 18 digits
    is a decimal one. `places` holds the place of each value and `keys` of each key, by its location.
    `is_read` tells whether the text could be read to its end.
    """

    data: Any = None
    places: dict[Location, Place] = field(default_factory=dict)
    keys: dict[Location, Place] = field(default_factory=dict)
    faults: list[JsonFault] = field(default_factory=list)
    is_read: bool = False


def read_json(text: str) -> JsonText:
    """Read a text; what is wrong with it stands in the result's `faults`."""
    reader = _JsonReader(text)
    try:
        reader.read()
    except _UnreadableError:
        reader.found.data = None
    return reader.found


class _UnreadableError(Exception):
    """Nobody can tell how the text goes on; the fault is noted."""


class _JsonReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.at = 0
        self.found = JsonText()
        self.open: list[tuple[str, int]] = []
        """The brackets that are open, and where."""

    def read(self) -> None:
        self._skip()
        start = self.at
        if start >= len(self.text):
            self._stop(0, "is empty.", "Write [] if there is nothing to list.")
        for form, message in _OTHER_FORMATS:
            if form.match(self.text, start):
                self._stop(start, message, _EXPORT)
        value = self._value(())
        self._skip()
        if self.at < len(self.text):
            sign = self.text[self.at]
            if sign in "]}":
                self._stop(self.at, f"closes a bracket ({sign}) that was not open.", "Remove it.")
            self._stop(self.at, "goes on after its end.", "Put everything into one list: [ … ].")
        self.found.data = value
        self.found.is_read = True

    def _fault(self, position: int, message: str, fix: str, *, loc: Location = ()) -> None:
        if len(self.found.faults) <= MOST_PROBLEMS:
            self.found.faults.append(JsonFault(loc, self.lines.place(position), message, fix))

    def _stop(self, position: int, message: str, fix: str) -> None:
        self._fault(position, message, fix)
        raise _UnreadableError

    def _skip(self) -> None:
        """Go on to the next sign that means something."""
        text = self.text
        while True:
            space = _SPACE.match(text, self.at)
            self.at = space.end() if space else self.at
            if found := _ODD_SPACE.match(text, self.at):
                self._fault(self.at, f"holds an odd space (U+{ord(found.group()[0]):04X}).",
                            "Replace it by a plain space.")  # fmt: skip
            elif found := _COMMENT.match(text, self.at):
                self._fault(self.at, "is a comment, which JSON does not know.", "Remove it.")
            else:
                return
            self.at = found.end()

    def _value(self, loc: Location) -> Any:
        sign = self.text[self.at] if self.at < len(self.text) else ""
        self.found.places[loc] = self.lines.place(self.at)
        if sign == '"':
            return self._string()
        if sign in ("[", "{"):
            return self._box(loc, sign)
        if sign in ("]", "}", ",", ":", ""):
            self._missing(sign)
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            is_whole = not number["rest"] and not number["power"] and len(number.group()) <= _LONGEST_NUMBER
            return int(number.group()) if is_whole else float(number.group())
        return self._odd_value()

    def _odd_value(self) -> Any:
        """Read what is no JSON, but can be understood; report it."""
        start = self.at
        if found := _OTHER_QUOTES.match(self.text, start):
            self._fault(start, f"has other quotes ({found.group()[0]}) than JSON.",
                        'Put the text in double quotes ("), and write \\" for each that stands inside it.')  # fmt: skip
            self.at = found.end()
            return found.group(1) if found.group(1) is not None else found.group(2)
        found = _BARE.match(self.text, start)
        word = found.group() if found else self.text[start]
        self.at = found.end() if found else start + 1
        if word in _WORDS:
            return _WORDS[word]
        if word in _MEANT:
            meant = {None: "null", True: "true", False: "false"}[_MEANT[word]]
            self._fault(start, f"`{word}` is not JSON.", f"Write {meant}.")
            return _MEANT[word]
        if not found or self.text[self.at : self.at + 1] in ('"', "'", "“", "”"):
            self._stop(start, f"`{cut(word)}` is not JSON.", "Put text in double quotes.")
        rest = _TO_COMMA.match(self.text, start)
        end = rest.end() if rest else start
        self.at = start + len(self.text[start:end].rstrip())
        kind = "a number that JSON does not know" if re.match(r"[-+.]?\d", word) else "text without quotes"
        self._fault(start, f"is {kind}.", "Put it in double quotes.")
        return self.text[start : self.at]

    def _missing(self, sign: str) -> None:
        if not sign or (sign in "]}" and self.open and self.open[-1][0] + sign not in ("[]", "{}")):
            self._unclosed(sign)
        message = f"has no value before the {sign}."
        self._stop(self.at, message, f"Write a value there, or remove the {sign}." if sign == "," else "Write one.")

    def _unclosed(self, sign: str) -> None:
        """Report a bracket that is closed by another one, or never."""
        opening, position = self.open[-1]
        closing = "]" if opening == "[" else "}"
        if not sign:
            message = f"opens a bracket ({opening}) that is never closed."
            self._stop(position, message, f"Close it with {closing}.")
        message = f"has {sign} where the last open bracket is {opening} (line {self.lines.place(position).line})."
        self._stop(self.at, message, "Close that one first, or remove this one.")

    def _box(self, loc: Location, opening: str) -> Any:
        if len(self.open) >= _DEEPEST:
            self._stop(self.at, "is nested too deeply.", _EXPORT)
        self.open.append((opening, self.at))
        self.at += 1
        made = self._list(loc) if opening == "[" else self._dict(loc)
        self.open.pop()
        return made

    def _list(self, loc: Location) -> tuple[Any, ...]:
        items: list[Any] = []
        while self._goes_on("]", count=len(items)):
            items.append(self._value((*loc, len(items))))
        return tuple(items)

    def _dict(self, loc: Location) -> dict[str, Any]:
        made: dict[str, Any] = {}
        count = 0
        while self._goes_on("}", count=count):
            count += 1
            start = self.at
            key = self._key()
            here = (*loc, key)
            if here in self.found.keys:
                first = self.found.keys[here].line
                self._fault(start, f"is given twice (first on line {first}).", "Keep one.", loc=here)
            self.found.keys.setdefault(here, self.lines.place(start))
            self._skip()
            if self.text.startswith(":", self.at):
                self.at += 1
            else:
                self._no_colon(key)
            self._skip()
            made[key] = self._value(here)
        return made

    def _no_colon(self, key: str) -> None:
        sign = self.text[self.at : self.at + 1]
        if sign in ("=", "："):
            self._fault(self.at, f"has `{sign}` where JSON wants a colon.", "Write : there.")
            self.at += 1
            return
        message = f"has no colon after `{cut(key)}`."
        self._stop(self.at, message, f'Write "{cut(key)}": and its value; or remove it.')

    def _goes_on(self, closing: str, *, count: int) -> bool:
        """Return whether another item follows, and go to its start; take the comma before it or the closing bracket."""
        before = self.at
        self._skip()
        sign = self.text[self.at : self.at + 1]
        if sign == closing:
            self.at += 1
            return False
        if sign in ("", "]", "}"):
            self._unclosed(sign)
        if not count and sign != ",":
            return True
        if sign == ",":
            return self._comma(closing, is_first=not count)
        if sign == ":":
            self._colon_in_list(closing, count=count)
        is_next_line = self.lines.place(before).line != self.lines.place(self.at).line
        where = "at its end" if is_next_line else "after its value"
        self._fault(before, f"has no comma {where}.", "Put one there.")
        return True

    def _colon_in_list(self, closing: str, *, count: int) -> None:
        """Report a field where a list or a field has begun: a bracket before it is missing or of the wrong kind."""
        opening, position = self.open[-1]
        if closing == "]" and count > 1:
            message = "opens a bracket ([) that is not closed before the next field."
            self._stop(position, message, "Close it with ].")
        if closing == "]":
            self._stop(position, "has fields in square brackets.", "Write { in place of [, and } in place of ].")
        self._stop(self.at, f"has a colon where none belongs ({opening} on line {self.lines.place(position).line}).",
                   "Write , in its place.")  # fmt: skip

    def _comma(self, closing: str, *, is_first: bool) -> bool:
        position = self.at
        self.at += 1
        self._skip()
        sign = self.text[self.at : self.at + 1]
        if is_first or sign == ",":
            self._stop(position, "has a comma with nothing before or after it.", "Remove it.")
        if sign == closing:
            self._fault(position, f"has a comma before the closing {closing}.", "Remove it.")
            self.at += 1
            return False
        if sign in ("", "]", "}"):
            self._unclosed(sign)
        return True

    def _key(self) -> str:
        sign = self.text[self.at : self.at + 1]
        if sign == '"':
            return self._string()
        if found := _OTHER_QUOTES.match(self.text, self.at):
            key = str(found.group(1) if found.group(1) is not None else found.group(2))
        elif found := _NAME.match(self.text, self.at):
            key = found.group()
        else:
            self._stop(self.at, f"has `{sign}` where a field's name belongs.", 'Write "name": before it.')
            return ""
        self._fault(self.at, "has a field's name without double quotes.", f'Write "{cut(key)}".')
        self.at = found.end()
        return key

    def _string(self) -> str:
        start = self.at
        try:
            text, self.at = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError:
            return self._odd_string()
        return str(text)

    def _odd_string(self) -> str:
        start = self.at
        whole = _LOOSE.match(self.text, start)
        if not whole:
            self._open_string(start)
            return ""
        for found in _BAD_ESCAPE.finditer(self.text, whole.start(1), whole.end(1)):
            if found["bad"]:
                message = f"has a backslash that means nothing in JSON (`{found['bad']}`)."
                self._fault(found.start(), message, "Write it twice (\\\\), or remove it.")
            elif found["raw"] == "\t":
                self._fault(found.start(), "has a tab inside a text.", "Replace it by a space.")
            elif found["raw"]:
                message = f"holds a character that cannot be seen (U+{ord(found['raw']):04X})."
                self._fault(found.start(), message, "Remove it.")
        self.at = whole.end()
        return re.sub(r"[\0-\x1f]", " ", whole.group(1)).replace("\\", "")

    def _open_string(self, start: int) -> None:
        """Report a text that its line does not close."""
        line = self.lines.place(start).line
        rest = self.text[start:].split("\n", 2) if line else []
        if len(rest) > 1 and '"' in rest[1] and not _NEXT_MEMBER.match(rest[1]):
            self._stop(start, "is a text over several lines.", "Join them to one line, with \\n for each break.")
        self._stop(start, 'opens a quote (") that is never closed.', 'Close it with ".')
