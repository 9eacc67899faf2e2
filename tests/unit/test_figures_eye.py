"""From ellipsoids to path data: what a camera sees, lines around it, curves through the lines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from math import pi

import numpy as np
import pytest
from helpers.project import TOP
from helpers.scene_cases import bodyful, box, everything_drawn, turned
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from stretchbook.poses.ink.contours import Line, creases, regions, signed_area, soften
from stretchbook.poses.ink.curves import fit, path, polygon
from stretchbook.poses.scene.blur import blur
from stretchbook.poses.scene.camera import Camera
from stretchbook.poses.scene.visibility import Blobs, Bounds, Faces, View, extent, look, lowest

Floats = NDArray[np.float64]
FRONT, RIGHT = Camera(0), Camera(90)
WINDOW: Bounds = (-20, -20, 20, 20)
NO_FACES = Faces()


def blobs(*rows: tuple[tuple[float, float, float], tuple[float, float, float]], frame: Floats | None = None) -> Blobs:
    """Give ellipsoids from centres and radii, with parts numbered from 1."""
    centres, radii = (
        np.array(column, np.float64).reshape(-1, 3) for column in ([r[0] for r in rows], [r[1] for r in rows])
    )
    frames = np.tile(np.eye(3) if frame is None else frame, (len(rows), 1, 1))
    return Blobs(centres, frames, radii, np.arange(1, len(rows) + 1))


def at(view: View, right: float, up: float) -> tuple[int, int]:
    """Give row and column of the pixel at a place on the screen, in cm."""
    column, row = view.to_pixels(np.array([[right, up]]))[0]
    return int(row), int(column)


# --- Camera


@pytest.mark.parametrize(
    ("camera", "screen_right", "screen_up", "towards"),
    [
        (Camera(0), [0, 1, 0], [0, 0, 1], [1, 0, 0]),
        (Camera(90), [1, 0, 0], [0, 0, 1], [0, -1, 0]),
        (Camera(-90), [-1, 0, 0], [0, 0, 1], [0, 1, 0]),
        (Camera(180), [0, -1, 0], [0, 0, 1], [-1, 0, 0]),
        (Camera(90, 90), [1, 0, 0], [0, 1, 0], [0, 0, 1]),
        (Camera(0, -90), [0, 1, 0], [1, 0, 0], [0, 0, -1]),
    ],
)
def test_a_camera_looks_from_where_it_says(
    camera: Camera, screen_right: list[int], screen_up: list[int], towards: list[int]
) -> None:
    assert camera.matrix == pytest.approx(np.array([screen_right, screen_up, towards]))


@given(st.floats(-360, 360), st.floats(-90, 90))
def test_a_camera_neither_stretches_nor_mirrors(azimuth: float, elevation: float) -> None:
    matrix = Camera(azimuth, elevation).matrix
    assert matrix @ matrix.T == pytest.approx(np.eye(3))
    assert np.linalg.det(matrix) == pytest.approx(1)


def test_a_nose_seen_from_the_right_side_is_on_the_right_of_the_picture() -> None:
    head_and_nose = blobs(((0, 0, 0), (5, 5, 5)), ((8, 0, 0), (2, 2, 2)))
    view = look(head_and_nose, NO_FACES, RIGHT, WINDOW)
    columns = {part: np.nonzero(view.part == part)[1].mean() for part in (1, 2)}
    assert columns[2] > columns[1] + 20


def test_from_above_what_is_higher_is_in_front() -> None:
    view = look(blobs(((0, 0, 0), (5, 5, 5)), ((0, 0, 20), (3, 3, 3))), NO_FACES, Camera(0, 90), WINDOW)
    assert view.part[at(view, 0, 0)] == 2


# --- Visibility


def test_a_sphere_is_seen_as_a_disc_with_a_dome() -> None:
    view = look(blobs(((1, 2, 3), (10, 10, 10))), NO_FACES, Camera(35, 20), (-20, -20, 20, 20), 4)
    assert (view.part == 1).sum() / 16 == pytest.approx(pi * 100, rel=0.005)
    towards = Camera(35, 20).matrix @ [1, 2, 3]
    assert view.depth.max() == pytest.approx(towards[2] + 10, abs=0.01)
    ways = view.position[view.part == 1] - np.array([1, 2, 3])
    assert np.hypot(np.hypot(ways[:, 0], ways[:, 1]), ways[:, 2]) == pytest.approx(10, abs=0.01)
    assert view.normal[view.part == 1] @ Camera(35, 20).matrix == pytest.approx(ways / 10, abs=0.01)


def test_every_pixel_of_an_ellipsoid_lies_on_its_surface_with_the_normal_of_that_place() -> None:
    frame, radii, camera = turned(0.4, 0.8, -0.3), np.array([12, 3, 6]), Camera(70, 25)
    one = blobs(((2, -1, 4), (12, 3, 6)), frame=frame)
    view = look(one, NO_FACES, camera, WINDOW, 4)
    local = (view.position[view.part == 1] - one.centres[0]) @ frame / radii
    assert (local**2).sum(axis=1) == pytest.approx(1, abs=0.01)
    slope = local / radii @ frame.T @ camera.matrix.T
    slope /= np.sqrt((slope**2).sum(axis=1, keepdims=True))
    assert view.normal[view.part == 1] == pytest.approx(slope, abs=0.01)
    assert (view.normal[view.part == 1][:, 2] > -0.01).all()


def test_where_nothing_is_the_view_says_so() -> None:
    view = look(blobs(((0, 0, 0), (2, 2, 2))), NO_FACES, FRONT, WINDOW)
    assert view.part.shape == view.depth.shape == (160, 160)
    assert view.part[0, 0] == 0
    assert view.depth[0, 0] == -np.inf
    assert view.normal[0, 0].tolist() == [0, 0, 0]
    assert np.isnan(view.position[0, 0]).all()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_nearer_of_two_ellipsoids_hides_the_other(order: tuple[int, int]) -> None:
    rows = [((8.0, 0.0, 0.0), (3.0, 3.0, 3.0)), ((0.0, 2.0, 0.0), (3.0, 3.0, 3.0))]
    view = look(blobs(*(rows[index] for index in order)), NO_FACES, FRONT, WINDOW)
    assert view.part[at(view, 1, 0)] == order.index(0) + 1
    assert view.part[at(view, 4.5, 0)] == order.index(1) + 1
    from_behind = look(blobs(*(rows[index] for index in order)), NO_FACES, Camera(180), WINDOW)
    assert from_behind.part[at(from_behind, -1, 0)] == order.index(1) + 1


def test_two_surfaces_in_one_place_leave_the_first_in_front_whatever_the_noise() -> None:
    for noise in (-1e-6, 0.0, 1e-6):
        view = look(blobs(((0, 0, 0), (5, 5, 5)), ((noise, 0, 0), (5, 5, 5))), NO_FACES, FRONT, WINDOW)
        assert set(np.unique(view.part[70:90, 70:90])) == {1}


def test_a_wall_hides_what_is_behind_it_and_not_what_is_before_it() -> None:
    pair = blobs(((-10, -5, 0), (3, 3, 3)), ((10, 5, 0), (3, 3, 3)))
    view = look(pair, box((0, -15, -12), (1, 15, 12)), FRONT, WINDOW)
    assert view.part[at(view, -5, 0)] == 9
    assert view.part[at(view, 5, 0)] == 2
    assert (view.part == 1).sum() == 0
    assert view.depth[at(view, -5, 0)] == pytest.approx(1)
    assert view.normal[at(view, -5, 0)] == pytest.approx([0, 0, 1])
    assert view.position[at(view, -5, 0)] == pytest.approx([1, -5, 0], abs=0.2)


def test_a_box_has_no_gaps_between_its_sides() -> None:
    view = look(blobs(), box((-6, -5, -4), (6, 5, 4)), Camera(30, 20), WINDOW, 5)
    columns = [np.flatnonzero(column) for column in view.part.T if column.any()]
    assert all(len(column) == column[-1] - column[0] + 1 for column in columns)
    towards = np.unique(np.round(view.normal[view.part == 9], 3), axis=0)
    assert len(towards) == 3
    assert (towards[:, 2] > 0).all()
    seen = [(12 * 10, 90), (12 * 8, 0), (10 * 8, 0)]
    matrix = Camera(30, 20).matrix
    area = seen[0][0] * abs(matrix[2, 2]) + seen[1][0] * abs(matrix[2, 1]) + seen[2][0] * abs(matrix[2, 0])
    assert (view.part == 9).sum() / 25 == pytest.approx(area, rel=0.01)


def test_a_face_seen_edge_on_and_one_outside_the_picture_take_no_pixels() -> None:
    edge_on = np.array([[-5, 0, -5], [5, 0, -5], [5, 0, 5], [-5, 0, 5]], np.float64)
    outside = np.array([[0, 50, 0], [0, 60, 0], [0, 60, 10]], np.float64)
    view = look(blobs(((0, 99, 0), (3, 3, 3))), Faces((edge_on, outside), (2, 3)), FRONT, WINDOW)
    assert not view.part.any()


@pytest.mark.parametrize("camera", [FRONT, RIGHT, Camera(40, 15), Camera(-130, 60)])
def test_the_extent_is_what_look_shows(camera: Camera) -> None:
    body, prop = bodyful(), box((10, -20, 0), (20, 25, 12))
    left, bottom, right, top = extent(body, prop, camera)
    view = look(body, prop, camera, (left - 3, bottom - 3, right + 3, top + 3), 10)
    rows, columns = np.nonzero(view.part)
    corners = np.array([[columns.min(), rows.max() + 1], [columns.max() + 1, rows.min()]], np.float64)
    assert view.to_screen(corners).ravel() == pytest.approx([left, bottom, right, top], abs=0.25)
    assert extent(body, prop, camera, 2) == pytest.approx((left - 2, bottom - 2, right + 2, top + 2))


def test_the_lowest_point_of_an_ellipsoid_is_that_of_its_surface() -> None:
    frame = turned(0.3, 0.7, 1.1)
    angles = np.random.default_rng(3).normal(size=(200_000, 3))
    surface = angles / np.sqrt((angles**2).sum(axis=1, keepdims=True)) * [8, 2, 4] @ frame.T + [1, 2, 30]
    assert lowest(blobs(((1, 2, 30), (8, 2, 4)), frame=frame))[0] == pytest.approx(surface[:, 2].min(), abs=0.01)


def test_pixels_and_the_screen_lead_to_each_other() -> None:
    view = look(blobs(), NO_FACES, FRONT, (-10, 5, 30, 25), 3)
    assert view.to_screen(np.array([[0.0, 0.0], [120.0, 60.0]])).tolist() == [[-10, 25], [30, 5]]
    assert view.to_pixels(view.to_screen(np.array([[7.0, 8.0]]))) == pytest.approx(np.array([[7, 8]]))


def test_what_does_not_fit_together_is_refused() -> None:
    one = blobs(((0, 0, 0), (1, 1, 1)))
    with pytest.raises(ValueError, match="no shapes"):
        Blobs(one.centres, one.frames, one.radii, np.array([1, 2]))
    with pytest.raises(ValueError, match="positive"):
        blobs(((0, 0, 0), (1, 0, 1)))
    with pytest.raises(ValueError, match="one part"):
        Faces((np.zeros((3, 3)),), ())
    with pytest.raises(ValueError, match="three or more"):
        Faces((np.zeros((2, 3)),), (1,))
    with pytest.raises(ValueError, match="no picture"):
        look(one, NO_FACES, FRONT, (5, 0, 5, 10))
    with pytest.raises(ValueError, match="no extent"):
        extent(blobs(), NO_FACES, FRONT)


# --- Contours


def disc(radius: float, size: int = 80) -> NDArray[np.bool_]:
    """Give a mask of this many pixels each way with a disc in its middle."""
    places = np.arange(size) + 0.5 - size / 2
    return np.asarray(np.hypot(places, places[:, None]) < radius, np.bool_)


def test_a_disc_has_one_round_outline_of_its_size() -> None:
    (outline,) = regions(disc(30), smooth=1.5)
    assert outline[0].tolist() == outline[-1].tolist()
    assert np.hypot(*(outline - 40).T) == pytest.approx(30, abs=0.25)
    assert signed_area(outline) == pytest.approx(pi * 900, rel=0.01)


def test_a_hole_is_a_second_outline_the_other_way_around() -> None:
    outlines = regions(disc(30) & ~disc(12), smooth=1)
    areas = sorted(signed_area(outline) for outline in outlines)
    assert areas == pytest.approx([-pi * 144, pi * 900], rel=0.02)


@pytest.mark.parametrize("smooth", [0, 1, 2])
def test_two_squares_that_touch_at_a_corner_both_survive(smooth: float) -> None:
    mask = np.zeros((60, 60), np.bool_)
    mask[10:30, 10:30] = mask[30:50, 30:50] = True
    outlines = regions(mask, smooth=smooth)
    assert sum(map(signed_area, outlines)) == pytest.approx(800, rel=0.04)
    points = np.concatenate(outlines)
    assert points.min() < 11
    assert points.max() > 49


def test_single_pixels_that_touch_at_corners_survive_without_smoothing() -> None:
    outlines = regions(np.eye(6, dtype=np.bool_), smooth=0)
    assert sum(map(signed_area, outlines)) >= 3


def test_a_region_at_the_border_of_the_picture_closes_there() -> None:
    (outline,) = regions(np.ones((20, 30), np.bool_), smooth=1)
    assert outline[0].tolist() == outline[-1].tolist()
    assert outline.min(axis=0) == pytest.approx([0, 0], abs=0.05)
    assert outline.max(axis=0) == pytest.approx([30, 20], abs=0.05)


def test_specks_and_pinholes_are_left_out_and_an_empty_mask_has_no_outline() -> None:
    mask = disc(30)
    mask[40, 40], mask[2:5, 2:5] = False, True
    assert len(regions(mask, smooth=0)) == 3
    assert len(regions(mask, smooth=0, least_area=10)) == 1
    assert regions(np.zeros((9, 9), np.bool_)) == []


def test_coverage_puts_the_outline_within_a_pixel() -> None:
    coverage = np.zeros((20, 20))
    coverage[:, 5:10], coverage[:, 10] = 1.0, 0.25
    (outline,) = regions(coverage, smooth=0)
    middle = outline[np.abs(outline[:, 1] - 10) < 5]
    assert middle[:, 0].max() == pytest.approx(9.5 + 0.5 / 0.75)


def test_a_blur_keeps_the_sum_and_a_reflected_edge_keeps_a_constant() -> None:
    spot = np.zeros((31, 41))
    spot[15, 20] = 1
    blurred = blur(spot, 2.5)
    assert blurred.sum() == pytest.approx(1, abs=1e-5)
    columns = np.arange(41)
    assert (blurred * (columns - 20) ** 2).sum() == pytest.approx(2.5**2, rel=0.05)
    assert blurred == pytest.approx(blurred[::-1, ::-1])
    assert blur(np.full((9, 5), 3.0), 2, "reflect") == pytest.approx(3)
    assert blur(np.full((9, 5), 3.0), 2)[0, 0] < 2
    assert (blur(spot, 0) == spot).all()


def no_cracks(rows: int, columns: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return np.zeros((rows, columns - 1), np.bool_), np.zeros((rows - 1, columns), np.bool_)


def around(mask: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return mask[:, 1:] != mask[:, :-1], mask[1:] != mask[:-1]


def test_a_straight_crease_is_found_and_keeps_its_ends() -> None:
    columns, rows = no_cracks(40, 50)
    columns[5:30, 19] = True
    (line,) = creases(columns, rows, least_length=10)
    assert sorted([line[0].tolist(), line[-1].tolist()]) == [[20, 5], [20, 30]]
    assert line[:, 0] == pytest.approx(20)
    assert np.abs(np.diff(line[:, 1])) == pytest.approx(1)


def test_a_slanted_crease_has_no_stairs() -> None:
    below = np.fromfunction(lambda row, column: row > 10 + column * 0.4, (60, 80))
    (line,) = creases(*around(below), least_length=10)
    start, end = sorted([line[0].tolist(), line[-1].tolist()])
    assert (start[0], end[0]) == (0, 80)
    away = line[5:-5, 1] - 10.5 - (line[5:-5, 0] - 0.5) * 0.4
    assert np.ptp(away) < 0.5


def test_a_crease_is_as_long_as_it_looks_and_not_as_its_stairs() -> None:
    below = np.tri(30, 30, dtype=np.bool_)
    assert len(creases(*around(below), least_length=40)) == 1
    assert creases(*around(below), least_length=43) == []


def test_a_ring_of_cracks_is_a_closed_line() -> None:
    (line,) = creases(*around(disc(20)), least_length=10)
    assert line[0].tolist() == line[-1].tolist()
    assert np.hypot(*(line - 40).T) == pytest.approx(20, abs=0.6)


def test_at_a_junction_the_straight_line_goes_on() -> None:
    columns, rows = no_cracks(60, 60)
    rows[29, :] = True
    columns[:30, 29] = True
    through, stem = sorted(creases(columns, rows, least_length=5), key=len, reverse=True)
    assert sorted([through[0].tolist(), through[-1].tolist()]) == [[0, 30], [60, 30]]
    assert sorted([stem[0].tolist(), stem[-1].tolist()]) == [[30, 0], [30, 30]]


def test_at_a_crossing_both_lines_go_on() -> None:
    columns, rows = no_cracks(60, 60)
    rows[29, :], columns[:, 29] = True, True
    assert sorted(len(line) for line in creases(columns, rows, least_length=5)) == [61, 61]


def test_a_stub_does_not_lead_a_line_astray() -> None:
    columns, rows = no_cracks(60, 60)
    rows[29, :30], columns[30, 29], rows[30, 30:], rows[29, 30] = True, True, True, True
    lines = creases(columns, rows, least_length=5)
    assert [sorted([line[0].tolist(), line[-1].tolist()]) for line in lines] == [[[0, 30], [60, 31]]]


def test_short_creases_are_left_out_and_none_give_none() -> None:
    columns, rows = no_cracks(40, 40)
    assert creases(columns, rows, least_length=1) == []
    columns[3:12, 7] = True
    assert len(creases(columns, rows, least_length=9)) == 1
    assert creases(columns, rows, least_length=10) == []
    with pytest.raises(ValueError, match="one picture"):
        creases(columns, columns, least_length=1)


def test_a_softened_line_keeps_its_ends_or_stays_closed_and_loses_its_bumps() -> None:
    bumpy = np.stack([np.arange(50.0), np.arange(50) % 2], axis=1)
    soft = soften(bumpy, 3)
    assert (soft[[0, -1]] == bumpy[[0, -1]]).all()
    assert np.ptp(soft[8:-8, 1]) < 0.01
    (outline,) = regions(disc(30), smooth=0)
    round_line = soften(outline, 3)
    elsewhere = np.roll(outline[:-1], 20, axis=0)
    assert np.roll(soften(np.concatenate([elsewhere, elsewhere[:1]]), 3)[:-1], -20, axis=0) == pytest.approx(
        round_line[:-1]
    )
    assert (round_line[0] == round_line[-1]).all()
    assert np.ptp(np.hypot(*(round_line - 40).T)) < np.ptp(np.hypot(*(outline - 40).T)) / 2
    assert soften(bumpy[:2], 3).tolist() == bumpy[:2].tolist()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.9))
def test_creases_walk_every_crack_once(seed: int, share: float) -> None:
    random = np.random.default_rng(seed)
    columns, rows = random.random((9, 10)) < share, random.random((8, 11)) < share
    lines = creases(columns, rows, least_length=0, smooth=0)
    steps = [
        frozenset(map(tuple, pair))
        for line in lines
        for pair in zip(line[:-1].tolist(), line[1:].tolist(), strict=True)
    ]
    assert len(steps) == len(set(steps)) == columns.sum() + rows.sum()


# --- Curves


def drawn(curves: Floats, count: int = 1000) -> Floats:
    """Give points along Béziers."""
    u = np.linspace(0, 1, count)[:, None, None]
    weights = ((1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u**2 * (1 - u), u**3)
    points: Floats = sum(weight * curves[None, :, index] for index, weight in enumerate(weights))  # type: ignore[assignment]
    return points.reshape(-1, 2)


def farthest(points: Floats, line: Floats) -> float:
    """Give how far the point that is farthest from all points of a line is from them."""
    return float(max(np.hypot(*(line - point).T).min() for point in points))


def wavy_loop(seed: int, count: int = 300) -> Line:
    """Give a smooth closed line without repeated point, about 100 across."""
    random = np.random.default_rng(seed)
    turns = np.arange(count) / count * 2 * pi
    waves = random.uniform(-1, 1, (4, 2)) / np.arange(1, 5)[:, None] ** 1.5
    radius = 50 + 14 * sum(a * np.cos(k * turns) + b * np.sin(k * turns) for k, (a, b) in enumerate(waves, 1))
    return np.stack([radius * np.cos(turns), radius * np.sin(turns)], axis=1)


def headings(curves: Floats) -> tuple[Floats, Floats]:
    """Give the directions in which each curve begins and ends."""
    starts, ends = curves[:, 1] - curves[:, 0], curves[:, 3] - curves[:, 2]
    return starts / np.hypot(*starts.T)[:, None], ends / np.hypot(*ends.T)[:, None]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.2, 0.6, 2.0]))
def test_a_closed_curve_stays_near_its_points_and_is_smooth_all_around(seed: int, tolerance: float) -> None:
    loop = wavy_loop(seed)
    curves = fit(loop, tolerance, closed=True, corner=180)
    assert farthest(loop, drawn(curves)) <= tolerance + 0.05
    assert farthest(drawn(curves, 10), loop) <= tolerance + 0.8  # the points are about 1 apart
    assert (curves[1:, 0] == curves[:-1, 3]).all()
    assert (curves[0, 0] == curves[-1, 3]).all()
    starts, ends = headings(curves)
    assert (starts * np.roll(ends, 1, axis=0)).sum(axis=1) == pytest.approx(1)
    assert len(curves) < 60


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.2, 0.6, 2.0]))
def test_an_open_curve_stays_near_its_points_and_keeps_its_ends(seed: int, tolerance: float) -> None:
    line = wavy_loop(seed)[:180]
    curves = fit(line, tolerance)
    assert farthest(line, drawn(curves)) <= tolerance + 0.05
    assert curves[0, 0] == pytest.approx(line[0], abs=tolerance / 100)
    assert curves[-1, 3] == pytest.approx(line[-1], abs=tolerance / 100)


def test_a_circle_needs_few_curves() -> None:
    turns = np.linspace(0, 2 * pi, 400)
    circle = np.stack([np.cos(turns), np.sin(turns)], axis=1) * 50
    assert len(fit(circle, 0.5, closed=True)) <= 6


@pytest.mark.parametrize("steps", [1, 37])
def test_a_square_keeps_its_four_corners(steps: int) -> None:
    corners = np.array([[0, 0], [40, 0], [40, 40], [0, 40]], np.float64)
    sides = np.linspace(corners, np.roll(corners, -1, axis=0), steps + 1)[:-1]
    square = np.roll(sides.transpose(1, 0, 2).reshape(-1, 2), steps // 2, axis=0)
    curves = fit(square, 0.5, closed=True)
    assert len(curves) == 4
    assert sorted(map(tuple, curves[:, 0].tolist())) == [(0, 0), (0, 40), (40, 0), (40, 40)]
    data = path(curves, closed=True)
    assert sorted(re.sub(r"[-\d ]", "", data)) in (sorted("Mhvhz"), sorted("Mvhvz"))


def test_the_sides_of_a_traced_box_are_straight() -> None:
    mask = np.zeros((60, 90), np.bool_)
    mask[10:50, 10:80] = True
    (outline,) = regions(mask, smooth=0.9)
    curves = fit(outline, 0.8, closed=True)
    corners = [[10, 10], [10, 50], [80, 10], [80, 50]]
    assert np.array(sorted(np.round(curves[:, 0]).tolist())) == pytest.approx(np.array(corners))
    assert farthest(curves[:, 0], np.array(corners, np.float64)) < 0.2
    assert path(curves, closed=True, scale=2).count("c") == 0


def test_an_open_line_keeps_its_corner() -> None:
    line = np.concatenate([np.linspace([0, 0], [30, 0], 31), np.linspace([30, 0], [30, 30], 31)])
    assert fit(line, 0.5)[:, 3].tolist() == [[30, 0], [30, 30]]


@pytest.mark.parametrize("points", [np.empty((0, 2)), np.ones((1, 2)), np.ones((5, 2))])
@pytest.mark.parametrize("closed", [False, True])
def test_points_that_are_all_one_give_nothing(points: Floats, closed: bool) -> None:  # noqa: FBT001
    assert fit(points, 1, closed=closed).shape == (0, 4, 2)
    assert path(fit(points, 1, closed=closed), closed=closed) == ""
    assert polygon(points) == ""


def test_curves_need_points_and_a_tolerance() -> None:
    with pytest.raises(ValueError, match="No curves"):
        fit(np.zeros((4, 3)), 1)
    with pytest.raises(ValueError, match="No curves"):
        fit(np.zeros((4, 2)), 0)


# --- Path data

TAKES = {"M": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "z": 0}


def parsed(data: str) -> list[list[tuple[int, int]]]:
    """Give for each command the points that it draws with, absolute: of a curve two handles and the end."""
    at = start = mirrored = (0, 0)
    steps = []
    for command, rest in re.findall(r"([Mlhvcsz])([-\d ]*)", data):
        numbers = [int(number) for number in re.findall(r"-?\d+", rest)]
        for first in range(0, max(len(numbers), 1), TAKES[command] or 1):
            ways = pairs(command, numbers[first : first + TAKES[command]])
            points = [(at[0] + x, at[1] + y) for x, y in ways]
            if command == "s":
                points = [mirrored, *points]
            at = start if command == "z" else points[-1]
            start = at if command == "M" else start
            mirrored = (2 * at[0] - points[-2][0], 2 * at[1] - points[-2][1]) if command in "cs" else at
            steps.append(points or [at])
    return steps


def pairs(command: str, numbers: list[int]) -> list[tuple[int, int]]:
    """Give a command's numbers as ways across and down."""
    if command == "h":
        numbers = [*numbers, 0]
    if command == "v":
        numbers = [0, *numbers]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.7, 3.0, 10.0]), st.booleans())
def test_path_data_says_where_the_curves_are(seed: int, scale: float, closed: bool) -> None:  # noqa: FBT001
    curves = fit(wavy_loop(seed), 0.6, closed=closed)
    steps = parsed(path(curves, closed=closed, scale=scale, origin=(-80, -70)))
    exact = (curves - [-80, -70]) * scale
    assert steps[0][0] == pytest.approx(exact[0, 0], abs=0.50001)
    for step, curve in zip(steps[1:], exact, strict=False):
        if len(step) == 3:
            assert np.array(step) == pytest.approx(curve[1:], abs=0.50001)
        else:
            assert step[0] == pytest.approx(curve[3], abs=0.50001)
    assert len(steps) - 1 - closed == len(curves)


def test_roundings_do_not_add_up() -> None:
    points = np.stack([np.arange(1000) * 1.4, np.arange(1000) % 2 * 1.4], axis=1)
    assert parsed(polygon(points, closed=False))[-1][0] == pytest.approx(points[-1], abs=0.50001)


def test_path_data_is_short() -> None:
    square = np.array([[0, 0], [10, 0], [10, -5], [0, -5]], np.float64)
    assert polygon(square) == "M0 0h10v-5h-10z"
    assert polygon(square * [1, -1] + [-3, -4]) == "M-3-4h10v5h-10z"
    assert polygon(np.array([[0, 0], [3, 4], [1, 9], [1.2, 9.3], [0, 0]])) == "M0 0l3 4-2 5z"
    assert polygon(square, closed=False, scale=0.3, origin=(10, 0)) == "M-3 0h3v-1h-3"
    curve = np.array([[[0, 0], [0, 5], [5, 10], [10, 10]], [[10, 10], [15, 10], [20, 5], [20, 0]]], np.float64)
    assert path(curve) == "M0 0c0 5 5 10 10 10s10-5 10-10"
    apart = np.array([curve[0], [[10, 10], [10, 10], [20, 10], [20, 10]], [[20, 10], [25, 10], [30, 5], [30, 0]]])
    assert path(apart) == "M0 0c0 5 5 10 10 10h10c5 0 10-5 10-10"
    assert path(curve[::-1][:1] - [10, 10]) == "M0 0c5 0 10-5 10-10"
    assert path(np.array([[[0, 0], [1, 1], [2, 2], [3, 3]]]), closed=True) == "M0 0l3 3z"


@pytest.mark.parametrize("noise", [-1e-9, 1e-9])
def test_noise_at_a_half_does_not_change_what_is_drawn(noise: float) -> None:
    points = np.array([[0.5, 0.5], [3.5, -2.5], [7, 1.5]])
    assert polygon(points + noise) == polygon(points)


def test_the_same_figure_gives_the_same_bytes_in_every_process() -> None:
    command = "import helpers.scene_cases as scene, sys; sys.stdout.write(scene.everything_drawn())"
    search = os.pathsep.join([str(TOP / "tests"), str(TOP / "hooks")])
    drawn = {
        subprocess.run(
            [sys.executable, "-c", command],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": search},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert drawn == {everything_drawn()}


def test_a_scene_is_drawn_in_a_few_kilobytes() -> None:
    assert 500 < len(everything_drawn()) < 8000


def test_what_is_drawn_does_not_hang_on_the_noise_of_floating_point() -> None:
    body, camera = bodyful(), Camera(40, 15)
    shaken = Blobs(body.centres * (1 + 1e-13), body.frames, body.radii * (1 - 1e-13), body.parts)
    bounds = extent(body, NO_FACES, camera, 2)
    one, other = (
        "".join(
            path(fit(line, 0.6, closed=True), scale=3)
            for line in regions(look(each, NO_FACES, camera, bounds).part > 0)
        )
        for each in (body, shaken)
    )
    assert one == other
