"""Whether a frame that was kept is one that the drawing writes: what somebody else put there is drawn anew."""

from __future__ import annotations

import math
import re
from html import escape

from stretchbook.poses.drawn import Drawn
from stretchbook.text.letters import printable

_NUMBER = r"\d*+(?:\.\d++)?+"
_VALUE = rf"(?:none|round|#[0-9a-f]++|{_NUMBER}(?: {_NUMBER})?+)"
_PROPERTY = r"(?:fill|stroke)(?:-(?:width|opacity|dasharray|linejoin|linecap))?+"
_RULE = rf"(?:path|\.[a-z])\{{{_PROPERTY}:{_VALUE}(?:;{_PROPERTY}:{_VALUE})*+\}}"
_DATA = r"[-0-9 .MmLlHhVvCcSsZz]++"
_PATH = rf'<path (?:class="[a-z](?: [a-z])?"|fill="url\(#h\)") d="{_DATA}"/>'
_PATTERN = (
    r'<pattern id="h" width="\d++" height="\d++" patternUnits="userSpaceOnUse" patternTransform="rotate\(45\)">'
    rf"{_PATH}</pattern>"
)
_SVG = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 (?P<width>\d{1,6}) (?P<height>\d{1,6})" role="img">'
    rf"<title>(?P<title>[^<>]*+)</title><style>(?:{_RULE})++</style>(?:{_PATH}|{_PATTERN})*+</svg>\n"
)
"""All that `Drawing.svg` can write: no other element, no attribute beside these, nothing that is loaded or run."""


def is_our_drawing(frame: Drawn, title: str) -> bool:
    """Return whether a frame can be what the drawing made of a figure whose frame says `title`."""
    numbers = (frame.width, frame.height, frame.shown, frame.lowest, *frame.sights.values())
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
        return False
    if not all(isinstance(part, str) for miss in frame.misses for part in miss):
        return False
    if frame.svg == "":
        return True
    found = _SVG.fullmatch(frame.svg)
    return bool(
        found
        and found["title"] == escape(printable(title), quote=False)
        and abs(int(found["width"]) * frame.height - int(found["height"]) * frame.width) <= frame.width + frame.height
    )
