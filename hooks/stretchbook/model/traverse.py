"""Walking through a model: every text and every id in it, with its location."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from stretchbook.text.source import Location


def named_ids(model: BaseModel, loc: Location = ()) -> Iterator[tuple[str, Location, str]]:
    """Yield `(vocabulary, loc, id)` for every id that a field of the model takes from a vocabulary."""
    for name, words in _fields(type(model)):
        value = getattr(model, name)
        if words:
            for here, word in _strings(value, (*loc, name)):
                yield words, here, word
        else:
            for here, part in _models(value, (*loc, name)):
                yield from named_ids(part, here)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    """Return each field of a model, and the vocabulary that its ids are from."""
    extras = {name: info.json_schema_extra for name, info in model.model_fields.items()}
    words = {name: extra.get("x-vocabulary") if isinstance(extra, dict) else None for name, extra in extras.items()}
    return tuple((name, word if isinstance(word, str) else None) for name, word in words.items())


def texts(value: Any, loc: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield `(loc, text)` for every string in a model, ids among them."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*loc, name))
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, (*loc, name))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from texts(part, (*loc, number))
    elif isinstance(value, str):
        yield loc, value


def _strings(value: Any, loc: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _strings(part, (*loc, number))


def _models(value: Any, loc: Location) -> Iterator[tuple[Location, BaseModel]]:
    if isinstance(value, BaseModel):
        yield loc, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _models(part, (*loc, number))
