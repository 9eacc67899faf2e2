"""Texts that say the same as others: found by the runs of three words that they share."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

RUN = 3
"""Words. Runs as short as this are shared by chance; most of a text's runs are not."""

Run = tuple[str, ...]


def alike(
    texts: Sequence[Sequence[str]], share: float, of: Callable[[int, int], int], apart: Callable[[int, int], bool]
) -> dict[int, int]:
    """Return, for the number of each text that says the same as another, the number of the first such text.

    Two texts say the same where they share at least this `share` of the runs of three words of the longer one (`of` is
    `max`) or of the shorter one (`min`). Only two texts that are `apart`, by their numbers, are compared.
    """
    runs = [_runs(text) for text in texts]
    spread = Counter(run for own in runs for run in own)
    holders: defaultdict[Run, list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            holders[run].append(number)
    found: dict[int, int] = {}
    for number, own in enumerate(runs):
        for other in sorted({other for run in _telling(own, share, spread) for other in holders[run]}):
            enough = share * of(len(own), len(runs[other]))
            if other != number and len(own & runs[other]) >= enough and apart(number, other):
                found[number] = min(other, found.get(number, other))
                found[other] = min(number, found.get(other, number))
    return found


def _runs(words: Sequence[str]) -> set[Run]:
    return {tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}


def _telling(runs: set[Run], share: float, spread: Counter[Run]) -> list[Run]:
    """Return so many of a text's rarest runs that whatever shares enough of all shares one of these.

    Common ones would bring every text together with every other.
    """
    return sorted(runs, key=lambda run: (spread[run], run))[: len(runs) - math.ceil(share * len(runs)) + 1]
