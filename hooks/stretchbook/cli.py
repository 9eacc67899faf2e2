"""The command that checks records and pages without building the site."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from stretchbook.book import schema
from stretchbook.book.article import Pages, read_pages
from stretchbook.book.book import Book
from stretchbook.book.doses import counted
from stretchbook.book.page_folder import PageFolder
from stretchbook.book.page_settings import page_folder
from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import problems_of
from stretchbook.problems import Problem, ProblemsError, annotate, report
from stretchbook.settings.check import settings_problems
from stretchbook.settings.defaults import completed
from stretchbook.settings.mkdocs_yml import NAMES, Settings, read_settings, settings_file

RECORDS = "stretches"
"""The folder of the records, beside `mkdocs.yml`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the records and the pages, and say so; give 0 where they can be published, 1 where not."""
    parser = argparse.ArgumentParser(prog="check", description="Check every record and page. No site is built.")
    parser.add_argument("folder", nargs="?", type=Path, help=f"the folder of the records, if it is not `{RECORDS}`")
    parser.add_argument(
        "--pages", type=Path, help="the folder of the hand-written pages, if it is not the one that `mkdocs.yml` names"
    )
    parser.add_argument("--write-schema", action="store_true", help="write the JSON Schema of records anew")
    parser.add_argument("--settings", action="store_true", help="check nothing but `mkdocs.yml` and the environment")
    options = parser.parse_args(arguments)
    folder = _absolute(options.folder or Path(RECORDS))
    if not folder.is_dir() and not os.path.lexists(folder):
        print(f"{options.folder or RECORDS}: no such folder. Run this where `stretches` is.", file=sys.stderr)
        return 1
    settings, problems = _settings(folder.parent, is_needed=options.folder is None and options.pages is None)
    if options.settings:
        problems += settings_problems(settings) if settings else []
        return _refused(problems) if problems else 0
    pages = Pages(is_whole=False)
    if options.pages or settings or not problems:
        try:
            pages = _pages(folder, options.pages, settings)
        except ProblemsError as refusal:
            problems += refusal.problems
    book = read_book(folder, pages, settings=settings)
    return _check(book, [*problems, *problems_of(book)], write_schema=options.write_schema)


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100 links stay links in messages


def _settings(project: Path, *, is_needed: bool) -> tuple[Settings | None, list[Problem]]:
    """Read the settings of the project in a folder; there may be none unless they are needed."""
    file = settings_file(project) or (project / NAMES[0] if is_needed else None)
    if not file:
        return None, []
    try:
        settings = read_settings(file)
    except ProblemsError as refusal:
        return None, list(refusal.problems)
    return settings, []


def _pages(records: Path, folder: Path | None, settings: Settings | None) -> Pages:
    """Read the pages: those of the folder, else of the site that the records are for, else those in `content`.

    Raises `ProblemsError` where the site's settings do not lead to them.
    """
    if settings and not folder:
        return read_pages(page_folder(completed(settings)))
    return read_pages(PageFolder(_absolute(folder or records.parent / "content"), records.parent))


def _check(book: Book, problems: Sequence[Problem], *, write_schema: bool) -> int:
    if problems:
        return _refused(problems)
    library = book.library
    counts = (counted(len(library.stretches), "stretch", "stretches"), counted(len(library.routines), "routine"))
    print(f"Fit to be published: {' and '.join(counts)}.")
    if write_schema:
        schema.write(library, book.records / "schema")
    return 0


def _refused(found: Sequence[Problem]) -> int:
    problems = ProblemsError(found).problems
    print(report(problems), file=sys.stderr)
    annotate(problems)
    return 1
