"""Every muscle is reached by a stretch, or says why none does."""

from __future__ import annotations

from collections.abc import Iterator

from stretchbook.book.book import Book, Read
from stretchbook.problems import Problem


def reach_problems(book: Book) -> Iterator[Problem]:
    """Yield the muscles and groups that readers find no stretch for and no reason why, or both.

    Which ones are reached is known once every stretch can be read and names only muscles that there are.
    """
    library = book.library
    targets = [stretch.muscles for stretch in library.stretches.values()]
    named = {word for muscles in targets for word in (*muscles.primary, *muscles.secondary)}
    is_all_read = book.ids["stretches"] == frozenset(library.stretches)
    if not is_all_read or not named <= library.named_as("muscles").keys():
        return
    reached = {each for word in named for each in library.reached_by(word)}
    for kind in ("muscles", "muscle-groups"):
        for read in book.of(kind):
            yield from _entry_problems(read, is_reached=read.id in reached)


def _entry_problems(read: Read, *, is_reached: bool) -> Iterator[Problem]:
    reason = read.record.no_stretch
    if is_reached and reason is not None:
        yield read.spot.problem(("no_stretch",), f"stands there, but a stretch reaches `{read.id}`.", "Remove it.")
    elif not is_reached and reason is None:
        message = f"is missing, and no stretch reaches `{read.id}`."
        yield read.spot.problem(("no_stretch",), message, "Say why none does, or name it in one that does.")
