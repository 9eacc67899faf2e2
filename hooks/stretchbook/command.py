"""The command that checks records and pages without building the site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from stretchbook import schema
from stretchbook.book import open_book
from stretchbook.dosage import counted
from stretchbook.library import Library
from stretchbook.problems import Problem, ProblemsError, annotate, report
from stretchbook.settings import read_settings, settings_file, settings_problems


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the records and the pages, and say so; give 0 where they can be published, 1 where not."""
    parser = argparse.ArgumentParser(prog="check", description="Check every record and page. No site is built.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("stretches"), help="the folder of the records")
    parser.add_argument(
        "--pages", type=Path, help="the folder of the hand-written pages, if it is not `content` beside the records"
    )
    parser.add_argument("--write-schema", action="store_true", help="write the JSON Schema of records anew")
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    if not folder.is_dir():
        print(f"{folder}: no such folder. Run this where `stretches` is.", file=sys.stderr)
        return 1
    pages: Path = options.pages or folder.resolve().parent / "content"
    problems = list(_settings_problems(folder.absolute().parent))
    return _check(folder.resolve(), pages.resolve(), problems, write_schema=options.write_schema)


def _settings_problems(project: Path) -> Iterator[Problem]:
    file = settings_file(project)
    if not file:
        return
    try:
        yield from settings_problems(read_settings(file))
    except ProblemsError as refusal:
        yield from refusal.problems


def _check(folder: Path, pages: Path, problems: list[Problem], *, write_schema: bool) -> int:
    library: Library | None = None
    try:
        library = open_book(folder, pages)
    except ProblemsError as refusal:
        problems = [*problems, *refusal.problems]
    if problems or not library:
        print(report(problems), file=sys.stderr)
        annotate(problems)
        return 1
    counts = (counted(len(library.stretches), "stretch", "stretches"), counted(len(library.routines), "routine"))
    print(f"Fit to be published: {' and '.join(counts)}.")
    if write_schema:
        schema.write(library, folder / "schema")
    return 0
