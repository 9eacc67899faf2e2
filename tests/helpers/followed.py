"""Does to a file what a problem's message says, to the letter, as somebody would who understands nothing of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from stretchbook.problems import Problem
from stretchbook.text.letters import unseen
from stretchbook.text.list_marks import mark_of

Lines = list[str]
_VALUE = re.compile(r"\s*+(?:- +)*+(?:[\w-]+: +)?+")


def follow(problem: Problem, top: Path) -> bool:
    """Change the file as the message says; tell whether the message says something that can be done by rote."""
    file = top / problem.path
    if unseen(f"{problem.message}"):
        return False
    for pattern, change in _CHANGES:
        if found := re.search(pattern, f"{problem.message} {problem.fix}"):
            lines = file.read_text(encoding="utf-8").split("\n")
            change(lines, problem.line - 1, problem.column - 1, found)
            file.write_text("\n".join(lines), encoding="utf-8")
            return True
    return False


def _rewrite(make: Callable[[str, int, re.Match[str]], str]) -> Callable[[Lines, int, int, re.Match[str]], None]:
    def change(lines: Lines, at: int, column: int, found: re.Match[str]) -> None:
        lines[at] = make(lines[at], column, found)

    return change


def _take_word(line: str, column: int, found: re.Match[str]) -> str:
    """Put the word that was meant in the place of the one at fault."""
    wrong, meant = found["said"], found["meant"]
    assert wrong in line[column:], f"{wrong!r} does not stand there: {line[column:]!r}"
    return line[:column] + line[column:].replace(wrong, meant, 1)


def _take_field(line: str, column: int, found: re.Match[str]) -> str:
    return line[:column] + re.sub(r"^[^\s:]+(?: [^\s:]+)*:*(?=:)", found["meant"], line[column:], count=1)


def _write_field(line: str, column: int, found: re.Match[str]) -> str:
    name, value = found["line"].split(":", 1)
    if name not in line:
        return line[:column] + line[column:].replace(value.strip(), found["line"], 1)
    sign = r"\s*(?:=|：|；|;|:[: ]*|[-–])?\s*"
    return re.sub(rf"\b{name}{sign}{re.escape(value.strip())}", lambda _: found["line"], line, count=1)


def _quoted(quote: str) -> Callable[[str, int, re.Match[str]], str]:
    def make(line: str, column: int, _: re.Match[str]) -> str:
        is_start = re.match(r"\S", line[column:]) and not line[:column].strip(" -")
        whole = _VALUE.match(line)
        start = column if is_start else whole.end() if whole else column
        return f"{line[:start]}{quote}{line[start:].rstrip()}{quote}"

    return make


def _fold(lines: Lines, at: int, _: int, __: re.Match[str]) -> None:
    whole = _VALUE.match(lines[at])
    start = whole.end() if whole else 0
    indent = len(lines[at]) - len(lines[at].lstrip(" -"))
    lines[at : at + 1] = [f"{lines[at][:start]}>-", " " * (indent + 4) + lines[at][start:]]


def _to_hyphen(line: str, column: int, _: re.Match[str]) -> str:
    mark = mark_of(line[column:])
    assert mark, f"no mark stands there: {line[column:]!r}"
    return f"{line[:column]}- {line[column:].removeprefix(mark).lstrip()}"


def _unhyphen_below(lines: Lines, at: int, _: int, __: re.Match[str]) -> None:
    lines[at + 1] = lines[at + 1].replace("- ", "", 1)


def _without_mark(line: str, column: int, _: re.Match[str]) -> str:
    return line[:column] + line[column:].removeprefix(mark_of(line[column:]) or "").lstrip()


def _close(line: str, column: int, found: re.Match[str]) -> str:
    """Close a bracket or a quote where its line ends, a quote before the bracket that ends its list."""
    sign = found["sign"]
    if sign in "'\"" and "[" in line[:column] and line.endswith("]"):
        return f"{line[:-1]}{sign}]"
    return f"{line[:-1]}{sign}," if line.endswith(",") else f"{line}{sign}"


def _value_is(line: str, column: int, found: re.Match[str]) -> str:
    return line[:column] + found["value"]


def _in_column(line: str, _: int, found: re.Match[str]) -> str:
    return " " * (int(found["column"]) - 1) + line.lstrip()


def _own_line(lines: Lines, at: int, column: int, _: re.Match[str]) -> None:
    below = next(line for line in lines[at + 1 :] if line.lstrip().startswith("- "))
    indent = " " * (len(below) - len(below.lstrip()))
    first, text = lines[at][:column].rstrip(), lines[at][column:].strip()
    lines[at : at + 1] = [*([first] if first else []), f"{indent}- {text}"]


def _declare_movement(lines: Lines, _: int, __: int, found: re.Match[str]) -> None:
    """Write a movement into the record's list, in the place of what it says of that movement."""
    at = next(number for number, line in enumerate(lines) if line.startswith("movements: {"))
    kept = [each for each in lines[at][12:-1].split(", ") if not each.startswith(f"{found['movement']}:")]
    lines[at] = f"movements: {{{', '.join([*kept, found['declared']])}}}"


def _declare_demand(lines: Lines, _: int, __: int, found: re.Match[str]) -> None:
    at = next(number for number, line in enumerate(lines) if line.startswith("movements: {"))
    lines.insert(at + 1, f"demands: [{found['demand']}]")


def _drop_line(lines: Lines, at: int, _: int, __: re.Match[str]) -> None:
    del lines[at]


_QUOTES = r"(?:the whole text|it) in {kind}quotes\.$"
_CHANGES: tuple[tuple[str, Callable[[Lines, int, int, re.Match[str]], None]], ...] = (
    (r"is not a field of .* Remove it, or", _drop_line),
    (r"(?:Add|Write) `(?P<declared>(?P<movement>[a-z-]+): [a-z]+)` (?:to|in) `movements`", _declare_movement),
    (r"Add `(?P<demand>[a-z-]+)` to `demands`", _declare_demand),
    (r"put text that starts with `!` in quotes\.$", _rewrite(_quoted('"'))),
    (r"is not a field of .* Did you mean `(?P<meant>.+)`\?", _rewrite(_take_field)),
    (r"^`(?P<said>.+)`(?: is|:) .*Did you mean `(?P<meant>.+)`\?", _rewrite(_take_word)),
    (r"^`(?P<said>.+)` is not an id\. Use .*: (?P<meant>[a-z0-9-]+)\.$", _rewrite(_take_word)),
    (r"Write `(?P<line>[a-z_]+: .+)`\.$", _rewrite(_write_field)),
    (r"Put a space after the colon\.$", _rewrite(lambda line, at, _: f"{line[:at]} {line[at:]}")),
    (r"Write `- ` in its place\.$", _rewrite(_to_hyphen)),
    (r"starts with .*Remove it\.$", _rewrite(_without_mark)),
    (r"Remove one of its two hyphens\.$", _rewrite(lambda line, at, _: line[:at] + line[at:].removeprefix("- "))),
    (r"Remove the hyphen on the line below\.$", _unhyphen_below),
    (r"is an item among fields\. Remove", _rewrite(lambda line, at, _: line[:at] + line[at:].removeprefix("- "))),
    (r"Write `>-` in its place, and the whole text", _fold),
    (_QUOTES.format(kind="(?:double )?"), _rewrite(_quoted('"'))),
    (_QUOTES.format(kind="single "), _rewrite(_quoted("'"))),
    (r"Put the whole text in straight quotes \((?P<quote>.)\)",
     lambda lines, at, column, found: _rewrite(_quoted(found["quote"]))(lines, at, column, found)),
    (r"Put the whole text in quotes, or the comment", _rewrite(_quoted('"'))),
    (r"closing \"\. Put the whole text in quotes of the other kind", _rewrite(_quoted("'"))),
    (r"closing '\. Put the whole text in quotes of the other kind", _rewrite(_quoted('"'))),
    (r"Use double quotes round it\.$", _rewrite(lambda line, at, _: f'{line[:at]}"{line[at:].strip(chr(39))}"')),
    (r"Write it twice \(''\)", _rewrite(lambda line, _, __: re.sub(r"(?<=\w)'(?=\w)", "''", line))),
    (r"Write it twice \(\\\\\)", _rewrite(lambda line, at, _: f"{line[:at]}\\{line[at:]}")),
    (r"Indent with spaces\.$", _rewrite(lambda line, _, __: line.replace("\t", "  "))),
    (r"Put a space in its place\.$", _rewrite(lambda line, at, _: f"{line[:at]} {line[at + 1 :]}")),
    (r"Replace it by a (?:plain )?space\.$", _rewrite(lambda line, at, _: f"{line[:at]} {line[at + 1 :]}")),
    (r"Close it with (?P<sign>[\"'\])}])\.$", _rewrite(_close)),
    (r"Write (?P<value>[\])}]) in its place\.$", _rewrite(lambda line, at, found: line[:at] + found["value"])),
    (r"Start it in column (?P<column>\d+)\.$", _rewrite(_in_column)),
    (r"Put that text on a line of its own, after `- `\.$", _own_line),
    (r"is given twice .*Keep one\.$", _drop_line),
    (r"Remove the line", _drop_line),
    (r"Put one there\.$", _rewrite(lambda line, at, _: f"{line[:at]},{line[at:]}")),
    (r"(?:bracket \(|comma|cannot be seen).* Remove it\.$", _rewrite(lambda line, at, _: line[:at] + line[at + 1 :])),
    (r"must be at (?:least|most) (?P<value>\d+)\.", _rewrite(_value_is)),
    (r"Write (?P<value>\d+|\[\d+, \d+\])\.$", _rewrite(_value_is)),
    (r"must be in small letters\. Write true or false\.$", _rewrite(lambda line, at, _: line[:at] + line[at:].lower())),
    (r"Write (?P<value>null|true|false)\.$",
     _rewrite(lambda line, at, found: line[:at] + re.sub(r"^-?\w+", found["value"], line[at:], count=1))),
)  # fmt: skip
