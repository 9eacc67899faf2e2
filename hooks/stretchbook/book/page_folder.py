"""The folder of the pages, listed as MkDocs lists it, with all that would stop a build or never let it end."""

from __future__ import annotations

import os
import posixpath
import stat
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pathspec.gitignore import GitIgnoreSpec

from stretchbook.book.leftovers import is_passed_over
from stretchbook.problems import Problem
from stretchbook.text.file_limits import PUBLISHED, size_fault
from stretchbook.text.letters import unseen
from stretchbook.text.links import leads_out

PAGE_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
"""The endings of pages. MkDocs reads only these, in small letters."""

_ALWAYS_EXCLUDED = GitIgnoreSpec.from_lines([".*", "/templates/"])
_NOTHING = GitIgnoreSpec.from_lines([])
FOR_HOST = "for_host"
"""The setting, under `extra`, that names files for the site's host."""

_OF_HOSTS = ("functions/", "_functions/", "api/_")
"""Folders in which some hosts look for programs."""

_DEEPEST = 30
"""Folders in folders. MkDocs gives up at some hundreds, and no address needs that many."""


@dataclass(frozen=True)
class Listing:
    """What there is below the folder of the pages: `files` to be published, as paths with `/`, in MkDocs' order.

    `is_endless` tells that nobody else must walk through the folder: links in it lead round in circles.
    """

    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    is_endless: bool

    @property
    def pages(self) -> Iterator[str]:
        """The pages among the files."""
        return (uri for uri in self.files if uri.endswith(PAGE_ENDINGS))


@dataclass(frozen=True)
class PageFolder:
    """The folder of the pages. Messages name files as seen from `top`, the folder of `mkdocs.yml`."""

    folder: Path
    top: Path
    excluded: GitIgnoreSpec | None = None
    """The setting `exclude_docs`: what is neither built nor shown."""
    drafts: GitIgnoreSpec | None = None
    """The setting `draft_docs`: what a server shows and no build publishes."""
    themes: tuple[Path, ...] = ()
    """The folders of the theme's templates, ours first; with none, templates are not looked for."""
    menu: frozenset[str] | None = None
    """The pages that the setting `nav` names; None where a page may be missing there, or MkDocs itself will tell."""
    not_in_menu: GitIgnoreSpec | None = None
    """The setting `not_in_nav`."""
    for_host: frozenset[str] = frozenset()
    """The setting `extra.for_host`: files that tell the site's host what to do, such as `CNAME`."""

    def shown(self, uri: str = "") -> str:
        """Return how messages name a file below the folder."""
        try:
            folder = os.path.relpath(self.folder, self.top)
        except ValueError:  # on another drive
            folder = str(self.folder)
        return posixpath.join(folder.replace(os.sep, "/"), uri).rstrip("/")

    def is_excluded(self, uri: str) -> bool:
        """Return whether MkDocs leaves a file out by itself."""
        spec = _ALWAYS_EXCLUDED + self.excluded if self.excluded else _ALWAYS_EXCLUDED
        return spec.match_file(uri)

    def is_draft(self, uri: str) -> bool:
        """Return whether a file is shown by a server only."""
        return (self.drafts or _NOTHING).match_file(uri)

    def is_missing_in_menu(self, uri: str) -> bool:
        """Return whether a page ought to be in the menu and is not."""
        return not (self.menu is None or uri in self.menu or (self.not_in_menu or _NOTHING).match_file(uri))

    def has_template(self, name: str) -> bool:
        """Return whether the theme has a file of this name."""
        return not self.themes or any((folder / name).is_file() for folder in self.themes)

    def listing(self) -> Listing:
        """List all files to be published. There need be no folder."""
        walk = _Walk(self)
        walk.run()
        files = walk.files
        return Listing(tuple(files), (*walk.problems, *_same_pages(files, self)), walk.is_endless)


def menu_pages(nav: Any) -> frozenset[str] | None:
    """Return the pages that a setting `nav` names; None where it is not set, and MkDocs makes a menu of all pages."""
    if nav is None:
        return None
    found, waiting = set(), [nav]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.add(posixpath.normpath(part))
        elif isinstance(part, (list, dict)):
            waiting += part.values() if isinstance(part, dict) else part
    return frozenset(found)


def destination(uri: str) -> str:
    """Return the file of the site that MkDocs makes of a file."""
    if not uri.endswith(PAGE_ENDINGS):
        return uri
    folder, name = posixpath.split(uri)
    stem = posixpath.splitext(name)[0]
    if stem in ("index", "README"):
        return posixpath.join(folder, "index.html")
    return posixpath.join(folder, stem, "index.html")


def address(uri: str) -> str:
    """Return the address of a page, from the root of the site: `learn/hands/`, and nothing for the first page."""
    return quote(destination(uri).removesuffix("index.html"))


def _same_pages(files: list[str], folder: PageFolder) -> Iterator[Problem]:
    """Find files of which only one would be published, since all of them give the same page."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for uri in files:
        if not folder.is_draft(uri):
            found[destination(uri)].append(uri)
    for first, *others in found.values():
        for other in others:
            message = f"gives the same page as `{folder.shown(first)}`."
            yield Problem(folder.shown(other), 1, 1, "", message, "Rename one of the two, or remove it.")


@dataclass(frozen=True)
class _WalkedFolder:
    """A folder on the way: its path below the folder of the pages, and where it and those above it really are."""

    uri: str
    really: tuple[str, ...]


@dataclass
class _Walk:
    """One walk through the folder, without recursion."""

    folder: PageFolder
    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_endless: bool = False

    def run(self) -> None:
        if self._leads_out(self.folder.folder):
            self.is_endless = True
            self._refuse("", "is a link that leads out of the project.", "Put a real folder in its place.")
            return
        waiting = [_WalkedFolder("", (os.path.realpath(self.folder.folder),))]
        while waiting:
            place = waiting.pop()
            files, folders = self._entries(place)
            self.files += files
            waiting += reversed(folders)

    def _entries(self, place: _WalkedFolder) -> tuple[list[str], list[_WalkedFolder]]:
        try:
            with os.scandir(self.folder.folder / place.uri) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return [], []
        except OSError:
            self._refuse(place.uri, "cannot be read.", "Check that you may read it, or remove it.")
            return [], []
        folders = [entry for entry in entries if _is(entry.is_dir)]
        files = [entry for entry in entries if not _is(entry.is_dir)]
        files.sort(key=lambda entry: (posixpath.splitext(entry.name)[0] not in ("index", "README"), entry.name))
        uris = [(posixpath.join(place.uri, entry.name), entry) for entry in files]
        return (
            [uri for uri, entry in uris if self._is_published(uri, entry)],
            [below for entry in folders if (below := self._below(place, entry))],
        )

    def _below(self, place: _WalkedFolder, entry: os.DirEntry[str]) -> _WalkedFolder | None:
        """Return the place of a folder; None where its name is odd, or where a walk into it would not end."""
        uri = posixpath.join(place.uri, entry.name)
        really = os.path.realpath(entry.path) if entry.is_symlink() else posixpath.join(place.really[-1], entry.name)
        if entry.is_symlink() and any(_holds(really, above) for above in place.really):
            self.is_endless = True
            self._refuse(uri, "is a link to a folder that it stands in itself.", "Remove it, or link to another one.")
            return None
        if entry.is_symlink() and self._leads_out(entry.path):
            self._refuse(
                uri, "is a link that leads out of the project.", "Put a real folder in its place, or remove it."
            )
            return None
        if len(place.really) > _DEEPEST:
            self.is_endless = True
            self._refuse(uri, f"lies deeper than {_DEEPEST} folders.", "Move it up.")
            return None
        return _WalkedFolder(uri, (*place.really, really)) if self._is_well_named(uri) else None

    def _is_published(self, uri: str, entry: os.DirEntry[str]) -> bool:
        if is_passed_over(uri) or self.folder.is_excluded(uri) or not self._is_well_named(uri):
            return False
        try:
            state = entry.stat()
        except OSError:
            if entry.is_symlink():
                self._refuse(uri, "is a link that leads nowhere.", "Remove it, or put a real file in its place.")
            return False  # else it is gone since the folder was listed
        is_file = stat.S_ISREG(state.st_mode)
        if not is_file:
            self._refuse(uri, "is not a file, but a pipe, a socket or a device.", "Move it out of this folder.")
        elif not os.access(entry.path, os.R_OK):
            self._refuse(uri, "cannot be read.", "Check that you may read it, or remove it.")
            return uri.endswith(PAGE_ENDINGS)  # whoever reads it finds out again, and tells the same
        elif entry.is_symlink() and self._leads_out(entry.path):
            self._refuse(uri, "is a link that leads out of the project.", "Put a real file in its place, or remove it.")
            return False
        elif not uri.endswith(PAGE_ENDINGS) and (fault := size_fault(uri, state.st_size) or self._kind_fault(uri)):
            self._refuse(uri, *fault)
            return False
        return is_file

    def _kind_fault(self, uri: str) -> tuple[str, str] | None:
        """Return what is wrong with a file where hosts look for what to do: beside the first page, or in a folder."""
        ending = posixpath.splitext(uri)[1].lower()
        is_asked_for = "/" not in uri or uri.startswith(_OF_HOSTS)
        is_known = ending in PUBLISHED or ending in PAGE_ENDINGS or uri in self.folder.for_host
        if not is_asked_for or is_known or is_passed_over(uri):
            return None
        fix = f"Remove it. A file for the site's host is named in mkdocs.yml: `extra: {{{FOR_HOST}: [CNAME]}}`."
        return "is of no kind that pages show.", fix

    def _leads_out(self, place: Path | str) -> bool:
        """Return whether a place is outside of the project, or of the pages' folder where that is outside itself."""
        folder, top = (os.path.abspath(each) for each in (self.folder.folder, self.folder.top))  # noqa: PTH100
        return leads_out(place, top if _holds(top, folder) else folder)

    def _is_well_named(self, uri: str) -> bool:
        name = posixpath.basename(uri)
        try:
            name.encode()
        except UnicodeEncodeError:
            message = "has a name that is not in UTF-8, so that it can have no address."
        else:
            if not unseen(name):
                return True
            message = f"has a name with a character that cannot be seen ({unseen(name)})."
        if not is_passed_over(uri):
            self._refuse(uri, message, "Rename it, in letters, digits and hyphens.")
        return False

    def _refuse(self, uri: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.folder.shown(uri), 1, 1, "", message, fix))


def _is(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except OSError:
        return False


def _holds(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
