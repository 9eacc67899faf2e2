"""HTML in hand-written pages: prose needs little of it, and all else may run, load or hide something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from stretchbook.book.article import Article
from stretchbook.book.book import Book
from stretchbook.checks.page_conversion import converted
from stretchbook.problems import MOST_PROBLEMS, Problem, cut
from stretchbook.text.page_calls import is_plain
from stretchbook.text.page_html import MARK_FAULT
from stretchbook.text.place import Lines

_SIGN = re.compile(r"&#?\w{1,32};?")


def page_markup_problems(book: Book) -> Iterator[Problem]:
    """Yield what hand-written pages make and no page may have, however it is written."""
    for article in book.library.articles:
        # What is wrong with the braces is told by itself.
        if is_plain(article.body):
            yield from _page_problems(article, book)
        yield from islice(_sign_problems(article), MOST_PROBLEMS + 1)


def _sign_problems(article: Article) -> Iterator[Problem]:
    """Yield the signs that stand for plain letters or digits: the other checks read what is written."""
    for found in _SIGN.finditer(article.body):
        letter = unescape(found[0])
        if letter.isalnum():
            line, column = Lines(article.text).place(article.front.start + found.start())
            message = f"`{found[0]}` stands for `{cut(letter)}`."
            yield Problem(article.path, line, column, "", message, "Write the letter itself.")


def _page_problems(article: Article, book: Book) -> Iterator[Problem]:
    page = converted(article, book.settings)
    if page is None:
        return
    if page.is_too_deep:
        message = "has lists, quotes or emphasis in each other deeper than anybody can read."
        yield Problem(article.path, article.lines_above + 1, 1, "", message, "Take out some of them.")
    for fault in page.faults:
        yield Problem(article.path, *_place(article, fault.written), "", fault.message, fault.fix)
    for line in page.lost_calls:
        yield Problem(article.path, article.lines_above + line, 1, "", *MARK_FAULT)


def _place(article: Article, written: str) -> tuple[int, int]:
    """Return where a page's text holds what a pattern stands for; its first line where it is written otherwise."""
    found = re.compile(written, re.IGNORECASE).search(article.text, article.front.start)
    return Lines(article.text).place(found.start() if found else article.front.start)
