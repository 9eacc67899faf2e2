"""Reads the floor of safety: what a library said, below which it may not fall, and what is accepted to be below it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from stretchbook.book.safety_facts import Facts
from stretchbook.model.acceptance import Acceptance
from stretchbook.model.pydantic_errors import validate
from stretchbook.text.plain_file import read_plain
from stretchbook.text.source import LARGEST_JSON, Location, Source, read_source

FOLDER = "floor"
FACTS = "floor.json"
ACCEPTED = "accepted.yml"

_SHAPE = TypeAdapter(dict[str, dict[str, dict[str, str] | list[str]]])


@dataclass(frozen=True)
class ReadFloor:
    """The floor as it was read; without a file a library has none."""

    facts: Facts = field(default_factory=dict)
    file: Path | None = None
    path: str = ""
    """The file of the facts, as messages name it."""

    accepted: tuple[tuple[Acceptance, Location], ...] = ()
    """What is accepted, and where each entry stands."""

    acceptances: Source = field(default_factory=lambda: Source(""))
    """The file of what is accepted."""

    @property
    def accepts(self) -> frozenset[tuple[str, str, str, str]]:
        """All that is accepted: what it is about, part, item and what it is now."""
        return frozenset(key for entry, _ in self.accepted for key in entry.keys)

    @cached_property
    def source(self) -> Source:
        """The file of the facts, with its lines. It is read for messages alone: that takes a while."""
        return read_source(self.file, self.path) if self.file else Source(self.path)


def read_floor(folder: Path, read: Callable[[Path], Source], refuse: Callable[[Path, str, str], None]) -> ReadFloor:
    """Read the folder; one that is not there is no floor.

    `read` returns a file as it was read, into whose problems its faults go; `refuse` is told what is wrong with a file
    or a folder as a whole, and how to fix it.
    """
    if folder.is_symlink():
        refuse(folder, "is a link to another place.", "Put a real folder in its place.")
        return ReadFloor()
    if not folder.exists():
        return ReadFloor()
    if not folder.is_dir():
        refuse(folder, "is not a folder.", "Make a folder of it: `stretchbook floor` writes what belongs into it.")
        return ReadFloor()
    file, listed = folder / FACTS, folder / ACCEPTED
    has_list = listed.is_symlink() or listed.exists()
    acceptances = read(listed) if has_list else Source("", data=(), is_read=True)
    accepted = _accepted(acceptances)
    facts = _facts(file, refuse)
    if facts is None:
        return ReadFloor()
    path = f"{folder.parent.name}/{FOLDER}/{FACTS}"
    return ReadFloor(facts, file, path, accepted, acceptances)


def written(facts: Facts) -> str:
    """Return the text of the file of facts: an item a line, so that a change is one line."""
    plain = {
        subject: {name: _plain(items) for name, items in sorted(parts.items())}
        for subject, parts in sorted(facts.items())
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def remarks(file: Path) -> str:
    """Return the remarks at the top of a file, which stay when its entries go."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(takewhile(lambda line: line.startswith("#") or not line.strip(), lines)).rstrip() + "\n"


def _plain(items: Any) -> Any:
    return dict(sorted(items.items())) if any(items.values()) else sorted(items)


def _facts(file: Path, refuse: Callable[[Path, str, str], None]) -> Facts | None:
    """Return what the file holds; None where it cannot be read, which is told."""
    if file.is_symlink():
        refuse(file, "is a link to another file.", _RESTORE)
        return None
    try:
        raw = read_plain(file, LARGEST_JSON)
    except FileNotFoundError:
        refuse(file, "is missing.", _RESTORE)
        return None
    except OSError:
        refuse(file, "cannot be read.", "Check that you may read it.")
        return None
    try:
        found = _SHAPE.validate_python(json.loads(raw, object_pairs_hook=_once), strict=True)
    except (ValueError, RecursionError, ValidationError):
        refuse(file, "is not what `stretchbook floor` wrote.", _RESTORE)
        return None
    if not found:
        refuse(file, "holds nothing.", _RESTORE)
        return None
    return {subject: {name: _items(each) for name, each in parts.items()} for subject, parts in found.items()}


_RESTORE = "Bring it back as it was: it holds what no change may make milder."


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _items(each: dict[str, str] | list[str]) -> dict[str, str]:
    return each if isinstance(each, dict) else dict.fromkeys(each, "")


def _accepted(source: Source) -> tuple[tuple[Acceptance, Location], ...]:
    if source.data is None and source.is_read and not source.problems:
        return ()  # nothing but remarks
    if not isinstance(source.data, tuple):
        if not source.problems:
            source.refuse((), "must be a list.", "Start each entry with `- of:`.")
        return ()
    entries = ((validate(Acceptance, source, (number,)), (number,)) for number in range(len(source.data)))
    return tuple((entry, loc) for entry, loc in entries if entry)
