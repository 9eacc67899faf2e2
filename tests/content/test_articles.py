"""The hand-written pages: no number without a source."""

from __future__ import annotations

from dataclasses import replace

from helpers.project import TOP
from stretchbook.book.article import read_pages
from stretchbook.book.page_folder import PageFolder
from stretchbook.checks.page_numbers import article_problems


def test_the_pages_pass_and_most_of_their_numbers_have_a_source() -> None:
    articles = read_pages(PageFolder(TOP / "content", TOP)).articles
    assert [fault for found in articles for fault in article_problems(found)] == []
    # The check does look at them: without their citations the same pages are refused.
    bare = [replace(found, text=found.text.replace("{{ cite(", "{{ count(")) for found in articles]
    assert len([fault for found in bare for fault in article_problems(found)]) >= 3
