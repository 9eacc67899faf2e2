"""Whether a frame that was kept is one that the drawing writes: what somebody else put there is drawn anew."""

from __future__ import annotations

import math
import re
from html import escape

from stretchbook.poses.drawn import Drawn, Moving
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
_HEAD = (
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 (?P<width>\d{1,6}) (?P<height>\d{1,6})" role="img">'
    r"<title>(?P<title>[^<>]*+)</title>"
)
_CLOSE_UP = rf'<clipPath id="c"><path d="{_DATA}"/></clipPath><g clip-path="url\(#c\)">(?:{_PATH})*+</g>'
_SVG = re.compile(rf"{_HEAD}<style>(?:{_RULE})++</style>(?:{_PATH}|{_PATTERN}|{_CLOSE_UP})*+</svg>\n")
"""All that `Drawing.svg` can write: no other element, no attribute beside these, nothing that is loaded or run."""

_STEP = rf"{_NUMBER}%\{{visibility:(?:visible|hidden)\}}"
_TURNS = (
    rf"g\{{visibility:hidden;animation:{_NUMBER}s step-end infinite\}}"
    rf"(?:\.n\d++\{{animation-name:n\d++\}}@keyframes n\d++\{{(?:{_STEP})++\}})++"
    r"@media print,\(prefers-reduced-motion:reduce\)\{g\{animation:none\}\.n\d++\{visibility:visible\}\}"
)
_MOVING = re.compile(
    rf'{_HEAD}<style>(?:{_RULE})++{_TURNS}</style>(?:{_PATTERN})?+(?:<g class="n\d++">(?:{_PATH})*+</g>)++</svg>\n'
)
"""All that `motion.moving` can write."""


def is_our_drawing(frame: Drawn, title: str) -> bool:
    """Return whether a frame can be what the drawing made of a figure whose frame says `title`."""
    numbers = (frame.width, frame.height, frame.shown, frame.lowest, *frame.sights.values())
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
        return False
    if not all(isinstance(part, str) for miss in frame.misses for part in miss):
        return False
    if frame.svg == "":
        return True
    return _is_ours(_SVG.fullmatch(frame.svg), title, frame.width, frame.height)


def is_our_moving_picture(moving: Moving, title: str) -> bool:
    """Return whether a moving picture can be what was made of a figure that moves as `title` says."""
    numbers = (moving.width, moving.height, moving.seconds)
    if not all(isinstance(number, int | float) and math.isfinite(number) for number in numbers):
        return False
    return moving.svg == "" or _is_ours(_MOVING.fullmatch(moving.svg), title, moving.width, moving.height)


def _is_ours(found: re.Match[str] | None, title: str, width: float, height: float) -> bool:
    return bool(
        found
        and found["title"] == escape(printable(title), quote=False)
        and abs(int(found["width"]) * height - int(found["height"]) * width) <= width + height
    )
