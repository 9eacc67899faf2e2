"""No link leads out of a project or round in a circle, and nothing that a build makes is brought by git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site, make_site
from helpers.page_files import Make, link, pipe, replaced, write
from helpers.project import TOP, Project, small_project
from stretchbook.book.article import read_pages
from stretchbook.book.page_settings import page_folder
from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import problems_of
from stretchbook.settings.mkdocs_yml import read_settings
from stretchbook.text.links import leads_out

PRIVATE = "What-somebody-keeps"
OUT = "is a link that leads out of the project."
FOLDER, FILE = "Put a real folder in its place", "Put a real file in its place"


def both(*makes: Make) -> Make:
    def make(top: Path) -> None:
        for each in makes:
            each(top)

    return make


def moved_out(name: str) -> Make:
    def make(top: Path) -> None:
        (top / name).rename(top.parent / name)
        (top / name).symlink_to(top.parent / name)

    return make


REFUSED: dict[str, tuple[Make, str]] = {
    "a file outside": (link("content/a.txt", "../../secret.txt"), f"content/a.txt:1:1: {OUT} {FILE}"),
    "a page outside": (link("content/a.md", "../../secret.txt"), f"content/a.md:1:1: {OUT} {FILE}"),
    "a link to a link outside": (
        both(link("far.md", "../secret.txt"), link("content/a.md", "../far.md")), f"content/a.md:1:1: {OUT} {FILE}",
    ),
    "a folder outside": (link("content/a", "../../away"), f"content/a:1:1: {OUT} {FOLDER}"),
    "git's own folder": (
        both(write(".git/config", PRIVATE), link("content/a", "../.git")), f"content/a:1:1: {OUT} {FOLDER}",
    ),
    "a device": (
        link("content/a.md", "/dev/zero"), "content/a.md:1:1: is not a file, but a pipe, a socket or a device.",
    ),
    "itself": (link("content/a.md", "a.md"), "content/a.md:1:1: is a link that leads nowhere."),
    "one another": (
        both(link("content/a/b", "../c"), link("content/c/d", "../a")),
        "content/a/b/d:1:1: is a link to a folder that it stands in itself.",
    ),
    "all pages outside": (moved_out("content"), f"content:1:1: {OUT} {FOLDER}"),
    "all records outside": (moved_out("stretches"), f"stretches:1:1: {OUT} {FOLDER}"),
    "all templates outside": (moved_out("overrides"), f"overrides:1:1: {OUT} {FOLDER}"),
    "a record outside": (
        link("stretches/a.yml", "../../secret.txt"), f"stretches/a.yml:1:1: is a link to another file. {FILE}",
    ),
    "a template outside": (
        link("overrides/a.html", "../../secret.txt"), f"overrides/a.html:1:1: {OUT} {FILE}",
    ),
    "an icon that is a device": (
        link("overrides/.icons/a.svg", "/dev/zero"),
        "overrides/.icons/a.svg:1:1: is not a file, but a pipe, a socket or a device. Remove it.",
    ),
    "a template that is too large": (
        write("overrides/a.html", "a" * 200_001), "overrides/a.html:1:1: is larger than 200 kB, the most for its kind.",
    ),
    "a template that is a pipe": (
        pipe("overrides/a.html"), "overrides/a.html:1:1: is not a file, but a pipe, a socket or a device. Remove it.",
    ),
    "templates in a circle": (link("overrides/a", ".."), f"overrides/a:1:1: is a link to a folder. {FOLDER}"),
    "a template that is not there today": (
        link("overrides/a.html", "/nobody/here.html"), "overrides/a.html:1:1: is a link that leads nowhere.",
    ),
    "code outside": (link("hooks/a.py", "../../secret.txt"), f"hooks/a.py:1:1: {OUT} {FILE}"),
}  # fmt: skip


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with what is nobody's to read; projects are made in it."""
    (tmp_path / "secret.txt").write_text(f"# {PRIVATE}\n", encoding="utf-8")
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "b.md").write_text(f"# {PRIVATE}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def clinic(outside: Path) -> Project:
    return small_project(outside / "clinic")


@pytest.fixture
def bare(outside: Path) -> Path:
    """The hand clinic with templates that say nothing."""
    top = outside / "bare"
    copy_small_site(top)
    make_site(top)
    settings = (top / "mkdocs.yml").read_text(encoding="utf-8").replace(str(TOP / "overrides"), "overrides")
    write("mkdocs.yml", f"{settings}hooks: [hooks/build.py]\n")(top)
    for name in ("main.html", "404.html", "records/stretch.html"):
        write(f"overrides/{name}", "")(top)
    both(write("content/index.md"), write("hooks/build.py"))(top)
    return top


def told(top: Path) -> list[str]:
    """What the check says of a site, line by line."""
    settings = read_settings(top / "mkdocs.yml")
    pages = read_pages(page_folder(settings))
    return [str(problem) for problem in problems_of(read_book(top / "stretches", pages, settings=settings))]


@pytest.mark.parametrize("what", REFUSED)
def test_a_link_that_leads_elsewhere_is_one_line(what: str, bare: Path) -> None:
    before = told(bare)
    make, line = REFUSED[what]
    make(bare)
    lines = [each for each in told(bare) if each not in before]
    assert [each for each in lines if each.startswith(line)], lines
    assert PRIVATE not in str(lines)


def test_a_build_publishes_nothing_from_elsewhere(clinic: Project) -> None:
    for name in ("a file outside", "a folder outside", "a template outside", "an icon that is a device"):
        REFUSED[name][0](clinic.top)
    built = clinic.build()
    assert built.returncode == 1
    assert built.stdout.count(OUT) == 3
    assert not clinic.path("site").exists()


def test_links_within_a_project_are_taken(clinic: Project) -> None:
    both(
        link("content/more.md", "index.md"), replaced("overrides", link("overrides", "real")),
        link("overrides/.#a.html", "me@host.1:2"),
    )(clinic.top)  # fmt: skip
    checked = clinic.check()
    assert (checked.returncode, checked.stderr) == (0, "")


def test_only_links_lead_out(tmp_path: Path) -> None:
    (tmp_path / ".hidden" / "top" / ".pages").mkdir(parents=True)
    top = tmp_path / ".hidden" / "top"
    assert not leads_out(top / ".pages", top)
    assert not leads_out(tmp_path, top)
    (top / "pages").symlink_to(".pages")
    assert leads_out(top / "pages", top)


TRACKED = {
    ".cache/templates/a.cache": ".cache", "figures/a.svg": "figures", "site/a.html": "site", ".venv": ".venv",
    "hooks/__pycache__/build.cpython-311.pyc": "hooks/__pycache__", "hooks/a.pyc": "hooks/a.pyc",
}  # fmt: skip


def test_what_a_build_makes_is_not_brought_by_git(bare: Path) -> None:
    git = ("git", "-C", str(bare), "-c", "core.excludesFile=")

    def refused() -> list[str]:
        return [line for line in told(bare) if "git must not track it" in line]

    subprocess.run([*git, "init", "-q"], check=True)
    for name in TRACKED:
        write(name, "x")(bare)
    assert refused() == []
    subprocess.run([*git, "add", "-f", *TRACKED], check=True)
    lines = refused()
    assert sorted(line.split(":")[0] for line in lines) == sorted(TRACKED.values())
    for line in lines:
        subprocess.run([*git, *line.split("`")[1].split()[1:]], check=True, stdout=subprocess.DEVNULL)
    assert refused() == []
