"""Walking through a model: every text and every id in it, with the way that leads there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from stretchbook.source import Way


def named_ids(model: BaseModel, way: Way = ()) -> Iterator[tuple[str, Way, str]]:
    """Give `(vocabulary, way, id)` for every id that a field of the model takes from a vocabulary."""
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        extra = info.json_schema_extra
        words = extra.get("x-vocabulary") if isinstance(extra, dict) else None
        if isinstance(words, str):
            for here, word in _strings(value, (*way, name)):
                yield words, here, word
        else:
            for here, part in _models(value, (*way, name)):
                yield from named_ids(part, here)


def texts(value: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Give `(way, text)` for every string in a model, ids among them."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*way, name))
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, (*way, name))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from texts(part, (*way, number))
    elif isinstance(value, str):
        yield way, value


def _strings(value: Any, way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _strings(part, (*way, number))


def _models(value: Any, way: Way) -> Iterator[tuple[Way, BaseModel]]:
    if isinstance(value, BaseModel):
        yield way, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _models(part, (*way, number))
