"""`stretchbook floor`: writes the floor of safety anew. It only ever rises: what is below it has to be accepted."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from stretchbook.book.article import Pages, read_pages
from stretchbook.book.book import Book
from stretchbook.book.doses import counted
from stretchbook.book.floor import FACTS, FOLDER, written
from stretchbook.book.page_folder import PageFolder
from stretchbook.book.page_settings import page_folder
from stretchbook.book.reader import read_book
from stretchbook.book.safety_facts import PARTS, Facts, Items, Part
from stretchbook.checks.all_checks import problems_of
from stretchbook.checks.floor import compare
from stretchbook.commands.project import Project, add_records_option, find_project, refuse
from stretchbook.problems import ProblemsError


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
    if problems := [*project.problems, *problems_of(book)]:
        return refuse(problems)
    before, after = _flat(book.floor.facts), raised(book)
    file = project.records / FOLDER / FACTS
    file.parent.mkdir(exist_ok=True)
    file.write_text(written(after), encoding="utf-8")
    now = _flat(after)
    for subject, part, item in before.keys() - now.keys():
        print(f"No longer there, and stricter without it: {subject}, {part}: {item}")
    new, other = len(now.keys() - before.keys()), sum(now[key] != before[key] for key in now.keys() & before.keys())
    print(f"Written: {project.records.name}/{FOLDER}/{FACTS}, {counted(new, 'new item')}, {other} stricter.")
    return 0


def raised(book: Book) -> Facts:
    """Return the floor as it is to be: what the book says, and where that is milder and accepted, what was."""
    before, compared = book.floor.facts, compare(book)
    below: dict[tuple[str, str], dict[str, str]] = {}
    for each in compared.below:
        below.setdefault((each.subject, each.part), {})[each.item] = each.was
    found = {subject: parts for subject, parts in before.items() if subject not in compared.now}
    for subject, parts in compared.now.items():
        risen = {
            part.name: _risen(part, parts[part.name], below.get((subject, part.name), {}))
            for part in PARTS[subject.partition("/")[0]]
        }
        held = {part.name for part in PARTS[subject.partition("/")[0]] if risen[part.name] or part.is_limit}
        found[compared.renamed.get(subject, subject)] = {name: risen[name] for name in risen if name in held}
    return found


def _risen(part: Part, now: Items, below: Items) -> Items:
    """Return what the floor holds of a part. `below` are the items that are milder, with what they were."""
    if not part.is_limit:
        return {**now, **below}
    # Of a limit, what was not there before is what is milder.
    kept = {item: below.get(item, value) for item, value in now.items()}
    return {item: value for item, value in kept.items() if value != part.absent}


def _flat(facts: Facts) -> dict[tuple[str, str, str], str]:
    return {
        (subject, name, item): value
        for subject, parts in facts.items()
        for name, items in parts.items()
        for item, value in items.items()
    }


def _pages(project: Project) -> Pages:
    if project.settings:
        return read_pages(page_folder(project.settings))
    return read_pages(PageFolder(project.records.parent / "content", project.records.parent))
