"""What the tests of figures share: poses by name, random ones, and drawings of the project's records."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
import pytest
import yaml
from hypothesis import strategies as st
from numpy.typing import NDArray
from pydantic import BaseModel
from stretchbook.book.library import Library
from stretchbook.model import figure as models
from stretchbook.model.figure import Base, Figure
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses import figure as drawing_of
from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.solve import Posed, solve
from stretchbook.poses.drawn import Drawn, Tempo
from stretchbook.poses.figure import draw
from stretchbook.poses.ink.arrows import Line
from stretchbook.poses.ink.drawing import Drawing
from stretchbook.poses.motion import moving
from stretchbook.poses.scene.stage import Look, Stage

from helpers.project import TOP

Floats = NDArray[np.float64]
BASES: tuple[Base, ...] = get_args(Base)
SITES = {
    item["muscle"]: MuscleSite.model_validate(item, strict=False)
    for item in yaml.safe_load((TOP / "tests/helpers/muscle-sites.yml").read_text(encoding="utf-8"))
}
"""Where some muscles lie, by id."""

STILL = {"legs": {"hip": {"abduct": 0}}, "arms": {"elbow": 0}}
"""Standing at attention: every angle is zero."""


def figure(base: str, *poses: Mapping[str, Any], **settings: Any) -> Figure:
    """Give a figure with a frame for each pose, seen from the front."""
    frames = [{"steps": [number], "pose": pose} for number, pose in enumerate(poses or ({},), 1)]
    return Figure.model_validate({"base": base, "view": [0, 0], "frames": frames, **settings}, strict=False)


def posed(base: str, pose: Mapping[str, Any] | None = None, **settings: Any) -> Posed:
    """Give one solved frame."""
    return solve(figure(base, pose or {}, **settings))[0]


def stage(of: Figure, number: int = 0) -> Stage:
    """Give a frame of a figure in front of its camera."""
    every = solve(of)
    return Stage(of, every[number], every[0], tuple(every))


def depth(blobs: list[Blob], point: Floats) -> float:
    """Give about how far a point is outside a surface, or inside if it is negative, centimetres."""
    ways = point - np.array([blob.centre for blob in blobs])
    local = np.einsum("nij,ni->nj", np.array([blob.frame for blob in blobs]), ways)
    share = np.sqrt(((local / np.array([blob.radii for blob in blobs])) ** 2).sum(axis=1)).clip(1e-6)
    return float(((share - 1) / share * np.sqrt((ways**2).sum(axis=1))).min())


@dataclass(frozen=True)
class Limits:
    """The least and the most that a field takes."""

    model: type[BaseModel]
    field: str
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.field}"


JOINTS = tuple(
    getattr(models, name)
    for name in (
        "Body", "Pelvis", "Lumbar", "Thoracic", "Neck", "Head", "Shoulder", "Forearm", "Wrist", "Arm", "Blade", "Hip",
        "Ankle", "Leg",
    )
)  # fmt: skip


def limits(model: type[BaseModel]) -> list[Limits]:
    """Give the limits of a model's numbers."""
    found = []
    for name, info in model.model_fields.items():
        least = [limit.ge for limit in info.metadata if hasattr(limit, "ge")]
        most = [limit.le for limit in info.metadata if hasattr(limit, "le")]
        if least and most:
            found.append(Limits(model, name, max(least), min(most)))
    return found


def angles(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Give values for a model and for those within it, within their limits."""
    fields: dict[str, st.SearchStrategy[Any]] = {each.field: st.floats(each.least, each.most) for each in limits(model)}
    for name, info in model.model_fields.items():
        if isinstance(info.default, BaseModel):
            fields[name] = angles(type(info.default))
    return st.fixed_dictionaries({}, optional=fields)


POSES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "body": angles(models.Body), "lumbar": angles(models.Lumbar), "thoracic": angles(models.Thoracic),
        "neck": angles(models.Neck), "head": angles(models.Head), "left_arm": angles(models.Arm),
        "right_arm": angles(models.Arm), "left_leg": angles(models.Leg), "right_leg": angles(models.Leg),
        "left_blade": angles(models.Blade), "right_blade": angles(models.Blade),
    },
)  # fmt: skip
"""Poses by angles, within the joints' limits."""


def mirrored(value: Any) -> Any:
    """Swap left and right in whatever names them."""
    if isinstance(value, Mapping):
        return {_mirrored(name): mirrored(each) for name, each in value.items()}
    return _mirrored(value) if isinstance(value, str) else value


def _mirrored(name: str) -> str:
    return name.replace("left", "LEFT").replace("right", "left").replace("LEFT", "right")


@dataclass(frozen=True)
class Shown:
    """A frame as it was drawn, and from what."""

    look: Look
    arrows: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """A record's figure, drawn."""

    figure: Figure
    titles: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    shown: tuple[Shown, ...]


def pictured(of: Figure, muscles: Sequence[MuscleSite], titles: Sequence[str]) -> Picture:
    """Draw a figure, and keep what each frame was drawn from."""
    shown: list[Shown] = []

    class Recorder(Drawing):
        def svg(self, title: str) -> str:
            shown.append(Shown(self.look, tuple(self.arrows)))
            return super().svg(title)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing_of, "Drawing", Recorder)
        drawn = tuple(draw(of, [list(muscles)] * len(titles), titles))
    return Picture(of, tuple(titles), drawn, tuple(shown))


def picture(library: Library, name: str) -> Picture:
    """Draw the figure of a record."""
    record = library.stretches[name]
    assert record.figure
    titles = [f"{record.name}, “{number}” <&>" for number, _ in enumerate(record.figure.frames, 1)]
    sites = library.atlas.muscle_sites
    names = [each for word in record.muscles.primary for each in library.members.get(word, (word,))]
    muscles = [sites[name] for name in names if name in sites]
    return pictured(record.figure, muscles, titles)


def digest() -> str:
    """Return what stands for the bytes of two figures and their movements.

    One has a thing and an arrow, the other is a bust.
    """
    twist = {"thoracic": {"turn_left": 30}, "hands": {"at": "thigh"}}
    orders = (
        (figure("all-fours", {"hands": {"at": "floor"}}, {"hands": {"at": "stay"}, "thoracic": {"flex": 40}},
                anchor="knees", view=[60, 10], props=[{"thing": "mat"}]), ["obliques", "rhomboid-major"]),
        (figure("sitting", {}, twist, view=[30, 10], crop="waist"), ["obliques"]),
    )  # fmt: skip
    text = ""
    for of, muscles in orders:
        count = len(of.frames)
        text += "".join(frame.svg for frame in draw(of, [[SITES[name] for name in muscles]] * count, ["a"] * count))
        if count > 1:
            text += moving(of, [[SITES[name] for name in muscles]] * count, "a", Tempo(4, 5)).svg
    return hashlib.sha256(text.encode()).hexdigest()
