from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers.shares import WEIGHTS, dealt


@dataclass(frozen=True)
class Found:
    path: Path
    number: int


def found(**counts: int) -> list[Found]:
    return [
        Found(Path(f"tests/{folder}/test_{file}.py"), number)
        for folder, count in counts.items()
        for file in range(4)
        for number in range(count)
    ]


@pytest.mark.parametrize("workers", [2, 3, 5])
def test_every_process_begins_with_its_share_of_the_slow_tests(workers: int) -> None:
    tests = found(unit=101, content=20, site=6, browser=9)
    order = dealt(tests, workers)
    assert sorted(order, key=repr) == sorted(tests, key=repr)
    even = len(tests) // workers
    parts = [order[even * number : even * (number + 1)] for number in range(workers)]
    slow = [[test for test in part if test.path.parent.name in ("site", "browser")] for part in parts]
    begin = [part.index(some[0]) for part, some in zip(parts, slow, strict=True)]
    assert begin[0] == 0
    assert all(part[at : at + len(some)] == some for part, some, at in zip(parts, slow, begin, strict=True))
    if workers < 5:
        # Who does not build the site has something else to do, and keeps most of it for the end.
        assert all(0 < at < len(part) / 2 for part, at in zip(parts[1:], begin[1:], strict=True))
        shares = [sum(WEIGHTS[test.path.parent.name] for test in some) for some in slow]
        assert max(shares) - min(shares) <= 9 * WEIGHTS["browser"]


def test_the_tests_of_a_file_stay_in_their_order() -> None:
    order = dealt(found(site=5, unit=40), 2)
    numbers: dict[Path, list[int]] = {}
    for test in order:
        numbers.setdefault(test.path, []).append(test.number)
    assert all(numbers[path] == sorted(numbers[path]) for path in numbers if path.parent.name == "site")
