"""Pictures for paper that is copied in black and white, and whose copies are copied: lines, arrows and marks in black.

Lines are as wide as copiers need them, whatever size a picture is printed in: a printed drawing has its widths in
points of the paper, as "1.2pt", and `sheet.typ` puts them into the drawing's units. What is marked has an edge and is
hatched: on a copy of a copy a few lines alone could be folds of clothes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Spot = tuple[float, float]
"""A place in a drawing, in its units."""

OUTLINE, INNER, FINE, ARROW, HATCHING = 1.2, 1.0, 0.6, 1.9, 1.1
EDGE_OF_MARK = 0.9
PITCH = 3.45
"""From one line of the hatching to the next; all of these in points."""

_LIGHTER = {"#efd9c7": "#f9f0e9", "#cfa27f": "#f0dfd1", "#a5785a": "#e3cab8"}
"""Each skin as a copier takes it for paper: then a limb before a body keeps its edges."""

_RULES = (
    "path{stroke-linejoin:round;stroke-linecap:round}"
    f".o,.l,.i,.j,.e,.y,.u,.c,.a{{fill:none;stroke:#000;stroke-width:{INNER}pt}}"
    f".o,.l{{stroke-width:{OUTLINE}pt}}.n{{fill:#000}}.j{{stroke-width:{FINE}pt}}.a{{stroke-width:{ARROW}pt}}"
    ".t{fill:#e6f0f1}.b{fill:#cfd6df}.h{fill:#5a524e}.d{fill:none}.g{fill-opacity:.06}"
    f".p{{fill:#f4f0e8;stroke:#000;stroke-width:{INNER}pt}}.f{{fill:#fff}}"
    ".m,.v,.w{fill:#fff;stroke:#fff;stroke-width:2.4pt}.w{fill:none;stroke-width:5pt}"
    ".u{stroke-dasharray:3.4pt 2.8pt}.c{stroke-dasharray:5pt 3.4pt}"
    ".q{fill:#fff}.r{fill:none;stroke:#000;stroke-width:1pt}.z{fill:none;stroke:#6a6a6a;stroke-width:1pt}"
    ".k{fill:#000;stroke:#000;stroke-width:.9pt}"
    f"path[fill]{{stroke:#000;stroke-width:{EDGE_OF_MARK}pt}}"
)
_HATCH = (
    f'<pattern id="h" width="{PITCH}pt" height="{PITCH}pt" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="{HATCHING}pt" height="{PITCH}pt"/></pattern>'
)

_STYLE, _PATTERN = re.compile(r"<style>(.*?)</style>"), re.compile(r"<pattern.*?</pattern>")
_SKIN, _SIZE = re.compile(r"\.s\{fill:(#\w+)\}"), re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_PATH = re.compile(r'<path class="([^"]*)" d="([^"]*)"/>')
_ARROW = re.compile(r'(?:<path class="a"[^>]*/>)?<path class="k" (d="[^"]*")/>')
_BEHIND = re.compile(r'<path class="u" (d="[^"]*")/>')
_FLOOR = re.compile(r"M\d+ \d+H\d+")
_COMMAND, _NUMBER = re.compile(r"([A-Za-z])([^A-Za-z]*)"), re.compile(r"-?\d+")

_NO_INK, _HAIR, _NEVER_CUT = {"g", "d", "m", "w"}, "h", {"a", "k", "h", "m", "u"}
_EDGE = 0.02
"""Free space around the ink, in times the larger side of the drawing: half the width of a line, and more."""

_FLAT, _FLATTEST = 3.2, 2.5
"""Who lies so many times as long as high is cut at the legs, which only lie there, to so many times."""


@dataclass(frozen=True)
class PrintedDrawing:
    """A drawing for the printer, cut to its ink.

    `left` and `top` are where it is cut, in units of the whole drawing, as are all sizes. `spots` lie on its lines.
    """

    svg: str
    left: float
    top: float
    width: float
    height: float
    whole: Spot
    spots: tuple[Spot, ...]
    mark: float
    """About how much of it is marked: the sizes of the marks' boxes, in times the square of its larger side."""


@lru_cache(maxsize=512)
def printed_drawing(svg: str) -> PrintedDrawing:
    """Return a drawing of ours in black on light colours, its lines as wide as copiers need them."""
    whole, svg = _whole(svg), _PATTERN.sub("", svg)
    drawn = [(kind, tuple(_spots(data))) for kind, data in _PATH.findall(svg) if not _is_floor(kind, data)]
    spots = tuple(spot for kind, found in drawn if kind not in _NO_INK for spot in found)
    marks = [_box(tuple(_spots(part)), whole, 0) for kind, data in _PATH.findall(svg) if kind in "mu"
             for part in data.split("z") if part]  # fmt: skip
    mark = sum((right - left) * (bottom - top) for left, top, right, bottom in marks) / max(whole) ** 2
    left, top, right, bottom = _cut(drawn, _box(spots, whole))
    spots = tuple(spot for spot in spots if left <= spot[0] <= right)
    svg = _STYLE.sub(_style, svg, count=1)
    svg = _BEHIND.sub(r'<path class="m" \1/><path fill="url(#h)" \1/>\g<0>', svg)
    svg = _ARROW.sub(r'<path class="v" \1/>\g<0>', svg)
    svg = _SIZE.sub(f'viewBox="{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"', svg, count=1)
    return PrintedDrawing(svg, left, top, right - left, bottom - top, whole, spots, mark)


def _whole(svg: str) -> Spot:
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (1.0, 1.0)


def _style(found: re.Match[str]) -> str:
    skin = _SKIN.search(found[1])
    colour = _LIGHTER.get(skin[1], skin[1]) if skin else "#fff"
    return f"<style>{_RULES}.s{{fill:{colour}}}</style>{_HATCH}"


def _is_floor(kind: str, data: str) -> bool:
    # The line of the floor goes from side to side, and is cut like the rest.
    return kind == "e" and bool(_FLOOR.fullmatch(data))


def _box(spots: tuple[Spot, ...], whole: Spot, edge: float = _EDGE) -> Box:
    if not spots:
        return 0, 0, *whole
    free = edge * max(whole)
    across, down = [x for x, _ in spots], [y for _, y in spots]
    left, top = max(0, min(across) - free), max(0, min(down) - free)
    return left, top, min(whole[0], max(across) + free), min(whole[1], max(down) + free)


Box = tuple[float, float, float, float]


def _cut(drawn: Sequence[tuple[str, tuple[Spot, ...]]], box: Box) -> Box:
    """Return where a drawing with such a box is cut: of who lies flat the legs are left out, if nothing is there."""
    left, top, right, bottom = box
    hair = [x for kind, found in drawn if kind == _HAIR for x, _ in found]
    length = _FLATTEST * (bottom - top)
    if not hair or right - left < _FLAT * (bottom - top):
        return box
    free = _EDGE * (right - left)
    needed = [x for kind, found in drawn if kind in _NEVER_CUT for x, _ in found]
    if sum(hair) / len(hair) > (left + right) / 2:
        return max(left, min(right - length, min(needed) - free)), top, right, bottom
    return left, top, min(right, max(left + length, max(needed) + free)), bottom


_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4}
_SHARES = (0.25, 0.5, 0.75, 1.0)


def _spots(data: str) -> Iterator[Spot]:
    """Yield spots on the lines of path data as our drawings have it, in whole numbers and mostly relative."""
    at = start = mirrored = 0j
    for command, text in _COMMAND.findall(data):
        if command in "zZ":
            yield from _on_curve(at, at, start, start)
            at = start
            continue
        numbers, takes = [float(number) for number in _NUMBER.findall(text)], _TAKES[command.lower()]
        for place in range(0, len(numbers), takes):
            from_, origin = at, at if command.islower() else 0j
            *handles, at = [origin + way for way in _ways(command, numbers[place : place + takes], from_ - origin)]
            leaving = from_ if takes < 4 else handles[0] if takes == 6 else 2 * from_ - mirrored
            mirrored = handles[-1] if handles else at
            if command in "mM" and not place:
                start = at
                yield at.real, at.imag
            else:
                yield from _on_curve(from_, leaving, mirrored, at)


def _ways(command: str, numbers: list[float], here: complex) -> Iterator[complex]:
    if command in "hH":
        yield complex(numbers[0], here.imag)
    elif command in "vV":
        yield complex(here.real, numbers[0])
    else:
        yield from (complex(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True))


def _on_curve(one: complex, leaving: complex, arriving: complex, other: complex) -> Iterator[Spot]:
    for share in _SHARES:
        rest = 1 - share
        spot = rest**3 * one + 3 * rest**2 * share * leaving + 3 * rest * share**2 * arriving + share**3 * other
        yield spot.real, spot.imag
