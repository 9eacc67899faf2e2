"""What a routine's sheet says, as plain data: the one text behind the PDF and behind the browser's own print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import segno

from stretchbook.book import doses
from stretchbook.book.addresses import Addresses
from stretchbook.book.labels import plain_title, short_label
from stretchbook.book.library import Library
from stretchbook.book.printed import sheet_references
from stretchbook.book.relations import Relations
from stretchbook.model.routine import Item, Routine
from stretchbook.render.figures.figure_set import Picture
from stretchbook.text.letters import printable
from stretchbook.text.markup import plain

OTHERS = "Ask first, too, with any other lasting condition, when pregnant, and if you are not sure."
"""A sheet names what its stretches ask about; with many conditions one asks before any stretch at all."""

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def day_words(day: date) -> str:
    """Return a day as people write it: "20 November 2026"."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Imprint:
    """What says where a sheet comes from: the site's name, the day of its data, and its address where there is one."""

    site: str
    day: date
    address: str | None

    @property
    def day_words(self) -> str:
        """The day as people write it."""
        return day_words(self.day)

    def address_of(self, page: str) -> str | None:
        """Give the full address of a page, named by its address from the root of the site."""
        return f"{self.address.rstrip('/')}/{page}" if self.address else None


@dataclass(frozen=True)
class SheetWriter:
    """Writes the content of sheets; `imprint` says where they come from.

    A stretch is printed as its record's reminder, for somebody who has been shown it; without one, in full.
    """

    library: Library
    imprint: Imprint
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)

    def sheet(self, name: str) -> dict[str, Any]:
        """Give everything that stands on the sheet of a routine: texts, numbers of seconds as words, and lists.

        Stop signs, conditions and cautions come with an `id`, by which the last check finds them on a page.
        """
        routine = self.library.routines[name]
        address = self.imprint.address_of(Addresses(self.library).of(name))
        stretches = [item.stretch for item in routine.items]
        return {
            "name": self._said(routine.name),
            "for_whom": self._said(routine.for_whom),
            "warm_up": self._said(routine.warm_up),
            "skip_if": [self._said(text) for text in routine.skip_if],
            "time": doses.duration_words(doses.routine_seconds(routine, self.library.stretches)),
            "pause": doses.duration_words(routine.pause),
            "things": self._things(stretches),
            "days": DAYS,
            "stop": list(self._stop_signs(stretches)),
            "before": list(self._conditions(stretches)),
            "others": OTHERS,
            "items": [self._item(item) for item in routine.items],
            "sources": [self._source(name) for name in sheet_references(routine, self.library.stretches)],
            "review": self._review(routine),
            "site": printable(self.imprint.site),
            "day": self.imprint.day_words,
            "address": address,
            "code": _code(address) if address else None,
        }

    def _said(self, text: str) -> str:
        """Give the text without markup and without letters that no font can show."""
        return printable(plain(text, self.library.titles))

    def _stop_signs(self, stretches: list[str]) -> Iterator[dict[str, Any]]:
        shown = [self.library.stop_signs[name] for name in self.library.stop_signs_of(stretches)]
        for name, response in self.library.responses.items():
            signs = [{"id": sign.id, "text": self._said(sign.text)} for sign in shown if sign.response == name]
            if signs:
                # Whoever needs an ambulance has no time to look up what to do.
                do = self._said(response.text) if response.order == 1 else None
                yield {"then": self._said(response.name), "signs": signs, "do": do}

    def _conditions(self, stretches: list[str]) -> Iterator[dict[str, Any]]:
        relations = Relations(self.library)
        leads = {
            "leave-out": "Leave a stretch out, unless a clinician has said that it suits you, if you have",
            "ask-first": "Ask a clinician (doctor, physiotherapist or nurse) first if you have",
        }
        for action, lead in leads.items():
            names = relations.conditions_of(stretches, action)  # type: ignore[arg-type]
            if names:
                conditions = [self._condition(name, relations.places_of(name, stretches)) for name in names]
                yield {"lead": lead, "conditions": conditions}

    def _condition(self, name: str, places: tuple[int, ...]) -> dict[str, str]:
        # No line ends between a name and its numbers, nor between these.
        said = ",\N{NO-BREAK SPACE}".join(map(str, places))
        return {"id": name, "name": self._said(self.library.conditions[name].short_name), "places": said}

    def _things(self, stretches: list[str]) -> list[str]:
        words = self.library.words("equipment")
        needed = dict.fromkeys(thing for name in stretches for thing in self.library.stretches[name].equipment)
        return [self._said(words[thing].name).lower() for thing in needed]

    def _item(self, item: Item) -> dict[str, Any]:
        stretch = self.library.stretches[item.stretch]
        cautions = {f"{item.stretch}-{number}": text for number, text in enumerate(stretch.short_cautions, 1)}
        return {
            "name": self._said(stretch.name),
            "dose": " ".join(doses.dose_words(doses.exactly(stretch.dose, item))),
            "time": doses.duration_words(doses.measure(stretch.dose, item).seconds),
            "has_sides": stretch.dose.sides == "each",
            "note": self._said(item.note) if item.note else None,
            "frames": [
                {"svg": frame.svg, "uri": frame.uri, "alt": frame.alternative, "ratio": frame.width / frame.height}
                for frame in self.pictures.get(item.stretch, ())
            ],
            "steps": [self._said(step) for step in stretch.short_steps],
            "feel": self._said(stretch.feel.where),
            "easier": self._said(stretch.easier[0]),
            "harder": self._said(stretch.harder[0]) if stretch.harder else None,
            "cautions": [{"id": name, "text": self._said(text)} for name, text in cautions.items()],
        }

    def _source(self, name: str) -> str:
        """Give who says it and where: enough to find it by, and short enough for paper."""
        reference = self.library.references[name]
        title, who = self._said(plain_title(reference)), self._said(short_label(reference))
        said = title if title.startswith(who.removesuffix(" …")) else f"{who}: {title}"
        return said if said.endswith((".", "?", "!")) else f"{said}."

    def _review(self, routine: Routine) -> str:
        day = self.imprint.day
        stretches = [self.library.stretches[item.stretch] for item in routine.items]
        if not routine.review.is_current(day):
            return (
                "No clinician has reviewed this sheet yet." if routine.review.on is None else "The review has run out."
            )
        if not all(stretch.review.is_current(day) for stretch in stretches):
            return "A clinician has read the plan, but not every stretch in it."
        return f"Read by {routine.review.by} on {routine.review.on}; to be read again by {routine.review.next}."


def _code(address: str) -> str:
    """Give the QR code of an address as SVG."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0, scale=4)
    return out.getvalue().decode()
