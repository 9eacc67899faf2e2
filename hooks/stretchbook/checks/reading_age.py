"""How easily the steps are read."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from stretchbook.model.stretch import Stretch
from stretchbook.problems import Problem
from stretchbook.text.markup import plain
from stretchbook.text.source import Source

MOST_WORDS = 30
"""Words of a step: as many as one keeps in mind on the way down to the floor."""

HARDEST_GRADE = 9.0
"""What the steps of one record may ask for; the house aims at 7 or less."""


def reading_problems(stretch: Stretch, source: Source, names: dict[str, str]) -> Iterator[Problem]:
    """Give the steps that are too long, and steps that together are too hard to read.

    `names` gives the name of each record by its id, since a link may read as one.
    """
    steps = [plain(step, names) for step in stretch.steps]
    for number, step in enumerate(steps):
        if (count := len(step.split())) > MOST_WORDS:
            wrong = f"has {count} words; {MOST_WORDS} is the most."
            yield source.problem(("steps", number), wrong, "Say it in fewer, or make two steps of it.")
    if (reached := grade(steps)) > HARDEST_GRADE:
        wrong = f"read at school grade {reached:.1f}; {HARDEST_GRADE:.0f} is the most."
        yield source.problem(("steps",), wrong, "Use shorter sentences and everyday words.")


def grade(texts: Iterable[str]) -> float:
    """Give the Flesch-Kincaid grade of texts read one after the other: the US school year that can read them.

    Kincaid et al. 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59. textstat counts: a sentence of one
    or two words is none to it, and syllables are the places where pyphen would break a word.
    """
    return float(_meter().flesch_kincaid_grade(" ".join(texts)))


@cache
def _meter() -> Any:
    # It takes longer to import than many a library takes to be checked.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it still reads its files through pkg_resources
        from textstat.textstat import textstatistics  # noqa: PLC0415

    meter = textstatistics()
    # Rounded, a tenth of a syllable would be a whole grade.
    meter.set_rounding(False)
    return meter
