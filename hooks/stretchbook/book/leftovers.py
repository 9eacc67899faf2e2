"""Files that programs leave beside what somebody edits: backups, locks, what a file manager remembers.

They are passed over wherever files are listed, and never published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from pathlib import PurePosixPath

_NAMES = (
    "*~",  # Emacs, gedit, Kate, Vim, GNU tools
    "#*#", ".#*",  # Emacs: unsaved text, and who holds the file
    "4913", "*.sw[a-z]",  # Vim: may it write here, and unsaved text
    "*.kate-swp", "*.save", "*.save.[0-9]*", "deadjoe",  # Kate, nano, JOE
    "*___jb_tmp___", "*___jb_old___", "*___jb_bak___",  # JetBrains
    "*.bak", "*.orig", "*.rej", "nppbackup",  # Notepad++, patch, merges
    "*.tmp", "*.temp", "*.part", "*.crdownload",
    "~$*", ".~lock.*#",  # Word, LibreOffice
    ".goutputstream-*", "*.sb-????????-??????",  # GNOME, macOS: a file while it is saved
    ".ds_store", "._*", "__macosx", "icon\r",  # macOS
    "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin",  # Windows
    "@eadir", ".directory", ".fuse_hidden*", ".nfs*", "lost+found",  # Synology, KDE, network drives
)  # fmt: skip
"""Patterns of names, in small letters."""

_LEFTOVER = re.compile("|".join(translate(name) for name in _NAMES))
_MERGETOOL = re.compile(r".*_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+(?:\.\w+)?")
"""What `git mergetool` keeps beside a file that it merges; in small letters these may be somebody's own words."""


def is_leftover(name: str) -> bool:
    """Return whether a file or folder of this name, without its path, is a leftover."""
    return bool(_LEFTOVER.match(name.lower()) or _MERGETOOL.fullmatch(name))


def is_passed_over(path: str | PurePosixPath | Iterable[str]) -> bool:
    """Return whether a path with `/`, or one of the folders in it, is hidden or a leftover."""
    parts = PurePosixPath(path).parts if isinstance(path, (str, PurePosixPath)) else path
    return any(part.startswith(".") or is_leftover(part) for part in parts)
