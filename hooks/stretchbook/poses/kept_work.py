"""Works that are made to order by the engine: each only once, several at a time, and kept in a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from stretchbook import poses
from stretchbook.cache.store import Store

_FEW = 3
"""Up to how many works it is not worth while to start processes."""


class WorkOrder(Protocol):
    """An order: what is made of it depends on its words alone."""

    @property
    def name(self) -> str:
        """Its name."""

    def words(self) -> tuple[str, ...]:
        """Return all that what is made depends on."""


AnyOrder = TypeVar("AnyOrder", bound=WorkOrder)
Made = TypeVar("Made")


@dataclass
class KeptWork(Generic[AnyOrder, Made]):
    """Makes to order, and keeps what it made: in its `folder`, and in memory as long as the object itself is kept.

    `make` must be a function of a module: it is run in other processes. `read` returns None for what is none of ours,
    or raises ValueError, TypeError or AttributeError.
    """

    folder: Path
    what: str
    """What is made, in the plural."""
    make: Callable[[AnyOrder], Made]
    write: Callable[[Made], bytes]
    read: Callable[[bytes, AnyOrder], Made | None]
    say: Callable[[str], None] = lambda _: None
    """Is told when there is more than a little to make."""

    _works: dict[str, Made] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)

    def made(self, orders: Sequence[AnyOrder]) -> Mapping[str, Made]:
        """Return what is made of each order, by its name."""
        keys = {order.name: self._store.key(self._engine, *order.words()) for order in orders}
        # What is ordered twice is made once.
        wanted = {keys[order.name]: order for order in orders if keys[order.name] not in self._works}
        for key, order in wanted.items():
            if (found := self._read(key, order)) is not None:
                self._works[key] = found
        missing = {key: order for key, order in wanted.items() if key not in self._works}
        if len(missing) > _FEW:
            self.say(f"Drawing {len(missing)} {self.what} …")
        for key, work in zip(missing, self._make_all(list(missing.values())), strict=True):
            self._store.keep(key, self.write(work))
            self._works[key] = work
        self._new |= missing.keys()
        return {name: self._works[key] for name, key in keys.items()}

    @property
    def new(self) -> int:
        """How many works were made."""
        return len(self._new)

    @property
    def kept(self) -> int:
        """How many were there already."""
        return len(self._works) - len(self._new)

    def _make_all(self, orders: Sequence[AnyOrder]) -> Iterator[Made]:
        if len(orders) <= _FEW:
            yield from map(self.make, orders)
            return
        with ProcessPoolExecutor(max_workers=os.cpu_count()) as workers:
            yield from workers.map(self.make, orders)

    def _read(self, key: str, order: AnyOrder) -> Made | None:
        kept = self._store.read(key)
        try:
            return None if kept is None else self.read(kept, order)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None

    @cached_property
    def _store(self) -> Store:
        # Whether it is a work of ours is asked of each.
        return Store(self.folder, ".json", bool)

    @cached_property
    def _engine(self) -> str:
        """What makes them: the engine's own text, and the library that it computes with."""
        sources = sorted(Path(poses.__file__).parent.rglob("*.py"))
        text = "".join(source.read_text(encoding="utf-8") for source in sources)
        return version("numpy") + version("contourpy") + hashlib.sha256(text.encode()).hexdigest()
