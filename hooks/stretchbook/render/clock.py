"""What a clock needs to lead through a stretch or a routine: a file of open data for each, with all phases in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stretchbook.book.addresses import Addresses
from stretchbook.book.doses import dose_words, duration_words, exactly, measure
from stretchbook.book.library import Library
from stretchbook.book.phases import Phase, routine_phases, stretch_phases
from stretchbook.book.strip import STOP_LEAD, Strip, emergency_line, strip_of
from stretchbook.book.transitions import stretches_on_floor
from stretchbook.model.dose import Dose
from stretchbook.model.routine import Item
from stretchbook.model.stretch import Stretch
from stretchbook.render.figures.figure_set import FigureSet, MovingPicture, Picture, card_picture
from stretchbook.text.markup import plain
from stretchbook.text.quantities import first_sentence

FOLDER = "clock"
"""The folder of the files, in that of the open data."""

MOST_CUE_WORDS = 12
"""As many are read at a glance, from two metres."""

_PIXELS = 4
"""Of a centimetre of a picture, as pages show it."""


@dataclass(frozen=True)
class ClockData:
    """The data of a library's stretches and routines, as a clock counts them."""

    library: Library
    figures: FigureSet | None

    def files(self) -> Iterator[tuple[str, Any]]:
        """Yield `(name, data)` of every file: one for each stretch and each routine, called by its id."""
        for name in self.library.stretches:
            yield f"{FOLDER}/{name}.json", self.of_stretch(name)
        for name in self.library.routines:
            yield f"{FOLDER}/{name}.json", self.of_routine(name)

    def of_stretch(self, name: str) -> dict[str, Any]:
        """Return one stretch at its least dose."""
        stretch = self.library.stretches[name]
        phases = stretch_phases(stretch.dose, is_on_floor=name in self._on_floor)
        least = exactly(stretch.dose, Item(stretch=name))
        return {**self._head(name, stretch.name, [name], phases), "items": [self._item(name, least)]}

    def of_routine(self, name: str) -> dict[str, Any]:
        """Return a routine, each stretch at the dose that the routine asks for."""
        routine = self.library.routines[name]
        items = [self._asked(item) for item in routine.items]
        phases = routine_phases(routine, self.library.stretches, self._on_floor)
        head = self._head(name, routine.name, [item.stretch for item in routine.items], phases)
        skip_if = [self._plain(text) for text in routine.skip_if]
        return {**head, "warm_up": self._plain(routine.warm_up), "skip_if": skip_if, "items": items}

    @cached_property
    def _on_floor(self) -> frozenset[str]:
        return stretches_on_floor(self.library)

    def _head(self, name: str, title: str, stretches: Sequence[str], phases: Sequence[Phase]) -> dict[str, Any]:
        extra = sum(phase.extra for phase in phases)
        seconds = sum(phase.seconds for phase in phases) - extra
        emergency = emergency_line(self.library)
        return {
            "id": name,
            "name": title,
            "url": Addresses(self.library).of(name),
            "seconds": seconds,
            "extra": extra,
            "time": duration_words(seconds),
            "extra_time": duration_words(extra),
            "strip": _said(strip_of(self.library, stretches)),
            **({"emergency": self._plain(emergency)} if emergency else {}),
            "phases": [phase_data(phase) for phase in phases],
        }

    def _asked(self, item: Item) -> dict[str, Any]:
        stretch = self.library.stretches[item.stretch]
        texts = {"first": item.first, "note": item.note}
        told = {name: self._plain(text) for name, text in texts.items() if text}
        return {**self._item(item.stretch, exactly(stretch.dose, item)), **told}

    def _item(self, name: str, dose: Dose) -> dict[str, Any]:
        stretch, fixed = self.library.stretches[name], measure(dose)
        return {
            "stretch": name,
            "name": stretch.name,
            "url": Addresses(self.library).of(name),
            "kind": stretch.kind,
            "seconds": fixed.seconds,
            "dose": " ".join(dose_words(dose)),
            "sides": fixed.sides,
            "sets": fixed.sets,
            "repeats": fixed.repeats,
            "counted_as": dose.counted_as,
            "hold": fixed.hold,
            "cues": [self._plain(cue) for cue in _cues(stretch)],
            "steps": [self._plain(step) for step in stretch.actions],
            "easier": [self._plain(text) for text in stretch.easier],
            "strip": _said(strip_of(self.library, [name])),
            **({"keep_safe": self._plain(stretch.in_short.caution)} if stretch.in_short else {}),
            **self._pictures(name, stretch),
        }

    def _pictures(self, name: str, stretch: Stretch) -> dict[str, Any]:
        """Return a still for each position that is held, and the moving picture."""
        drawn = self.figures.pictures if self.figures else {}
        if name not in drawn:
            return {}
        moving = self.figures.moving_pictures.get(name) if self.figures else None
        stills = [picture_data(picture) for picture in _held(drawn, name, stretch.dose)]
        return {"stills": stills, **({"moving": picture_data(moving)} if moving else {})}

    def _plain(self, text: str) -> str:
        return plain(text, self.library.titles)


def _cues(stretch: Stretch) -> Sequence[str]:
    """Return the cues of a record; where it has none, the first short sentence that says what to do."""
    short = stretch.in_short
    if short and short.cues:
        return short.cues
    said = [first_sentence(text) for text in ((short.reminder,) if short else ()) + stretch.actions[1:]]
    return [next((text for text in said if len(text.split()) <= MOST_CUE_WORDS), said[0])]


def _held(drawn: Mapping[str, tuple[Picture, ...]], name: str, dose: Dose) -> Sequence[Picture]:
    """Return the pictures of what is held, which are the last ones; where nothing is, the one that stands for all."""
    for_all = card_picture(drawn, name)
    return (for_all,) if for_all and not dose.hold else drawn[name][-dose.phases :]


def picture_data(picture: Picture | MovingPicture) -> dict[str, Any]:
    """Return a picture with its size in pixels, and with what it shows in words."""
    size = {"width": round(picture.width * _PIXELS), "height": round(picture.height * _PIXELS)}
    words = {"alternative": picture.alternative} if isinstance(picture, Picture) else {}
    return {"src": picture.uri, **size, **words}


def phase_data(phase: Phase) -> dict[str, Any]:
    """Return a phase without what is as it mostly is."""
    counts = {name: getattr(phase, name) for name in ("extra", "item", "side", "set", "repeat", "position")}
    usual = {"extra": 0}
    return {
        "kind": phase.kind,
        "seconds": phase.seconds,
        **{name: count for name, count in counts.items() if count != usual.get(name, 1)},
    }


def _said(strip: Strip) -> list[list[str]]:
    """Return the words of a strip, as leads and what follows each."""
    parts = [(strip.lead, strip.first), (STOP_LEAD, strip.signs)]
    return [[lead, f"{', '.join(each.phrase for each in named)}."] for lead, named in parts if named]
