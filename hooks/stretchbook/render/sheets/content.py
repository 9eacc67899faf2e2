"""What a routine's sheet says: the one text behind the PDF and behind the browser's own print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import segno

from stretchbook.book import doses
from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.printed import sheet_references
from stretchbook.book.relations import Relations
from stretchbook.model.routine import Item, Routine
from stretchbook.model.stretch import Stretch
from stretchbook.render.figures.figure_set import Picture
from stretchbook.render.sheets.labels import LABELS, SheetLabels
from stretchbook.text.letters import printable
from stretchbook.text.markup import plain


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
        """Return the full address of a page, named by its address from the root of the site."""
        return f"{self.address.rstrip('/')}/{page}" if self.address else None


@dataclass(frozen=True)
class SheetLine:
    """A text with an id, by which the last check finds it on a page."""

    id: str
    text: str


@dataclass(frozen=True)
class StopGroup:
    """Stop signs that call for the same: `then` says for what, and `do` what to do where there is no time to look."""

    then: str
    signs: tuple[SheetLine, ...]
    do: str | None


@dataclass(frozen=True)
class SheetCondition:
    """A condition, and the numbers of the stretches that it is about; empty where it is about all of them."""

    id: str
    name: str
    places: str


@dataclass(frozen=True)
class ConditionGroup:
    """Conditions with which one does the same: what, says `lead`."""

    lead: str
    conditions: tuple[SheetCondition, ...]


@dataclass(frozen=True)
class SheetFrame:
    """One picture: the drawing, its address from the root of the site, what it shows, and width by height."""

    svg: str
    uri: str
    alt: str
    ratio: float


@dataclass(frozen=True)
class SheetItem:
    """One stretch of the plan."""

    name: str
    dose: str
    time: str
    has_sides: bool
    note: str | None
    frames: tuple[SheetFrame, ...]
    steps: tuple[str, ...]
    feel: str
    easier: str
    harder: str | None
    cautions: tuple[SheetLine, ...]


@dataclass(frozen=True)
class SheetContent:
    """Everything that stands on a sheet, in plain text. Templates only lay it out."""

    name: str
    for_whom: str
    warm_up: str
    skip_if: tuple[str, ...]
    time: str
    pause: str
    things: tuple[str, ...]
    stop: tuple[StopGroup, ...]
    before: tuple[ConditionGroup, ...]
    items: tuple[SheetItem, ...]
    sources: tuple[str, ...]
    review: str
    site: str
    day: str
    address: str | None
    """The routine's page on the web, where the site has an address."""

    code: str | None
    """The address as a QR code, in SVG."""

    labels: SheetLabels = LABELS

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"{self.name}: routine sheet"

    @property
    def plan(self) -> str:
        """How many stretches there are, and what is between them."""
        return "One stretch" if len(self.items) == 1 else f"{len(self.items)} stretches, {self.pause} between them"

    @property
    def code_alternative(self) -> str:
        """Says where the QR code leads."""
        return f"QR code that leads to {self.address}"

    def data(self) -> dict[str, Any]:
        """Return all of it as JSON holds it."""
        said = {name: getattr(self, name) for name in ("title", "plan", "code_alternative")}
        return {**asdict(self), **said}


@dataclass(frozen=True)
class SheetWriter:
    """Writes the content of sheets; `imprint` says where they come from.

    A stretch is printed as its record's reminder, for somebody who has been shown it; without one, in full.
    """

    library: Library
    imprint: Imprint
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetContent:
        """Return everything that stands on the sheet of a routine."""
        routine = self.library.routines[name]
        address = self.imprint.address_of(Addresses(self.library).of(name))
        stretches = [item.stretch for item in routine.items]
        return SheetContent(
            name=self._said(routine.name),
            for_whom=self._said(routine.for_whom),
            warm_up=self._said(routine.warm_up),
            skip_if=tuple(self._said(text) for text in routine.skip_if),
            time=doses.duration_words(doses.routine_seconds(routine, self.library.stretches)),
            pause=doses.duration_words(routine.pause),
            things=tuple(self._things(stretches)),
            stop=tuple(self._stop_signs(stretches)),
            before=tuple(self._conditions(stretches)),
            items=tuple(self._item(item) for item in routine.items),
            sources=tuple(self._source(name) for name in sheet_references(routine, self.library.stretches)),
            review=self._review(routine),
            site=printable(self.imprint.site),
            day=self.imprint.day_words,
            address=address,
            code=_code(address) if address else None,
        )

    def _said(self, text: str) -> str:
        """Return the text without markup and without letters that no font can show."""
        return printable(plain(text, self.library.titles))

    def _stop_signs(self, stretches: list[str]) -> Iterator[StopGroup]:
        shown = [self.library.stop_signs[name] for name in self.library.stop_signs_of(stretches)]
        for name, response in self.library.responses.items():
            signs = tuple(SheetLine(sign.id, self._said(sign.text)) for sign in shown if sign.response == name)
            if signs:
                # Whoever needs an ambulance has no time to look up what to do.
                do = self._said(response.text) if response.order == 1 else None
                yield StopGroup(self._said(response.name), signs, do)

    def _conditions(self, stretches: list[str]) -> Iterator[ConditionGroup]:
        relations = Relations(self.library)
        leads = {"leave-out": LABELS.leave_out, "ask-first": LABELS.ask_first}
        for action, lead in leads.items():
            names = relations.conditions_of(stretches, action)  # type: ignore[arg-type]
            if names:
                found = (self._condition(name, relations.places_of(name, stretches)) for name in names)
                yield ConditionGroup(lead, tuple(found))

    def _condition(self, name: str, places: tuple[int, ...]) -> SheetCondition:
        # No line ends between a name and its numbers, nor between these.
        said = ",\N{NO-BREAK SPACE}".join(map(str, places))
        return SheetCondition(name, self._said(self.library.conditions[name].short_name), said)

    def _things(self, stretches: list[str]) -> list[str]:
        words = self.library.words("equipment")
        needed = dict.fromkeys(thing for name in stretches for thing in self.library.stretches[name].equipment)
        return [self._said(words[thing].name).lower() for thing in needed]

    def _item(self, item: Item) -> SheetItem:
        stretch = self.library.stretches[item.stretch]
        return SheetItem(
            name=self._said(stretch.name),
            dose=" ".join(doses.dose_words(doses.exactly(stretch.dose, item))),
            time=doses.duration_words(doses.measure(stretch.dose, item).seconds),
            has_sides=stretch.dose.sides == "each",
            note=self._said(item.note) if item.note else None,
            frames=tuple(
                SheetFrame(frame.svg, frame.uri, frame.alternative, frame.width / frame.height)
                for frame in self.pictures.get(item.stretch, ())
            ),
            steps=tuple(self._said(step) for step in _in_short(stretch, "reminder")),
            feel=self._said(stretch.feel.where),
            easier=self._said(stretch.easier[0]),
            harder=self._said(stretch.harder[0]) if stretch.harder else None,
            cautions=tuple(
                SheetLine(f"{item.stretch}-{number}", self._said(text))
                for number, text in enumerate(_in_short(stretch, "caution"), 1)
            ),
        )

    def _source(self, name: str) -> str:
        """Return who says it and where: enough to find it by, and short enough for paper."""
        reference = self.library.references[name]
        title, who = self._said(reference.title), self._said(reference.label)
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
    """Return the QR code of an address as SVG."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0, scale=4)
    return out.getvalue().decode()


def _in_short(stretch: Stretch, part: str) -> tuple[str, ...]:
    """Return what a sheet says of a stretch: a routine with one that says nothing has been refused."""
    return (getattr(stretch.in_short, part),) if stretch.in_short else ()
