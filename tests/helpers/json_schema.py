"""Whether a value fits a JSON Schema, as an editor sees it: the keywords that ours are made of, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def misfits(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str = "") -> list[str]:
    """Return where a value does not fit a part of the `whole` schema."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    return [*_of_value(value, schema, at), *_of_choices(value, schema, whole, at), *_of_parts(value, schema, whole, at)]


def _of_value(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    type_ = schema.get("type")
    is_number_for_truth = isinstance(value, bool) and type_ in ("integer", "number")
    if type_ and (not isinstance(value, TYPES[type_]) or is_number_for_truth):
        yield f"{at}: no {type_}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: none of the words"
    if isinstance(value, str) and len(value) > schema.get("maxLength", len(value)):
        yield f"{at}: too long"
    if isinstance(value, list):
        fewest, most = schema.get("minItems", 0), schema.get("maxItems", len(value))
        if not fewest <= len(value) <= most:
            yield f"{at}: too few or too many"


def _of_choices(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str) -> Iterator[str]:
    for kind, most in (("anyOf", len(schema.get("anyOf", ()))), ("oneOf", 1)):
        fitting = [choice for choice in schema.get(kind, ()) if not misfits(value, choice, whole)]
        if kind in schema and not 1 <= len(fitting) <= most:
            yield f"{at}: {len(fitting)} of its forms"


def _of_parts(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, list) and "items" in schema:
        for number, part in enumerate(value, 1):
            yield from misfits(part, schema["items"], whole, f"{at}[{number}]")
    if not isinstance(value, dict):
        return
    yield from (f"{at}.{name}: missing" for name in schema.get("required", ()) if name not in value)
    for name, part in value.items():
        if name in schema.get("properties", {}):
            yield from misfits(part, schema["properties"][name], whole, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}.{name}: no field"
        elif schema.get("additionalProperties"):
            yield from misfits(part, schema["additionalProperties"], whole, f"{at}.{name}")
        if "propertyNames" in schema:
            yield from misfits(name, schema["propertyNames"], whole, f"{at}.{name}")
