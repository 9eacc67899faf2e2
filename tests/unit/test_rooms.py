"""The rooms of the program stand in an order, and each uses only those below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import stretchbook

PACKAGE = Path(stretchbook.__file__).parent
ROOMS = (
    "cache",
    "problems",
    "text",
    "settings",
    "model",
    "kinds",
    "poses/body",
    "poses/scene",
    "poses/ink",
    "poses",
    "bodymap",
    "book",
    "render",
    "checks",
    "site",
    "plugin",
    "commands",
    "cli",
    "__main__",
)
"""From the ground up."""

MODULES = sorted(file for file in PACKAGE.rglob("*.py") if file != PACKAGE / "__init__.py")


def room_of(name: str) -> str:
    """The room in which a module stands, such as `poses/ink/curves`."""
    parts = name.split("/")
    return next("/".join(parts[:length]) for length in (2, 1) if "/".join(parts[:length]) in ROOMS)


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "stretchbook":
            base = Path(*(node.module or "").split(".")[1:])
            for name in node.names:
                module = base if (PACKAGE / base).with_suffix(".py").is_file() else base / name.name
                yield module.as_posix()


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_module_uses_only_its_own_room_and_those_below(file: Path) -> None:
    name = file.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__")
    own = ROOMS.index(room_of(name))
    above = [module for module in imported(file) if ROOMS.index(room_of(module)) > own]
    assert above == []


def test_only_the_plugin_knows_mkdocs() -> None:
    knowing = set()
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] == "mkdocs" for name in names):
                knowing.add(file.relative_to(PACKAGE).parts[0])
    assert knowing == {"plugin"}
