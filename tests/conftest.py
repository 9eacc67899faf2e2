"""What several tests share."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers import fontconfig
from helpers.chromium import launch
from helpers.project import ADDRESS, ADDRESSES, TOP, Project, copy_project, plain_project, share_cache, small_project
from helpers.server import serve_below, serve_folder
from helpers.shares import dealt
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library

# No test depends on how fast the machine is, and a failure comes back when the tests are run again.
settings.register_profile("stretchbook", deadline=None, derandomize=True)
settings.load_profile("stretchbook")


@pytest.fixture(scope="session", autouse=True)
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the processes which run the tests share; it is empty when they start."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    share_cache(folder / "cache")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of this project, for one test."""
    return copy_project(tmp_path / "project")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project of the hand clinic's few records, for one test: it is built in a second."""
    return small_project(tmp_path / "project")


def built_once(top: Path, make: Callable[[Path], Project], **environment: str) -> tuple[Project, str]:
    """Give a project with its site built, and what the command said; the first who asks makes and builds it."""
    top.mkdir(parents=True, exist_ok=True)
    said = top / "said.txt"
    with (top / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            shutil.rmtree(top / "project", ignore_errors=True)
            result = make(top / "project").build(**environment)
            assert result.returncode == 0, result.stderr
            said.write_text(result.stderr, encoding="utf-8")
    return Project(top / "project"), said.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def once(shared: Path) -> Callable[[str, Callable[[Path], Project]], Project]:
    """What gives a project of a name with its site built: the first who asks makes and builds it."""
    return lambda name, make: built_once(shared / name, make)[0]


@pytest.fixture(scope="session")
def library() -> Library:
    """The records of the project itself."""
    return open_library(TOP / "stretches")


@pytest.fixture(scope="session")
def finished_build(shared: Path) -> tuple[Project, str]:
    """A copy of this project with its site built for an address, and what the command said."""
    return built_once(shared / "built", copy_project, **ADDRESS)


@pytest.fixture(scope="session")
def built(finished_build: tuple[Project, str]) -> Project:
    """A copy of this project with its site built for an address; no test may change it."""
    return finished_build[0]


@pytest.fixture(scope="session")
def built_said(finished_build: tuple[Project, str]) -> str:
    """What the command said that built the site."""
    return finished_build[1]


@pytest.fixture(scope="session")
def plain(shared: Path) -> Project:
    """The hand clinic with its site built for no address; no test may change it."""
    return built_once(shared / "plain", plain_project)[0]


@pytest.fixture(scope="session")
def owned(shared: Path) -> Project:
    """The hand clinic with its site built for an address and a repository; no test may change it."""
    return built_once(shared / "owned", plain_project, **ADDRESSES)[0]


@pytest.fixture(scope="session")
def site_address(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site, served on this machine below a folder, as it was built to be."""
    yield from serve_below(built.path("site"), "book", tmp_path_factory.mktemp("host"))


@pytest.fixture(scope="session")
def plain_site_address(plain: Project) -> Iterator[str]:
    """The address of the site that was built for none, served on this machine."""
    yield from serve_folder(plain.path("site"))


@pytest.fixture(scope="session")
def owned_site_address(owned: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site that was built with a repository, served on this machine."""
    yield from serve_below(owned.path("site"), "book", tmp_path_factory.mktemp("host"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers."""
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real browser that sees no font of the machine, so that every machine measures the same."""
    made = launch(playwright, fontconfig.one_font(tmp_path_factory.mktemp("fonts")))
    yield made
    made.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every process start with its share of the slow tests, so that none waits for another at the end.

    Each gets as many tests as the others, in the order in which they stand here.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = dealt(items, workers)
