"""`mkdocs serve`, run for real: whatever is broken while somebody writes, it stays up, says so, and recovers."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect
from project import Project, copy_project

DEADLINE = 60
RECORD = "stretches/cat-cow.yml"
RIGHT, WRONG = "kind: dynamic", "kind: dynmaic"
FAULT = "kind: `dynmaic`"
TROUBLES = "Not fit to be published yet"


@dataclass
class Server:
    """A running `mkdocs serve`."""

    project: Project
    process: subprocess.Popen[bytes]
    address: str
    terminal: Path
    scratch: Path

    def said(self) -> str:
        return self.terminal.read_text(encoding="utf-8")

    def get(self, url: str) -> str:
        try:
            with urlopen(f"{self.address}/{url}", timeout=DEADLINE) as answer:  # noqa: S310 our own server
                return str(answer.read().decode())
        except HTTPError as fault:
            return fault.read().decode()
        except URLError:
            return ""

    def wait_for(self, text: str, url: str = "stretches/cat-cow/") -> None:
        self.wait_until(lambda: text in self.get(url), f"{text!r} never came to {url or 'the home page'}")

    def wait_until(self, is_so: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + DEADLINE
        while not is_so():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, f"{otherwise}\n{self.said()}"
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(project: Project, folder: Path) -> Server:
    """Start a server; what it keeps for itself goes into a folder of its own."""
    terminal, scratch, port = folder / "terminal.txt", folder / "scratch", free_port()
    scratch.mkdir()
    command = [sys.executable, "-u", "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    environment = project.environment({"TMPDIR": str(scratch), "PYTHONUTF8": "1"})
    with terminal.open("wb") as out:
        # A shell that runs the tests in the background makes them ignore Ctrl-C; a server in a terminal never does.
        process = subprocess.Popen(
            command,
            cwd=project.top,
            env=environment,
            stdout=out,
            stderr=out,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509 nothing else runs yet
        )
    return Server(project, process, f"http://127.0.0.1:{port}", terminal, scratch)


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that was started while a record was broken; the tests below share it."""
    folder = tmp_path_factory.mktemp("serve")
    project = copy_project(folder / "project")
    project.replace(RECORD, RIGHT, WRONG)
    made = serve(project, folder)
    yield made
    made.process.kill()
    made.process.wait()


@pytest.fixture
def broken(server: Server) -> Server:
    """The server while a record is broken, as it is from its first start on."""
    if WRONG not in server.project.read(RECORD):
        server.project.replace(RECORD, RIGHT, WRONG)
    server.wait_for(FAULT)
    return server


@pytest.fixture
def sound(server: Server) -> Server:
    """The server while nothing is broken."""
    if WRONG in server.project.read(RECORD):
        server.project.replace(RECORD, WRONG, RIGHT)
    server.wait_for("data-stop-sign")
    return server


@pytest.mark.parametrize("url", ["", "stretches/cat-cow/", "stretches/", "routines/desk-break/", "no/such/page/"])
def test_a_record_broken_from_the_start_is_shown_at_every_address(broken: Server, url: str) -> None:
    broken.wait_for(FAULT, url)
    assert TROUBLES in broken.get(url)


def test_a_record_broken_from_the_start_is_told_in_the_terminal(broken: Server) -> None:
    line = broken.project.read(RECORD).split("\n").index(WRONG) + 1
    assert f"{RECORD}:{line}:7: {FAULT}" in broken.said()
    assert "Traceback" not in broken.said()


def test_an_open_page_recovers_by_itself_and_breaks_again(broken: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{broken.address}/stretches/cat-cow/")
    heading = page.locator("main h1")
    expect(heading).to_have_text(TROUBLES)
    broken.project.replace(RECORD, WRONG, RIGHT)
    expect(heading).to_have_text("Cat-cow", timeout=DEADLINE * 1000)
    expect(page.locator("[data-stop-sign]").first).to_be_visible()
    broken.project.replace(RECORD, RIGHT, WRONG)
    expect(heading).to_have_text(TROUBLES, timeout=DEADLINE * 1000)
    expect(page.locator("main")).to_contain_text(FAULT)
    page.close()


BREAKS = {
    "a template's syntax": ("overrides/records/stretch.html", "{{ stretch.name }}", "{{ stretch.name"),
    "a template's names": ("overrides/records/stretch.html", "{{ stretch.name }}", "{{ stretch.nmae }}"),
    "a page's call": ("content/about/index.md", '{{ count("references") }}', '{{ count("refrences") }}'),
    "a vocabulary": ("stretches/stop-signs.yml", "- id: tingling", "- id: Tingling!"),
    "the references": ("stretches/references.json", '"id"', '"id"  "id"'),
}


@pytest.mark.parametrize("what", BREAKS)
def test_it_survives(sound: Server, what: str) -> None:
    file, right, wrong = BREAKS[what]
    sound.project.replace(file, right, wrong)
    try:
        sound.wait_for(TROUBLES)
        assert file in sound.get("")
    finally:
        sound.project.replace(file, wrong, right)
    sound.wait_for("data-stop-sign")
    assert TROUBLES not in sound.get("")


def test_it_survives_a_broken_template_of_whole_pages(sound: Server) -> None:
    right, wrong = "{% block htmltitle %}", "{% block %}{# mark #}"
    sound.project.replace("overrides/main.html", right, wrong)
    try:
        sound.wait_until(lambda: "overrides/main.html:" in sound.said(), "the terminal never told")
    finally:
        sound.project.replace("overrides/main.html", wrong, right)
    sound.wait_for("data-stop-sign")
    assert "Traceback" not in sound.said()


def test_it_writes_nothing_into_the_project(sound: Server) -> None:
    assert not sound.project.path("site").exists()
    assert not list(sound.project.top.glob(".site-*"))


def test_it_ends_at_once_and_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    server = serve(project, tmp_path)
    server.wait_for("data-stop-sign")
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=DEADLINE) == 0
    assert list(server.scratch.iterdir()) == []
    with pytest.raises(URLError):
        urlopen(server.address, timeout=DEADLINE)  # noqa: S310 our own server
