"""Whatever takes something from what readers are told of safety is refused by the floor: each single change, 100 %.

`make test` tries a share of them; all are tried where STRETCHBOOK_TESTS_LONG is set.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

import pytest
from helpers.project import TOP
from helpers.weakened import WEAKER, Judge, Weakening, fewer_ids, weaker_entries
from stretchbook.book.article import read_pages
from stretchbook.book.page_folder import PageFolder
from stretchbook.book.reader import read_book

IS_LONG = "STRETCHBOOK_TESTS_LONG" in os.environ
EVERY = 1 if IS_LONG else 9
"""Of so many changes one is tried. It has no factor in common with how many there are of one kind for one record."""


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(read_book(TOP / "stretches", read_pages(PageFolder(TOP / "content", TOP))))


def share(weakenings: Iterable[Weakening]) -> list[Weakening]:
    return [each for number, each in enumerate(weakenings) if number % EVERY == 0]


def test_no_entry_says_less_unnoticed(judge: Judge) -> None:
    """Vocabularies, rules, words: less severe, less pressing, for fewer, for a time, in other words."""
    told, survived = Counter[str](), []
    for each in share(weaker_entries(judge.book)):
        record = judge.read(each)
        told["not even a record" if record is None else "refused"] += 1
        if record is not None and not judge.is_refused(each, record):
            survived.append(each[:3])
    print(dict(told))
    assert survived == []
    assert told["refused"] >= 6000 / EVERY


def test_every_kind_is_weakened(judge: Judge) -> None:
    """Of each kind, and by each way to weaken it, there is at least one change: else nothing was tried."""
    tried = Counter(each.kind for each in weaker_entries(judge.book))
    assert all(tried[kind] >= len(changes) for kind, changes in WEAKER.items()), tried


def test_no_stretch_loses_anything_with_an_id(judge: Judge) -> None:
    """Each id of each record is taken away, each degree lowered: what loses a rule, a sign, an answer is refused."""
    told, survived = Counter[str](), []
    for each in share(fewer_ids(judge.book)):
        record = judge.read(each)
        is_lost = record is not None and judge.loses(each, record)
        told["not even a record" if record is None else "loses" if is_lost else "loses nothing"] += 1
        if is_lost and not judge.is_refused(each, record):
            survived.append(each[:3])
    print(dict(told))
    assert survived == []
    assert told["loses"] >= 700 / EVERY
