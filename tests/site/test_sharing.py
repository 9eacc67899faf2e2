"""The pictures of the site itself: beside shared links, and on a phone's home screen."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from helpers.examples import NAMED
from helpers.project import Project
from selectolax.lexbor import LexborHTMLParser

pytestmark = NAMED

PNG = b"\x89PNG\r\n\x1a\n"
HOME = "https://example.org/book/"


def size(picture: bytes) -> tuple[int, int]:
    """Give the width and height in pixels that a PNG states."""
    assert picture.startswith(PNG)
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def properties(project: Project, url: str) -> dict[str, str]:
    """What a page tells the places that show links to it."""
    found = LexborHTMLParser(project.page(url)).css("head meta[property^='og:']")
    return {str(node.attributes["property"]): node.attributes["content"] or "" for node in found}


@pytest.mark.parametrize(
    ("url", "title", "picture"),
    [
        ("", "Stretchbook", "assets/sharing.png"),
        ("stretches/cat-cow/", "Cat-cow", "stretches/cat-cow/sharing.png"),
        ("routines/desk-break/", "Desk break", "routines/desk-break/sharing.png"),
        ("conditions/osteoporosis/", "Osteoporosis (fragile bones)", "assets/sharing.png"),
        ("learn/when-to-seek-help/", "When to seek help", "assets/sharing.png"),
    ],
)
def test_a_page_names_its_picture(built: Project, url: str, title: str, picture: str) -> None:
    said = properties(built, url)
    assert said["og:title"] == title
    assert said["og:url"] == urljoin(HOME, url)
    assert said["og:image"] == HOME + picture
    assert said["og:image:alt"].startswith(title)
    assert size(built.site()[picture]) == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)


def test_each_stretch_has_a_picture_of_its_own(built: Project) -> None:
    pictures = [content for name, content in built.site().items() if name.endswith("/sharing.png")]
    assert len(pictures) == len(set(pictures)) > 12


def test_without_an_address_there_is_no_picture_to_share(plain: Project) -> None:
    assert properties(plain, "stretches/open-hand/") == {}
    assert [name for name in plain.site() if name.endswith("sharing.png")] == []


def test_phones_get_an_icon(built: Project) -> None:
    icon = LexborHTMLParser(built.page("stretches/cat-cow/")).css_first("link[rel=apple-touch-icon]")
    assert icon is not None
    name = urljoin("https://site.invalid/stretches/cat-cow/", icon.attributes["href"]).split("/", maxsplit=3)[3]
    assert size(built.site()[name]) == (180, 180)


def test_a_mark_that_cannot_be_drawn_is_refused_in_one_line(small: Project) -> None:
    small.write("content/assets/mark.svg", "<svg no picture")
    result = small.build()
    assert result.returncode == 1
    assert "sharing.typ:1:1: a picture cannot be drawn" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_without_a_mark_there_is_no_icon(small: Project) -> None:
    small.replace("mkdocs.yml", "  logo: assets/mark.svg\n", "")
    result = small.build()
    assert result.returncode == 0, result.stderr
    assert "apple-touch-icon" not in small.page("")
