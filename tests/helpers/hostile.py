"""Texts that want to be more than text, and how to put one into every text of the hand clinic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library
from stretchbook.kinds import KINDS

from helpers.rich_clinic import ROUTINE, STRETCH, read_yaml, save

CODE = {
    "an expression": "{{ 7*7 }}",
    "half an expression": "7*7 }}",
    "a statement": "{% raw %}",
    "a comment": "{# hidden #}",
    "a script": "<script>alert(1)</script>",
    "an image with a handler": "<img src=x onerror=alert(1)>",
    "a closing tag": "</main>",
    "an HTML comment": "<!-- hidden -->",
    "an include": '--8<-- "mkdocs.yml"',
    "an include of a section": ';--8<-- "mkdocs.yml:1:2"',
    "an entity": "&lt;b&gt;",
    "a numbered entity": "&#x3c;b&#62;",
    "a turned direction": "\u202egnorw",
    "a space that nobody sees": "one\u200btwo",
    "a control character": "one\u0007two",
}
MARKUP = {
    "a Markdown link": "[words](javascript:alert(1))",
    "half a Markdown link": "](javascript:alert(1))",
    "half a link": "[[open-hand",
    "strong Markdown": "**strong**",
    "code": "`code`",
}

Location = tuple[str | int, ...]
Change = Callable[[str], str]


def keep(text: str) -> str:
    return text


def ways_to_texts(value: Any, check: str, loc: Location = (), field: str = "") -> Iterator[Location]:
    """Yield the way to every text of a model whose field is checked by `check`: `check_text` or `check_name`."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from ways_to_texts(
                getattr(value, name), check, (*loc, name), f"{info.annotation!r} {info.metadata!r}"
            )
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from ways_to_texts(part, check, (*loc, key), field)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from ways_to_texts(part, check, (*loc, number), field)
    elif isinstance(value, str) and f"function {check} " in field:
        yield loc


def records_to_change(library: Library) -> dict[str, tuple[BaseModel, Location]]:
    """Return a stretch, a routine and the first entry of every vocabulary, each with the way to it in its file."""
    entries = {
        name: next(iter(library.of(name).values())) for name in (kind.id for kind in KINDS if kind.folder is None)
    }
    return {
        **{f"stretches/{name}.yml": (entry, (0,)) for name, entry in entries.items()},
        STRETCH: (library.stretches[Path(STRETCH).stem], ()),
        ROUTINE: (library.routines[Path(ROUTINE).stem], ()),
    }


def change_records(top: Path, text: Change, name: Change = keep) -> dict[str, dict[str, list[Location]]]:
    """Change every text and every name below `top`; return the ways to what was changed, by file and by kind."""
    changed: dict[str, dict[str, list[Location]]] = {}
    for file, (record, start) in records_to_change(open_library(top / "stretches")).items():
        data = read_yaml(top / file)
        changed[file] = {}
        for kind, change in (("text", text), ("name", name)):
            ways = [(*start, *loc) for loc in ways_to_texts(record, f"check_{kind}")]
            changed[file][kind] = ways if change is not keep else []
            for loc in ways:
                _change_at(data, loc, change)
        save(top / file, data)
    return changed


def _change_at(data: Any, loc: Location, change: Change) -> None:
    for part in loc[:-1]:
        data = data[part]
    data[loc[-1]] = change(data[loc[-1]])
