from __future__ import annotations

from dataclasses import replace

from helpers.project import TOP
from stretchbook.book.article import read_pages
from stretchbook.book.page_folder import PageFolder
from stretchbook.checks.page_numbers import article_problems


def test_without_their_citations_the_pages_are_refused() -> None:
    """The check does look at them."""
    articles = read_pages(PageFolder(TOP / "content", TOP)).articles
    bare = [replace(found, text=found.text.replace("{{ cite(", "{{ count(")) for found in articles]
    assert len([fault for found in bare for fault in article_problems(found)]) >= 3
