"""The references as data: CSL-JSON, what Zotero exports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from stretchbook.problems import Problem
from stretchbook.source import Source
from stretchbook.text import REFERENCE_ID

Reference = Mapping[str, Any]
"""One CSL-JSON item."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_TYPES = (
    "article-journal", "article", "book", "chapter", "report", "webpage", "thesis", "paper-conference",
    "article-magazine", "article-newspaper", "document", "entry-encyclopedia", "legislation", "post-weblog",
)  # fmt: skip


def read_references(source: Source) -> dict[str, Reference]:
    """Give the references of a source by their ids; faults go into the source's problems."""
    if not isinstance(source.data, tuple):
        if source.is_read:
            source.refuse((), "must be a list of CSL-JSON items.", "Export it from Zotero as CSL JSON.")
        return {}
    references: dict[str, Reference] = {}
    for number, item in enumerate(source.data):
        source.problems.extend(_faults(source, number, item))
        name = item.get("id") if isinstance(item, dict) else None
        if not isinstance(name, str):
            continue
        if name in references:
            source.refuse((number, "id"), f"`{name}` is given twice.", "Keep one of the two.")
        references[name] = item
    return references


def _faults(source: Source, number: int, item: Any) -> Iterator[Problem]:
    if not isinstance(item, dict):
        yield source.problem((number,), "is no CSL-JSON item.", "Export it from Zotero as CSL JSON.")
        return
    for name in ("id", "type", "title"):
        if not isinstance(item.get(name), str) or not item[name].strip():
            yield source.problem((number, name), "is missing.", "Each reference needs an id, a type and a title.")
    if isinstance(item.get("id"), str) and not REFERENCE_ID.fullmatch(item["id"]):
        yield source.problem((number, "id"), f"`{item['id']}` is not an id.", "Use letters, digits, `-` and `_`.")
    if isinstance(item.get("type"), str) and item["type"] not in _TYPES:
        yield source.problem(
            (number, "type"), f"`{item['type']}` is not a type we know.", f"Use one of: {', '.join(_TYPES)}."
        )
    if "DOI" in item and not _DOI.fullmatch(str(item["DOI"])):
        yield source.problem(
            (number, "DOI"), "is not a DOI.", "Write it as 10.1234/abcd, without an address before it."
        )
    if "URL" in item and not _ADDRESS.fullmatch(str(item["URL"])):
        yield source.problem((number, "URL"), "is not a web address.", "Write it in full, with https:// before it.")
