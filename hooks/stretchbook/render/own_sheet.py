"""What a sheet of one's own needs: a file of open data for each stretch, and one with what is the same for all.

A script puts such a sheet together in the browser. It works out no dose: each one that may be chosen stands here with
its words and its phases. None asks for more than the record or a routine of the library does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import product
from typing import Any

from stretchbook.book.addresses import Addresses
from stretchbook.book.doses import brief_words, dose_key, exactly, measure
from stretchbook.book.library import Library
from stretchbook.book.name_index import bare, without_article
from stretchbook.book.phases import LEAST_CHANGE, LEAST_ON_FLOOR, LEAST_UP_OR_DOWN, READY, stretch_phases
from stretchbook.book.strip import EITHER_LEAD, LEADS, STOP_LEAD, emergency_line
from stretchbook.book.transitions import stretches_on_floor
from stretchbook.model.dose import Dose, Range
from stretchbook.model.routine import Item
from stretchbook.render.clock import phase_data, picture_data
from stretchbook.render.figures.figure_set import FigureSet, card_picture
from stretchbook.render.sheets.labels import LABELS
from stretchbook.text.markup import plain

FOLDER = "sheet"
"""The folder of the files, in that of the open data."""

MOST = 15
"""More stretches nobody does in one go, and no sheet holds."""

_MARKS = {"leave-out": "out", "ask-first": "ask", "adapt": "easier", "fine": ""}
_LEAST_HALVED = 10
"""Seconds of which the half may be chosen too."""


@dataclass(frozen=True)
class OwnSheetData:
    """The data of a library for sheets of one's own."""

    library: Library
    figures: FigureSet | None

    def files(self) -> Iterator[tuple[str, Any]]:
        """Yield `(name, data)` of every file."""
        yield f"{FOLDER}.json", self.of_all()
        for name in self.library.stretches:
            yield f"{FOLDER}/{name}.json", self.of_stretch(name)

    def of_all(self) -> dict[str, Any]:
        """Return what is the same for every sheet: its words, all conditions and all stop signs, in their order."""
        library = self.library
        conditions = sorted(library.conditions.items(), key=lambda each: bare(each[1].name))
        return {
            "most": MOST,
            "gaps": {
                "ready": READY,
                "change": LEAST_CHANGE,
                "on_floor": LEAST_ON_FLOOR,
                "up_or_down": LEAST_UP_OR_DOWN,
            },
            "stretches": list(library.stretches),
            "former": {old: name for name, stretch in library.stretches.items() for old in stretch.formerly},
            "emergency": self._plain(emergency_line(library) or ""),
            "leads": {**LEADS, "either": EITHER_LEAD, "stop": STOP_LEAD},
            "labels": asdict(LABELS),
            "families": {name: word.name for name, word in library.words("families").items()},
            "conditions": [
                {
                    "id": name,
                    "name": self._plain(without_article(condition.name)),
                    "inside": condition.name_inside,
                    **({"family": condition.family} if condition.family else {}),
                    **({"before_any": True} if condition.ask_first else {}),
                }
                for name, condition in conditions
            ],
            "stop": [
                {
                    "then": self._plain(response.name),
                    "do": self._plain(response.text) if response.order == 1 else "",
                    "signs": [
                        {
                            "id": sign.id,
                            "text": self._plain(sign.text),
                            "brief": sign.brief or self._plain(sign.text),
                            "of": library.stop_sign_counts[sign.id],
                        }
                        for sign in library.stop_signs.values()
                        if sign.response == name
                    ],
                }
                for name, response in library.responses.items()
            ],
        }

    def of_stretch(self, name: str) -> dict[str, Any]:
        """Return what a sheet says of one stretch: its doses, and its part of all that stands there for safety."""
        library, stretch = self.library, self.library.stretches[name]
        answers = library.answers_of[name]
        return {
            "id": name,
            "name": stretch.name,
            "url": Addresses(library).of(name),
            "reminder": self._plain(stretch.in_short.reminder) if stretch.in_short else "",
            "safe": self._plain(stretch.in_short.caution) if stretch.in_short else "",
            "easier": self._plain(stretch.easier[0]),
            "sides": stretch.dose.sides == "each",
            "on_floor": name in self._on_floor,
            "pictures": list(self._pictures(name)),
            "doses": [self._dose(key, dose, name) for key, dose in doses_to_choose(library, name).items()],
            "stop": list(library.stop_signs_of([name])),
            "gate_stop": list(library.gate.stop_signs_for(stretch)),
            "own_stop": list(stretch.safety.stop_if),
            "marks": {condition: _MARKS[answer.of_stretch] for condition, answer in answers.items()},
            "first": [[condition, answers[condition].rank] for condition in library.said_first(name)],
        }

    def _dose(self, key: str, dose: Dose, name: str) -> dict[str, Any]:
        phases, fixed = stretch_phases(dose, is_on_floor=name in self._on_floor)[1:], measure(dose)
        return {
            "key": key,
            "words": brief_words(dose),
            "seconds": fixed.seconds,
            "clock": {name: getattr(fixed, name) for name in ("sets", "repeats", "hold")},
            "phases": [phase_data(phase) for phase in phases],
        }

    @cached_property
    def _on_floor(self) -> frozenset[str]:
        return stretches_on_floor(self.library)

    def _pictures(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the picture that stands for the stretch and one other, in the order of the movement."""
        drawn = self.figures.pictures if self.figures else {}
        held = card_picture(drawn, name) if name in drawn else None
        if held:
            other = next((each for each in drawn[name] if each.alternative != held.alternative), held)
            yield from (picture_data(each) for each in drawn[name] if each in (other, held))

    def _plain(self, text: str) -> str:
        return plain(text, self.library.titles)


def doses_to_choose(library: Library, name: str) -> dict[str, Dose]:
    """Return the doses of a stretch that may be chosen, by the key that stands for each; the usual one is the first.

    They are what the record allows, less of it, and what routines of the library ask for.
    """
    stretch = library.stretches[name]
    asked = [Item(stretch=name), *(item for each in library.routines.values() for item in each.items)]
    items = [item for item in asked if item.stretch == name] + list(_less_and_more(name, stretch.dose))
    found = (exactly(stretch.dose, item) for item in items)
    return {dose_key(dose): dose for dose in found}


def _less_and_more(name: str, dose: Dose) -> Iterator[Item]:
    times = [sorted(_times(span)) if span else [None] for span in (dose.hold, dose.duration)]
    counts = [sorted({1, *span}) if span else [None] for span in (dose.repeats, dose.sets)]
    for hold, duration, sets, repeats in product(*times, *reversed(counts)):
        yield Item(stretch=name, hold=hold, duration=duration, repeats=repeats, sets=sets)


def _times(span: Range) -> set[int]:
    half = {span.low // 2} if span.low >= _LEAST_HALVED else set[int]()
    return {*span, *half}
