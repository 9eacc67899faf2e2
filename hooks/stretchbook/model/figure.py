"""How a stretch is drawn: poses in clinical words, degrees and contacts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stretchbook.model.base import Model, vocabulary
from stretchbook.model.text_use import LABEL
from stretchbook.text.letters import Id, Text


def _up_to(most: float) -> object:
    return Field(ge=0, le=most)


Degrees = Annotated[float, Field(ge=0, le=180, strict=False)]
Centimetres = Annotated[float, Field(ge=-80, le=80, strict=False)]


OPPOSITES = (
    ("flex", "extend"), ("bend_left", "bend_right"), ("turn_left", "turn_right"), ("abduct", "adduct"),
    ("external", "internal"), ("pronate", "supinate"), ("plantar", "dorsi"), ("across", "behind"),
    ("tip_forward", "tip_back"), ("lean_forward", "lean_back"), ("nod", "lift"), ("lift", "lower"),
    ("forward", "back"), ("glide_forward", "glide_back"),
)  # fmt: skip
"""Words for the two ways of one movement: of each pair a joint can have only one."""


class Bow(Model):
    """When to stop bowing."""

    part: Literal["head", "left shoulder", "right shoulder"]
    """The part that comes down."""

    height: Annotated[Centimetres, Field(ge=3, le=120)]
    """Centimetres above the floor."""


class Pelvis(Model):
    """How the pelvis tips and turns, away from the base posture. The legs stay where they are when it tips."""

    tip_forward: Annotated[Degrees, _up_to(90)] = 0
    """Degrees that the top of the pelvis goes to the front."""

    tip_back: Annotated[Degrees, _up_to(40)] = 0
    """Degrees that the top of the pelvis goes to the back."""

    turn_left: Annotated[Degrees, _up_to(60)] = 0
    """Degrees that the pelvis, with both legs, turns to the left, as when the knees sink to one side."""

    turn_right: Annotated[Degrees, _up_to(60)] = 0
    """Degrees that the pelvis, with both legs, turns to the right."""

    bow_until: Bow | None = None
    """Tip it forward until a part of the body is as low as this."""


class Body(Model):
    """How the whole body is turned, away from the base posture."""

    lean_forward: Annotated[Degrees, _up_to(90)] = 0
    """Degrees to the front."""

    lean_back: Annotated[Degrees, _up_to(90)] = 0
    """Degrees to the back."""

    turn_left: Annotated[Degrees, _up_to(90)] = 0
    """Degrees to the left."""

    turn_right: Annotated[Degrees, _up_to(90)] = 0
    """Degrees to the right."""


class Lumbar(Model):
    """The low back."""

    flex: Annotated[Degrees, _up_to(60)] = 0
    """Degrees rounded, in all its joints together."""

    extend: Annotated[Degrees, _up_to(45)] = 0
    """Degrees arched."""

    bend_left: Annotated[Degrees, _up_to(30)] = 0
    """Degrees tipped to the left."""

    bend_right: Annotated[Degrees, _up_to(30)] = 0
    """Degrees tipped to the right."""

    turn_left: Annotated[Degrees, _up_to(18)] = 0
    """Degrees turned to the left."""

    turn_right: Annotated[Degrees, _up_to(18)] = 0
    """Degrees turned to the right."""


class Thoracic(Model):
    """The upper back, with the rib cage."""

    flex: Annotated[Degrees, _up_to(50)] = 0
    """Degrees rounded, in all its joints together."""

    extend: Annotated[Degrees, _up_to(40)] = 0
    """Degrees arched."""

    bend_left: Annotated[Degrees, _up_to(35)] = 0
    """Degrees tipped to the left."""

    bend_right: Annotated[Degrees, _up_to(35)] = 0
    """Degrees tipped to the right."""

    turn_left: Annotated[Degrees, _up_to(60)] = 0
    """Degrees turned to the left."""

    turn_right: Annotated[Degrees, _up_to(60)] = 0
    """Degrees turned to the right."""


class Neck(Model):
    """The neck, between the base of the neck and the skull."""

    flex: Annotated[Degrees, _up_to(60)] = 0
    """Degrees that the chin comes down."""

    extend: Annotated[Degrees, _up_to(60)] = 0
    """Degrees that the chin goes up."""

    bend_left: Annotated[Degrees, _up_to(45)] = 0
    """Degrees that the left ear comes to the left shoulder."""

    bend_right: Annotated[Degrees, _up_to(45)] = 0
    """Degrees that the right ear comes to the right shoulder."""

    turn_left: Annotated[Degrees, _up_to(80)] = 0
    """Degrees that the nose goes to the left."""

    turn_right: Annotated[Degrees, _up_to(80)] = 0
    """Degrees that the nose goes to the right."""

    glide_forward: Annotated[Centimetres, Field(ge=0, le=5)] = 0
    """Centimetres that the head slides to the front, level."""

    glide_back: Annotated[Centimetres, Field(ge=0, le=4)] = 0
    """Centimetres that the head slides back, level, as in a chin tuck."""


class Head(Model):
    """The skull on the topmost joint of the neck."""

    nod: Annotated[Degrees, _up_to(25)] = 0
    """Degrees that the chin comes in."""

    lift: Annotated[Degrees, _up_to(30)] = 0
    """Degrees that the chin goes up."""


class Shoulder(Model):
    """Where the upper arm points."""

    flex: Annotated[Degrees, _up_to(180)] = 0
    """Degrees that it is lifted to the front."""

    extend: Annotated[Degrees, _up_to(70)] = 0
    """Degrees that it is taken behind the body."""

    abduct: Annotated[Degrees, _up_to(180)] = 0
    """Degrees that it is lifted to the side."""

    across: Annotated[Degrees, _up_to(135)] = 0
    """With `abduct`: degrees that the lifted arm comes to the front, and on across the chest."""

    behind: Annotated[Degrees, _up_to(50)] = 0
    """With `abduct`: degrees that the lifted arm goes behind the line of the shoulders."""

    external: Annotated[Degrees, _up_to(100)] = 0
    """Degrees that it is rolled outwards."""

    internal: Annotated[Degrees, _up_to(100)] = 0
    """Degrees that it is rolled inwards."""


Fingers = Literal[
    "flat", "straight", "together", "relaxed", "resting", "cupped", "hook", "grip", "clasp", "fist", "point", "tips"
]
"""What the fingers do.

`flat`: straight on something flat, the thumb aside. `together`: straight and closed, palm to palm. `relaxed`: as they
hang. `resting`, `cupped`: laid over what is a little round, or rounder. `hook`: round an arm. `grip`: round an edge.
`clasp`: linked with the other hand's. `fist`: round a towel, or closed. `point`: the index finger alone. `tips`:
standing on their tips.
"""


class Forearm(Model):
    """How the forearm is rolled; at 0 the thumb points to the front when the arm hangs."""

    pronate: Annotated[Degrees, _up_to(95)] = 0
    """Degrees that the palm turns to the back."""

    supinate: Annotated[Degrees, _up_to(95)] = 0
    """Degrees that the palm turns to the front."""


class Wrist(Model):
    """How the hand is bent."""

    flex: Annotated[Degrees, _up_to(80)] = 0
    """Degrees that the palm comes to the forearm."""

    extend: Annotated[Degrees, _up_to(85)] = 0
    """Degrees that the back of the hand comes to the forearm."""


class Arm(Model):
    """One arm, given by the angles of its joints."""

    shoulder: Shoulder = Shoulder()
    """The shoulder: where the upper arm points."""

    elbow: Annotated[Degrees, _up_to(150)] = 0
    """Degrees that it is bent."""

    forearm: Forearm = Forearm()
    """How the forearm is rolled."""

    wrist: Wrist = Wrist()
    """The wrist: how the hand is bent."""

    fingers: Fingers | None = None
    """What the fingers do, if they do not hang at ease."""


HandTarget = Literal[
    "floor", "thigh", "knee", "shin", "ankle", "foot", "other-thigh", "other-knee", "chair-seat", "chair-back",
    "back-of-head", "over-head", "temple", "other-shoulder", "other-elbow", "other-wrist", "other-hand",
    "waist", "low-back", "chest", "belly", "table", "bench", "wall", "door-frame", "corner", "stay",
]  # fmt: skip
"""What a hand may lie on or hold.

`ankle`: round the front of it. `foot`: over its toes. `other-thigh`: the outside of it. `over-head`: on the far side
of the head, the arm over the top of it. `temple`: the fingertips behind the ear. `door-frame`, `corner`: the
forearm upright on it. `stay`: where it was the frame before.
"""


class Hand(Model):
    """One hand, given by what it touches. The angles of the arm follow."""

    at: HandTarget
    """What it lies on or holds."""

    lies: Literal["hand", "forearm", "elbow"] = "hand"
    """What of the arm lies there. `forearm`: elbow and hand too. `elbow`: it alone, palms together above it."""

    ahead: Centimetres = 0
    """Centimetres that it lies further to the front; up, on something upright."""

    out: Centimetres = 0
    """Centimetres that it lies further to its own side."""

    turn_in: Annotated[float, Field(ge=-180, le=180, strict=False)] = 0
    """Degrees that the fingers point inwards."""

    palm_up: bool = False
    """Whether the back of the hand lies on the floor."""

    fingertips: bool = False
    """Whether only the fingertips touch it, the wrist high above them."""

    elbow: Literal["out", "in", "down", "up", "back", "forward"] | None = None
    """Where the elbow points."""

    fingers: Fingers | None = None
    """What the fingers do, if it is not what they mostly do there."""


class Blade(Model):
    """One shoulder blade on the ribs."""

    lift: Annotated[Degrees, _up_to(30)] = 0
    """Degrees up, as in a shrug."""

    lower: Annotated[Degrees, _up_to(15)] = 0
    """Degrees down."""

    forward: Annotated[Degrees, _up_to(30)] = 0
    """Degrees round the ribs to the front."""

    back: Annotated[Degrees, _up_to(25)] = 0
    """Degrees towards the spine."""


class Hip(Model):
    """Where the thigh points."""

    flex: Annotated[Degrees, _up_to(130)] = 0
    """Degrees that the knee comes up to the front."""

    extend: Annotated[Degrees, _up_to(30)] = 0
    """Degrees that the thigh goes behind."""

    abduct: Annotated[Degrees, _up_to(60)] = 0
    """Degrees that the thigh goes out to the side."""

    adduct: Annotated[Degrees, _up_to(40)] = 0
    """Degrees that the thigh goes across to the other side."""

    external: Annotated[Degrees, _up_to(70)] = 0
    """Degrees that the knee rolls outwards."""

    internal: Annotated[Degrees, _up_to(50)] = 0
    """Degrees that the knee rolls inwards."""


class Ankle(Model):
    """How the foot is bent; at 0 it is at right angles to the shin."""

    plantar: Annotated[Degrees, _up_to(90)] = 0
    """Degrees that the toes point away."""

    dorsi: Annotated[Degrees, _up_to(35)] = 0
    """Degrees that the toes come to the shin."""


class Leg(Model):
    """One leg."""

    hip: Hip = Hip()
    """The hip: where the thigh points."""

    knee: Annotated[Degrees, _up_to(165)] = 0
    """Degrees that it is bent."""

    ankle: Ankle = Ankle()
    """How the foot is bent."""

    flat: bool = False
    """Whether the sole lies on the floor. Knee and ankle are then bent as that needs, the knee about as given."""


class Pose(Model):
    """How a frame differs from the base posture. What is left out stays as the base has it."""

    body: Body | None = None
    """How the whole body is turned."""

    pelvis: Pelvis | None = None
    """How the pelvis tips."""

    lumbar: Lumbar | None = None
    """The low back."""

    thoracic: Thoracic | None = None
    """The upper back."""

    neck: Neck | None = None
    """The neck."""

    head: Head | None = None
    """The skull on the neck."""

    blades: Blade | None = None
    """Both shoulder blades."""

    left_blade: Blade | None = None
    """The left shoulder blade."""

    right_blade: Blade | None = None
    """The right shoulder blade."""

    arms: Arm | None = None
    """Both arms, by the angles of their joints."""

    left_arm: Arm | None = None
    """The left arm."""

    right_arm: Arm | None = None
    """The right arm."""

    hands: Hand | None = None
    """Both hands, by what they touch."""

    left_hand: Hand | None = None
    """The left hand."""

    right_hand: Hand | None = None
    """The right hand."""

    legs: Leg | None = None
    """Both legs."""

    left_leg: Leg | None = None
    """The left leg."""

    right_leg: Leg | None = None
    """The right leg."""


Base = Literal[
    "standing", "sitting", "floor-sitting", "all-fours", "heel-sitting", "kneeling", "supine", "supine-knees-bent",
    "prone", "side-lying-left", "side-lying-right",
]  # fmt: skip
"""The postures that frames start from. `side-lying-left`: on the left side."""

View = tuple[
    Annotated[float, Field(ge=-180, le=180, strict=False)], Annotated[float, Field(ge=-10, le=80, strict=False)]
]
TargetSide = Literal["left", "right", "both"]
Level = Annotated[float, Field(ge=0, le=60, strict=False)]

Anchor = Literal["pelvis", "knees", "feet", "left foot", "right foot"]


class Arrow(Model):
    """An arrow that shows which way a part of the body moves."""

    part: Literal[
        "head", "chest", "belly", "pelvis", "left shoulder", "right shoulder", "left hand", "right hand", "left elbow",
        "right elbow", "left knee", "right knee",
    ]  # fmt: skip
    """The part that moves."""

    along: Literal["path", "turn", "roll"] = "path"
    """`path`: the way that it went. `turn`: round the body, as when the trunk turns. `roll`: round and round, as a
    shoulder rolls."""

    since: Literal["before", "first"] = "before"
    """Since which frame it went: the one `before`, or the `first`, where each movement starts anew."""

    back: bool = False
    """Whether it goes back the same way, again and again: then the arrow has a head at either end."""


class Inset(Model):
    """A round close-up in a picture: a grip, or the far side of the body."""

    of: Literal["trunk", "head", "hands", "left hand", "right hand"]
    """What it shows."""

    view: View
    """Where that is seen from, as the view of a figure."""


class Frame(Model):
    """One picture: a pose, and the steps that it goes with."""

    steps: Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...], Field(min_length=1, max_length=12)]
    """The numbers of the steps that it shows."""

    pose: Pose = Pose()
    """How it differs from the base posture."""

    arrows: Annotated[tuple[Arrow, ...], Field(max_length=3)] = ()
    """What moves."""

    alternative: Annotated[Annotated[Text, Field(max_length=200)] | None, LABEL] = None
    """What this picture shows beside the words that its pose gives."""

    marked: Annotated[tuple[Id, ...], Field(max_length=8, json_schema_extra=vocabulary("muscles"))] | None = None
    """Ids of the record's muscles that this picture marks: `[]` for none; left out, all that the stretch is for, and in
    the first of several pictures none."""

    ghost: Literal["before", "first"] | None = None
    """Whether a thin grey outline shows where the body was in the picture before, or in the first one."""

    inset: Inset | None = None
    """A round close-up, where a grip or the far side of the body has to be seen too."""

    side: TargetSide | None = None
    """The side on which this picture marks them, if it is not the figure's."""

    view: View | None = None
    """Where this picture is seen from, if it is not from where the others are."""

    level: Level | None = None
    """Where the roller or rolled towel lies in this picture, if it is not where its thing says: see there."""


Thing = Literal[
    "mat", "chair", "stool", "wall-behind", "wall-in-front", "wall-left", "wall-right", "doorway", "corner",
    "roller-across", "roller-along", "towel-roll", "towel-held", "folded-towel", "pillow", "table", "bench",
    "dumbbells",
]  # fmt: skip


class Prop(Model):
    """A thing in the picture. Where it stands follows from the pose."""

    thing: Thing
    """What it is."""

    level: Level | None = None
    """Centimetres above the hips along the spine: where a roller or a rolled towel lies, or a chair's back ends."""

    under: Literal["head", "left knee", "right knee", "left arm", "right arm", "back", "belly", "seat", "elbows"] = (
        "head"
    )
    """For a pillow or a folded towel: what lies on it when it is lowest. `back`: a towel over a chair's top edge."""


class Person(Model):
    """Who is drawn."""

    build: Literal["slim", "broad", "woman", "man"] = "slim"
    """How the body is built: `slim` and `broad` could be anybody's."""

    hair: Literal["short", "bun", "bob", "bald"] = "short"
    """How the hair is worn."""

    skin: Literal["light", "brown", "dark"] = "light"
    """The colour of the skin."""

    older: bool = False
    """Whether the hair is grey, and the face has lines."""


class Figure(Model):
    """The pictures of a stretch."""

    base: Base
    """The posture that every frame starts from."""

    view: View
    """Where it is seen from, in degrees: round the person (0 the front, 90 the right side, -90 the left), and up."""

    crop: Literal["none", "hips", "waist", "chest"] = "none"
    """Where the picture ends below."""

    anchor: Anchor = "pelvis"
    """What stays in its place from frame to frame."""

    side: TargetSide = "both"
    """The side on which the target muscles are shown."""

    through: bool = False
    """Whether no view shows the target muscles, and they may be seen through the body only."""

    person: Person = Person()
    """The person in the pictures."""

    props: Annotated[tuple[Prop, ...], Field(max_length=4)] = ()
    """The things in the picture."""

    frames: Annotated[tuple[Frame, ...], Field(min_length=1, max_length=6)]
    """The pictures, in the order of the movement."""

    alternative: Annotated[Text | None, LABEL] = None
    """What the pictures show, where the words that the poses give are not enough."""
