"""The package as other people install it: a wheel, an empty environment, and a folder with a library of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers.broken_cases import SMALL_SITE
from helpers.project import SMALL_PAGES, TOP, Project
from selectolax.lexbor import LexborHTMLParser

PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
SETTINGS = "site_name: Hand clinic\nplugins: [stretchbook]\n"


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel; what the wheel needs comes from the environment of the tests."""

    folder: Path

    def program(self, name: str) -> str:
        return str(self.folder / ("Scripts" if os.name == "nt" else "bin") / name)

    def run(self, command: str, *arguments: str, top: Path) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GITHUB_"))}
        environment = {**kept, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
        return subprocess.run(
            [self.program(command), *arguments],
            cwd=top,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def build(self, library: Project) -> None:
        result = self.run("python", "-m", "mkdocs", "build", "--strict", top=library.top)
        assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built from this project and installed."""
    top = tmp_path_factory.mktemp("wheel")
    wheels, folder = top / "wheels", top / "environment"
    offline = ("--no-index", "--no-deps")
    subprocess.run([*PIP, "wheel", *offline, "--no-build-isolation", "--wheel-dir", str(wheels), str(TOP)], check=True)
    venv.create(folder, with_pip=False)
    made = Installed(folder)
    (packages,) = {
        path for path in folder.rglob("site-packages") if not path.is_symlink() and "lib64" not in path.parts
    }
    needed = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "needed.pth").write_text("\n".join(needed), encoding="utf-8")
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([*PIP, "--python", made.program("python"), "install", *offline, str(wheel)], check=True)
    return made


def library(to: Path, records: str = "stretches", pages: str = "docs", settings: str = SETTINGS) -> Project:
    """Make a library that holds nothing but records, pages and settings."""
    shutil.copytree(SMALL_SITE / "stretches", to / records)
    made = Project(to)
    for name, text in SMALL_PAGES.items():
        made.write(f"{pages}/{name}", text)
    made.write("mkdocs.yml", settings)
    return made


@pytest.fixture(scope="module")
def clinic(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The library with its site built; no test may change it."""
    made = library(tmp_path_factory.mktemp("clinic") / "clinic")
    installed.build(made)
    return made


def test_the_program_is_the_installed_one(installed: Installed, clinic: Project) -> None:
    told = installed.run("python", "-c", "import stretchbook; print(stretchbook.__file__)", top=clinic.top)
    assert Path(told.stdout.strip()).is_relative_to(installed.folder)


def test_records_pages_and_settings_are_enough_for_a_whole_site(clinic: Project) -> None:
    site = clinic.site()
    assert {file.name for file in clinic.top.iterdir()} == {"mkdocs.yml", "docs", "stretches", "site", ".cache"}
    for file in ("stretches/open-hand/index.html", "conditions/trigger-finger/index.html", "search/index.json",
                 "search/lunr.js", "api/v1/index.json", "404.html"):  # fmt: skip
        assert file in site, file
    sheets = [name for name in site if name.endswith(".pdf")]
    assert len(sheets) == 6
    assert all(site[name].startswith(b"%PDF") for name in sheets)
    assert any(name.endswith(".woff2") for name in site)


def test_its_pages_have_our_look(clinic: Project) -> None:
    site, page = clinic.site(), LexborHTMLParser(clinic.page("stretches/open-hand/"))
    styles = [str(node.attributes["href"]) for node in page.css("link[rel=stylesheet]")]
    scripts = [str(node.attributes["src"]) for node in page.css("script[type=module]")]
    assert [name for name in styles if name.startswith("../../assets/si")] == ["../../assets/site.css"]
    assert "../../assets/fonts/fonts.css" in styles
    for looks in (".sb-strip", ".sb-hero", ".sb-search", "@media print"):
        assert looks in site["assets/site.css"].decode()
    names = ("folds", "parts", "search", "yours")
    assert scripts == [f"../../assets/{name}.js" for name in names]
    assert all(address.removeprefix("../../") in site for address in (*styles, *scripts))
    assert page.css_first("[data-stop-sign]") is not None
    assert page.css_first(".sb-search-link") is not None
    assert len(page.css("[data-md-color-scheme]")) >= 2


def test_what_it_overrides_wins_whatever_its_folders_are_called(
    installed: Installed, clinic: Project, tmp_path: Path
) -> None:
    settings = (
        "site_name: Hand clinic\ndocs_dir: pages\ntheme: {name: material, custom_dir: looks}\n"
        "extra_css: [own.css]\nplugins:\n  - stretchbook: {records: exercises}\n"
    )
    made = library(tmp_path / "clinic", "exercises", "pages", settings)
    made.path(".cache").symlink_to(clinic.path(".cache"))
    made.write("looks/records/glossary.html", "")
    made.write("looks/records/stretch.html", "<p>Ours.</p>\n" + (TOP / "overrides/records/stretch.html").read_text())
    made.write("looks/assets/figures.css", "main { --own: 1 }")
    made.write("pages/assets/search.css", "main { --own: 2 }")
    made.write("pages/own.css", "main { --own: 3 }")
    installed.build(made)
    page = made.page("stretches/open-hand/")
    assert "<p>Ours.</p>" in page
    joined = made.site()["assets/site.css"].decode()
    assert {"main{--own:1}", "main{--own:2}"} <= set(joined.split("\n"))
    assert ".sb-player__moving" not in joined
    assert page.index("assets/site.css") < page.index("own.css")
    assert "--own: 3" in made.site()["own.css"].decode()


def test_a_fault_in_an_own_template_or_in_a_record_is_one_line(
    installed: Installed, clinic: Project, tmp_path: Path
) -> None:
    made = library(tmp_path / "clinic")
    made.path(".cache").symlink_to(clinic.path(".cache"))
    made.write("overrides/records/stretch.html", "\n{{ stretch.nmae }}")
    result = installed.run("python", "-m", "mkdocs", "build", top=made.top)
    assert result.returncode == 1
    assert "overrides/records/stretch.html:2:1: stretch cannot be rendered: " in result.stdout
    made.replace("stretches/open-hand.yml", "kind: dynamic", "kind: dynmaic")
    for command in (("python", "-m", "mkdocs", "build"), ("stretchbook", "check")):
        result = installed.run(*command, top=made.top)
        assert result.returncode == 1
        assert "stretches/open-hand.yml:4:7: kind: `dynmaic`" in result.stdout + result.stderr
        assert "hooks/" not in result.stdout + result.stderr
