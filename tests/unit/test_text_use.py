"""Every text of a record is marked, and the checks read what is marked: no list of fields can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

import pytest
from helpers.broken_cases import SMALL_SITE
from pydantic import create_model
from stretchbook.book.printed import sheet_references
from stretchbook.book.safety_gate import Gate
from stretchbook.checks.repeats import repeated_texts
from stretchbook.checks.text_doses import routine_dose_problems, stretch_dose_problems
from stretchbook.model.base import Model
from stretchbook.model.dose import Range
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Tripwire
from stretchbook.model.stretch import Stretch
from stretchbook.model.text_use import LABEL, Role, TextUse
from stretchbook.model.traverse import text_fields, used_texts
from stretchbook.problems import Problem
from stretchbook.text.letters import Id, Name, Text
from stretchbook.text.source import Source, parse

SAID = "With a ball between your palms, hold for 45 seconds as you sit there, and let both elbows sink [@pen_book]."
BALL = Tripwire.model_validate(
    {"id": "ball", "words": ("ball",), "declare": {"equipment": ("ball",)}, "because": "It has to be at hand."}
)
STRAIN = Tripwire.model_validate(
    {"id": "sink", "words": ("sink",), "declare": {"movements": {"sinking": "easy"}}, "because": "It is a strain."}
)
EXACT: tuple[Role, ...] = ("instruction", "remark", "tip", "easier")
OTHER_WAYS: tuple[Role, ...] = ("easier", "harder", "tip")


def with_field(use: TextUse) -> tuple[Stretch, Source]:
    """Make a record of a model with one more field, which no check knows by its name."""
    source = Source("open-hand.yml")
    parse((SMALL_SITE / "stretches" / "open-hand.yml").read_text(encoding="utf-8") + f"later: {SAID}\n", source)
    model = create_model("Later", __base__=Stretch, later=(Annotated[Text, use], ...))
    return model.model_validate(source.data), source


def about_the_field(problems: Iterable[Problem]) -> list[str]:
    return [problem.message for problem in problems if problem.field == "later"]


def doses(use: TextUse) -> list[str]:
    return about_the_field(stretch_dose_problems(*with_field(use)))


def tripped(use: TextUse, wire: Tripwire) -> list[str]:
    stretch, source = with_field(use)
    return about_the_field(Gate((), {}, (wire,), {}).problems(stretch, source))


def routine(**numbers: int) -> Routine:
    """Make a routine of the one record."""
    source = Source("tea-break.yml")
    parse((SMALL_SITE / "stretches" / "routines" / "tea-break.yml").read_text(encoding="utf-8"), source)
    item = {"stretch": "one", **numbers}
    return Routine.model_validate({**source.data, "items": (item,)})


def in_a_routine(use: TextUse) -> list[str]:
    """Give what is said of the field where its record agrees with it, and a routine asks for another time."""
    stretch, source = with_field(use)
    agreeing = stretch.model_copy(update={"dose": stretch.dose.model_copy(update={"hold": Range(45, 45)})})
    return about_the_field(
        routine_dose_problems("tea-break", routine(hold=20), source, {"one": agreeing}, {"one": source})
    )


def test_tripwires_read_what_tells_people_what_to_do() -> None:
    assert tripped(TextUse("instruction"), BALL)
    assert tripped(TextUse("instruction"), STRAIN)
    for role in OTHER_WAYS:
        assert tripped(TextUse(role), STRAIN), role
        assert not tripped(TextUse(role), BALL), role
    assert not tripped(TextUse("remark"), STRAIN)


def test_the_dose_is_compared_with_all_but_labels() -> None:
    for role in EXACT:
        assert any("45 seconds" in message for message in doses(TextUse(role))), role
    assert not doses(TextUse("harder"))
    assert not doses(LABEL)


def test_a_routines_dose_is_compared_with_what_stands_beside_it() -> None:
    assert any("45 seconds" in message for message in in_a_routine(TextUse("remark")))
    assert not in_a_routine(TextUse("remark", shown="page"))


def test_a_copy_is_found_unless_the_words_may_be_shared() -> None:
    def copied(use: TextUse) -> list[str]:
        stretch, source = with_field(use)
        told = repeated_texts({"one": stretch, "two": stretch}, {"one": source, "two": source})
        return about_the_field(told)

    assert copied(TextUse("remark"))
    assert copied(TextUse("remark", may_share="a sentence"))
    assert not copied(TextUse("remark", may_share="all"))


def test_what_a_sheet_prints_is_printed_with_its_sources() -> None:
    def cited(use: TextUse) -> tuple[str, ...]:
        stretch, _ = with_field(use)
        return sheet_references(routine(), {"one": stretch})

    assert "pen_book" in cited(TextUse("remark"))
    assert "pen_book" not in cited(TextUse("remark", shown="page"))


def test_a_text_without_a_mark_is_refused_wherever_it_stands() -> None:
    kinds: list[Any] = [Text, Name, str, tuple[Text, ...], Text | None, dict[str, Text]]
    for kind in kinds:
        part = create_model("Part", __base__=Model, later=(kind, ...))
        for model in (part, create_model("Whole", __base__=Model, parts=(tuple[part, ...] | None, None))):
            with pytest.raises(TypeError, match=r"`later` of Part holds texts"):
                text_fields(model)


def test_ids_and_fixed_words_need_no_mark() -> None:
    kinds: list[Any] = [Id, tuple[Id, ...], Literal["left", "right"], Literal["left"] | None, int]
    for kind in kinds:
        assert text_fields(create_model("Part", __base__=Model, later=(kind, ...))) == ()


def test_each_text_of_a_record_is_used_once() -> None:
    stretch, _ = with_field(LABEL)
    used = [one.loc for one in used_texts(stretch)]
    assert len(used) == len(set(used))
    assert {("name",), ("steps", 0), ("feel", "not_here"), ("safety", "notes", 0), ("later",)} <= set(used)
