"""`stretchbook check`: everything that a build would refuse, without building the site."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from stretchbook.book.article import Pages, read_pages
from stretchbook.book.book import Book
from stretchbook.book.doses import counted
from stretchbook.book.page_folder import PageFolder
from stretchbook.book.page_settings import page_folder
from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import problems_soon
from stretchbook.checks.floor_rise import floor_lines, since_problems
from stretchbook.checks.own_files import own_file_problems
from stretchbook.checks.reviews import review_lines
from stretchbook.commands.project import Project, find_project, refuse
from stretchbook.poses.figure_cache import FigureCache
from stretchbook.problems import Problem, ProblemsError
from stretchbook.settings.check import settings_problems


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    parser.add_argument("folder", nargs="?", type=Path, help="the folder of the records, if it is another")
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="the folder of the pages, if it is another")
    parser.add_argument(
        "--before", type=Path, metavar="FOLDER", help="the records as they were: nothing may be milder, unless accepted"
    )
    parser.add_argument("--settings", action="store_true", help="check nothing but `mkdocs.yml` and the environment")


def run(options: Namespace) -> int:
    """Check, and say so; return 0 where all can be published, 1 where not."""
    was_on = gc.isenabled()
    gc.disable()  # it is over before collecting garbage pays: a tenth of its time
    try:
        return _check(options)
    finally:
        if was_on:
            gc.enable()


def _check(options: Namespace) -> int:
    project = find_project(options.folder, needs_settings=options.folder is None and options.pages is None)
    problems = list(project.problems)
    if options.settings:
        if project.settings:
            problems += (*settings_problems(project.settings), *own_file_problems(project.settings))
        return refuse(problems) if problems else 0
    pages = Pages(is_whole=False)
    if options.pages or project.settings or not problems:
        try:
            pages = _pages(project, options.pages)
        except ProblemsError as refusal:
            problems += refusal.problems
    figures = FigureCache(project.records.parent / ".cache" / "figures", _tell)
    book = read_book(project.records, pages, settings=project.settings, figures=figures)
    problems += problems_soon(book)
    if options.before:
        problems += _since(book, options.before)
    if problems:
        return refuse(problems)
    library = book.library
    counts = (counted(len(library.stretches), "stretch", "stretches"), counted(len(library.routines), "routine"))
    for line in (*review_lines(library), *floor_lines(book)):
        print(line)
    print(f"Fit to be published: {' and '.join(counts)}.")
    return 0


def _since(book: Book, records: Path) -> Iterator[Problem]:
    """Yield what is milder than what another folder of records says, and not accepted."""
    before = find_project(records)
    try:
        pages = _pages(before, None)
    except ProblemsError:
        pages = Pages(is_whole=False)
    yield from since_problems(book, read_book(before.records, pages, settings=before.settings))


def _tell(text: str) -> None:
    """Say what takes a while to whoever is waiting; a log or another program wants the problems alone."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


def _pages(project: Project, folder: Path | None) -> Pages:
    """Read the pages: those of the folder, else of the site that the records are for, else those in `content`.

    Raises `ProblemsError` where the site's settings do not lead to them.
    """
    if project.settings and not folder:
        return read_pages(page_folder(project.settings))
    chosen = Path(os.path.abspath(folder or project.records.parent / "content"))  # noqa: PTH100 links stay links
    return read_pages(PageFolder(chosen, project.records.parent))
