"""What was made of a thing that never changes, for as long as the thing lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import ReferenceType, ref

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def kept(make: Callable[[Thing], Made]) -> Callable[[Thing], Made]:
    """Return a function that makes something of each thing once. An equal thing is another thing.

    Use it for frozen models, books and pages: a dozen checks ask the same of each.
    """
    found: dict[int, tuple[ReferenceType[Thing], Made]] = {}

    @wraps(make)
    def of(thing: Thing) -> Made:
        number = id(thing)
        last = found.get(number)
        if last and last[0]() is thing:
            return last[1]
        made = make(thing)
        # The number goes to another thing as soon as this one is gone.
        found[number] = ref(thing, lambda _: found.pop(number, None)), made
        return made

    return of
