"""The answers for readers who say what they have: all that the chooser and every page need, in one file of open data.

What is said of a stretch is what `library.answers_of` says. A condition that is not among a stretch's answers is fine
there. Texts that many answers share stand once: each stretch lists its `easier` forms, and an answer gives the number
of its own, from 0; `how` holds what else says how, `times` how long answers hold and `why` what they are about, and an
answer gives the numbers of its own. `like` lists what could take a stretch's place, by its number among the stretches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from stretchbook.book.addresses import Addresses
from stretchbook.book.answers import Answer, is_stricter
from stretchbook.book.instead import others_like
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.text.markup import plain


def answers_data(library: Library) -> dict[str, Any]:
    """Return every condition by area, and what readers with each do about each stretch."""
    return _Data(library).made()


@dataclass
class _Data:
    library: Library
    how: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    why: dict[str, int] = field(default_factory=dict)

    def made(self) -> dict[str, Any]:
        addresses, relations = Addresses(self.library), Relations(self.library)
        numbers = {name: number for number, name in enumerate(self.library.stretches)}
        stretches = [
            {
                "id": name,
                "name": stretch.name,
                "url": addresses.of(name),
                "like": [numbers[other] for other in others_like(self.library, relations, name)],
                **self._of_stretch(name),
            }
            for name, stretch in self.library.stretches.items()
        ]
        return {
            "areas": {name: area.name for name, area in self.library.words("areas").items()},
            "conditions": list(_conditions(self.library, addresses)),
            "how": list(self.how),
            "times": list(self.times),
            "why": list(self.why),
            "stretches": stretches,
        }

    def _of_stretch(self, name: str) -> dict[str, Any]:
        easier: dict[str, int] = {}
        found = {
            condition: self._answer(name, answer, easier)
            for condition, answer in self.library.answers_of[name].items()
            if answer.word != "fine"
        }
        return {**({"easier": list(easier)} if easier else {}), "answers": found}

    def _answer(self, stretch: str, answer: Answer, easier: dict[str, int]) -> dict[str, Any]:
        data: dict[str, Any] = {"answer": answer.word}
        if answer.word == "adapt" and answer.easier:
            data["easier"] = easier.setdefault(self._plain(answer.easier), len(easier))
        elif answer.word == "adapt":
            data["how"] = _numbers(self.how, map(self._plain, answer.how))
        elif answer.deciding and not answer.is_general:
            data["why"] = _numbers(self.why, answer.reasons)
        if later := _afterwards(answer):
            data |= {"until": _numbers(self.times, answer.until), "later": later}
        swaps = self.library.stretches[stretch].related.instead
        if instead := [swap.stretch for swap in swaps if swap.condition == answer.condition]:
            data["instead"] = instead
        return data

    def _plain(self, text: str) -> str:
        return plain(text, self.library.titles)


def _conditions(library: Library, addresses: Addresses) -> Iterator[dict[str, Any]]:
    for name, condition in library.conditions.items():
        data: dict[str, Any] = {"id": name, "name": condition.name, "area": condition.area, "url": addresses.of(name)}
        if condition.short_name != condition.name:
            data["short"] = condition.short_name
        if condition.also_called:
            data["also"] = list(condition.also_called)
        if condition.ask_first:
            data["ask_first"] = True
        if condition.often:
            data["often"] = True
        yield data


def _numbers(texts: dict[str, int], said: Iterable[str]) -> list[int]:
    """Return the number of each text, with a new one for a text that has none yet."""
    return [texts.setdefault(text, len(texts)) for text in said]


def _afterwards(answer: Answer) -> str | None:
    """Return what comes after the time of an answer, if it is milder: who asks before any stretch still asks."""
    later = answer.later
    if later and answer.before_any and is_stricter("ask-first", later):
        later = "ask-first"
    return later if later and is_stricter(answer.word, later) else None
