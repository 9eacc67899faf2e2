"""The body map on built pages."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from urllib.parse import urljoin

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser, LexborNode
from stretchbook.book.addresses import Addresses
from stretchbook.book.doses import counted
from stretchbook.book.library import Library
from stretchbook.book.relations import Relations
from stretchbook.checks.all_checks import open_library
from stretchbook.render.figures.body_map import BodyMap, label_lines

pytestmark = NAMED

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
    reached = {*relations.primary[name], *relations.secondary[name]} - {*relations.working[name]}
    return counted(len(reached), "stretch", "stretches")


def test_each_region_leads_to_its_muscle_and_says_name_and_count(built: Project, library: Library) -> None:
    url = "muscles/"
    addresses = Addresses(library)
    drawn = map_of(built, url)
    plates = library.atlas.plates.values()
    wanted = Counter(addresses.of(region.muscle) for plate in plates for region in plate.regions)
    assert linked(drawn, url) == wanted
    by_address = {addresses.of(name): name for name in library.muscles}
    for link in drawn.css("svg a"):
        name = by_address[urljoin(f"https://x/{url}", link.attributes["href"] or "").removeprefix("https://x/")]
        title = link.css_first("title")
        assert title is not None
        assert title.text() == f"{library.muscles[name].name}, {count_of(library, name)}"
        assert ("sb-map__none" in (link.attributes.get("class") or "")) <= title.text().endswith(", 0 stretches")


def test_the_list_beside_the_map_holds_the_same_muscles(built: Project, library: Library) -> None:
    page = LexborHTMLParser(built.page("muscles/"))
    said = Counter(re.sub(r"\s+", " ", item.text(deep=True)).strip() for item in page.css(".sb-parts .sb-ways li"))
    counts = {name: re.sub(r"^0 stretches$", "none yet", count_of(library, name)) for name in library.muscles}
    wanted = {f"{muscle.name} {counts[name]}" for name, muscle in library.muscles.items()}
    assert wanted
    assert wanted <= said.keys()


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
        assert plates == sum(name in plate.region_of for plate in library.atlas.plates.values())
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
    assert [view.plate.id for view in views] == ["back", "front"]
    assert [view.plate.id for view in BodyMap(library).marking(["infraspinatus"], ["rhomboids"])] == ["back-deep"]


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


def test_several_maps_on_one_page_do_not_share_ids(small: Project) -> None:
    calls = '\n\n{{ body_map() }}\n\n{{ body_map("forearm") }}\n\n{{ body_map("finger-flexors") }}\n'
    small.append("content/news.md", calls)
    assert small.build().returncode == 0
    tree = LexborHTMLParser(small.page("news/"))
    assert len(tree.css(".sb-map")) == 3
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    uses = {node.attributes["href"] for node in tree.css("use")}
    assert uses <= {f"#{name}" for name in ids}


def test_a_map_of_an_unknown_muscle_is_refused(small: Project) -> None:
    small.append("content/news.md", '\n{{ body_map("forearn") }}\n')
    result = small.build()
    assert result.returncode != 0
    assert "body_map: `forearn`: no such muscle. Did you mean `forearm`?" in result.stdout


def test_the_plates_are_light_enough(built: Project) -> None:
    weight = {
        url: sum(map(len, re.findall(r"<svg viewBox=\"-.*?</svg>", built.page(url), re.DOTALL)))
        for url in ("muscles/", "stretches/thread-the-needle/", "muscles/rhomboid-major/")
    }
    assert min(weight.values()) > 1000
    assert weight["muscles/"] < 30_000
    assert weight["stretches/thread-the-needle/"] < 18_000
    assert weight["muscles/rhomboid-major/"] < 9_000


def test_names_on_the_map_are_not_searched(built: Project) -> None:
    index = built.read("site/search/index.json")
    assert "Skip the drawing" not in index
    assert "lie beneath others" not in index


@pytest.mark.parametrize("plates", [True, False])
def test_another_library_has_its_own_map_or_none(small: Project, plates: bool) -> None:  # noqa: FBT001
    if not plates:
        shutil.rmtree(small.path("stretches/bodymap"))
    names = ["Palms"] if plates else []
    assert [plate.name for plate in BodyMap(open_library(small.path("stretches"))).plates] == names
    small.append("content/news.md", "\n{{ body_map() }}\n")
    result = small.build()
    assert result.returncode == 0, result.stdout
    assert "WARNING" not in result.stderr
    for url in ("news/", "muscles/finger-flexors/", "stretches/open-hand/"):
        assert ("sb-map" in small.page(url)) == plates
