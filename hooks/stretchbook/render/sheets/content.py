"""What a routine's sheet says: the one text behind the PDF and behind the browser's own print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any

import segno

from stretchbook.book import doses
from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.name_index import bare, without_article
from stretchbook.book.printed import sheet_references
from stretchbook.book.reviews import ReviewState, review_of
from stretchbook.book.routine_answers import RoutineAnswer, asking
from stretchbook.cache.answers import Answers
from stretchbook.model.routine import Item, Routine
from stretchbook.poses.ink.drawing import UNITS
from stretchbook.render.figures.figure_set import Picture
from stretchbook.render.sheets.arrangement import Arrangement, Room, Shape, arranged
from stretchbook.render.sheets.labels import LABELS, SheetLabels
from stretchbook.render.sheets.lettering import room_beside
from stretchbook.render.sheets.page_room import (
    LARGE_ROOM,
    MOST_BACK_WORDS,
    MOST_FRONT_WORDS,
    WORDS_A_ROW,
    fronts_of,
    lines_of,
    room_for,
    side_by_side,
)
from stretchbook.render.sheets.printed_drawing import PrintedDrawing, printed_drawing
from stretchbook.render.sheets.strip import FEWEST_WORDS, MOST_WORDS, SheetStrip, sheet_strip
from stretchbook.text.letters import printable
from stretchbook.text.markup import plain

_HEAD_WORDS, _LABELS_EACH = 4, 3
"""How many words a length of time and a day are; and about how many the labels of one stretch on the back."""


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
    """A condition, and for each stretch its mark in the table: "out", "ask", "easier", or nothing.

    Who asks before any stretch is in no table, and has no marks.
    """

    id: str
    name: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetFrame:
    """One picture: the drawing for print, the address of the whole one from the root of the site, and what it shows.

    Where the whole is cut, and how large it was, is said in times the width of what is left.
    """

    svg: str
    uri: str
    alt: str
    units: float
    """How wide it is, in units of the drawing."""

    left: float
    top: float
    whole_width: float
    whole_height: float


@dataclass(frozen=True)
class SheetItem:
    """One stretch of the plan. `reminder` and `dose` stand on the front, the rest is for reading once."""

    id: str
    name: str
    dose: str
    has_sides: bool
    first: str | None
    """What to know on the first days, or to set up."""

    reminder: str
    frames: tuple[SheetFrame, ...]
    pictures: Arrangement | None
    """How the frames share their place on the front; None where nothing is drawn."""

    large_pictures: Arrangement | None
    """The same in large print."""

    note: str | None
    feel: str | None
    easier: str
    harder: str | None
    cautions: tuple[SheetLine, ...]


@dataclass(frozen=True)
class SheetContent:
    """Everything that stands on a sheet, in plain text. Templates only lay it out."""

    name: str
    for_whom: str
    is_for_whom_first: bool
    """Whether the front has words left to say for whom it is; else that stands on the back."""

    warm_up: str
    skip_if: tuple[str, ...]
    time: str
    things: tuple[str, ...]
    strip: SheetStrip
    stop: tuple[StopGroup, ...]
    before_any: tuple[SheetCondition, ...]
    """With these one asks before any of the stretches."""

    before: tuple[SheetCondition, ...]
    """The rows of the table, from A to Z."""

    items: tuple[SheetItem, ...]
    fronts: tuple[int, ...]
    """How many stretches each front has."""

    sources: tuple[str, ...]
    review: str
    site: str
    day: str
    address: str | None
    """The routine's page on the web, where the site has an address."""

    code: str | None
    """The address as a QR code, in SVG."""

    is_harder_on_web: bool = False
    """Whether the back has no room for harder forms, and there is a page on the web that has them."""

    labels: SheetLabels = LABELS

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"{self.name}: routine sheet"

    @property
    def plan(self) -> str:
        """How many stretches there are."""
        return self.labels.one if len(self.items) == 1 else self.labels.many.format(len(self.items))

    @property
    def backs(self) -> tuple[int, ...]:
        """How many stretches each back tells about in normal print: as many as it has room for, one at least."""
        shares, words = [0], _first_words(self)
        for item in self.items:
            if shares[-1] and words + _item_words(item) > MOST_BACK_WORDS:
                shares.append(0)
                words = 0
            shares[-1] += 1
            words += _item_words(item)
        return tuple(shares)

    @property
    def tables(self) -> tuple[tuple[SheetCondition, ...], ...]:
        """The rows of the table, in tables of about the same height that stand side by side."""
        shares = side_by_side([row.name for row in self.before], len(self.items))
        ends = accumulate(shares)
        return tuple(self.before[end - share : end] for share, end in zip(shares, ends, strict=True))

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that stand in the table."""
        found = {mark for row in self.before for mark in row.marks}
        return tuple(mark for mark in self.labels.marks if mark in found)

    @property
    def others(self) -> str:
        """What readers do whose condition is not named; who has no web page to look it up on, asks."""
        return self.labels.others if self.address else self.labels.others_ask

    @property
    def ticks_alternative(self) -> str:
        """Says what the boxes to tick are, for whom they are not read out one by one."""
        days = f"{self.labels.days[0]} to {self.labels.days[-1]}"
        return f"Boxes to tick, {days}: a row for each stretch, left and right where the sides differ."

    @property
    def code_alternative(self) -> str:
        """Says where the QR code leads."""
        return f"QR code that leads to {self.address}"

    def data(self) -> dict[str, Any]:
        """Return all of it as JSON holds it."""
        names = ("title", "plan", "backs", "tables", "marks", "others", "ticks_alternative", "code_alternative")
        return {**asdict(self), **{name: _as_data(getattr(self, name)) for name in names}}


@dataclass(frozen=True)
class SheetWriter:
    """Writes the content of sheets; `imprint` says where they come from."""

    library: Library
    imprint: Imprint
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetContent:
        """Return everything that stands on the sheet of a routine."""
        routine = self.library.routines[name]
        address = self.imprint.address_of(Addresses(self.library).of(name))
        stretches = [item.stretch for item in routine.items]
        strip, for_whom = self.strip(name), self._said(routine.for_whom)
        fronts = fronts_of(len(stretches))
        beside = [number for number in fronts for _ in range(number)]
        return fitting(
            SheetContent(
                name=self._said(routine.name),
                for_whom=for_whom,
                is_for_whom_first=self._front_words(routine) + strip.words + _words(for_whom) <= MOST_FRONT_WORDS,
                warm_up=self._said(routine.warm_up),
                skip_if=tuple(self._said(text) for text in routine.skip_if),
                time=LABELS.about.format(doses.rough_words(doses.routine_seconds(routine, self.library.stretches))),
                things=tuple(self._things(stretches)),
                strip=strip,
                stop=tuple(self._stop_signs(stretches)),
                before_any=tuple(self._before_any(stretches)),
                before=tuple(self._rows(stretches)),
                items=tuple(map(self._item, routine.items, beside)),
                fronts=fronts,
                sources=tuple(self._source(name) for name in sheet_references(routine, self.library.stretches)),
                review=self._review(name),
                site=printable(self.imprint.site),
                day=self.imprint.day_words,
                address=address,
                code=_code(address) if address else None,
            )
        )

    def strip(self, name: str) -> SheetStrip:
        """Return the strip on the front of a routine's sheet: as long as the words of its stretches allow."""
        routine = self.library.routines[name]
        most = min(MOST_WORDS, MOST_FRONT_WORDS - self._front_words(routine))
        return sheet_strip(self.library, [item.stretch for item in routine.items], max(FEWEST_WORDS, most))

    def _front_words(self, routine: Routine) -> int:
        """Return how many words the fullest front has without its strip and without saying for whom it is."""
        each = [_words(*self._in_brief(item), item.first or "") for item in routine.items]
        ends = [0, *accumulate(fronts_of(len(each)))]
        fullest = max(sum(each[start:end]) for start, end in pairwise(ends))
        return fullest + _words(routine.name, LABELS.name, LABELS.many) + _HEAD_WORDS

    def _in_brief(self, item: Item) -> tuple[str, str, str]:
        """Return the name, dose and reminder of one stretch."""
        stretch = self.library.stretches[item.stretch]
        reminder = self._said(stretch.in_short.reminder) if stretch.in_short else ""
        return self._said(stretch.name), doses.brief_words(doses.exactly(stretch.dose, item)), reminder

    def _said(self, text: str) -> str:
        """Return the text without markup and without letters that no font can show."""
        return self._sayings[text]

    @cached_property
    def _sayings(self) -> Answers[str, str]:
        titles = self.library.titles
        return Answers(lambda text: printable(plain(text, titles)))

    def _stop_signs(self, stretches: list[str]) -> Iterator[StopGroup]:
        shown = [self.library.stop_signs[name] for name in self.library.stop_signs_of(stretches)]
        for name, response in self.library.responses.items():
            signs = tuple(SheetLine(sign.id, self._said(sign.text)) for sign in shown if sign.response == name)
            if signs:
                # Whoever needs an ambulance has no time to look up what to do.
                do = self._said(response.text) if response.order == 1 else None
                yield StopGroup(self._said(response.name), signs, do)

    def _before_any(self, stretches: list[str]) -> Iterator[SheetCondition]:
        for answer, name in self._asking(stretches):
            if answer.before_any:
                yield SheetCondition(answer.condition, name)

    def _rows(self, stretches: list[str]) -> Iterator[SheetCondition]:
        for answer, name in self._asking(stretches):
            if not answer.before_any:
                yield SheetCondition(answer.condition, name, tuple(_marks(answer, len(stretches))))

    def _asking(self, stretches: list[str]) -> list[tuple[RoutineAnswer, str]]:
        """Return who asks first or leaves something out, with the names of the conditions, from A to Z."""
        conditions = self.library.conditions
        named = [(answer, conditions[answer.condition].name) for answer in asking(self.library, stretches)]
        found = sorted(named, key=lambda each: bare(each[1]))
        return [(answer, self._said(without_article(name))) for answer, name in found]

    def _things(self, stretches: list[str]) -> list[str]:
        words = self.library.words("equipment")
        needed = dict.fromkeys(thing for name in stretches for thing in self.library.stretches[name].equipment)
        return [self._said(words[thing].name).lower() for thing in needed]

    def _item(self, item: Item, beside: int) -> SheetItem:
        """Return one stretch; so many share its front."""
        stretch = self.library.stretches[item.stretch]
        pictures = tuple(self._pictures(item.stretch))
        drawings = tuple(printed_drawing(picture.svg) for picture in pictures)
        order, needs_third = _order(drawings)
        pictures, drawings = tuple(pictures[place] for place in order), tuple(drawings[place] for place in order)
        # A movement that goes two ways, and a mark that is seen from behind alone, need the third.
        least = 3 if stretch.dose.phases > 1 or needs_third else 2
        short = stretch.in_short
        name, dose, reminder = self._in_brief(item)
        return SheetItem(
            id=item.stretch,
            name=name,
            dose=dose,
            has_sides=stretch.dose.sides == "each",
            first=self._said(item.first) if item.first else None,
            reminder=reminder,
            frames=tuple(map(_frame, pictures, drawings)),
            pictures=_shared(drawings, room_for(beside), least),
            large_pictures=_shared(drawings, LARGE_ROOM, least),
            note=self._said(item.note) if item.note else None,
            feel=self._said(stretch.feel.where),
            easier=self._said(stretch.easier[0]),
            harder=self._said(stretch.harder[0]) if stretch.harder else None,
            cautions=(SheetLine(f"{item.stretch}-1", self._said(short.caution)),) if short else (),
        )

    def _pictures(self, stretch: str) -> Iterator[Picture]:
        """Yield the pictures of a stretch, but none that only comes back to an earlier one."""
        seen = set[str]()
        for picture in self.pictures.get(stretch, ()):
            if picture.alternative not in seen:
                seen.add(picture.alternative)
                yield picture

    def _source(self, name: str) -> str:
        """Return who says it and when: enough to find it on the web page by, and short enough for paper."""
        return self._said(self.library.references[name].label)

    def _review(self, name: str) -> str:
        def state_of(record: str) -> ReviewState:
            return review_of(self.library, record, self.imprint.day)

        found = state_of(name)
        others = [state_of(item.stretch).word for item in self.library.routines[name].items]
        if found.word == "unreviewed":
            return "No clinician has reviewed this sheet yet."
        if found.word == "current" and any(word != "current" for word in others):
            return "A clinician has read the plan, but not every stretch in it."
        return printable(found.line)


def _frame(picture: Picture, drawing: PrintedDrawing) -> SheetFrame:
    width, height = drawing.whole
    times = 1 / drawing.width
    return SheetFrame(
        drawing.svg, picture.uri, picture.alternative, drawing.width,
        drawing.left * times, drawing.top * times, width * times, height * times,
    )  # fmt: skip


def _shared(drawings: Sequence[PrintedDrawing], room: Room, least: int) -> Arrangement | None:
    shapes = tuple(Shape(each.width / UNITS, each.height / UNITS, room_beside(each)) for each in drawings)
    return arranged(shapes, room, least) if drawings else None


_SEEN_BETTER = 3
"""How many times as large a mark has to be for its picture to stand before others."""


def _order(drawings: Sequence[PrintedDrawing]) -> tuple[tuple[int, ...], bool]:
    """Return the numbers of the drawings, start and end first; and whether only the third shows well what is marked."""
    numbers = tuple(range(len(drawings)))
    best = max(numbers[2:], key=lambda number: drawings[number].mark, default=None)
    if best is None or drawings[best].mark < _SEEN_BETTER * max(drawing.mark for drawing in drawings[:2]):
        return numbers, False
    return (0, 1, best, *(number for number in numbers[2:] if number != best)), drawings[best].mark > 0


def _marks(answer: RoutineAnswer, stretches: int) -> Iterator[str]:
    for number in range(1, stretches + 1):
        if number in answer.leave_out:
            yield "out"
        elif number in answer.ask_before:
            yield "ask"
        else:
            yield "easier" if number in answer.adapt else ""


def _as_data(value: Any) -> Any:
    """Return the value as JSON holds it, at whatever depth its parts stand."""
    if isinstance(value, tuple):
        return [_as_data(part) for part in value]
    return asdict(value) if isinstance(value, SheetCondition) else value


def _code(address: str) -> str:
    """Return the QR code of an address as SVG."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0, scale=4)
    return out.getvalue().decode()


def fitting(whole: SheetContent) -> SheetContent:
    """Return the content without what its back has no room for, if it then fits on one page.

    Harder forms go first, then where each stretch is felt, and the routine's notes last: they also say how to get up
    and when less is enough. Nothing else goes.
    """
    calmer = _without_harder(whole)
    shorter = replace(calmer, items=tuple(replace(item, feel=None) for item in calmer.items))
    shortest = replace(shorter, items=tuple(replace(item, note=None) for item in shorter.items))
    return next((option for option in (whole, calmer, shorter, shortest) if len(option.backs) == 1), whole)


def _without_harder(whole: SheetContent) -> SheetContent:
    items = tuple(replace(item, harder=None) for item in whole.items)
    return replace(
        whole, items=items, is_harder_on_web=whole.address is not None and any(item.harder for item in whole.items)
    )


def _first_words(content: SheetContent) -> int:
    """Return how many words stand on the first back, or take as much room there, beside those on single stretches."""
    texts = ["" if content.is_for_whom_first else content.for_whom, content.warm_up]
    texts += [*content.skip_if, *content.things, *content.sources]
    texts += [condition.name for condition in content.before_any]
    for signs in content.stop:
        texts += [signs.then, signs.do or "", *(sign.text for sign in signs.signs)]
    rows = sum(lines_of(row.name, len(content.items)) for row in content.before)
    return sum(len(text.split()) for text in texts) + WORDS_A_ROW * rows


def _item_words(item: SheetItem) -> int:
    said = (item.name, item.note, item.feel, item.easier, item.harder, *(caution.text for caution in item.cautions))
    return sum(len(text.split()) for text in said if text) + _LABELS_EACH


def _words(*texts: str) -> int:
    """Return how many words there are, numbers not counted."""
    return sum(any(map(str.isalpha, word)) for text in texts for word in text.split())
