"""The hand-written pages: no number without a source."""

from __future__ import annotations

from helpers.project import TOP
from stretchbook.book.article import read_pages
from stretchbook.book.page_folder import PageFolder
from stretchbook.checks.page_numbers import article_problems


def test_no_page_says_a_number_without_a_source() -> None:
    articles = read_pages(PageFolder(TOP / "content", TOP)).articles
    assert [fault for found in articles for fault in article_problems(found)] == []
