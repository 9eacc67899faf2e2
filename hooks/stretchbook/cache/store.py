"""What was made once and need not be made again: a folder of files, each named by what it was made of.

A store only saves time: what is damaged is made again, and where nothing can be written all is made each time.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LARGEST = 30_000_000
"""Bytes."""

_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Store:
    """A folder of files with one ending, such as `.pdf`. It need not exist yet.

    The first line of each file is the checksum of the rest: a full disk or a lost power supply leaves files that
    are empty or cut off, and nobody would notice before a reader does. Anybody can write a checksum: what is kept
    counts only where `is_sound` finds that it is what the program would have made, as far as can be told.
    """

    folder: Path
    ending: str
    is_sound: Callable[[bytes], bool]

    def recall(self, make: Callable[[], bytes], *made_of: str) -> bytes:
        """Return what is made of these texts: what is kept, else what `make` returns."""
        key = self.key(*made_of)
        kept = self.read(key)
        return self.keep(key, make()) if kept is None else kept

    def key(self, *made_of: str) -> str:
        """Return the name under which what is made of these texts is kept."""
        return hashlib.sha256("\0".join(made_of).encode()).hexdigest()

    def read(self, key: str) -> bytes | None:
        """Return what is kept under a name; None where there is nothing, or where it is damaged or no work of ours."""
        try:
            checksum, _, content = _content(self._file(key)).partition(b"\n")
        except OSError:
            return None
        return content if checksum == _checksum(content) and self.is_sound(content) else None

    def keep(self, key: str, content: bytes) -> bytes:
        """Keep something, whole or not at all, and return it."""
        file = self._file(key)
        # Two builds may make the same at once.
        beside = file.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_checksum(content) + b"\n" + content)
            beside.replace(file)
        except OSError:
            with suppress(OSError):
                beside.unlink()
        return content

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}{self.ending}"


def _content(file: Path) -> bytes:
    """Return what a file holds. A link, a pipe or a device holds nothing, and is not waited for."""
    # `Path.open` takes no opener.
    with open(file, "rb", opener=lambda path, flags: os.open(path, flags | _NEVER_WAIT)) as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            return b""
        return opened.read(_LARGEST)


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
