"""What a routine asks for too much of: doses, time, or getting down to the floor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stretchbook.book.book import Book
from stretchbook.book.doses import routine_seconds
from stretchbook.book.transitions import levels, second_descent
from stretchbook.model.dose import Dose, Range
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Condition
from stretchbook.model.stretch import Stretch
from stretchbook.model.vocabulary import Position, Setting
from stretchbook.problems import Problem
from stretchbook.text.markup import Link, parts
from stretchbook.text.source import Location, Source

_SLACK = 15
"""How many seconds a routine may be shorter or longer than it is meant to be."""

_MOST_FIRST_WORDS = 8


def routine_problems(book: Book) -> Iterator[Problem]:
    """Yield what the routines ask for too much of."""
    library = book.library
    for read in book.of("routines"):
        yield from _worked_out(read.record, read.spot.source, library.conditions)
        places = library.of("positions"), library.of("settings")
        yield from _problems(read.record, read.spot.source, library.stretches, *places)


def _worked_out(routine: Routine, source: Source, conditions: Mapping[str, Condition]) -> Iterator[Problem]:
    """Yield texts that tell readers with a condition what to leave out: two tellings would come to differ."""
    for number, text in enumerate(routine.skip_if):
        linked = (part.id for part in parts(text) if isinstance(part, Link) and part.id in conditions)
        if name := next(linked, None):
            message = f"is about `{name}`, and what its readers do is worked out from the answers of each stretch."
            fix = "Leave it out here. Where the page says something else, mend `safety.answers` of the stretch."
            yield source.problem(("skip_if", number), message, fix)


def _problems(
    routine: Routine,
    source: Source,
    stretches: Mapping[str, Stretch],
    positions: Mapping[str, Position],
    settings: Mapping[str, Setting],
) -> Iterator[Problem]:
    """Yield what one asks for too much of.

    Its time and its order are looked at once all of its stretches can be read and its doses are right.
    """
    faults = list(_item_problems(routine, source, stretches))
    yield from faults
    if not faults and all(item.stretch in stretches for item in routine.items):
        yield from _time_problems(routine, source, stretches)
        ways = [levels(stretches[item.stretch], positions, settings) for item in routine.items]
        if number := second_descent(ways):
            message = f"`{routine.items[number].stretch}` goes down to the floor a second time."
            fix = "Put all that is done on the floor one after the other."
            yield source.problem(("items", number, "stretch"), message, fix)


def _time_problems(routine: Routine, source: Source, stretches: Mapping[str, Stretch]) -> Iterator[Problem]:
    seconds = routine_seconds(routine, stretches)
    if routine.takes is not None and abs(seconds - routine.takes) > _SLACK:
        message = f"is {routine.takes}, but doses and pauses come to {seconds} seconds."
        yield source.problem(
            ("takes",), message, "Change the doses; or this number, and every text that tells the time."
        )


def _item_problems(routine: Routine, source: Source, stretches: Mapping[str, Stretch]) -> Iterator[Problem]:
    for number, item in enumerate(routine.items):
        stretch = stretches.get(item.stretch)
        if not stretch:
            continue
        if not stretch.in_short:
            message = f"`{item.stretch}` has no `in_short`, so its sheet has nothing to say."
            yield source.problem(("items", number, "stretch"), message, "Add `in_short` to its record.")
        if (count := len((item.first or "").split())) > _MOST_FIRST_WORDS:
            message = f"has {count} words; {_MOST_FIRST_WORDS} is the most, since it stands beside the dose."
            yield source.problem(("items", number, "first"), message, "Say it in fewer, and the rest in `note`.")
        for field in ("hold", "repeats", "sets", "duration"):
            asked = getattr(item, field)
            if asked is not None:
                yield from _dose_problems(source, ("items", number, field), asked, stretch.dose, item.stretch)


def _dose_problems(source: Source, loc: Location, asked: int, dose: Dose, stretch: str) -> Iterator[Problem]:
    field = str(loc[-1])
    allowed: Range | None = getattr(dose, field)
    if allowed is None:
        yield source.problem(loc, f"`{stretch}` has no {field} in its own record.", "Leave it out.")
    elif asked > allowed.high:
        message = f"is more than `{stretch}` allows ({allowed.high})."
        yield source.problem(loc, message, f"Write {allowed.high} or less.")
