"""Lines around and within what a picture shows: outlines of regions, and creases between pixels.

All coordinates are pixels (x, y) from the picture's upper left corner; the pixel of row r and column c has its centre
at (c + 0.5, r + 0.5). A closed line repeats its first point at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import TypeAlias

import numpy as np
from contourpy import LineType, contour_generator
from numpy.typing import NDArray

from stretchbook.poses.scene.blur import KERNEL_WIDTH, blur, gaussian, window

Line: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

# So many steps away from a junction it is judged which way a line goes there.
_SIGHT = 8


def regions(mask: NDArray[np.bool_ | np.floating], smooth: float = 1.5, least_area: float = 0.0) -> list[Line]:
    """Return the outlines of a mask, or of a coverage between 0 and 1, as closed lines (n, 2).

    `smooth` is the standard deviation in pixels of the blur that rounds the steps between pixels away; what is much
    thinner than it goes too. Outlines of less than `least_area` square pixels are left out. By the shoelace formula on
    (x, y) a region's outline has a positive area and a hole's a negative one.
    """
    # Around the picture there is nothing, so that a region at its border closes there.
    around = ceil(KERNEL_WIDTH * smooth) + 1
    shown = window(mask, 0)
    corner = np.array([shown[1].start or 0, shown[0].start or 0]) - around + 0.5
    coverage = blur(np.pad(mask[shown], around), smooth)
    generator = contour_generator(z=coverage, name="serial", line_type=LineType.Separate)
    lines = [np.asarray(line, np.float64) + corner for line in generator.lines(0.5)]
    return [line for line in lines if abs(signed_area(line)) >= least_area]


def signed_area(line: Line) -> float:
    """Return the area within a closed line (n, 2), by the shoelace formula."""
    (x, y), (next_x, next_y) = line.T, np.roll(line, -1, axis=0).T
    return float((x * next_y - next_x * y).sum()) / 2


def creases(between_columns: Mask, between_rows: Mask, least_length: float, smooth: float = 2.0) -> list[Line]:
    """Return lines (n, 2), open or closed, along the cracks between pixels.

    `between_columns` (h, w-1) is true at [y, x] where a line runs between the pixels x and x+1 of row y;
    `between_rows` (h-1, w) where one runs between the rows y and y+1 in column x. Where lines meet, each goes on
    with the one that is most nearly its straight continuation. `smooth` is the standard deviation in steps of the
    filter that takes the stairs out of a line; ends stay where they are. Lines shorter than `least_length` pixels
    are left out. Raises ValueError if the two masks are not of one picture.
    """
    rows, columns = len(between_columns), between_rows.shape[1]
    if between_columns.shape != (rows, columns - 1) or between_rows.shape != (rows - 1, columns):
        raise ValueError(f"{between_columns.shape} and {between_rows.shape} are not the cracks of one picture.")
    stride = columns + 1
    walks = _joined(_chains(_graph(between_columns, between_rows, stride)), stride)
    # Smoothing only shortens, so that short walks need not be smoothed to be left out.
    lines = [soften(_places(walk, stride), smooth) for walk in walks if len(walk) > least_length]
    return [line for line in lines if _length(line) >= least_length]


def soften(line: Line, spread: float) -> Line:
    """Return a line (n, 2) whose points are Gaussian means of those near them along it.

    `spread` is the standard deviation in points. An open line keeps its ends, a closed one stays closed.
    """
    if spread <= 0:
        return line
    kernel = gaussian(spread)
    reach = ((len(kernel) // 2, len(kernel) // 2), (0, 0))
    closed = bool((line[0] == line[-1]).all()) and len(line) > 2
    # Turned about its ends a line goes on without a bend there, and the ends are their own means.
    padded = (
        np.pad(line[:-1], reach, mode="wrap") if closed else np.pad(line, reach, mode="reflect", reflect_type="odd")
    )
    smooth = np.stack([np.convolve(values, kernel, "valid") for values in padded.T], axis=1)
    return np.concatenate([smooth, smooth[:1]]) if closed else np.concatenate([line[:1], smooth[1:-1], line[-1:]])


def _graph(between_columns: Mask, between_rows: Mask, stride: int) -> dict[int, list[int]]:
    """Return the pixels' corners that cracks join, and the neighbours of each. Corner (x, y) is y·stride + x."""
    rows, columns = np.nonzero(between_columns)
    upper = rows * stride + columns + 1
    rows, columns = np.nonzero(between_rows)
    left = (rows + 1) * stride + columns
    graph: dict[int, list[int]] = {}
    for starts, step in ((upper.tolist(), stride), (left.tolist(), 1)):
        for start in starts:
            graph.setdefault(start, []).append(start + step)
            graph.setdefault(start + step, []).append(start)
    return graph


def _chains(graph: dict[int, list[int]]) -> list[list[int]]:
    """Return the walks between corners that are ends or junctions, and the loops without any such corner."""
    walked: set[tuple[int, int]] = set()
    chains = []
    knots = [corner for corner, neighbours in graph.items() if len(neighbours) != 2]
    for corner in [*knots, *graph]:
        for neighbour in graph[corner]:
            if (corner, neighbour) not in walked:
                chain = _walk(graph, corner, neighbour)
                walked.update(pairwise(chain))
                walked.update(pairwise(reversed(chain)))
                chains.append(chain)
    return chains


def _walk(graph: dict[int, list[int]], start: int, step: int) -> list[int]:
    """Return the corners from `start` over `step` to the next end or junction, or around to `start`."""
    chain = [start, step]
    while chain[-1] != start and len(graph[chain[-1]]) == 2:
        one, other = graph[chain[-1]]
        chain.append(other if one == chain[-2] else one)
    return chain


# A chain's end: the chain's number, and whether it is its last corner.
_End: TypeAlias = tuple[int, bool]


def _joined(chains: list[list[int]], stride: int) -> list[list[int]]:
    """Return the chains joined to walks that go straight on through the junctions."""
    partners = _partners(chains, stride)
    free = [(number, last) for number in range(len(chains)) for last in (False, True) if (number, last) not in partners]
    within = [(number, False) for number in range(len(chains))]
    done: set[int] = set()
    walks = []
    for start in [*free, *within]:
        if start[0] not in done:
            taken = list(_follow(start, partners))
            done.update(number for number, _ in taken)
            legs = [chains[number][::-1] if last else chains[number] for number, last in taken]
            walks.append([legs[0][0], *(corner for leg in legs for corner in leg[1:])])
    return walks


def _follow(start: _End, partners: dict[_End, _End]) -> Iterator[_End]:
    """Yield the ends by which a walk enters chain after chain, until it ends or is back."""
    entry: _End | None = start
    while entry:
        yield entry
        number, last = entry
        entry = partners.get((number, not last))
        if entry == start:
            return


def _partners(chains: list[list[int]], stride: int) -> dict[_End, _End]:
    """Return for chains' ends at junctions those ends that go on there, if they turn by less than 60 degrees."""
    junctions: dict[int, list[tuple[_End, int, int]]] = {}
    for number, chain in enumerate(chains):
        for last in (False, True):
            near = chain[: -_SIGHT - 2 : -1] if last else chain[: _SIGHT + 1]
            (from_y, from_x), (to_y, to_x) = divmod(near[0], stride), divmod(near[-1], stride)
            junctions.setdefault(near[0], []).append(((number, last), to_x - from_x, to_y - from_y))
    partners: dict[_End, _End] = {}
    for ends in junctions.values():
        for _, one, other in sorted(_continuations(ends)):
            if one not in partners and other not in partners:
                partners[one], partners[other] = other, one
    return partners


def _continuations(ends: list[tuple[_End, int, int]]) -> Iterator[tuple[int, _End, _End]]:
    """Yield pairs of ends at one junction that go straight on, with a number that is lower for better pairs.

    The number is the scalar product of the ways from the junction: whole, and it prefers longer lines to stubs.
    """
    for index, (one, x, y) in enumerate(ends):
        for other, other_x, other_y in ends[index + 1 :]:
            product = x * other_x + y * other_y
            if product < 0 and 4 * product**2 > (x * x + y * y) * (other_x**2 + other_y**2):
                yield product, one, other


def _places(walk: list[int], stride: int) -> Line:
    """Return the corners' coordinates (n, 2)."""
    rows, columns = np.divmod(np.array(walk), stride)
    return np.stack([columns, rows], axis=1).astype(np.float64)


def _length(line: Line) -> float:
    """Return the length in pixels of a line (n, 2)."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum())
