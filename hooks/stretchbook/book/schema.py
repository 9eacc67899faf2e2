"""The JSON Schema of records, generated from the models and the vocabularies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from stretchbook.book.library import Library
from stretchbook.kinds import KINDS
from stretchbook.model.base import Model
from stretchbook.model.claim import Claim
from stretchbook.model.field_docs import field_docs
from stretchbook.model.figure import (
    Arm,
    Arrow,
    Blade,
    Body,
    Figure,
    Frame,
    Hand,
    Head,
    Inset,
    Leg,
    Lumbar,
    Neck,
    Pelvis,
    Person,
    Pose,
    Prop,
    Thoracic,
)
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.model.pydantic_errors import model_in

RECORDS: Mapping[str, type[Model]] = {kind.noun: kind.model for kind in KINDS if kind.folder is not None}

DESCRIBED: Mapping[str, type[Model]] = {
    **RECORDS, "figure": Figure, "frame": Frame, "person": Person, "prop": Prop, "arrow": Arrow, "inset": Inset,
    "pose": Pose,
    "body": Body, "pelvis": Pelvis, "lumbar": Lumbar, "thoracic": Thoracic, "neck": Neck, "head": Head, "arm": Arm,
    "hand": Hand, "blade": Blade, "leg": Leg, "muscle": Muscle, "muscle-group": MuscleGroup, "claim": Claim,
}  # fmt: skip
"""What contributors find described field by field. A part that is described by itself is not described again."""


def schema(model: type[Model], library: Library) -> str:
    """Return the schema of one kind of record as JSON text."""
    found = model.model_json_schema(schema_generator=_WithFieldDocs)
    _fill_in(found, _words(library))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**head, **found}, ensure_ascii=False, indent=1) + "\n"


class _WithFieldDocs(GenerateJsonSchema):
    """Puts what is said of a field beside what it takes."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        found = super().model_schema(schema)
        model: type[Model] = schema["cls"]
        for name, said in field_docs(model).items():
            found["properties"][name]["description"] = said
        return found


@dataclass(frozen=True)
class FieldInfo:
    """One field as contributors read it."""

    name: str
    needed: bool
    description: str
    vocabulary: str | None
    takes: str | None
    """The words or the size that it allows, where there is a limit: "static, dynamic or strength"."""


@cache
def described_fields(model: type[Model], prefix: str = "") -> tuple[FieldInfo, ...]:
    """Return every field of a model, those of its parts after it: `safety`, then `safety.stop_if`."""
    found: list[FieldInfo] = []
    properties, said = model.model_json_schema()["properties"], field_docs(model)
    for name, info in model.model_fields.items():
        extra = info.json_schema_extra
        vocabulary = extra.get("x-vocabulary") if isinstance(extra, dict) else None
        takes = _takes(properties[name])
        described = FieldInfo(
            prefix + name, info.is_required(), said.get(name, ""), str(vocabulary or "") or None, takes
        )
        found.append(described)
        if (part := model_in(info.annotation)) and part not in DESCRIBED.values():
            found += described_fields(part, f"{prefix}{name}.")
    return tuple(found)


def _takes(field: Any) -> str | None:
    """Say what a field's part of the schema allows."""
    branches = [field, *field.get("anyOf", ())]
    words = next((branch["enum"] for branch in branches if "enum" in branch), None)
    if words:
        return " or ".join(words)
    if parts := next((branch["prefixItems"] for branch in branches if "prefixItems" in branch), None):
        return ", ".join(f"from {part['minimum']:g} to {part['maximum']:g}" for part in parts)
    if any(branch.get("maxItems") == 2 for branch in branches):
        return "one whole number, or two for a range: [8, 12]"
    limits = {"maxLength": "at most {} letters", "maxItems": "at most {} items", "maximum": "at most {}"}
    said = [limit.format(branch[name]) for name, limit in limits.items() for branch in branches if name in branch]
    return ", ".join(said) or None


def write(library: Library, folder: Path) -> None:
    """Write every schema into a folder."""
    folder.mkdir(exist_ok=True)
    for name, model in RECORDS.items():
        (folder / f"{name}.schema.json").write_text(schema(model, library), encoding="utf-8")


def _words(library: Library) -> dict[str, list[str]]:
    return {kind.id: sorted(library.named_as(kind.id)) for kind in KINDS if kind.is_choice}


def _fill_in(node: Any, words: Mapping[str, Iterable[str]]) -> None:
    """Put the words of its vocabulary into every field that is marked with one."""
    if isinstance(node, dict):
        if name := node.pop("x-vocabulary", None):
            _list_words(node, words.get(name))
        for part in node.values():
            _fill_in(part, words)
    elif isinstance(node, list):
        for part in node:
            _fill_in(part, words)


def _list_words(field: dict[str, Any], words: Iterable[str] | None) -> None:
    if words is None:
        return
    if field.get("type") == "object":
        field["propertyNames"] = {"enum": list(words)}
        return
    target = field["items"] if field.get("type") == "array" else field
    target["enum"] = list(words)
