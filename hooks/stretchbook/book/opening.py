"""The whole book: the records together with the hand-written pages, each checked against the other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment

from stretchbook.book.addresses import Addresses
from stretchbook.book.article import Article, Pages, article_problems, read_pages
from stretchbook.book.library import REFERENCES, Library, load
from stretchbook.book.page_folder import PageFolder, destination
from stretchbook.book.relations import Relations
from stretchbook.cache.memory import Memory
from stretchbook.checks.macro_calls import call_problems
from stretchbook.problems import Problem, ProblemsError
from stretchbook.render import api
from stretchbook.settings.site_name import site_name_problems
from stretchbook.text.source import Source, read_source

SETTINGS = "mkdocs.yml"


def open_book(
    records: Path, pages: Path | Pages, memory: Memory[Source] | None = None, settings: Path | None = None
) -> Library:
    """Read and check every record below `records` and every page; what a `memory` holds is only checked.

    `pages` are the pages, or the folder that they are in; `settings` is the file of the site's settings, if it is not
    `mkdocs.yml` beside the records. Raises `ProblemsError` with every problem of every file.
    """
    read = pages if isinstance(pages, Pages) else read_pages(PageFolder(pages, pages.parent))
    own = (problem for article in read.articles for problem in (*article_problems(article), *_brace_problems(article)))
    problems = [*read.problems, *own]
    problems += site_name_problems(settings or records.parent / SETTINGS)
    if fault := _folder_fault(records):
        raise ProblemsError([fault, *problems])
    try:
        library = load(records, read.articles, memory)
    except ProblemsError as refusal:
        raise ProblemsError([*refusal.problems, *problems]) from None
    if read.is_whole:
        problems += _uncited(library, records / REFERENCES)
    if problems:
        raise ProblemsError(problems)
    return library


def _folder_fault(records: Path) -> Problem | None:
    if records.is_dir():
        if os.access(records, os.R_OK | os.X_OK):
            return None
        said = ("cannot be read.", "Check that you may read it.")
    elif records.is_symlink():
        said = ("is a link that leads nowhere.", "Let it lead to the folder of the records.")
    elif records.exists():
        said = ("is no folder.", "Make a folder of it, with the records in it.")
    else:
        said = ("is missing.", "Bring it back; no site can be made without it.")
    return Problem(records.name, 1, 1, "", *said)


def taken_addresses(library: Library, pages: Pages) -> Iterator[Problem]:
    """Find files that stand where a page, data or a redirection made from records goes."""
    addresses = Addresses(library)
    made = {f"{address}index.html" for address in (*addresses.pages.values(), *addresses.redirects)}
    if any(uri.startswith(api.FOLDER) for uri in pages.files):
        made |= {uri for uri, _ in api.files(library, lambda _: 0)}
    for uri, path in pages.files.items():
        if destination(uri) in made:
            yield Problem(path, 1, 1, "", "stands where a record's page goes.", "Rename one of the two.")


def _brace_problems(article: Article) -> Iterator[Problem]:
    """Give the braces of a page that no macro plugin could read. What they name is known only once a site is built."""
    if article.front.meta.get("render_macros") is False:
        return
    yield from call_problems(article.body, article.path, Environment(), None, article.lines_above)  # noqa: S701 only read


def _uncited(library: Library, file: Path) -> Iterator[Problem]:
    """Give the references that nothing cites: a reader would take them for what the book rests on."""
    cited = Relations(library).cited_by
    unused = [number for number, name in enumerate(library.references) if name not in cited]
    if unused:
        yield from _at_their_places(unused, file, list(library.references))


def _at_their_places(unused: Sequence[int], file: Path, names: Sequence[str]) -> Iterator[Problem]:
    source = read_source(file, file.relative_to(file.parent.parent).as_posix())
    for number in unused:
        wrong = f"`{names[number]}` is cited by no record and no page."
        yield source.problem((number, "id"), wrong, "Cite it where it belongs, or remove it.")
