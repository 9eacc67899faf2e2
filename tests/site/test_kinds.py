"""The table of kinds: a row and a template are all that a new kind of record needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.project import Project, small_project
from selectolax.lexbor import LexborHTMLParser

ROW = """
KINDS = (
    *KINDS,
    Kind("breaths", "breath", Word, is_optional=True, label="Breath", data="breaths",
         place=OwnPages("breaths", "breath.html", "breath", "breath")),
)
"""
TEMPLATE = '<p class="made-up">{{ breath.plain | markup }}</p>\n<p><a href="{{ root }}breaths/">All breaths</a></p>\n'
PLAIN_IS_MISSING = "stretches/breaths.yml:8:3: entry[3].plain: is missing. Add it"
RECORDS = """\
- id: long-breath
  name: The long breath
  plain: Out for as long as it takes, as in the [[open-hand]].
  also_called: [Sighing]
- id: short-breath
  name: The short breath
  plain: In and out with no hurry.
"""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small site with a kind that the program does not have, built."""
    project = small_project(tmp_path_factory.mktemp("kinds") / "clinic")
    kinds = project.read("hooks/stretchbook/kinds.py")
    assert "\nKIND: " in kinds
    project.write("hooks/stretchbook/kinds.py", kinds.replace("\nKIND: ", f"{ROW}\nKIND: ", 1))
    project.write("overrides/records/breath.html", TEMPLATE)
    project.write("stretches/breaths.yml", RECORDS)
    project.append("content/news.md", '\n{{ breath("short-breath") }}\n\nAs in {{ link("long-breath") }}.\n')
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


def texts(project: Project, url: str, css: str) -> list[str]:
    return [node.text(strip=True) for node in LexborHTMLParser(project.page(url)).css(f"main {css}")]


def test_each_record_has_a_page(made_up: Project) -> None:
    assert texts(made_up, "breaths/long-breath/", "h1") == ["The long breath"]
    [said] = texts(made_up, "breaths/long-breath/", ".made-up")
    assert said.startswith("Out for as long as it takes")
    assert "stretches/open-hand/" in made_up.links("breaths/long-breath/")


def test_all_records_stand_in_a_list(made_up: Project) -> None:
    assert {"breaths/long-breath/", "breaths/short-breath/"} <= made_up.links("breaths/")
    assert texts(made_up, "breaths/", "h1") == ["Breaths"]


def test_a_page_shows_a_record_and_links_to_it(made_up: Project) -> None:
    assert texts(made_up, "news/", ".made-up") == ["In and out with no hurry."]
    assert "breaths/long-breath/" in made_up.links("news/")


def test_search_and_the_a_to_z_find_it(made_up: Project) -> None:
    index = json.loads(made_up.read("site/search/index.json"))
    title, address = index["fields"].index("title"), index["fields"].index("address")
    found = {entry[address]: entry[title] for entry in index["entries"]}
    assert found["breaths/short-breath/"] == "The short breath"
    assert {"breaths/", "breaths/long-breath/"} <= made_up.links("search/")
    assert any(line.startswith("Sighing") for line in texts(made_up, "search/", ".sb-names li"))


def test_it_is_open_data(made_up: Project) -> None:
    data = json.loads(made_up.read("site/api/v1/breaths.json"))
    assert [(each["id"], each["url"]) for each in data["breaths"]] == [
        ("long-breath", "breaths/long-breath/"),
        ("short-breath", "breaths/short-breath/"),
    ]
    assert json.loads(made_up.read("site/api/v1/index.json"))["files"]["breaths"] == "breaths.json"


def test_its_problems_are_told_like_those_of_any_record(made_up: Project, tmp_path: Path) -> None:
    project = small_project(tmp_path / "clinic")
    for file in ("hooks/stretchbook/kinds.py", "overrides/records/breath.html"):
        project.write(file, made_up.read(file))
    project.write("stretches/breaths.yml", RECORDS.replace("[[open-hand]]", "[[open-hnd]]") + "- id: open-hand\n")
    project.append("content/news.md", '\n{{ breath("long-breth") }}\n')
    result = project.check()
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "content/news.md:5:1: breath: `long-breth`: no such breath. Did you mean `long-breath`? Correct the call.",
        "stretches/breaths.yml:3:10: entry[1].plain: `[[open-hnd]]` leads nowhere. Did you mean `open-hand`?",
        "stretches/breaths.yml:8:3: entry[3].name: is missing. Add it: how readers see it.",
        f"{PLAIN_IS_MISSING}: what it means, in words that a child of eleven knows.",
        "4 problems. Nothing was published.",
    ]


def test_without_records_there_is_no_list(tmp_path: Path, made_up: Project) -> None:
    project = small_project(tmp_path / "clinic")
    for file in ("hooks/stretchbook/kinds.py", "overrides/records/breath.html"):
        project.write(file, made_up.read(file))
    assert project.build().returncode == 0
    assert not project.path("site/breaths").exists()
