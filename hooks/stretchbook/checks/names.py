"""Ids and names: no two records that readers can be led to share one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from stretchbook.book.book import Book, Read
from stretchbook.book.reader import INDEX, RESERVED
from stretchbook.checks.wording import wording_of
from stretchbook.kinds import KIND, WITH_PLACE, Anchors, Kind, OwnPages, noun_of
from stretchbook.problems import Problem
from stretchbook.text.ids import is_device
from stretchbook.text.letters import folded

_AS_OWNERS = sorted(WITH_PLACE, key=lambda kind: (isinstance(kind.place, Anchors), kind.folder is not None))
"""The kinds, those first whose records have their ids by right: who adds a file chooses another id."""


def name_problems(book: Book) -> Iterator[Problem]:
    """Yield the ids and names that two records share, and ids that the site needs for something else."""
    owner: dict[str, str] = {}
    for kind in _AS_OWNERS:
        for read in book.of(kind.id):
            yield from _id_problems(read, kind, owner)
            owner.setdefault(read.id, kind.id)
    yield from _former_ids(book, owner)
    yield from _shared_names(book)
    yield from _borrowed_names(book)
    yield from _names_of_illnesses(book)


def _id_problems(read: Read, kind: Kind, owner: dict[str, str]) -> Iterator[Problem]:
    spot, word = read.spot.of_id, read.id
    if word == INDEX:
        yield spot.problem((), f"`{INDEX}` is the address of a list.", "Choose another id.")
    # The reader looks at the names of files. Entries with pages become folders of the site.
    if kind.folder is None and isinstance(kind.place, OwnPages) and is_device(word):
        fix = f"Choose another id, such as `{word}-{kind.noun.replace(' ', '-')}`."
        yield spot.problem((), f"`{word}` is a name that Windows keeps for a device.", fix)
    if word in owner:
        yield spot.problem((), f"`{word}` is a {noun_of(owner[word])} already.", "Choose another id.")


def _former_ids(book: Book, owner: dict[str, str]) -> Iterator[Problem]:
    claims: dict[str, str] = {}
    for read in book.all(lambda kind: "formerly" in kind.model.model_fields):
        for number, old in enumerate(read.record.formerly):
            if message := _former_fault(old, read.id, owner, claims):
                fix = "Keep it in one." if old in claims else "Remove it."
                yield read.spot.problem(("formerly", number), message, fix)


def _former_fault(old: str, word: str, owner: dict[str, str], claims: dict[str, str]) -> str | None:
    if is_device(old):
        return f"`{old}` is a name that Windows keeps for a device."
    if old in RESERVED:
        return f"`{old}` is the address of a page of this site."
    if old in owner:
        return f"`{old}` is a {noun_of(owner[old])} now."
    if claims.setdefault(old, word) != word:
        return f"`{old}` is a former id of `{claims[old]}` too."
    return None


def _with_files(book: Book) -> Iterator[Read]:
    return book.all(lambda kind: kind.folder is not None and "name" in kind.model.model_fields)


def _shared_names(book: Book) -> Iterator[Problem]:
    holders: defaultdict[str, list[Read]] = defaultdict(list)
    for read in _with_files(book):
        holders[folded(read.record.name)].append(read)
    for same in holders.values():
        first, *others = sorted(same, key=lambda read: read.id)
        for read in others:
            yield read.spot.problem(("name",), f"is the name of `{first.id}` too.", "Choose another name.")


def _borrowed_names(book: Book) -> Iterator[Problem]:
    """Yield other names of a record by which another one with a file of its own goes."""
    owner = {folded(read.record.name): read.id for read in _with_files(book)}
    for read in _with_files(book):
        if "also_known_as" not in KIND[read.kind].model.model_fields:
            continue
        for number, other in enumerate(read.record.also_known_as):
            holder = owner.get(folded(other), read.id)
            if holder != read.id:
                yield read.spot.problem(("also_known_as", number), f"is the name of `{holder}`.", "Remove it.")


def _names_of_illnesses(book: Book) -> Iterator[Problem]:
    """Yield other names of a stretch that are an illness's: who looks for that is to find help, not a stretch."""
    wording = wording_of(book.library)
    for read in book.all(lambda kind: "also_known_as" in kind.model.model_fields):
        for number, name in enumerate(read.record.also_known_as):
            if said := wording.illness_in(name):
                message, fix = (
                    f"“{said}” is what somebody suffers from.",
                    "Name the stretch by what is done, or remove it.",
                )
                yield read.spot.problem(("also_known_as", number), message, fix)
