"""Which files of a folder a build made: the list that it leaves there, and what follows from it.

Whatever is not on the list was put there by somebody else, and is theirs.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePath

from stretchbook.site.folders import take_attributes

LIST = ".site-files.json"
"""The list stands in the folder itself, so that it is also there in a fresh clone of a published branch."""

_NOBODYS = {LIST, ".git"}


class BlockedError(Exception):
    """Somebody else's files are where a file of the build has to go; the message is the folder's relative path."""


def write_list(folder: Path) -> None:
    """List all files that the folder holds, and nothing else, as its build's."""
    files = sorted(path.as_posix() for path, is_folder in _walk(folder) if not is_folder and _is_within(path))
    (folder / LIST).write_text(json.dumps(files, indent=0) + "\n", encoding="utf-8")


def read_list(folder: Path) -> frozenset[PurePath] | None:
    """Return the relative paths that the last build made, or None if there is no list that can be read."""
    try:
        files = json.loads((folder / LIST).read_text(encoding="utf-8"))
        paths = frozenset(PurePath(file) for file in files)
    except (OSError, ValueError, TypeError):
        return None
    return paths if all(_is_within(path) for path in paths) else None


def foreign(folder: Path, made: Iterable[PurePath]) -> Iterator[tuple[PurePath, bool]]:
    """Yield what nobody's build made, as relative paths, and whether each is a folder; folders before their content."""
    files = {*made, PurePath(LIST)}
    folders = {parent for path in files for parent in path.parents}
    for path, is_folder in _walk(folder):
        if path not in (folders if is_folder else files):
            yield path, is_folder


def check_access(folder: Path, new: Path) -> None:
    """Raise PermissionError if a folder holds one in which files have to be replaced or removed, and cannot be."""
    files = (read_list(folder) or frozenset()) | (read_list(new) or frozenset())
    for parent in sorted({parent for path in files for parent in path.parents}):
        place = folder / parent
        if _is_real_folder(place) and not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)


def check_room(folder: Path, files: Iterable[PurePath], made: frozenset[PurePath]) -> None:
    """Raise BlockedError if a file has to go where a folder stands that holds what no build made."""
    for path in files:
        place = folder / path
        if _is_real_folder(place):
            inside = {file.relative_to(path) for file in made if file.is_relative_to(path)}
            if any(not is_folder for _, is_folder in foreign(place, inside)):
                raise BlockedError(path.as_posix())


def carry_over(old: Path, new: Path) -> None:
    """Put what no build made into the new folder too, as links to the same files; raise OSError if one cannot be.

    What the new folder has itself stays as it is there. The old folder is not changed.
    """
    for path, is_folder in foreign(old, read_list(old) or ()):
        source, place = old / path, new / path
        if os.path.lexists(place):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if is_folder:
            place.mkdir()
            take_attributes(source, place)
        elif source.is_symlink():
            place.symlink_to(source.readlink())
        else:
            os.link(source, place)


def move_over(old: Path, new: Path) -> None:
    """Move the new folder's listed files into the old one, remove those that are listed only there, then the list.

    After an interruption it can be called again, and finishes what it began. Pages come last, so that whatever they
    load is there before them.
    """
    files = read_list(new)
    if files is None:
        return
    made = read_list(old) or frozenset()
    check_room(old, files, made)
    for path in sorted(files, key=lambda path: (path.suffix == ".html", path)):
        if os.path.lexists(new / path):
            _make_room(old, path)
            (new / path).replace(old / path)
    for path in made - files:
        _remove(old, path)
    (new / LIST).replace(old / LIST)


def remove_made(folder: Path) -> None:
    """Remove what the last build made, and the folder too if nothing else is in it."""
    for path in read_list(folder) or ():
        _remove(folder, path)
    if read_list(folder) is not None:
        (folder / LIST).unlink()
    with suppress(OSError):
        folder.rmdir()


def _make_room(folder: Path, path: PurePath) -> None:
    for parent in reversed(path.parents[:-1]):
        if not _is_real_folder(folder / parent):
            (folder / parent).unlink(missing_ok=True)
            (folder / parent).mkdir()
    if _is_real_folder(folder / path):
        shutil.rmtree(folder / path)


def _remove(folder: Path, path: PurePath) -> None:
    if not all(_is_real_folder(folder / parent) for parent in path.parents) or _is_real_folder(folder / path):
        return
    (folder / path).unlink(missing_ok=True)
    with suppress(OSError):  # a folder that still holds something stays
        for parent in path.parents[:-1]:
            (folder / parent).rmdir()


def _walk(folder: Path, below: str = "") -> Iterator[tuple[PurePath, bool]]:
    with os.scandir(folder / below) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            is_folder = entry.is_dir(follow_symlinks=False)
            path = PurePath(below, entry.name)
            yield path, is_folder
            if is_folder:
                yield from _walk(folder, str(path))


def _is_real_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_within(path: PurePath) -> bool:
    return bool(path.parts) and not path.anchor and ".." not in path.parts and _NOBODYS.isdisjoint(path.parts)
