"""What several tests share."""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fontconfig
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright
from project import TOP, Project, copy_project, share_cache
from stretchbook.book.library import Library, load

# No test depends on how fast the machine is, and a failure comes back when the tests are run again.
settings.register_profile("stretchbook", deadline=None, derandomize=True)
settings.load_profile("stretchbook")

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


def built_once(top: Path, **environment: str) -> tuple[Project, str]:
    """Give a copy of this project with its site built, and what the command said; the first who asks builds it."""
    top.mkdir(parents=True, exist_ok=True)
    said = top / "said.txt"
    with (top / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            shutil.rmtree(top / "project", ignore_errors=True)
            result = copy_project(top / "project").build(**environment)
            assert result.returncode == 0, result.stderr
            said.write_text(result.stderr, encoding="utf-8")
    return Project(top / "project"), said.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def library() -> Library:
    """The records of the project itself."""
    return load(TOP / "stretches")


@pytest.fixture(scope="session")
def finished_build(shared: Path) -> tuple[Project, str]:
    """A copy of this project with its site built, and what the command said."""
    return built_once(shared / "built")


@pytest.fixture(scope="session")
def built(finished_build: tuple[Project, str]) -> Project:
    """A copy of this project with its site built; no test may change it."""
    return finished_build[0]


@pytest.fixture(scope="session")
def built_said(finished_build: tuple[Project, str]) -> str:
    """What the command said that built the site."""
    return finished_build[1]


@pytest.fixture(scope="session")
def addressed(shared: Path) -> Project:
    """A site built for an address and a repository of its own; no test may change it."""
    addresses = {"SITE_URL": "https://example.org/book/", "REPO_URL": "https://example.org/team/book"}
    return built_once(shared / "addressed", **addresses)[0]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(str(self.directory)) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address, without a closing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_address(built: Project) -> Iterator[str]:
    """The address of the built site, served on this machine."""
    yield from serve_folder(built.path("site"))


@pytest.fixture(scope="session")
def addressed_site_address(addressed: Project) -> Iterator[str]:
    """The address of the site that was built for an address of its own, served on this machine."""
    yield from serve_folder(addressed.path("site"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers."""
    with sync_playwright() as made:
        yield made


def launch(playwright: Playwright, fonts: Mapping[str, str], *options: str) -> Browser:
    """Start a real Chromium, Debian's where there is one, else Playwright's own, that sees these fonts of a machine."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(
        executable_path=path, args=[*CHROMIUM_OPTIONS, *options], env={**os.environ, **fonts}
    )


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real browser that sees no font of the machine, so that every machine measures the same."""
    made = launch(playwright, fontconfig.one_font(tmp_path_factory.mktemp("fonts")))
    yield made
    made.close()
