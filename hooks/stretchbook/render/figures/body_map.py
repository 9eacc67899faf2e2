"""The map of the body: its plates as drawings whose muscles can be named, linked and marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from stretchbook.bodymap.outlines import UNITS, area, fibre_path
from stretchbook.bodymap.plates import BodyOutline, Plate, PlateDrawing, Region
from stretchbook.book.library import Library

Mark = Literal["primary", "secondary"]

_HATCHING: Mapping[Mark, float] = {"primary": 1.7, "secondary": 2.3}
"""How many centimetres lie between the lines of a marked muscle, measured upwards."""

_LONG_NAME = 24
"""Names with more letters than this take two lines."""


@dataclass(frozen=True)
class MapFrame:
    """What is seen of a plate, in drawing units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def box(self) -> str:
        """The SVG's `viewBox`."""
        return f"{self.left} {self.top} {self.width} {self.height}"


_BESIDE, _ABOVE, _BELOW = 15, 14, 116
"""Room around the body, in drawing units; below it there is room for a name."""


@dataclass(frozen=True)
class MapFrames:
    """What is seen of a body, in drawing units: all of it with a name below, all of it, or its upper part."""

    whole: MapFrame
    figure: MapFrame
    close_up: MapFrame
    seam: str
    """The line down its middle, as the `d` of an SVG path."""

    @classmethod
    def around(cls, body: BodyOutline) -> MapFrames:
        """Return the frames around a body."""
        points = body.silhouette.points
        half = round(max(x for x, _ in points) * UNITS) + _BESIDE
        top, floor = (round(-bound(y for _, y in points) * UNITS) for bound in (max, min))
        figure = MapFrame(-half, top - _ABOVE, 2 * half, floor - top + _ABOVE)
        close_up = figure
        if body.close_up:
            out, down = round(body.close_up[0] * UNITS), round(-body.close_up[1] * UNITS)
            close_up = MapFrame(-out, figure.top, 2 * out, down - figure.top)
        crown, crotch = (int(-points[end][1]) * UNITS for end in (0, -1))
        whole = MapFrame(figure.left, figure.top, figure.width, figure.height + _BELOW)
        return cls(whole, figure, close_up, f"M0{_after(crown)}v{crotch - crown}")

    @property
    def floor(self) -> int:
        """Where the body ends below."""
        return self.figure.top + self.figure.height


def _after(number: int) -> str:
    return f" {number}" if number >= 0 else str(number)


@dataclass(frozen=True)
class Layer:
    """Paths that look alike."""

    kind: str
    path: str


@dataclass(frozen=True)
class Shape:
    """One muscle on one plate, its right half."""

    muscle: str
    kind: str
    path: str
    lowest: int
    area: float
    hatching: Mapping[Mark, str]


@dataclass(frozen=True)
class DrawnPlate:
    """One plate, drawn."""

    id: str
    name: str
    label: str
    skin: str
    """The right half of the body's outline."""

    below: tuple[Layer, ...]
    """What is drawn before the muscles."""

    above: tuple[Layer, ...]
    """What is drawn over them."""

    shapes: tuple[Shape, ...]
    fibres: str
    flesh: str
    """All that lies on the surface, as one path: the ground on which some muscles are marked."""


@dataclass(frozen=True)
class Marked:
    """One muscle of a plate, with what is to be known of it."""

    shape: Shape
    mark: Mark | None

    @property
    def hatching(self) -> str:
        """The lines across it."""
        return self.shape.hatching[self.mark] if self.mark else ""


@dataclass(frozen=True)
class MapView:
    """One plate as a page shows it."""

    plate: DrawnPlate
    frame: MapFrame
    muscles: tuple[Marked, ...]

    @property
    def names(self) -> list[str]:
        """The ids of the muscles."""
        return [item.shape.muscle for item in self.muscles]


@dataclass(frozen=True)
class BodyMap:
    """The map of a library's muscles. Without plates there is no map."""

    library: Library

    @cached_property
    def plates(self) -> tuple[DrawnPlate, ...]:
        """The plates, drawn; none where the library has none."""
        atlas = self.library.atlas
        if atlas.body is None:
            return ()
        return tuple(_drawn(name, plate, atlas.body.silhouette.path) for name, plate in atlas.plates.items())

    @cached_property
    def frames(self) -> MapFrames:
        """What is seen of the body."""
        body = self.library.atlas.body
        if body is None:
            raise ValueError("A library without a body has no map.")
        return MapFrames.around(body)

    @cached_property
    def muscles(self) -> tuple[str, ...]:
        """The ids of the muscles that are on the map, in the order of the library."""
        drawn = {shape.muscle for plate in self.plates for shape in plate.shapes}
        return tuple(name for name in self.library.muscles if name in drawn)

    def whole(self) -> list[MapView]:
        """Return every plate with all its muscles."""
        return [
            MapView(plate, self.frames.whole, tuple(Marked(shape, None) for shape in plate.shapes))
            for plate in self.plates
        ]

    def marking(self, primary: Iterable[str], secondary: Iterable[str] = ()) -> list[MapView]:
        """Return the plates that are needed to show some muscles or groups, with these marked.

        Of one muscle or group, every plate on which it can be seen.
        """
        if not self.plates:
            return []
        words = list(primary)
        marks: dict[str, Mark] = dict.fromkeys(self._muscles_of(secondary), "secondary")
        marks |= dict.fromkeys(self._muscles_of(words), "primary")
        alone = len(words) == 1 and len(marks) == len(self._muscles_of(words))
        chosen = [plate for plate in self.plates if _shown(plate, marks)] if alone else self._needed(marks)
        seen = [shape for plate in chosen for shape in _shown(plate, marks)]
        close_up = self.frames.close_up
        frame = close_up if all(shape.lowest < close_up.top + close_up.height for shape in seen) else self.frames.figure
        return [
            MapView(plate, frame, tuple(Marked(shape, marks[shape.muscle]) for shape in _shown(plate, marks)))
            for plate in chosen
        ]

    def _needed(self, marks: Mapping[str, Mark]) -> list[DrawnPlate]:
        """Choose plates: each main muscle where it is seen best, then few more, so that none is missing."""
        known = [name for name in marks if name in self.muscles]
        chosen = {self._best(name).id for name in known if marks[name] == "primary"}
        missing = {
            name for name in known if not any(_shown(plate, [name]) for plate in self.plates if plate.id in chosen)
        }
        while missing:
            best = max(self.plates, key=lambda plate: len(_shown(plate, missing)))
            chosen.add(best.id)
            missing.difference_update(shape.muscle for shape in best.shapes)
        return [plate for plate in self.plates if plate.id in chosen]

    def _best(self, name: str) -> DrawnPlate:
        return max(self.plates, key=lambda plate: sum(shape.area for shape in _shown(plate, [name])))

    def _muscles_of(self, words: Iterable[str]) -> list[str]:
        members = self.library.members
        return [name for word in words for name in members.get(word, (word,))]


def _shown(plate: DrawnPlate, names: Collection[str]) -> list[Shape]:
    return [shape for shape in plate.shapes if shape.muscle in names]


def label_lines(name: str, count: str) -> tuple[str, str]:
    """Return a muscle's name and count as two lines of about the same length."""
    if len(name) < _LONG_NAME:
        return name, count
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda place: abs(place - _LONG_NAME * 0.75), default=len(name))
    return name[:middle], f"{name[middle:].strip()} · {count}"


@lru_cache(maxsize=32)
def _drawn(name: str, plate: Plate, skin: str) -> DrawnPlate:
    surface = [region for region in plate.regions if not region.beneath]
    return DrawnPlate(
        id=name,
        name=plate.name,
        label=plate.label,
        skin=skin,
        below=tuple(_layers(plate.drawing)),
        above=(*_layers(plate.over_drawing), *_marks(surface)),
        shapes=tuple(_shape(region) for region in plate.regions),
        fibres=fibre_path(line for region in surface for line in region.lines),
        flesh="".join(outline.path for region in surface for outline in region.outlines),
    )


def _layers(items: Iterable[PlateDrawing]) -> Iterator[Layer]:
    paths: dict[str, str] = {}
    for item in items:
        paths[item.kind] = paths.get(item.kind, "") + item.line.path
    for kind, path in paths.items():
        yield Layer(kind, path)


def _marks(regions: Iterable[Region]) -> Iterator[Layer]:
    if path := "".join(mark.path for region in regions for mark in region.marks):
        yield Layer("mark", path)


def _shape(region: Region) -> Shape:
    polygons = [outline.polygon for outline in region.outlines]
    return Shape(
        muscle=region.muscle,
        kind="tendon" if region.tendon else "beneath" if region.beneath else "flesh",
        path="".join(outline.path for outline in region.outlines),
        lowest=round(max(-y for polygon in polygons for _, y in polygon) * UNITS),
        area=sum(area(polygon) for polygon in polygons),
        hatching={
            mark: "".join(outline.hatching(apart) for outline in region.outlines) for mark, apart in _HATCHING.items()
        },
    )
