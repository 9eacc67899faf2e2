"""The plates of a library's body map: the body, its landmarks, and where each muscle lies on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from stretchbook.bodymap.outlines import Curve, Outline, Point, fibres
from stretchbook.model.base import Model, vocabulary
from stretchbook.text.letters import Id, Name, Text

_NUMBER = r"-?\d{1,3}(?:\.\d{1,3})?"
_POINT = re.compile(rf"({_NUMBER}),({_NUMBER})(!?)")


_MOST_POINTS = 60
_OF_THE_BODY = 200
"""How many points an outline may have: what is hatched takes time for each of them."""

_FARTHEST = 120
"""Centimetres: nobody is wider or higher."""


def read_outline(text: Any, least: int = 3, most: int = _MOST_POINTS) -> Outline:
    """Return the closed outline `0.4,11.2! 2.3,10.9 …` of at least so many points, where `!` makes a point a corner.

    Centimetres, from the midline to the right and from C7 upwards. Raises what pydantic makes an error of.
    """
    found = [_read_point(word) for word in _as_text(text).split()]
    if len(found) < least:
        raise PydanticCustomError("too_few_points", "has too few points", {"count": len(found), "least": least})
    if len(found) > most:
        raise PydanticCustomError("too_many_points", "has too many points", {"count": len(found), "most": most})
    points = tuple((float(point[1]), float(point[2])) for point in found)
    return Outline(points, frozenset(number for number, point in enumerate(found) if point[3]))


def _read_point(word: str) -> re.Match[str]:
    found = _POINT.fullmatch(word)
    if not found:
        raise PydanticCustomError("point", "is no point", {"text": word})
    if max(abs(float(found[1])), abs(float(found[2]))) > _FARTHEST:
        raise PydanticCustomError("far_off", "is far off", {"text": word, "most": _FARTHEST})
    return found


def _read_place(text: Any) -> Point:
    found = _read_point(_as_text(text).strip())
    return float(found[1]), float(found[2])


def _as_text(text: Any) -> str:
    if isinstance(text, str):
        return text
    raise PydanticCustomError("string_type", "is no text")


Closed = Annotated[Outline, BeforeValidator(read_outline)]
Open = Annotated[Outline, BeforeValidator(lambda text: read_outline(text, 2).opened)]
HalfBody = Annotated[Outline, BeforeValidator(lambda text: read_outline(text, 2, _OF_THE_BODY).opened)]
OpenOrClosed = Annotated[Outline, BeforeValidator(lambda text: read_outline(text, 2))]
MapPoint = Annotated[Point, BeforeValidator(_read_place)]


class _Part(Model):
    model_config = ConfigDict(arbitrary_types_allowed=True)


class BodyOutline(_Part):
    """What all plates share."""

    silhouette: HalfBody
    """The right half, from the crown down the outside and up the inside to the crotch."""

    landmarks: Mapping[str, MapPoint]
    """Bones and their parts, by name."""

    close_up: MapPoint | None = None
    """How far out and how far down a drawing reaches on which no marked muscle lies lower; without, all is drawn."""

    @cached_property
    def whole(self) -> Outline:
        """The silhouette of both halves."""
        return mirrored(self.silhouette)


class Fibres(_Part):
    """How a muscle's fibres run: from points along one edge to points along another."""

    start: Open
    """Where they start."""

    via: Open | None = None
    """Where they bend to, between the two."""

    end: Open
    """Where they end."""

    count: Annotated[int, Field(ge=0, le=40)]
    """How many are drawn."""


class Region(_Part):
    """Where a muscle lies on a plate, on the right half."""

    muscle: Annotated[Id, Field(json_schema_extra=vocabulary("muscles"))]
    """The id of the muscle."""

    outlines: Annotated[tuple[Closed, ...], Field(min_length=1, max_length=8)]
    """Around each of its parts that is seen."""

    fibres: Fibres
    """How its fibres run."""

    marks: Annotated[tuple[Open, ...], Field(max_length=20)] = ()
    """Tendons across the muscle."""

    touches: tuple[str, ...] = ()
    """The landmarks at which it begins or ends, as far as they lie on this plate."""

    over: tuple[Id, ...] = ()
    """The muscles of this plate that it partly covers."""

    beneath: bool = False
    """Lies beneath others, and is shown through them."""

    tendon: bool = False
    """Is a sheet of tendon, not flesh."""

    note: Text | None = None
    """What this plate cannot show."""

    @cached_property
    def lines(self) -> tuple[Curve, ...]:
        """The fibres, from where they start."""
        run = self.fibres
        return tuple(fibres([edge for edge in (run.start, run.via, run.end) if edge], run.count))


class PlateDrawing(_Part):
    """Something that is no muscle of the map: a bone, a garment, a line of the face."""

    kind: Literal["bone", "face", "hair", "line", "other", "shorts", "spine"]
    """What it is, and so its colour."""

    outline: OpenOrClosed
    """The right half; what has a colour of its own reaches a little over the midline."""

    open: bool = False
    """Is a line with two ends."""

    @cached_property
    def line(self) -> Outline:
        """What is drawn: the outline, or the line."""
        return self.outline.opened if self.open else self.outline


class Plate(_Part):
    """One view of the body."""

    name: Name
    """What it is called, under it."""

    label: Name
    """Says what is on it, to those who do not see it."""

    drawing: Annotated[tuple[PlateDrawing, ...], Field(max_length=80)] = ()
    """What is drawn below the muscles."""

    regions: Annotated[tuple[Region, ...], Field(min_length=1, max_length=60)]
    """Where the muscles lie; later ones are drawn over earlier ones."""

    over_drawing: Annotated[tuple[PlateDrawing, ...], Field(max_length=80)] = ()
    """What is drawn over the muscles."""

    @cached_property
    def region_of(self) -> Mapping[str, Region]:
        """The regions by their muscle's id."""
        return {region.muscle: region for region in self.regions}


def mirrored(half: Outline) -> Outline:
    """Return the closed outline of which the right half begins and ends at the midline."""
    last = len(half.points) - 1
    inner = {number for number in half.corners if 0 < number < last}
    left = tuple((-x, y) for x, y in half.points[-2:0:-1])
    corners = inner | {2 * last - number for number in inner}
    return Outline((*half.points, *left), frozenset(corners))
