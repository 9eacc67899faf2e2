"""`stretchbook floor`: writes the floor of safety anew. It rises; it comes down only to what is accepted."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from stretchbook.book.article import Pages, read_pages
from stretchbook.book.book import Book
from stretchbook.book.doses import counted
from stretchbook.book.floor import ACCEPTED, FACTS, FOLDER, remarks, written
from stretchbook.book.page_folder import PageFolder
from stretchbook.book.page_settings import page_folder
from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import problems_of
from stretchbook.checks.floor_rise import changed, flat, raised
from stretchbook.commands.project import Project, add_records_option, find_project, refuse
from stretchbook.problems import Problem, ProblemsError
from stretchbook.settings.git import GitError, git


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    add_records_option(parser)


def run(options: Namespace) -> int:
    """Write it into the folder `floor` of the records; return 1 where these have problems."""
    project = find_project(options.records)
    try:
        book = read_book(project.records, _pages(project), settings=project.settings)
    except ProblemsError as refusal:
        return refuse([*project.problems, *refusal.problems])
    if problems := [*project.problems, *problems_of(book), *_lost_reasons(book)]:
        return refuse(problems)
    for line in write_floor(book):
        print(line)
    return 0


def write_floor(book: Book) -> list[str]:
    """Write the floor of a book without problems, and take what it adopts off the list; return what was done."""
    before, after, accepted = book.floor.facts, raised(book, book.floor.accepts), book.floor.accepts
    folder = book.records / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / FACTS).write_text(written(after), encoding="utf-8")
    said: list[str] = []
    if accepted:
        (folder / ACCEPTED).write_text(remarks(folder / ACCEPTED), encoding="utf-8")
        one = counted(len(accepted), "thing")
        said.append(f"Adopted: {one} of {book.path(f'{FOLDER}/{ACCEPTED}')}, which has only its remarks now.")
    was, now, adopted = flat(before), flat(after), {key[:3] for key in accepted}
    differing = changed(before, after)
    said += (
        f"No longer there, and stricter without it: {subject}, {part}: {item}"
        for subject, part, item in differing
        if (subject, part, item) not in now and (subject, part, item) not in adopted
    )
    new, stricter = sum(key not in was for key in differing), sum(key in was and key in now for key in differing)
    path = book.path(f"{FOLDER}/{FACTS}")
    said.append(f"Written: {path}, {counted(new, 'new item')}, {stricter} changed.")
    return said


def _lost_reasons(book: Book) -> list[Problem]:
    """Return that reasons are in no commit yet: once they are adopted, they stand in the history alone."""
    path = f"{FOLDER}/{ACCEPTED}"
    try:
        is_open = book.floor.accepts and git(book.records, os.environ, "status", "--porcelain", "--", path)
    except GitError:
        is_open = ""
    fix = "Have it merged first: its reasons are read there, and afterwards they stand in the history alone."
    return [Problem(book.path(path), 1, 1, "", "is not committed as it is.", fix)] if is_open else []


def _pages(project: Project) -> Pages:
    if project.settings:
        return read_pages(page_folder(project.settings))
    return read_pages(PageFolder(project.records.parent / "content", project.records.parent))
