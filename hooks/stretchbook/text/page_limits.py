"""How much of a kind a paragraph may hold: Markdown looks at each opening sign anew for every one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stretchbook.text.place import Lines, Place

LARGEST_PAGE = 60_000
"""Bytes. The longest honest page has a fifth of that."""

_MOST_LINES = 200
_MOST_SIGNS = {"[": 200, "<": 400}
"""Of one sign in one paragraph."""

_MOST_TAGS = 1_000
"""On one page: Markdown looks for the end of each in all that follows."""

_BETWEEN = re.compile(r"\n[ \t]*\n")


def limit_faults(text: str) -> Iterator[tuple[Place, str, str]]:
    """Yield the place of each paragraph that would take Markdown too long, what is wrong with it, and what to do."""
    if text.count("<") > _MOST_TAGS:
        yield Place(1, 1), f"has more than {_MOST_TAGS} `<`.", "Write it in Markdown, or make several pages of it."
    start = 0
    for between in (*_BETWEEN.finditer(text), None):
        end = between.start() if between else len(text)
        if fault := _fault(text[start:end]):
            yield Lines(text).place(start), *fault
        start = between.end() if between else end


def _fault(block: str) -> tuple[str, str] | None:
    if block.count("\n") >= _MOST_LINES:
        return f"has more than {_MOST_LINES} lines without an empty one.", "Part them by empty lines."
    for sign, most in _MOST_SIGNS.items():
        if block.count(sign) > most:
            return f"has more than {most} `{sign}` in one paragraph.", "Part it by empty lines."
    return None
