"""What counts as shown on a page: what a reader sees, and not what stands in citations or out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from helpers.records import with_records
from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.cache.memory import Memory
from stretchbook.checks.all_checks import open_library
from stretchbook.site.check import check_site
from stretchbook.site.page import CheckedPage

NOTE = "Keep bending small (Royal Hand Society) if your wrists are sore."


@pytest.fixture
def clinic(tmp_path: Path) -> Library:
    root = copy_small_site(tmp_path / "clinic")
    text = (root / "open-hand.yml").read_text(encoding="utf-8")
    old = "Open only as far as the palm stays soft and warm."
    new = NOTE.replace(" if", " if [@hand_book]")
    assert old in text
    (root / "open-hand.yml").write_text(text.replace(old, new), encoding="utf-8")
    return open_library(root)


def lost(clinic: Library, site: Path, note: str, memory: Memory[CheckedPage] | None = None) -> list[str]:
    page = site / Addresses(clinic).of("open-hand") / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f'<main><p data-safety-note="1">{note}</p></main>', encoding="utf-8")
    problems = check_site(site, clinic, memory=memory)
    return [problem.message for problem in problems if problem.path.endswith("open-hand/index.html")]


CITED = '<a class="sb-cite">(Royal Hand Society)</a>'


@pytest.mark.parametrize(
    ("note", "is_shown"),
    [
        (NOTE.replace(" if", f" if {CITED}"), True),
        (NOTE.replace("small", f"<em>small</em> {CITED}"), True),
        (NOTE.replace("(Royal Hand Society)", CITED), False),
        (NOTE.replace("small", "<span hidden>small</span>"), False),
        (NOTE.replace("small", '<i style="display: none">small</i>'), False),
        (NOTE.replace("small", "<!-- small -->"), False),
    ],
)
def test_citations_and_what_is_hidden_are_not_read(
    note: str,
    is_shown: bool,  # noqa: FBT001
    clinic: Library,
    tmp_path: Path,
) -> None:
    wrong = "does not show the safety note `1`."
    assert (wrong not in lost(clinic, tmp_path / "site", note)) == is_shown


def without_a_way(site: Path, pages: dict[str, str], clinic: Library) -> list[str]:
    """The pages of a site of which nothing tells."""
    for address, html in pages.items():
        page = site / address
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<main>{html}</main>", encoding="utf-8")
    return [problem.path for problem in check_site(site, clinic) if "no other page leads" in problem.message]


def test_a_page_to_which_no_other_leads_is_told(clinic: Library, tmp_path: Path) -> None:
    pages = {
        "index.html": '<a href="lists/#top">Lists</a>',
        "lists/index.html": '<a href="deep/page/?from=list">Deep</a> <link href="../linked/">',
        "lists/deep/page/index.html": '<a href="../../../">Home</a>',
        "linked/index.html": "<p>Only machines come here.</p>",
        "alone/index.html": '<a href="">Itself</a> <a href="../">Home</a>',
        "404.html": "<p>Nothing here.</p>",
        "moved/index.html": '<meta http-equiv="refresh" content="0; url=../">',
    }
    assert without_a_way(tmp_path / "site", pages, clinic) == ["site/alone/index.html", "site/linked/index.html"]


def test_a_home_page_to_which_nothing_leads_back_is_told(clinic: Library, tmp_path: Path) -> None:
    pages = {"index.html": '<a href="next/">Next</a>', "next/index.html": "<p>No way back.</p>"}
    assert without_a_way(tmp_path / "site", pages, clinic) == ["site/index.html"]


def test_a_page_that_is_known_is_checked_against_what_it_has_to_show_now(clinic: Library, tmp_path: Path) -> None:
    wrong, memory = "does not show the safety note `1`.", Memory[CheckedPage]()
    assert wrong not in lost(clinic, tmp_path / "site", NOTE, memory)
    assert wrong in lost(clinic, tmp_path / "site", "", memory)
    assert wrong not in lost(clinic, tmp_path / "site", NOTE, memory)
    stretch = clinic.stretches["open-hand"]
    safety = stretch.safety.model_copy(update={"notes": ("Now it says something else to everybody.",)})
    changed = stretch.model_copy(update={"safety": safety})
    others = with_records(clinic, stretches={**clinic.stretches, "open-hand": changed})
    assert wrong in lost(others, tmp_path / "site", NOTE, memory)


@pytest.mark.parametrize(
    ("style", "wrong"),
    [
        ("@font-face { src: url('kept.woff2') }", ""),
        ("a { background: url(data:,) }", ""),
        ("@font-face { src: url(lost.woff2) }", "`lost.woff2` leads to no file."),
        (
            "@font-face { src: url(https://example.org/kept.woff2) }",
            "loads `https://example.org/kept.woff2` from another site.",
        ),
    ],
)
def test_what_a_stylesheet_loads_has_to_be_there(style: str, wrong: str, clinic: Library, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "kept.woff2").touch()
    (site / "own.css").write_text(style, encoding="utf-8")
    problems = [problem.message for problem in check_site(site, clinic) if problem.path == "site/own.css"]
    assert problems == ([wrong] if wrong else [])
