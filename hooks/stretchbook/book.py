"""The whole book: the records together with the hand-written pages, each checked against the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment

from stretchbook.article import Article, article_problems, read_articles
from stretchbook.calls import call_problems
from stretchbook.library import REFERENCES, Library, load
from stretchbook.memory import Memory
from stretchbook.problems import Problem, ProblemsError
from stretchbook.related import Relations
from stretchbook.source import Source, read_source


def open_book(records: Path, pages: Path, memory: Memory[Source] | None = None) -> Library:
    """Read and check every record below `records` and every page below `pages`; what a `memory` holds is only checked.

    Raises `ProblemsError` with every problem of every file.
    """
    articles = tuple(read_articles(pages))
    problems = [problem for article in articles for problem in (*article_problems(article), *_brace_problems(article))]
    try:
        library = load(records, articles, memory)
    except ProblemsError as refusal:
        raise ProblemsError([*refusal.problems, *problems]) from None
    if problems := [*problems, *_uncited(library, records / REFERENCES)]:
        raise ProblemsError(problems)
    return library


def _brace_problems(article: Article) -> Iterator[Problem]:
    """Give the braces of a page that no macro plugin could read. What they name is known only once a site is built."""
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
