"""The search index: what a reader may look for, small enough to be fetched when search is first opened.

    {"fields": [...], "words": [text, ...], "offered": [number, ...], "intents": [[...], ...], "entries": [[...], ...]}

An entry holds its values in the order of `fields`. Its `words` and `more` are numbers of texts in the list `words`,
where whatever many entries share stands once: muscles, positions, places, things. `words` says what a page is about,
`more` what else is to be found there; `cautions` is shown and not looked for. `offered` are the entries that are shown
when nothing is found. An intent is `[what people type, numbers of the entries that it leads to, how much it warns]`:
0 not at all, 1 so that help comes first, 2 so that no stretch is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.name_index import Named, named
from stretchbook.book.page_folder import address
from stretchbook.model.intent import Intent
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Condition
from stretchbook.model.stretch import Stretch
from stretchbook.text.letters import normalised
from stretchbook.text.markup import plain

FOLDER = "search"
INDEX = f"{FOLDER}/index.json"
ENGINE = f"{FOLDER}/lunr.js"

_ASIDE = "details, .headerlink, .sb-cite, .sb-source"
"""What stands on a page without being what the page is about."""


class SearchSettingError(Exception):
    """A page's front matter says something about search that means nothing; the message says what and what to do."""


@dataclass(frozen=True)
class ReadPage:
    """A hand-written page, as search knows it. `is_offered`: it is shown when nothing is found."""

    kind: str
    address: str
    title: str
    also: tuple[str, ...]
    summary: str
    headings: str
    text: str
    is_offered: bool


@dataclass(frozen=True)
class _IndexEntry:
    kind: str
    address: str
    title: str
    also: tuple[str, ...]
    summary: str
    words: tuple[int, ...]
    more: tuple[int, ...]
    cautions: tuple[int, ...]


def read_page(address: str, title: str, meta: Mapping[str, Any], html: str) -> ReadPage | None:
    """Read a hand-written page; None if it says `search: false` and is not to be found.

    `search: list` marks a list of records, `search: help` a page for readers in trouble; both are offered when nothing
    is found. `also_called` lists other names. Raises `SearchSettingError` where either says anything else.
    """
    setting = meta.get("search", "read")
    if setting is False:
        return None
    if setting not in ("read", "list", "help"):
        raise SearchSettingError(f"`search: {setting}` is not known. Write list, help or false, or leave it out.")
    kind = "List" if setting == "list" else "Read"
    tree = LexborHTMLParser(f"<main>{html}</main>")
    tree.strip_tags(["script", "style"])
    for node in tree.css(_ASIDE):
        node.decompose()
    headings = normalised(", ".join(node.text().strip() for node in tree.css("h2, h3")))
    text = normalised(tree.body.text(separator=" ") if tree.body else "")
    also = meta.get("also_called", [])
    if not isinstance(also, list):
        raise SearchSettingError("`also_called` is not a list. Write names in square brackets: [Warning signs].")
    summary = str(meta.get("description", ""))
    return ReadPage(kind, address, title, tuple(map(str, also)), summary, headings, _each_once(text), setting != "read")


def _each_once(text: str) -> str:
    """Return each word of a text once: search asks whether a word is there, not how often."""
    return " ".join(dict.fromkeys(re.findall(r"\w+(?:['’-]\w+)*", text.lower())))


def index(library: Library, pages: Iterable[ReadPage]) -> bytes:
    """Return the content of the index's file."""
    shared = _Shared(library)
    read = sorted(pages, key=lambda page: (page.kind == "List", page.title))
    entries = [*_record_entries(library, shared), *(_page_entry(page, shared) for page in read)]
    first = len(entries) - len(read)
    data = {
        "fields": [field.name for field in fields(_IndexEntry)],
        "words": list(shared.numbers),
        "offered": [first + number for number, page in enumerate(read) if page.is_offered],
        "intents": list(_intents(library, {entry.address: number for number, entry in enumerate(entries)}, read)),
        "entries": [list(asdict(entry).values()) for entry in entries],
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _intents(
    library: Library, numbers: Mapping[str, int], pages: Iterable[ReadPage]
) -> Iterator[tuple[tuple[str, ...], list[int], int]]:
    addresses = Addresses(library)
    signs = library.of("warning-signs")
    help_pages = [page.address for page in pages if page.is_offered and page.kind == "Read"]
    intent: Intent
    for intent in library.of("intents").values():
        records = (*intent.routines, *intent.stretches, *intent.muscles, *intent.conditions)
        leads = [*(addresses.of(name) for name in records), *map(address, intent.pages)]
        warns = max((1 if signs[name].urgency == "routine" else 2 for name in intent.warning_signs), default=0)
        led = dict.fromkeys([*(help_pages if warns else ()), *leads])
        yield intent.said, [numbers[to] for to in led if to in numbers], warns


class _Shared:
    """Texts that entries share: each is kept once, and has a number."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.numbers: dict[str, int] = {}

    def text(self, *names: str | None) -> int:
        """Return the number of a text that is made of names."""
        return self.numbers.setdefault(", ".join(name for name in names if name), len(self.numbers))

    def of(self, vocabulary: str, ids: Iterable[str]) -> Iterator[int]:
        """Yield the numbers of a vocabulary's words."""
        for name in ids:
            word = self.library.words(vocabulary)[name]
            yield self.text(word.name, *word.also_called)

    def muscles(self, ids: Iterable[str]) -> Iterator[int]:
        """Yield the numbers of muscles with their groups, and of groups."""
        for name in ids:
            if name in self.library.groups:
                group = self.library.groups[name]
                yield self.text(group.name, *group.also_called, group.where)
            else:
                muscle = self.library.muscles[name]
                yield self.text(muscle.name, *muscle.also_called, muscle.latin)
                yield from self.muscles(muscle.groups)


def _record_entries(library: Library, shared: _Shared) -> Iterator[_IndexEntry]:
    addresses = Addresses(library)
    for record in named(library):
        words, more = _about(record, library, shared)
        summary = plain(record.said, library.titles)
        unique = tuple(dict.fromkeys(words)), tuple(number for number in dict.fromkeys(more) if number not in words)
        yield _IndexEntry(
            record.label,
            addresses.of(record.id),
            record.name,
            record.also,
            summary,
            *unique,
            tuple(_cautions(record, library, shared)),
        )


def _cautions(record: Named, library: Library, shared: _Shared) -> Iterator[int]:
    """Yield the number of the areas of the conditions that a stretch is to be left out or asked about with.

    It is shown with the stretch and not looked for.
    """
    if record.id in library.stretches:
        named = {library.conditions[name].area for name in library.checks_first(record.id)}
        areas = [area.name.lower() for name, area in library.words("areas").items() if name in named]
        if areas:
            yield shared.text(*areas)


def _about(record: Named, library: Library, shared: _Shared) -> tuple[list[int], list[int]]:
    """Return what a record is about, and what else it has to do with.

    A stretch does not name the conditions that it is to be left out with: who looks for a condition must not be given
    the very stretches that do not suit it.
    """
    about = _ABOUT.get(record.kind)
    return about(library.of(record.kind)[record.id], library, shared) if about else ([], [])


def _about_stretch(stretch: Stretch, _: Library, shared: _Shared) -> tuple[list[int], list[int]]:
    words = [
        *shared.muscles(stretch.muscles.primary),
        *shared.of("regions", stretch.mobilises),
        *shared.of("positions", stretch.position),
        *shared.of("settings", stretch.setting),
        *shared.of("equipment", stretch.equipment),
    ]
    return words, [*shared.muscles(stretch.muscles.secondary), *shared.of("movements", stretch.movements)]


def _about_routine(routine: Routine, library: Library, shared: _Shared) -> tuple[list[int], list[int]]:
    stretches = [library.stretches[item.stretch] for item in routine.items]
    more = [
        number
        for stretch in stretches
        for number in (*shared.of("positions", stretch.position), *shared.of("equipment", stretch.equipment))
    ]
    return list(shared.of("settings", routine.setting)), [shared.text(stretch.name) for stretch in stretches] + more


def _about_muscle(muscle: Muscle, _: Library, shared: _Shared) -> tuple[list[int], list[int]]:
    return list(shared.muscles(muscle.groups)), [shared.text(muscle.latin)] if muscle.latin else []


def _about_group(group: MuscleGroup, library: Library, shared: _Shared) -> tuple[list[int], list[int]]:
    return list(shared.muscles([group.id])), list(shared.muscles(library.members[group.id]))


def _about_condition(condition: Condition, _: Library, shared: _Shared) -> tuple[list[int], list[int]]:
    return list(shared.of("areas", [condition.area])), []


_ABOUT: Mapping[str, Callable[[Any, Library, _Shared], tuple[list[int], list[int]]]] = {
    "stretches": _about_stretch,
    "routines": _about_routine,
    "muscles": _about_muscle,
    "muscle-groups": _about_group,
    "conditions": _about_condition,
}
"""By kind, what its records have to do with others. One that is not here is found by its names alone."""


def _page_entry(page: ReadPage, shared: _Shared) -> _IndexEntry:
    headings = (shared.text(page.headings),) if page.headings else ()
    text = (shared.text(page.text),) if page.text else ()
    return _IndexEntry(page.kind, page.address, page.title, page.also, page.summary, headings, text, ())
