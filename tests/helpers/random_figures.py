"""Figures that the model accepts and nobody thought of: drawn from the model's own fields and limits."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from stretchbook.model.figure import OPPOSITES, Figure, Frame
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.body.postures import posture
from stretchbook.poses.body.sides import LEANS_ON, ON_OTHER_ARM

from helpers.figure_cases import SITES

_WORDS = {"alternative": "A person who stretches", "marked": None}
"""Fields of free words: what a figure shows does not go by them."""
_SHARE = {"frames": 1.0, "base": 1.0, "view": 1.0, "steps": 1.0, "pose": 0.9}
"""How often a field is given, if not in every other case as the others are."""


def random_words(number: int) -> dict[str, Any]:
    """Return the figure of a number as a record would say it: the same each time, and as odd as the model allows."""
    chance = Random(number)  # noqa: S311 nobody has to be unable to guess it
    return _model(Figure, chance, least=chance.choice((0.05, 0.15, 0.3, 0.6)))


def random_figure(number: int) -> Figure:
    """Return the figure of a number without what is refused from the words alone, such as a joint bent both ways."""
    data = random_words(number)
    _make_fit(data, Random(number))  # noqa: S311
    return Figure.model_validate(data, strict=False)


def _model(model: type[BaseModel], chance: Random, least: float) -> dict[str, Any]:
    """Return values for some of a model's fields; `least` is how often one is given that may be left out."""
    data = {}
    for name, info in model.model_fields.items():
        share = 1.0 if info.is_required() else _SHARE.get(name, least)
        if name not in _WORDS and chance.random() < share:
            data[name] = _value(info.annotation, info.metadata, chance, least)
    return data


def _value(kind: Any, limits: list[Any], chance: Random, least: float) -> Any:
    """Return a value of an annotated type."""
    origin = get_origin(kind)
    if origin is Annotated:
        kind, *more = get_args(kind)
        limits = [*limits, *(part for each in more for part in getattr(each, "metadata", [each]))]
        return _value(kind, limits, chance, least)
    if origin in (Union, UnionType):
        return _value(chance.choice([each for each in get_args(kind) if each is not NoneType]), limits, chance, least)
    if origin is Literal:
        return chance.choice(get_args(kind))
    if origin is tuple:
        return _several(get_args(kind), limits, chance, least)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind, chance, least)
    return chance.random() < 0.3 if kind is bool else _number(kind, limits, chance)


def _several(kinds: tuple[Any, ...], limits: list[Any], chance: Random, least: float) -> list[Any]:
    if kinds[-1] is not Ellipsis:
        return [_value(each, [], chance, least) for each in kinds]
    fewest, most = (_limit(limits, name, default) for name, default in (("min_length", 0), ("max_length", 3)))
    return [_value(kinds[0], [], chance, least) for _ in range(chance.randint(fewest, min(most, 3)))]


def _limit(limits: list[Any], name: str, default: Any) -> Any:
    found = [value for each in limits if (value := getattr(each, name, None)) is not None]
    return max(found) if found and name.startswith(("ge", "min")) else min(found, default=default)


def _number(kind: type, limits: list[Any], chance: Random) -> float:
    """Return a number: at its limits, at a right angle, next to nothing, or any."""
    low, high = _limit(limits, "ge", 0), _limit(limits, "le", 1)
    if kind is int:
        return chance.randint(low, min(high, 3))
    odd = [each for each in (0.0, 1e-9, 1e-16, 45.0, 90.0, -90.0, 179.999) if low <= each <= high]
    found: float = chance.choice([low, high, *odd, *(round(chance.uniform(low, high), 1) for _ in range(6))])
    return found


def _make_fit(data: dict[str, Any], chance: Random) -> None:
    """Take out what is refused from the words alone."""
    for number, frame in enumerate(data["frames"]):
        if not number:
            frame.pop("arrows", None)
        pose = frame.get("pose", {})
        _one_way(pose, chance)
        for name in ("hands", "left_hand", "right_hand"):
            if name in pose:
                _lay(pose[name], chance, may_stay=bool(number) and _touched(data, number - 1))
        _let_one_go(pose)
        if not any(prop["thing"] in ("roller-across", "towel-roll") for prop in data.get("props", ())):
            frame.pop("level", None)


def _one_way(part: Mapping[str, Any], chance: Random) -> None:
    for pair in OPPOSITES:
        if all(part.get(name) for name in pair) and isinstance(part, dict):
            del part[chance.choice(pair)]
    for value in part.values():
        if isinstance(value, Mapping):
            _one_way(value, chance)


def _touched(data: dict[str, Any], number: int) -> bool:
    """Return whether both hands touch something in a frame."""
    frame = Frame.model_validate(data["frames"][number], strict=False)
    return all(posture(data["base"], frame.pose).hands.values())


def _let_one_go(pose: dict[str, Any]) -> None:
    """Where both hands hold the other arm, neither could have a place."""
    held = [pose.get(name, pose.get("hands", {})).get("at") for name in ("left_hand", "right_hand")]
    if all(at in ON_OTHER_ARM for at in held):
        pose["right_hand"] = {"at": "chest"}


def _lay(hand: dict[str, Any], chance: Random, *, may_stay: bool) -> None:
    if hand["at"] == "stay" and not may_stay:
        hand["at"] = chance.choice(LEANS_ON)
    if hand.get("lies", "hand") != "hand":
        if hand["at"] not in (*LEANS_ON, "stay"):
            hand["at"] = chance.choice(LEANS_ON)
        for name in ("palm_up", "fingertips", "elbow"):
            hand.pop(name, None)


def random_sites(number: int, of: Figure) -> list[list[MuscleSite]]:
    """Return the muscles that each frame marks."""
    chance = Random(number)  # noqa: S311
    known = [SITES[name] for name in sorted(SITES)]
    return [chance.sample(known, chance.randint(0, 3)) for _ in of.frames]
