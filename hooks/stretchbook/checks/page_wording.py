"""The wording of hand-written pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from stretchbook.book.article import Article
from stretchbook.book.book import Book
from stretchbook.checks.page_conversion import converted
from stretchbook.checks.wording import Wording, wording_of
from stretchbook.problems import Problem
from stretchbook.text.letters import normalised_in_place
from stretchbook.text.markdown import said
from stretchbook.text.page_calls import is_plain
from stretchbook.text.place import Lines

_WRONG = re.compile(r"\b(?:wrong|mistakes?|avoid|never|not)\b", re.IGNORECASE)
_SHOWN = re.compile(r"(?:title|description):", re.IGNORECASE)


def page_wording_problems(book: Book) -> Iterator[Problem]:
    """Yield the faults of wording in every page for readers, as it is written and as it is read."""
    wording = wording_of(book.library)
    for article in book.library.articles:
        yield from article_wording([article], wording)
        faults = {fault.message for fault in wording.faults(_bare(article))} if article.is_for_readers else set()
        yield from _hidden(article, book, wording, faults)


def _hidden(article: Article, book: Book, wording: Wording, told: Collection[str]) -> Iterator[Problem]:
    """Yield the faults that only readers would see, since markup or signs for letters stand inside the words."""
    page = converted(article, book.settings) if article.is_for_readers and is_plain(article.body) else None
    for fault in wording.faults(normalised_in_place(page.asides)) if page and page.asides else ():
        message = f"{fault.message.removesuffix('.')}; it stands in code, or in words of a picture or a link."
        yield Problem(article.path, article.lines_above + 1, 1, "", message, fault.fix)
    for fault in wording.faults(normalised_in_place(page.words)) if page else ():
        if fault.message not in told:
            message = f"{fault.message.removesuffix('.')}; markup or signs for letters hide it in the file."
            yield Problem(article.path, article.lines_above + 1, 1, "", message, fault.fix)


def article_wording(articles: Iterable[Article], wording: Wording) -> Iterator[Problem]:
    """Yield the faults of every page. Those for contributors have to name what is not to be written, but no review."""
    for article in articles:
        if not article.is_for_readers and not wording.may_endorse(article.text):
            continue
        text = _bare(article)
        lines = Lines(text)
        for fault in wording.faults(text) if article.is_for_readers else wording.endorsements(text):
            if not (fault.wire == "all" and _is_mistake(text, fault.start)):
                yield Problem(article.path, *lines.place(fault.start), "", fault.message, fault.fix)


def _is_mistake(text: str, start: int) -> bool:
    """Return whether the last heading above a place says that what stands there goes wrong."""
    heading = text.rfind("\n#", 0, start)
    return heading >= 0 and bool(_WRONG.search(text, heading, text.index("\n", heading + 1)))


def _bare(article: Article) -> str:
    """Return the page with blanks for what is no text of it, so that every word keeps its place.

    Of its settings readers see the title and the description; their quotes are YAML's, not somebody's words.
    """
    head = normalised_in_place(article.text[: article.front.start]).splitlines(keepends=True)
    seen = [line.replace('"', ".") if _SHOWN.match(line) else re.sub(r"[^\n]", ".", line) for line in head]
    return "".join(seen) + said(article.body)
