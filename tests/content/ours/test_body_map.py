"""The plates of the body map: this library's anatomy in numbers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest
from helpers.figure_cases import STILL, depth, figure
from helpers.figure_cases import stage as stage_of
from helpers.project import TOP
from stretchbook.bodymap.outlines import Outline, Point, area, away, holds
from stretchbook.bodymap.plates import BodyOutline, Region, read_outline
from stretchbook.book.body_map import FOLDER, read_atlas
from stretchbook.book.library import Library
from stretchbook.poses.body.muscle_sites import strand
from stretchbook.poses.body.sides import SIDES
from stretchbook.poses.body.skeleton import sign
from stretchbook.poses.body.surface import BUILDS
from stretchbook.render.figures.body_map import BodyMap
from stretchbook.text.source import read_source

ATLAS = read_atlas(
    TOP / "stretches" / FOLDER,
    lambda file: read_source(file, file.name),
    lambda file, *_: pytest.fail(f"{file} cannot be read"),
).atlas
PLATES = ATLAS.plates
REGIONS = [(name, region) for name, plate in PLATES.items() for region in plate.regions]
EACH_REGION = pytest.mark.parametrize(
    ("plate", "region"), REGIONS, ids=[f"{name}:{region.muscle}" for name, region in REGIONS]
)


def body() -> BodyOutline:
    assert ATLAS.body
    return ATLAS.body


LANDMARKS = body().landmarks
STEP = 0.3
"""How close the points lie at which areas are compared, in centimetres."""


def region(plate: str, muscle: str) -> Region:
    return PLATES[plate].region_of[muscle]


def points(region: Region) -> list[Point]:
    return [point for outline in region.outlines for point in outline.polygon]


def is_in(region: Region, point: Point) -> bool:
    return any(holds(outline.polygon, point) for outline in region.outlines)


def distance(region: Region, point: Point) -> float:
    return 0 if is_in(region, point) else min(away(outline.polygon, point) for outline in region.outlines)


def extent(region: Region) -> tuple[float, float, float, float]:
    """Left, right, lowest, highest."""
    xs, ys = [x for x, _ in points(region)], [y for _, y in points(region)]
    return min(xs), max(xs), min(ys), max(ys)


def grid(region: Region) -> list[Point]:
    left, right, low, high = extent(region)
    across = [left + STEP * number for number in range(int((right - left) / STEP) + 1)]
    up = [low + STEP * number for number in range(int((high - low) / STEP) + 1)]
    return [(x, y) for x in across for y in up if is_in(region, (x, y))]


# Anatomy in numbers.


def test_every_muscle_of_the_book_is_on_the_map(library: Library) -> None:
    assert set(BodyMap(library).muscles) == set(library.muscles) == {region.muscle for _, region in REGIONS}


def test_no_plate_shows_a_muscle_twice() -> None:
    for plate in PLATES.values():
        assert [name for name, times in Counter(region.muscle for region in plate.regions).items() if times > 1] == []


def test_the_body_is_its_own_mirror_image() -> None:
    polygon = {(round(x, 6), round(y, 6)) for x, y in body().whole.polygon}
    assert {(-x + 0.0, y) for x, y in polygon} == {(x + 0.0, y) for x, y in polygon}
    assert area(body().whole.polygon) > 2000


def crosses(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    def side(a: Point, b: Point, c: Point) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)


def is_simple(outline: Outline) -> bool:
    polygon = outline.polygon
    sides = list(zip(polygon, (*polygon[1:], polygon[0]), strict=True))
    return not any(crosses(one, other) for one, other in combinations(sides, 2) if not {*one} & {*other})


@EACH_REGION
def test_a_region_is_one_half_of_the_body(plate: str, region: Region) -> None:
    skin = body().whole.polygon
    outside = [point for point in points(region) if not holds(skin, point) and away(skin, point) > 0.15]
    assert outside == [], plate
    assert min(x for x, _ in points(region)) >= 0.3
    assert all(is_simple(outline) for outline in region.outlines)
    assert all(area(outline.polygon) > 1.5 for outline in region.outlines)


def test_an_outline_that_crosses_itself_is_seen() -> None:
    assert is_simple(read_outline("0,0! 2,0! 2,2! 0,2!"))
    assert not is_simple(read_outline("0,0! 3,2! 2,0! 0,2!"))


@pytest.mark.parametrize("plate", PLATES)
def test_muscles_of_one_layer_lie_side_by_side(plate: str) -> None:
    surface = [region for region in PLATES[plate].regions if not region.beneath]
    spots = {region.muscle: grid(region) for region in surface}
    shared = {}
    for one, other in combinations(surface, 2):
        overlap = sum(is_in(other, spot) for spot in spots[one.muscle]) * STEP**2
        if overlap > 0.5 and one.muscle not in other.over and other.muscle not in one.over:
            shared[one.muscle, other.muscle] = round(overlap, 1)
    assert shared == {}


@EACH_REGION
def test_a_region_reaches_the_bones_of_its_muscle(plate: str, region: Region) -> None:
    far = {name: distance(region, LANDMARKS[name]) for name in region.touches}
    assert {name: round(gap, 1) for name, gap in far.items() if gap > 1.2} == {}, plate
    assert region.touches or region.note


WORDS = {
    "inion": "external occipital protuberance|occipital bone",
    "superior-nuchal-line": "nuchal line",
    "mastoid": "mastoid",
    "C1-transverse": "C1–C4 transverse|transverse process of C1",
    "C2-spine": "spinous process of C2",
    "C4-transverse": "C1–C4 transverse",
    "C7": "C7|nuchal ligament",
    "T1": "C7 and T1|C5–T3",
    "T2": "T2–T5",
    "T3": "C7 to T3",
    "T4": "T4–T12",
    "T5": "T2–T5|T5 to T11",
    "T12": "T4–T12|lower six thoracic|thoracic vertebrae",
    "L1": "lumbar",
    "L4": "lumbar",
    "sacrum": "sacrum",
    "sacrum-edge": "sacrum",
    "iliac-spine-behind": "iliac crest|ilium|lumbar region",
    "iliac-crest": "iliac crest|ilium",
    "iliac-crest-side": "ilium",
    "iliac-spine-in-front": "anterior iliac crest",
    "pubis": "pub",
    "trochanter": "greater trochanter",
    "lesser-trochanter": "lesser trochanter",
    "sit-bone": "ischial tuberosity",
    "gluteal-tuberosity": "gluteal tuberosity",
    "blade-upper-corner": "superior angle|supraspinous fossa",
    "blade-spine-root": "scapular spine|spine of the scapula|superior to rhomboid major|spinous fossa",
    "blade-tip": "inferior angle|tip of the scapula|infraspinous fossa|medial border of the scapula",
    "blade-spine-outer": "scapular spine",
    "blade-outer-border": "lateral border of the scapula",
    "blade-below-socket": "infraglenoid",
    "acromion": "acromion|scapular spine",
    "coracoid": "coracoid",
    "greater-tubercle": "greater tuber",
    "greater-tubercle-foot": r"greater tuberosity of the humerus \(lowest part\)",
    "lesser-tubercle": "lesser tuber",
    "deltoid-tuberosity": "deltoid tuberosity",
    "biceps-groove": "intertubercular groove",
    "elbow-point": "olecranon",
    "radial-tuberosity": "radial tuberosity",
    "clavicle-inner": "half of the clavicle",
    "clavicle-middle": "half of the clavicle",
    "clavicle-outer": "lateral third of the clavicle",
    "breastbone-top": "manubrium of the sternum",
    "breastbone-tip": "xiphoid",
    "rib-1": "rib 1",
    "rib-3": "ribs 3–5",
    "rib-5": "ribs 3–5",
    "rib-8": "ribs 1–8|ribs 5–12",
    "rib-10": "ribs 5–12",
    "rib-9-behind": "rib",
    "rib-12": "rib 12",
    "costal-cartilage-5": "costal cartilages 5–7",
}


@EACH_REGION
def test_the_record_names_the_bones_that_a_region_reaches(plate: str, region: Region, library: Library) -> None:
    muscle = library.muscles[region.muscle]
    said = f"{muscle.origin} {muscle.insertion}"
    unsaid = [name for name in region.touches if not re.search(WORDS[name], said, re.IGNORECASE)]
    assert unsaid == [], f"{plate}: {said}"


@EACH_REGION
def test_fibres_stay_in_their_muscle(plate: str, region: Region) -> None:
    for line in region.lines:
        outline = Outline(line, frozenset(range(4)), closed=False)
        for point in (line[0], line[3], *[_halfway(line)]):
            assert distance(region, point) < 0.3, (plate, outline.points)


def _halfway(line: tuple[Point, Point, Point, Point]) -> Point:
    weights = (0.125, 0.375, 0.375, 0.125)
    x = sum(weight * point[0] for weight, point in zip(weights, line, strict=True))
    return x, sum(weight * point[1] for weight, point in zip(weights, line, strict=True))


@pytest.mark.parametrize(
    ("plate", "muscle", "across", "up"),
    [
        ("back", "trapezius-upper", 1, -1),
        ("back", "trapezius-middle", 1, 0),
        ("back", "trapezius-lower", 1, 1),
        ("back", "latissimus-dorsi", 1, 1),
        ("back", "deltoid-posterior", 1, -1),
        ("back", "gluteus-maximus", 1, -1),
        ("back", "triceps-long-head", 1, -1),
        ("back", "hamstrings", 0, -1),
        ("back-deep", "rhomboid-major", 1, -1),
        ("back-deep", "rhomboid-minor", 1, -1),
        ("back-deep", "levator-scapulae", 1, -1),
        ("back-deep", "splenius", 1, 1),
        ("back-deep", "semispinalis-neck", 0, 1),
        ("back-deep", "supraspinatus", 1, -1),
        ("back-deep", "infraspinatus", 1, 1),
        ("back-deep", "teres-minor", 1, 1),
        ("back-deep", "teres-major", 1, 1),
        ("back-deep", "erector-spinae-thoracic", 0, 1),
        ("back-deep", "multifidus", -1, 1),
        ("back-deep", "transversospinales-thoracic", -1, 1),
        ("back-deep", "quadratus-lumborum", 0, 1),
        ("back-deep", "piriformis", 1, -1),
        ("front", "pectoralis-major", 1, 0),
        ("front", "pectoralis-minor", 1, 1),
        ("front", "sternocleidomastoid", 1, 1),
        ("front", "scalenes", 0, -1),
        ("front", "deltoid-anterior", 1, -1),
        ("front", "biceps-brachii", 1, -1),
        ("front", "obliques", -1, -1),
        ("front", "rectus-abdominis", 0, -1),
        ("front", "hip-flexors", 1, -1),
        ("front", "subscapularis", 1, 1),
    ],
)
def test_fibres_run_along_the_pull(plate: str, muscle: str, across: int, up: int) -> None:
    """From origin to insertion; 0 where a muscle runs to neither side for the greater part."""
    lines = region(plate, muscle).lines
    runs = [(line[3][0] - line[0][0], line[3][1] - line[0][1]) for line in lines]
    mean_x, mean_y = (sum(run[axis] for run in runs) / len(runs) for axis in (0, 1))
    if across:
        assert mean_x * across > 0
    else:
        assert abs(mean_x) < abs(mean_y) / 2
    if up:
        assert mean_y * up > 0
    else:
        assert abs(mean_y) < abs(mean_x) / 2


def test_the_trapezius_has_its_parts_one_below_the_other() -> None:
    upper, middle, lower = (region("back", f"trapezius-{part}") for part in ("upper", "middle", "lower"))
    tops = [extent(part)[3] for part in (upper, middle, lower)]
    feet = [extent(part)[2] for part in (upper, middle, lower)]
    assert tops == sorted(tops, reverse=True)
    assert feet == sorted(feet, reverse=True)
    assert extent(lower)[2] == pytest.approx(LANDMARKS["T12"][1], abs=0.5)


def test_the_rhomboids_lie_between_spine_and_blade() -> None:
    minor, major = region("back-deep", "rhomboid-minor"), region("back-deep", "rhomboid-major")
    edge = read_outline("7.2,-3.4 7,-7 7.2,-12 8.8,-18.8").opened.polygon
    for muscle in (minor, major):
        for x, y in points(muscle):
            nearest = min(edge, key=lambda point: abs(point[1] - y))
            assert 0.3 < x <= nearest[0] + 0.2
    assert extent(minor)[2] > extent(major)[2]
    assert extent(minor)[3] > extent(major)[3]


def test_the_lats_reach_from_the_pelvis_to_the_arm() -> None:
    left, right, low, high = extent(region("back", "latissimus-dorsi"))
    assert low <= LANDMARKS["iliac-crest"][1] + 0.5
    assert left < 1
    assert right > LANDMARKS["blade-tip"][0] + 8
    assert high < LANDMARKS["T5"][1]


def test_the_small_chest_muscle_lies_under_the_large_one() -> None:
    small, large = region("front", "pectoralis-minor"), region("front", "pectoralis-major")
    left, right, low, _ = extent(large)
    assert small.beneath
    assert left < extent(small)[0]
    assert extent(small)[1] < right
    assert extent(small)[2] > low
    spots = grid(small)
    assert sum(is_in(large, spot) for spot in spots) > 0.75 * len(spots)


def test_the_rotator_cuff_lies_round_the_blade_from_top_to_tip() -> None:
    names = ("supraspinatus", "infraspinatus", "teres-minor", "teres-major")
    feet = [extent(region("back-deep", name))[2] for name in names]
    assert feet == sorted(feet, reverse=True) or feet[1] < feet[2]
    assert extent(region("back-deep", "supraspinatus"))[2] > extent(region("back-deep", "infraspinatus"))[3] - 0.6
    assert extent(region("back-deep", "teres-minor"))[1] > 18.5


def test_the_loin_muscle_hangs_between_the_last_rib_and_the_hip_bone() -> None:
    _, _, low, high = extent(region("back-deep", "quadratus-lumborum"))
    assert high < LANDMARKS["T12"][1]
    assert high == pytest.approx(LANDMARKS["rib-12"][1], abs=1)
    assert low == pytest.approx(LANDMARKS["iliac-crest"][1], abs=2)


@pytest.mark.parametrize(("build", "near"), [("slim", 4.0), ("broad", 4.6)])
@pytest.mark.parametrize("muscle", ATLAS.muscle_sites)
def test_in_pictures_a_muscle_lies_on_the_skin_of_its_own_side(muscle: str, build: str, near: float) -> None:
    found = stage_of(figure("standing", STILL, person={"build": build}))
    for side in SIDES:
        for places in ATLAS.muscle_sites[muscle].strands:
            points = strand(found.skeleton, side, places, BUILDS[build])
            assert all(abs(depth(found.blobs, point)) < near for point in points)
            assert all(point[1] * sign(side) > 0 for point in points)
