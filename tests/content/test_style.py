"""How the records read, and the lists of words that the style checks use."""

from __future__ import annotations

import statistics

from stretchbook.book.library import Library
from stretchbook.checks.reading_age import MOST_WORDS, grade
from stretchbook.checks.wording import Wording
from stretchbook.text.markup import plain

# Reading.


def grades(library: Library) -> dict[str, float]:
    return {
        name: grade(plain(step, library.titles) for step in (*stretch.actions, *filter(None, stretch.details)))
        for name, stretch in library.stretches.items()
    }


def test_half_of_the_records_read_at_grade_seven_or_below(library: Library) -> None:
    assert statistics.median(grades(library).values()) <= 7


def test_no_record_reads_above_grade_nine(library: Library) -> None:
    assert {name: reached for name, reached in grades(library).items() if reached > 9} == {}


def test_no_step_is_longer_than_one_can_keep_in_mind(library: Library) -> None:
    steps = [plain(step, library.titles) for stretch in library.stretches.values() for step in stretch.actions]
    assert [step for step in steps if len(step.split()) > MOST_WORDS["steps"]] == []


def test_no_exception_is_idle(library: Library) -> None:
    """Without its exceptions, every list refuses what they spare."""
    for name in ("promises", "spellings"):
        bare = {word: entry.model_copy(update={"unless": ()}) for word, entry in library.of(name).items()}
        strict = Wording(bare, {}) if name == "promises" else Wording({}, bare)
        kind = Wording(library.of(name), {}) if name == "promises" else Wording({}, library.of(name))
        for entry in library.of(name).values():
            ill = f" {entry.ills[0]}" if getattr(entry, "ills", ()) else ""
            said = [phrase if strict.faults(phrase) else phrase + ill for phrase in entry.unless]
            assert [phrase for phrase in said if not strict.faults(phrase) or kind.faults(phrase)] == []
