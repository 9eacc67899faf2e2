"""The map of the body: its anatomy in numbers, and what readers get of it in a real browser."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from itertools import combinations
from urllib.parse import urljoin

import pytest
from helpers.broken_cases import copy_small_site
from helpers.project import Project, copy_project
from helpers.reading import tab, violations
from playwright.sync_api import Browser, Locator, Page, expect
from selectolax.lexbor import LexborHTMLParser, LexborNode
from stretchbook.bodymap.outlines import Outline, Point, area, away, holds
from stretchbook.bodymap.plates import Plate, Region, atlas
from stretchbook.book.addresses import Addresses
from stretchbook.book.doses import counted
from stretchbook.book.library import Library, load
from stretchbook.book.relations import Relations
from stretchbook.render.figures.body_map import BodyMap, label_lines

ATLAS = atlas()
PLATES = {plate.id: plate for plate in ATLAS.plates}
LANDMARKS = ATLAS.body.landmarks
REGIONS = [(plate, region) for plate in ATLAS.plates for region in plate.regions]
EACH_REGION = pytest.mark.parametrize(
    ("plate", "region"), REGIONS, ids=[f"{plate.id}:{region.muscle}" for plate, region in REGIONS]
)
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
    for plate in ATLAS.plates:
        assert [name for name, times in Counter(region.muscle for region in plate.regions).items() if times > 1] == []


def test_the_body_is_its_own_mirror_image() -> None:
    polygon = {(round(x, 6), round(y, 6)) for x, y in ATLAS.body.whole.polygon}
    assert {(-x + 0.0, y) for x, y in polygon} == {(x + 0.0, y) for x, y in polygon}
    assert area(ATLAS.body.whole.polygon) > 2000


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
def test_a_region_is_one_half_of_the_body(plate: Plate, region: Region) -> None:
    skin = ATLAS.body.whole.polygon
    outside = [point for point in points(region) if not holds(skin, point) and away(skin, point) > 0.15]
    assert outside == [], plate.id
    assert min(x for x, _ in points(region)) >= 0.3
    assert all(is_simple(outline) for outline in region.outlines)
    assert all(area(outline.polygon) > 1.5 for outline in region.outlines)


def test_an_outline_that_crosses_itself_is_seen() -> None:
    assert is_simple(Outline.read("0,0! 2,0! 2,2! 0,2!"))
    assert not is_simple(Outline.read("0,0! 3,2! 2,0! 0,2!"))


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
def test_a_region_reaches_the_bones_of_its_muscle(plate: Plate, region: Region) -> None:
    far = {name: distance(region, LANDMARKS[name]) for name in region.touches}
    assert {name: round(gap, 1) for name, gap in far.items() if gap > 1.2} == {}, plate.id
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
def test_the_record_names_the_bones_that_a_region_reaches(plate: Plate, region: Region, library: Library) -> None:
    muscle = library.muscles[region.muscle]
    said = f"{muscle.origin} {muscle.insertion}"
    unsaid = [name for name in region.touches if not re.search(WORDS[name], said, re.IGNORECASE)]
    assert unsaid == [], f"{plate.id}: {said}"


@EACH_REGION
def test_fibres_stay_in_their_muscle(plate: Plate, region: Region) -> None:
    for line in region.lines:
        outline = Outline(line, frozenset(range(4)), closed=False)
        for point in (line[0], line[3], *[_halfway(line)]):
            assert distance(region, point) < 0.3, (plate.id, outline.points)


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
    edge = Outline.read("7.2,-3.4 7,-7 7.2,-12 8.8,-18.8", closed=False).polygon
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


# What a page shows.


def map_of(project: Project, url: str) -> LexborNode:
    found = LexborHTMLParser(project.page(url)).css_first("main .sb-map")
    assert found is not None
    return found


def linked(node: LexborNode, url: str) -> Counter[str]:
    """The addresses, from the root of the site, of the links on the plates."""
    root = "https://site.invalid/"
    hrefs = [urljoin(root + url, link.attributes["href"] or "") for link in node.css("svg a")]
    return Counter(href.removeprefix(root) for href in hrefs)


def count_of(library: Library, name: str) -> str:
    relations = Relations(library)
    return counted(len({*relations.primary[name], *relations.secondary[name]}), "stretch", "stretches")


@pytest.mark.parametrize("url", ["", "muscles/"])
def test_each_region_leads_to_its_muscle_and_says_name_and_count(built: Project, library: Library, url: str) -> None:
    addresses = Addresses(library)
    drawn = map_of(built, url)
    wanted = Counter(addresses.of(region.muscle) for _, region in REGIONS)
    assert linked(drawn, url) == wanted
    by_address = {addresses.of(name): name for name in library.muscles}
    for link in drawn.css("svg a"):
        name = by_address[urljoin(f"https://x/{url}", link.attributes["href"] or "").removeprefix("https://x/")]
        title = link.css_first("title")
        assert title is not None
        assert title.text() == f"{library.muscles[name].name}, {count_of(library, name)}"
        assert ("sb-map__none" in (link.attributes.get("class") or "")) <= title.text().endswith(", 0 stretches")


def test_the_list_beside_the_map_holds_the_same_muscles(built: Project, library: Library) -> None:
    drawn = map_of(built, "")
    said = {item.text(deep=True).strip() for item in drawn.css("details li")}
    counts = {name: re.sub(r"^0 stretches$", "none yet", count_of(library, name)) for name in library.muscles}
    assert "none yet" in counts.values()
    assert said == {f"{muscle.name} {counts[name]}" for name, muscle in library.muscles.items()}
    listed = {item.text(deep=True).strip() for item in LexborHTMLParser(built.page("muscles/")).css("section li")}
    assert said == listed


def marked(project: Project, library: Library, url: str) -> dict[str, set[str]]:
    """The muscles that are marked on a record's plates, by how; the page's own is no link."""
    by_name = {muscle.name: name for name, muscle in library.muscles.items()}
    found: dict[str, set[str]] = {"primary": set(), "secondary": set()}
    for mark, names in found.items():
        for node in map_of(project, url).css(f"svg .sb-map__{mark}"):
            title = node.css_first("title")
            own = url.split("/")[1]
            names.add(by_name[title.text().rsplit(", ", 1)[0]] if title else own)
    return found


def test_a_muscle_is_marked_on_its_own_page(built: Project, library: Library) -> None:
    for name in library.muscles:
        url = Addresses(library).of(name)
        assert marked(built, library, url) == {"primary": {name}, "secondary": set()}
        plates = len(map_of(built, url).css("svg"))
        assert plates == sum(name in plate.region_of for plate in ATLAS.plates)
        assert linked(map_of(built, url), url) == {}


def test_a_group_has_all_its_muscles_marked(built: Project, library: Library) -> None:
    for name, members in library.members.items():
        assert marked(built, library, Addresses(library).of(name))["primary"] == set(members)


def test_a_stretch_has_marked_what_its_record_names(built: Project, library: Library) -> None:
    for name, stretch in library.stretches.items():
        reached = {
            field: {muscle for word in getattr(stretch.muscles, field) for muscle in library.members.get(word, (word,))}
            for field in ("primary", "secondary")
        }
        reached["secondary"] -= reached["primary"]
        assert marked(built, library, Addresses(library).of(name)) == reached


def test_a_main_muscle_is_shown_where_it_is_seen_best(library: Library) -> None:
    views = BodyMap(library).marking(["trapezius-upper"], ["scalenes"])
    assert [view.sheet.id for view in views] == ["back", "front"]
    assert [view.sheet.id for view in BodyMap(library).marking(["infraspinatus"], ["rhomboids"])] == ["back-deep"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Rhomboid major", ("Rhomboid major", "1 stretch")),
        ("Semispinalis capitis and cervicis", ("Semispinalis capitis", "and cervicis · 1 stretch")),
        ("Musculosemispinalis-capitis", ("Musculosemispinalis-capitis", " · 1 stretch")),
    ],
)
def test_a_long_name_takes_two_lines(name: str, lines: tuple[str, str]) -> None:
    assert label_lines(name, "1 stretch") == lines


def test_several_maps_on_one_page_do_not_share_ids(project: Project) -> None:
    calls = '\n\n{{ body_map() }}\n\n{{ body_map("rhomboids", "hip") }}\n\n{{ body_map("hip") }}\n'
    project.append("content/about/index.md", calls)
    assert project.build().returncode == 0
    tree = LexborHTMLParser(project.page("about/"))
    assert len(tree.css(".sb-map")) == 3
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    uses = {node.attributes["href"] for node in tree.css("use")}
    assert uses <= {f"#{name}" for name in ids}


def test_a_map_of_an_unknown_muscle_is_refused(project: Project) -> None:
    project.append("content/about/index.md", '\n{{ body_map("rhomboid") }}\n')
    result = project.build()
    assert result.returncode != 0
    assert "body_map: `rhomboid`: no such muscle. Did you mean `rhomboids`?" in result.stdout


def test_the_plates_are_light_enough(built: Project) -> None:
    weight = {
        url: sum(map(len, re.findall(r"<svg viewBox=\"-.*?</svg>", built.page(url), re.DOTALL)))
        for url in ("", "muscles/", "stretches/thread-the-needle/", "muscles/rhomboid-major/")
    }
    assert weight[""] < 30_000
    assert weight["muscles/"] < 30_000
    assert weight["stretches/thread-the-needle/"] < 18_000
    assert weight["muscles/rhomboid-major/"] < 9_000


def test_names_on_the_map_are_not_searched(built: Project) -> None:
    index = built.read("site/search/index.json")
    assert "Skip the drawing" not in index
    assert "lie beneath others" not in index


def test_a_library_of_other_muscles_has_no_map(tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("clinic")
    records = copy_small_site(top / "clinic")
    assert BodyMap(load(records)).sheets == ()
    made = copy_project(top / "project")
    shutil.rmtree(made.path("stretches"))
    shutil.copytree(records, made.path("stretches"))
    for page in made.path("content").rglob("*.md"):
        page.unlink()
    calls = {
        "index": "ways_in() }}\n\n{{ body_map()",
        "stretches/index": "stretches()",
        "routines/index": "routines()",
        "muscles/index": "muscles()",
        "conditions/index": "conditions()",
        "learn/when-to-seek-help": "stop_signs()",
        "references": "references()",
        "search": "a_to_z()",
    }
    for name, call in calls.items():
        made.write(f"content/{name}.md", f"# Hands\n\n{{{{ {call} }}}}\n")
    made.write("mkdocs.yml", re.sub(r"\nnav:\n(?:  .*\n)+", "\n", made.read("mkdocs.yml")))
    result = made.build()
    assert result.returncode == 0, result.stdout
    assert "WARNING" not in result.stderr
    for url in ("", "muscles/finger-flexors/", "stretches/open-hand/"):
        assert "sb-map" not in made.page(url)


# In a browser.


def regions(page: Page) -> Locator:
    return page.locator("main .sb-map svg a")


def test_the_keyboard_reaches_each_region_and_sees_its_name(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/muscles/")
        skip = page.get_by_role("link", name="Skip the drawing")
        skip.focus()
        for _ in range(5):
            page.keyboard.press("Tab")
            link = page.locator("main .sb-map svg a:focus")
            expect(link).to_have_count(1)
            label, title = link.locator("text"), link.locator("title")
            expect(label).to_be_visible()
            said = re.sub(r"\W", "", title.text_content() or "")
            assert re.sub(r"\W", "", label.text_content() or "") == said
            assert link.evaluate("link => getComputedStyle(link.querySelector('path')).strokeWidth") == "9px"
        expect(page.locator(".sb-map svg a text:visible")).to_have_count(1)
        expect(page.locator(".sb-map__name").first).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator("main h1")).to_have_text(re.compile("^(?!Muscles)"))


def test_the_drawing_can_be_skipped(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/muscles/")
        page.get_by_role("link", name="Skip the drawing").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Rhomboids")


def test_pointing_at_a_region_names_it_without_javascript(browser: Browser, site_address: str) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{site_address}/muscles/")
        link = page.get_by_role("link", name=re.compile("^Rhomboid major, [0-9]+ stretches")).first
        expect(link.locator("text")).to_be_hidden()
        link.locator("path").hover()
        expect(link.locator("text")).to_be_visible()
        link.locator("path").click()
        expect(page.locator("main h1")).to_have_text("Rhomboid major")


@pytest.mark.parametrize("width", [360, 1280])
def test_both_halves_of_every_region_can_be_pointed_at(browser: Browser, site_address: str, width: int) -> None:
    """A region is where it looks to be, on the left as on the right, and nothing lies over all of it."""
    script = """link => {
        link.closest('svg').scrollIntoView({block: 'center', inline: 'center'});
        const [left, right] = ['use', 'path'].map(part => link.querySelector(part).getBoundingClientRect());
        const frame = link.closest('svg').getBoundingClientRect();
        const middle = frame.left + frame.width / 2;
        const hit = box => {
            for (let x = box.left + 1; x < box.right; x += 1.5)
                for (let y = box.top + 1; y < box.bottom; y += 1.5)
                    if (document.elementFromPoint(x, y)?.closest('a') === link) return true;
            return false;
        };
        return [hit(left), hit(right), Math.abs((middle - left.left) - (right.right - middle)),
                Math.max(right.width, right.height)];
    }"""
    with tab(browser, width) as page:
        page.goto(f"{site_address}/muscles/")
        for link in regions(page).all():
            left, right, askew, size = link.evaluate(script)
            name = link.locator("title").text_content()
            assert left, name
            assert right, name
            assert askew < 1, name
            assert size > 14, name


@pytest.mark.parametrize("url", ["", "muscles/", "muscles/hip/", "stretches/thread-the-needle/"])
@pytest.mark.parametrize("width", [320, 360])
def test_the_map_does_not_move_a_phone_sideways(browser: Browser, site_address: str, url: str, width: int) -> None:
    with tab(browser, width) as page:
        page.goto(f"{site_address}/{url}")
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= seen
        plates = page.locator(".sb-map svg").all()
        boxes = [plate.bounding_box() for plate in plates]
        assert all(box and box["width"] >= 130 for box in boxes)


def test_nothing_moves_when_a_name_appears(browser: Browser, site_address: str) -> None:
    with tab(browser) as page:
        page.goto(f"{site_address}/muscles/")
        heading = page.locator("#group-rhomboids")
        before = heading.bounding_box()
        regions(page).last.focus()
        page.get_by_role("link", name="Rhomboid major").locator("path").hover()
        assert heading.bounding_box() == before


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 248, 243)"), ("dark", "rgb(236, 232, 224)")])
def test_the_plates_are_paper_by_day_and_by_night(browser: Browser, site_address: str, scheme: str, paper: str) -> None:
    with tab(browser, 360, "dark" if scheme == "dark" else "light") as page:
        page.goto(f"{site_address}/muscles/")
        expect(page.locator(".sb-map__plate").first).to_have_css("background-color", paper)
        regions(page).first.focus()
        assert violations(page) == []


def test_on_paper_the_plates_stand_side_by_side(browser: Browser, site_address: str) -> None:
    with tab(browser, 720) as page:
        page.goto(f"{site_address}/muscles/")
        page.emulate_media(media="print")
        boxes = [plate.bounding_box() for plate in page.locator(".sb-map svg").all()]
        assert len({round(box["y"]) for box in boxes if box}) == 1
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 720 for box in boxes)
