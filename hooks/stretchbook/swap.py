"""Replacing a folder by a finished one, whole or not at all."""

from __future__ import annotations

import shutil
import time
import uuid
from pathlib import Path

_STALE_AFTER = 24 * 3600


class Swap:
    """A folder to build in, beside the one that it is to replace."""

    def __init__(self, target: Path) -> None:
        """Make the folder. What killed builds left behind more than a day ago is cleared away."""
        self.target = target
        self._prefix = f".{target.name}-"
        target.parent.mkdir(parents=True, exist_ok=True)
        self._restore_interrupted()
        self._clear_stale()
        self.folder = self._beside("new")
        self.folder.mkdir()

    def commit(self) -> None:
        """Put the new folder in the old one's place; if that fails, the old one stays."""
        old = self._beside("old")
        if self.target.exists():
            self.target.rename(old)
        try:
            self.folder.rename(self.target)
        except OSError:
            self._restore_interrupted()
            raise
        shutil.rmtree(old, ignore_errors=True)

    def abandon(self) -> None:
        """Drop the new folder; harmless after `commit`."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _beside(self, state: str) -> Path:
        return self.target.with_name(f"{self._prefix}{state}-{uuid.uuid4().hex}")

    def _restore_interrupted(self) -> None:
        """Bring back the old folder if a build was killed between the two renamings."""
        kept = sorted(self.target.parent.glob(f"{self._prefix}old-*"), key=lambda path: path.stat().st_mtime)
        if kept and not self.target.exists():
            kept[-1].rename(self.target)

    def _clear_stale(self) -> None:
        for path in self.target.parent.glob(f"{self._prefix}*-*"):
            if path.is_dir() and time.time() - path.stat().st_mtime > _STALE_AFTER:
                shutil.rmtree(path, ignore_errors=True)
