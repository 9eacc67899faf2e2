"""What a frame shows, in words: for those who do not see it. Composed from pose, things and muscles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from stretchbook.model.figure import Arm, Figure, Lumbar, Thoracic
from stretchbook.poses.body.postures import Posture, posture
from stretchbook.poses.body.sides import SIDES, Side

BASES: Mapping[str, str] = {
    "standing": "Standing",
    "sitting": "Sitting",
    "floor-sitting": "Sitting on the floor with the legs stretched out,",
    "all-fours": "On hands and knees",
    "heel-sitting": "Kneeling with the bottom on the heels,",
    "kneeling": "Kneeling upright",
    "supine": "Lying on the back",
    "supine-knees-bent": "Lying on the back with the knees bent,",
    "prone": "Lying face down",
    "side-lying-left": "Lying on the left side with the knees drawn up,",
    "side-lying-right": "Lying on the right side with the knees drawn up,",
}
THINGS: Mapping[str, str] = {
    "mat": "on a mat",
    "chair": "on a chair",
    "stool": "on a stool",
    "wall-behind": "with the back to a wall",
    "wall-in-front": "in front of a wall",
    "wall-left": "with a wall on the left",
    "wall-right": "with a wall on the right",
    "doorway": "in a doorway",
    "corner": "in front of the corner of a room",
    "roller-across": "with a foam roller across under the upper back",
    "roller-along": "lengthwise on a foam roller",
    "towel-roll": "with a rolled towel under the upper back",
    "towel-held": "with a towel between the hands",
    "folded-towel": "with a folded towel {under}",
    "pillow": "with a pillow {under}",
    "table": "at a table",
    "bench": "at a bench",
    "dumbbells": "with a dumbbell in each hand",
}
UNDER: Mapping[str, str] = {
    "head": "under the head",
    "left knee": "under the left knee",
    "right knee": "under the right knee",
    "left arm": "for the left arm",
    "right arm": "for the right arm",
    "belly": "under the belly",
    "seat": "under the bottom",
    "elbows": "under the elbows",
    "back": "between the back and the edge of the chair",
}
CONTACTS: Mapping[str, str] = {
    "floor": "on the floor",
    "thigh": "on the {own}thigh",
    "knee": "on the {own}knee",
    "other-thigh": "on the outside of the {other} thigh",
    "other-knee": "on the outside of the {other} knee",
    "shin": "on the {own}shin",
    "ankle": "round the {own}ankle",
    "foot": "over the toes of the {own}foot",
    "chair-seat": "on the edge of the seat",
    "chair-back": "on the back of the chair",
    "back-of-head": "behind the head",
    "over-head": "over the head, on its {other} side",
    "temple": "behind the {own}ear",
    "other-shoulder": "on the {other} shoulder",
    "other-elbow": "at the {other} elbow",
    "other-wrist": "at the {other} wrist",
    "other-hand": "in the {other} hand",
    "waist": "on the {own}hip",
    "low-back": "on the low back",
    "chest": "on the chest",
    "belly": "on the belly",
    "table": "on the table top",
    "bench": "on the bench",
    "wall": "on the wall",
    "door-frame": "on the door frame",
    "corner": "on the walls of the corner",
    "stay": "in the same place as before",
}
CLOSE_UPS: Mapping[str, str] = {
    "trunk": "the trunk",
    "head": "the head",
    "hands": "the hands",
    "left hand": "the left hand",
    "right hand": "the right hand",
}
GHOSTS: Mapping[str, str] = {"before": "the position before", "first": "the first position"}
_ROUNDED, _TURNED, _TIPPED, _SLID = 12.0, 14.0, 9.0, 0.4
"""From how many degrees, and for a head that slides how many centimetres, something is worth saying."""


def describe(figure: Figure, number: int, muscles: Sequence[str]) -> str:
    """Say what frame `number`, from 0, shows. `muscles` are the names of those that are marked."""
    pose = posture(figure.base, figure.frames[number].pose)
    said = [
        _placed(figure, number),
        *_trunk(pose),
        *_head(pose),
        *_shoulders(pose),
        *_arms(figure, pose),
        *_legs(figure, number),
    ]
    said += [text.rstrip(".") for text in (figure.alternative, figure.frames[number].alternative) if text]
    if ghost := figure.frames[number].ghost:
        said.append(f"A thin grey outline shows {GHOSTS[ghost]}")
    if inset := figure.frames[number].inset:
        said.append(f"A round close-up shows {CLOSE_UPS[inset.of]}, {_seen(inset.view)}")
    if muscles:
        said.append(f"Marked: {_listed(muscles)}")
    return " ".join(f"{sentence}." for sentence in said)


def _placed(figure: Figure, number: int) -> str:
    things = [THINGS[prop.thing].format(under=UNDER[prop.under]) for prop in figure.props]
    first = " ".join([BASES[figure.base], *things[:1]]).removesuffix(",")
    return ", ".join([first, *things[1:], _seen(figure.frames[number].view or figure.view)])


def _seen(view: tuple[float, float]) -> str:
    azimuth, elevation = view
    place = ("the front", "the front and the {side}", "the {side}", "behind and the {side}", "behind")
    index = int((abs(azimuth) + 22.5) // 45)
    said = f"seen from {place[index].format(side='right' if azimuth > 0 else 'left')}"
    return f"{said}, from above" if elevation > 24 else said


def _trunk(pose: Posture) -> Iterator[str]:
    if pose.pelvis.tip_forward >= 8:
        yield "The trunk is tipped forward from the hips"
    elif pose.pelvis.tip_back >= 6:
        yield "The pelvis is tipped back"
    if pose.pelvis.bow_until:
        yield "The trunk is bowed forward"
    lumbar, thoracic = pose.lumbar, pose.thoracic
    bent = _bent(lumbar, _ROUNDED), _bent(thoracic, _ROUNDED)
    if bent[0] and bent[0] == bent[1]:
        yield f"The whole back is {bent[0]}"
    else:
        yield from (f"The {part} back is {how}" for part, how in zip(("low", "upper"), bent, strict=True) if how)
    if turned := _side(lumbar.turn_left + thoracic.turn_left, lumbar.turn_right + thoracic.turn_right, _TURNED):
        yield f"The trunk is turned to the {turned}"
    if tipped := _side(lumbar.bend_left + thoracic.bend_left, lumbar.bend_right + thoracic.bend_right, _TIPPED):
        yield f"The trunk leans over to the {tipped}"


def _bent(part: Lumbar | Thoracic, least: float) -> str | None:
    if part.flex >= least:
        return "rounded"
    return "arched" if part.extend >= least else None


def _side(left: float, right: float, least: float) -> Side | None:
    if left - right >= least:
        return "left"
    return "right" if right - left >= least else None


def _head(pose: Posture) -> Iterator[str]:
    neck, head = pose.neck, pose.head
    if neck.glide_back >= _SLID:
        yield "The head is drawn straight back"
    elif neck.glide_forward >= _SLID:
        yield "The head is pushed forward"
    if turned := _side(neck.turn_left, neck.turn_right, _TURNED):
        yield f"The head is turned to the {turned}"
    if tipped := _side(neck.bend_left, neck.bend_right, _TIPPED):
        yield f"The head is tipped to the {tipped}"
    down = neck.flex + head.nod - neck.extend - head.lift
    if down >= _TURNED:
        yield "The chin is down"
    elif down <= -18:
        yield "The chin is up"


def _shoulders(pose: Posture) -> Iterator[str]:
    """Say how both shoulder blades are placed; one alone is too small a thing to see."""
    blades = list(pose.blades.values())
    for word, least, said in (
        ("lift", 8, "The shoulders are lifted"),
        ("lower", 6, "The shoulders are drawn down"),
        ("back", 10, "The shoulder blades are drawn together"),
        ("forward", 10, "The shoulders are brought forward"),
    ):
        if all(getattr(blade, word) >= least for blade in blades):
            yield said


def _arms(figure: Figure, pose: Posture) -> Iterator[str]:
    said = {side: _arm(pose, side) for side in SIDES}
    both = {side: _arm(pose, side, both=True) for side in SIDES}
    if figure.base == "all-fours" and all(words == "on the floor" for words in both.values()):
        return
    if both["left"] == both["right"] and both["left"]:
        yield f"Both {_limb(pose, 'left', both['left'])}s are {both['left']}"
        return
    yield from (f"The {side} {_limb(pose, side, words)} is {words}" for side, words in said.items() if words)


def _limb(pose: Posture, side: Side, words: str) -> str:
    hand = pose.hands[side]
    return "arm" if words.startswith(_ANGLED) else hand.lies if hand else "hand"


_ANGLED = ("raised", "stretched", "held", "lifted")


def _arm(pose: Posture, side: Side, *, both: bool = False) -> str:
    hand = pose.hands[side]
    if hand is None:
        return _raised(pose.arms[side])
    other = "left" if side == "right" else "right"
    words = CONTACTS[hand.at]
    if both and "{other}" in words:
        return ""
    said = words.format(own="" if both else f"{side} ", other=other)
    return f"{said}s" if both and "{own}" in words else said


def _raised(arm: Arm) -> str:
    shoulder = arm.shoulder
    high = max(shoulder.flex, shoulder.abduct)
    bent = " with the elbow bent" if arm.elbow >= 60 else ""
    if high >= 140:
        return f"raised overhead{bent}"
    in_front = shoulder.flex >= 50 or (shoulder.abduct >= 50 and shoulder.across >= 60)
    if high >= 50:
        return f"{'stretched out in front' if in_front else 'lifted out to the side'}{bent}"
    return "held behind the body" if shoulder.extend >= 25 else ""


def _legs(figure: Figure, number: int) -> Iterator[str]:
    """Say of the legs only what the frame changes."""
    pose = figure.frames[number].pose
    for side in SIDES:
        leg = pose.left_leg if side == "left" else pose.right_leg
        if leg and leg.hip.extend >= 8:
            yield f"The {side} leg is behind"
        elif leg and leg.hip.flex >= 12 and figure.base == "standing":
            yield f"The {side} leg is in front"


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
