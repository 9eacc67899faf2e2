"""The schema that is committed beside the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from helpers.json_schema import misfits
from helpers.project import TOP
from helpers.rich_clinic import read_yaml
from stretchbook.book.library import Library
from stretchbook.book.schema import RECORDS, schema

each_kind = pytest.mark.parametrize("kind", RECORDS)


def models_in(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield made["title"], made
    yield from made["$defs"].items()


def generated(kind: str, library: Library) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(schema(RECORDS[kind], library))
    return made


@each_kind
def test_the_committed_schema_is_the_generated_one(kind: str, library: Library) -> None:
    file = TOP / "stretches" / "schema" / f"{kind}.schema.json"
    committed = file.read_text(encoding="utf-8") if file.exists() else ""
    assert committed == schema(RECORDS[kind], library), "Run `make schema`."


@each_kind
def test_every_field_is_described(kind: str, library: Library) -> None:
    fields = [
        (f"{model}.{name}", field)
        for model, made in models_in(generated(kind, library))
        for name, field in made.get("properties", {}).items()
    ]
    assert len(fields) > 20
    assert [name for name, field in fields if not field.get("description", "").strip()] == []


@each_kind
def test_no_unknown_field_is_allowed(kind: str, library: Library) -> None:
    for model, made in models_in(generated(kind, library)):
        assert made["additionalProperties"] is False, model


def test_words_are_listed_where_a_vocabulary_has_them(library: Library) -> None:
    made = generated("stretch", library)
    assert made["properties"]["position"]["items"]["enum"] == sorted(library.words("positions"))
    safety = made["$defs"]["Safety"]["properties"]
    assert safety["stop_if"]["items"]["enum"] == sorted(library.stop_signs)
    muscles = made["$defs"]["Muscles"]["properties"]["primary"]["items"]["enum"]
    assert muscles == sorted({*library.muscles, *library.groups})


def test_stretches_are_not_listed_so_that_a_new_one_touches_no_other_file(library: Library) -> None:
    made = schema(RECORDS["stretch"], library) + schema(RECORDS["routine"], library)
    assert "x-vocabulary" not in made
    assert not [name for name in library.stretches if f'"{name}"' in made]


FOLDERS = {"stretch": TOP / "stretches", "routine": TOP / "stretches" / "routines"}


@each_kind
def test_an_editor_takes_every_record(kind: str, library: Library) -> None:
    made = generated(kind, library)
    records = library.stretches if kind == "stretch" else library.routines
    faults = {name: misfits(read_yaml(FOLDERS[kind] / f"{name}.yml"), made, made) for name in records}
    assert len(faults) > 5
    assert {name: found for name, found in faults.items() if found} == {}


SAID = {"do": "Sit down.", "more": "Slowly."}


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("Sit down.", []),
        (SAID, []),
        ({"do": "Sit down."}, [".steps[2]: 0 of its forms"]),
        ({"more": "Slowly."}, [".steps[2]: 0 of its forms"]),
        ({**SAID, "why": "It is good."}, [".steps[2]: 0 of its forms"]),
        ({"Sit": "down"}, [".steps[2]: 0 of its forms"]),
        (["Sit down."], [".steps[2]: 0 of its forms"]),
        (5, [".steps[2]: 0 of its forms"]),
        (None, [".steps[2]: 0 of its forms"]),
    ],
)
def test_an_editor_takes_both_forms_of_a_step_and_no_other(step: Any, fault: list[str], library: Library) -> None:
    made = generated("stretch", library)
    name = next(iter(library.stretches))
    record = read_yaml(FOLDERS["stretch"] / f"{name}.yml")
    assert misfits({**record, "steps": ["Stand.", step, "Lie down."]}, made, made) == fault


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"steps": ["Sit.", "Stand."]}, [".steps: too few or too many"]),
        ({"steps": ["Sit."] * 10}, [".steps: too few or too many"]),
        ({"in_short": {"reminder": "Sit."}}, [".in_short: 0 of its forms"]),
        ({"in_short": {"steps": ["Sit.", "Stand."], "caution": "Slowly."}}, [".in_short: 0 of its forms"]),
        ({"level": "hard"}, [".level: none of the words"]),
        ({"price": 5}, [".price: no field"]),
    ],
)
def test_an_editor_marks_what_the_check_refuses(change: dict[str, Any], fault: list[str], library: Library) -> None:
    made = generated("stretch", library)
    name = next(iter(library.stretches))
    record = read_yaml(FOLDERS["stretch"] / f"{name}.yml")
    assert misfits({**record, **change}, made, made) == fault
