"""The floor of safety: nothing that readers are told becomes milder, vanishes or says other words unless accepted."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from stretchbook.book.book import Book, Spot
from stretchbook.book.floor import ACCEPTED, FACTS, FOLDER
from stretchbook.book.safety_facts import GONE, PAGES, PARTS, THERE, Facts, Items, Part, facts_of
from stretchbook.book.safety_gate import RECORD_FIELDS, in_common
from stretchbook.checks.safety import BEHIND_ANSWERS, leads_somewhere
from stretchbook.checks.strips import BEHIND_STRIPS, are_strips_sure
from stretchbook.kinds import KINDS, REFERENCES, REFERENCES_FILE
from stretchbook.model.acceptance import Acceptance
from stretchbook.model.base import CONVENTION
from stretchbook.model.pydantic_errors import unknown_id
from stretchbook.model.safety import SafetyRule, When
from stretchbook.model.stretch import Stretch
from stretchbook.model.traverse import named_ids
from stretchbook.problems import Problem, cut_quotes
from stretchbook.text.place import Lines
from stretchbook.text.source import Location

SETTING = ("extra", "safety_floor")
"""Where the settings of a library say that it has a floor, so that it cannot go missing."""

MAY_GO = (REFERENCES,)
"""The kinds of what may vanish: what rests on a reference is held with it."""

RECORD = "record"
"""The part that is a record itself, where it is gone."""


class Below(NamedTuple):
    """One thing that is milder than the floor holds."""

    subject: str
    part: str
    item: str
    was: str
    now: str

    @property
    def of(self) -> tuple[str, str, str]:
        """What an acceptance names."""
        return self.subject, self.part, self.item


@dataclass(frozen=True)
class Compared:
    """A library beside its floor."""

    below: tuple[Below, ...]
    now: Facts
    """What the library says of what could be compared, also of what is new."""

    renamed: dict[str, str]
    """What a record is called now that the floor knows by the name that it had."""

    unsure: frozenset[str]
    """What could not be compared, because a fault is in the way."""


def floor_problems(book: Book) -> Iterator[Problem]:
    """Yield what is below the floor and not accepted, and entries that accept nothing."""
    if book.floor.file is None:
        yield from _missing(book)
        return
    unknown = list(_unknown_parts(book))
    yield from unknown
    if unknown:
        return
    compared = compare(book)
    accepted = _Accepted(book)
    yield from Telling(book, compared).problems(each for each in compared.below if not accepted.takes(each))
    yield from accepted.problems(compared)


def _missing(book: Book) -> Iterator[Problem]:
    """Yield that a library has no floor whose settings say that it has one."""
    folder = book.records / FOLDER
    if book.settings and book.settings.get(*SETTING) and not os.path.lexists(folder):
        message = f"says that there is a floor of safety; {book.path(f'{FOLDER}/{FACTS}')} is gone."
        fix = "Bring the folder back as it was. Only another library removes this, and begins with `stretchbook floor`."
        yield book.settings.problem(SETTING, message, fix)


@lru_cache(maxsize=1)
def compare(book: Book) -> Compared:
    """Compare a book with its floor."""
    library, floor, renamed = book.library, book.floor.facts, _renamed(book)
    now: dict[str, Mapping[str, Items]] = {}
    unsure: set[str] = set()
    is_sure = are_strips_sure(book)
    for kind, name, record in _held(book):
        subject = renamed.get(f"{kind}/{name}", f"{kind}/{name}")
        if kind != "stretches" or (is_sure and leads_somewhere(library, record, (*BEHIND_ANSWERS, *BEHIND_STRIPS))):
            now[subject] = facts_of(library, kind, name, record)
        else:
            unsure.add(subject)
    below: list[Below] = []
    for subject, parts in floor.items():
        if subject in now:
            below += below_in(subject, parts, now, book)
        elif subject not in unsure and is_gone(book, subject):
            if subject.partition("/")[0] in MAY_GO:
                continue
            below.append(Below(subject, RECORD, RECORD, THERE, GONE))
        else:
            unsure.add(subject)
    return Compared(tuple(below), now, {old: new for new, old in renamed.items()}, frozenset(unsure))


def _held(book: Book) -> Iterator[tuple[str, str, Any]]:
    """Yield the kind, the id and the record of all that a floor holds."""
    for kind in PARTS:
        for name, record in () if kind in (PAGES, REFERENCES) else book.library.of(kind).items():
            yield kind, name, record
    for name, reference in book.library.references.items():
        yield REFERENCES, name, reference
    for article in book.pages.articles:
        if article.is_for_readers or f"{PAGES}/{article.address}" in book.floor.facts:
            yield PAGES, article.address, article


def _renamed(book: Book) -> dict[str, str]:
    """Return what the floor calls records that have a new name."""
    floor, found = book.floor.facts, dict[str, str]()
    for kind in KINDS:
        records = book.library.of(kind.id) if kind.id in PARTS and "formerly" in kind.model.model_fields else {}
        for name, record in records.items():
            for old in record.formerly:
                if f"{kind.id}/{old}" in floor and old not in records and f"{kind.id}/{name}" not in floor:
                    found[f"{kind.id}/{name}"] = f"{kind.id}/{old}"
    return found


def is_gone(book: Book, subject: str) -> bool:
    """Return whether nothing has this name any more, as far as can be known."""
    kind, _, name = subject.partition("/")
    if kind == PAGES:
        return bool(book.pages.articles) and not book.pages.problems
    known = book.ids[kind]
    return known is not None and name not in known


def below_in(subject: str, held: Mapping[str, Items], now: Facts, book: Book) -> Iterator[Below]:
    """Yield what of one record is below the floor. `held` is what the floor holds of it, `now` has what it says."""
    parts = {part.name: part for part in PARTS[subject.partition("/")[0]]}
    for part in parts.values():
        was, found = held.get(part.name, {}), now[subject][part.name]
        if part.is_limit and part.name not in held:
            continue  # written before there was such a part
        if part.makes_room and any(item not in was for item in found):
            continue
        for item, value, word in part.milder(was, found, book.library):
            # Of what is gone as a whole this is told once.
            named = f"{part.names}/{item}" if part.names else item
            is_told = word == part.absent and named in book.floor.facts and named not in now
            if not is_told and not _went_with(parts.get(part.goes_with), item, held, now[subject], book):
                yield Below(subject, part.name, item, value, word)


def _went_with(part: Part | None, item: str, held: Mapping[str, Items], now: Mapping[str, Items], book: Book) -> bool:
    """Return whether what an item belongs to is stricter now."""
    if part is None:
        return False
    was, found = (facts.get(part.name, {}).get(item, part.absent) for facts in (held, now))
    return part.is_stricter(was, found, book.library)


def _unknown_parts(book: Book) -> Iterator[Problem]:
    """Yield what stands in the file of the floor and is none of its parts: a slip there would hold nothing."""
    for subject, parts in book.floor.facts.items():
        kind, _, name = subject.partition("/")
        if kind not in PARTS or not (name or subject == f"{PAGES}/"):
            yield book.floor.source.problem((subject,), "is nothing that a floor holds.", _WRITE_ANEW)
            continue
        known = {part.name for part in PARTS[kind]}
        for word in parts.keys() - known:
            yield book.floor.source.problem((subject, word), "is no part of it.", _WRITE_ANEW)


_WRITE_ANEW = "Bring the file back as it was."


class _Accepted:
    """The entries of what is accepted, and which of them accept something."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._left: dict[tuple[str, str, str, str], list[Location]] = {}
        for entry, loc in book.floor.accepted:
            for number, subject in enumerate(entry.of):
                for place, item in enumerate(entry.named):
                    here = (*loc, "items", place) if entry.items else (*loc, "of", number)
                    self._left.setdefault((subject, entry.what, item, entry.now), []).append(here)

    def takes(self, below: Below) -> bool:
        """Return whether something is accepted as it is."""
        places = self._left.get((*below.of, below.now))
        if not places:
            return False
        places.pop()
        return True

    def problems(self, compared: Compared) -> Iterator[Problem]:
        """Yield entries that accept nothing, and answers that became milder without a source."""
        source = self._book.floor.acceptances
        for (subject, what, item, now), places in self._left.items():
            for loc in places if subject not in compared.unsure else ():
                message = f"accepts nothing: {what} of `{subject}` ({item}) is not `{now}` below the floor."
                yield source.problem(loc, message, "Remove it, or correct it.")
        for entry, loc in self._book.floor.accepted:
            if entry.what == "answers" and entry.source is None:
                message = "is missing; an answer that becomes milder needs one."
                yield source.problem((*loc, "source"), message, "Add the id of a reference, or `convention`.")
            yield from self._unknown_references(entry, loc)

    def _unknown_references(self, entry: Acceptance, loc: Location) -> Iterator[Problem]:
        known = self._book.ids[REFERENCES]
        for _, inner, word in named_ids(entry):
            if known is not None and word != CONVENTION and word not in known:
                said = unknown_id(word, "reference", REFERENCES_FILE, known, {})
                yield self._book.floor.acceptances.problem((*loc, *inner), *said)


class Telling:
    """Says of what is below the floor where it stands, what it was, and what to do: `fix`, or have it accepted."""

    def __init__(self, book: Book, compared: Compared, fix: str = "") -> None:
        self._book = book
        self._compared = compared
        self._one_fix = fix

    def problems(self, below: Iterable[Below]) -> Iterator[Problem]:
        """Yield a problem for each place; items that became the same stand together."""
        together: dict[tuple[Any, ...], list[Below]] = {}
        for each in below:
            path, line, column, _ = self._place(each)
            value = each.was if self._part(each).compares in ("order", "number") else ""
            together.setdefault((path, line, column, each.subject, each.part, value, each.now), []).append(each)
        for same in together.values():
            path, line, column, field = self._place(same[0])
            yield Problem(path, line, column, field, cut_quotes(self._said(same)), self._one_fix or self._fix(same))

    def _part(self, below: Below) -> Part:
        kind = below.subject.partition("/")[0]
        return next((part for part in PARTS[kind] if part.name == below.part), _WHOLE)

    def _said(self, same: list[Below]) -> str:
        one, part = same[0], self._part(same[0])
        if part is _WHOLE:
            return "is gone, and the floor of safety holds it."
        names = ", ".join(f"`{self._named(each)}`" for each in same)
        about = "" if one.item == one.part else f"{one.part}: "
        if part.is_limit and one.was == part.absent:
            return f"{about}{names} is new here, which makes it milder."
        if one.now == part.absent == GONE:
            return f"{about}{names} is gone, and the floor of safety holds it."
        if part.compares == "words":
            return f"{about}{names} says other words than the floor of safety holds."
        return f"{about}{names} was {one.was} and is {one.now}, which is milder."

    def _named(self, below: Below) -> str:
        """Return what an item is called: a text by the words with which it began."""
        return f"{below.was}…" if _DIGEST.fullmatch(below.item) else below.item

    def _fix(self, same: list[Below]) -> str:
        one = same[0]
        of, what, now = _yaml(one.subject), _yaml(one.part), _yaml(one.now)
        items = "" if one.item == one.part else f"items: [{', '.join(_yaml(each.item) for each in same)}], "
        entry = f"{{of: [{of}], what: {what}, {items}now: {now}, date: 2026-01-31, because: why}}"
        file = self._book.path(f"{FOLDER}/{ACCEPTED}")
        return f"Put it back, or have it accepted in {file}, with the date and the reason: - {entry}."

    def _place(self, below: Below) -> tuple[str, int, int, str]:
        kind, _, name = self._compared.renamed.get(below.subject, below.subject).partition("/")
        if below.part == RECORD:
            return _start(self._book.floor.source.problem((below.subject,), "", ""))
        if kind == PAGES:
            article = next(each for each in self._book.pages.articles if each.address == name)
            at = article.text.find(below.item[:20], article.front.start) if below.part == "lines" else -1
            return article.path, *Lines(article.text).place(max(at, article.front.start)), ""
        if kind == REFERENCES:
            return _start(self._book.references.problem(self._in_references(name, below.item), "", ""))
        spot, part = self._book.spots[kind, name], self._part(below)
        loc = part.place(below.item)
        if part.is_worked_out:
            spot, loc = self._cause(below, spot, self._book.library.stretches[name]) or (spot, loc)
        return _start(spot.problem(loc, "", ""))

    def _in_references(self, name: str, field: str) -> Location:
        at = ("custom", field) if field in ("about", "kind") else (field,)
        return (self._book.number_of(name), *at)

    def _cause(self, below: Below, spot: Spot, stretch: Stretch) -> tuple[Spot, Location] | None:
        """Return what a stretch declares no longer, where it lost a rule for that."""
        was, now = (facts[below.subject].get("rules", {}) for facts in (self._book.floor.facts, self._compared.now))
        rules: Mapping[str, SafetyRule] = self._book.library.of("safety-rules")
        for name in was:
            if name not in now and name in rules:
                when = rules[name].when
                found = in_common(when, stretch)
                for field in type(when).model_fields:
                    if getattr(when, field) and field not in found:
                        return spot, _declared_at(field, when, stretch)
        return None


def _declared_at(field: str, when: When, stretch: Stretch) -> Location:
    if field == "movements":
        lowered = next((name for name in when.movements if name in stretch.movements), None)
        return (field, lowered) if lowered else (field,)
    return (RECORD_FIELDS.get(field, "kind"),)


def _start(problem: Problem) -> tuple[str, int, int, str]:
    return problem.path, problem.line, problem.column, problem.field


_WHOLE = Part(RECORD, lambda _, __, ___: {})
_DIGEST = re.compile(r"[0-9a-f]{32}")
_PLAIN = re.compile(r"[a-z](?:[\w /.-]*\w)?")
_NO_TEXT = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def _yaml(word: str) -> str:
    """Return a word as it may stand in a list of YAML."""
    return word if _PLAIN.fullmatch(word) and word not in _NO_TEXT else json.dumps(word, ensure_ascii=False)
