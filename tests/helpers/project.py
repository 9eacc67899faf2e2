"""Small real projects in temporary folders, and the real commands run in them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser
from stretchbook.poses.figure_cache import FigureCache

from helpers.warm import can_run, is_same_program, warm_process

TOP = Path(__file__).resolve().parents[2]
CACHE = "STRETCHBOOK_TESTS_CACHE"
ADDRESS = {"SITE_URL": "https://example.org/book/"}
ADDRESSES = {**ADDRESS, "REPO_URL": "https://example.org/team/book"}
"""What a build is told of a site that has an address, and a repository too."""

PARTS = ("mkdocs.yml", "content", "stretches", "hooks", "overrides")


@dataclass(frozen=True)
class Project:
    """A copy of this project that a test may break."""

    top: Path

    def path(self, name: str) -> Path:
        return self.top / name

    def read(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_nlink > 1:
            path.unlink()  # other copies of the program keep theirs
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new, 1))

    def append(self, name: str, text: str) -> None:
        self.write(name, self.read(name) + text)

    def site(self) -> dict[str, bytes]:
        """Every file of the built site, by its address."""
        folder = self.path("site")
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }

    def page(self, url: str) -> str:
        """The HTML of the built page at an address from the root of the site, such as `stretches/cat-cow/`."""
        return self.read(f"site/{url}index.html")

    def links(self, url: str) -> set[str]:
        """Where the built page's links lead, each as an address from the root of the site."""
        root = "https://site.invalid/"
        hrefs = [node.attributes.get("href") or "" for node in LexborHTMLParser(self.page(url)).css("main a[href]")]
        return {urljoin(root + url, href).removeprefix(root) for href in hrefs}

    def check(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.command("check", **environment)

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the program of this very copy, without installing it: `stretchbook check`."""
        return self._run_module("stretchbook", arguments, {"PYTHONPATH": "hooks"}, environment)

    def build(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self._run_module("mkdocs", ("build", "--strict", *options), {}, environment)

    def build_in_new_process(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build as a terminal does, from the start of Python on."""
        return self._run([sys.executable, "-m", "mkdocs", "build", "--strict"], environment)

    def run(self, *command: str, **environment: str) -> str:
        """Run a command that has to succeed; give what it printed."""
        result = self._run(list(command), environment)
        assert result.returncode == 0, result.stderr + result.stdout
        return result.stdout

    def environment(self, environment: dict[str, str] | None = None) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name not in ("GITHUB_ACTIONS", "SITE_URL", "REPO_URL")
        }
        return {**kept, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1", **(environment or {})}

    def _run_module(
        self, module: str, arguments: Sequence[str], finds: dict[str, str], environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a module as `python -m` does, in a process that has loaded it already where that makes no odds."""
        if can_run(self.path("hooks"), environment):
            return warm_process().run(module, arguments, self.top, self.environment({**finds, **environment}))
        return self._run([sys.executable, "-m", module, *arguments], {**finds, **environment})

    def _run(self, command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.top,
            env=self.environment(environment),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


def copy_project(to: Path, *left_out: str) -> Project:
    """Copy what a site is made of into a folder that does not exist yet, but for parts and files that are left out.

    What was drawn, printed or compiled once from the same things need not be made again by every test: all copies
    share what they keep, in the folder `CACHE` if there is one, and take along what Python has compiled.
    """
    to.mkdir(parents=True)
    for part in PARTS:
        source = TOP / part
        if part == "hooks":
            _copy_program(to / part)
        elif source.is_file():
            shutil.copy2(source, to / part)
        elif part not in left_out:
            shutil.copytree(source, to / part, ignore=shutil.ignore_patterns(*left_out))
    if shared := os.environ.get(CACHE):
        (to / ".cache").symlink_to(shared, target_is_directory=True)
    return Project(to)


def _copy_program(to: Path) -> None:
    """Copy the program. Its hundreds of files are those of one copy that all share: `Project.write` parts them."""
    shared = os.environ.get(CACHE)
    if not shared:
        shutil.copytree(TOP / "hooks", to)
        return
    first = Path(shared).with_name("program")
    if not first.exists():
        own = Path(shutil.copytree(TOP / "hooks", f"{first}-{os.getpid()}"))
        with suppress(OSError):  # another process was quicker
            own.rename(first)
    assert is_same_program(first), "A test has changed the program that all share: let it use `Project.write`."
    shutil.copytree(first, to, copy_function=os.link)


SMALL_PAGES = {
    "index.md": "# Hand clinic\n\n{{ ways_in() }}\n\n[News](news.md)\n",
    "news.md": "# News\n\nA page that no record needs.\n",
    "stretches/index.md": "# Stretches\n\n{{ stretches() }}\n",
    "routines/index.md": "# Routines\n\n{{ routines() }}\n",
    "muscles/index.md": "# Muscles\n\n{{ muscles() }}\n",
    "conditions/index.md": "# Conditions\n\n{{ conditions() }}\n",
    "references.md": "# References\n\n{{ references() }}\n",
    "search.md": "# Search\n\n{{ a_to_z() }}\n",
    "learn/when-to-seek-help.md": '# When to seek help\n\n{{ warning_signs("urgent") }}\n\n{{ stop_signs() }}\n',
}


def small_project(to: Path) -> Project:
    """Make a project of the small site's records and the fewest pages that they need; it builds in about a second."""
    project = copy_project(to, "stretches", "*.md")
    shutil.copytree(TOP / "tests" / "small-site" / "stretches", to / "stretches")
    for name, text in SMALL_PAGES.items():
        project.write(f"content/{name}", text)
    settings = re.sub(r"\nnav:\n.*?\n\n", "\n", project.read("mkdocs.yml"), flags=re.DOTALL)
    project.write("mkdocs.yml", settings.replace("  safety_floor: true\n", ""))
    return project


def plain_project(to: Path) -> Project:
    """Make a small project with what the page about this book says of a repository, or where there is none."""
    project = small_project(to)
    (told,) = re.findall(r"\{% if .*?endif %\}", (TOP / "content/about/index.md").read_text("utf-8"), flags=re.DOTALL)
    project.write("content/about/index.md", f"# About\n\n{told}\n")
    project.append("content/index.md", "\n[About](about/index.md)\n")
    return project


def shared_figures() -> FigureCache:
    """Draws figures, and keeps them for all tests."""
    return FigureCache(Path(os.environ[CACHE]) / "figures")


def share_cache(folder: Path) -> None:
    """Let all copies of this project keep what they make in a folder, with the figures that are drawn already in it."""
    drawn = TOP / ".cache" / "figures"
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    for file in drawn.glob("*.json"):
        with suppress(FileExistsError):
            os.link(file, folder / "figures" / file.name)
    os.environ[CACHE] = str(folder)
