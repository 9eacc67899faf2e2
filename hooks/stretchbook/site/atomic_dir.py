"""Replacing a folder's content by a finished build, whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stretchbook.site.folders import FolderLock, exchange, take_attributes
from stretchbook.site.made_files import (
    BlockedError,
    carry_over,
    check_access,
    check_room,
    foreign,
    move_over,
    read_list,
    write_list,
)

_STALE_AFTER = 24 * 3600


class AtomicDirError(Exception):
    """A folder cannot be written, and why, in one line. Unless the line says otherwise, nothing of it was changed."""


def check_place(path: Path, *, apart: Iterable[Path], around: Iterable[Path]) -> None:
    """Raise AtomicDirError if a folder is, or holds, one that has to stay, or is inside of one of `apart`."""
    target = Path(os.path.realpath(path))
    around = [Path(os.path.realpath(folder)) for folder in around]
    apart = [Path(os.path.realpath(folder)) for folder in apart]
    for folder in (*around, *apart):
        if folder.is_relative_to(target):
            is_ = "is" if folder == target else "holds"
            raise AtomicDirError(f"{path} {is_} {folder}, which has to stay. Choose another folder for the site.")
    for folder in apart:
        if target.is_relative_to(folder):
            raise AtomicDirError(f"{path} is inside {folder}, which has to stay. Choose another folder for the site.")


class AtomicDir:
    """A folder to build in, and the one whose content it is to replace.

    Files that no build made stay. Where the system can rename the target, the new folder takes its place in one step.
    Where it cannot (a mount, or a parent that cannot be written), files are moved one by one once all are there; a
    move that is interrupted is finished by the next `AtomicDir` of the same target.
    """

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        """Choose where to build, and make that folder; raise AtomicDirError if the target cannot be written.

        A symbolic link stays, and what it leads to is the target. `say` gets one line for each thing that cannot be
        promised, before anything is changed. What killed builds left behind is cleared away.
        """
        self.path = path
        self.target = Path(os.path.realpath(path))
        self.folder = self.target
        self._say = say
        self._in_place = False
        self._is_moving = False
        self._is_done = False
        self._lock: FolderLock | None = None
        with self._explained():
            self._check_target()
            self._new_parents = [parent for parent in self.target.parents if not parent.exists()]
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self._recover()
            self.folder = self._make_folder()
        self._say_what_stays()

    def commit(self) -> None:
        """Put the new content in place; raise AtomicDirError if that fails."""
        with self._explained():
            write_list(self.folder)
            made = (read_list(self.target) or frozenset()) if self.target.exists() else frozenset()
            check_room(self.target, read_list(self.folder) or (), made)
            if not self._in_place:
                self._in_place = not self._replace_whole()
            if self._in_place:
                self._replace_each()
        self._is_done = True
        self._new_parents = []
        self.abandon()

    def abandon(self) -> None:
        """Drop the new folder; harmless after `commit`."""
        if not self._is_moving:
            shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock:
            self._lock.release()
        with suppress(OSError):
            for parent in self._new_parents:
                parent.rmdir()

    # Before the build.

    def _check_target(self) -> None:
        above = next(path for path in (self.target, *self.target.parents) if os.path.lexists(path))
        if not above.is_dir():
            above.stat()  # a circle of links raises its own error
            raise NotADirectoryError(errno.ENOTDIR, "It is a file, not a folder", above)
        if above == self.target and not os.access(above, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "It is read-only", self.path)

    def _make_folder(self) -> Path:
        try:
            with FolderLock(self.target.parent, wait=True):
                return self._make_folder_beside()
        except OSError as fault:
            if not self.target.is_dir():
                raise
            return self._make_folder_inside(fault)

    def _make_folder_beside(self) -> Path:
        folder = self._new_folder(self.target.parent)
        try:
            self._try_renaming(folder)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder

    def _make_folder_inside(self, reason: OSError) -> Path:
        with FolderLock(self.target, wait=True):
            folder = self._new_folder(self.target)
            folder.chmod(0o700)  # whoever serves the target must not serve what is not finished
        self._in_place = True
        self._say_one_by_one(reason)
        return folder

    def _new_folder(self, parent: Path) -> Path:
        folder = self._named(parent, "new")
        try:
            folder.mkdir()
        except OSError as fault:
            raise OSError(fault.errno, fault.strerror, str(parent)) from None
        self._lock = FolderLock(folder, wait=True)
        return folder

    def _named(self, parent: Path, state: str) -> Path:
        return parent / f".{self.target.name}-{state}-{secrets.token_hex(4)}"

    def _try_renaming(self, folder: Path) -> None:
        """Raise OSError if the target cannot be renamed.

        No system renames a folder over one that holds something, so the attempt never succeeds; but a mount or a
        missing permission is reported as such.
        """
        if not self.target.exists():
            return
        obstacle = folder / ".obstacle"
        obstacle.touch()
        try:
            self.target.rename(folder)
        except OSError as fault:
            if fault.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        finally:
            obstacle.unlink(missing_ok=True)

    def _say_what_stays(self) -> None:
        if self.target.is_dir() and read_list(self.target) is None:
            others = [path for path, is_folder in foreign(self.target, ()) if not is_folder]
            visible = [path for path in others if not any(part.startswith(".") for part in path.parts)]
            if visible:
                self._say(
                    f"{self.path} holds files that are on no list of an earlier build ({visible[0]}, {len(visible)} in"
                    " all): they stay unless a new file takes their place. Delete those that you do not want."
                )

    # After a build that was killed.

    def _recover(self) -> None:
        with _locked_if_possible(self.target.parent):
            self._bring_back()
            if self.target.is_dir():
                with FolderLock(self.target, wait=True):
                    self._finish_moving()
            self._clear_leftovers()

    def _bring_back(self) -> None:
        """Bring back the target if a build was killed between the two renamings."""
        kept = sorted(self._leftovers("old"), key=lambda path: path.stat().st_mtime)
        if kept and not self.target.exists():
            kept[-1].rename(self.target)

    def _finish_moving(self) -> None:
        """Finish what was interrupted: its new folder had been whole. Whoever moves files has locked the target."""
        for ready in self._leftovers("ready"):
            move_over(self.target, ready)
            shutil.rmtree(ready, ignore_errors=True)

    def _clear_leftovers(self) -> None:
        for path in (*self._leftovers("new"), *self._leftovers("old")):
            if _is_abandoned(path):
                shutil.rmtree(path, ignore_errors=True)

    def _leftovers(self, state: str) -> list[Path]:
        leftover = re.compile(rf"\.{re.escape(self.target.name)}-{state}-[0-9a-f]+")
        places = (*_content(self.target.parent), *_content(self.target))
        return sorted(path for path in places if leftover.fullmatch(path.name))

    # After the build.

    def _replace_whole(self) -> bool:
        """Put the new folder in the target's place; return false, with nothing changed, if this cannot be done."""
        with FolderLock(self.target.parent, wait=True):
            if not self.target.exists():
                self.folder.rename(self.target)
                return True
            try:
                carry_over(self.target, self.folder)
                take_attributes(self.target, self.folder)
                if not exchange(self.target, self.folder):
                    self._rename_twice()
            except OSError as fault:
                if not self.target.exists() or not self.folder.exists():
                    raise
                self._say_one_by_one(fault)
                return False
        return True

    def _rename_twice(self) -> None:
        old = self._named(self.target.parent, "old")
        self.target.rename(old)
        try:
            self.folder.rename(self.target)
        except BaseException:
            old.rename(self.target)
            raise
        shutil.rmtree(old, ignore_errors=True)

    def _replace_each(self) -> None:
        with FolderLock(self.target, wait=True):
            check_access(self.target, self.folder)
            ready = self._named(self.folder.parent, "ready")
            self.folder.rename(ready)
            self.folder, self._is_moving = ready, True
            move_over(self.target, ready)
            self._is_moving = False

    def _say_one_by_one(self, reason: OSError) -> None:
        self._say(
            f"{self.path} cannot be replaced in one step ({reason.strerror}): its files are replaced one by one once"
            " all are ready; if that is interrupted, the next build finishes it."
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the system's errors into one line."""
        try:
            yield
        except BlockedError as blocked:
            raise AtomicDirError(
                f"{self.path}/{blocked} is a folder with files that no build made, and a file of the site has to go"
                " there. Move them elsewhere."
            ) from None
        except OSError as fault:
            raise AtomicDirError(self.explain(fault)) from fault

    def explain(self, fault: OSError) -> str:
        """Return one line that says what the system could not do, with the target's name for the new folder's."""
        where = str(fault.filename2 or fault.filename or self.path).replace(str(self.folder), str(self.path))
        state = "was left as it was"
        if self._is_moving:
            state = "was replaced in part, and the next build finishes it"
        elif self._is_done:
            state = "has its new content"
        return f"{where}: {fault.strerror or fault}. {self.path} {state}."


@contextmanager
def _locked_if_possible(folder: Path) -> Iterator[None]:
    """Lock a folder; one that may not be read is one that nobody works in."""
    try:
        lock = FolderLock(folder, wait=True)
    except PermissionError:
        yield
        return
    with lock:
        yield


def _content(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, PermissionError):
        return []


def _is_abandoned(folder: Path) -> bool:
    """Return whether the build that made a folder has ended. Where nothing can be locked, a day is taken for that."""
    try:
        with FolderLock(folder, wait=False) as lock:
            return lock.works or time.time() - folder.stat().st_mtime > _STALE_AFTER
    except OSError:
        return False
