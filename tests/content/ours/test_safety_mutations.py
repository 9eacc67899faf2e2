"""A rule, a caution or a stop sign that is dropped shows: the tables of what readers are told hold it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.answers_table import FOLDER, TABLE, TOLD, read
from helpers.records import with_records
from stretchbook.book.answers import answers
from stretchbook.book.library import Library
from stretchbook.book.safety_gate import Gate, fits

ANSWERS, HELD, FLOOR = read(TABLE), read(TOLD), read(FOLDER / "safety-floor.yml")


def differs(gate: Gate, library: Library, name: str) -> bool:
    """Return whether a gate tells readers of a stretch something else than the tables hold."""
    stretch = library.stretches[name]
    cautions = gate.cautions_for(stretch)
    found = answers(stretch, cautions, gate.closeness_for(stretch), library.conditions)
    told = {condition: answer.of_stretch for condition, answer in found}
    known = {condition: word for word, conditions in ANSWERS[name].items() for condition in conditions}
    signs = {*gate.stop_signs_for(stretch)} - {*library.universal_stop_signs}
    held = {caution.id for caution in cautions}, signs
    is_told = {condition: word for condition, word in told.items() if word != "fine"} != known
    return is_told or held != ({*HELD[name]["cautions"]}, {*HELD[name]["stop-signs"]})


def test_the_tables_hold_what_the_gate_tells(library: Library) -> None:
    assert [name for name in library.stretches if differs(library.gate, library, name)] == []


def test_no_rule_is_dropped_unnoticed(library: Library) -> None:
    """The floor names rules that say what others say too."""
    unseen = []
    for rule in library.gate.rules:
        less = replace(library.gate, rules=[each for each in library.gate.rules if each is not rule])
        names = [name for name, stretch in library.stretches.items() if fits(rule.when, stretch)]
        if rule.id not in FLOOR["rules"] and not any(differs(less, library, name) for name in names):
            unseen.append(rule.id)
    assert unseen == []


@pytest.mark.parametrize("field", ["stop_if", "cautions"])
def test_no_stop_sign_or_caution_of_a_record_is_dropped_unnoticed(field: str, library: Library) -> None:
    unseen = []
    for name, stretch in library.stretches.items():
        by_rules = {word for rule in library.gate.rules_for(stretch) for word in getattr(rule, field)}
        words = getattr(stretch.safety, field)
        for word in {*words} - by_rules - {*library.universal_stop_signs}:
            safety = stretch.safety.model_copy(update={field: tuple(each for each in words if each != word)})
            less = {**library.stretches, name: stretch.model_copy(update={"safety": safety})}
            if not differs(library.gate, with_records(library, stretches=less), name):
                unseen.append((name, word))
    assert unseen == []


def test_a_lower_degree_shows_where_a_rule_goes_by_it(library: Library) -> None:
    """A movement that only `follows` in a record frees it of what a rule asks from a higher degree on."""
    unseen = []
    for name, stretch in library.stretches.items():
        lowered = stretch.model_copy(update={"movements": dict.fromkeys(stretch.movements, "follows")})
        rules = [set(map(id, library.gate.rules_for(each))) for each in (stretch, lowered)]
        less = with_records(library, stretches={**library.stretches, name: lowered})
        if rules[0] != rules[1] and not differs(library.gate, less, name):
            unseen.append(name)
    assert unseen == []
