"""The base postures, and how a frame's pose is laid over one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from stretchbook.model.figure import (
    OPPOSITES,
    Arm,
    Base,
    Blade,
    Body,
    Hand,
    Head,
    Leg,
    Lumbar,
    Neck,
    Pelvis,
    Pose,
    Thoracic,
)

Ground = Literal["feet", "legs", "all"]
"""Which parts of the body may be the lowest, and so stand on the floor."""


@dataclass(frozen=True)
class Posture:
    """A whole pose: nothing is left open. `pitch` and `roll` are how the base lies in the world, in degrees."""

    pitch: float
    roll: float
    ground: Ground
    body: Body
    pelvis: Pelvis
    lumbar: Lumbar
    thoracic: Thoracic
    neck: Neck
    head: Head
    blades: Mapping[str, Blade]
    arms: Mapping[str, Arm]
    hands: Mapping[str, Hand | None]
    legs: Mapping[str, Leg]


@dataclass(frozen=True)
class _Ground:
    ground: Ground
    pitch: float = 0
    roll: float = 0


_ON_THIGHS = {"at": "thigh"}
_AT_EASE = {"shoulder": {"abduct": 9}, "elbow": 10, "forearm": {"pronate": 15}}
_BASES: Mapping[Base, tuple[_Ground, Mapping[str, Any]]] = {
    "standing": (_Ground("feet"), {"legs": {"hip": {"abduct": 4}}, "arms": _AT_EASE}),
    "sitting": (_Ground("feet"), {"legs": {"hip": {"flex": 88, "abduct": 7}, "knee": 88}, "hands": _ON_THIGHS}),
    "floor-sitting": (
        _Ground("all"),
        {"legs": {"hip": {"flex": 86, "abduct": 8}, "knee": 4, "ankle": {"plantar": 15}}, "hands": _ON_THIGHS},
    ),
    "all-fours": (
        _Ground("legs", pitch=80),
        {
            "legs": {"hip": {"flex": 80, "abduct": 4}, "knee": 90, "ankle": {"plantar": 59}},
            "neck": {"extend": 10},
            "hands": {"at": "floor", "out": 1},
        },
    ),
    "heel-sitting": (
        _Ground("legs", pitch=4),
        {
            "legs": {"hip": {"flex": 76, "abduct": 7}, "knee": 161, "ankle": {"plantar": 63}},
            "hands": _ON_THIGHS,
        },
    ),
    "kneeling": (
        _Ground("legs"),
        {"legs": {"hip": {"abduct": 5}, "knee": 90, "ankle": {"plantar": 59}}, "arms": _AT_EASE},
    ),
    "supine": (
        _Ground("all", pitch=-90),
        {
            "legs": {"hip": {"abduct": 5}, "knee": 3, "ankle": {"plantar": 25}},
            "arms": {"shoulder": {"abduct": 22}, "elbow": 8},
        },
    ),
    "supine-knees-bent": (
        _Ground("all", pitch=-90),
        {
            "legs": {"hip": {"flex": 52, "abduct": 4}, "knee": 104, "flat": True},
            "neck": {"flex": 4},
            "arms": {"shoulder": {"abduct": 28}, "elbow": 8, "forearm": {"pronate": 60}},
        },
    ),
    "prone": (
        _Ground("all", pitch=90),
        {
            "legs": {"hip": {"abduct": 5, "flex": 8}, "knee": 4, "ankle": {"plantar": 62}},
            "arms": {"shoulder": {"abduct": 10}},
        },
    ),
    "side-lying-right": (
        _Ground("all", roll=90),
        {"legs": {"hip": {"flex": 80}, "knee": 88}, "arms": {"shoulder": {"flex": 90}, "elbow": 4}},
    ),
    "side-lying-left": (
        _Ground("all", roll=-90),
        {"legs": {"hip": {"flex": 80}, "knee": 88}, "arms": {"shoulder": {"flex": 90}, "elbow": 4}},
    ),
}  # fmt: skip


_TILTED = 45.0
"""From how many degrees on a trunk no longer counts as upright."""


def is_upright(base: Base) -> bool:
    """Return whether the trunk stands on end in a base posture, as in sitting."""
    ground = _BASES[base][0]
    return abs(ground.pitch) < _TILTED and ground.roll == 0


def kneels(base: Base) -> bool:
    """Return whether the shins carry the body in a base posture."""
    return _BASES[base][0].ground == "legs"


def is_on_side(base: Base) -> bool:
    """Return whether the body lies on its side in a base posture."""
    return _BASES[base][0].roll != 0


def is_face_down(base: Base) -> bool:
    """Return whether the body lies on its front in a base posture."""
    ground = _BASES[base][0]
    return ground.ground == "all" and ground.pitch >= _TILTED


def posture(base: Base, pose: Pose) -> Posture:
    """Lay a pose over its base: angles are added to what is there, and a contact takes the place of a contact."""
    ground, data = _BASES[base]
    below = _by_side(dict(data))
    above = _by_side(pose.model_dump(exclude_unset=True, exclude_none=True))
    _let_go(below, above)
    whole = Pose.model_validate(_laid(below, above), strict=False)
    return Posture(
        pitch=ground.pitch,
        roll=ground.roll,
        ground=ground.ground,
        body=whole.body or Body(),
        pelvis=whole.pelvis or Pelvis(),
        lumbar=whole.lumbar or Lumbar(),
        thoracic=whole.thoracic or Thoracic(),
        neck=whole.neck or Neck(),
        head=whole.head or Head(),
        blades={"left": whole.left_blade or Blade(), "right": whole.right_blade or Blade()},
        arms={"left": whole.left_arm or Arm(), "right": whole.right_arm or Arm()},
        hands={"left": whole.left_hand, "right": whole.right_hand},
        legs={"left": whole.left_leg or Leg(), "right": whole.right_leg or Leg()},
    )


def _by_side(data: dict[str, Any]) -> dict[str, Any]:
    """Say of each side what is said of both; a hand that has a contact of its own does not share the other's."""
    for pair, part in (("arms", "arm"), ("hands", "hand"), ("legs", "leg"), ("blades", "blade")):
        both = data.pop(pair, None)
        if both is None:
            continue
        for side in ("left", "right"):
            name = f"{side}_{part}"
            own = data.get(name, {})
            data[name] = own if part == "hand" and own else _laid(both, own)
    return data


def _let_go(below: dict[str, Any], above: dict[str, Any]) -> None:
    """A hand that is moved by angles, or put somewhere else, leaves what the base has it hold."""
    for side in ("left", "right"):
        if f"{side}_hand" in above or f"{side}_arm" in above:
            below.pop(f"{side}_hand", None)
        if f"{side}_arm" in above:
            below.pop(f"{side}_arm", None)


def _laid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    laid = dict(below)
    for name, value in above.items():
        if isinstance(value, Mapping) and isinstance(laid.get(name), Mapping):
            laid[name] = _laid(_without_opposites(laid[name], value), value)
        else:
            laid[name] = value
    return laid


def _without_opposites(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """A joint that the frame bends one way is not also bent the other way as in the base."""
    replaced = {name for pair in OPPOSITES if not set(above).isdisjoint(pair) for name in pair}
    return {name: value for name, value in below.items() if name not in replaced}
