"""The map of the body: its plates as drawings whose muscles can be named, linked and marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from stretchbook.bodymap.outlines import UNITS, area, fibre_path
from stretchbook.bodymap.plates import Drawing, Plate, Region, atlas
from stretchbook.book.library import Library

Mark = Literal["primary", "secondary"]

_HATCHING: Mapping[Mark, float] = {"primary": 1.7, "secondary": 2.3}
"""How many centimetres lie between the lines of a marked muscle, measured upwards."""

_LONG_NAME = 24
"""Names with more letters than this take two lines."""


@dataclass(frozen=True)
class Frame:
    """What is seen of a plate, in drawing units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def box(self) -> str:
        """The SVG's `viewBox`."""
        return f"{self.left} {self.top} {self.width} {self.height}"


FLOOR = 800
"""Where the plates end, at the thighs. Below there is room for a name."""

WHOLE = Frame(-335, -266, 670, FLOOR + 266 + 116)
FIGURE = Frame(-335, -266, 670, FLOOR + 266)
BUST = Frame(-262, -266, 524, 766)


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
class Sheet:
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
class View:
    """One plate as a page shows it."""

    sheet: Sheet
    frame: Frame
    muscles: tuple[Marked, ...]

    @property
    def names(self) -> list[str]:
        """The ids of the muscles."""
        return [item.shape.muscle for item in self.muscles]


@dataclass(frozen=True)
class BodyMap:
    """The map of a library's muscles. Where the library has none of those drawn, there is no map."""

    library: Library

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The plates on which there is a muscle of the library."""
        return tuple(sheet for sheet in sheets() if any(self._is_known(shape) for shape in sheet.shapes))

    @cached_property
    def muscles(self) -> tuple[str, ...]:
        """The ids of the muscles that are on the map, in the order of the library."""
        drawn = {shape.muscle for sheet in self.sheets for shape in sheet.shapes}
        return tuple(name for name in self.library.muscles if name in drawn)

    def _is_known(self, shape: Shape) -> bool:
        return shape.muscle in self.library.muscles

    def whole(self) -> list[View]:
        """Give every plate with all its muscles."""
        return [
            View(sheet, WHOLE, tuple(Marked(shape, None) for shape in sheet.shapes if self._is_known(shape)))
            for sheet in self.sheets
        ]

    def marking(self, primary: Iterable[str], secondary: Iterable[str] = ()) -> list[View]:
        """Give the plates that are needed to show some muscles or groups, with these marked.

        Of one muscle or group, every plate on which it can be seen.
        """
        words = list(primary)
        marks: dict[str, Mark] = dict.fromkeys(self._muscles_of(secondary), "secondary")
        marks |= dict.fromkeys(self._muscles_of(words), "primary")
        alone = len(words) == 1 and len(marks) == len(self._muscles_of(words))
        chosen = [sheet for sheet in self.sheets if _shown(sheet, marks)] if alone else self._needed(marks)
        seen = [shape for sheet in chosen for shape in _shown(sheet, marks)]
        frame = BUST if all(shape.lowest < BUST.top + BUST.height for shape in seen) else FIGURE
        return [
            View(sheet, frame, tuple(Marked(shape, marks[shape.muscle]) for shape in _shown(sheet, marks)))
            for sheet in chosen
        ]

    def _needed(self, marks: Mapping[str, Mark]) -> list[Sheet]:
        """Choose plates: each main muscle where it is seen best, then few more, so that none is missing."""
        known = [name for name in marks if name in self.muscles]
        chosen = {self._best(name).id for name in known if marks[name] == "primary"}
        missing = {
            name for name in known if not any(_shown(sheet, [name]) for sheet in self.sheets if sheet.id in chosen)
        }
        while missing:
            best = max(self.sheets, key=lambda sheet: len(_shown(sheet, missing)))
            chosen.add(best.id)
            missing.difference_update(shape.muscle for shape in best.shapes)
        return [sheet for sheet in self.sheets if sheet.id in chosen]

    def _best(self, name: str) -> Sheet:
        return max(self.sheets, key=lambda sheet: sum(shape.area for shape in _shown(sheet, [name])))

    def _muscles_of(self, words: Iterable[str]) -> list[str]:
        members = self.library.members
        return [name for word in words for name in members.get(word, (word,))]


def _shown(sheet: Sheet, names: Collection[str]) -> list[Shape]:
    return [shape for shape in sheet.shapes if shape.muscle in names]


def label_lines(name: str, count: str) -> tuple[str, str]:
    """Give a muscle's name and count as two lines of about the same length."""
    if len(name) < _LONG_NAME:
        return name, count
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda place: abs(place - _LONG_NAME * 0.75), default=len(name))
    return name[:middle], f"{name[middle:].strip()} · {count}"


@cache
def sheets() -> tuple[Sheet, ...]:
    """Draw the plates."""
    return tuple(_sheet(plate) for plate in atlas().plates)


def _sheet(plate: Plate) -> Sheet:
    surface = [region for region in plate.regions if not region.beneath]
    return Sheet(
        id=plate.id,
        name=plate.name,
        label=plate.label,
        skin=atlas().body.silhouette.path,
        below=tuple(_layers(plate.drawing)),
        above=(*_layers(plate.over_drawing), *_marks(surface)),
        shapes=tuple(_shape(region) for region in plate.regions),
        fibres=fibre_path(line for region in surface for line in region.lines),
        flesh="".join(outline.path for region in surface for outline in region.outlines),
    )


def _layers(items: Iterable[Drawing]) -> Iterator[Layer]:
    paths: dict[str, str] = {}
    for item in items:
        paths[item.kind] = paths.get(item.kind, "") + item.outline.path
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
