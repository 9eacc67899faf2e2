"""Reading files that somebody else may remove, lock or replace by something else at any moment."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NoPlainFileError(OSError):
    """What stands there is a folder, a pipe, a socket or a device."""


def read_plain(file: Path, most: int) -> bytes:
    """Return a file's content; where it is longer than `most` bytes, that many and one more.

    A pipe that nobody writes to is not waited for. Raises `OSError` where there is no file that can be read,
    `NoPlainFileError` among them.
    """
    # `Path.open` takes no opener.
    with open(file, "rb", opener=_open_plain) as opened:
        return opened.read(most + 1)


def _open_plain(path: str, flags: int) -> int:
    handle = os.open(path, flags | _NEVER_WAIT)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NoPlainFileError(path)
    return handle
