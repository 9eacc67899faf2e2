"""From a model's refusal to a contributor's problem: place, plain words, and a fix.

Built from pydantic's error types, never from its English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from stretchbook.model.base import Model
from stretchbook.model.field_docs import field_docs
from stretchbook.problems import MOST_PROBLEMS, Problem, cut, field_name, suggestion
from stretchbook.text.ids import GivenIds, as_id, as_reference_id, id_rule, reference_id_rule
from stretchbook.text.letters import ID, LONGEST_ID, REFERENCE_ID
from stretchbook.text.source import Location, Source
from stretchbook.text.yaml_diagnosis import missing_space, quoting

M = TypeVar("M", bound=Model)

_SHORT = 60
_MOST_DIGITS = 4
_MANY = 8
_KEY_AND_VALUE = re.compile(r"([a-z_]+):([^\s/:].*)")

NOTHING = frozenset(
    {"none", "no", "nothing", "nil", "na", "n/a", "n.a", "n-a", "not applicable", "not-applicable", "-"}
)
"""What contributors write into a field that has nothing to say, where it is to be left out."""

IdsByName = Mapping[str, Mapping[str, str]]
"""For each vocabulary, the ids of what has a name, by the id that the name itself would make."""


def ids_by_name(entries: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of entries or records by what their names and other names would be as ids."""
    found: dict[str, str] = {}
    for word, entry in entries.items():
        others = getattr(entry, "also_called", ()) or getattr(entry, "also_known_as", ())
        for name in (entry.name, *others):
            if meant := as_id(name):
                found.setdefault(meant, word)
    return found


def unknown_id(word: str, noun: str, file: str, known: Collection[str], named: Mapping[str, str]) -> _Saying:
    """Say that an id is not among the `known` ones of a file; `named` is what `ids_by_name` gives of them."""
    if word in NOTHING:
        return f"`{word}` is no {noun}.", f"Choose from {file}, or leave the field out if it is optional."
    form = REFERENCE_ID if noun == "reference" else ID
    fit = {each for each in known if form.fullmatch(each) and each != "index"}
    meant = named.get(word)
    if meant not in fit:
        meant = suggestion(word, fit)
    return f"`{word}`: no such {noun}.", f"Did you mean `{meant}`?" if meant else f"Choose one from {file}."


_NONE_GIVEN = GivenIds()


def validate(
    model: type[M],
    source: Source,
    loc: Location = (),
    *,
    named: IdsByName | None = None,
    given: GivenIds = _NONE_GIVEN,
) -> M | None:
    """Make a `model` of what `loc` leads to in the source; its faults go into the source's problems.

    With `named`, somebody who wrote a name where an id belongs is told the id. Who wrote what cannot be an id is
    told one, as far as the `given` ones show, that there is or that is free. In a file that has more problems than
    are told already, nothing more is looked at.
    """
    if source.is_full:
        return None
    known = source.models.get((model, loc))
    if isinstance(known, model):
        return known
    data = source.data
    for part in loc:
        data = data[part]
    try:
        made = model.model_validate(data)
    except ValidationError as refusal:
        told = {problem.field for problem in source.problems} - _misjudged(source, loc, refusal)
        faults: dict[str, Problem] = {}
        errors = refusal.errors(include_url=False)[: 4 * MOST_PROBLEMS]
        for error in _without_echoes(model, [_without_branches(source, loc, error) for error in errors]):
            fault = _problem(model, source, loc, error, named or {}, given)
            faults.setdefault(fault.field, fault)
        source.problems += [fault for field, fault in faults.items() if field not in told]
        return None
    source.models[model, loc] = made
    return made


def _misjudged(source: Source, loc: Location, refusal: ValidationError) -> set[str]:
    """Take back that a text runs over several lines where a list or fields belong; return the fields it was said of."""
    fields = {
        field_name((*loc, *_real_parts(source, loc, error["loc"])))
        for error in refusal.errors(include_url=False)[: 4 * MOST_PROBLEMS]
        if error["type"] in ("tuple_type", "model_type", "dict_type")
    }
    taken_back = [problem for field, problem in source.runaways.items() if field in fields]
    source.problems[:] = [problem for problem in source.problems if problem not in taken_back]
    return {problem.field for problem in taken_back}


def _without_branches(source: Source, above: Location, error: ErrorDetails) -> ErrorDetails:
    """Return an error whose place has no names of a union's branches in it."""
    *parts, last = error["loc"] or (None,)
    if last is None:
        return error
    real = _real_parts(source, above, tuple(parts))
    is_real = error["type"] in _OF_NO_VALUE or last == "[key]"
    return {**error, "loc": (*real, last) if is_real else _real_parts(source, above, (*real, last))}


_OF_NO_VALUE = ("extra_forbidden", "missing")
"""Errors of a field of which nothing, or nothing that was looked at, is in the file."""


def _without_echoes(model: type[Model], errors: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield the errors without those that only follow from another one.

    A misspelt field is missing too, and a list is too short without its items that are at fault.
    """
    misspelt = {
        (*error["loc"][:-1], _meant_field(model, error["loc"]))
        for error in errors
        if error["type"] == "extra_forbidden"
    }
    for error in errors:
        is_echo = error["type"] == "missing" and error["loc"] in misspelt
        if error["type"] == "too_short":
            is_echo = len(error["input"]) >= error["ctx"]["min_length"]
        if not is_echo:
            yield error


def _problem(
    model: type[Model], source: Source, loc: Location, error: ErrorDetails, named: IdsByName, given: GivenIds
) -> Problem:
    kind = error["type"]
    if kind in _OF_NO_VALUE:
        say_so = _unknown_field if kind == "extra_forbidden" else _missing_field
        return say_so(model, source, loc, error["loc"])
    inner = _real_parts(source, loc, error["loc"])
    field = _field_at(model, inner)
    context = {
        **(error.get("ctx") or {}),
        "input": error["input"],
        "or_remove": _or_remove(model, inner),
        "is_optional": bool(field and not field.is_required()),
        "meant": _named_id(field, error["input"], named),
        "vocabulary": _vocabulary_of(field),
        "given": given,
        "is_item": bool(inner) and isinstance(inner[-1], int),
        "written": source.written((*loc, *inner)),
        "fields": _fields_of(model, inner),
    }
    if isinstance(context.get("text"), str):
        context["text"] = cut(context["text"])
    full = (*loc, *inner, *(part.format(**context) for part in _POINTS_AT.get(kind, ())))
    say = _nothing if _says_nothing(context, kind) else _SAYINGS.get(kind)
    if say is None:
        return source.problem(full, f"is not right ({kind}).", "Compare it with another record.")
    place = source.keys.get(full) if error["loc"][-1:] == ("[key]",) else None
    if kind in ("bone_place", "far_off", "point"):
        place = source.place_of_letter(full, str(context["text"]))
    if kind == "unseen":
        place = source.place_of_letter(full, chr(int(context["code"].removeprefix("U+"), 16)))
    return source.problem(full, *say(context), place=place)


def _real_parts(source: Source, above: Location, given: Location) -> Location:
    """Return the parts of `given` that are keys or item numbers, without pydantic's names for a union's branches."""
    real: Location = ()
    for part in given:
        here = (*above, *real, part)
        if here in source.places or here in source.keys:
            real = (*real, part)
    return real


def _or_remove(model: type[Model], inner: Location) -> str:
    """Return the end of a fix for something empty: whether it may as well be removed."""
    owner = _model_at(model, inner[:-1]) if inner else None
    field = owner.model_fields.get(str(inner[-1])) if owner else None
    return "" if field and field.is_required() else ", or remove it"


def _field_at(model: type[Model], inner: Location) -> FieldInfo | None:
    """Return the field that `inner` leads to, or the one in whose list or mapping it leads to an item."""
    while inner and isinstance(inner[-1], int):
        inner = inner[:-1]
    owner = _model_at(model, inner[:-1]) if inner else None
    if owner is None and len(inner) > 1:
        return _field_at(model, inner[:-1])
    return owner.model_fields.get(str(inner[-1])) if owner else None


def _vocabulary_of(field: FieldInfo | None) -> str | None:
    """Return the vocabulary from which a field takes its ids; None for a field that gives an id of its own."""
    extra = field.json_schema_extra if field else None
    vocabulary = extra.get("x-vocabulary") if isinstance(extra, dict) else None
    return vocabulary if isinstance(vocabulary, str) else None


def _named_id(field: FieldInfo | None, text: Any, named: IdsByName) -> str | None:
    """Return the id of what somebody wrote by its name."""
    word = as_id(text) if isinstance(text, str) else None
    names = named.get(str(_vocabulary_of(field)), {})
    return (names.get(word) or suggestion(word, names.values())) if word else None


def _says_nothing(context: _Context, kind: str) -> bool:
    """Return whether an optional field says in words that there is nothing to say."""
    text = context["input"]
    is_word = isinstance(text, str) and text.strip().lower().rstrip(".") in NOTHING
    return is_word and context["is_optional"] and kind in ("tuple_type", "placeholder", "id", "model_type")


def _nothing(context: _Context) -> _Saying:
    return f"says `{context['input'].strip()}`.", "Leave the field out where there is nothing to say."


def _model_at(model: type[Model], loc: Location) -> type[Model] | None:
    """Return the model of the mapping that `loc` leads to."""
    current: Any = model
    for part in loc:
        found = model_in(current)
        if found is None:
            return None
        current = found if isinstance(part, int) else getattr(found.model_fields.get(part), "annotation", None)
    return model_in(current)


def model_in(annotation: Any) -> type[Model] | None:
    """Return the model that a field's annotation holds, be it in a list or optional; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Model) else None
    if get_origin(annotation) in (Annotated, tuple, dict, Union, UnionType):
        for part in get_args(annotation):
            if found := model_in(part):
                return found
    return None


def _fields_of(model: type[Model], inner: Location) -> dict[str, FieldInfo]:
    """Return the fields of what `inner` leads to; none where it is no mapping."""
    owner = _model_at(model, inner)
    return owner.model_fields if owner else {}


def _noun(model: type[Model]) -> str:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip()
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _unknown_field(model: type[Model], source: Source, loc: Location, inner: Location) -> Problem:
    owner = _model_at(model, inner[:-1])
    known = list(owner.model_fields) if owner else []
    meant = _meant_field(model, inner)
    if (*loc, *inner[:-1], meant) in source.keys:
        meant = None
        known = [name for name in known if (*loc, *inner[:-1], name) not in source.keys]
    part = next((part for part in reversed(inner[:-1]) if isinstance(part, str)), None)
    message = f"is not a field of {f'`{part}`' if part else _noun(model)}."
    full = (*loc, *inner)
    fix = (
        f"Did you mean `{meant}`?"
        if meant
        else f"Remove it, or use one of: {', '.join(known)}."
        if known
        else "Remove it."
    )
    return source.problem(full, message, fix, place=source.keys.get(full))


def _meant_field(model: type[Model], inner: Location) -> str | None:
    """Return the field that a misspelt one was meant to be."""
    owner = _model_at(model, inner[:-1])
    return suggestion(str(inner[-1]).replace("-", "_"), owner.model_fields) if owner else None


def _missing_field(model: type[Model], source: Source, loc: Location, inner: Location) -> Problem:
    owner = _model_at(model, inner[:-1])
    described = " ".join(field_docs(owner).get(str(inner[-1]), "").split()) if owner else None
    fix = f"Add it: {_lower_first(described)}" if described else "Add it."
    return source.problem((*loc, *inner), "is missing.", fix)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


_Saying = tuple[str, str]
_Context = Mapping[str, Any]


def _kind_of(value: Any) -> str:
    names = {str: "text", bool: "true or false", int: "a number", float: "a decimal number",
             dict: "a set of fields", tuple: "a list", type(None): "empty"}  # fmt: skip
    return names.get(type(value), "something else")


def _wants_text(context: _Context) -> _Saying:
    kind = _kind_of(context["input"])
    if kind == "empty":
        return "is empty.", f"Write the text{context['or_remove']}."
    if kind == "a set of fields":
        return "must be text, but its colon makes it a field.", quoting(context["written"])
    fix = quoting(context["written"]) if kind == "a list" else "Put it in quotes."
    if kind == "a list" and context["written"].startswith("- "):
        one = "Remove one of its two hyphens." if context["is_item"] else "Remove the hyphen on the line below."
        fix = one if len(context["input"]) == 1 else "Join its items to one text."
    return f"must be text, but is {kind}.", fix


def _wants_list(context: _Context) -> _Saying:
    if context["input"] is None:
        return "is empty.", f"Write at least one item{context['or_remove']}."
    return f"must be a list, but is {_kind_of(context['input'])}.", "Write one item a line, each after `- `."


def _wants_fields(context: _Context) -> _Saying:
    if context["input"] is None:
        return "is empty.", f"Fill in its fields, indented below it{context['or_remove']}."
    kind, fields = _kind_of(context["input"]), context["fields"]
    written = _KEY_AND_VALUE.fullmatch(context["written"])
    if kind == "text" and written:
        return missing_space(written[1], written[2])
    needed = [name for name, field in fields.items() if field.is_required()]
    if kind == "text" and len(needed) == 1 and len(context["input"]) < _SHORT:
        fix = f"Write `{needed[0]}: {context['input']}`."
    elif len(fields) > _MANY:
        fix = "Compare it with another record."
    elif fields:
        fix = f"Write fields below it, each as `name: value`: {', '.join(needed or fields)}."
    else:
        fix = "Write `name: value` below it, for each on a line of its own."
    return f"must have fields with names, but is {kind}.", fix


def _not_one_of(context: _Context) -> _Saying:
    words = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
    if not isinstance(context["input"], str):
        is_list = isinstance(context["input"], tuple)
        return f"must be one of {', '.join(words)}.", "Write one, without brackets." if is_list else "Choose one."
    meant = suggestion(context["input"], words)
    fix = f"Did you mean `{meant}`?" if meant else f"Choose one of: {', '.join(words)}."
    return f"`{cut(context['input'])}` is not a word for this field.", fix


def _too_few(context: _Context) -> _Saying:
    least = context["min_length"]
    if least == 1:
        return "is empty.", "Write at least one item."
    return f"has {context['actual_length']} of at least {least} items.", "Add what is missing."


def _too_many(context: _Context) -> _Saying:
    if isinstance(context["input"], str):
        return f"is longer than {context['max_length']} letters.", "Say it shorter."
    return f"has {context['actual_length']} items; {context['max_length']} is the most.", "Shorten the list."


def _not_an_id(context: _Context) -> _Saying:
    if context["meant"]:
        return f"`{context['text']}` is a name, not an id.", f"Did you mean `{context['meant']}`?"
    given, vocabulary = context["given"], context["vocabulary"]
    message = f"`{cut(context['input'])}` is not an id."
    if vocabulary is None:
        return message, id_rule(context["input"], given.free(context["input"]))
    meant = as_id(context["input"])
    known = given.by_vocabulary.get(vocabulary, ())
    if known and meant not in known:
        near = suggestion(meant or context["input"], known)
        return message, f"Did you mean `{near}`?" if near else f"Choose one from {file_of(vocabulary)}."
    return message, id_rule(context["input"], meant)


def file_of(vocabulary: str) -> str:
    """Return where the ids of a vocabulary are given, as contributors know it."""
    return {"stretches": "stretches/", "references": "references.json"}.get(vocabulary, f"{vocabulary}.yml")


def _not_a_reference_id(context: _Context) -> _Saying:
    message = f"`{context['text']}` is not the id of a reference."
    known = context["given"].references
    near = suggestion(as_reference_id(context["input"]) or context["input"], known)
    if known:
        return message, f"Did you mean `{near}`?" if near else "Choose one from references.json."
    return message, reference_id_rule(context["input"])


def _not_a_range(context: _Context) -> _Saying:
    """Say that a number is not whole, or not two in order; propose what was meant where that is plain."""
    value = context["input"]
    said = [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else []
    plain = all(isinstance(part, str | int) and not re.search(r"\d[.,:]\d|^\s*-", str(part)) for part in said)
    numbers = sorted(
        {int(digits) for part in said for digits in re.findall(r"\d+", str(part)) if len(digits) <= _MOST_DIGITS}
    )
    fix = "Write 30, or [20, 30]."
    if plain and len(numbers) in (1, 2):
        fix = f"Write {numbers[0]}." if len(numbers) == 1 else f"Write {numbers}."
    return "must be a whole number, or two in a list, the smaller first.", fix


def _not_short_enough(context: _Context) -> _Saying:
    most = context["max_length"]
    return f"is longer than {most} letters.", "Choose a shorter id." if most == LONGEST_ID else "Say it shorter."


def _fixed(message: str, fix: str) -> Callable[[_Context], _Saying]:
    def say(context: _Context) -> _Saying:
        return message.format(**context), fix.format(**context)

    return say


_POINTS_AT: dict[str, tuple[str, ...]] = {
    "dose_twice": ("duration",),
    "dose_zero": ("{field}",),
    "editorial": ("editorial", "{field}"),
    "review_dates": ("next",),
    "review_too_long": ("next",),
    "verdict_unsourced": ("verdict",),
}
"""For what a whole mapping is refused for: the field in it that is at fault."""

_SAYINGS: dict[str, Callable[[_Context], _Saying]] = {
    "string_type": _wants_text,
    "tuple_type": _wants_list,
    "model_type": _wants_fields,
    "dict_type": _wants_fields,
    "literal_error": _not_one_of,
    "too_short": _too_few,
    "too_long": _too_many,
    "string_too_long": _not_short_enough,
    "string_too_short": _fixed("is shorter than {min_length} letters.", "Write it out."),
    "int_type": _fixed("must be a whole number.", "Write digits only, such as 30."),
    "float_type": _fixed("must be a number.", "Write digits only, such as 30 or -12.5."),
    "float_parsing": _fixed("must be a number.", "Write digits only, such as 30 or -12.5."),
    "bool_type": _fixed("is neither true nor false.", "Write one of the two, without quotes."),
    "greater_than_equal": _fixed("must be at least {ge:g}.", "Write a larger number."),
    "less_than_equal": _fixed("must be at most {le:g}.", "Write a smaller number."),
    "empty_text": _fixed("is empty.", "Write the text{or_remove}."),
    "placeholder": _fixed("`{text}` tells a reader nothing.", "Write what is true of this record."),
    "template": _fixed("holds a template sign (`{text}`).", "Use plain text."),
    "html": _fixed("holds HTML (`{text}`).", "Use plain text; for emphasis write *word*."),
    "include": _fixed("holds an include sign (`{text}`).", "Use plain text."),
    "unseen": _fixed("holds a character that cannot be seen ({code}).", "Remove it, or use a plain space or line."),
    "stars": _fixed("has two stars in a word (`{text}`).", "Leave one, or write each form as a phrase of its own."),
    "name": _fixed("`{text}` does not belong in a name.", "Use letters, digits, spaces and ’ ' ( ) , . / & + -."),
    "id": _not_an_id,
    "reference_id": _not_a_reference_id,
    "range": _not_a_range,
    "date": _fixed("is not a date.", "Write it as 2026-03-31."),
    "dose_twice": _fixed("stands beside holds or repeats.", "Keep one way of dosing."),
    "dose_missing": _fixed("does not say how much.", "Give `hold` or `move` with `repeats`, or a `duration`."),
    "dose_zero": _fixed("is 0.", "Write a number from 1 up, or leave the field out."),
    "editorial": _fixed("explains a number that the dose does not have.", "Give the number, or remove the reason."),
    "review_dates": _fixed("is not after `on`.", "Correct the dates."),
    "review_too_long": _fixed(
        "is more than {years} years after `on`.", "Write an earlier day: by then it has to be read again."
    ),
    "text_digest": _fixed(
        "is not the digest of a text: 64 letters from a to f and digits.",
        "Copy the one that `stretchbook explain` prints for what was read.",
    ),
    "register": _fixed("{why}", "Write the address of the register, with https:// before it."),
    "bone_place": _fixed(
        "`{text}` is not a place on a bone.", "Write at least two, such as `spine -9,2,47; shoulder -5,-5,2`."
    ),
    "point": _fixed("`{text}` is not a point.", "Write `x,y` in centimetres, points with spaces between them."),
    "far_off": _fixed("`{text}` is more than {most} cm off.", "Write centimetres, such as 12.5."),
    "too_many_points": _fixed("has {count} points; {most} is the most.", "Leave out some: the line is smooth between."),
    "too_few_points": _fixed("has {count} points; {least} is the least.", "Add points."),
    "verdict_unsourced": _fixed(
        "is a verdict, and nothing is cited.", "Cite a source in `answer`, or write `untested` or `no-source`."
    ),
    "without_degrees": _fixed(
        "must say how much there is of each movement.",
        "Write each on a line of its own, below `movements:`, with follows, easy, end or loaded: `the-movement: easy`.",
    ),
    "wire_empty": _fixed("has no words.", "Give `words`, or with `like` the entry whose words these are too."),
    "pose_limit_asks": _fixed("must ask for movements or for demands, and not for both.", "Make an entry of each."),
    "pose_limit_number": _fixed(
        "must say from which number on a demand has to be declared; what is or is not, and movements, have none here.",
        "Add `at_least`, or remove it.",
    ),
    "pose_limit_degrees": _fixed(
        "must say from which number on the movement has to be declared.", "Add a degree: `easy: 20`."
    ),
    "then_without_until": _fixed(
        "says `then`, but not how long the answer before it holds.", "Add `until`, or remove `then`."
    ),
    "then_not_milder": _fixed(
        "has a `then` that is not milder than its `action`.",
        "Write a milder `then`, or remove `until` and `then`: without a time the action holds for good.",
    ),
    "when_empty": _fixed("fits every record.", "Name the movements, positions, equipment or demands it is for."),
}
