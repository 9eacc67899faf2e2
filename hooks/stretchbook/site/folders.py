"""What Python lacks for folders: locking one, and exchanging two in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

if sys.platform != "win32":
    import fcntl

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class FolderLock:
    """A lock on a folder, held until `release`, or until the process ends, however it ends.

    `works` is false where the system or the file system has no such locks (Windows, some network drives).
    """

    def __init__(self, folder: Path, *, wait: bool) -> None:
        """Raise BlockingIOError if another holds the lock and this one is not to wait for it."""
        self.works = False
        self._handle: int | None = None
        if sys.platform == "win32":
            return
        self._handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            self.works = True
        except BlockingIOError:
            self.release()
            raise
        except OSError:
            pass

    def release(self) -> None:
        """Let others have the lock; harmless if it is released already."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places, with no moment at which either is missing.

    Return false, with nothing changed, where the system cannot: only Linux can, and not on every file system.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def take_attributes(source: Path, folder: Path) -> None:
    """Give a folder another's permissions, times and, where that is allowed, owner."""
    if sys.platform != "win32":
        owner = source.stat()
        with suppress(PermissionError):
            os.chown(folder, owner.st_uid, owner.st_gid)
    shutil.copystat(source, folder)
