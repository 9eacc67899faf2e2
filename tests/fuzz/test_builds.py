"""What happens to a build half way: the site that readers have stays whole, and the next build works."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest
from helpers.harm import harmed
from helpers.project import Project, small_project
from helpers.shares_of_cases import IS_LONG, batches, named, only_long

COMMAND = [sys.executable, "-m", "mkdocs", "build", "--strict"]
"""A whole process, since it is killed or has limits of its own."""
MORE = b"More news."


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project with a site, and a page that has changed since."""
    project = small_project(tmp_path_factory.mktemp("builds") / "project")
    assert project.build().returncode == 0
    project.append("content/news.md", f"\n{MORE.decode()}\n")
    return project


@pytest.fixture
def project(published: Project, tmp_path: Path) -> Project:
    return Project(shutil.copytree(published.top, tmp_path / "project", symlinks=True))


def own(project: Project) -> dict[str, bytes]:
    """Give every file of a project, but for its site, its cache and what Python keeps beside modules."""
    files = (path for path in project.top.rglob("*") if path.is_file())
    named = ((path.relative_to(project.top), path) for path in files)
    return {
        name.as_posix(): path.read_bytes()
        for name, path in named
        if name.parts[0] not in ("site", ".cache") and "__pycache__" not in name.parts
    }


def made(project: Project) -> subprocess.CompletedProcess[str]:
    """Do what `make build` does: MkDocs itself has no clear words for settings that it cannot read."""
    checked = project.command("check", "--settings")
    return checked if checked.returncode else project.build()


def next_build_works(project: Project) -> None:
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert MORE in project.site()["news/index.html"]
    assert not [path.name for path in project.top.iterdir() if path.name.startswith(".site-")]


def is_refused_clearly(result: subprocess.CompletedProcess[str]) -> None:
    said = [line for line in (result.stdout + result.stderr).splitlines() if line and not line.startswith("INFO")]
    assert result.returncode == 1, said
    assert 1 <= len(said) <= 30, said
    assert not [line for line in said if "Traceback" in line or not line.endswith((".", "?", "!", ")"))], said


# A build that is killed


def _has(count: int) -> Callable[[Project], bool]:
    return lambda project: sum(1 for path in project.top.glob(".site-*/**/*") if path.is_file()) >= count


KILLED_AT: Mapping[str, Callable[[Project], bool]] = {
    "once it has begun": lambda project: any(project.top.glob(".site-*")),
    "with a few files written": _has(5),
    "with pages written": lambda project: any(project.top.glob(".site-*/news/index.html")),
    "with nearly all written": _has(60),
    "in the middle of the last check": lambda project: any(project.top.glob(".site-*/sitemap.xml")),
}


@pytest.mark.parametrize("point", KILLED_AT if IS_LONG else [*KILLED_AT][2:3])
def test_a_killed_build_leaves_the_site_and_the_next_one_works(project: Project, point: str) -> None:
    before, files = project.site(), own(project)
    process = subprocess.Popen(
        COMMAND, cwd=project.top, env=project.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not KILLED_AT[point](project):
        time.sleep(0.002)
    process.kill()
    is_whole = process.wait() == 0
    assert is_whole or project.site() == before
    next_build_works(project)
    assert own(project) == files


# A disk that is full


@only_long
@pytest.mark.parametrize("most", [0, 1_000, 20_000, 100_000])
def test_a_disk_that_takes_no_more_leaves_the_site(project: Project, most: int) -> None:
    before, files = project.site(), own(project)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    result = subprocess.run(
        COMMAND, cwd=project.top, env=project.environment(), preexec_fn=limit, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    is_refused_clearly(result)
    assert project.site() == before
    assert own(project) == files
    next_build_works(project)


# Files that cannot be read, and places that cannot be written: folders stand where they should be


UNREADABLE = (
    "mkdocs.yml", "content/news.md", "content/index.md", "stretches/open-hand.yml", "stretches/references.json",
    "stretches/cautions.yml", "stretches/routines/tea-break.yml", "overrides/main.html",
)  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE if IS_LONG else UNREADABLE[:1])
def test_a_file_that_cannot_be_read_leaves_the_site(project: Project, name: str) -> None:
    before, text = project.site(), project.read(name)
    project.path(name).unlink()
    project.path(name).mkdir()
    is_refused_clearly(made(project))
    assert project.site() == before
    project.path(name).rmdir()
    project.write(name, text)
    next_build_works(project)


@only_long
@pytest.mark.parametrize("name", ["index.html", "news/index.html", "sitemap.xml"])
def test_a_place_that_cannot_be_written_leaves_the_site(project: Project, name: str) -> None:
    place = project.path("site") / name
    place.unlink()
    place.mkdir()
    (place / "own.txt").write_text("Somebody's own.", encoding="utf-8")
    before = project.site()
    is_refused_clearly(made(project))
    assert project.site() == before
    shutil.rmtree(place)
    next_build_works(project)


@only_long
@pytest.mark.parametrize("folder", [".cache", ".cache/figures", ".cache/sheets"])
def test_a_cache_that_cannot_be_written_only_takes_time(project: Project, folder: str) -> None:
    place = project.path(folder)
    if place.is_symlink() or not place.is_dir():
        place.unlink(missing_ok=True)
    else:
        shutil.rmtree(place)
    place.parent.mkdir(exist_ok=True)
    place.write_text("No folder.", encoding="utf-8")
    next_build_works(project)


# Texts that pass the check


_CHANGED = (
    "content/news.md", "content/index.md", "stretches/open-hand.yml", "stretches/prayer-stretch.yml",
    "stretches/routines/tea-break.yml", "mkdocs.yml",
)  # fmt: skip


@pytest.mark.parametrize("batch", batches(100, 2, 5), ids=named)
def test_what_passes_the_check_is_built_and_runs_nothing(project: Project, batch: range) -> None:
    faults = {}
    for number in batch:
        chance = Random(f"built {number}")  # noqa: S311
        name = chance.choice(_CHANGED)
        text, files, before = project.read(name), own(project), project.site()
        project.path(name).write_bytes(harmed(text, chance).encode("utf-8", "surrogatepass"))
        files[name] = project.path(name).read_bytes()
        result = project.build()
        now = project.site()
        if "Traceback" in result.stderr or result.returncode not in (0, 1):
            faults[number] = result.stderr
        elif result.returncode and now != before:
            faults[number] = "the site is another"
        elif any(b"<script>alert" in page or b"onerror=alert" in page for page in now.values()):
            faults[number] = "a script"
        elif own(project) != files:
            faults[number] = "something was written"
        project.write(name, text)
    assert faults == {}
