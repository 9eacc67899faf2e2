"""What was made once and need not be made again: a folder of files, each named by what it was made of."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Store:
    """A folder of files with one ending, such as `.pdf`. It need not exist yet."""

    folder: Path
    ending: str

    def file(self, *made_of: str) -> Path:
        """Give the file of what is made of these texts, whether it is there or not."""
        key = hashlib.sha256("\0".join(made_of).encode()).hexdigest()
        return self.folder / f"{key}{self.ending}"

    def keep(self, file: Path, content: bytes) -> bytes:
        """Write a file, whole or not at all, and give its content."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # Two builds may make the same at once.
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(file)
        return content
