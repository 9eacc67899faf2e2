"""Every pattern of the program, how it is used, and texts that are made to be slow for it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import re._constants as kinds  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stretchbook

_USES = {"match", "fullmatch", "search", "findall", "finditer", "sub", "split"}
_EVERYWHERE = {"search", "findall", "finditer", "sub", "split"}
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
_PLAIN = "a1 -_\n.\"'x:"
_OF_CATEGORY = {
    kinds.CATEGORY_WORD: "a", kinds.CATEGORY_DIGIT: "1", kinds.CATEGORY_SPACE: " ", kinds.CATEGORY_NOT_SPACE: "a",
    kinds.CATEGORY_NOT_WORD: "-", kinds.CATEGORY_NOT_DIGIT: "a",
}  # fmt: skip


@dataclass(frozen=True)
class Used:
    """A pattern as a module has it, with the ways in which that module uses it."""

    where: str
    pattern: re.Pattern[str]
    ways: frozenset[str]

    def run(self, text: str) -> None:
        """Do with a text all that the program does with texts."""
        if "match" in self.ways:
            self.pattern.match(text)
        if "fullmatch" in self.ways:
            self.pattern.fullmatch(text)
        if self.ways & _EVERYWHERE:
            for _ in self.pattern.finditer(text):
                pass

    def slow_texts(self, count: int) -> Iterator[tuple[str, str]]:
        """Yield `(start, unit)`: texts that begin well and go on with many of a part of the pattern, or nearly so."""
        chance = random.Random(self.where)  # noqa: S311
        tree = parser.parse(self.pattern.pattern, self.pattern.flags)
        units = sorted({part for part in _parts(tree, chance) if 0 < len(part) < 30} | {" ", "\n", "a", "-", "1"})
        pairs = [one + other for one in units for other in units]
        whole = _sample(tree, chance)
        starts = ["", whole[:1], whole[: len(whole) // 2]]
        for _ in range(count):
            yield chance.choice(starts), chance.choice(units if chance.random() < 0.7 else pairs)


def used_patterns() -> list[Used]:
    """Return every pattern that a module of the program keeps by a name."""
    found: dict[str, Used] = {}
    for module in pkgutil.walk_packages(stretchbook.__path__, "stretchbook."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        ways = _ways(ast.parse(Path(str(loaded.__file__)).read_text(encoding="utf-8")))
        for name, value in vars(loaded).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                used = found.get(value.pattern, Used(f"{module.name}.{name}", value, frozenset()))
                found[value.pattern] = Used(used.where, value, used.ways | ways.get(name, frozenset()))
    return list(found.values())


def _ways(tree: ast.Module) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in _USES:
            found[node.value.id] = found.get(node.value.id, frozenset()) | {node.attr}
    return found


def _parts(tree: Any, chance: random.Random) -> Iterator[str]:
    for kind, value in tree:
        if kind in _REPEATS:
            yield from (_sample([(kind, value)], chance), _sample(value[2], chance))
            yield from _parts(value[2], chance)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield _sample(branch, chance)
                yield from _parts(branch, chance)
        elif kind is kinds.SUBPATTERN:
            yield _sample(value[3], chance)
            yield from _parts(value[3], chance)
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            yield from _parts(value[1], chance)
        elif kind is kinds.LITERAL:
            yield chr(value)


def _sample(tree: Any, chance: random.Random) -> str:
    """Return a text that a pattern takes, or nearly so."""
    return "".join(_said(kind, value, chance) for kind, value in tree)


def _said(kind: Any, value: Any, chance: random.Random) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind in (kinds.NOT_LITERAL, kinds.ANY):
        return "a" if value != ord("a") else "b"
    if kind is kinds.IN:
        return _one_of(value, chance)
    if kind in _REPEATS:
        least, most, repeated = value
        times = min(int(most), chance.choice((least, least + 1, least + 2)))
        return "".join(_sample(repeated, chance) for _ in range(times))
    if kind is kinds.BRANCH:
        return _sample(chance.choice(value[1]), chance)
    if kind is kinds.SUBPATTERN:
        return _sample(value[3], chance)
    return _sample(value, chance) if kind is kinds.ATOMIC_GROUP else ""


def _one_of(choices: Any, chance: random.Random) -> str:
    named = {chr(value) for kind, value in choices if kind is kinds.LITERAL}
    named |= {chr(end) for kind, value in choices if kind is kinds.RANGE for end in value}
    named |= {_OF_CATEGORY.get(value, "a") for kind, value in choices if kind is kinds.CATEGORY}
    if choices[0][0] is kinds.NEGATE:
        return next((letter for letter in _PLAIN if letter not in named), "z")
    return chance.choice(sorted(named))
