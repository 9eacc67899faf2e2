"""Lines of pages that keep readers safe, and that no reader sees: in code, in HTML, in what browsers pass over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stretchbook.book.book import Book
from stretchbook.book.page_lines import page_lines
from stretchbook.checks.page_conversion import converted
from stretchbook.problems import Problem
from stretchbook.text.letters import normalised_in_place
from stretchbook.text.markdown import said
from stretchbook.text.page_calls import is_plain
from stretchbook.text.place import Lines
from stretchbook.text.quantities import CITED

_MARK = re.compile(r"\A(?:[-*+]|\d{1,9}[.)]) ")
_RINGS = re.compile(r"\[([^\[\]\n]*+)\]\(tel:[^)\s]*+\)")
_TITLED = re.compile(r' "[^"\n]*"\)')


def page_sight_problems(book: Book) -> Iterator[Problem]:
    """Yield the lines of safety that a page has in its file, and not where readers read."""
    for article in book.library.articles:
        page = converted(article, book.settings) if article.is_for_readers and is_plain(article.body) else None
        if page is None or page.is_too_deep:
            continue
        read = f" {_words(normalised_in_place(page.words))} "
        for line in page_lines(article.body):
            wanted = _words(said(_RINGS.sub(r"\1", _TITLED.sub(")", _MARK.sub("", line.line, count=1)))))
            if wanted and f" {wanted} " not in read:
                at = max(article.text.find(line.opening[:20], article.front.start), article.front.start)
                message = f"is to keep readers safe, and none sees it: `{line.opening}…`."
                fix = "Take away what hides it: a sign before it that opens code, a remark or HTML."
                yield Problem(article.path, *Lines(article.text).place(at), "", message, fix)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.replace(CITED, " ")))
