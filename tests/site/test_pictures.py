"""Figures where readers meet them: on pages, cards, sheets and in words."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from statistics import median
from typing import get_args

import pikepdf
import pytest
from helpers import tagged
from helpers.examples import NAMED
from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.library import Library
from stretchbook.model.figure import Base, Fingers, HandTarget, Prop, Thing
from stretchbook.poses import description
from stretchbook.render.figures.figure_set import Picture
from stretchbook.render.sheets.forms import FORMS, Form

pytestmark = NAMED


def pictures(project: Project, url: str, where: str) -> list[dict[str, str | None]]:
    """The attributes of the pictures in a part of a built page."""
    return [node.attributes for node in LexborHTMLParser(project.page(url)).css(f"main {where} img.sb-picture")]


def frames_of(library: Library, name: str) -> int:
    """How many pictures a stretch has."""
    figure = library.stretches[name].figure
    return len(figure.frames) if figure else 0


# Every stretch is drawn, everywhere.


def drawn(library: Library) -> list[str]:
    """The stretches that have a figure."""
    return [name for name, stretch in library.stretches.items() if stretch.figure]


def test_a_figure_has_a_start_and_an_end(library: Library) -> None:
    assert len(drawn(library)) >= 12
    for name in drawn(library):
        # A roller lies at one place in all pictures of a figure, so rolling up and down is one picture.
        assert frames_of(library, name) >= (1 if name == "upper-back-foam-rolling" else 2), name


def test_a_stretch_shows_all_its_frames(built: Project, library: Library) -> None:
    for name in drawn(library):
        url = f"stretches/{name}/"
        count = frames_of(library, name)
        shown = pictures(built, url, ".sb-steps")
        assert [str(each["src"]) for each in shown] == [f"../../figures/{name}-{n}.svg" for n in range(1, count + 1)]
        large = [str(each["src"]) for each in pictures(built, url, ".sb-hero")]
        assert large[0] == f"../../figures/{name}-{min(2, count)}.svg"


def test_rows_and_routines_show_pictures(built: Project, library: Library) -> None:
    assert len(pictures(built, "stretches/", ".sb-row__picture")) == len(drawn(library))
    for name, routine in library.routines.items():
        count = sum(frames_of(library, item.stretch) for item in routine.items)
        assert len(pictures(built, f"routines/{name}/", ".sb-item .sb-steps")) == count
        sheet = LexborHTMLParser(built.page(f"routines/{name}/")).css(".sb-sheet__frames img")
        assert 2 * len(routine.items) <= len(sheet) <= count


def test_a_picture_is_as_wide_and_high_as_its_page_says(built: Project) -> None:
    for each in pictures(built, "stretches/cat-cow/", ".sb-steps"):
        svg = built.read(f"site/{str(each['src']).removeprefix('../../')}")
        box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
        assert box
        assert int(each["width"] or 0) / int(each["height"] or 1) == pytest.approx(int(box[1]) / int(box[2]), rel=0.02)


# In words.


def test_every_picture_says_what_it_shows(built: Project, library: Library) -> None:
    for name in drawn(library):
        [large] = {str(each["alt"]) for each in pictures(built, f"stretches/{name}/", ".sb-hero") if each["alt"]}
        steps = [str(each["alt"]) for each in pictures(built, f"stretches/{name}/", ".sb-steps")]
        said = [large if each == "As in the large picture" else each for each in steps]
        assert len(said) == frames_of(library, name)
        assert "As in the large picture" in steps
        for alternative in said:
            assert len(alternative) > 30
            assert not re.match(r"(an? )?(image|picture|drawing|figure) of", alternative, re.IGNORECASE)
        for before, after in pairwise(said):
            assert before != after, name


@pytest.mark.parametrize(
    ("steps", "said"),
    [((1,), "Step 1"), ((1, 2), "Steps 1 and 2"), ((2, 3, 4), "Steps 2–4"), ((1, 3, 4, 5, 6, 8), "Steps 1, 3–6 and 8")],
)
def test_a_picture_says_its_steps_in_short(steps: tuple[int, ...], said: str) -> None:
    picture = Picture(uri="", alternative="", width=1, height=1, steps=steps, svg="")
    assert picture.label == said


def test_the_words_follow_the_pose(built: Project) -> None:
    first, _, cow = [str(each["alt"]) for each in pictures(built, "stretches/cat-cow/", ".sb-steps")]
    (cat,) = [str(each["alt"]) for each in pictures(built, "stretches/cat-cow/", ".sb-hero")]
    assert first.startswith("On hands and knees on a mat, seen from the right.")
    assert "The whole back is rounded." in cat
    assert "back is arched." in cow
    # What is stretched is marked where it is held and can be seen.
    assert cat.endswith("Marked: erector spinae.")
    assert "Marked" not in first + cow
    unmarked, _ = [str(each["alt"]) for each in pictures(built, "stretches/neck-rotation/", ".sb-steps")]
    (turned,) = [str(each["alt"]) for each in pictures(built, "stretches/neck-rotation/", ".sb-hero")]
    assert "Marked" not in unmarked
    assert turned.endswith("Marked: sternocleidomastoid and splenius capitis and cervicis.")


def test_there_are_words_for_all_that_a_pose_may_name() -> None:
    assert set(description.BASES) == set(get_args(Base))
    assert set(description.CONTACTS) == set(get_args(HandTarget))
    assert set(description.THINGS) == set(get_args(Thing))
    assert set(description.UNDER) == set(get_args(Prop.model_fields["under"].annotation))


# The movements.


def test_each_stretch_that_moves_has_its_movement_small_enough_for_a_phone(built: Project, library: Library) -> None:
    sizes = {
        file.name.removesuffix("-moving.svg"): len(gzip.compress(file.read_bytes(), 9)) / 1024
        for file in built.path("site/figures").glob("*-moving.svg")
    }
    assert set(sizes) == set(drawn(library))
    assert median(sizes.values()) <= 40
    assert max(sizes.values()) <= 60


def test_the_page_has_the_movement_ready_for_who_asks(built: Project, library: Library) -> None:
    for name in drawn(library):
        player = LexborHTMLParser(built.page(f"stretches/{name}/")).css_first("stretch-player")
        assert player is not None
        assert player.attributes["data-moving"] == f"../../figures/{name}-moving.svg"


# On sheets.


@pytest.mark.parametrize("form", [FORMS[0], FORMS[3]], ids=lambda form: form.name)
def test_a_sheet_shows_its_pictures_with_their_words(built: Project, form: Form) -> None:
    with pikepdf.open(built.path(f"site/routines/desk-break/{form.file_name('desk-break')}")) as pdf:
        whole, _ = tagged.read(pdf)
    # The code of the address, the marks of the table on the back and the boxes to tick are figures, too.
    others = ("QR code", "Boxes", "leave out", "ask before", "do a changed", "×", "?", "↓")
    said = [str(figure.attributes["/Alt"]) for figure in whole.all("Figure")]
    shown = [text for text in said if not text.startswith(others)]
    page = LexborHTMLParser(built.page("routines/desk-break/"))
    assert shown == [node.attributes["alt"] for node in page.css(".sb-sheet__frames img")]
    # All four stretches have two pictures: where the movement starts, and where it ends.
    assert len(set(shown)) == 8


# The guide.


def test_the_guide_shows_every_word(built: Project, library: Library) -> None:
    page = LexborHTMLParser(built.page("contribute/figures/"))
    shown = [node.text() for node in page.css(".sb-samples code")]
    groups = ("base", "view", "frame", "movement", "contact", "arm", "fingers", "thing", "person")
    assert shown == [sample.words for group in groups for sample in library.sample_groups[group].samples]
    assert {*get_args(Base), *get_args(Fingers), *get_args(Thing)} <= set(shown)
    assert set(get_args(HandTarget)) - {"stay"} <= set(shown)


def test_each_still_is_small_with_all_that_it_says(built: Project) -> None:
    sizes = {file.name: file.stat().st_size for file in built.path("site/figures").glob("*-[0-9].svg")}
    assert len(sizes) > 100
    assert {name: size for name, size in sizes.items() if size > 8 * 1024} == {}


def test_all_figures_stand_with_their_lines(built: Project, library: Library) -> None:
    page = LexborHTMLParser(built.page("contribute/poses/"))
    assert len(page.css(".sb-pose")) == len(drawn(library))
    lines = page.css_first("[aria-labelledby=pose-cat-cow] code")
    assert lines is not None
    assert lines.text() in built.read("stretches/cat-cow.yml")
    assert lines.text().startswith("figure:\n  base: all-fours\n")


# Poses that only a drawing shows to be wrong.


LIFTED = """figure:
  base: all-fours
  view: [80, 12]
  frames:
    - steps: [1]
    - steps: [2]
      pose: {thoracic: {flex: 20}}
"""
SUNK = LIFTED.replace("thoracic: {flex: 20}", "right_arm: {shoulder: {flex: 90}}")
RECORD, OTHER = "stretches/open-hand.yml", "stretches/prayer-stretch.yml"


@pytest.fixture
def posed(small: Project) -> Project:
    """The small project, with a figure for each of its two records."""
    small.append(RECORD, LIFTED)
    small.append(OTHER, LIFTED.replace("[80, 12]", "[60, 12]"))
    return small


def test_a_body_in_the_floor_is_refused_with_its_line(small: Project) -> None:
    small.append(RECORD, SUNK)
    result = small.build()
    line = small.read(RECORD).splitlines().index("    - steps: [2]") + 1
    assert result.returncode == 1
    assert re.search(rf"{RECORD}:{line}:\d+: figure\.frames\[2\]: the body sinks \d+ cm", result.stdout)
    assert "Traceback" not in result.stdout + result.stderr


def test_a_target_that_nobody_sees_is_refused_with_its_line(project: Project) -> None:
    record = "stretches/doorway-pec-stretch.yml"
    text = re.sub(r"(?m)^  view: .*$", "  view: [180, 5]", project.read(record))
    project.write(record, text)
    result = project.build()
    line = text.splitlines().index("  view: [180, 5]") + 1
    assert result.returncode == 1
    assert re.search(rf"doorway-pec-stretch\.yml:{line}:\d+: figure\.view: only \d % of the muscles", result.stdout)


def test_a_stretch_without_a_figure_builds_with_a_note(small: Project) -> None:
    small.append(OTHER, LIFTED)
    result = small.build()
    assert result.returncode == 0, result.stdout
    assert re.search("Without a figure: open-hand", result.stderr)
    assert "sb-picture" in small.page("stretches/prayer-stretch/")
    page = small.page("stretches/open-hand/")
    assert "sb-picture" not in page.split("<main")[1].split("sb-next")[0]
    assert "stretch-player" not in page


def test_another_angle_gives_other_pictures_of_that_stretch_alone(posed: Project) -> None:
    assert posed.build().returncode == 0
    before = posed.site()
    posed.replace(RECORD, "thoracic: {flex: 20}", "thoracic: {flex: 24}")
    result = posed.build()
    assert result.returncode == 0, result.stdout
    after = posed.site()
    changed = {name for name in after if name.startswith("figures/") and after[name] != before[name]}
    assert changed == {"figures/open-hand-2.svg", "figures/open-hand-moving.svg"}
    assert "Figures: 1 drawn" in result.stderr


# All of them at once.


def test_a_contact_sheet_holds_every_figure(project: Project, library: Library) -> None:
    result = project.command("figures")
    assert result.returncode == 0, result.stderr
    count = sum(frames_of(library, name) for name in drawn(library))
    moving = len(drawn(library))
    told = f"{count} pictures of {moving} stretches, {moving} that move: figures/contact-sheet.pdf"
    assert told in result.stdout
    written = {file.name for file in project.path("figures").glob("*.svg")}
    assert len([name for name in written if not name.startswith("guide-")]) == count + moving
    assert project.path("figures/contact-sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_page_says_what_a_broken_line_means_where_there_is_one(built: Project, library: Library) -> None:
    explained = {name for name in library.stretches if "a broken line marks" in built.page(f"stretches/{name}/")}
    seen_through = {name for name, stretch in library.stretches.items() if stretch.figure and stretch.figure.through}
    assert explained == seen_through


def test_a_page_says_what_a_grey_outline_means_where_there_is_one(built: Project, library: Library) -> None:
    explained = {
        name for name in library.stretches if "a thin grey outline shows where" in built.page(f"stretches/{name}/")
    }
    with_ghosts = {
        name for name, stretch in library.stretches.items()
        if stretch.figure and any(frame.ghost for frame in stretch.figure.frames)
    }  # fmt: skip
    assert explained == with_ghosts
    assert with_ghosts
