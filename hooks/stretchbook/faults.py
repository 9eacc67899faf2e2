"""From a model's refusal to a contributor's problem: place, plain words, and a mend.

Built from pydantic's error types, never from its English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stretchbook.model.base import Model
from stretchbook.problems import Problem, suggestion
from stretchbook.source import Source, Way

M = TypeVar("M", bound=Model)


def validate(model: type[M], source: Source, way: Way = ()) -> M | None:
    """Make a `model` of what `way` leads to in the source; its faults go into the source's problems."""
    data = source.data
    for part in way:
        data = data[part]
    try:
        return model.model_validate(data)
    except ValidationError as refusal:
        told = {(problem.line, problem.column) for problem in source.problems}
        faults = [_problem(model, source, way, error) for error in refusal.errors(include_url=False)]
        source.problems += [fault for fault in faults if (fault.line, fault.column) not in told]
        return None


def _problem(model: type[Model], source: Source, way: Way, error: ErrorDetails) -> Problem:
    inner = tuple(part for part in error["loc"] if part in _real_parts(source, way, error["loc"]))
    full = (*way, *inner)
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_field(model, source, way, inner)
    if kind == "missing":
        return _missing_field(model, source, way, inner)
    context: Mapping[str, Any] = error.get("ctx") or {}
    say = _SAYINGS.get(kind)
    if say is None:
        return source.problem(full, f"is not right ({kind}).", "Compare it with another record.")
    wrong, mend = say({**context, "input": error["input"]})
    return source.problem(full, wrong, mend, place=source.places.get(full))


def _real_parts(source: Source, way: Way, loc: tuple[str | int, ...]) -> list[str | int]:
    """Give the parts of `loc` that are keys or item numbers, without pydantic's names for a union's branches."""
    real: list[str | int] = []
    for part in loc:
        here = (*way, *real, part)
        if here in source.places or here in source.keys or part == loc[-1]:
            real.append(part)
    return real


def _model_at(model: type[Model], way: Way) -> type[Model] | None:
    """Give the model of the mapping that `way` leads to."""
    current: Any = model
    for part in way:
        found = model_in(current)
        if found is None:
            return None
        current = found if isinstance(part, int) else getattr(found.model_fields.get(part), "annotation", None)
    return model_in(current)


def model_in(annotation: Any) -> type[Model] | None:
    """Give the model that a field's annotation holds, be it in a list or optional; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Model) else None
    if get_origin(annotation) in (tuple, dict, Union, UnionType):
        for part in get_args(annotation):
            if found := model_in(part):
                return found
    return None


def _noun(model: type[Model]) -> str:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _unknown_field(model: type[Model], source: Source, way: Way, inner: Way) -> Problem:
    owner = _model_at(model, inner[:-1])
    name = str(inner[-1])
    known = list(owner.model_fields) if owner else []
    meant = suggestion(name.replace("-", "_"), known)
    wrong = f"is no field of {_noun(owner)}." if owner else "is not expected here."
    mend = f"Did you mean `{meant}`?" if meant else f"Remove it, or use one of: {', '.join(known)}."
    return source.problem((*way, *inner), wrong, mend)


def _missing_field(model: type[Model], source: Source, way: Way, inner: Way) -> Problem:
    owner = _model_at(model, inner[:-1])
    described = owner.model_fields[str(inner[-1])].description if owner else None
    mend = f"Add it: {_lower_first(described)}" if described else "Add it."
    return source.problem((*way, *inner), "is missing.", mend)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


_Saying = tuple[str, str]
_Context = Mapping[str, Any]


def _kind_of(value: Any) -> str:
    names = {str: "text", bool: "true or false", int: "a number", float: "a decimal number",
             dict: "fields with names", tuple: "a list", type(None): "empty"}  # fmt: skip
    return names.get(type(value), "something else")


def _wants_text(context: _Context) -> _Saying:
    kind = _kind_of(context["input"])
    if kind == "empty":
        return "is empty.", "Write the text, or remove the field."
    if kind == "fields with names":
        return "must be text, but its colon makes it a field.", "Put the whole text in quotes."
    mend = "Put it in quotes." if kind in ("a number", "a decimal number", "true or false") else "Write plain text."
    return f"must be text, but is {kind}.", mend


def _wants_list(context: _Context) -> _Saying:
    if context["input"] is None:
        return "is empty.", "Write at least one item, or remove the field."
    return f"must be a list, but is {_kind_of(context['input'])}.", "Write one item a line, each after `- `."


def _wants_fields(context: _Context) -> _Saying:
    if context["input"] is None:
        return "is empty.", "Fill in its fields, or remove it."
    return f"must have fields with names, but is {_kind_of(context['input'])}.", "Compare it with another record."


def _not_one_of(context: _Context) -> _Saying:
    words = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
    if not isinstance(context["input"], str):
        return f"must be one of {', '.join(words)}.", "Choose one."
    meant = suggestion(context["input"], words)
    mend = f"Did you mean `{meant}`?" if meant else f"Choose one of: {', '.join(words)}."
    return f"`{context['input']}` is not a word for this field.", mend


def _too_few(context: _Context) -> _Saying:
    least = context["min_length"]
    if least == 1:
        return "is empty.", "Write at least one item."
    return f"has {context['actual_length']} of at least {least} items.", "Add what is missing."


def _fixed(wrong: str, mend: str) -> Callable[[_Context], _Saying]:
    def say(context: _Context) -> _Saying:
        return wrong.format(**context), mend.format(**context)

    return say


_SAYINGS: dict[str, Callable[[_Context], _Saying]] = {
    "string_type": _wants_text,
    "tuple_type": _wants_list,
    "model_type": _wants_fields,
    "model_attributes_type": _wants_fields,
    "dict_type": _wants_fields,
    "literal_error": _not_one_of,
    "too_short": _too_few,
    "too_long": _fixed("has {actual_length} items; {max_length} is the most.", "Shorten the list."),
    "string_too_long": _fixed("is longer than {max_length} letters.", "Say it shorter, or in two items."),
    "string_too_short": _fixed("is shorter than {min_length} letters.", "Write it out."),
    "int_type": _fixed("must be a whole number.", "Write digits only, such as 30."),
    "bool_type": _fixed("must be true or false.", "Write true or false."),
    "greater_than_equal": _fixed("must be at least {ge}.", "Write a larger number."),
    "less_than_equal": _fixed("must be at most {le}.", "Write a smaller number."),
    "empty_text": _fixed("is empty.", "Write the text, or remove the field."),
    "placeholder": _fixed("`{text}` tells a reader nothing.", "Write what is true of this record."),
    "template": _fixed("holds a template sign (`{text}`).", "Use plain text."),
    "html": _fixed("holds HTML (`{text}`).", "Use plain text; for emphasis write *word*."),
    "include": _fixed("holds an include sign (`{text}`).", "Use plain text."),
    "unseen": _fixed("holds a character that cannot be seen ({code}).", "Remove it, or use a plain space or line."),
    "name": _fixed("`{text}` does not belong in a name.", "Use letters, digits, spaces and simple signs."),
    "id": _fixed("`{text}` is not an id.", "Use small letters and digits, words joined by hyphens: cat-cow."),
    "reference_id": _fixed("`{text}` is not the id of a reference.", "Use letters, digits, `-` and `_`."),
    "range": _fixed("must be a whole number, or two in a list, the smaller first.", "Write 30, or [20, 30]."),
    "date": _fixed("is not a date.", "Write it as 2026-03-31."),
    "dose_twice": _fixed("has a duration beside holds or repeats.", "Keep one way of dosing."),
    "dose_missing": _fixed("does not say how much.", "Give `hold` or `move` with `repeats`, or a `duration`."),
    "dose_zero": _fixed("`{field}` is 0.", "Write a number from 1 up, or leave the field out."),
    "editorial": _fixed("explains `{field}`, which the dose does not have.", "Give the number, or remove the reason."),
    "review_missing": _fixed(
        "is reviewed, but does not say by whom, when and until when.", "Add `by`, `on` and `next`."
    ),
    "review_unstated": _fixed(
        "names a reviewer or a date, but is not reviewed.", "Set `state: reviewed`, or remove them."
    ),
    "review_dates": _fixed("`next` is not after `on`.", "Correct the dates."),
    "when_empty": _fixed("fits every record.", "Name the movements, positions, equipment or demands it is for."),
}
