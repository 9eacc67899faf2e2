"""The real vocabularies of safety are not weakened unnoticed. The floor, and how to change it: safety-floor.yml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from stretchbook.book.library import Library
from stretchbook.model.safety import CLOSENESSES, SEVERITIES, SafetyRule
from stretchbook.model.stretch import ANSWERS, DEGREES

FLOOR: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("safety-floor.yml").read_text(encoding="utf-8"))
CAUTIONS: dict[str, dict[str, Any]] = FLOOR["cautions"]
RULES: dict[str, dict[str, Any]] = FLOOR["rules"]
STRENGTH = ("adapt", "ask-first", "leave-out")


@pytest.mark.parametrize("sign", FLOOR["universal_stop_signs"])
def test_a_stop_sign_stays_on_every_page(sign: str, library: Library) -> None:
    assert sign in library.universal_stop_signs
    orders = {name: response.order for name, response in library.responses.items()}
    assert orders[library.stop_signs[sign].response] <= orders[FLOOR["universal_stop_signs"][sign]]


@pytest.mark.parametrize("name", CAUTIONS)
def test_a_caution_asks_no_less(name: str, library: Library) -> None:
    caution = library.cautions[name]
    assert STRENGTH.index(caution.action) >= STRENGTH.index(CAUTIONS[name]["action"])
    assert set(CAUTIONS[name]["conditions"]) <= set(caution.conditions)
    assert SEVERITIES.index(caution.severity) >= SEVERITIES.index(CAUTIONS[name]["severity"])


@pytest.mark.parametrize("name", CAUTIONS)
def test_a_caution_holds_no_shorter(name: str, library: Library) -> None:
    """One that held for good gets no end, and what comes after an end asks no less."""
    caution, then = library.cautions[name], CAUTIONS[name].get("then")
    if then is None:
        assert caution.until is None
    elif caution.until is not None:
        assert ANSWERS.index(caution.then) >= ANSWERS.index(then)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_asks_no_less(name: str, library: Library) -> None:
    rules: Mapping[str, SafetyRule] = library.of("safety-rules")
    assert set(RULES[name]["cautions"]) <= set(rules[name].cautions)
    assert set(RULES[name]["stop_if"]) <= set(rules[name].stop_if)
    assert CLOSENESSES.index(rules[name].closeness) >= CLOSENESSES.index(RULES[name]["closeness"])


@pytest.mark.parametrize("name", RULES)
def test_a_rule_fits_no_fewer_records(name: str, library: Library) -> None:
    when = {field: ids for field, ids in library.of("safety-rules")[name].when if ids}
    floor = RULES[name]["when"]
    assert when.keys() <= floor.keys()
    for field, ids in when.items():
        assert set(floor[field]) <= set(ids)
    for movement, degree in floor.get("movements", {}).items():
        assert DEGREES.index(when["movements"][movement]) <= DEGREES.index(degree), movement


def test_the_floor_is_no_empty_file() -> None:
    assert len(FLOOR["universal_stop_signs"]) >= 10
    assert len(CAUTIONS) >= 10
    assert len(RULES) >= 10
