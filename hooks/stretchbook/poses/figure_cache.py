"""Draws the figures of a library: each only once for the same pose, several at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from stretchbook.model.figure import Figure
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.drawn import Drawn, Miss, Moving, Tempo
from stretchbook.poses.kept_drawing import is_our_drawing, is_our_moving_picture
from stretchbook.poses.kept_work import KeptWork


@dataclass(frozen=True)
class Order:
    """What is to be drawn: a stretch's figure, and of each frame the muscles to mark and what it shows in words."""

    name: str
    figure: Figure
    muscles: tuple[tuple[MuscleSite, ...], ...]
    titles: tuple[str, ...]

    def words(self) -> tuple[str, ...]:
        """Return all that the drawing depends on."""
        return self.figure.model_dump_json(), json.dumps([self._sites(), self.titles])

    def _sites(self) -> list[list[dict[str, Any]]]:
        return [[site.model_dump() for site in frame] for frame in self.muscles]


@dataclass(frozen=True)
class MovingOrder:
    """A movement that is to be drawn: the stills of the stretch, what it shows in words, and how long it takes."""

    stills: Order
    title: str
    tempo: Tempo

    @property
    def name(self) -> str:
        """The name of the stretch."""
        return self.stills.name

    def words(self) -> tuple[str, ...]:
        """Return all that the drawing depends on."""
        return "moving", *self.stills.words(), self.title, json.dumps(asdict(self.tempo))


@dataclass
class FigureCache:
    """Draws to order, and keeps what it drew: in its `folder`, and in memory as long as the object itself is kept."""

    folder: Path
    say: Callable[[str], None] = lambda _: None
    """Is told when there is more than a little to draw."""

    def draw(self, orders: Sequence[Order]) -> Mapping[str, tuple[Drawn, ...]]:
        """Return the frames of each order by its name."""
        return self._stills.made(orders)

    def move(self, orders: Sequence[MovingOrder]) -> Mapping[str, Moving]:
        """Return the moving picture of each order by its name."""
        return self._moving.made(orders)

    def report(self) -> str:
        """Say how many figures were drawn."""
        return f"Figures: {self.drawn} drawn, {self.kept} unchanged"

    @property
    def drawn(self) -> int:
        """How many figures were drawn."""
        return self._stills.new

    @property
    def kept(self) -> int:
        """How many were there already."""
        return self._stills.kept

    @cached_property
    def _stills(self) -> KeptWork[Order, tuple[Drawn, ...]]:
        return KeptWork(self.folder, "figures", _draw, _written, _read, self.say)

    @cached_property
    def _moving(self) -> KeptWork[MovingOrder, Moving]:
        return KeptWork(self.folder, "moving pictures", _move, _written_moving, _read_moving, self.say)


def _written(frames: tuple[Drawn, ...]) -> bytes:
    return json.dumps([asdict(frame) for frame in frames]).encode()


def _read(kept: bytes, order: Order) -> tuple[Drawn, ...] | None:
    """Return what was kept of an order; None where it is no drawing of ours."""
    frames = tuple(_frame(**frame) for frame in json.loads(kept))
    is_ours = len(frames) == len(order.titles) and all(map(is_our_drawing, frames, order.titles))
    # What is missed is drawn in no frame, and what is drawn misses nothing.
    misses = any(frame.misses for frame in frames)
    return frames if is_ours and all((frame.svg == "") == misses for frame in frames) else None


def _frame(misses: Sequence[Sequence[Any]], **values: Any) -> Drawn:
    return Drawn(**values, misses=tuple(Miss(*miss) for miss in misses))


def _draw(order: Order) -> tuple[Drawn, ...]:
    # The engine takes a tenth of a second to load, and is needed only where something is drawn.
    from stretchbook.poses.figure import draw  # noqa: PLC0415

    try:
        return tuple(draw(order.figure, order.muscles, order.titles))
    except Exception as error:  # noqa: BLE001 a pose that nobody thought of may break any step, and is told like others
        failed = Miss("", "figure", _told(error))
        return (Drawn("", 0.0, 0.0, 0.0, 0.0, (failed,)), *(Drawn("", 0.0, 0.0, 0.0, 0.0) for _ in order.titles[1:]))


def _written_moving(moving: Moving) -> bytes:
    return json.dumps(asdict(moving)).encode()


def _read_moving(kept: bytes, order: MovingOrder) -> Moving | None:
    moving = Moving(**json.loads(kept))
    return moving if is_our_moving_picture(moving, order.title) and not moving.fault else None


def _move(order: MovingOrder) -> Moving:
    from stretchbook.poses.motion import moving  # noqa: PLC0415

    try:
        return moving(order.stills.figure, order.stills.muscles, order.title, order.tempo)
    except Exception as error:  # noqa: BLE001 as above: a way between two poses that nobody thought of
        return Moving("", 0.0, 0.0, 0.0, _told(error))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(".")
