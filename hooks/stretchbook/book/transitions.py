"""Getting down to the floor and up again: what a routine asks for once at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stretchbook.book.library import Library
from stretchbook.model.stretch import Stretch
from stretchbook.model.vocabulary import Position, Setting


def levels(stretch: Stretch, positions: Mapping[str, Position], settings: Mapping[str, Setting]) -> frozenset[bool]:
    """Return whether a stretch is done on the floor: True, False, or both where it can be done either way.

    Ids that are in neither vocabulary are passed over.
    """
    places = [settings[name].is_floor for name in stretch.setting if name in settings]
    by_position = {"always": [True], "never": [False], "by-setting": places}
    known = [positions[name].on_floor for name in stretch.position if name in positions]
    return frozenset(on_floor for position in known for on_floor in by_position[position])


def stretches_on_floor(library: Library) -> frozenset[str]:
    """Return the stretches for which one has to get down to the floor."""
    words = library.of("positions"), library.of("settings")
    return frozenset(name for name, each in library.stretches.items() if levels(each, *words) == {True})


def second_descent(ways: Iterable[frozenset[bool]]) -> int | None:
    """Return the number, from 0, of the first stretch for which one has to get down a second time.

    `ways` holds, for each stretch in order, what `levels` gives. Whoever has the choice stays where they are.
    """
    is_down, descents = False, 0
    for number, way in enumerate(ways):
        if is_down in way or not way:
            continue
        is_down = not is_down
        descents += is_down
        if descents > 1:
            return number
    return None
