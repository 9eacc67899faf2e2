"""Bounds for what may hang or fill the memory: they end it, and say so."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TIMES = 25
"""How many times as long as a plain case something may take."""
_MEMORY = 1_500_000_000
"""How many bytes more than before a process may ask for."""


class HangError(BaseException):
    """Something takes many times as long as a plain case. Nothing that catches errors catches it."""


def plain_time(run: Callable[[], object]) -> float:
    """Return how many seconds of processor time a plain case takes."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


@contextmanager
def bounded(plain: float) -> Iterator[None]:
    """End what takes many times the processor time of a plain case, or much memory."""

    def stop(*_: object) -> None:
        raise HangError(f"more than {_TIMES} times as long as a plain case")

    before = signal.signal(signal.SIGPROF, stop)
    limits = resource.getrlimit(resource.RLIMIT_AS)
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    signal.setitimer(signal.ITIMER_PROF, _TIMES * plain)
    resource.setrlimit(resource.RLIMIT_AS, (held + _MEMORY, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
