"""The safety gate: what the rules demand of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stretchbook.book.answers import is_stricter, worked_out
from stretchbook.book.tripwires import Tripwires
from stretchbook.cache.answers import Answers
from stretchbook.cache.memory import Memory
from stretchbook.model.safety import Caution, Closeness, Condition, SafetyRule, Tripwire, When
from stretchbook.model.stretch import AnswerWord, OwnAnswer, Stretch, has_movement
from stretchbook.model.text_use import FORMS, Role
from stretchbook.model.traverse import used_texts
from stretchbook.problems import Problem
from stretchbook.text.markup import own_words
from stretchbook.text.source import Location, Source

RECORD_FIELDS = {
    "positions": "position",
    "settings": "setting",
    "equipment": "equipment",
    "demands": "demands",
}
"""Which field of a stretch each field of a rule's `when` is about, where both are lists of ids."""


def fits(when: When, stretch: Stretch) -> bool:
    """Return whether a rule with this `when` is for this stretch."""
    return all(any(_named(when, field, stretch)) for field in _wanted(when))


def in_common(when: When, stretch: Stretch) -> dict[str, tuple[str, ...]]:
    """Return the words by which a rule with this `when` is for this stretch, by the field of `when`.

    A movement counts where the stretch has as much of it as the rule names, or more.
    """
    found = {field: tuple(_named(when, field, stretch)) for field in _wanted(when)}
    return {field: words for field, words in found.items() if words}


def declares(when: When, stretch: Stretch) -> bool:
    """Return whether the stretch names any one id of any field of `when`."""
    return any(any(_named(when, field, stretch)) for field in _wanted(when))


def _wanted(when: When) -> list[str]:
    return [field for field in _WHEN if getattr(when, field)]


_WHEN = tuple(When.model_fields)


def _named(when: When, field: str, stretch: Stretch) -> Iterator[str]:
    if field == "movements":
        yield from (word for word, least in when.movements.items() if has_movement(stretch.movements, word, least))
    elif field == "kinds":
        yield from (kind for kind in when.kinds if kind == stretch.kind)
    else:
        yield from (word for word in getattr(when, field) if word in getattr(stretch, RECORD_FIELDS[field]))


_LAST: Memory[Tripwires] = Memory()
"""A server looks for the same words at each build."""


@dataclass(frozen=True)
class Gate:
    """The rules, and the cautions and tripwires that go with them."""

    rules: Sequence[SafetyRule]
    cautions: Mapping[str, Caution]
    tripwires: Sequence[Tripwire]
    conditions: Mapping[str, Condition]
    _found: dict[int, tuple[Stretch, tuple[SafetyRule, ...]]] = field(default_factory=dict, compare=False, repr=False)
    """The rules of each stretch that was asked for. The stretch is kept too, so that its number stays its own."""

    def rules_for(self, stretch: Stretch) -> tuple[SafetyRule, ...]:
        """Return the rules that are for this stretch, in the order of the rules' file."""
        if id(stretch) not in self._found:
            self._found[id(stretch)] = stretch, tuple(rule for rule in self.rules if fits(rule.when, stretch))
        return self._found[id(stretch)][1]

    def cautions_for(self, stretch: Stretch) -> list[Caution]:
        """Return the cautions of this stretch: those of its rules and its own, in the order of the cautions' file."""
        named = {name for rule in self.rules_for(stretch) for name in rule.cautions} | set(stretch.safety.cautions)
        return [caution for name, caution in self.cautions.items() if name in named]

    def closeness_for(self, stretch: Stretch) -> dict[str, Closeness]:
        """Return how directly each caution is about this stretch, by its id.

        Of several rules the closest counts. What a record adds itself is about it directly.
        """
        found: dict[str, Closeness] = {}
        for rule in self.rules_for(stretch):
            for caution in rule.cautions:
                if found.get(caution) != "direct":
                    found[caution] = rule.closeness
        return found | dict.fromkeys(stretch.safety.cautions, "direct")

    def stop_signs_for(self, stretch: Stretch) -> tuple[str, ...]:
        """Return the ids of the stop signs of this stretch: its own, then those of its rules."""
        demanded = (sign for rule in self.rules_for(stretch) for sign in rule.stop_if)
        return tuple(dict.fromkeys((*stretch.safety.stop_if, *demanded)))

    def problems(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        """Yield what a record says of its safety that does not go with the rules, and what it does not declare."""
        yield from self._repeated_signs(stretch, source)
        yield from self._undeclared(stretch, source)

    def _repeated_signs(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        by = {sign: rule.id for rule in self.rules_for(stretch) for sign in rule.stop_if}
        for number, sign in enumerate(stretch.safety.stop_if):
            if sign in by:
                message = f"`{sign}` is there already; rule `{by[sign]}` adds it."
                yield source.problem(("safety", "stop_if", number), message, "Remove it here.")

    def answer_problems(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        """Yield the record's own answers that say nothing new, or that say too little about why they differ."""
        cautions = self.cautions_for(stretch)
        seen: set[str] = set()
        for number, own in enumerate(stretch.safety.answers):
            loc: Location = ("safety", "answers", number)
            for place, condition in enumerate(own.conditions):
                here = (*loc, "conditions", place)
                if condition not in self.conditions:
                    continue
                if condition in seen:
                    yield source.problem(here, f"`{condition}` has an answer already.", "Keep one.")
                seen.add(condition)
                made = worked_out(cautions, condition)
                if found := _answer_fault(own, made, condition):
                    yield source.problem(here, *found)
                if self.conditions[condition].ask_first and own.answer in ("fine", "adapt"):
                    message = f"readers with `{condition}` ask before any stretch."
                    yield source.problem(here, message, "Remove it here: this answer would never be shown.")
            yield from _form_problems(own, stretch, source, loc)

    def _undeclared(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        missing = {wire.id for wire in self.tripwires if wire.declare is None or not declares(wire.declare, stretch)}
        wanted_in: Answers[Role, frozenset[str]] = Answers(lambda role: self._read_in[role] & missing)
        for used in used_texts(stretch):
            if used.use.role in _UNREAD:
                continue
            wanted = wanted_in[used.use.role]
            for wire, found in self._wires.tripped(own_words(used.text), wanted):
                if wire.declare is None:
                    yield source.problem(used.loc, f"says “{found}”. {wire.because}", LEAVE_OUT)
                else:
                    message = f"says “{found}”, which the record does not declare."
                    yield source.problem(used.loc, message, f"{_choices(wire.declare, stretch)} {wire.because}")

    @cached_property
    def _read_in(self) -> Answers[Role, frozenset[str]]:
        """The tripwires that are for texts of a role."""
        return Answers(lambda role: frozenset(wire.id for wire in self.tripwires if _reads(wire, role)))

    @cached_property
    def _wires(self) -> Tripwires:
        return _LAST.recall("tripwires", self.tripwires, lambda: Tripwires(self.tripwires))


_OTHER_WAYS = (*FORMS, "tip")
"""Texts that may well name a chair without needing one: they tell of other ways to do it."""

_UNREAD: tuple[Role, ...] = ("warning", "label")
"""Texts that say what not to do, or only name something."""

LEAVE_OUT = "Leave it out, or say right before it that it is not done: “do not”, “never”, “without”."


def _reads(wire: Tripwire, role: Role) -> bool:
    """Return whether a tripwire is for texts of a role."""
    if wire.about == "everywhere":
        return False  # read with all other texts, in `checks/wording.py`
    if wire.about == "feeling":
        return role == "feeling"
    if wire.about == "all":
        return role not in _UNREAD
    is_about_things = wire.declare is not None and _is_about_things(wire.declare)
    return role == "instruction" or (role in _OTHER_WAYS and not is_about_things)


def _is_about_things(declare: When) -> bool:
    """Return whether a tripwire asks for equipment, positions or settings only, and not for a strain on the body."""
    return not (declare.movements or declare.demands or declare.kinds)


def _answer_fault(own: OwnAnswer, made: AnswerWord, condition: str) -> tuple[str, str] | None:
    """Return what is wrong with an answer beside the one that the rules make, as message and fix."""
    if own.answer is None and made != "adapt":
        return f"the rules make `{made}` of `{condition}`, so nobody with it takes an easier form.", (
            "Give the `answer` as well, or remove the condition."
        )
    if own.answer == made and own.easier is None:
        return f"`{made}` is what the rules make of `{condition}` already.", "Remove it."
    if own.answer in (None, made):
        return None
    if own.because is None:
        return f"the rules make `{made}` of `{condition}`, and nothing says why it is another here.", "Add `because`."
    if own.source is None and is_stricter(made, own.answer):
        return f"the rules make `{made}` of `{condition}`; what is milder needs a source.", (
            "Add `source`, the id of a reference that says so, or remove the condition."
        )
    return None


def _form_problems(own: OwnAnswer, stretch: Stretch, source: Source, loc: Location) -> Iterator[Problem]:
    if own.easier is None:
        if own.answer is None:
            yield source.problem(loc, "says nothing.", "Give an `answer`, or the number of an easier form.")
        return
    if own.easier > len(stretch.easier):
        message = f"there is no easier form {own.easier}."
        yield source.problem((*loc, "easier"), message, f"Choose from 1 to {len(stretch.easier)}.")
    if own.answer not in (None, "adapt"):
        message = f"an easier form is for those who `adapt`, not for `{own.answer}`."
        yield source.problem((*loc, "easier"), message, "Remove it, or change the answer.")


def _choices(when: When, stretch: Stretch) -> str:
    """Return the ways to declare what a tripwire asks for: first a movement that is there with too low a degree."""
    raised = [f"`{word}: {degree}`" for word, degree in when.movements.items() if word in stretch.movements]
    if raised:
        return f"Make it {' or '.join(raised)}."
    movements = [f"`{word}: {degree}`" for word, degree in when.movements.items()]
    if len(movements) > _MOST_SINGLE:
        choices = [f"one of {', '.join(movements)} to `movements`"]
    else:
        choices = [f"{movement} to `movements`" for movement in movements]
    choices += [f"`{word}` to `{record}`" for rule, record in RECORD_FIELDS.items() for word in getattr(when, rule)]
    return f"Add {' or '.join(choices)}."


_MOST_SINGLE = 2
"""From how many movements on a message lists them instead of giving each with its place."""
