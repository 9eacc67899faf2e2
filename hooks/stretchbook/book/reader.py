"""Reads a library: every file into records, as far as it can be read, with all that is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from stretchbook.book import body_map, floor
from stretchbook.book.article import NO_PAGES, Pages
from stretchbook.book.body_map import read_atlas
from stretchbook.book.book import Book, Spot
from stretchbook.book.file_names import record_name_fault
from stretchbook.book.leftovers import is_passed_over
from stretchbook.book.library import Library
from stretchbook.book.references import read_references
from stretchbook.cache.memory import Memory
from stretchbook.kinds import KINDS, REFERENCES, REFERENCES_FILE, WITH_PAGES, Kind, OwnPages
from stretchbook.model.pydantic_errors import validate
from stretchbook.poses.figure_cache import FigureCache
from stretchbook.problems import Problem
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.text.ids import GivenIds, as_id, ids_in
from stretchbook.text.letters import REFERENCE_ID
from stretchbook.text.links import leads_out
from stretchbook.text.source import Source, read_source

INDEX = "index"
"""What no record with a page may be called: at that address stands the list of all."""

_SCHEMA = "schema"
_LISTS = tuple(kind for kind in KINDS if kind.folder is None)
_FOLDERS = tuple(kind for kind in KINDS if kind.folder is not None)
_OTHER_FOLDERS = (body_map.FOLDER, floor.FOLDER, _SCHEMA, *(kind.folder for kind in _FOLDERS if kind.folder))
_NO_RECORDS = frozenset({*(kind.file for kind in _LISTS), REFERENCES_FILE, *_OTHER_FOLDERS})
"""What else there is in the folder of the stretches."""

RESERVED = frozenset({INDEX, _SCHEMA, *(kind.folder for kind in _FOLDERS if kind.folder)})
"""What no stretch may be called: the site has something else at these addresses."""


def read_book(
    records: Path,
    pages: Pages | None = None,
    memory: Memory[Source] | None = None,
    settings: Settings | None = None,
    figures: FigureCache | None = None,
) -> Book:
    """Read everything below `records`, the folder of the stretches; what a `memory` holds is not read again.

    `pages` are the hand-written pages, `settings` those of the site, if there are any, and `figures` draws what is
    posed; it is in the folder `.cache` beside the records where none is given.
    """
    reader = _Reader(records, memory)
    fault = _folder_fault(records)
    book = reader.nothing(fault, pages, settings) if fault else reader.read(pages, settings)
    return replace(book, figures=figures or FigureCache(records.parent / ".cache" / "figures"))


def ids_with_pages(records: Path) -> Iterator[tuple[str, OwnPages]]:
    """Yield every id below `records` that belongs to a page of its own, right or not, and where that page stands."""
    for kind, place in WITH_PAGES:
        if kind.folder is None:
            found = list(ids_in(read_source(records / kind.file, kind.file)))
        else:
            found = _file_ids(records, kind)
        yield from ((name, place) for name in dict.fromkeys(found) if as_id(name) == name)


def _file_ids(records: Path, kind: Kind) -> list[str]:
    """Return the ids that the names of a kind's files give, right or not."""
    files = sorted((records / (kind.folder or "")).glob("*.yml"))
    return [file.stem for file in files if kind.folder or file.name not in _NO_RECORDS]


def _folder_fault(records: Path) -> Problem | None:
    if records.exists() and leads_out(records, records.parent):
        said = ("is a link that leads out of the project.", "Put a real folder in its place.")
    elif records.is_dir():
        if os.access(records, os.R_OK | os.X_OK):
            return None
        said = ("cannot be read.", "Check that you may read it.")
    elif records.is_symlink():
        said = ("is a link that leads nowhere.", "Let it lead to the folder of the records.")
    elif records.exists():
        said = ("is not a folder.", "Make a folder of it, with the records in it.")
    else:
        said = ("is missing.", "Bring it back; no site can be made without it.")
    return _file_problem(records.name, *said)


class _Reader:
    """Reads the files of one library, keeping each file's source."""

    def __init__(self, root: Path, memory: Memory[Source] | None) -> None:
        self.root = root
        self.memory = memory
        self.sources: dict[str, Source] = {}
        self.spots: dict[tuple[str, str], Spot] = {}
        self.nameless: set[str] = set()
        """The kinds of which some record gives no id."""

        self.loose: list[Problem] = []
        """The problems that are no line's of any file."""

    def nothing(self, fault: Problem, pages: Pages | None, settings: Settings | None) -> Book:
        """Return a book without any record, for a folder that cannot be read."""
        unknown = dict.fromkeys((*(kind.id for kind in KINDS), REFERENCES))
        library = Library({}, folder=self.root.name, articles=pages.articles if pages else ())
        read = pages or NO_PAGES
        return Book(library, self.root, {}, {}, unknown, pages=read, settings=settings, problems=(fault,))

    def read(self, pages: Pages | None, settings: Settings | None) -> Book:
        lists = {kind.id: self._list(kind) for kind in _LISTS}
        references = read_references(self._references)
        files = {kind.id: self._folder(kind) for kind in _FOLDERS}
        atlas = read_atlas(self.root / body_map.FOLDER, self._source, self._refuse)
        held = floor.read_floor(self.root / floor.FOLDER, self._source, self._refuse)
        library = Library(
            {kind.id: (lists | files)[kind.id] for kind in KINDS},
            references,
            self.root.name,
            pages.articles if pages else (),
            atlas.atlas,
        )
        problems = (*self.loose, *(problem for source in self.sources.values() for problem in source.problems))
        known = {kind.id: self._ids(kind) for kind in KINDS}
        known[REFERENCES] = frozenset(references) if _is_list(self._references) else None
        spots, read = self.spots, pages or NO_PAGES
        return Book(library, self.root, self.sources, spots, known, atlas, held, read, settings, problems)

    def _refuse(self, file: Path, message: str, fix: str) -> None:
        self.loose.append(_file_problem(self._path(file), message, fix))

    @cached_property
    def _references(self) -> Source:
        return self._source(self.root / REFERENCES_FILE)

    @cached_property
    def _given(self) -> GivenIds:
        """The ids that are written anywhere, also by files and entries that are at fault."""
        found: dict[str, set[str]] = {kind.id: set(ids_in(self._list_source(kind))) for kind in _LISTS}
        for kind in _FOLDERS:
            found[kind.id] = set(_file_ids(self.root, kind))
        for kind in KINDS:
            if kind.named_as:
                found[kind.named_as] |= found[kind.id]
        return GivenIds(found, {word for word in ids_in(self._references) if REFERENCE_ID.fullmatch(word)})

    def _given_to(self, kind: Kind, reserved: Collection[str] = (INDEX,)) -> GivenIds:
        return replace(self._given, noun=kind.noun.replace(" ", "-"), reserved=frozenset(reserved))

    def _ids(self, kind: Kind) -> frozenset[str] | None:
        """Return the ids of a kind; None where some cannot be read, so that nobody is blamed for naming them."""
        if kind.folder is None and (kind.id in self.nameless or not _is_list(self._list_source(kind))):
            return None
        return frozenset(name for each, name in self.spots if each == kind.id)

    def _path(self, file: Path) -> str:
        return file.relative_to(self.root.parent).as_posix()

    def _source(self, file: Path) -> Source:
        path = self._path(file)
        if path not in self.sources:
            self.sources[path] = read_source(file, path, self.memory)
        return self.sources[path]

    def _list_source(self, kind: Kind) -> Source:
        file = self.root / kind.file
        if not kind.is_optional or file.is_symlink() or file.exists():
            return self._source(file)
        path = self._path(file)
        return self.sources.setdefault(path, Source(path, data=(), is_read=True))

    def _list(self, kind: Kind) -> dict[str, Any]:
        """Read a kind of which one file lists all records."""
        source = self._list_source(kind)
        if not _is_list(source):
            if not source.problems:
                source.refuse((), "must be a list.", "Start each entry with `- id:`.")
            return {}
        given = self._given_to(kind)
        entries: dict[str, Any] = {}
        for number, item in enumerate(source.data):
            word = item.get("id") if isinstance(item, dict) else None
            if isinstance(word, str):
                self._note_entry(source, kind, word, number)
            else:
                self.nameless.add(kind.id)
            entry: Any = validate(kind.model, source, (number,), given=given)
            if entry:
                entries.setdefault(entry.id, entry)
        return entries

    def _note_entry(self, source: Source, kind: Kind, word: str, number: int) -> None:
        if (kind.id, word) in self.spots:
            source.refuse((number, "id"), f"`{word}` is given twice.", "Keep one of the two.")
        self.spots.setdefault((kind.id, word), Spot(source, (number,)))

    def _folder(self, kind: Kind) -> dict[str, Any]:
        """Read a kind of which each record is a file. A folder of its own need not be there, but has to be a real one.

        The stretches stand in the folder of the library itself, which was looked at before.
        """
        if not kind.folder:
            return self._records(self.root, kind, self._given_to(kind, RESERVED))
        folder = self.root / kind.folder
        if folder.is_symlink():
            fault = ("is a link to another place.", "Put a real folder in its place.")
        elif folder.exists() and not folder.is_dir():
            fault = ("is not a folder.", f"Make a folder of it, with one file for each {kind.noun}.")
        else:
            return self._records(folder, kind, self._given_to(kind))
        self.loose.append(_file_problem(self._path(folder), *fault))
        return {}

    def _records(self, folder: Path, kind: Kind, given: GivenIds) -> dict[str, Any]:
        records = {}
        before = {name for each, name in self.spots if any(each == other.id for other in _FOLDERS)}
        for file in self._listed(folder):
            if folder == self.root and file.name in _NO_RECORDS:
                continue
            if fault := record_name_fault(file, given, before):
                self.loose.append(_file_problem(self._path(file), *fault))
                continue
            source = self._source(file)
            self.spots[kind.id, file.stem] = Spot(source, ())
            if source.data is None and not source.problems:
                source.refuse((), "is empty.", "Copy another record and change it.")
            record = validate(kind.model, source, given=given) if source.data is not None else None
            if record:
                records[file.stem] = record
        return records

    def _listed(self, folder: Path) -> Iterator[Path]:
        """Yield what a folder holds, but for hidden files and what editors leave behind."""
        try:
            found = sorted(folder.iterdir()) if folder.is_dir() else []
        except OSError:
            self.loose.append(_file_problem(self._path(folder), "cannot be read.", "Check that you may read it."))
            return
        yield from (file for file in found if not is_passed_over([file.name]))


def _is_list(source: Source) -> bool:
    return isinstance(source.data, tuple)


def _file_problem(path: str, message: str, fix: str) -> Problem:
    return Problem(path, 1, 1, "", message, fix)
