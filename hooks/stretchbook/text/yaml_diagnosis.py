"""What is wrong with text that no YAML parser takes, judged by the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from stretchbook.problems import cut
from stretchbook.text.list_marks import in_place_of_hyphen, mark_of
from stretchbook.text.place import Place

_LONGEST_LINE = 40
"""Letters of a line that a message writes out; a longer one is described."""


def quoting(text: str) -> str:
    """Return how to put a text in quotes so that YAML takes all of it, whatever quotes stand inside."""
    has_double, has_single = '"' in text or "\\" in text, "'" in text
    if has_double and has_single:
        return "Write `>-` in its place, and the whole text on the next line, indented deeper."
    if re.match("[“”„‘’]", text):
        return f"Put the whole text in straight quotes ({chr(39) if has_double else chr(34)}), outside its own."
    kind = "single " if has_double else "double " if has_single else ""
    return f"Put the whole text in {kind}quotes."


def missing_space(name: str, value: str) -> tuple[str, str]:
    """Return what is wrong with a field like `sides:none`, and the fix."""
    line = f"{name}: {value.strip()}"
    fix = f"Write `{line}`." if len(line) <= _LONGEST_LINE else "Put a space after the colon."
    return f"has no space after `{cut(name)}:`.", fix


def diagnose(text: str, line: int, column: int) -> list[tuple[Place, str, str]]:
    """Return where, what and the fix for text that a YAML parser gave up on; the place counts from 0."""
    if marked := list(_marked_lines(text, line)):
        return marked
    for find in _FINDERS:
        if found := find(text, line):
            number, at, message, fix = found
            return [(Place(number, at), message, fix)]
    message = "YAML cannot read this line."
    fix = "Check its indent, quotes and brackets, and those of the line above."
    return [(Place(line + 1, column + 1), message, fix)]


def _marked_lines(text: str, line: int) -> Iterator[tuple[Place, str, str]]:
    """Yield the items with the mark of another list, in the list at whose line the parser stumbled."""
    lines = text.split("\n")
    here = min(line, len(lines) - 1)
    above = next((number for number in range(here - 1, -1, -1) if lines[number].strip()), here)
    start = next((number for number in (here, above) if mark_of(lines[number])), None)
    if start is None:
        return
    first, last = start, start
    while first > 0 and _is_item(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _is_item(lines[last + 1]):
        last += 1
    for number in range(first, last + 1):
        if mark := mark_of(lines[number]):
            message, fix = in_place_of_hyphen(mark)
            is_field = _KEY.match(lines[number].lstrip()[len(mark) :]) and not _BARE_KEY.fullmatch(lines[above])
            fix = "Remove it." if is_field and _KEY.match(lines[above]) else fix
            yield Place(number + 1, _depth(lines[number]) + 1), message, fix


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ") or bool(mark_of(line))


@dataclass(frozen=True)
class _YamlLine:
    number: int
    text: str


def _lines_back(text: str, line: int) -> Iterator[_YamlLine]:
    """Yield the line at fault, then those above it: the parser often notices a slip some lines late."""
    lines = text.split("\n")
    for number in range(min(line, len(lines) - 1), -1, -1):
        yield _YamlLine(number + 1, lines[number].rstrip("\r"))


_KEY = re.compile(r"\s*(?:- +)*(?:[\w-]+|\"[\w-]+\"|'[\w-]+'):")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*([a-z_]+):(\S.*)")
_VALUE_WITH_COLON = re.compile(r"\s*+(?:- +)*+(?:[\w-]+: +)?+([^'\"\[{|>&*!%@`#].*?(?:: .*|:))")
_BARE_KEY = re.compile(r"\s*+(?:- ++)*+[\w-]++:\s*+")
_BLOCK = re.compile(r"[:-] +[>|][-+]?$")
_OPENED = re.compile(r"(?:^|[\[,{:-])\s*(['\"])")


_Found = tuple[int, int, str, str] | None


def _find_indent(text: str, line: int) -> _Found:
    here, *above = _lines_back(text, line)
    before = next((other.text for other in above if other.text.strip()), "")
    depth = _depth(here.text)
    if _KEY.match(here.text) and re.match(r"\s*(?:- +)*[\w-]+: +[^\s|>\[{'\"]", before) and depth > _start(before):
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


def _open_columns(above: list[_YamlLine]) -> set[int]:
    """Return the columns, from 0, in which the next line may go on with something begun above."""
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


def _start(line: str) -> int:
    """Return the column, from 0, of what a line says after the hyphens of an item."""
    return len(line) - len(re.sub(r"^\s*(?:- +)*", "", line))


def _starts_something(line: str) -> bool:
    return bool(_KEY.match(line)) or line.lstrip().startswith("- ")


def _find_tab(text: str, line: int) -> _Found:
    here = next(_lines_back(text, line))
    indent = here.text[: len(here.text) - len(here.text.lstrip())]
    if "\t" in indent:
        return here.number, indent.index("\t") + 1, "starts with a tab.", "Indent with spaces."
    if found := re.match(r"\s*(?:- *)*-(\t)", here.text):
        return here.number, found.start(1) + 1, "has a tab after its hyphen.", "Put a space in its place."
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
    """Return where a value's opening quote stands that this line does not close."""
    position = 0
    while found := _OPENED.search(line, position):
        quote, start = found.group(1), found.start(1)
        body = r"(?:[^']|'')*+'" if quote == "'" else r'(?:[^"\\]|\\.)*"'
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
        is_plain = not re.search(r'["\\]', here.text)
        fix = "Use double quotes round it." if is_plain else "Write it twice ('')."
        return here.number, found.start(1) + 1, "has an apostrophe inside single quotes.", fix
    return None


def _find_missing_space(text: str, line: int) -> _Found:
    for here in list(_lines_back(text, line))[:2]:
        found = _KEY_WITHOUT_SPACE.fullmatch(here.text)
        if found and not found.group(2).startswith("//"):
            return here.number, found.end(1) + 2, *missing_space(found.group(1), found.group(2))
    return None


def _find_colon(text: str, line: int) -> _Found:
    written = (here for here in _lines_back(text, line) if here.text.strip())
    here = next((here for here in islice(written, 2) if not _BARE_KEY.fullmatch(here.text)), None)
    found = _VALUE_WITH_COLON.fullmatch(here.text) if here else None
    if here and found and not _find_bracket(text, line):
        at = found.start(1) + found.group(1).index(":") + 1
        return here.number, at, "has a colon inside text without quotes.", quoting(_value(here.text))
    return None


def _value(line: str) -> str:
    """Return the text that a line gives to its field or item."""
    return re.sub(r"\s*+(?:- +)*+(?:[\w-]+: +)?+", "", line, count=1).rstrip()


_ODD_COLON = re.compile(r"\s*+(?:- ++)*+([A-Za-z_]++) ?(=|：|；|;|:: *:?| : :| - | – ) ?(.*)")


def _find_odd_colon(text: str, line: int) -> _Found:
    """Find a field with another sign where its colon belongs."""
    for here in _last_lines(text, line):
        found = _ODD_COLON.fullmatch(here.text)
        if found and not _KEY.match(here.text):
            name, sign, value = found.group(1, 2, 3)
            written = f"{name}: {value.lstrip(': ')}".rstrip()
            fix = f"Write `{written}`." if len(written) <= _LONGEST_LINE else f"Write `{name}: ` and its text."
            return here.number, found.start(2) + 1, f"has `{sign.strip()}` where a colon belongs.", fix
    return None


def _last_lines(text: str, line: int) -> list[_YamlLine]:
    """Return the line at fault and the one above it that is not empty."""
    back = _lines_back(text, line)
    return [next(back), *islice((other for other in back if other.text.strip()), 1)]


_LEFTOVERS = (
    (re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?"), "is left over from a merge.",
     "Keep one of the two versions, and remove all lines of <<<<<<<, ======= and >>>>>>>."),
    (re.compile(r"(?:`{3,}|~{3,})\w*"), "is no YAML, but Markdown.", "Remove the line."),
    (re.compile(r"[—–]+|\.\.\.|-{4,}|={3,}"), "is no YAML.", "Remove the line."),
)  # fmt: skip


def _find_leftover(text: str, line: int) -> _Found:
    """Find a line that another program put there."""
    for here in _last_lines(text, line):
        for pattern, message, fix in _LEFTOVERS:
            if pattern.fullmatch(here.text.strip()):
                return here.number, _depth(here.text) + 1, message, fix
    return None


def _find_quoted_field(text: str, line: int) -> _Found:
    for here in _last_lines(text, line):
        found = re.fullmatch(r"\s*+(?:- ++)*+(['\"])([a-z_]+): .*\1\s*", here.text)
        if found:
            fix = f"Put only what follows `{found.group(2)}:` in quotes, or nothing."
            return here.number, found.start(1) + 1, "has quotes round a whole field.", fix
    return None


def _find_item_among_fields(text: str, line: int) -> _Found:
    """Find an item where fields stand, with no list for it to belong to."""
    above = _lines_back(text, line)
    here = next(above)
    depth = _depth(here.text)
    before = next((other for other in above if other.text.strip() and _depth(other.text) <= depth), None)
    if not here.text.lstrip().startswith("- ") or not before or _depth(before.text) != depth:
        return None
    if not _KEY.match(before.text) or before.text.lstrip().startswith("- ") or _BARE_KEY.fullmatch(before.text):
        return None
    if _KEY.match(here.text):
        return here.number, depth + 1, "is an item among fields.", "Remove its `- `."
    at = before.text.index(":") + 2
    message = "has text before the first item of its list."
    return before.number, at, message, "Put that text on a line of its own, after `- `."


def _find_backslash(text: str, line: int) -> _Found:
    here = next(_lines_back(text, line))
    for quoted in re.finditer(r'"(?:[^"\\]|\\.)*+"?', here.text):
        for found in re.finditer(r"\\(.)", quoted.group()):
            if found.group(1) not in '0abtnvfre "/\\N_LPxuU\t':
                message = f"has a backslash in double quotes that means nothing (`{found.group()}`)."
                return here.number, quoted.start() + found.start() + 1, message, "Write it twice (\\\\), or remove it."
    return None


def _find_missing_start(text: str, line: int) -> _Found:
    """Find a line that is neither a field nor an item, unlike the one beside it: its colon or hyphen is missing."""
    last = _last_lines(text, line)
    return next(
        (found for odd in last if not _starts_something(odd.text) if (found := _missing(text, last, odd))), None
    )


def _missing(text: str, last: list[_YamlLine], odd: _YamlLine) -> _Found:
    depth = _depth(odd.text)
    above = islice(_lines_back(text, odd.number - 1), 1, None)
    below = [other for other in last if other.number > odd.number and _depth(other.text) == depth]
    nearest = next((other for other in above if other.text.strip() and _depth(other.text) <= depth), None)
    beside = nearest if nearest and _depth(nearest.text) == depth else None
    good = next(iter(below), None) or beside
    if not odd.text.strip() or odd.text.lstrip().startswith("#") or not good or not _starts_something(good.text):
        return None
    at, words = _depth(odd.text) + 1, odd.text.split()
    if good.text.lstrip().startswith("- "):
        return odd.number, at, "is no item, since no `- ` is before it.", "Start it with `- `, or indent it deeper."
    if _KEY.match(good.text) and words and re.fullmatch(r"[a-z_]+", words[0]):
        name, written = cut(words[0]), f"{words[0]}: {' '.join(words[1:])}".rstrip()
        fix = f"Write `{written}`." if len(written) <= _LONGEST_LINE else f"Put a colon after `{name}`."
        return odd.number, at, f"has no colon after `{name}`.", fix
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
            fix = f"Indent it and what follows, deeper than line {here.number}."
            return number + 1, _depth(below) + 1, "is not indented.", fix
    return None


_AFTER_END = re.compile(r"\s*(?:- +)*([\w-]+: +)?(?:(?:\"[^\"]*\"|'[^']*')|(?:\[.*\]|\{.*\})) *([^\s#,].*)")


def _find_text_after_end(text: str, line: int) -> _Found:
    """Find text that goes on after its quotes or brackets were closed."""
    here = next(_lines_back(text, line))
    found = _AFTER_END.fullmatch(here.text)
    if not found or found.group(2)[0] in ("\"']}" if found.group(1) else "\"':]}"):
        return None
    closing = here.text[: found.start(2)].rstrip()[-1]
    whole = _value(here.text)
    fix = quoting(whole)
    if closing in "\"'" and not fix.startswith("Write"):
        fix = "Put the whole text in quotes of the other kind."
    return here.number, found.start(2) + 1, f"goes on after the closing {closing}.", fix


_FIRST_SIGN = re.compile(r"\s*+(?:- ++)*+(?:[\w-]++: ++)?+(\[@|[%@`|>&*!]|(?:(?<=: )[-?:]|,)(?=\s))")


def _find_sign(text: str, line: int) -> _Found:
    here = next(_lines_back(text, line))
    found = _FIRST_SIGN.match(here.text)
    if found:
        sign = "a backtick" if found.group(1) == "`" else f"`{found.group(1)}`"
        message = f"has text that starts with {sign}."
        return here.number, found.start(1) + 1, message, quoting(here.text[found.start(1) :].rstrip())
    return None


def _find_bracket(text: str, line: int) -> _Found:
    for here in list(_lines_back(text, line))[:3]:
        if twice := re.search(r"[\[{][^'\"]*?[\[{,]?\s*(?<=[\[{,])\s*(,)", here.text):
            return here.number, twice.start(1) + 1, "has a comma with nothing before it.", "Remove it."
        if wrong_pair := re.search(r"\[[^\[\]{}]*(\})|\{[^\[\]{}]*(\])", here.text):
            number = 1 if wrong_pair.group(1) else 2
            right = "]" if number == 1 else "}"
            message = f"has {wrong_pair.group(number)} where the bracket is closed by {right}."
            return here.number, wrong_pair.start(number) + 1, message, f"Write {right} in its place."
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", here.text)
        for opening, closing in ("[]", "{}"):
            if bare.count(opening) > bare.count(closing):
                message = f"opens a bracket ({opening}) that is never closed."
                return here.number, here.text.index(opening) + 1, message, f"Close it with {closing}."
            if bare.count(opening) < bare.count(closing):
                return (
                    here.number,
                    here.text.rindex(closing) + 1,
                    f"closes a bracket ({closing}) that was not open.",
                    "Remove it.",
                )
    return None


def _find_stray(text: str, line: int) -> _Found:
    """Find a line of text among fields: with a heading below it, the heading is where the parser stumbles."""
    here, *above = _lines_back(text, line)
    before = next((other for other in above if other.text.strip()), None)
    odd = before if _BARE_KEY.fullmatch(here.text) else here
    if not odd or not odd.text.strip() or _starts_something(odd.text) or not re.match(r"\w", odd.text):
        return None
    return odd.number, 1, "belongs to no field.", "Indent it, or put it on the line above."


def _find_field_at_item(text: str, line: int) -> _Found:
    """Find a field right below an item to which it was meant to belong."""
    here, *above = _lines_back(text, line)
    before = next((other.text for other in above if other.text.strip()), "")
    depth = _depth(here.text)
    if not _KEY.match(here.text) or not before.lstrip().startswith("- ") or here.text.lstrip().startswith("- "):
        return None
    if _KEY.match(before) and depth < _start(before):
        fix = f"Start it in column {_start(before) + 1}, below the first field of the item."
        return here.number, depth + 1, "belongs to no item.", fix
    if not _KEY.match(before) and depth > _depth(before):
        fix = "Put the name of a field and a colon before that text too, or remove this line."
        return here.number, depth + 1, "is a field, but the item above it is a text.", fix
    return None


_FINDERS = (
    _find_tab,
    _find_leftover,
    _find_apostrophe,
    _find_backslash,
    _find_open_quote,
    _find_indent,
    _find_flat_block,
    _find_step_back,
    _find_missing_space,
    _find_odd_colon,
    _find_quoted_field,
    _find_item_among_fields,
    _find_missing_start,
    _find_text_after_end,
    _find_colon,
    _find_sign,
    _find_bracket,
    _find_stray,
    _find_field_at_item,
)
