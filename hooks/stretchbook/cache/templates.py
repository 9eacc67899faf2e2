"""Templates as Python runs them, for the builds of one process: in memory, never in a file.

Whoever can put a file into the folder of a cache could otherwise have their own code run by the next build.
"""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Keeps each template for one kind of environment, as long as its text is the same."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled of the same text."""
        checksum, code = self._made.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self._made[bucket.key] = (bucket.checksum, bucket.code)
