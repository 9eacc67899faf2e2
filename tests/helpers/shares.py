"""Which process runs which tests, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar


class _HasPath(Protocol):
    @property
    def path(self) -> Path: ...


Test = TypeVar("Test", bound=_HasPath)

WEIGHTS = {"browser": 60, "site": 60, "content": 3, "unit": 1}
"""About how long a test of a folder takes, for the order in which tests run."""

SLOW = 60
"""From this weight on, tests need the built site."""


def dealt(items: Sequence[Test], workers: int) -> list[Test]:
    """Return tests in as many parts as there are workers, each as heavy, its slow files first and in one piece.

    The slow ones need the site, which one process builds: the others begin with some quick files, and find it ready.
    """
    files: dict[Path, list[Test]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    heavy = sorted(files.values(), key=_weight, reverse=True)
    parts: list[list[list[Test]]] = [[] for _ in range(workers)]
    for file in heavy:
        min(parts, key=lambda part: sum(map(_weight, part))).append(file)
    inner = [_in_order(part, is_first=not number) for number, part in enumerate(parts)]
    # A process gets its tests by their number: the longest part gives its quick ones to the shortest.
    even = len(items) // workers
    spare = [item for part in inner for item in part[even:]]
    filled = [part[:even] + [spare.pop() for _ in range(even - len(part))] for part in inner]
    return [item for part in filled for item in part] + spare


def _in_order(part: Iterable[list[Test]], *, is_first: bool) -> list[Test]:
    files = sorted(part, key=_weight_of_one, reverse=True)
    slow = [item for file in files for item in file if _weight_of(item) >= SLOW]
    quick = [item for file in files for item in file if _weight_of(item) < SLOW]
    opening = 0 if is_first else len(quick) // 3
    return [*quick[:opening], *slow, *quick[opening:]]


def _weight(file: list[Test]) -> int:
    return sum(map(_weight_of, file))


def _weight_of_one(file: list[Test]) -> int:
    return _weight_of(file[0])


def _weight_of(item: Test) -> int:
    return WEIGHTS.get(item.path.parent.name, 1)
