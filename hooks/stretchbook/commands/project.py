"""The library that a command is called for: where its records are, and its settings."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stretchbook.problems import Problem, ProblemsError, annotate, report
from stretchbook.settings.defaults import completed
from stretchbook.settings.mkdocs_yml import NAMES, RECORDS, Settings, read_settings, records_name, settings_file


class NoLibraryError(Exception):
    """There are no records where a command looks for them; the message says where, and what to do."""


@dataclass(frozen=True)
class Project:
    """A library: the folder of its records, and what `mkdocs.yml` beside it says."""

    records: Path
    settings: Settings | None
    problems: tuple[Problem, ...]
    """What keeps the settings from being read."""


def add_records_option(parser: ArgumentParser) -> None:
    """Let a command be told where the records are."""
    parser.add_argument("--records", type=Path, metavar="FOLDER", help="the folder of the records, if it is another")


def find_project(records: Path | None, *, needs_settings: bool = False) -> Project:
    """Return the library in a folder of records; without one, that in this folder, as `mkdocs.yml` says.

    Raises `NoLibraryError`.
    """
    top = _absolute(records).parent if records else Path.cwd()
    file = settings_file(top) or (top / NAMES[0] if needs_settings else None)
    settings, problems = _read(file) if file else (None, ())
    folder = _absolute(records) if records else top / (records_name(settings) if settings else RECORDS)
    if not os.path.lexists(folder):
        shown = records or folder.name
        raise NoLibraryError(f"{shown}: no such folder. Run this where `{folder.name}` is.")
    return Project(folder, settings, problems)


def refuse(found: Sequence[Problem]) -> int:
    """Tell problems; return the command's exit code, 1."""
    problems = ProblemsError(found).problems  # sorted, and of each file only the first
    sys.stdout.flush()
    print(report(problems), file=sys.stderr)
    annotate(problems)
    return 1


def _read(file: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    try:
        return completed(read_settings(file)), ()
    except ProblemsError as refusal:
        return None, refusal.problems


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100 links stay links in messages
