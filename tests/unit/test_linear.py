"""What the program looks for in texts takes time in proportion to them: twice the text, about twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from helpers.patterns import Used, used_patterns
from stretchbook.book.tripwires import Tripwires
from stretchbook.checks.wording import Wording
from stretchbook.model.safety import Tripwire
from stretchbook.model.style import Promise
from stretchbook.text.amounts import sentences
from stretchbook.text.markdown import said
from stretchbook.text.quantities import unsourced

SHORT = 1_000
TIMES = 8
TRIES = 3
TEXTS = 4
"""Of each pattern."""

WORDING = Wording(
    {
        "cures": Promise(
            id="cures", words=("cures", "boost* immunity"), ills=("pain", "cramp*"), before=("good for",),
            after=("relief",), passes=("goes",), plain="Say what it does.",
        ),
        "reviewed": Promise(
            id="reviewed", words=("vetted",), people=("doctor",), approve=("reviewed",), plain="Leave it out."
        ),
    },
    {},
)  # fmt: skip
WIRES = Tripwires([Tripwire(id="roller", words=("roller",), near=("neck",), because="It is hard.")])

READ: dict[str, Callable[[str], object]] = {
    "wording": WORDING.faults,
    "tripwires": lambda text: list(WIRES.tripped(text, {"roller"})),
    "what a page says": said,
    "numbers": lambda text: list(unsourced(text)),
    "amounts": lambda text: list(sentences(text)),
}
UNITS = (
    "cures ", "a doctor has not reviewed and ", "doctor, ", "doctor and reviewed ",
    "good for pain ", "pain goes ", "pain ", "a-q-j-", "a b c ", "1a ", "“", '"', "one or ", "...!", "? ",
    "#", "\n ", "{{", "{%", "{#", "{", "[\n\n", "](", "][", "<!--", "<a ", "`\n", "* ",
)  # fmt: skip


def taken(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


def plain_read(text: str) -> object:
    return [letter for letter in text if letter == "\0"]


def is_linear(read: Callable[[str], object], start: str, unit: str) -> bool:
    """Whether a longer text takes as much longer as a plain read of it; a busy machine may get that wrong once."""
    short, long = (f"{start}{unit * (letters // len(unit))}\x03" for letters in (SHORT, SHORT * TIMES))
    for _ in range(TRIES):
        spent = taken(read, long)
        if spent < 4 * taken(plain_read, long) or spent < 2.5 * TIMES * taken(read, short):
            return True
    return False


@pytest.mark.parametrize("what", READ)
def test_texts_are_read_in_time_that_grows_with_them(what: str) -> None:
    assert [unit for unit in UNITS if not is_linear(READ[what], "", unit)] == []


def test_every_pattern_takes_time_that_grows_with_the_text() -> None:
    def is_slow(used: Used) -> bool:
        return any(not is_linear(used.run, start, unit) for start, unit in used.slow_texts(TEXTS))

    assert [used.where for used in used_patterns() if is_slow(used)] == []
