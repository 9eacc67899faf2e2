"""The safety gate: what the rules demand of a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stretchbook.model.safety import Caution, SafetyRule, Tripwire, When
from stretchbook.model.stretch import Stretch
from stretchbook.model.text_use import FORMS
from stretchbook.model.traverse import used_texts
from stretchbook.problems import Problem
from stretchbook.text.letters import folded
from stretchbook.text.markup import own_words
from stretchbook.text.source import Location, Source

_RECORD_FIELDS = {
    "movements": "movements",
    "positions": "position",
    "settings": "setting",
    "equipment": "equipment",
    "demands": "demands",
}
"""Which field of a stretch each field of a rule's `when` is about."""


def fits(when: When, stretch: Stretch) -> bool:
    """Return whether a rule with this `when` is for this stretch."""
    for rule_field, record_field in _RECORD_FIELDS.items():
        wanted = getattr(when, rule_field)
        if wanted and not set(wanted) & set(getattr(stretch, record_field)):
            return False
    return not when.kinds or stretch.kind in when.kinds


def in_common(when: When, stretch: Stretch) -> dict[str, tuple[str, ...]]:
    """Return the words by which a rule with this `when` is for this stretch, by the field of `when`."""
    named = {rule: getattr(stretch, record) for rule, record in _RECORD_FIELDS.items()} | {"kinds": (stretch.kind,)}
    found = {field: tuple(word for word in getattr(when, field) if word in words) for field, words in named.items()}
    return {field: words for field, words in found.items() if words}


def declares(when: When, stretch: Stretch) -> bool:
    """Return whether the stretch names any one id of any field of `when`."""
    named = any(set(getattr(when, rule)) & set(getattr(stretch, record)) for rule, record in _RECORD_FIELDS.items())
    return named or stretch.kind in when.kinds


@dataclass(frozen=True)
class Gate:
    """The rules, and the cautions and tripwires that go with them."""

    rules: Sequence[SafetyRule]
    cautions: Mapping[str, Caution]
    tripwires: Sequence[Tripwire]
    known: Collection[str]
    """The ids of all stop signs and conditions. A rule's slip in one is the rule's fault, not that of the records."""

    def rules_for(self, stretch: Stretch) -> list[SafetyRule]:
        """Return the rules that are for this stretch, in the order of the rules' file."""
        return [rule for rule in self.rules if fits(rule.when, stretch)]

    def cautions_for(self, stretch: Stretch) -> list[Caution]:
        """Return the cautions of this stretch: those of its rules and its own, in the order of the cautions' file."""
        named = {name for rule in self.rules_for(stretch) for name in rule.cautions} | set(stretch.safety.cautions)
        return [caution for name, caution in self.cautions.items() if name in named]

    def problems(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        """Yield what the rules demand of the record and it does not have."""
        yield from self._missing_stop_signs(stretch, source)
        yield from self._missing_conditions(stretch, source)
        yield from self._undeclared(stretch, source)

    def _missing_stop_signs(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        asked: set[str] = set()
        for rule in self.rules_for(stretch):
            for sign in rule.stop_if:
                if sign in self.known and sign not in stretch.safety.stop_if and sign not in asked:
                    asked.add(sign)
                    yield _missing(source, ("safety", "stop_if"), sign, f"rule `{rule.id}`", rule.because)

    def _missing_conditions(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        asked: set[str] = set()
        for caution in self.cautions_for(stretch):
            if caution.action == "adapt":
                continue
            for condition in caution.conditions:
                missing = condition in self.known and condition not in stretch.safety.check_first
                if missing and condition not in asked:
                    asked.add(condition)
                    why = self._why(stretch, caution)
                    yield _missing(source, ("safety", "check_first"), condition, f"caution `{caution.id}`", why)

    def _why(self, stretch: Stretch, caution: Caution) -> str:
        for rule in self.rules_for(stretch):
            if caution.id in rule.cautions:
                return rule.because
        return "The record adds this caution itself."

    def _undeclared(self, stretch: Stretch, source: Source) -> Iterator[Problem]:
        missing = [wire for wire in self.tripwires if not declares(wire.declare, stretch)]
        for used in used_texts(stretch):
            if used.use.role != "instruction" and used.use.role not in _OTHER_WAYS:
                continue
            text = f" {folded(own_words(used.text))} "
            for wire in missing:
                if _is_about_things(wire) and used.use.role in _OTHER_WAYS:
                    continue
                if found := _first_phrase(text, wire.words):
                    message = f"says “{found}”, which the record does not declare."
                    yield source.problem(used.loc, message, f"Add {_choices(wire.declare)}. {wire.because}")


_OTHER_WAYS = (*FORMS, "tip")
"""Texts that may well name a chair without needing one: they tell of other ways to do it."""


def _is_about_things(wire: Tripwire) -> bool:
    """Return whether a tripwire asks for equipment, positions or settings only, and not for a strain on the body."""
    return not (wire.declare.movements or wire.declare.demands or wire.declare.kinds)


def _missing(source: Source, loc: Location, word: str, who: str, because: str) -> Problem:
    return source.problem(loc, f"`{word}` is missing; {who} demands it. {because}", "Add it to this list.")


def _first_phrase(text: str, phrases: Iterable[str]) -> str | None:
    """Return the first phrase that stands in a folded text with a space at both ends."""
    return next((phrase for phrase in phrases if f" {_folded_phrase(phrase)} " in text), None)


_folded_phrase = lru_cache(maxsize=None)(folded)


def _choices(when: When) -> str:
    choices = [f"`{word}` to `{record}`" for rule, record in _RECORD_FIELDS.items() for word in getattr(when, rule)]
    return " or ".join(choices)
