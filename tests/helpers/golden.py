"""Drawings that are kept, so that a change of how figures are drawn shows where nobody meant one.

Run as a program, `make golden`, it draws them anew: the data that a test compares, and a small picture each to look at.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import typst
import yaml
from stretchbook.model.figure import Figure
from stretchbook.poses.figure import draw

from helpers.figure_cases import SITES, Floats

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
UNITS = 20
"""How many units of a drawing, millimetres of a body, are a millimetre of a picture: a person is 85 mm high."""

COMPARED = ("o", "i", "m", "a")
"""The classes of what is compared: outlines, lines within them, what is marked, arrows."""

PICTURE = """#set page(width: auto, height: auto, margin: 2mm)
#image(bytes(sys.inputs.svg), format: "svg", width: eval(sys.inputs.width))
"""
Paths = Mapping[str, list[str]]
Point = tuple[float, float]


@cache
def poses() -> Mapping[str, Mapping[str, Any]]:
    made: Mapping[str, Mapping[str, Any]] = yaml.safe_load((GOLDEN / "poses.yml").read_text(encoding="utf-8"))
    return made


@cache
def drawn(name: str) -> str:
    """Return the last frame of a pose as SVG."""
    pose = poses()[name]
    figure = Figure.model_validate(pose["figure"], strict=False)
    muscles = [SITES[word] for word in pose["marked"]]
    count = len(figure.frames)
    return draw(figure, [muscles] * count, [name] * count)[-1].svg


def paths_of(svg: str) -> Paths:
    """Return the data of a drawing's compared paths, by class."""
    found: dict[str, list[str]] = {name: [] for name in COMPARED}
    for name, data in re.findall(r'<path class="(\w+)" d="([^"]+)"', svg):
        if name in found:
            found[name].append(data)
    return found


def kept(name: str) -> Paths:
    made: Paths = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return made


_TOKEN = re.compile(r"[MmLlHhVvCcSsZz]|-?\d+(?:\.\d+)?")
_NUMBERS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4}


def points_of(data: list[str]) -> Floats:
    """Return points along paths, at most half a unit apart, a row each."""
    pieces = [_between(one, other) for path in data for one, other in _lines(path)]
    return np.vstack(pieces) if pieces else np.empty((0, 2))


def _between(one: Point, other: Point) -> Floats:
    count = int(2 * np.hypot(other[0] - one[0], other[1] - one[1])) + 2
    made: Floats = np.linspace(one, other, count)
    return made


def _lines(path: str) -> Iterator[tuple[Point, Point]]:
    """Yield the straight lines that a path is made of, its curves as sixteen each."""
    tokens, here, start, command = _TOKEN.findall(path), np.zeros(2), np.zeros(2), ""
    held = np.zeros(2)
    at = 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
            if command in "Zz":
                yield _pair(here, start)
                here = start
                continue
        kind, count = command.lower(), _NUMBERS[command.lower()]
        numbers, at = np.array(tokens[at : at + count], np.float64), at + count
        base = here if command.islower() else np.zeros(2)
        if kind in "hv":
            to = here.copy()
            to["hv".index(kind)] = numbers[0] + base["hv".index(kind)]
            ways = [to]
        else:
            ways = list(numbers.reshape(-1, 2) + base)
        if kind == "m":
            here = start = ways[-1]
            command = "l" if command == "m" else "L"
        elif kind in "cs":
            first = ways[0] if kind == "c" else 2 * here - held
            yield from _curve(here, first, ways[-2], ways[-1])
            held, here = ways[-2], ways[-1]
            continue
        else:
            yield _pair(here, ways[-1])
            here = ways[-1]
        held = here


def _curve(*ends: Floats) -> Iterator[tuple[Point, Point]]:
    along = np.linspace(0, 1, 17)[:, None]
    rest = 1 - along
    points = rest**3 * ends[0] + 3 * rest**2 * along * ends[1] + 3 * rest * along**2 * ends[2] + along**3 * ends[3]
    yield from (_pair(one, other) for one, other in pairwise(points))


def _pair(one: Floats, other: Floats) -> tuple[Point, Point]:
    return (float(one[0]), float(one[1])), (float(other[0]), float(other[1]))


def strays(lines: Floats, others: Floats, tolerance: float) -> Floats:
    """Return those of the points that are farther from all `others` than a tolerance, in millimetres of a picture."""
    if not len(lines) or not len(others):
        return lines
    reach = tolerance * UNITS
    margin = int(reach) + 2
    low = np.floor(np.minimum(lines.min(axis=0), others.min(axis=0))).astype(int) - margin
    high = np.ceil(np.maximum(lines.max(axis=0), others.max(axis=0))).astype(int) + margin
    near = np.zeros(high - low + 1, bool)
    cells = np.rint(others).astype(int) - low
    steps = np.arange(-margin, margin + 1)
    for x, y in ((x, y) for x in steps for y in steps if x * x + y * y <= reach * reach):
        near[cells[:, 0] + x, cells[:, 1] + y] = True
    places = np.rint(lines).astype(int) - low
    found: Floats = lines[~near[places[:, 0], places[:, 1]]]
    return found


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    content: bytes

    @property
    def digest(self) -> str:
        """What stands for the data that the picture was made of."""
        found = re.search(rb"tEXtdrawn\0([0-9a-f]{64})", self.content)
        return found[1].decode() if found else ""


def digest(paths: Paths) -> str:
    return hashlib.sha256(json.dumps(paths).encode()).hexdigest()


def picture(svg: str) -> bytes:
    """Return a drawing as a small PNG, with a note of what it was made of."""
    found = re.search(r'viewBox="0 0 (\d+)', svg)
    assert found
    width = f"{int(found[1]) / UNITS:.1f}mm"
    made = typst.compile(PICTURE.encode(), format="png", ppi=50, sys_inputs={"svg": svg, "width": width})
    assert isinstance(made, bytes)
    note = b"tEXtdrawn\0" + digest(paths_of(svg)).encode()
    chunk = struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note))
    end = made.rindex(struct.pack(">I", 0) + b"IEND")
    return made[:end] + chunk + made[end:]


def main() -> None:
    """Draw every pose anew, and leave nothing of those that are gone."""
    for file in (*GOLDEN.glob("*.json"), *GOLDEN.glob("*.png")):
        file.unlink()
    for name in poses():
        svg = drawn(name)
        data = json.dumps(paths_of(svg), indent=1)
        (GOLDEN / f"{name}.json").write_text(f"{data}\n", encoding="utf-8")
        (GOLDEN / f"{name}.png").write_bytes(picture(svg))


if __name__ == "__main__":
    main()
