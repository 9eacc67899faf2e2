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

DEADLINE = 120
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
        process = subprocess.Popen(command, cwd=project.top, env=environment, stdout=out, stderr=out)
    return Server(project, process, f"http://127.0.0.1:{port}", terminal, scratch)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that was started while a record was broken. The tests below use it in turn."""
    folder = tmp_path_factory.mktemp("serve")
    project = copy_project(folder / "project")
    project.replace("stretches/cat-cow.yml", RIGHT, WRONG)
    made = serve(project, folder)
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()


@pytest.mark.parametrize("url", ["", "stretches/cat-cow/", "stretches/", "routines/desk-break/", "no/such/page/"])
def test_a_record_broken_from_the_start_is_shown_at_every_address(server: Server, url: str) -> None:
    server.wait_for(FAULT, url)
    assert TROUBLES in server.get(url)


def test_a_record_broken_from_the_start_is_told_in_the_terminal(server: Server) -> None:
    server.wait_for(FAULT)
    line = server.project.read("stretches/cat-cow.yml").split("\n").index(WRONG) + 1
    assert f"stretches/cat-cow.yml:{line}:7: {FAULT}" in server.said()
    assert "Traceback" not in server.said()


def test_an_open_page_recovers_by_itself_and_breaks_again(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    server.wait_for(FAULT)
    page.goto(f"{server.address}/stretches/cat-cow/")
    heading = page.locator("main h1")
    expect(heading).to_have_text(TROUBLES)
    server.project.replace("stretches/cat-cow.yml", WRONG, RIGHT)
    expect(heading).to_have_text("Cat-cow", timeout=DEADLINE * 1000)
    expect(page.locator("[data-stop-sign]").first).to_be_visible()
    server.project.replace("stretches/cat-cow.yml", RIGHT, WRONG)
    expect(heading).to_have_text(TROUBLES, timeout=DEADLINE * 1000)
    expect(page.locator("main")).to_contain_text(FAULT)
    page.close()
    server.project.replace("stretches/cat-cow.yml", WRONG, RIGHT)
    server.wait_for("data-stop-sign")


BREAKS = {
    "a template's syntax": ("overrides/records/stretch.html", "{{ stretch.name }}", "{{ stretch.name"),
    "a template's names": ("overrides/records/stretch.html", "{{ stretch.name }}", "{{ stretch.nmae }}"),
    "a page's call": ("content/about/index.md", '{{ count("references") }}', '{{ count("refrences") }}'),
    "a vocabulary": ("stretches/stop-signs.yml", "- id: tingling", "- id: tingeling"),
    "the references": ("stretches/references.json", '"id"', '"id"  "id"'),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_it_survives(server: Server, broken: str) -> None:
    file, right, wrong = BREAKS[broken]
    server.wait_for("data-stop-sign")
    server.project.replace(file, right, wrong)
    server.wait_for(TROUBLES)
    assert file in server.get("")
    server.project.replace(file, wrong, right)
    server.wait_for("data-stop-sign")
    assert TROUBLES not in server.get("")


def test_it_survives_a_broken_template_of_whole_pages(server: Server) -> None:
    server.wait_for("data-stop-sign")
    server.project.replace("overrides/main.html", "{% block htmltitle %}", "{% block %}{# mark #}")
    server.wait_until(lambda: "overrides/main.html:" in server.said(), "the terminal never told")
    server.project.replace("overrides/main.html", "{% block %}{# mark #}", "{% block htmltitle %}")
    server.wait_for("data-stop-sign")
    assert "Traceback" not in server.said()


def test_it_writes_nothing_into_the_project(server: Server) -> None:
    server.wait_for("data-stop-sign")
    assert not server.project.path("site").exists()
    assert not list(server.project.top.glob(".site-*"))


def test_it_ends_at_once_and_leaves_nothing_behind(server: Server) -> None:
    """The last test of this file: it ends the server."""
    server.wait_for("data-stop-sign")
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=DEADLINE) == 0
    assert list(server.scratch.iterdir()) == []
    with pytest.raises(URLError):
        urlopen(server.address, timeout=DEADLINE)  # noqa: S310 our own server
