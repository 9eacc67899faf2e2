"""A dose in seconds and in words. Times are computed here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stretchbook.model.dose import Dose, Range
from stretchbook.model.routine import Item, Routine
from stretchbook.model.stretch import Stretch

_COUNTED = {"times": ("time", "times"), "levels": ("level", "levels"), "breaths": ("breath", "breaths")}


@dataclass(frozen=True)
class Measure:
    """One dose to follow: every number fixed, in seconds and counts."""

    hold: int
    phases: int
    move: int
    repeats: int
    sets: int
    rest: int
    duration: int
    sides: int

    @property
    def seconds(self) -> int:
        """Seconds that the dose takes, on all sides, rests between sets included."""
        one_set = self.duration or self.repeats * (self.phases * self.hold + self.move)
        return self.sides * (self.sets * one_set + (self.sets - 1) * self.rest)


def measure(dose: Dose, item: Item | None = None) -> Measure:
    """Fix a dose: each number as the routine's item says or else the record's least."""

    def pick(name: str, span: Range | None) -> int:
        asked = getattr(item, name, None)
        return asked if asked is not None else span.low if span else 0

    return Measure(
        hold=pick("hold", dose.hold),
        phases=dose.phases,
        move=item.move if item and item.move is not None else dose.move or 0,
        repeats=pick("repeats", dose.repeats),
        sets=pick("sets", dose.sets),
        rest=dose.rest,
        duration=pick("duration", dose.duration),
        sides=2 if dose.sides == "each" else 1,
    )


def exactly(dose: Dose, item: Item) -> Dose:
    """Return the dose that a routine's item asks for, as a dose without ranges."""
    fixed = measure(dose, item)
    numbers = {
        name: Range(getattr(fixed, name), getattr(fixed, name)) for name in ("hold", "repeats", "sets", "duration")
    }
    kept = {name: number if number.low else None for name, number in numbers.items()}
    return dose.model_copy(update={**kept, "move": fixed.move or None})


def routine_seconds(routine: Routine, stretches: Mapping[str, Stretch]) -> int:
    """Return the seconds that a routine takes, pauses included."""
    work = [measure(stretches[item.stretch].dose, item).seconds for item in routine.items]
    return sum(work) + routine.pause * (len(work) - 1)


def duration_words(seconds: int) -> str:
    """Say a length of time: "45 seconds", "3 min 5 s", "2 minutes"."""
    if seconds < 60:
        return counted(seconds, "second")
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if rest else counted(minutes, "minute")


def rough_words(seconds: int) -> str:
    """Say about how long: "30 seconds", "1 minute", "9 minutes"; whole minutes, a half one upwards."""
    return counted(seconds, "second") if seconds < 60 else counted((seconds + 30) // 60, "minute")


def dose_words(dose: Dose) -> list[str]:
    """Say a dose in short sentences that a patient reads once, in the order in which it is done."""
    return list(dose_sentences(dose).values())


def dose_sentences(dose: Dose) -> dict[str, str]:
    """Return each sentence of a dose by what it says: `time`, `count`, `sets` or `sides`."""
    said = {
        "time": _hold_words(dose),
        "count": _repeat_words(dose),
        "sets": _set_words(dose),
        "sides": _side_words(dose),
    }
    return {name: sentence for name, sentence in said.items() if sentence}


def brief_words(dose: Dose) -> str:
    """Say a dose in a few words, for a sheet: "Hold 30 seconds, 2 times, each side". Lines end after commas."""
    sides = _together("each side") if dose.sides == "each" else None
    said = (_brief_time(dose), _brief_count(dose), _brief_sets(dose), sides)
    return ", ".join(filter(None, said))


def dose_key(dose: Dose) -> str:
    """Return the least of a dose in as few letters as an address has room for: `h20m4r2s1`."""
    fixed = measure(dose)
    numbers = {name: getattr(fixed, name) for name in ("hold", "move", "repeats", "sets", "duration")}
    return "".join(f"{name[0]}{number}" for name, number in numbers.items() if number)


def frequency_words(dose: Dose) -> str | None:
    """Say how often, where the dose says it."""
    if dose.frequency is None:
        return None
    times: Range = dose.frequency.times
    each = "a day" if dose.frequency.per == "day" else "a week"
    if times == Range(1, 1):
        return f"Once {each}."
    return f"{_range(times)} times {each}."


def _hold_words(dose: Dose) -> str | None:
    if dose.duration is not None:
        return f"Keep going for {_time_range(dose.duration)}."
    if dose.hold is None:
        return "Move slowly, without a hold."
    place = " in each position" if dose.phases > 1 else ""
    return f"Hold for {_time_range(dose.hold)}{place}."


def _repeat_words(dose: Dose) -> str | None:
    if dose.repeats is None:
        return None
    if dose.counted_as == "levels":
        return f"Do it at {_count(dose, dose.repeats)} of the back."
    if dose.counted_as == "breaths":
        return f"Stay for {_count(dose, dose.repeats)}."
    return "Do it once." if dose.repeats == Range(1, 1) else f"Do it {_count(dose, dose.repeats)}."


def _set_words(dose: Dose) -> str | None:
    if dose.sets == Range(1, 1):
        return None
    rest = f", with {counted(dose.rest, 'second')} of rest between them" if dose.rest else ""
    return f"{_range(dose.sets).capitalize()} rounds{rest}."


def _brief_time(dose: Dose) -> str | None:
    if dose.duration is not None:
        return f"Keep going {_together(_time_range(dose.duration))}"
    if dose.hold is None:
        return "Slowly"
    return f"Hold {_together(_time_range(dose.hold))}{' each way' if dose.phases > 1 else ''}"


def _brief_count(dose: Dose) -> str | None:
    if dose.repeats is None:
        return None
    if dose.repeats == Range(1, 1) and dose.counted_as == "times":
        return "once"
    at = "at " if dose.counted_as == "levels" else ""
    return _together(f"{at}{_count(dose, dose.repeats)}")


def _together(text: str) -> str:
    """Return the text as one that no line ends in."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _count(dose: Dose, repeats: Range) -> str:
    one, many = _COUNTED[dose.counted_as]
    return f"{_range(repeats)} {one if repeats == Range(1, 1) else many}"


def _brief_sets(dose: Dose) -> str | None:
    if dose.sets == Range(1, 1):
        return None
    rest = f", rest {counted(dose.rest, 'second')} between" if dose.rest else ""
    return f"{_range(dose.sets)} rounds{rest}"


def _side_words(dose: Dose) -> str | None:
    return {"each": "Then the other side.", "both": "Both sides at once.", "none": None}[dose.sides]


def _range(span: Range) -> str:
    return str(span.low) if span.is_exact else f"{span.low} to {span.high}"


def _time_range(span: Range) -> str:
    if span.is_exact:
        return duration_words(span.low)
    if span.low % 60 == 0 and span.high % 60 == 0:
        return f"{span.low // 60} to {span.high // 60} minutes"
    return f"{span.low} to {span.high} seconds"


def counted(number: int, noun: str, many: str | None = None) -> str:
    """Say a number with its noun: "1 level", "3 levels"."""
    return f"{number} {noun}" if number == 1 else f"{number} {many or noun + 's'}"
