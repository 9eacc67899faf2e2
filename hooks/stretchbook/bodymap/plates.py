"""The plates of the body's map, as they stand in `atlas/`: the body, its landmarks, and where each muscle lies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from stretchbook.bodymap.outlines import Curve, Outline, Point, fibres

ATLAS = Path(__file__).with_name("atlas")
PLATES = ("back", "back-deep", "front")

Closed = Annotated[Outline, BeforeValidator(Outline.read)]
Open = Annotated[Outline, BeforeValidator(lambda text: Outline.read(text, closed=False))]
Place = Annotated[Point, BeforeValidator(lambda text: tuple(float(number) for number in text.split(",")))]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Body(_Part):
    """What all plates share."""

    silhouette: Open
    """The right half, from the crown down the outside and up the inside to the crotch."""

    landmarks: Mapping[str, Place]
    """Bones and their parts, by name."""

    @cached_property
    def whole(self) -> Outline:
        """The silhouette of both halves."""
        return mirrored(self.silhouette)


class Fibres(_Part):
    """How a muscle's fibres run: from points along one edge to points along another."""

    edges: tuple[Open, ...]
    """Where they start and where they end; between the two, where they bend to."""

    count: int


class Region(_Part):
    """Where a muscle lies on a plate, on the right half."""

    muscle: str
    """The muscle's id."""

    outlines: tuple[Closed, ...]
    fibres: Fibres
    marks: tuple[Open, ...] = ()
    """Tendons across the muscle."""

    touches: tuple[str, ...] = ()
    """The landmarks at which it begins or ends, as far as they lie on this plate."""

    over: tuple[str, ...] = ()
    """The muscles of this plate that it partly covers."""

    beneath: bool = False
    """Lies beneath others, and is shown through them."""

    tendon: bool = False
    """Is a sheet of tendon, not flesh."""

    note: str = ""
    """What this plate cannot show."""

    @cached_property
    def lines(self) -> tuple[Curve, ...]:
        """The fibres, from where they start."""
        return tuple(fibres(self.fibres.edges, self.fibres.count))


class Drawing(_Part):
    """Something that is no muscle of the map: a bone, a garment, a line of the face."""

    kind: Literal["bone", "face", "hair", "line", "other", "shorts", "spine"]
    outline: Outline
    """The right half; what has a colour of its own reaches a little over the midline."""


class Plate(_Part):
    """One view of the body."""

    id: str
    name: str
    label: str
    """Says what is on it."""

    drawing: tuple[Drawing, ...]
    regions: tuple[Region, ...]
    over_drawing: tuple[Drawing, ...] = ()
    """What is drawn over the muscles."""

    @cached_property
    def region_of(self) -> Mapping[str, Region]:
        """The regions by their muscle's id."""
        return {region.muscle: region for region in self.regions}


class Atlas(_Part):
    """The whole map."""

    body: Body
    plates: tuple[Plate, ...]


def mirrored(half: Outline) -> Outline:
    """Give the closed outline of which the right half begins and ends at the midline."""
    last = len(half.points) - 1
    inner = {number for number in half.corners if 0 < number < last}
    left = tuple((-x, y) for x, y in half.points[-2:0:-1])
    corners = inner | {2 * last - number for number in inner}
    return Outline((*half.points, *left), frozenset(corners))


@cache
def atlas() -> Atlas:
    """Read the map."""
    body = Body.model_validate(_read("body"))
    return Atlas(body=body, plates=tuple(_plate(name) for name in PLATES))


def _plate(name: str) -> Plate:
    source = _read(name)
    for region in source["regions"]:
        lines = region["fibres"]
        edges = tuple(lines[name] for name in ("from", "via", "to") if name in lines)
        region["fibres"] = {"edges": edges, "count": lines["count"]}
    for field in ("drawing", "over_drawing"):
        source[field] = tuple(_drawing(item) for item in source.get(field, ()))
    return Plate.model_validate(source)


def _drawing(item: Mapping[str, Any]) -> Drawing:
    return Drawing(kind=item["kind"], outline=Outline.read(item["outline"], closed=not item.get("open", False)))


def _read(name: str) -> Any:
    return yaml.safe_load((ATLAS / f"{name}.yml").read_text(encoding="utf-8"))
