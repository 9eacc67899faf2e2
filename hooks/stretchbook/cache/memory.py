"""What the builds of one process made, so that a server makes anew only what has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Made = TypeVar("Made")


@dataclass
class Memory(Generic[Made]):
    """Holds, under each name, what was made last and all that it was made of.

    One that is not `lasting` holds nothing: whoever builds once would only keep what nobody asks for again.
    """

    lasting: bool = True
    _made: dict[str, tuple[object, Made]] = field(default_factory=dict)

    def recall(self, name: str, made_of: object, make: Callable[[], Made]) -> Made:
        """Return what `make` makes of `made_of`; it is called only where this differs from the last time."""
        last = self._made.get(name)
        if last and last[0] == made_of:
            return last[1]
        made = make()
        if self.lasting:
            self._made[name] = (made_of, made)
        return made
