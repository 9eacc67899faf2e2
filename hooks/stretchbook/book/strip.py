"""The strip before the steps: for whom a stretch is a worry, and what to stop at, in few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stretchbook.book.library import Library
from stretchbook.model.safety import StopSign
from stretchbook.model.stretch import AnswerWord
from stretchbook.text.markup import plain

MOST_WORDS = 30
MOST_EMERGENCY_WORDS = 20
"""More than so many words are not read before the first step."""

MOST_SIGNS = 3
MOST_OF_FAMILY, MOST_OF_SIGN = 5, 3
"""Words of a family's name, and of what a stop sign is called in brief."""

LEADS: dict[AnswerWord, str] = {"leave-out": "Not with:", "ask-first": "Ask first:"}
"""What stands before the conditions, where readers with any of them do the same."""

EITHER_LEAD = "Check first:"
"""What stands there where some ask first and others leave it out."""

STOP_LEAD = "Stop at:"
"""What stands before the stop signs."""

WAY_TO_SIGNS = "All signs"
"""What leads on from the line for an emergency."""


@dataclass(frozen=True)
class Named:
    """What the strip names, and what this stands for: `ids` of conditions, or of one stop sign."""

    phrase: str
    ids: tuple[str, ...]
    about: tuple[str, ...] = ()
    """The other conditions of its family, which are told something milder."""


@dataclass(frozen=True)
class Strip:
    """What stands before the steps of one stretch, or of several that are done together."""

    lead: str
    """What readers with one of the conditions do."""

    first: tuple[Named, ...]
    """The conditions that it is truly about, by family, the worst and most direct ones first."""

    signs: tuple[Named, ...]
    """What to stop at, the most pressing first, beside the signs of an emergency."""

    asked: int
    """How many conditions ask first or leave it out, in all."""

    @property
    def way_to_all(self) -> str:
        """What leads to all answers."""
        return f"All {self.asked} conditions" if self.asked > 1 else "All cautions"

    @property
    def text(self) -> str:
        """All of its words."""
        parts = [(self.lead, self.first), (STOP_LEAD, self.signs)]
        said = [f"{lead} {', '.join(each.phrase for each in named)}." for lead, named in parts if named]
        return " ".join((*said, self.way_to_all))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def strip_of(library: Library, stretches: Iterable[str], most: int = MOST_WORDS) -> Strip:
    """Return the strip of one stretch, or of several that are done together.

    That of one names the families of all conditions that are said first; that of several as many as `most` words hold,
    since each of them has its own. Stop signs follow while there is room, one at least.
    """
    chosen = tuple(dict.fromkeys(stretches))
    first, signs = tuple(_families(library, chosen)), tuple(_signs(library, chosen))
    asked = {name for stretch in chosen for name in library.checks_first(stretch)}
    if len(chosen) > 1:
        # A page of several stretches names them with the others; that of one stretch only says that there are some.
        asked |= {name for name, condition in library.conditions.items() if condition.ask_first}
    lead = _lead(library, chosen, first)

    def strip(families: int, named: int) -> Strip:
        return Strip(lead, first[:families], signs[:named], len(asked))

    families = len(first)
    while len(chosen) > 1 and families > 1 and strip(families, 1).words > most:
        families -= 1
    fitting = (number for number in range(MOST_SIGNS, 1, -1) if strip(families, number).words <= most)
    return strip(families, next(fitting, 1))


def emergency_line(library: Library) -> str | None:
    """Return the line that says what calls for an emergency; None in a library whose responses have none."""
    first = next(iter(library.responses.values()), None)
    return first.line if first else None


def _families(library: Library, chosen: Sequence[str]) -> Iterator[Named]:
    ranks: dict[str, int] = {}
    for stretch in chosen:
        for name in library.said_first(stretch):
            ranks[name] = max(ranks.get(name, 0), library.answers_of[stretch][name].rank)
    families: dict[str, list[str]] = {}
    for name in sorted(ranks, key=lambda name: -ranks[name]):
        families.setdefault(library.conditions[name].family or name, []).append(name)
    for family, names in families.items():
        kin = (name for name, condition in library.conditions.items() if condition.family == family)
        about = (name for name in kin if any(library.answer(stretch, name) != "fine" for stretch in chosen))
        yield Named(_phrase(library, family, names), tuple(names), tuple(name for name in about if name not in names))


def _phrase(library: Library, family: str, names: list[str]) -> str:
    """Return what readers know a family by; where one condition of it is meant, that one, if its name is short."""
    word, alone = library.words("families").get(family), library.conditions[names[0]].name_inside
    if word and (len(names) > 1 or len(alone.split()) > MOST_OF_FAMILY):
        return word.name
    return alone


def _lead(library: Library, stretches: tuple[str, ...], first: Iterable[Named]) -> str:
    asked = {
        library.answers_of[stretch][name].of_stretch
        for named in first for name in named.ids for stretch in stretches if name in library.answers_of[stretch]
    }  # fmt: skip
    return LEADS.get(asked.pop(), EITHER_LEAD) if len(asked) == 1 else EITHER_LEAD


def _signs(library: Library, stretches: Iterable[str]) -> Iterator[Named]:
    """Yield their own stop signs, but those that call for an ambulance: these stand in a line of their own.

    Of signs that are equally pressing the record's own come first, then those that most stretches have.
    """
    records = [library.stretches[name] for name in stretches]
    own = {name for record in records for name in record.safety.stop_if}
    found = dict.fromkeys(name for record in records for name in library.gate.stop_signs_for(record))
    signs = [library.stop_signs[name] for name in found]

    def weight(sign: StopSign) -> tuple[int, bool, int]:
        return library.responses[sign.response].order, sign.id not in own, -library.stop_sign_counts[sign.id]

    most_pressing = next(iter(library.responses), None)
    for sign in sorted(signs, key=weight):
        if sign.response != most_pressing:
            yield Named(sign.brief or plain(sign.text, library.titles), (sign.id,))
