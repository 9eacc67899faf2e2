"""What only a build writes, and git must not bring: somebody else wrote that, and a build takes it for its own."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

from stretchbook.book.book import Book
from stretchbook.problems import Problem
from stretchbook.settings.git import GitError, git

_MADE = (".cache", ".venv", "figures")
_COMPILED = (":(glob)**/__pycache__/**", ":(glob)**/*.pyc")


def tracked_problems(book: Book) -> Iterator[Problem]:
    """Yield the folders of what is made in which git tracks something. Without git nobody brought anything."""
    top = book.records.parent
    if not any((folder / ".git").exists() for folder in (top, *top.parents)):
        return
    site = (book.settings and book.settings.get("site_dir")) or "site"
    made = (*_MADE, posixpath.normpath(site)) if isinstance(site, str) and not site.startswith(("/", "..")) else _MADE
    for path in dict.fromkeys(_folder(file, made) for file in _tracked(top, *made, *_COMPILED)):
        message = "is made by the program, and git must not track it: a build would take it for its own."
        yield Problem(path, 1, 1, "", message, f"Run `git rm -r --cached {path}`, and commit.")


def _tracked(top: Path, *patterns: str) -> list[str]:
    try:
        return git(top, os.environ, "ls-files", "-z", "--", *patterns).split("\0")[:-1]
    except GitError:
        return []


def _folder(file: str, made: tuple[str, ...]) -> str:
    """Return the made folder in which a tracked file is."""
    known = next((folder for folder in made if file == folder or file.startswith(f"{folder}/")), None)
    return known or (posixpath.dirname(file) if "__pycache__/" in file else file)
