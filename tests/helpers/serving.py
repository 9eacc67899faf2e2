"""A `mkdocs serve` that runs for real, and a small project for it to serve."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from helpers.project import SMALL_PAGES, Project
from helpers.rich_clinic import MORE_PAGES, read_yaml, rich_project, save

DEADLINE = 180
"""Seconds in which the slowest machine answers; nothing is said of how long it takes."""
RECORD, OTHER = "stretches/open-hand.yml", "stretches/prayer-stretch.yml"
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

    def site(self) -> dict[str, bytes]:
        """Every file of the site as it stands, without the server's own address in it."""
        (top,) = self.scratch.glob("mkdocs_*")
        names = [name for name in sorted(top.rglob("*")) if name.is_file() and name.suffix != ".gz"]
        found = {}
        for name in names:
            with suppress(FileNotFoundError):  # the next build has begun
                found[name.relative_to(top).as_posix()] = name.read_bytes().replace(self.address.encode(), b"")
        return found

    def wait_for(self, text: str, url: str = "stretches/open-hand/") -> None:
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


def serve(project: Project, folder: Path, *options: str) -> Server:
    """Start a server; what it keeps for itself goes into a folder of its own."""
    terminal, scratch, port = folder / "terminal.txt", folder / "scratch", free_port()
    scratch.mkdir()
    # The command itself: `python -m mkdocs` swallows some warnings.
    command = [str(Path(sys.executable).with_name("mkdocs")), "serve", "-a", f"127.0.0.1:{port}", *options]
    environment = project.environment({"TMPDIR": str(scratch), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"})
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


FIGURE = """figure:
  base: sitting
  view: [60, 12]
  frames:
    - steps: [1]
    - steps: [2]
      pose: {thoracic: {flex: 20}}
"""


def clinic(to: Path) -> Project:
    """Make a project that is rebuilt in no time and has something of everything."""
    project = rich_project(to)
    project.append(OTHER, FIGURE)
    news = '---\ntitle: News\n---\n\n# News\n\n{{ count("references") }} references.\n'
    project.write("content/news.md", news)
    project.append("mkdocs.yml", f"\nnav: {[*SMALL_PAGES, *MORE_PAGES]}\n")
    return project


def add_a_record(project: Project, **fields: Any) -> None:
    """Add a record with such fields: every text that has to be a record's own has its words in another order."""
    record = read_yaml(project.path(RECORD))
    record |= {name: backwards(record[name]) for name in OWN_TEXTS if name in record}
    record["safety"] |= {"notes": backwards(record["safety"]["notes"])}
    record |= {"name": "Brand-new stretch", "also_known_as": [], "formerly": [], "related": {}, **fields}
    save(project.path("stretches/brand-new.yml"), record)


OWN_TEXTS = ("summary", "steps", "in_short", "feel", "easier", "harder", "tips", "mistakes")


def backwards(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: backwards(value) for name, value in part.items()}
    if isinstance(part, list):
        return [backwards(value) for value in part]
    return " ".join(reversed(re.sub(r"[\[\]|*]", " ", part).split()))
