"""The strip at the foot of a sheet's front: who checks first, what to stop at, and the line for an emergency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
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
    )
    numbered = replace(plain, first=tuple(_numbered(library, strip, chosen)))
    return numbered if numbered.words <= most else plain


def _part(named: Named) -> StripPart:
    return StripPart(" ".join(named.ids), printable(named.phrase))


def _numbered(library: Library, strip: Strip, stretches: Sequence[str]) -> Iterator[StripPart]:
    relations = Relations(library)
    for named in strip.first:
        places = {place for name in named.ids for place in relations.places_of(name, stretches) or _all(stretches)}
        said = "" if len(places) == len(stretches) else numbers_said(sorted(places))
        yield replace(_part(named), places=said)


def _all(stretches: Sequence[str]) -> range:
    return range(1, len(stretches) + 1)


def numbers_said(numbers: Sequence[int]) -> str:
    """Say numbers in order, three and more in a row as "3–6". No line ends between them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ",\N{NO-BREAK SPACE}".join(map(str, run)) for run in runs]
    return ",\N{NO-BREAK SPACE}".join(said)
