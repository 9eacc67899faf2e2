"""All the frames of a figure as drawings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.figure import Figure
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.body.sides import SIDES, Side
from stretchbook.poses.body.sights import sights
from stretchbook.poses.body.solve import Posed, lowest, solve
from stretchbook.poses.drawn import Drawn, Miss
from stretchbook.poses.ink.arrows import ArrowContext, Line, arrow_line
from stretchbook.poses.ink.drawing import Drawing, Round
from stretchbook.poses.scene.close_up import close_up, place, radius_in
from stretchbook.poses.scene.stage import Stage, union
from stretchbook.poses.scene.targets import target
from stretchbook.poses.scene.visibility import Bounds

REACH = 1.5
"""By how many centimetres a hand may miss what it is to touch."""
_ARROW_ROOM = 24.0
"""How far around a person there may be an arrow, centimetres."""
_ARROW_PAD = 3.0
_PORTRAIT = 1.15
"""How wide a picture of the head and the chest is, in heights: it would stand too high beside a few lines of words."""
_CROPS = {"hips": -28.0, "waist": 10.0, "chest": 30.0}
"""Where a picture ends below, centimetres above the hips."""


def draw(figure: Figure, muscles: Sequence[Sequence[MuscleSite]], titles: Sequence[str]) -> list[Drawn]:
    """Draw every frame. `muscles` are where those lie that each frame marks, `titles` what it shows in words.

    A figure in which a hand or a foot misses its place is not drawn; its frames say what is missed.
    """
    posed = solve(figure)
    missed = [tuple(_misses(each)) for each in posed]
    if any(missed):
        return [Drawn("", 0.0, 0.0, 0.0, 0.0, each) for each in missed]
    stages = stages_of(figure, posed)
    headless = [(Miss("", "head", ""),) if _cuts_head(stage, _cut(figure, stages)) else () for stage in stages]
    if any(headless):
        return [Drawn("", 0.0, 0.0, 0.0, 0.0, each) for each in headless]
    shots = [
        _Shot(stage, arrows, marked, _ghost(stages, stage))
        for stage, arrows, marked in zip(stages, arrows_of(figure, stages, muscles), muscles, strict=True)
    ]
    ghosts = [shot.ghost for shot in shots if shot.ghost]
    bounds = bounds_of(figure, [*stages, *ghosts], [line for shot in shots for line in shot.arrows])
    bounds = _with_room(shots, bounds)
    return [
        replace(shot.drawn(bounds, title), sights=seen)
        for shot, title, seen in zip(shots, titles, sights(figure, posed), strict=True)
    ]


def _with_room(shots: Sequence[_Shot], bounds: Bounds) -> Bounds:
    """Return bounds in which every close-up has room: they grow to the right for one that has none."""
    grown = bounds
    while any(shot.has_no_room(grown) for shot in shots) and grown[2] - bounds[2] < _MOST_GROWN * (
        bounds[2] - bounds[0]
    ):
        left, bottom, right, top = grown
        grown = (left, bottom, right + _GROWTH * radius_in(grown), top)
    return grown


_GROWTH, _MOST_GROWN = 0.5, 0.8
"""By how much a picture grows at a time for a close-up, in radii of it, and by how much at most, in widths."""


@dataclass(frozen=True)
class _Shot:
    """What one frame shows: who and what is there, arrows, the muscles that are marked, and where the body was."""

    stage: Stage
    arrows: Sequence[Line]
    muscles: Sequence[MuscleSite]
    ghost: Stage | None

    def drawn(self, bounds: Bounds, title: str) -> Drawn:
        """Return the frame within bounds."""
        stage, figure = self.stage, self.stage.figure
        look = stage.view(bounds)
        marked = target(look, self.muscles, sides_of(figure, stage.posed.number))
        inset = self._inset(bounds)
        drawing = Drawing(look, bounds, self.arrows, marked, self.ghost.view(bounds) if self.ghost else None, inset)
        left, bottom, right, top = bounds
        share = marked.share_through if figure.through else marked.share
        share = max(share, inset.target.share) if inset else share
        shown = share if self.muscles else 0.0
        return Drawn(drawing.svg(title), right - left, top - bottom, shown, lowest(stage.blobs))

    def has_no_room(self, bounds: Bounds) -> bool:
        """Return whether there is a close-up that would cover the body."""
        if self.stage.figure.frames[self.stage.posed.number].inset is None:
            return False
        return self._middle(bounds) is None

    def _middle(self, bounds: Bounds) -> NDArray[np.float64] | None:
        ghost = self.ghost.view(bounds) if self.ghost else None
        return place(self.stage.view(bounds), ghost, bounds, self.arrows)

    def _inset(self, bounds: Bounds) -> Round | None:
        """Return the close-up, if there is one and room for it."""
        stage = self.stage
        wanted = stage.figure.frames[stage.posed.number].inset
        middle = self._middle(bounds) if wanted else None
        if wanted is None or middle is None:
            return None
        look, around = close_up(stage, wanted)
        marked = target(look, self.muscles, sides_of(stage.figure, stage.posed.number))
        return Round(look, around, marked, middle, radius_in(bounds))


def _ghost(stages: Sequence[Stage], stage: Stage) -> Stage | None:
    """Return where the body was that a frame shows too, as the frame's own camera sees it."""
    figure, number = stage.figure, stage.posed.number
    wanted = figure.frames[number].ghost
    if wanted is None or not number:
        return None
    was = stages[number - 1 if wanted == "before" else 0]
    if (was.camera.azimuth, was.camera.elevation) == (stage.camera.azimuth, stage.camera.elevation):
        return was
    frames = list(figure.frames)
    frames[was.posed.number] = frames[was.posed.number].model_copy(update={"view": figure.frames[number].view})
    return replace(was, figure=figure.model_copy(update={"frames": tuple(frames)}))


def stages_of(figure: Figure, posed: Sequence[Posed]) -> list[Stage]:
    """Return the solved frames of a figure in front of their cameras."""
    return [Stage(figure, each, posed[0], tuple(posed)) for each in posed]


def arrows_of(figure: Figure, stages: Sequence[Stage], muscles: Sequence[Sequence[MuscleSite]]) -> list[list[Line]]:
    """Return the lines of the arrows of each frame."""
    return [_arrows(figure, stages, number, muscles[number]) for number in range(len(stages))]


def _arrows(figure: Figure, stages: Sequence[Stage], number: int, muscles: Sequence[MuscleSite]) -> list[Line]:
    wanted = figure.frames[number].arrows
    if not wanted:
        return []
    stage = stages[number]
    left, bottom, right, top = stage.extent
    room = (left - _ARROW_ROOM, bottom - _ARROW_ROOM, right + _ARROW_ROOM, top + _ARROW_ROOM)
    look = stage.view(room)
    context = ArrowContext(look, _size(figure, stages), target(look, muscles, sides_of(figure, number)).seen)
    before = {"before": stages[max(number - 1, 0)], "first": stages[0]}
    return [arrow_line(arrow, before[arrow.since], context) for arrow in wanted]


def _size(figure: Figure, stages: Sequence[Stage]) -> float:
    """Return the side of a square as large as the drawing, centimetres."""
    left, bottom, right, top = bounds_of(figure, stages, [])
    return math.sqrt((right - left) * (top - bottom))


def bounds_of(figure: Figure, stages: Sequence[Stage], lines: Sequence[Line]) -> Bounds:
    """Return the same bounds for all frames, so that nobody grows or moves from one to the next."""
    cut = _cut(figure, stages)
    left, bottom, right, top = union(*(stage.extent_above(cut) for stage in stages))
    if lines:
        points = np.vstack(lines)
        (low_x, low_y), (high_x, high_y) = points.min(axis=0) - _ARROW_PAD, points.max(axis=0) + _ARROW_PAD
        left, bottom, right, top = min(left, low_x), min(bottom, low_y), max(right, high_x), max(top, high_y)
    bottom = max(bottom, cut)
    if figure.crop == "chest":
        middle, half = (left + right) / 2, max(right - left, _PORTRAIT * (top - bottom)) / 2
        left, right = middle - half, middle + half
    return left, bottom, right, top


def _cut(figure: Figure, stages: Sequence[Stage]) -> float:
    """Return the height on the screen at which the pictures end below, centimetres."""
    if figure.crop == "none":
        return -math.inf
    return float(stages[0].on_screen(stages[0].skeleton.on_spine(_CROPS[figure.crop]).point)[1])


def _cuts_head(stage: Stage, cut: float) -> bool:
    """Return whether a picture that ends below at a height would be one of somebody without a head, or of nobody."""
    return float(stage.on_screen(stage.skeleton.points["head"])[1]) < cut


def sides_of(figure: Figure, number: int) -> tuple[Side, ...]:
    """Return the sides on which a frame marks muscles."""
    side = figure.frames[number].side or figure.side
    return SIDES if side == "both" else (side,)


def _misses(posed: Posed) -> Iterator[Miss]:
    """Yield what a solved pose does not reach."""
    for side in SIDES:
        if error := posed.foot_errors.get(side):
            yield Miss(side, "foot", error)
        if posed.reach_gap[side] > REACH:
            part: Literal["hand", "elbow"] = "elbow" if posed.touches[side].leans else "hand"
            yield Miss(side, part, f"{posed.reach_gap[side]:.0f} cm")
        if posed.reach_gap[side] < -REACH:
            yield Miss(side, "fold", f"{-posed.reach_gap[side]:.0f} cm")
