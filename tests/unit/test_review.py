from __future__ import annotations

from datetime import date, timedelta

import pytest
from stretchbook.book.book import Spot
from stretchbook.checks.reviews import future_problems
from stretchbook.model.review import Review
from stretchbook.text.source import Source

DAY = date(2026, 1, 31)
REVIEW = Review.model_validate({"state": "reviewed", "by": "Ada Palmer", "on": "2026-01-31", "next": "2027-01-31"})


@pytest.mark.parametrize(("day", "expected"), [(DAY, True), (date(2027, 1, 31), True), (date(2027, 2, 1), False)])
def test_a_review_is_current_until_the_next_one_is_due(day: date, expected: bool) -> None:  # noqa: FBT001
    assert REVIEW.is_current(day) == expected


def test_what_was_not_reviewed_is_not_current() -> None:
    assert not Review().is_current(DAY)


@pytest.mark.parametrize(("days", "count"), [(0, 0), (-1, 0), (-2, 1), (400, 0)])
def test_a_review_cannot_be_in_the_future(days: int, count: int) -> None:
    problems = list(future_problems(REVIEW, Spot(Source("stretches/open-hand.yml"), ()), DAY + timedelta(days=days)))
    assert [problem.message for problem in problems] == ["is in the future."] * count
