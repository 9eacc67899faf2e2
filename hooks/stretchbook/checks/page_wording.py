"""The wording of hand-written pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stretchbook.book.article import CITE, Article
from stretchbook.book.book import Book
from stretchbook.checks.wording import Wording, wording_of
from stretchbook.problems import Problem
from stretchbook.text.letters import normalised_in_place
from stretchbook.text.quantities import CITED

_NO_WORDS = re.compile(
    r"^(?P<fence>```|~~~).*?^(?P=fence)"
    r"|`[^`\n]*`"
    r"|\{\{.*?\}\}|\{%.*?%\}|\{[:.#][^}\n]*\}|\{ [:.#][^}\n]*\}"
    r"|<!--.*?-->|</?[A-Za-z][^>]*>"
    r"|(?<=\])\([^)\n]*\)"
    r"|https?://\S+",
    re.DOTALL | re.MULTILINE,
)
_SHOWN = re.compile(r"(?:title|description):", re.IGNORECASE)


def page_problems(book: Book) -> Iterator[Problem]:
    """Yield the faults of wording in every page for readers."""
    yield from article_wording(book.library.articles, wording_of(book.library))


def article_wording(articles: Iterable[Article], wording: Wording) -> Iterator[Problem]:
    """Yield the faults of every page for readers; those for contributors have to name what is not to be written."""
    for article in articles:
        if not article.is_for_readers:
            continue
        text = _bare(normalised_in_place(article.text), article.front.start)
        for fault in wording.faults(text):
            line = text.count("\n", 0, fault.start) + 1
            column = fault.start - text.rfind("\n", 0, fault.start)
            yield Problem(article.path, line, column, "", fault.wrong, fault.mend)


def _cited(macro: str) -> str:
    return CITED + " " * (len(macro) - 1)


def _bare(page: str, start: int) -> str:
    """Blank out what is no text of the page, letter by letter, so that every word keeps its place.

    Above `start` are the page's settings. Of these readers see the title and the description; their quotes are YAML's,
    not somebody's words.
    """
    head = page[:start].splitlines(keepends=True)
    seen = [line.replace('"', ".") if _SHOWN.match(line) else re.sub(r"[^\n]", ".", line) for line in head]
    body = CITE.sub(lambda found: _cited(found[0]), page[start:])
    return "".join(seen) + _NO_WORDS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), body)
