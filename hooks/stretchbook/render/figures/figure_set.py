"""The pictures of a library: drawn, checked, and with what pages need to show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stretchbook.book.library import Library
from stretchbook.model.figure import Frame
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.model.stretch import Stretch
from stretchbook.poses.description import describe
from stretchbook.poses.figure import Drawn
from stretchbook.problems import Problem
from stretchbook.render.figures.figure_cache import FigureCache, Order
from stretchbook.text.source import Source, read_source

FOLDER = "figures"
SUNK = 1.2
"""How many centimetres below the floor a body may be: skin gives way."""
LEAST_SHOWN = 0.05
"""The share of the target muscles that has to be seen in the picture where most of it is."""


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
        *most, last = _runs(self.steps)
        if most:
            return f"Steps {', '.join(most)} and {last}"
        return f"Step {last}" if len(self.steps) == 1 else f"Steps {last}"


def _runs(numbers: Sequence[int]) -> list[str]:
    """Say numbers in order, three and more in a row as "3–6"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run] for run in runs]
    return [part for parts in said for part in parts]


@dataclass
class FigureSet:
    """The pictures of a library, by stretch. `root` is the folder of the records."""

    library: Library
    root: Path
    cache: FigureCache
    pictures: dict[str, tuple[Picture, ...]] = field(default_factory=dict)
    samples: dict[str, dict[str, Picture]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def draw(self, say: Callable[[str], None], *, with_samples: bool = False) -> None:
        """Draw what is not drawn yet, `with_samples` the guide's pictures too. `say` is told when it takes a while."""
        orders = {order.name: order for order in self._orders()}
        groups = {name: list(self._sample_orders(name)) for name in self.library.sample_groups} if with_samples else {}
        wanted = [order for group in groups.values() for _, order in group]
        drawn = self.cache.draw([*orders.values(), *wanted], say)
        for name, order in orders.items():
            self.problems += self._problems(order, drawn[name])
            self.pictures[name] = tuple(_pictures(order, drawn[name]))
        self.samples = {
            name: {words: next(_pictures(order, drawn[order.name])) for words, order in group}
            for name, group in groups.items()
        }

    def undrawn(self) -> list[str]:
        """Return the ids of the stretches without a figure."""
        return [name for name, stretch in self.library.stretches.items() if stretch.figure is None]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield `(address, SVG)` of every picture."""
        drawn = (*self.pictures.values(), *(tuple(samples.values()) for samples in self.samples.values()))
        for pictures in drawn:
            for picture in pictures:
                yield picture.uri, picture.svg

    def lines(self, name: str) -> str:
        """Return the lines of a record that say how it is drawn, as they stand in its file."""
        text = (self.root / f"{name}.yml").read_text(encoding="utf-8")
        found = re.search(r"^figure:\n(?:[ \t]+.*\n|\n)*", text, re.MULTILINE)
        return found[0] if found else ""

    def _orders(self) -> Iterator[Order]:
        for name, stretch in self.library.stretches.items():
            if stretch.figure is None:
                continue
            named = [_marked(stretch, frame) for frame in stretch.figure.frames]
            muscles = tuple(tuple(self._sites(words)) for words in named)
            titles = tuple(
                describe(stretch.figure, number, [_small(self.library.titles[word]) for word in words])
                for number, words in enumerate(named)
            )
            yield Order(name, stretch.figure, muscles, titles)

    def _sample_orders(self, group: str) -> Iterator[tuple[str, Order]]:
        """Yield the words of each sample of a group, and what is drawn for them."""
        for number, sample in enumerate(self.library.sample_groups[group].samples, 1):
            frames = sample.figure.frames
            muscles = tuple(tuple(self._sites(frame.marked or ())) for frame in frames)
            titles = tuple(describe(sample.figure, each, ()) for each in range(len(frames)))
            yield sample.words, Order(f"guide-{group}-{number}", sample.figure, muscles, titles)

    def _sites(self, words: Iterable[str]) -> Iterator[MuscleSite]:
        """Yield where the muscles lie, as far as they have a place on the skin; a group stands for its members."""
        sites = self.library.atlas.muscle_sites
        for word in words:
            yield from (sites[name] for name in self.library.members.get(word, (word,)) if name in sites)

    def _problems(self, order: Order, frames: tuple[Drawn, ...]) -> Iterator[Problem]:
        name = order.name
        for number, frame in enumerate(frames):
            if frame.lowest < -SUNK:
                wrong = f"the body sinks {-frame.lowest:.0f} cm into the floor."
                mend = "Bend the joint less that goes down, or say where the hand or knee lies."
                yield self._source(name).problem(("figure", "frames", number), wrong, mend)
        stretch = self.library.stretches[name]
        # What lies under no skin need not be seen.
        is_shown = [
            bool(_marked(stretch, frame)) and not sites
            for frame, sites in zip(order.figure.frames, order.muscles, strict=True)
        ]
        shown = max(1.0 if free else frame.shown for free, frame in zip(is_shown, frames, strict=True))
        if shown < LEAST_SHOWN:
            wrong = f"only {100 * shown:.0f} % of the muscles that are meant can be seen."
            mend = "Look from another side (`view`), or say on which `side` the muscles are stretched."
            yield self._source(name).problem(("figure", "view"), wrong, mend)

    def _source(self, name: str) -> Source:
        path = self.library.file_of("stretches", name)
        return read_source(self.root / f"{name}.yml", path)


def _pictures(order: Order, frames: Iterable[Drawn]) -> Iterator[Picture]:
    for number, (frame, drawn, title) in enumerate(zip(order.figure.frames, frames, order.titles, strict=True), 1):
        uri = f"{FOLDER}/{order.name}-{number}.svg"
        yield Picture(uri, title, drawn.width, drawn.height, frame.steps, drawn.svg)


def _marked(stretch: Stretch, frame: Frame) -> list[str]:
    """Return what a picture marks, as the record names it: what it says, or what is stretched, or else what works."""
    muscles = stretch.muscles
    if frame.marked is not None:
        return list(frame.marked)
    stretched = [name for name in muscles.primary if name not in muscles.working]
    return stretched or list(muscles.primary)


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def card_picture(pictures: Mapping[str, tuple[Picture, ...]], name: str) -> Picture | None:
    """Return the picture that stands for a stretch: of two or more the second, where the movement has arrived."""
    frames = pictures.get(name, ())
    return frames[1] if len(frames) > 1 else frames[0] if frames else None
