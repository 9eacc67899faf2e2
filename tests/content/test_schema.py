"""The schema that is committed beside the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from helpers.project import TOP
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
