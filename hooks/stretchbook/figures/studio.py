"""Draws the figures of a library: each only once for the same pose, several at a time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from stretchbook.figures.figure import Drawn, draw
from stretchbook.model.figure import Figure

_FEW = 3
"""Up to how many figures it is not worth while to start processes."""


@dataclass(frozen=True)
class Order:
    """What is to be drawn: a stretch's figure, the muscles to mark, and in words what each frame shows."""

    name: str
    figure: Figure
    muscles: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass
class Studio:
    """Draws to order, and keeps what it drew in the folder `cache`."""

    cache: Path
    drawn: int = 0
    kept: int = 0
    made: dict[str, tuple[Drawn, ...]] = field(default_factory=dict)

    def draw(self, orders: Sequence[Order]) -> Mapping[str, tuple[Drawn, ...]]:
        """Give the frames of each order by its name."""
        missing = []
        for order in orders:
            if (frames := self._kept(order)) is None:
                missing.append(order)
            else:
                self.made[order.name] = frames
                self.kept += 1
        for order, frames in zip(missing, self._draw_all(missing), strict=True):
            self._keep(order, frames)
            self.made[order.name] = frames
            self.drawn += 1
        return self.made

    def report(self) -> str:
        """Say how many figures were drawn."""
        return f"Figures: {self.drawn} drawn, {self.kept} unchanged"

    def _draw_all(self, orders: Sequence[Order]) -> Iterator[tuple[Drawn, ...]]:
        if len(orders) <= _FEW:
            yield from map(_draw, orders)
            return
        with _workers() as workers:
            yield from workers.map(_draw, orders)

    def _file(self, order: Order) -> Path:
        made_of = (self._engine, order.figure.model_dump_json(), json.dumps([order.muscles, order.titles]))
        return self.cache / f"{hashlib.sha256('|'.join(made_of).encode()).hexdigest()}.json"

    @cached_property
    def _engine(self) -> str:
        """What draws: the engine's own text, and the library that it computes with."""
        sources = sorted(Path(__file__).parent.glob("*.py"))
        text = "".join(source.read_text(encoding="utf-8") for source in sources)
        return version("numpy") + version("contourpy") + hashlib.sha256(text.encode()).hexdigest()

    def _kept(self, order: Order) -> tuple[Drawn, ...] | None:
        try:
            data = json.loads(self._file(order).read_text(encoding="utf-8"))
            frames = tuple(Drawn(**frame) for frame in data)
            return frames if len(frames) == len(order.titles) else None
        except (OSError, ValueError, TypeError):
            return None

    def _keep(self, order: Order, frames: tuple[Drawn, ...]) -> None:
        file = self._file(order)
        self.cache.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        beside.write_text(json.dumps([asdict(frame) for frame in frames]), encoding="utf-8")
        beside.replace(file)


def _draw(order: Order) -> tuple[Drawn, ...]:
    return tuple(draw(order.figure, order.muscles, order.titles))


def _workers() -> Executor:
    return ProcessPoolExecutor(max_workers=os.cpu_count())
