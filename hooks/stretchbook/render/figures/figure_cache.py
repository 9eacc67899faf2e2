"""Draws the figures of a library: each only once for the same pose, several at a time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from stretchbook import poses
from stretchbook.cache.store import Store
from stretchbook.model.figure import Figure
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.figure import Drawn, draw

_FEW = 3
"""Up to how many figures it is not worth while to start processes."""


@dataclass(frozen=True)
class Order:
    """What is to be drawn: a stretch's figure, and of each frame the muscles to mark and what it shows in words."""

    name: str
    figure: Figure
    muscles: tuple[tuple[MuscleSite, ...], ...]
    titles: tuple[str, ...]


@dataclass
class FigureCache:
    """Draws to order, and keeps what it drew in its `folder`."""

    folder: Path
    drawn: int = 0
    kept: int = 0

    def draw(self, orders: Sequence[Order], say: Callable[[str], None]) -> Mapping[str, tuple[Drawn, ...]]:
        """Return the frames of each order by its name. `say` is told when there is more than a little to draw."""
        keys = {order.name: self._key(order) for order in orders}
        # What is ordered twice is drawn once.
        wanted = {keys[order.name]: order for order in orders}
        kept = {key: frames for key in wanted if (frames := self._kept(key, len(wanted[key].titles)))}
        missing = [order for key, order in wanted.items() if key not in kept]
        if len(missing) > _FEW:
            say(f"Drawing {len(missing)} figures …")
        for order, frames in zip(missing, self._draw_all(missing), strict=True):
            self._store.keep(keys[order.name], json.dumps([asdict(frame) for frame in frames]).encode())
            kept[keys[order.name]] = frames
        self.drawn, self.kept = len(missing), len(wanted) - len(missing)
        return {name: kept[key] for name, key in keys.items()}

    def report(self) -> str:
        """Say how many figures were drawn."""
        return f"Figures: {self.drawn} drawn, {self.kept} unchanged"

    def _draw_all(self, orders: Sequence[Order]) -> Iterator[tuple[Drawn, ...]]:
        if len(orders) <= _FEW:
            yield from map(_draw, orders)
            return
        with ProcessPoolExecutor(max_workers=os.cpu_count()) as workers:
            yield from workers.map(_draw, orders)

    def _kept(self, key: str, count: int) -> tuple[Drawn, ...] | None:
        """Return what was kept of so many frames; None where there is nothing, or where it is damaged."""
        kept = self._store.read(key)
        try:
            frames = tuple(Drawn(**frame) for frame in json.loads(kept or b"[]"))
        except (ValueError, TypeError):
            return None
        return frames if len(frames) == count else None

    def _key(self, order: Order) -> str:
        muscles = [[site.model_dump() for site in frame] for frame in order.muscles]
        return self._store.key(self._engine, order.figure.model_dump_json(), json.dumps([muscles, order.titles]))

    @cached_property
    def _store(self) -> Store:
        return Store(self.folder, ".json")

    @cached_property
    def _engine(self) -> str:
        """What draws: the engine's own text, and the library that it computes with."""
        sources = sorted(Path(poses.__file__).parent.rglob("*.py"))
        text = "".join(source.read_text(encoding="utf-8") for source in sources)
        return version("numpy") + version("contourpy") + hashlib.sha256(text.encode()).hexdigest()


def _draw(order: Order) -> tuple[Drawn, ...]:
    return tuple(draw(order.figure, order.muscles, order.titles))
