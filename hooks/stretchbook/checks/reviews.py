"""Reviews by clinicians: none is from the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from stretchbook.book.book import Book, Spot
from stretchbook.model.review import Review
from stretchbook.problems import Problem


def review_problems(book: Book) -> Iterator[Problem]:
    """Yield the reviews that are still to come."""
    # Not the day of the build, which may be set: what passed once passes ever after.
    today = datetime.now(UTC).date()
    for read in book.all(lambda kind: "review" in kind.model.model_fields):
        yield from future_problems(read.record.review, read.spot, today)


def future_problems(review: Review, spot: Spot, today: date) -> Iterator[Problem]:
    """Yield a review's day that is after `today`."""
    # Where the reviewer lives it may be tomorrow already.
    if review.on and review.on > today + timedelta(days=1):
        yield spot.problem(("review", "on"), "is in the future.", "Write the day on which the review was done.")
