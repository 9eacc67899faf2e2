"""Checks on two processors: those of words, which take half of the time, in a process of their own."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

from stretchbook.book.book import Book
from stretchbook.problems import Problem

Check = Callable[[Book], Iterable[Problem]]

_CAN_SHARE = sys.platform == "linux"
"""Elsewhere a new process would have to read the whole book first, or may not be made from one that runs."""

_MANY = 300
"""Fewer records than these are checked sooner than it takes to share them."""


def problems_side_by_side(
    book: Book, checks: Sequence[Check], aside: Collection[Check], least: int = _MANY
) -> list[Problem]:
    """Return what the checks find, in their order; those `aside` run at the same time as the others.

    A book of fewer records than `least` is not shared. For a process without threads only: the new one begins as a
    copy of it.
    """
    if not _CAN_SHARE or sum(1 for _ in book.all()) < least:
        return [problem for check in checks for problem in check(book)]
    told, teller = get_context("fork").Pipe(duplex=False)
    apart = [check for check in checks if check in aside]
    process = get_context("fork").Process(target=_tell, args=(teller, book, apart), daemon=True)
    process.start()
    teller.close()
    found = {check: list(check(book)) for check in checks if check not in aside}
    found |= dict(zip(apart, _received(told, book, apart), strict=True))
    process.join()
    return [problem for check in checks for problem in found[check]]


def _tell(teller: Connection, book: Book, checks: Sequence[Check]) -> None:
    gc.freeze()
    # Whoever waits runs them again then, and says why they failed.
    with suppress(Exception):
        teller.send([list(check(book)) for check in checks])


def _received(told: Connection, book: Book, checks: Sequence[Check]) -> Iterable[list[Problem]]:
    """Return what the other process found. Where it ended before it told, the checks run here, and say why."""
    try:
        return told.recv()  # type: ignore[no-any-return]
    except EOFError:
        return [list(check(book)) for check in checks]
