"""The strip before the steps: whom it names and how, what it says to stop at, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from helpers.project import TOP
from helpers.records import with_records
from stretchbook.book.library import Library
from stretchbook.book.strip import Named, Strip, emergency_line, strip_of
from stretchbook.checks.all_checks import open_library
from stretchbook.model.safety import Caution, Condition, Response, SafetyRule, StopSign
from stretchbook.model.stretch import Safety
from stretchbook.model.vocabulary import Word

CLINIC = open_library(TOP / "tests" / "small-site" / "stretches")
ANY = CLINIC.stretches["open-hand"]
FAMILIES = {name: Word(id=name, name=f"{name} of all kinds", plain="P.") for name in ("bones", "skin")}
RESPONSES = {
    name: Response(id=name, name=name, text="T.", order=order, source="convention")
    for order, name in enumerate(("ambulance", "today", "ease-off"), 1)
}


Stretches = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What each stretch names: `cautions`, and `stop_if`."""


def condition(id_: str, family: str | None = None, **more: Any) -> Condition:
    said: dict[str, Any] = {"name": id_.capitalize(), "area": "hands", "plain": "P.", "why": "W.", "do": "D."}
    return Condition(**{**said, "id": id_, "family": family, "source": "convention", **more})


def caution(about: str, severity: Any = "harm", action: Any = "ask-first") -> Caution:
    """A caution with the id of the one condition that it is about."""
    return Caution(
        id=about, name="N", text="T.", conditions=(about,), action=action, severity=severity, source="convention"
    )


def sign(name: str, response: str, brief: str | None = None, **more: Any) -> StopSign:
    text = f"the feeling of *{name}*"
    return StopSign(id=name, text=text, response=response, brief=brief, source="convention", **more)


def library(
    conditions: list[Condition] | None = None,
    cautions: list[Caution] | None = None,
    signs: list[StopSign] | None = None,
    stretches: Stretches | None = None,
    rules: tuple[SafetyRule, ...] = (),
) -> Library:
    """A library of these alone; with no `stretches` it has one that names all cautions and stop signs."""
    all_of_it = {
        "cautions": tuple(each.id for each in cautions or ()),
        "stop_if": tuple(each.id for each in signs or ()),
    }
    records = {
        name: ANY.model_copy(update={"safety": Safety.model_validate({"notes": ("N.",), **each})})
        for name, each in (stretches or {"one": all_of_it}).items()
    }
    kinds: dict[str, Mapping[str, Any]] = {
        "stop-signs": {each.id: each for each in signs or ()},
        "safety-rules": {rule.id: rule for rule in rules},
    }
    return with_records(
        CLINIC,
        families=FAMILIES,
        responses=RESPONSES,
        stretches=records,
        routines={},
        conditions={each.id: each for each in conditions or ()},
        cautions={each.id: each for each in cautions or ()},
        **kinds,
    )


def named(strip: Strip) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.phrase, each.ids) for each in strip.first]


# Whom it names.


def test_the_worst_is_named_first() -> None:
    conditions = [condition(name) for name in ("cramp", "crack", "gout", "bleed")]
    cautions = [caution("cramp", "discomfort"), caution("crack", "grave"), caution("gout"), caution("bleed")]
    found = strip_of(library(conditions, cautions), ["one"])
    assert [each.phrase for each in found.first] == ["crack", "gout", "bleed", "cramp"]


def test_a_family_is_named_once_where_its_worst_one_stands() -> None:
    conditions = [condition("gout"), condition("thin", "bones"), condition("crack", "bones"), condition("sore", "skin")]
    cautions = [caution("gout"), caution("thin", "discomfort"), caution("crack", "grave"), caution("sore")]
    assert named(strip_of(library(conditions, cautions), ["one"])) == [
        ("bones of all kinds", ("crack", "thin")),
        ("gout", ("gout",)),
        ("sore", ("sore",)),
    ]


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("A cracked rib (or two)", "a cracked rib"),
        ("An old crack", "an old crack"),
        ("Gout", "gout"),
        ("AC joint pain", "AC joint pain"),
        ("A crack that nobody has seen", "bones of all kinds"),
    ],
)
def test_one_alone_of_a_family_is_named_itself_if_its_name_is_short(name: str, phrase: str) -> None:
    made = library([condition("crack", "bones", name=name)], [caution("crack")])
    assert named(strip_of(made, ["one"])) == [(phrase, ("crack",))]


def test_a_name_that_begins_with_a_persons_keeps_its_capital_letter() -> None:
    made = library([condition("palmer", name="Palmer syndrome", called_after=True)], [caution("palmer")])
    assert named(strip_of(made, ["one"])) == [("Palmer syndrome", ("palmer",))]


def test_without_a_family_there_is_one_it_is_named_in_short() -> None:
    conditions = [condition("tunnel", name="Tight tunnel (of the wrist)"), condition("odd", "no-such-family")]
    found = strip_of(library(conditions, [caution("tunnel"), caution("odd")]), ["one"])
    assert [each.phrase for each in found.first] == ["tight tunnel", "odd"]


def test_who_asks_before_any_stretch_or_does_it_in_another_way_is_not_named() -> None:
    conditions = [condition("healing", ask_first=True), condition("sore"), condition("gout")]
    cautions = [caution("healing", "grave"), caution("sore", "grave", "adapt"), caution("gout", "discomfort")]
    found = strip_of(library(conditions, cautions), ["one"])
    assert named(found) == [("gout", ("gout",))]
    assert found.asked == 2


@pytest.mark.parametrize(
    ("actions", "lead"),
    [
        (("leave-out", "leave-out"), "Not with:"),
        (("ask-first", "ask-first"), "Ask first:"),
        (("ask-first", "leave-out"), "Check first:"),
    ],
)
def test_it_says_what_all_of_them_do(actions: tuple[str, str], lead: str) -> None:
    conditions = [condition("gout"), condition("crack")]
    cautions = [caution(each.id, action=action) for each, action in zip(conditions, actions, strict=True)]
    assert strip_of(library(conditions, cautions), ["one"]).lead == lead


def test_it_says_what_they_do_about_all_of_several_stretches() -> None:
    conditions = [condition("gout"), condition("crack")]
    cautions = [caution("gout", action="ask-first"), caution("crack", action="leave-out")]
    two: Stretches = {"one": {"cautions": ("gout",)}, "two": {"cautions": ("crack",)}}
    made = library(conditions, cautions, stretches=two)
    assert [strip_of(made, each).lead for each in (["one"], ["two"], ["one", "two"])] == [
        "Ask first:",
        "Not with:",
        "Check first:",
    ]


def test_of_several_stretches_the_worst_counts() -> None:
    conditions = [condition("gout"), condition("crack")]
    cautions = [caution("gout", "discomfort"), caution("crack")]
    gouty = caution("gout", "grave").model_copy(update={"id": "gouty"})
    two: Stretches = {"one": {"cautions": ("gout", "crack")}, "two": {"cautions": ("gouty",)}}
    made = library(conditions, [*cautions, gouty], stretches=two)
    assert [[each.phrase for each in strip_of(made, of).first] for of in (["one"], ["one", "two"])] == [
        ["crack", "gout"],
        ["gout", "crack"],
    ]
    assert strip_of(made, ["one", "two"]).asked == 2


# What to stop at.


def test_it_says_three_stop_signs_at_most_the_most_pressing_first() -> None:
    signs = [sign("ache", "ease-off"), sign("spin", "today"), sign("pinch", "ease-off"), sign("faint", "today")]
    found = strip_of(library(signs=signs), ["one"])
    assert [each.ids for each in found.signs] == [("spin",), ("faint",), ("ache",)]


def test_the_signs_of_an_emergency_stand_in_their_own_line_alone() -> None:
    found = strip_of(library(signs=[sign("stroke", "ambulance"), sign("ache", "ease-off")]), ["one"])
    assert [each.ids for each in found.signs] == [("ache",)]


RULE = SafetyRule.model_validate({
    "id": "any", "when": {"kinds": (ANY.kind,)}, "stop_if": ("rare", "usual", "common"),
    "source": "convention", "because": "B.", "closeness": "near",
})  # fmt: skip


def test_of_signs_that_press_alike_the_records_own_comes_first_and_then_the_commonest() -> None:
    signs = [sign("common", "today"), sign("rare", "today"), sign("usual", "today"), sign("own", "today")]
    stretches: Stretches = {
        "one": {"stop_if": ("own",)},
        "two": {"stop_if": ("common", "usual")},
        "three": {"stop_if": ("common",)},
    }
    made = library(signs=signs, stretches=stretches, rules=(RULE,))
    held = {name: record.model_copy(update={"kind": "static"}) for name, record in made.stretches.items()}
    changed = with_records(made, stretches={**held, "one": made.stretches["one"]})
    assert [each.ids for each in strip_of(changed, ["one"]).signs] == [("own",), ("common",), ("usual",)]
    assert [each.ids for each in strip_of(changed, ["two"]).signs] == [("common",), ("usual",)]


def test_a_sign_is_said_in_brief_and_without_a_brief_name_as_plain_text() -> None:
    found = strip_of(library(signs=[sign("spin", "today", "dizziness"), sign("ache", "today")]), ["one"])
    assert [each.phrase for each in found.signs] == ["dizziness", "the feeling of ache"]


# Its words.


def test_it_is_read_as_one_text() -> None:
    conditions = [condition("crack", "bones"), condition("thin", "bones"), condition("gout")]
    signs = [sign("spin", "today", "dizziness"), sign("pinch", "ease-off", "a pinch")]
    cautions = [caution("crack", "grave"), caution("thin", "grave"), caution("gout")]
    found = strip_of(library(conditions, cautions, signs), ["one"])
    assert found.text == ("Ask first: bones of all kinds, gout. Stop at: dizziness, a pinch. All 3 conditions")
    assert found.words == 15


def test_a_strip_of_nothing_still_leads_on() -> None:
    found = strip_of(library(), ["one"])
    assert (found.first, found.signs, found.text) == ((), (), "All cautions")


@pytest.mark.parametrize(("asked", "way"), [(0, "All cautions"), (1, "All cautions"), (2, "All 2 conditions")])
def test_the_way_to_all_says_how_many_there_are(asked: int, way: str) -> None:
    assert Strip("", (), (), asked).way_to_all == way


MANY = [condition(f"condition{number}") for number in range(6)]
GRAVER = [caution(each.id, "grave" if number < 3 else "harm") for number, each in enumerate(MANY)]
SIGNS = [sign(f"sign{number}", "today", f"sign {number}") for number in range(4)]
EACH: Stretches = {
    "one": {"cautions": tuple(each.id for each in GRAVER[:3]), "stop_if": ("sign0", "sign1")},
    "two": {"cautions": tuple(each.id for each in GRAVER[3:]), "stop_if": ("sign2", "sign3")},
}


def sizes(stretches: list[str], most: int) -> tuple[int, int]:
    found = strip_of(library(MANY, GRAVER, SIGNS, EACH), stretches, most)
    return len(found.first), len(found.signs)


def test_that_of_several_stretches_is_cut_to_what_is_read() -> None:
    """With all conditions and three signs it has 19 words: each condition is one of them, and each sign two."""
    found = [sizes(["one", "two"], most) for most in (19, 18, 17, 16, 15, 14, 11, 10, 1)]
    assert found == [(6, 3), (6, 2), (6, 2), (6, 1), (6, 1), (5, 1), (2, 1), (1, 1), (1, 1)]


def test_that_of_one_stretch_leaves_nobody_out() -> None:
    """The check of the strips refuses one that is too long."""
    assert [sizes(["one"], most) for most in (14, 13, 1)] == [(3, 2), (3, 1), (3, 1)]


def test_a_stretch_that_is_done_twice_counts_once() -> None:
    made = library(MANY, GRAVER, SIGNS, EACH)
    assert strip_of(made, ["one", "one"], 1) == strip_of(made, ["one"], 1)


def test_what_is_named_is_the_worst_of_what_there_is() -> None:
    found = strip_of(library(MANY, GRAVER, SIGNS, EACH), ["two", "one"], 10)
    assert found.first == (Named("condition0", ("condition0",)),)


# The line for an emergency.


def test_the_line_is_that_of_the_most_pressing_response() -> None:
    later = RESPONSES["today"].model_copy(update={"line": "Ring today."})
    first = RESPONSES["ambulance"].model_copy(update={"line": "Ring now."})
    assert emergency_line(with_records(CLINIC, responses={"today": later, "ambulance": first})) == "Ring now."
    assert emergency_line(with_records(CLINIC, responses={"today": later, "ambulance": RESPONSES["ambulance"]})) is None
    assert emergency_line(with_records(CLINIC, responses={})) is None
