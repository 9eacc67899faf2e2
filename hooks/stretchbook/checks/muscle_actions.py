"""Whether a stretch can do what it says to the muscles that it names: lengthen them, make them work, press on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stretchbook.book.book import Book
from stretchbook.model.muscle import Muscle
from stretchbook.model.stretch import Degree, Muscles, Stretch, has_movement
from stretchbook.problems import Problem
from stretchbook.text.source import Source

_MOST_NAMED = 4
"""How many movements a message proposes."""


def muscle_problems(book: Book) -> Iterator[Problem]:
    """Yield what the muscles of the stretches contradict: each other, or the stretch's movements."""
    library = book.library
    anatomy = Anatomy(library.muscles, library.members, library.words("movements"))
    for read in book.of("stretches"):
        yield from anatomy.problems(read.record, read.spot.source)


@dataclass(frozen=True)
class Anatomy:
    """The muscles of a library, the members of its groups, and all its movements, by id.

    A muscle that says of no movement that it lengthens it, or that it works in it, is not checked for that.
    """

    muscles: Mapping[str, Muscle]
    members: Mapping[str, Sequence[str]]
    movements: Mapping[str, object]

    def problems(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        """Yield what the muscles of a stretch contradict: each other, or its movements."""
        yield from _list_problems(stretch, source)
        # An unknown movement is a problem of its own; once it is right, it may be the one that was missed.
        if all(word in self.movements for word in stretch.movements):
            yield from self._lengthened(stretch, source)
            yield from self._working(stretch, source)

    def _lengthened(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        muscles = stretch.muscles
        for field in ("primary", "secondary"):
            for number, word in enumerate(getattr(muscles, field)):
                known = self._named(word, "lengthened_by")
                if word in (*muscles.working, *muscles.pressed) or not known:
                    continue
                least = _least(stretch, field)
                if any(has_movement(stretch.movements, movement, least) for movement in known):
                    continue
                loc = ("muscles", field, number)
                what = f"any part of `{word}`" if word in self.members else f"`{word}`"
                if has := known & {*stretch.movements}:
                    fix = f"Make it {_degrees(has, self.movements, least)}, or remove the muscle."
                    yield source.problem(loc, f"too little of this stretch's movements lengthens {what}.", fix)
                    continue
                works = self._named(word, "works_in") & {*stretch.movements}
                other = ", put it under `working` too" if works and stretch.kind == "strength" else ""
                fix = f"Name the movement that does ({_some(known, self.movements)}){other}, or remove the muscle."
                yield source.problem(loc, f"none of this stretch's movements lengthens {what}.", fix)

    def _working(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        for number, word in enumerate(stretch.muscles.working):
            known = self._named(word, "works_in")
            if known and not known & {*stretch.movements}:
                message = f"`{word}` has no work to do in any of this stretch's movements."
                fix = f"Name the movement in which it works ({_some(known, self.movements)}), or remove it here."
                yield source.problem(("muscles", "working", number), message, fix)

    def _named(self, word: str, field: str) -> frozenset[str]:
        """Return the movements that a muscle names in a field, or that the members of a group do.

        None where one of them is unknown: it may be the very one that the stretch has.
        """
        members = [self.muscles[name] for name in self.members.get(word, (word,)) if name in self.muscles]
        named = frozenset(movement for muscle in members for movement in getattr(muscle, field))
        return named if named <= self.movements.keys() else frozenset()


def _least(stretch: Stretch, field: str) -> Degree:
    """Return how much of a movement it takes to stretch a muscle: a held stretch that is for it goes to the end."""
    return "end" if field == "primary" and stretch.kind == "static" else "easy"


def _degrees(named: Iterable[str], order: Mapping[str, object], least: Degree) -> str:
    return " or ".join(f"`{word}: {least}`" for word in order if word in named)


def _some(named: Iterable[str], order: Mapping[str, object]) -> str:
    """Return a few of the movements, in the order of their list, for a message."""
    found = [word for word in order if word in named]
    return ", ".join(found[:_MOST_NAMED])


def _list_problems(stretch: Stretch, source: Source) -> Iterator[Problem]:
    """Yield the muscles that stand in a list where they cannot be."""
    muscles = stretch.muscles
    if not muscles.primary and not stretch.mobilises:
        yield source.problem(("muscles", "primary"), "is missing, and `mobilises` too.", "Say what the stretch is for.")
    for number, word in enumerate(muscles.secondary):
        if word in muscles.primary:
            yield source.problem(("muscles", "secondary", number), f"`{word}` is primary already.", "Keep one.")
    for field in ("working", "pressed"):
        yield from _part_problems(muscles, field, source)


def _part_problems(muscles: Muscles, field: str, source: Source) -> Iterator[Problem]:
    for number, word in enumerate(getattr(muscles, field)):
        loc = ("muscles", field, number)
        if word not in (*muscles.primary, *muscles.secondary):
            yield source.problem(loc, f"`{word}` is neither primary nor secondary.", "Add it to one of them.")
        elif field == "pressed" and word in muscles.working:
            yield source.problem(loc, f"`{word}` is in `working` already.", "Keep one.")
