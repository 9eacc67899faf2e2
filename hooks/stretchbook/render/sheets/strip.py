"""The strip at the foot of a sheet's front: who checks first, what to stop at, and the line for an emergency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from stretchbook.book.library import Library
from stretchbook.book.routine_answers import listed
from stretchbook.book.strip import STOP_LEAD, Named, Strip, emergency_line, strip_of
from stretchbook.render.sheets.labels import LABELS
from stretchbook.text.letters import printable

MOST_WORDS = 50
"""More are not read, and take too much of the page."""

FEWEST_WORDS = 30
"""The strip says so much at least, however full the page is."""


@dataclass(frozen=True)
class StripPart:
    """What the strip names: a family of conditions or a stop sign, and the numbers of the stretches that it is about.

    `id` names all that it stands for, with blanks between. `places` is empty where it is about all of them.
    """

    id: str
    phrase: str
    places: str = ""

    @property
    def text(self) -> str:
        """The phrase with its numbers."""
        return f"{self.phrase} ({self.places})" if self.places else self.phrase


@dataclass(frozen=True)
class SheetStrip:
    """Everything that the strip says. `emergency` is None in a library that has no such line."""

    emergency: str | None
    lead: str
    first: tuple[StripPart, ...]
    stop_lead: str
    signs: tuple[StripPart, ...]
    way_to_all: str
    """What leads to all of them, from the front whose back has them."""

    way_to_page: str
    """The same from another front; the number of their page stands for the braces."""

    @property
    def text(self) -> str:
        """All of its words."""
        groups = ((self.lead, self.first), (self.stop_lead, self.signs))
        said = [f"{lead} {', '.join(part.text for part in parts)}." for lead, parts in groups if parts]
        return " ".join((*([self.emergency] if self.emergency else []), *said, self.way_to_all))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def sheet_strip(library: Library, stretches: Iterable[str], most: int = MOST_WORDS) -> SheetStrip:
    """Return the strip for stretches that are done together, in at most so many words if one can do it."""
    chosen = tuple(stretches)
    emergency = emergency_line(library)
    beside = f"{emergency or ''} {LABELS.see_back}".split()
    strip = strip_of(library, chosen, most - len(beside))
    plain = SheetStrip(
        printable(emergency) if emergency else None,
        strip.lead,
        tuple(map(_part, strip.first)),
        STOP_LEAD,
        tuple(map(_part, strip.signs)),
        f"{strip.way_to_all}: {LABELS.see_back}.",
        f"{strip.way_to_all}: {LABELS.see_page}.",
    )
    numbered = replace(plain, first=tuple(_numbered(library, strip, chosen)))
    return numbered if numbered.words <= most else plain


def _part(named: Named) -> StripPart:
    return StripPart(" ".join(named.ids), printable(named.phrase))


def _numbered(library: Library, strip: Strip, stretches: Sequence[str]) -> Iterator[StripPart]:
    for named in strip.first:
        asked = [not set(named.ids).isdisjoint(library.checks_first(stretch)) for stretch in stretches]
        numbers = [number for number, is_asked in enumerate(asked, 1) if is_asked]
        yield replace(_part(named), places="" if all(asked) else listed(numbers))
