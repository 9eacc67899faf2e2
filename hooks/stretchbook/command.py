"""The command that checks records and pages without building the site."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from stretchbook import schema, siteconfig
from stretchbook.article import Pages, brace_problems, read_pages
from stretchbook.book import open_book, taken_addresses
from stretchbook.dosage import counted
from stretchbook.pagefolder import PageFolder
from stretchbook.problems import Problem, ProblemsError, annotate, report

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
    options = parser.parse_args(arguments)
    folder = _absolute(options.folder or Path(RECORDS))
    if not folder.is_dir() and not os.path.lexists(folder):
        print(f"{options.folder or RECORDS}: no such folder. Run this where `stretches` is.", file=sys.stderr)
        return 1
    try:
        pages = _pages(folder, options.pages, is_site=options.folder is None)
    except ProblemsError as refusal:
        pages = Pages(problems=refusal.problems, is_whole=False)
    return _check(folder, pages, write_schema=options.write_schema)


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100 links stay links in messages


def _pages(records: Path, folder: Path | None, *, is_site: bool) -> Pages:
    """Read the pages: those of the folder, else of the site that the records are for, else those in `content`.

    Raises `ProblemsError` where the site's settings do not lead to them.
    """
    top = records.parent
    if folder:
        return read_pages(PageFolder(_absolute(folder), top))
    if is_site or any(os.path.lexists(top / name) for name in siteconfig.NAMES):
        return read_pages(siteconfig.page_folder(top))
    return read_pages(PageFolder(top / "content", top))


def _check(folder: Path, pages: Pages, *, write_schema: bool) -> int:
    try:
        library = open_book(folder, pages)
    except ProblemsError as refusal:
        return _refused(refusal.problems)
    braces = (problem for article in pages.articles for problem in brace_problems(article))
    if problems := [*taken_addresses(library, pages), *braces]:
        return _refused(problems)
    counts = (counted(len(library.stretches), "stretch", "stretches"), counted(len(library.routines), "routine"))
    print(f"Fit to be published: {' and '.join(counts)}.")
    if write_schema:
        schema.write(library, folder / "schema")
    return 0


def _refused(problems: Sequence[Problem]) -> int:
    print(report(problems), file=sys.stderr)
    annotate(problems)
    return 1
