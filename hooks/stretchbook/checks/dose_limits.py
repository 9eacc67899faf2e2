"""Doses out of all range, in the dose itself and in what texts offer beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stretchbook.book.book import Book, Read
from stretchbook.book.safety_gate import fits
from stretchbook.model.dose import Dose
from stretchbook.model.safety import DoseLimit, Limited
from stretchbook.model.stretch import Stretch
from stretchbook.model.traverse import used_texts
from stretchbook.problems import Problem
from stretchbook.text.markup import own_words
from stretchbook.text.mentions import Kind, spoken

_DAYS = {"day": 1, "week": 7}
_UNITS: Mapping[Limited, str] = {
    "hold": "seconds", "duration": "seconds", "rest": "seconds", "total": "seconds in all",
    "repeats": "times", "sets": "sets", "frequency": "times a day",
}  # fmt: skip


def dose_limit_problems(book: Book) -> Iterator[Problem]:
    """Yield the doses above the limits of the library, and the texts that offer more."""
    limits = tuple(book.library.of("dose-limits").values())
    for read in book.of("stretches"):
        least: dict[Limited, DoseLimit] = {}
        for limit in limits:
            is_less = limit.number not in least or limit.most < least[limit.number].most
            if is_less and (limit.when is None or fits(limit.when, read.record)):
                least[limit.number] = limit
        yield from _dose_problems(read, least)
        yield from _text_problems(read, least)


def _dose_problems(read: Read, limits: Mapping[Limited, DoseLimit]) -> Iterator[Problem]:
    for number, asked in _asked(read.record.dose).items():
        limit = limits.get(number)
        if limit and asked > limit.most:
            loc = ("dose",) if number == "total" else ("dose", number)
            message = f"asks for {asked:g} {_UNITS[number]}; the most is {limit.most}."
            yield read.spot.problem(loc, message, f"Ask for less. {limit.because}")


def _asked(dose: Dose) -> dict[Limited, float]:
    """Return the most that a dose asks for of each number that it has, on one side."""
    asked: dict[Limited, float] = {"rest": dose.rest, "sets": dose.sets.high, "total": _total(dose)}
    for number in ("hold", "repeats", "duration"):
        if span := getattr(dose, number):
            asked[number] = span.high
    if dose.frequency:
        asked["frequency"] = dose.frequency.times.high / _DAYS[dose.frequency.per]
    return asked


def _total(dose: Dose) -> int:
    if dose.duration:
        return int(dose.duration.high * dose.sets.high)
    hold = dose.hold.high * dose.phases if dose.hold else 0
    repeats = dose.repeats.high if dose.repeats else 1
    return int((hold + (dose.move or 0)) * repeats * dose.sets.high)


def _text_problems(read: Read, limits: Mapping[Limited, DoseLimit]) -> Iterator[Problem]:
    stretch: Stretch = read.record
    for used in used_texts(stretch):
        if used.use.role in ("warning", "label"):
            continue
        for _, found in spoken(own_words(used.text)):
            for said in found:
                limit = limits.get(_limited(said.kind, stretch.dose) or "total")
                if limit and said.high > limit.most:
                    message = f"says “{said.text}”; the most is {limit.most} {_UNITS[limit.number]}."
                    yield read.spot.problem(used.loc, message, f"Offer less. {limit.because}")


def _limited(kind: Kind, dose: Dose) -> Limited | None:
    """Return which number of a dose a text speaks of."""
    if kind in ("hold", "going", "some-time"):
        return "duration" if dose.duration else "hold"
    if kind == "rounds":
        return "sets" if dose.sets.high > 1 else "repeats"
    named: Mapping[Kind, Limited] = {
        "times": "repeats", "levels": "repeats", "sets": "sets", "rest": "rest", "day": "frequency",
    }  # fmt: skip
    return named.get(kind)
