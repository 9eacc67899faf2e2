"""What leads to what: which stretches reach a muscle, ask about a condition, use a reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from stretchbook.book.answers import is_stricter
from stretchbook.book.library import Library
from stretchbook.cache.answers import Answers
from stretchbook.kinds import KINDS
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Action, Caution
from stretchbook.model.stretch import AnswerWord, OwnAnswer
from stretchbook.model.traverse import named_ids, texts
from stretchbook.text.markup import Citation, parts


@dataclass(frozen=True)
class Concern:
    """One caution for readers with a condition, and the stretches that have it."""

    caution: Caution
    stretches: tuple[str, ...]


@dataclass(frozen=True)
class Citer:
    """Something that cites a reference: its id and its kind.

    A hand-written page has its address for an id, and the kind `page`.
    """

    name: str
    kind: str


@dataclass(frozen=True)
class SwapPlan:
    """What readers with any of some conditions do in a routine, whose stretches are numbered from 1."""

    conditions: tuple[str, ...]
    instead: Mapping[str, tuple[int, ...]]
    """The stretches to do instead, with the numbers of those whose place they take."""

    without: tuple[int, ...]
    """The numbers of those that ask these readers to check first too, and have nothing in their place."""


_Places = tuple[tuple[tuple[str, tuple[int, ...]], ...], tuple[int, ...]]


@dataclass(frozen=True)
class Relations:
    """The ways between records, computed once."""

    library: Library

    @cached_property
    def primary(self) -> Mapping[str, tuple[str, ...]]:
        """The stretches that are for a muscle or group, by its id."""
        return self._by_muscle("primary")

    @cached_property
    def secondary(self) -> Mapping[str, tuple[str, ...]]:
        """The stretches that reach a muscle or group beside their main target, by its id."""
        reached = self._by_muscle("secondary")
        return {
            muscle: tuple(name for name in names if name not in self.primary[muscle])
            for muscle, names in reached.items()
        }

    @cached_property
    def working(self) -> Mapping[str, tuple[str, ...]]:
        """The stretches in which a muscle or group works instead of being lengthened, by its id."""
        return self._by_muscle("working")

    def lengthening(self, muscle: str) -> list[str]:
        """Return the stretches that lengthen or press a muscle or group, mainly or beside others."""
        works = self.working[muscle]
        return [name for name in (*self.primary[muscle], *self.secondary[muscle]) if name not in works]

    def _by_muscle(self, field: str) -> dict[str, tuple[str, ...]]:
        """A group stands for its members and is reached through any of them."""
        library = self.library
        found: dict[str, dict[str, None]] = {name: {} for name in (*library.muscles, *library.groups)}
        for name, stretch in library.stretches.items():
            for word in getattr(stretch.muscles, field):
                for reached in library.reached_by(word):
                    found[reached][name] = None
        return {muscle: tuple(names) for muscle, names in found.items()}

    @cached_property
    def routines_with(self) -> Mapping[str, tuple[str, ...]]:
        """The routines that a stretch is in, by its id."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for name, routine in self.library.routines.items():
            for item in routine.items:
                found[item.stretch][name] = None
        return {stretch: tuple(names) for stretch, names in found.items()}

    @cached_property
    def _stretches_with(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, cautions in self.library.cautions_of.items():
            for caution in cautions:
                found[caution.id].append(name)
        return {caution: tuple(names) for caution, names in found.items()}

    def concerns(self, condition: str, action: Action) -> list[Concern]:
        """Return the cautions that tell readers with the condition to do this, with the stretches where they do it.

        A stretch with a stricter answer is not among them: nobody does in another way what is to be left out.
        """
        told = set(self.answered(condition, action))
        found = (
            Concern(caution, tuple(name for name in self._stretches_with.get(caution.id, ()) if name in told))
            for caution in self.library.cautions.values()
            if condition in caution.conditions and caution.action == action
        )
        return [concern for concern in found if concern.stretches]

    def conditions_of(self, stretch: str, word: AnswerWord) -> list[str]:
        """Return the conditions with which readers do this about a stretch; of what is fine, only what a record says.

        Who asks before any stretch is not named for that alone, nor told to do it in another way.
        """
        found = (
            (name, answer) for name, answer in self.library.answers_of[stretch].items() if answer.of_stretch == word
        )
        if word == "fine":
            return [name for name, answer in found if answer.own]
        return [name for name, answer in found if word != "adapt" or not answer.before_any]

    def answered(self, condition: str, word: AnswerWord) -> tuple[str, ...]:
        """Return the stretches about which readers with a condition are told this, before any general question."""
        return tuple(self._told[condition].get(word, ()))

    @cached_property
    def _told(self) -> Answers[str, Mapping[AnswerWord, list[str]]]:
        """The stretches by what readers with a condition are told about them."""
        answers_of = self.library.answers_of

        def told(condition: str) -> Mapping[AnswerWord, list[str]]:
            found: defaultdict[AnswerWord, list[str]] = defaultdict(list)
            for name in answers_of:
                answer = answers_of[name].get(condition)
                found[answer.of_stretch if answer else "fine"].append(name)
            return found

        return Answers(told)

    def milder_than(self, caution: Caution, stretch: str) -> list[str]:
        """Return the conditions of a caution of which the stretch itself asks less."""
        answers = self.library.answers_of[stretch]
        own = ((name, answers[name].own) for name in caution.conditions if name in answers)
        return [name for name, said in own if said and said.answer and is_stricter(caution.action, said.answer)]

    def next_stretch(self, name: str) -> str | None:
        """Return a stretch to go on with: one like it, or else the next of the list; None where there is no other."""
        if related := self.library.stretches[name].related.like:
            return related[0]
        names = list(self.library.stretches)
        after = names[(names.index(name) + 1) % len(names)]
        return after if after != name else None

    def own_words(self, condition: str) -> list[tuple[str, OwnAnswer]]:
        """Return the stretches whose record says something about a condition itself, and what it says."""
        found = ((name, answers.get(condition)) for name, answers in self.library.answers_of.items())
        return [(name, answer.own) for name, answer in found if answer and answer.own]

    def plans(self, routine: Routine) -> list[SwapPlan]:
        """Return what to do instead with each condition that has a swap in this routine; equal plans together.

        Only what is asked about or left out is swapped: all else is done in a changed version.
        """
        found: defaultdict[_Places, list[str]] = defaultdict(list)
        for condition in self.library.conditions:
            instead: defaultdict[str, list[int]] = defaultdict(list)
            without: list[int] = []
            for number, item in enumerate(routine.items, 1):
                if condition not in self.library.checks_first(item.stretch):
                    continue
                swaps = self.library.stretches[item.stretch].related.instead
                targets = [swap.stretch for swap in swaps if swap.condition == condition]
                for target in targets:
                    instead[target].append(number)
                if not targets:
                    without.append(number)
            if instead:
                places = tuple((target, tuple(numbers)) for target, numbers in instead.items())
                found[places, tuple(without)].append(condition)
        return [SwapPlan(tuple(names), dict(places), without) for (places, without), names in found.items()]

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[Citer, ...]]:
        """Everything that cites a reference, by the reference's id."""
        library = self.library
        found: defaultdict[str, dict[Citer, None]] = defaultdict(dict)
        for kind in (each.id for each in KINDS):
            for name, record in library.of(kind).items():
                for vocabulary, _, word in named_ids(record):
                    if vocabulary == "references":
                        found[word][Citer(name, kind)] = None
                for _, text in texts(record):
                    for part in parts(text):
                        if isinstance(part, Citation):
                            found[part.reference][Citer(name, kind)] = None
        for article in library.articles:
            for word in article.cited:
                found[word][Citer(article.address, "page")] = None
        return {reference: tuple(citers) for reference, citers in found.items()}
