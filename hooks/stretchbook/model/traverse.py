"""Walking through a model: every text and every id in it, with its location."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from stretchbook.cache.kept import kept
from stretchbook.model.text_use import TextUse
from stretchbook.text.letters import check_id, check_reference_id
from stretchbook.text.source import Location


def named_ids(model: BaseModel, loc: Location = ()) -> Iterator[tuple[str, Location, str]]:
    """Yield `(vocabulary, loc, id)` for every id that a field of the model takes from a vocabulary."""
    found = _named_ids(model)
    yield from ((words, (*loc, *here), word) for words, here, word in found) if loc else found


@kept
def _named_ids(model: BaseModel) -> tuple[tuple[str, Location, str], ...]:
    found: list[tuple[str, Location, str]] = []
    _collect_ids(model, (), found)
    return tuple(found)


def _collect_ids(model: BaseModel, loc: Location, found: list[tuple[str, Location, str]]) -> None:
    for name, words in _fields(type(model)):
        value = getattr(model, name)
        if words:
            found += ((words, here, word) for here, word in _strings(value, (*loc, name)))
        else:
            for here, part in _models(value, (*loc, name)):
                _collect_ids(part, here, found)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    """Return each field of a model, and the vocabulary that its ids are from."""
    extras = {name: info.json_schema_extra for name, info in model.model_fields.items()}
    words = {name: extra.get("x-vocabulary") if isinstance(extra, dict) else None for name, extra in extras.items()}
    return tuple((name, word if isinstance(word, str) else None) for name, word in words.items())


def texts(value: Any, loc: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield `(loc, text)` for every string in a model, ids among them."""
    if isinstance(value, BaseModel):
        found = _texts(value)
        yield from (((*loc, *here), text) for here, text in found) if loc else found
    else:
        collected: list[tuple[Location, str]] = []
        _collect(value, loc, collected)
        yield from collected


@kept
def _texts(model: BaseModel) -> tuple[tuple[Location, str], ...]:
    # All checks together ask for each text a dozen times.
    found: list[tuple[Location, str]] = []
    _collect(model, (), found)
    return tuple(found)


def _collect(value: Any, loc: Location, found: list[tuple[Location, str]]) -> None:
    # A generator in a generator would take twice as long.
    if isinstance(value, str):
        found.append((loc, value))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            _collect(part, (*loc, number), found)
    elif isinstance(value, BaseModel):
        for name in _names(type(value)):
            _collect(getattr(value, name), (*loc, name), found)
    elif isinstance(value, dict):
        for name, part in value.items():
            _collect(part, (*loc, name), found)


@cache
def _names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)


@dataclass(frozen=True)
class UsedText:
    """A text of a record, where in the record it stands, and the mark of its field."""

    loc: Location
    text: str
    use: TextUse


def used_texts(model: BaseModel) -> Iterator[UsedText]:
    """Yield every text of a model whose fields are marked, in the order of the fields."""
    yield from _all_used_texts(model)


@kept
def _all_used_texts(model: BaseModel) -> tuple[UsedText, ...]:
    return tuple(_used_texts(model, ()))


def _used_texts(model: BaseModel, loc: Location) -> Iterator[UsedText]:
    for name, use in text_fields(type(model)):
        value = getattr(model, name)
        yield from _used_parts(value, (*loc, name), use)


def _used_parts(value: Any, loc: Location, use: TextUse | None) -> Iterator[UsedText]:
    """Yield the texts of a field: those of a model in it have marks of their own."""
    if isinstance(value, BaseModel):
        yield from _used_texts(value, loc)
    elif isinstance(value, str) and use:
        yield UsedText(loc, value, use)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _used_parts(part, (*loc, number), use)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _used_parts(part, (*loc, name), use)


@cache
def text_fields(model: type[BaseModel]) -> tuple[tuple[str, TextUse | None], ...]:
    """Return each field of a model that holds texts, with its mark, and each that holds models, with none.

    Raises `TypeError` where a field of it, or of a model in it, holds texts and has no mark: no check would read them.
    """
    found: list[tuple[str, TextUse | None]] = []
    for name, info in model.model_fields.items():
        use = next((mark for mark in info.metadata if isinstance(mark, TextUse)), None)
        parts = [part for part in _types(info.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
        if _holds_text(info.annotation, info.metadata) and not use:
            message = f"`{name}` of {model.__name__} holds texts. Say what they are: Annotated[…, TextUse(…)]."
            raise TypeError(message)
        for part in parts:
            text_fields(part)
        if use or parts:
            found.append((name, use))
    return tuple(found)


def _types(annotation: Any) -> Iterator[Any]:
    """Yield what an annotation is made of, itself first."""
    yield annotation
    for part in get_args(annotation):
        yield from _types(part)


def _holds_text(annotation: Any, metadata: Sequence[Any] = ()) -> bool:
    """Return whether strings that are no ids may stand in a field. The words of a `Literal` are none."""
    if get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
    if annotation is str:
        checks = {mark.func for mark in metadata if isinstance(mark, AfterValidator)}
        return checks.isdisjoint((check_id, check_reference_id))
    return get_origin(annotation) is not Literal and any(map(_holds_text, get_args(annotation)))


def _strings(value: Any, loc: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _strings(part, (*loc, number))
    elif isinstance(value, dict):
        # Of a mapping the ids are its keys: their values say how much.
        for word in value:
            yield (*loc, word), word


def _models(value: Any, loc: Location) -> Iterator[tuple[Location, BaseModel]]:
    if isinstance(value, BaseModel):
        yield loc, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _models(part, (*loc, name))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _models(part, (*loc, number))
