"""What was made once and need not be made again: a folder of files, each named by what it was made of.

A store only saves time: what is damaged is made again, and where nothing can be written all is made each time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Store:
    """A folder of files with one ending, such as `.pdf`. It need not exist yet.

    The first line of each file is the checksum of the rest: a full disk or a lost power supply leaves files that
    are empty or cut off, and nobody would notice before a reader does.
    """

    folder: Path
    ending: str

    def recall(self, make: Callable[[], bytes], *made_of: str) -> bytes:
        """Return what is made of these texts: what is kept, else what `make` returns."""
        key = self.key(*made_of)
        kept = self.read(key)
        return self.keep(key, make()) if kept is None else kept

    def key(self, *made_of: str) -> str:
        """Return the name under which what is made of these texts is kept."""
        return hashlib.sha256("\0".join(made_of).encode()).hexdigest()

    def read(self, key: str) -> bytes | None:
        """Return what is kept under a name; None where there is nothing, or where it is damaged."""
        try:
            checksum, _, content = self._file(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if checksum == _checksum(content) else None

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


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
