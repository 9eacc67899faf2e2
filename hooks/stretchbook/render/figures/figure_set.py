"""The pictures of a library: drawn, checked, and with what pages need to show them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stretchbook.book.library import Library
from stretchbook.model.dose import Dose
from stretchbook.model.figure import Figure, Frame
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.model.stretch import Stretch
from stretchbook.poses.description import describe
from stretchbook.poses.drawn import Drawn, Tempo
from stretchbook.poses.figure_cache import FigureCache, MovingOrder, Order
from stretchbook.text.numbers import runs_said

FOLDER = "figures"


@dataclass(frozen=True)
class Picture:
    """One frame on the site: its address, what it shows in words, its size in centimetres, and its record's steps."""

    uri: str
    alternative: str
    width: float
    height: float
    steps: tuple[int, ...]
    svg: str

    @property
    def label(self) -> str:
        """Say which steps it goes with: "Step 1", "Steps 1 and 2", "Steps 3–6 and 8"."""
        *most, last = runs_said(self.steps, "–")
        if most:
            return f"Steps {', '.join(most)} and {last}"
        return f"Step {last}" if len(self.steps) == 1 else f"Steps {last}"


@dataclass(frozen=True)
class MovingPicture:
    """The moving picture of a stretch: its address, its SVG and its size in centimetres."""

    uri: str
    svg: str
    width: float
    height: float


@dataclass
class FigureSet:
    """The pictures of a library, by stretch. `root` is the folder of the records."""

    library: Library
    root: Path
    cache: FigureCache
    pictures: dict[str, tuple[Picture, ...]] = field(default_factory=dict)
    moving_pictures: dict[str, MovingPicture] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    """Why a moving picture could not be drawn, by stretch."""
    samples: dict[str, dict[str, Picture]] = field(default_factory=dict)

    def draw(self, *, with_samples: bool = False) -> None:
        """Draw what is not drawn yet, `with_samples` the guide's pictures too."""
        orders = self.orders()
        groups = {name: self.sample_orders(name) for name in self.library.sample_groups} if with_samples else {}
        wanted = [order for group in groups.values() for order in group.values()]
        drawn = self.cache.draw([*orders.values(), *wanted])
        for name, order in orders.items():
            self.pictures[name] = tuple(_pictures(order, drawn[name]))
        self.samples = {
            name: {words: list(_pictures(order, drawn[order.name]))[-1] for words, order in group.items()}
            for name, group in groups.items()
        }

    def move(self) -> None:
        """Draw the moving pictures that are not drawn yet."""
        orders = [self._moving_order(name, order) for name, order in self.orders().items()]
        for name, moving in self.cache.move(orders).items():
            if moving.fault:
                self.faults[name] = moving.fault
            elif moving.svg:
                uri = f"{FOLDER}/{name}-moving.svg"
                self.moving_pictures[name] = MovingPicture(uri, moving.svg, moving.width, moving.height)

    def _moving_order(self, name: str, order: Order) -> MovingOrder:
        # It says what the picture says in whose place it is shown.
        return MovingOrder(
            order, order.titles[_FOR_ALL if len(order.titles) > 1 else 0], _tempo(self.library.stretches[name].dose)
        )

    def undrawn(self) -> list[str]:
        """Return the ids of the stretches without a figure."""
        return [name for name, stretch in self.library.stretches.items() if stretch.figure is None]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield `(address, SVG)` of every picture."""
        drawn = (*self.pictures.values(), *(tuple(samples.values()) for samples in self.samples.values()))
        for pictures in drawn:
            for picture in pictures:
                yield picture.uri, picture.svg
        for moving in self.moving_pictures.values():
            yield moving.uri, moving.svg

    def lines(self, name: str) -> str:
        """Return the lines of a record that say how it is drawn, as they stand in its file."""
        text = (self.root / f"{name}.yml").read_text(encoding="utf-8")
        found = re.search(r"^figure:\n(?:[ \t]+.*\n|\n)*", text, re.MULTILINE)
        return found[0] if found else ""

    def orders(self, unfit: Collection[str] = ()) -> dict[str, Order]:
        """Return what is to be drawn, by stretch; not of those that are `unfit`, or name a muscle that is not there."""
        found = {name: self.order(name) for name in self.library.stretches if name not in unfit}
        return {name: order for name, order in found.items() if order}

    def order(self, name: str) -> Order | None:
        """Return what is to be drawn of a stretch; None without a figure, or where that names an unknown muscle."""
        stretch = self.library.stretches[name]
        if stretch.figure is None or not self._is_named(stretch, stretch.figure):
            return None
        return self._order(name, stretch, stretch.figure)

    def drawn(self, name: str) -> tuple[Picture, ...]:
        """Return the pictures of one stretch, drawn now if they are not drawn yet."""
        order = self.order(name)
        return tuple(_pictures(order, self.cache.draw([order])[name])) if order else ()

    def _is_named(self, stretch: Stretch, figure: Figure) -> bool:
        return all(word in self.library.titles for frame in figure.frames for word in marked(stretch, frame))

    def _order(self, name: str, stretch: Stretch, figure: Figure) -> Order:
        named = [marked(stretch, frame) for frame in figure.frames]
        muscles = tuple(tuple(self._sites(words)) for words in named)
        titles = tuple(
            # What lies under no skin is not drawn, and so not told to be marked.
            describe(figure, number, [_small(self.library.titles[word]) for word in words if any(self._sites([word]))])
            for number, words in enumerate(named)
        )
        return Order(name, figure, muscles, titles)

    def sample_orders(self, group: str) -> dict[str, Order]:
        """Return what is to be drawn for each sample of a group, by its words, in order; the last frame is shown."""
        found = {}
        for number, sample in enumerate(self.library.sample_groups[group].samples, 1):
            frames = sample.figure.frames
            muscles = tuple(tuple(self._sites(frame.marked or ())) for frame in frames)
            titles = tuple(describe(sample.figure, each, ()) for each in range(len(frames)))
            found[sample.words] = Order(f"guide-{group}-{number}", sample.figure, muscles, titles)
        return found

    def _sites(self, words: Iterable[str]) -> Iterator[MuscleSite]:
        """Yield where the muscles lie, as far as they have a place on the skin; a group stands for its members."""
        sites = self.library.atlas.muscle_sites
        for word in words:
            yield from (sites[name] for name in self.library.members.get(word, (word,)) if name in sites)


def _pictures(order: Order, frames: Iterable[Drawn]) -> Iterator[Picture]:
    for number, (frame, drawn, title) in enumerate(zip(order.figure.frames, frames, order.titles, strict=True), 1):
        uri = f"{FOLDER}/{order.name}-{number}.svg"
        yield Picture(uri, title, drawn.width, drawn.height, frame.steps, drawn.svg)


def marked(stretch: Stretch, frame: Frame) -> list[str]:
    """Return what a picture marks, as the record names it: what it says, or what is stretched, or else what works.

    In the first of several pictures nothing is stretched yet.
    """
    muscles = stretch.muscles
    if frame.marked is not None:
        return list(frame.marked)
    if stretch.figure is not None and len(stretch.figure.frames) > 1 and frame is stretch.figure.frames[0]:
        return []
    stretched = [name for name in muscles.primary if name not in muscles.working]
    return stretched or list(muscles.primary)


_FOR_ALL = 1
"""Which picture stands for all of them: where the movement has arrived."""
_EASY_PACE = 4.0
"""How long moving takes where a record gives no time, seconds."""


def _tempo(dose: Dose) -> Tempo:
    return Tempo(float(dose.move or _EASY_PACE), float(dose.hold.low if dose.hold else 0), dose.phases)


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def card_picture(pictures: Mapping[str, tuple[Picture, ...]], name: str) -> Picture | None:
    """Return the picture that stands for a stretch: of two or more the second, where the movement has arrived."""
    frames = pictures.get(name, ())
    return frames[_FOR_ALL] if len(frames) > 1 else frames[0] if frames else None


def routine_pictures(
    pictures: Mapping[str, tuple[Picture, ...]], routines: Mapping[str, Sequence[str]]
) -> dict[str, Picture]:
    """Return the picture that stands for each routine, given by its stretches: one that no other shows, if there is.

    Routines with few stretches choose first, since they have the least to choose from.
    """
    chosen: dict[str, Picture] = {}
    for name in sorted(routines, key=lambda name: len(set(routines[name]))):
        drawn = [picture for stretch in routines[name] if (picture := card_picture(pictures, stretch))]
        free = [picture for picture in drawn if picture not in chosen.values()]
        if drawn:
            chosen[name] = (free or drawn)[0]
    return chosen
