"""A project's own templates and hooks: plain files of its own, none too large, and no pipes nor links elsewhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stretchbook.book.leftovers import is_leftover
from stretchbook.problems import Problem
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.text.file_limits import size_fault
from stretchbook.text.links import leads_out

_FILE = "Put a real file in its place, or remove it."


def own_file_problems(settings: Settings) -> Iterator[Problem]:
    """Yield what is no plain file among templates and hooks. Nobody may read these files before it is known."""
    top = settings.file.parent
    for folder in dict.fromkeys(_folders(settings)):
        if leads_out(top / folder, top):
            yield _problem(folder, "is a link that leads out of the project.", "Put a real folder in its place.")
        else:
            yield from _walk(top, top / folder)


def _folders(settings: Settings) -> Iterator[str]:
    theme, hooks = settings.get("theme"), settings.get("hooks")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    files = [hook for hook in hooks if isinstance(hook, str)] if isinstance(hooks, list) else []
    named: list[Any] = [own, *map(os.path.dirname, files)]
    # The project's own folder holds all else, too.
    yield from (os.path.normpath(name) for name in named if isinstance(name, str) and name not in ("", os.curdir))


def _walk(top: Path, folder: Path) -> Iterator[Problem]:
    # Links to folders are not followed, so that it ends.
    for path, folders, files in os.walk(folder):
        for name in sorted((*folders, *files)):
            if fault := _fault(Path(path, name), top):
                shown = os.path.relpath(Path(path, name), top).replace(os.sep, "/")
                yield _problem(shown, *fault)


def _fault(place: Path, top: Path) -> tuple[str, str] | None:
    try:
        is_link, state = place.is_symlink(), place.stat()
    except (OSError, RuntimeError):  # it leads nowhere, or to itself; or it is gone since the folder was listed
        is_dead = place.is_symlink() and not is_leftover(place.name)
        return ("is a link that leads nowhere.", _FILE) if is_dead else None
    mode = state.st_mode
    if is_link and stat.S_ISDIR(mode):
        return "is a link to a folder.", "Put a real folder in its place, or remove it."
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        return "is not a file, but a pipe, a socket or a device.", "Remove it."
    if is_link and leads_out(place, top):
        return "is a link that leads out of the project.", _FILE
    return None if stat.S_ISDIR(mode) else size_fault(place.name, state.st_size)


def _problem(path: str, message: str, fix: str) -> Problem:
    return Problem(path, 1, 1, "", message, fix)
