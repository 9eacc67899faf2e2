"""The references as data: CSL-JSON, what Zotero exports."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from stretchbook.ids import ids_in, reference_id_rule
from stretchbook.problems import Problem
from stretchbook.source import Source, Way
from stretchbook.text import REFERENCE_ID, piled_marks, unseen
from stretchbook.walk import texts

Reference = Mapping[str, Any]
"""One CSL-JSON item."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
# A host in other letters, or one after an `@`, can look like another host.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][^\s<>\"@]*)?")
_TYPES = (
    "article-journal", "article", "book", "chapter", "report", "webpage", "thesis", "paper-conference",
    "article-magazine", "article-newspaper", "document", "entry-encyclopedia", "legislation", "post-weblog",
)  # fmt: skip


KINDS: Mapping[str, str] = {
    "review": "Review of studies",
    "trial": "Trial",
    "study": "Study",
    "case-reports": "Case reports",
    "model": "Computer model",
    "guideline": "Guideline or expert agreement",
    "overview": "Article for professionals",
    "guidance": "Advice for the public",
    "article": "Web article",
    "anatomy": "Anatomy",
}
"""What a reference can be, with the words for readers. It stands under `custom`, where CSL-JSON has room for more."""

STUDIES = frozenset({"review", "trial", "study", "case-reports", "model"})
"""The kinds that found something out, and have to say who or what was studied."""

_CUSTOM = 'Write "custom": {"kind": "trial", "about": "96 office workers with neck pain"}.'
_TEXTS = ("container-title", "publisher")
_PEOPLE = ("author", "editor", "translator")
_NAMES = ("family", "literal", "given")
_LONGEST = 600
_TAKEN_ID = "convention"
"""What a source is called that is none, and therefore no id of one."""


def read_references(source: Source) -> dict[str, Reference]:
    """Give the references of a source by their ids; faults go into the source's problems."""
    if not isinstance(source.data, tuple):
        if source.is_read:
            source.refuse((), "must be a list of CSL-JSON items.", "Export it from Zotero as CSL JSON.")
        return {}
    references: dict[str, Reference] = {}
    alike: dict[str, str] = {}
    taken = {word.lower() for word in ids_in(source)}
    for number, item in enumerate(source.data):
        source.problems.extend(_faults(source, number, item, taken))
        name = item.get("id") if isinstance(item, dict) else None
        if not isinstance(name, str):
            continue
        first = alike.setdefault(name.lower(), name)
        if name in references:
            source.refuse((number, "id"), f"`{name}` is given twice.", "Keep one of the two.")
        elif first != name:
            source.refuse((number, "id"), f"`{name}` differs from `{first}` in capitals only.", "Choose another id.")
        references[name] = item
    return references


def _faults(source: Source, number: int, item: Any, taken: Collection[str]) -> Iterator[Problem]:
    if not isinstance(item, dict):
        yield source.problem((number,), "is no CSL-JSON item.", "Export it from Zotero as CSL JSON.")
        return
    for name in ("id", "type", "title"):
        if not isinstance(item.get(name), str) or not item[name].strip():
            yield source.problem((number, name), "is missing.", "Each reference needs an id, a type and a title.")
    if isinstance(item.get("id"), str) and not REFERENCE_ID.fullmatch(item["id"]):
        fix = f"{reference_id_rule(item['id'], taken)} Write it so where it is cited too."
        yield source.problem((number, "id"), f"`{item['id']}` is not an id.", fix)
    if item.get("id") == _TAKEN_ID:
        yield source.problem((number, "id"), f"`{_TAKEN_ID}` stands for no source at all.", "Choose another id.")
    if isinstance(item.get("type"), str) and item["type"] not in _TYPES:
        yield source.problem(
            (number, "type"), f"`{item['type']}` is not a type we know.", f"Use one of: {', '.join(_TYPES)}."
        )
    yield from _shape_faults(source, number, item)
    yield from _kind_faults(source, number, item)
    for way, text in texts(item, (number,)):
        yield from _text_faults(source, way, text)
    if "DOI" in item and not _DOI.fullmatch(str(item["DOI"])):
        yield source.problem(
            (number, "DOI"), "is not a DOI.", "Write it as 10.1234/abcd, without an address before it."
        )
    if "URL" in item and not _ADDRESS.fullmatch(str(item["URL"])):
        yield source.problem((number, "URL"), *_address_fault(str(item["URL"])))


def _kind_faults(source: Source, number: int, item: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what keeps readers from knowing what a reference is, and who it is about."""
    custom = item.get("custom", {})
    if not isinstance(custom, dict):
        yield source.problem((number, "custom"), "does not say what this is.", _CUSTOM)
        return
    kind, about = custom.get("kind"), custom.get("about")
    if kind is None:
        yield source.problem((number, "custom", "kind"), "is missing.", f"Say what it is: {', '.join(KINDS)}.")
    elif kind not in KINDS:
        yield source.problem(
            (number, "custom", "kind"), f"`{kind}` is not a kind we know.", f"Use one of: {', '.join(KINDS)}."
        )
    elif about is None and kind in STUDIES:
        yield source.problem((number, "custom", "about"), "is missing.", "Say who was studied, and how many.")
    if about is not None and (not isinstance(about, str) or not about.strip()):
        yield source.problem((number, "custom", "about"), "must be text.", "Say who was studied, in double quotes.")


def _address_fault(url: str) -> tuple[str, str]:
    if re.match(r"https?://\S", url) and ("@" in url or not url.isascii()):
        return "can be taken for another address.", "Write its host in plain letters, and an `@` as %40."
    return "is not a web address.", "Write it in full, with https:// before it."


def _text_faults(source: Source, way: Way, text: str) -> Iterator[Problem]:
    if code := unseen(text):
        yield source.problem(way, f"holds a character that cannot be seen ({code}).", "Remove it.")
    if piled_marks(text):
        yield source.problem(way, "piles up marks on one letter.", "Leave the letter and its own marks.")
    if len(text) > _LONGEST:
        yield source.problem(way, f"is longer than {_LONGEST} letters.", "Say it shorter.")


def _shape_faults(source: Source, number: int, item: Mapping[str, Any]) -> Iterator[Problem]:
    """Give the fields that are not shaped as CSL-JSON has them."""
    for name in _TEXTS:
        if name in item and not isinstance(item[name], str):
            yield source.problem((number, name), "must be text.", "Put it in double quotes.")
    for name in _PEOPLE:
        if name in item and not _are_people(item[name]):
            mend = 'Write it as [{"family": "Palmer", "given": "Ada"}], or [{"literal": "Name of a body"}].'
            yield source.problem((number, name), "is no list of people.", mend)
    if "issued" in item and not _is_date(item["issued"]):
        yield source.problem((number, "issued"), "is no date.", 'Write it as {"date-parts": [[2026, 3, 31]]}.')


def _are_people(value: Any) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(person, dict)
        and any(person.get(name) for name in _NAMES)
        and all(isinstance(person.get(name, ""), str) for name in _NAMES)
        for person in value
    )


def _is_date(value: Any) -> bool:
    """Tell whether this is a CSL date: years, months and days as numbers, or words."""
    if not isinstance(value, dict):
        return False
    parts = value.get("date-parts", ())
    if not isinstance(parts, tuple) or not all(isinstance(part, tuple) and part for part in parts):
        return False
    numbers = [number for part in parts for number in part]
    return bool(numbers or value.get("raw") or value.get("literal")) and all(
        re.fullmatch(r"\d+", str(n)) for n in numbers
    )
