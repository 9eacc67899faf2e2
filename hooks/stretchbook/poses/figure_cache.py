"""Draws the figures of a library: each only once for the same pose, several at a time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from stretchbook import poses
from stretchbook.cache.store import Store
from stretchbook.model.figure import Figure
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.drawn import Drawn, Miss
from stretchbook.poses.kept_drawing import is_our_drawing

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
    """Draws to order, and keeps what it drew: in its `folder`, and in memory as long as the object itself is kept."""

    folder: Path
    say: Callable[[str], None] = lambda _: None
    """Is told when there is more than a little to draw."""

    _frames: dict[str, tuple[Drawn, ...]] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)

    def draw(self, orders: Sequence[Order]) -> Mapping[str, tuple[Drawn, ...]]:
        """Return the frames of each order by its name."""
        keys = {order.name: self._key(order) for order in orders}
        # What is ordered twice is drawn once.
        wanted = {keys[order.name]: order for order in orders if keys[order.name] not in self._frames}
        self._frames |= {key: frames for key in wanted if (frames := self._kept(key, wanted[key].titles))}
        missing = {key: order for key, order in wanted.items() if key not in self._frames}
        if len(missing) > _FEW:
            self.say(f"Drawing {len(missing)} figures …")
        for key, frames in zip(missing, self._draw_all(list(missing.values())), strict=True):
            self._store.keep(key, json.dumps([asdict(frame) for frame in frames]).encode())
            self._frames[key] = frames
        self._new |= missing.keys()
        return {name: self._frames[key] for name, key in keys.items()}

    def report(self) -> str:
        """Say how many figures were drawn."""
        return f"Figures: {self.drawn} drawn, {self.kept} unchanged"

    @property
    def drawn(self) -> int:
        """How many figures were drawn."""
        return len(self._new)

    @property
    def kept(self) -> int:
        """How many were there already."""
        return len(self._frames) - len(self._new)

    def _draw_all(self, orders: Sequence[Order]) -> Iterator[tuple[Drawn, ...]]:
        if len(orders) <= _FEW:
            yield from map(_draw, orders)
            return
        with ProcessPoolExecutor(max_workers=os.cpu_count()) as workers:
            yield from workers.map(_draw, orders)

    def _kept(self, key: str, titles: Sequence[str]) -> tuple[Drawn, ...] | None:
        """Return what was kept of frames with these titles; None where there is nothing, or no drawing of ours."""
        kept = self._store.read(key)
        try:
            frames = tuple(_frame(**frame) for frame in json.loads(kept or b"[]"))
            is_ours = len(frames) == len(titles) and all(map(is_our_drawing, frames, titles))
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None
        # What is missed is drawn in no frame, and what is drawn misses nothing.
        misses = any(frame.misses for frame in frames)
        return frames if is_ours and all((frame.svg == "") == misses for frame in frames) else None

    def _key(self, order: Order) -> str:
        muscles = [[site.model_dump() for site in frame] for frame in order.muscles]
        return self._store.key(self._engine, order.figure.model_dump_json(), json.dumps([muscles, order.titles]))

    @cached_property
    def _store(self) -> Store:
        # Whether it is a drawing of ours is asked of each frame.
        return Store(self.folder, ".json", bool)

    @cached_property
    def _engine(self) -> str:
        """What draws: the engine's own text, and the library that it computes with."""
        sources = sorted(Path(poses.__file__).parent.rglob("*.py"))
        text = "".join(source.read_text(encoding="utf-8") for source in sources)
        return version("numpy") + version("contourpy") + hashlib.sha256(text.encode()).hexdigest()


def _frame(misses: Sequence[Sequence[Any]], **values: Any) -> Drawn:
    return Drawn(**values, misses=tuple(Miss(*miss) for miss in misses))


def _draw(order: Order) -> tuple[Drawn, ...]:
    # The engine takes a tenth of a second to load, and is needed only where something is drawn.
    from stretchbook.poses.figure import draw  # noqa: PLC0415

    try:
        return tuple(draw(order.figure, order.muscles, order.titles))
    except Exception as error:  # noqa: BLE001 a pose that nobody thought of may break any step, and is told like others
        failed = Miss("", "figure", f"{type(error).__name__}: {error}".rstrip("."))
        return (Drawn("", 0.0, 0.0, 0.0, 0.0, (failed,)), *(Drawn("", 0.0, 0.0, 0.0, 0.0) for _ in order.titles[1:]))
