"""Pictures of the words themselves, for the guide: every base posture, contact, thing, view and person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from stretchbook.model.figure import Base, Figure, HandTarget, Thing
from stretchbook.poses.description import describe
from stretchbook.render.figures.figure_cache import Order


def _figure(**said: Any) -> Figure:
    return Figure.model_validate({"view": (35, 8), "frames": ({"steps": (1,)},), **said}, strict=False)


def _posed(base: str, view: tuple[float, float], pose: Mapping[str, Any], **said: Any) -> Figure:
    return _figure(base=base, view=view, frames=({"steps": (1,), "pose": pose},), **said)


_CHAIR = {"props": ({"thing": "chair"},)}
_BASE_VIEWS: Mapping[str, tuple[float, float]] = {
    "standing": (30, 6),
    "sitting": (35, 8),
    "side-lying-left": (-22, 32),
    "side-lying-right": (22, 32),
}
_SIDE, _BEHIND = (78, 12), (125, 10)

_CONTACT_POSTURES: Mapping[str, tuple[str, tuple[float, float], Mapping[str, Any], tuple[str, ...]]] = {
    "floor": ("all-fours", (-60, 12), {}, ()),
    "table": ("sitting", (-45, 14), {}, ("chair", "table")),
    "wall": ("standing", _BEHIND, {"right_hand": {"at": "wall"}}, ("wall-in-front",)),
    "door-frame": ("standing", _BEHIND, {"right_hand": {"at": "door-frame"}}, ("doorway",)),
    "corner": ("standing", _BEHIND, {"right_hand": {"at": "corner"}}, ("corner",)),
    "shin": ("sitting", (-50, 10), {"pelvis": {"tip_forward": 30}, "thoracic": {"flex": 20}}, ("chair",)),
    "other-knee": ("sitting", (20, 12), {"pelvis": {"tip_forward": 16}, "thoracic": {"turn_right": 20}}, ("chair",)),
    "other-wrist": ("sitting", (20, 10), {"right_hand": {"at": "belly"}}, ("chair",)),
    "other-hand": ("sitting", (20, 10), {"right_hand": {"at": "chest", "ahead": 10}}, ("chair",)),
}
"""Where not everything can be seen of somebody who sits, or not be reached: base, view, pose and things."""
_THING_POSTURES: Mapping[str, tuple[str, tuple[float, float], dict[str, Any]]] = {
    "chair": ("sitting", (35, 8), {}),
    "stool": ("sitting", (35, 8), {}),
    "wall-in-front": ("standing", _BEHIND, {"hands": {"at": "wall"}}),
    "wall-right": ("standing", (-30, 6), {}),
    "table": ("standing", (60, 8), {"pelvis": {"tip_forward": 70}, "hands": {"at": "table", "ahead": -6}}),
    "bench": ("kneeling", (60, 8), {"hands": {"at": "chest"}}),
    "doorway": ("standing", _BEHIND, {"hands": {"at": "door-frame"}}),
    "corner": ("standing", _BEHIND, {"hands": {"at": "corner"}}),
    "roller-across": (
        "supine-knees-bent",
        (84, 9),
        {"hands": {"at": "back-of-head"}, "lumbar": {"flex": 10}, "thoracic": {"extend": 30}},
    ),
    "roller-along": ("supine-knees-bent", _SIDE, {}),
    "towel-roll": ("supine-knees-bent", (84, 9), {"lumbar": {"flex": 6}, "thoracic": {"extend": 24}}),
    "folded-towel": ("supine-knees-bent", _SIDE, {}),
    "pillow": ("side-lying-right", (-22, 32), {}),
    "mat": ("all-fours", _SIDE, {}),
    "towel-held": ("standing", (30, 6), {"arms": {"shoulder": {"flex": 60}, "elbow": 20}}),
    "dumbbells": ("standing", (30, 6), {}),
}


def _bases() -> Iterator[tuple[str, Figure]]:
    for base in get_args(Base):
        yield base, _figure(base=base, view=_BASE_VIEWS.get(base, _SIDE), **(_CHAIR if base == "sitting" else {}))


def _contacts() -> Iterator[tuple[str, Figure]]:
    for target in get_args(HandTarget):
        if target != "stay":
            base, view, pose, things = _CONTACT_POSTURES.get(target, ("sitting", (-35, 10), {}, ("chair",)))
            props = tuple({"thing": thing} for thing in things)
            yield target, _posed(base, view, {**pose, "left_hand": {"at": target}}, props=props)


_ARMS: Mapping[str, tuple[str, tuple[float, float], Mapping[str, Any], tuple[str, ...]]] = {
    "hands: {at: floor, lies: forearm}": (
        "all-fours", _SIDE, {"pelvis": {"bow_until": {"part": "left shoulder", "height": 31}},
                             "hands": {"at": "floor", "lies": "forearm"}}, (),
    ),
    "hands: {at: bench, lies: elbow, ahead: 9}": (
        "kneeling", (70, 12), {"pelvis": {"tip_forward": 65}, "neck": {"flex": 22},
                               "hands": {"at": "bench", "lies": "elbow", "ahead": 9}}, ("bench",),
    ),
    "left_hand: {at: thigh, lies: forearm, turn_in: 60}": (
        "sitting", (-30, 14), {"pelvis": {"tip_forward": 46}, "thoracic": {"flex": 10},
                               "left_hand": {"at": "thigh", "lies": "forearm", "turn_in": 60}}, ("chair",),
    ),
    "right_hand: {at: floor, ahead: -25, turn_in: 180, fingertips: true}": (
        "floor-sitting", (60, 14), {"right_blade": {"lower": 8}, "right_hand": {
            "at": "floor", "ahead": -25, "out": 3, "turn_in": 180, "fingertips": True}}, (),
    ),
}  # fmt: skip
"""What else of an arm may lie somewhere: base, view, pose and things."""


def _arms() -> Iterator[tuple[str, Figure]]:
    for words, (base, view, pose, things) in _ARMS.items():
        yield words, _posed(base, view, pose, props=tuple({"thing": thing} for thing in things))


def _frames() -> Iterator[tuple[str, Figure]]:
    """What a picture may say of itself alone."""
    over_roller = {"hands": {"at": "back-of-head"}, "lumbar": {"flex": 10}, "thoracic": {"extend": 24}}
    roller = {"base": "supine-knees-bent", "view": (84, 9), "props": ({"thing": "roller-across"},)}
    for level in (34, 46):
        yield f"level: {level}", _figure(**roller, frames=({"steps": (1,), "pose": over_roller, "level": level},))
    for side in ("left", "right"):
        yield (
            f"side: {side}",
            _figure(base="standing", view=(170, 8), crop="waist", frames=({"steps": (1,), "side": side},)),
        )
    yield (
        "view: [90, 8]",
        _figure(base="standing", view=(170, 8), crop="waist", frames=({"steps": (1,), "view": (90, 8)},)),
    )
    yield "through: true", _figure(base="standing", view=(10, 8), crop="waist", through=True)


def _things() -> Iterator[tuple[str, Figure]]:
    for thing in get_args(Thing):
        base, view, pose = _THING_POSTURES.get(thing, ("standing", (30, 6), {}))
        yield thing, _posed(base, view, pose, props=({"thing": thing, "level": 40},))


def _views() -> Iterator[tuple[str, Figure]]:
    for view in ((0, 5), (45, 5), (90, 5), (135, 5), (180, 5), (-45, 5), (-90, 5), (45, 35)):
        yield f"[{view[0]}, {view[1]}]", _figure(base="all-fours", view=view)


def _people() -> Iterator[tuple[str, Figure]]:
    for build, hair, skin in (
        ("slim", "short", "light"),
        ("broad", "bald", "dark"),
        ("slim", "bun", "brown"),
        ("broad", "bob", "light"),
    ):
        person = {"build": build, "hair": hair, "skin": skin}
        yield f"{build}, {hair}, {skin}", _figure(base="standing", view=(25, 5), crop="waist", person=person)


_MOVEMENTS: Mapping[str, tuple[str, tuple[float, float], Mapping[str, Any]]] = {
    "thoracic: {flex: 40}": ("sitting", (80, 5), {"thoracic": {"flex": 40}}),
    "thoracic: {extend: 25}": ("sitting", (80, 5), {"thoracic": {"extend": 25}}),
    "thoracic: {turn_left: 40}": ("sitting", (20, 8), {"thoracic": {"turn_left": 40}}),
    "thoracic: {bend_left: 25}": ("sitting", (0, 5), {"thoracic": {"bend_left": 25}}),
    "neck: {turn_right: 50}": ("sitting", (0, 5), {"neck": {"turn_right": 50}}),
    "neck: {bend_left: 30}": ("sitting", (0, 5), {"neck": {"bend_left": 30}}),
    "neck: {glide_back: 3}": ("sitting", (80, 5), {"neck": {"glide_back": 3}}),
    "arms: {shoulder: {flex: 90}}": ("standing", (50, 5), {"arms": {"shoulder": {"flex": 90}}}),
    "arms: {shoulder: {abduct: 90}}": ("standing", (20, 5), {"arms": {"shoulder": {"abduct": 90}}}),
    "arms: {shoulder: {abduct: 90, across: 60}}": (
        "standing", (20, 5), {"arms": {"shoulder": {"abduct": 90, "across": 60}}},
    ),
    "arms: {shoulder: {abduct: 90, external: 90}, elbow: 90}": (
        "standing", (20, 5), {"arms": {"shoulder": {"abduct": 90, "external": 90}, "elbow": 90}},
    ),
    "arms: {shoulder: {extend: 40}}": ("standing", (60, 5), {"arms": {"shoulder": {"extend": 40}}}),
    "blades: {lift: 20}": ("sitting", (0, 5), {"blades": {"lift": 20}}),
    "legs: {hip: {flex: 20}, knee: 40}": ("standing", (80, 5), {"legs": {"hip": {"flex": 20}, "knee": 40}}),
    "legs: {hip: {flex: 20}, knee: 40, flat: true}": (
        "standing", (80, 5), {"legs": {"hip": {"flex": 20}, "knee": 40, "flat": True}},
    ),
    "left_leg: {hip: {flex: 60}, knee: 70}": ("standing", (60, 5), {"left_leg": {"hip": {"flex": 60}, "knee": 70}}),
}  # fmt: skip


def _movements() -> Iterator[tuple[str, Figure]]:
    for words, (base, view, pose) in _MOVEMENTS.items():
        crop = "waist" if words.startswith(("neck", "blades")) else "none"
        yield words, _posed(base, view, pose, crop=crop, **(_CHAIR if base == "sitting" and crop == "none" else {}))


def _orders(group: str, figures: Iterator[tuple[str, Figure]], muscles: tuple[str, ...] = ()) -> Mapping[str, Order]:
    return {
        words: Order(f"guide-{group}-{number}", figure, (muscles,), (describe(figure, 0, ()),))
        for number, (words, figure) in enumerate(figures, 1)
    }


SAMPLES: Mapping[str, Mapping[str, Order]] = {
    "bases": _orders("base", _bases()),
    "contacts": _orders("contact", _contacts()),
    "arms": _orders("arm", _arms()),
    "frames": _orders("frame", _frames(), ("trapezius-lower", "rhomboids")),
    "things": _orders("thing", _things()),
    "views": _orders("view", _views()),
    "people": _orders("person", _people()),
    "movements": _orders("movement", _movements()),
}
"""By kind: of each word, what is drawn for it."""
