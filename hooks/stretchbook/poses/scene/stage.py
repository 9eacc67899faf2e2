"""One frame in front of the camera: who and what is in it, and what of it is seen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stretchbook.model.figure import Figure
from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.contacts import heading_of
from stretchbook.poses.body.rotation import Vector, about_z
from stretchbook.poses.body.sides import Side
from stretchbook.poses.body.skeleton import Skeleton, settled
from stretchbook.poses.body.solve import Posed
from stretchbook.poses.scene.blur import blur
from stretchbook.poses.scene.camera import Camera
from stretchbook.poses.scene.props import Scene, Solid, solids
from stretchbook.poses.scene.visibility import Blobs, Bounds, Faces, View, extent, look

RESOLUTION = 3.0
"""Pixels per centimetre: enough that a finger is four or five wide."""
_CLOSE_UP = 4.2
"""Pixels per centimetre where the picture ends at the chest or the waist, and faces are large."""
PAD = 5.0
"""Centimetres of room around what is drawn."""

_CLOSE, _TRACE = 2.4, 0.02
"""How far around the head is close to it, centimetres, and how much of it there still is so far off when blurred."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Stage:
    """A posed person with the things around. Parts of the body have the names of `surface`, things are `thing …`."""

    figure: Figure
    posed: Posed
    first: Posed
    every: tuple[Posed, ...]

    @property
    def skeleton(self) -> Skeleton:
        """The bones in this frame."""
        return self.posed.skeleton

    @cached_property
    def camera(self) -> Camera:
        """Where it is seen from."""
        return Camera(*(self.figure.frames[self.posed.number].view or self.figure.view))

    @cached_property
    def blobs(self) -> list[Blob]:
        """The surface of the body."""
        return self.posed.surface(self.figure.person)

    @cached_property
    def solids(self) -> list[Solid]:
        """The things that hide what is behind them."""
        return [solid for solid in self._things if not solid.clear]

    @cached_property
    def clear(self) -> list[Solid]:
        """The things that hide nothing."""
        return [solid for solid in self._things if solid.clear]

    @cached_property
    def _things(self) -> list[Solid]:
        body = self.first.posture.body
        heading = heading_of(about_z(body.turn_left - body.turn_right))
        found = [
            solid
            for prop in self.posed.props
            for solid in solids(Scene(self.posed, self.every, heading, self.camera.matrix[2], prop, self.figure.person))
        ]
        return [replace(solid, part=f"thing {solid.part}") for solid in found]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, by their numbers; 0 is nothing."""
        body = [blob.part for blob in self.blobs]
        return ("", *dict.fromkeys([*body, *(solid.part for solid in self.solids)]))

    @cached_property
    def shapes(self) -> tuple[Blobs, Faces]:
        """What the camera is given."""
        number = {name: index for index, name in enumerate(self.names)}
        soft = [blob._replace(part=solid.part) for solid in self.solids for blob in solid.blobs]
        blobs = [*self.blobs, *soft]
        hard = [(face, number[solid.part]) for solid in self.solids for face in solid.faces]
        return Blobs(
            settled(np.array([blob.centre for blob in blobs])),
            settled(np.array([blob.frame for blob in blobs])),
            settled(np.array([blob.radii for blob in blobs])),
            np.array([number[blob.part] for blob in blobs]),
        ), Faces(tuple(face for face, _ in hard), tuple(part for _, part in hard))

    @cached_property
    def extent(self) -> Bounds:
        """What room it needs, centimetres on the screen."""
        blobs, faces = self.shapes
        glass = tuple(face for solid in self.clear for face in solid.faces)
        return extent(blobs, Faces((*faces.polygons, *glass), (*faces.parts, *(1 for _ in glass))), self.camera, PAD)

    def extent_above(self, height: float) -> Bounds:
        """What room is needed by what is above a height on the screen: where a picture ends below it needs no more."""
        blobs, faces = self.shapes
        kept = (blobs.centres @ self.camera.matrix[1]) > height
        if kept.all():
            return self.extent
        above = Blobs(*(part[kept] for part in (blobs.centres, blobs.frames, blobs.radii, blobs.parts)))
        return extent(above, faces, self.camera, PAD)

    def view(self, bounds: Bounds) -> Look:
        """Look at it within bounds, centimetres on the screen. Where nothing is, nothing is looked at."""
        left, bottom, right, top = self.extent
        if bounds[0] <= left and bounds[1] <= bottom and bounds[2] >= right and bounds[3] >= top:
            return self._look
        return Look(self, self._look.view.within(bounds))

    @cached_property
    def _look(self) -> Look:
        """All of it."""
        resolution = _CLOSE_UP if self.figure.crop in ("chest", "waist") else RESOLUTION
        return Look(self, look(*self.shapes, self.camera, self.extent, resolution))

    def on_screen(self, point: Vector) -> Vector:
        """Return where a point of the world is on the screen, in centimetres, and how far towards the viewer."""
        seen: Vector = self.camera.matrix @ point
        return seen


@dataclass(frozen=True)
class Look:
    """What is seen of a stage."""

    stage: Stage
    view: View
    _found: dict[tuple[bool, ...], Mask] = field(default_factory=dict)

    @cached_property
    def is_body(self) -> Mask:
        """Where the person is."""
        return self._where([bool(name) and not name.startswith("thing") for name in self.stage.names])

    @cached_property
    def is_thing(self) -> Mask:
        """Where a thing is."""
        return self._where([name.startswith("thing") for name in self.stage.names])

    @cached_property
    def around_head(self) -> Mask:
        """Where the head is, or close to it."""
        near: Mask = blur(self.is_part("head", "ear", "hair"), 0.5 * _CLOSE * self.view.resolution) > _TRACE
        return near

    def is_part(self, *names: str) -> Mask:
        """Where one of these parts is."""
        return self._where([name in names for name in self.stage.names])

    def is_like(self, *words: str) -> Mask:
        """Where a part is whose name holds one of these words."""
        return self._where([any(word in name for word in words) for name in self.stage.names])

    def _where(self, chosen: list[bool]) -> Mask:
        """Return a mask that nobody may change: it is asked for again and again."""
        key = tuple(chosen)
        if key not in self._found:
            found: Mask = np.array(chosen)[self._part]
            found.flags.writeable = False
            self._found[key] = found
        return self._found[key]

    @cached_property
    def _part(self) -> NDArray[np.intp]:
        """The parts as numpy likes them for an index: five times as fast."""
        return self.view.part.astype(np.intp)

    def local(self, point: str, frame: str, where: Mask) -> NDArray[np.float64]:
        """Return the places of some pixels, in reading order, as seen from a bone, centimetres (n, 3)."""
        skeleton = self.stage.skeleton
        places = self.view.position.reshape(-1, 3)[np.flatnonzero(where)] - skeleton.points[point]
        # einsum, as a product by BLAS is many times as slow for so narrow a matrix.
        found: NDArray[np.float64] = np.einsum("ni,ij->nj", places, skeleton.frames[frame])
        return found


def side_of(part: str) -> Side | None:
    """Return the side that a part of the body is on, if it has one."""
    return "left" if part.startswith("left ") else "right" if part.startswith("right ") else None


def union(*bounds: Bounds) -> Bounds:
    """Return the bounds that hold all of these."""
    lefts, bottoms, rights, tops = zip(*bounds, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
