"""A dose as phases with a time each, one after the other: what a clock counts.

All numbers are those of `doses.measure`, so phases take as long as the page says; what a clock adds, so that readers
can get ready and change sides, is told apart as `extra`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from stretchbook.book.doses import Measure, measure
from stretchbook.model.dose import Dose
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch

PhaseKind = Literal["ready", "next", "move", "hold", "turn", "return", "repeat", "go", "rest", "change"]
"""`ready`: before the first stretch. `next`: between two. `move`: into a position. `hold`: stay in it. `turn`: out of
it and into it again. `return`: out of it. `repeat`: one movement, with its short hold. `go`: keep going. `rest`:
between sets. `change`: to the other side."""

READY, LEAST_CHANGE = 10, 5
"""Seconds to get ready for the first stretch; at least so many to change sides, or to the next one."""

LEAST_ON_FLOOR, LEAST_UP_OR_DOWN = 10, 20
"""At least so many to turn over on the floor, and to get down to it or up again: slowly, by way of the knees."""

LEAST_HOLD = 5
"""A hold of fewer seconds is counted together with its movement: nobody follows a clock that changes each second."""


@dataclass(frozen=True)
class Phase:
    """One phase: what is done in it, how long, and where in the dose it stands; all counts begin at 1."""

    kind: PhaseKind
    seconds: int
    item: int = 1
    extra: int = 0
    """How many of its seconds are beyond the dose."""
    side: int = 1
    set: int = 1
    repeat: int = 1
    position: int = 1


def stretch_phases(dose: Dose, *, is_on_floor: bool = False) -> list[Phase]:
    """Return the phases of one stretch at its least dose."""
    ready = LEAST_UP_OR_DOWN if is_on_floor else READY
    return [Phase("ready", ready, extra=ready), *dose_phases(measure(dose), is_on_floor=is_on_floor)]


def routine_phases(routine: Routine, stretches: Mapping[str, Stretch], on_floor: Container[str] = ()) -> list[Phase]:
    """Return the phases of a whole routine, with its pauses. `on_floor` are the stretches for which one gets down."""
    found: list[Phase] = []
    was_down = False
    for number, item in enumerate(routine.items, 1):
        is_down = item.stretch in on_floor
        least = LEAST_UP_OR_DOWN if is_down != was_down else LEAST_ON_FLOOR if is_down else LEAST_CHANGE
        if number == 1:
            ready = max(READY, least)
            found.append(Phase("ready", ready, extra=ready))
        else:
            found.append(_lasting(Phase("next", routine.pause, number), least))
        found += dose_phases(measure(stretches[item.stretch].dose, item), number, is_on_floor=is_down)
        was_down = is_down
    return found


def dose_phases(dose: Measure, item: int = 1, *, is_on_floor: bool = False) -> list[Phase]:
    """Return the phases of one dose; without what is `extra`, they take as long as it does."""
    least = LEAST_ON_FLOOR if is_on_floor else LEAST_CHANGE
    found = [_lasting(phase, least) if phase.kind == "change" else phase for phase in _joined(_all_sides(dose))]
    return [replace(phase, item=item) for phase in found if phase.seconds]


def _all_sides(dose: Measure) -> Iterator[Phase]:
    for side in range(1, dose.sides + 1):
        if side > 1:
            yield Phase("change", 0, side=side)
        for set_ in range(1, dose.sets + 1):
            if set_ > 1:
                yield Phase("rest", dose.rest, side=side, set=set_)
            for phase in _one_set(dose):
                yield replace(phase, side=side, set=set_)


def _one_set(dose: Measure) -> Iterator[Phase]:
    if dose.duration:
        yield Phase("go", dose.duration)
        return
    for repeat in range(1, dose.repeats + 1):
        for phase in _one_repeat(dose):
            yield replace(phase, repeat=repeat)


def _one_repeat(dose: Measure) -> Iterator[Phase]:
    if dose.hold < LEAST_HOLD:
        for position, move in enumerate(_shares(dose.move, dose.phases), 1):
            yield Phase("repeat", move + dose.hold, position=position)
    elif dose.phases == 1:
        inwards, outwards = _shares(dose.move, 2)
        yield from (Phase("move", inwards), Phase("hold", dose.hold), Phase("return", outwards))
    else:
        for position, move in enumerate(_shares(dose.move, dose.phases), 1):
            yield from (Phase("move", move, position=position), Phase("hold", dose.hold, position=position))


def _shares(seconds: int, parts: int) -> list[int]:
    """Split whole seconds into parts as alike as can be, the longer ones first."""
    least, more = divmod(seconds, parts)
    return [least + (number < more) for number in range(parts)]


def _joined(phases: Iterable[Phase]) -> Iterator[Phase]:
    """Yield the phases, those of the way out, of a change and of the way in again as one."""
    before: Phase | None = None
    for phase in phases:
        if phase.kind == "rest" and not phase.seconds:
            continue
        if before and (joined := _as_one(before, phase)):
            before = joined
            continue
        if before:
            yield before
        before = phase
    if before:
        yield before


def _as_one(one: Phase, other: Phase) -> Phase | None:
    seconds = one.seconds + other.seconds
    if (one.kind, other.kind) == ("return", "move"):
        return replace(other, kind="turn", seconds=seconds)
    if "change" in (one.kind, other.kind) and {one.kind, other.kind} <= {"return", "change", "move"}:
        return replace(other, kind="change", seconds=seconds)
    return None


def _lasting(phase: Phase, least: int) -> Phase:
    """Return a phase that takes some seconds at least."""
    extra = max(0, least - phase.seconds)
    return replace(phase, seconds=phase.seconds + extra, extra=extra)
