"""What a camera sees of ellipsoids and flat faces: a picture of parts, depths, normals and places.

Pixel coordinates are (x, y) from the picture's upper left corner: the pixel of row r and column c has its centre at
(c + 0.5, r + 0.5). Screen coordinates are centimetres to the right and up on the camera's plane.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.skeleton import settled
from stretchbook.poses.scene.camera import Camera

Floats: TypeAlias = NDArray[np.float64]
Picture: TypeAlias = NDArray[np.float32]
Bounds: TypeAlias = tuple[float, float, float, float]

# Two surfaces this near each other (cm) count as one, and the first keeps the pixel: where a left and a right part meet
# in the middle, the noise of floating point must not choose between them.
_TIE = np.float32(1e-3)
# Faces reach this far (cm) over their edges, so that no pixel falls between two that share one.
_SEAM = 1e-4


@dataclass(frozen=True, eq=False)
class Blobs:
    """Ellipsoids: `centres` (n, 3) cm, `frames` (n, 3, 3) orthonormal with the axes as columns, `radii` (n, 3) cm along
    these axes, `parts` (n,) positive numbers of the body parts. Raises ValueError for what does not fit together.
    """

    centres: Floats
    frames: Floats
    radii: Floats
    parts: NDArray[np.intp]

    def __post_init__(self) -> None:
        count = len(self.parts)
        shapes = (self.centres.shape, self.frames.shape, self.radii.shape, self.parts.shape)
        if shapes != ((count, 3), (count, 3, 3), (count, 3), (count,)):
            raise ValueError(f"{shapes} are no shapes of ellipsoids.")
        if (self.radii <= 0).any() or (self.parts <= 0).any():
            raise ValueError("Radii and parts have to be positive.")


@dataclass(frozen=True, eq=False)
class Faces:
    """Flat convex faces, seen from both sides: `polygons` of (m, 3) corners in cm in order around the face, and the
    positive number of each one's part. Raises ValueError where they do not fit together.
    """

    polygons: tuple[Floats, ...] = ()
    parts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.polygons) != len(self.parts) or any(part <= 0 for part in self.parts):
            raise ValueError("Every face has one part with a positive number.")
        if any(polygon.ndim != 2 or polygon.shape[0] < 3 or polygon.shape[1] != 3 for polygon in self.polygons):
            raise ValueError("A face has three or more corners of three coordinates.")


@dataclass(frozen=True, eq=False)
class View:
    """What is seen in each of h × w pixels, row 0 on top.

    `part` (h, w) int, 0 for nothing; `depth` (h, w) float32 cm towards the viewer, -inf for nothing; `normal` (h, w, 3)
    float32 unit vectors in the view's axes, zero for nothing; `position` (h, w, 3) float32 cm in the world, NaN for
    nothing. `bounds` are left, bottom, right, top in cm on the screen, `resolution` is pixels per cm.
    """

    part: NDArray[np.int32]
    depth: Picture
    normal: Picture
    position: Picture
    bounds: Bounds
    resolution: float

    def within(self, bounds: Bounds) -> View:
        """Return what of it is within other bounds, in whole pixels."""
        left, bottom, right, top = bounds
        (first_column, first_row), (end_column, end_row) = self.to_pixels(np.array([[left, top], [right, bottom]]))
        rows = slice(max(0, floor(first_row + 1e-6)), max(0, ceil(end_row - 1e-6)))
        columns = slice(max(0, floor(first_column + 1e-6)), max(0, ceil(end_column - 1e-6)))
        part = self.part[rows, columns]
        corners = np.array([[columns.start, rows.start + part.shape[0]], [columns.start + part.shape[1], rows.start]])
        (new_left, new_bottom), (new_right, new_top) = self.to_screen(corners).tolist()
        return View(
            part, self.depth[rows, columns], self.normal[rows, columns], self.position[rows, columns],
            (new_left, new_bottom, new_right, new_top), self.resolution,
        )  # fmt: skip

    def to_screen(self, pixels: Floats) -> Floats:
        """Return the screen coordinates (n, 2) in cm of pixel coordinates (n, 2)."""
        left, _, _, top = self.bounds
        screen: Floats = np.array([left, top]) + pixels / np.array([self.resolution, -self.resolution])
        return screen

    def to_pixels(self, screen: Floats) -> Floats:
        """Return the pixel coordinates (n, 2) of screen coordinates (n, 2) in cm."""
        left, _, _, top = self.bounds
        pixels: Floats = (screen - np.array([left, top])) * np.array([self.resolution, -self.resolution])
        return pixels


@dataclass(frozen=True, eq=False)
class _Seen:
    """Ellipsoids in the view's axes: centres (n, 3), axes (n, 3, 3) as columns of unit length, radii (n, 3)."""

    centres: Floats
    axes: Floats
    radii: Floats

    @classmethod
    def of(cls, blobs: Blobs, camera: Camera) -> _Seen:
        return cls(settled(blobs.centres @ camera.matrix.T), settled(camera.matrix @ blobs.frames), blobs.radii)

    def spread(self) -> Floats:
        """Return (n, 3, 3) matrices S; the surface is where d · S⁻¹ · d = 1 for the way d from the centre."""
        scaled = self.axes * self.radii[:, None, :]
        spread: Floats = scaled @ scaled.transpose(0, 2, 1)
        return spread

    def steepness(self) -> Floats:
        """Return (n, 3, 3) inverses of the spread; times the way from the centre they give the surface's normal."""
        scaled = self.axes / self.radii[:, None, :]
        steepness: Floats = scaled @ scaled.transpose(0, 2, 1)
        return steepness

    def reach(self) -> Floats:
        """Return how far (n, 3) each ellipsoid reaches from its centre along the view's axes."""
        reach: Floats = np.sqrt(((self.axes * self.radii[:, None, :]) ** 2).sum(axis=2))
        return reach


@dataclass(frozen=True, eq=False)
class _Canvas:
    """A picture in the making: the pixels' centres in cm, their depths and their shapes' numbers, -1 for none."""

    across: Floats
    down: Floats
    depth: Picture
    shape: NDArray[np.int32]

    @classmethod
    def blank(cls, bounds: Bounds, resolution: float) -> _Canvas:
        left, bottom, right, top = bounds
        if not (left < right and bottom < top and resolution > 0):
            raise ValueError(f"{bounds} at {resolution} pixels per cm hold no picture.")
        # A hair less than a whole pixel over the edge is noise, not another pixel.
        width, height = (ceil(size * resolution - 1e-6) for size in (right - left, top - bottom))
        step = np.float64(1 / resolution)
        across = left + (np.arange(width) + 0.5) * step
        down = top - (np.arange(height) + 0.5) * step
        size = (height, width)
        return cls(across, down, np.full(size, -np.inf, np.float32), np.full(size, -1, np.int32))

    def windows(self, low: Floats, high: Floats) -> Iterator[tuple[slice, slice]]:
        """Yield rows and columns of the pixels with centres between `low` and `high` (n, 2), in cm on the screen."""
        first_column = np.searchsorted(self.across, low[:, 0], "left").tolist()
        end_column = np.searchsorted(self.across, high[:, 0], "right").tolist()
        first_row = np.searchsorted(-self.down, -high[:, 1], "left").tolist()
        end_row = np.searchsorted(-self.down, -low[:, 1], "right").tolist()
        for top, bottom, left, right in zip(first_row, end_row, first_column, end_column, strict=True):
            yield slice(top, bottom), slice(left, right)

    def put(self, window: tuple[slice, slice], depth: Picture, number: int, inside: NDArray[np.bool_] | None) -> None:
        """Let a shape have the pixels in which it is in front. Pixels whose depth is NaN stay as they are."""
        behind = self.depth[window]
        front = depth > behind
        if inside is not None:
            front &= inside
        np.add(depth, _TIE, out=behind, where=front)
        np.copyto(self.shape[window], np.int32(number), where=front)


def look(blobs: Blobs, faces: Faces, camera: Camera, bounds: Bounds, resolution: float = 4.0) -> View:
    """Return what the camera sees within `bounds` (left, bottom, right, top in cm on its plane).

    `resolution` is pixels per cm. A pixel shows what is at its centre. Raises ValueError for bounds without area.
    """
    canvas = _Canvas.blank(bounds, resolution)
    seen = _Seen.of(blobs, camera)
    _put_blobs(canvas, seen)
    flat = [polygon @ camera.matrix.T for polygon in faces.polygons]
    for number, polygon in enumerate(flat, len(blobs.parts)):
        _put_face(canvas, polygon, number)
    # The number of nothing, -1, leads to the last part, 0.
    parts = np.array([*blobs.parts, *faces.parts, 0], np.int32)
    return View(parts[canvas.shape], *_surface(canvas, seen, flat, camera), bounds, resolution)


def extent(blobs: Blobs, faces: Faces, camera: Camera, pad: float = 0.0) -> Bounds:
    """Return the bounds (left, bottom, right, top in cm on the screen) of everything, and `pad` cm around it.

    Raises ValueError if there is nothing.
    """
    seen = _Seen.of(blobs, camera)
    reach = seen.reach()
    corners = [polygon @ camera.matrix.T for polygon in faces.polygons]
    points = np.concatenate([seen.centres - reach, seen.centres + reach, *corners])
    if not len(points):
        raise ValueError("Nothing has no extent.")
    (left, bottom), (right, top) = points[:, :2].min(axis=0).tolist(), points[:, :2].max(axis=0).tolist()
    return left - pad, bottom - pad, right + pad, top + pad


def lowest(blobs: Blobs) -> Floats:
    """Return the height (n,) in cm of each ellipsoid's lowest point."""
    depths: Floats = np.sqrt(((blobs.frames[:, 2, :] * blobs.radii) ** 2).sum(axis=1))
    return blobs.centres[:, 2] - depths


def _put_blobs(canvas: _Canvas, seen: _Seen) -> None:
    """Put every ellipsoid where a ray along the view meets it.

    With the spread S split into its screen part and its depth part, the front is at depth k · d + √(s · (1 − |L · d|²))
    for a way d on the screen: a tilted plane through the centre and, on it, half an ellipsoid of height √s.
    """
    spread, reach = seen.spread(), seen.reach()[:, :2]
    centres = seen.centres[:, :2]
    xx, xy, yy = spread[:, 0, 0], spread[:, 0, 1], spread[:, 1, 1]
    area = xx * yy - xy * xy
    plane_x = (spread[:, 0, 2] * yy - spread[:, 1, 2] * xy) / area
    plane_y = (spread[:, 1, 2] * xx - spread[:, 0, 2] * xy) / area
    height = seen.radii.prod(axis=1) ** 2 / area
    # |L · d|² is (lean_x · x + lean_y · y)² + (rise · y)², here with √s multiplied in.
    scale = np.sqrt(height)
    lean_x, lean_y, rise = scale * np.sqrt(yy / area), -scale * xy / np.sqrt(yy * area), scale / np.sqrt(yy)
    terms = np.stack([plane_x, plane_y, seen.centres[:, 2], height, lean_x, lean_y, rise])
    windows = list(canvas.windows(centres - reach, centres + reach))
    fronts = _Fronts.of(canvas, windows, centres, terms)
    with np.errstate(invalid="ignore"):  # the root is NaN where the ray misses
        for number, window in enumerate(windows):
            canvas.put(window, fronts.depth(number), number, None)


@dataclass(frozen=True, eq=False)
class _Fronts:
    """What the depths of ellipsoids' fronts are summed from, along the columns and the rows of their windows.

    All windows' columns are one behind the other, and so are their rows: numpy is slow where it is called often.
    """

    columns: tuple[Picture, Picture]
    rows: tuple[Picture, Picture, Picture]
    starts: tuple[list[int], list[int]]

    @classmethod
    def of(cls, canvas: _Canvas, windows: list[tuple[slice, slice]], centres: Floats, terms: Floats) -> _Fronts:
        across, x_of, x_starts = _ends_to_ends([columns for _, columns in windows])
        down, y_of, y_starts = _ends_to_ends([rows for rows, _ in windows])
        x, y = canvas.across[across] - centres[x_of, 0], canvas.down[down] - centres[y_of, 1]
        plane_x, _, _, _, lean_x, _, _ = terms[:, x_of]
        _, plane_y, centre_z, height, _, lean_y, rise = terms[:, y_of]
        single = np.float32
        return cls(
            ((lean_x * x).astype(single), (plane_x * x).astype(single)),
            (
                (lean_y * y).astype(single)[:, None],
                (height - (rise * y) ** 2).astype(single)[:, None],
                (plane_y * y + centre_z).astype(single)[:, None],
            ),
            (x_starts, y_starts),
        )

    def depth(self, number: int) -> Picture:
        """Return the depth (rows, columns) of one ellipsoid's front, NaN where the ray misses it."""
        x = slice(*self.starts[0][number : number + 2])
        y = slice(*self.starts[1][number : number + 2])
        lean_x, plane_x = self.columns
        lean_y, height, plane_y = self.rows
        root: Picture = lean_x[x] + lean_y[y]
        np.multiply(root, root, out=root)
        np.subtract(height[y], root, out=root)
        np.sqrt(root, out=root)
        root += plane_x[x]
        root += plane_y[y]
        return root


def _ends_to_ends(slices: list[slice]) -> tuple[NDArray[np.intp], NDArray[np.intp], list[int]]:
    """Return the numbers in slices one behind the other, whose slice each is in, and where each slice starts there."""
    first = np.array([each.start for each in slices], np.intp)
    counts = np.maximum(np.array([each.stop for each in slices], np.intp) - first, 0)
    starts = np.concatenate([[0], np.cumsum(counts)])
    numbers = np.arange(starts[-1]) + np.repeat(first - starts[:-1], counts)
    return numbers, np.repeat(np.arange(len(slices)), counts), starts.tolist()


def _put_face(canvas: _Canvas, polygon: Floats, number: int) -> None:
    """Put a face, its corners (m, 3) in the view's axes, where the rays meet it."""
    normal = _normal(polygon)
    if abs(normal[2]) < 1e-6:  # seen edge-on it has no pixels
        return
    flat = polygon[None, :, :2]
    window = next(canvas.windows(flat.min(axis=1) - _SEAM, flat.max(axis=1) + _SEAM))
    x, y = canvas.across[window[1]], canvas.down[window[0]][:, None]
    around = polygon if normal[2] > 0 else polygon[::-1]  # anticlockwise, so that the inside is on the left
    first, last = np.full_like(y, -np.inf), np.full_like(y, np.inf)
    for start, way in zip(around, np.roll(around, -1, axis=0) - around, strict=True):
        # Left of the edge is where `way[1] · x` is no more than this.
        most = way[0] * (y - start[1]) + way[1] * start[0] + _SEAM * np.hypot(way[0], way[1])
        if way[1] > 0:
            np.minimum(last, most / way[1], out=last)
        elif way[1] < 0:
            np.maximum(first, most / way[1], out=first)
        else:
            last[most < 0] = -np.inf
    inside = (x >= first) & (x <= last)
    along_x, along_y = -normal[0] / normal[2] * (x - polygon[0, 0]), -normal[1] / normal[2] * (y - polygon[0, 1])
    depth = along_x.astype(np.float32) + (polygon[0, 2] + along_y).astype(np.float32)
    canvas.put(window, depth, number, inside)


def _normal(polygon: Floats) -> Floats:
    """Return the unit normal (3,) of a flat polygon (m, 3), zero if it has no area."""
    # Summed over all corners, so that three of them in a line do no harm.
    around = polygon - polygon[0]
    (a, b, c), (d, e, f) = around.T, np.roll(around, -1, axis=0).T
    normal: Floats = np.array([(b * f - c * e).sum(), (c * d - a * f).sum(), (a * e - b * d).sum()])
    return normal / (float(np.sqrt((normal**2).sum())) or 1.0)


def _surface(canvas: _Canvas, seen: _Seen, flat: list[Floats], camera: Camera) -> tuple[Picture, Picture, Picture]:
    """Return depth (h, w), normal and position (h, w, 3) of every pixel, as `View` has them."""
    filled = np.flatnonzero(canvas.shape >= 0)
    rows, columns = np.divmod(filled, canvas.across.size)
    shape = canvas.shape.ravel()[filled]
    near = canvas.depth.ravel()[filled] - _TIE
    points = np.stack([canvas.across[columns], canvas.down[rows], near], axis=1).astype(np.float32)
    depth = _spread_out(near, filled, canvas, -np.inf)
    normal = _spread_out(_normals(shape, points, seen, flat), filled, canvas, 0.0)
    # einsum, as a product by BLAS would start threads here, which costs more than it saves.
    places = np.einsum("ni,ij->nj", points, camera.matrix.astype(np.float32))
    position = _spread_out(places, filled, canvas, np.nan)
    return depth, normal, position


def _spread_out(values: Picture, filled: NDArray[np.intp], canvas: _Canvas, empty: float) -> Picture:
    """Return a picture with the values (n, …) in the filled pixels (n,), counted in reading order."""
    picture = np.full((canvas.shape.size, *values.shape[1:]), empty, np.float32)
    picture[filled] = values
    return picture.reshape(*canvas.shape.shape, *values.shape[1:])


def _normals(shape: NDArray[np.int32], points: Picture, seen: _Seen, flat: list[Floats]) -> Picture:
    """Return unit normals (n, 3) of the shapes with these numbers (n,) at points (n, 3) in the view's axes."""
    # An ellipsoid's normal goes with the way from its centre; a face's is the same everywhere.
    still = [face if face[2] > 0 else -face for face in map(_normal, flat)]
    steepness = np.concatenate([seen.steepness(), np.zeros((len(flat), 3, 3))])
    fixed = np.concatenate([np.zeros_like(seen.centres), np.reshape(still, (-1, 3))])
    fixed[: len(seen.centres)] = -np.einsum("nij,nj->ni", seen.steepness(), seen.centres)
    normals: Picture = np.einsum("nij,nj->ni", _pick(steepness, shape), points) + _pick(fixed, shape)
    normals /= np.sqrt(np.einsum("ni,ni->n", normals, normals))[:, None]
    return normals


def _pick(rows: Floats, numbers: NDArray[np.int32]) -> Picture:
    """Return the numbered rows in single precision."""
    return np.take(rows.astype(np.float32), numbers, axis=0)
