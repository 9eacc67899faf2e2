"""The settings at the top of a page, as MkDocs takes them, with the places of what is wrong in them.

MkDocs reads YAML between a first line `---` and a line `---` or `...`; else, lines of the form `Key: value` down to
the first line of another form (MultiMarkdown). What it cannot read as settings it shows to readers as text, without
a word: here that is a problem. `tests/unit/test_frontmatter.py` compares the two readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from stretchbook.problems import Problem, cut, suggestion
from stretchbook.text.source import Place, Source, parse

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YAML = re.compile(r"-{3}[ \t]*\n(?P<head>.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_PAIR = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r"(?: {4}|\t)\s*(?P<value>.*)")
_NAME = re.compile(r"\s*[A-Za-z_][\w-]*\s*:(?:\s|$)")
_FENCE = re.compile(r"\s*(?:-{3,}|\.{3,})\s*")
_COMMENT = re.compile(r"[ \t]+#")

HIDDEN_PARTS = ("navigation", "toc", "path", "footer", "tags", "feedback")
"""What the theme can leave out of a page, by `hide`."""

_NULLS = ("~", "null", "Null", "NULL")
_SEARCH = ("read", "list", "help")
_KNOWN = ("title", "description", "also_called", "hide", "search", "icon")
"""All that a page may set. The theme would take other names too, write some of them into the page as they are, and
make anything of a page whose template they name."""

_ICON = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")
_BETWEEN = "between two lines `---` at the top of the file"


@dataclass(frozen=True)
class PageSetting:
    """The value of one setting: `line` and `column`, counted from 1, and its lines as they stand in the file."""

    line: int
    column: int
    written: tuple[tuple[int, int, str], ...]
    """`(line, column, text)` of each line."""


@dataclass(frozen=True)
class FrontMatter:
    """A page's settings: `meta` by name, and `start`, how many letters of the file stand above its text.

    `settings` says where each stands. With `problems`, `meta` is what could be read.
    """

    meta: Mapping[str, Any] = field(default_factory=dict)
    start: int = 0
    settings: Mapping[str, PageSetting] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def text_of(self, name: str) -> str:
        """Return a setting as text, empty where there is none or it is no text."""
        value = self.meta.get(name)
        return "" if value is None or isinstance(value, (list, dict, bool)) else str(value)


def read_front_matter(text: str, path: str, has_template: Callable[[str], bool] = bool) -> FrontMatter:
    r"""Read the settings at the top of a page's text, in which every line ends with `\n`.

    `path` is how messages name the file; `has_template` tells whether the theme has a file of a name, such as an icon.
    """
    if found := _YAML.match(text):
        return _Yaml(text, found, path, has_template).read()
    if lost := _lost(text, path):
        return lost
    return _read_pairs(text, path, has_template)


def _lost(text: str, path: str) -> FrontMatter | None:
    """Find settings between lines `---` that MkDocs would show as text, because one of the lines is not right."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    below = next((line for line in lines[first + 1 :] if line.strip()), "")
    if not lines[first].strip().startswith("---") or not _NAME.match(below):
        return None
    last = next((number for number in range(first + 1, len(lines)) if _FENCE.fullmatch(lines[number])), None)
    if last is None:
        message = "begins settings that are never closed, so that readers would see them."
        return _seen_by_readers(lines, path, first, first, (message, "Write a line `---` below the last of them."))
    if first or lines[first].rstrip(" \t") != "---":
        message = "begins settings, but not as MkDocs wants them, so that readers would see them."
        fix = "Make it the first line of the file, and just `---`."
        return _seen_by_readers(lines, path, first, last, (message, fix))
    message = "is to close the settings above, but does not, so that readers would see them."
    return _seen_by_readers(
        lines, path, last, last, (message, "Make it just `---`, and write the page's text below it.")
    )


def _seen_by_readers(lines: list[str], path: str, at: int, last: int, said: tuple[str, str]) -> FrontMatter:
    start = min(sum(len(line) + 1 for line in lines[: last + 1]), len("\n".join(lines)))
    return FrontMatter(start=start, problems=(Problem(path, at + 1, 1, "", *said),))


class _Yaml:
    """Settings in YAML."""

    def __init__(self, text: str, found: re.Match[str], path: str, has_template: Callable[[str], bool]) -> None:
        self.lines = text.split("\n")
        self.start = found.end()
        self.head = "\n" + found["head"]  # so that the parser counts lines as the file does
        self.source = Source(path)
        self.has_template = has_template
        self.problems: list[Problem] = []

    def read(self) -> FrontMatter:
        parse(self.head, self.source)
        if not self.source.is_read:
            return FrontMatter(start=self.start, problems=tuple(self.source.problems))
        try:
            root = yaml.compose(self.head, _LOADER)
        except yaml.YAMLError:
            return self._refused("cannot be read as settings.", "Compare it with another page.")
        if not isinstance(root, yaml.MappingNode):
            message = "opens what are no settings, so that readers would see it."
            return self._refused(message, "Write `title: …` below it; for a line across the page write `***`.")
        return self._settings(root)

    def _refused(self, message: str, fix: str) -> FrontMatter:
        return FrontMatter(start=self.start, problems=(self.source.problem((), message, fix, place=Place(1, 1)),))

    def _settings(self, root: yaml.MappingNode) -> FrontMatter:
        settings: dict[str, PageSetting] = {}
        meta: dict[str, Any] = {}
        for key, value in root.value:
            name = self._value(key)
            if not isinstance(name, str):
                self._refuse(
                    key, (), f"`{cut(key.value)}` is not a name of a setting.", "Put it in quotes, or remove it."
                )
                continue
            if name in settings:
                message = f"is given twice (first on line {settings[name].line})."
                self._refuse(key, (name,), message, "Keep one.")
            settings[name] = self._setting(value)
            if name in _KNOWN:
                told = len(self.problems)
                meta[name] = self._value(value)
                if len(self.problems) == told:
                    self._check(name, value, meta[name])
            else:
                self._refuse(key, (), *_unknown(name))
        return FrontMatter(meta, self.start, settings, tuple(self.problems))

    def _value(self, node: yaml.Node) -> Any:
        try:
            return yaml.SafeLoader("").construct_document(node)
        except (yaml.YAMLError, ValueError, TypeError):
            word = cut(str(node.value)) if isinstance(node, yaml.ScalarNode) else "it"
            message = f"`{word}` looks like a date or a sign that YAML knows, and is none."
            self._refuse(node, (), message, "Put it in quotes.")
            return None

    def _setting(self, node: yaml.Node) -> PageSetting:
        start, end = node.start_mark, node.end_mark
        written = []
        for number in range(start.line, end.line + 1):
            line = self.lines[number] if number < len(self.lines) else ""
            line = line[: end.column] if number == end.line else line
            column = start.column if number == start.line else len(line) - len(line.lstrip())
            written.append((number + 1, column + 1, line[column:]))
        return PageSetting(start.line + 1, start.column + 1, tuple(written))

    def _refuse(self, node: yaml.Node, loc: tuple[str | int, ...], message: str, fix: str) -> None:
        mark = node.start_mark
        self.problems.append(self.source.problem(loc, message, fix, place=Place(mark.line + 1, mark.column + 1)))

    def _check(self, name: str, node: yaml.Node, value: Any) -> None:
        if name in ("title", "description"):
            self._check_text(node, (name,))
        elif name == "also_called":
            self._check_names(node)
        elif fault := _fault(name, value, self.has_template):
            self._refuse(node, (name,), *fault)

    def _check_names(self, node: yaml.Node) -> None:
        if not isinstance(node, yaml.SequenceNode):
            self._refuse(node, ("also_called",), *_NO_LIST)
            return
        for number, item in enumerate(node.value):
            self._check_text(item, ("also_called", number))

    def _check_text(self, node: yaml.Node, loc: tuple[str | int, ...]) -> None:
        if not isinstance(node, yaml.ScalarNode):
            kind = "a list" if isinstance(node, yaml.SequenceNode) else "fields with names"
            self._refuse(node, loc, f"must be text, but is {kind}.", "Write one line of text, in quotes.")
        elif not node.value.strip() or (node.value in _NULLS and not node.style):
            self._refuse(node, loc, "is empty.", "Write some text, or remove the line.")
        elif str(value := self._value(node)) != node.value:
            word = cut(node.value)
            message = f"`{word}` without quotes reads as `{str(value).lower()}`."
            self._refuse(node, loc, message, f"Put it in quotes: '{word}'.")
        elif self._is_cut_off(node):
            message = "is cut off at ` #`, where a comment starts."
            self._refuse(node, loc, message, "Put the whole text in quotes, or the comment on a line of its own.")

    def _is_cut_off(self, node: yaml.ScalarNode) -> bool:
        end = node.end_mark
        return not node.style and bool(_COMMENT.match(self.lines[end.line][end.column :]))


def _read_pairs(text: str, path: str, has_template: Callable[[str], bool]) -> FrontMatter:
    """Read settings of the form `Key: value`. All of their values are text."""
    meta: dict[str, str] = {}
    settings: dict[str, PageSetting] = {}
    problems: list[Problem] = []
    key, start = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        pair, more = _PAIR.match(line), _MORE.match(line) if key else None
        if line.strip() and not pair and not more:
            break
        start = min(start + len(line) + 1, len(text))
        if not line.strip():
            break
        found = pair or more
        assert found  # noqa: S101 one of the two, or the loop has ended
        key = pair["key"].lower() if pair else key
        value, column = found["value"].strip(), found.start("value") + 1
        before = settings.get(key, PageSetting(number, column, ()))
        meta[key] = f"{meta[key]} {value}" if key in meta else value
        settings[key] = PageSetting(before.line, before.column, (*before.written, (number, column, value)))
        if pair and key not in _KNOWN:
            message = f"`{cut(pair['key'])}:` is taken for a setting, so that readers would not see this line."
            fix = "Put an empty line above it, or write a heading first."
            problems.append(Problem(path, number, 1, "", message, fix))
    for name, value in meta.items():
        at = settings[name]
        if fault := _fault_of_pair(name, value, has_template):
            problems.append(Problem(path, at.line, at.column, name, *fault))
    return FrontMatter(meta, start, settings, tuple(problems))


def _fault_of_pair(name: str, value: str, has_template: Callable[[str], bool]) -> tuple[str, str] | None:
    if name in ("title", "description"):
        return None if value else ("is empty.", "Write some text, or remove the line.")
    if name == "also_called":
        message, fix = _NO_LIST
        return message, f"{fix} Put all settings {_BETWEEN}."
    if name == "search" and value == "false":
        return "reads as a word and not as false.", f"Put all settings {_BETWEEN}."
    return _fault(name, value, has_template)


def _unknown(name: str) -> tuple[str, str]:
    meant = suggestion(name, _KNOWN)
    fix = f"Did you mean `{meant}`?" if meant else f"Remove it; a page may set {', '.join(_KNOWN)}."
    return f"`{cut(name)}` is not a setting of a page.", fix


_NO_LIST = ("is no list.", "Write names in square brackets: [Warning signs].")


def _fault(name: str, value: Any, has_template: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return what is wrong with a setting, and what to do about it."""
    if name == "hide":
        return _hide_fault(value)
    if name == "search" and value is not False and value not in _SEARCH:
        return f"`{cut(str(value))}` is not known.", "Write list, help or false, without quotes, or leave it out."
    if name == "icon" and not (
        isinstance(value, str) and _ICON.fullmatch(value) and has_template(f".icons/{value}.svg")
    ):
        return (
            f"`{cut(str(value))}` is not an icon of the theme.",
            "Name one like `material/pencil`, or remove the line.",
        )
    return None


def _hide_fault(value: Any) -> tuple[str, str] | None:
    words = re.findall(r"[^\s,]+", value) if isinstance(value, str) else value
    fix = f"Write a list of what to leave out: {', '.join(HIDDEN_PARTS)}."
    if not isinstance(words, list):
        return "is no list.", fix
    odd = next((word for word in words if word not in HIDDEN_PARTS), None)
    return None if odd is None else (f"`{cut(str(odd))}` is not a part of a page.", fix)
