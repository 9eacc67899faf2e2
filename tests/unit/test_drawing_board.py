"""A stretch's pictures are drawn anew as its record is saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from helpers.project import TOP
from stretchbook.cli import main

STRETCH = "open-hand"
FIGURE = """
figure:
  base: sitting
  view: [-40, 9]
  props: [{thing: chair}]
  frames: [{steps: [1]}]
"""


def drawn_record(top: Path) -> Path:
    """The record of a small library that says how its stretch is drawn."""
    record = copy_small_site(top / "clinic") / f"{STRETCH}.yml"
    record.write_text(record.read_text(encoding="utf-8") + FIGURE, encoding="utf-8")
    return record


class Board:
    """The command as it runs, and the record that it looks at."""

    def __init__(self, top: Path) -> None:
        self.folder = top / "figures"
        self.record = drawn_record(top)
        self.text = self.record.read_text(encoding="utf-8")
        command = [sys.executable, "-P", "-m", "stretchbook", "figures", STRETCH, "--watch"]
        self.process = subprocess.Popen(
            [*command, "--records", str(self.record.parent), "--to", str(self.folder)],
            env={**os.environ, "PYTHONPATH": str(TOP / "hooks")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def says(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def save(self, text: str) -> None:
        self.record.write_text(text, encoding="utf-8")

    def picture(self) -> str:
        return max(self.folder.glob(f"{STRETCH}-*.svg")).read_text(encoding="utf-8")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = Board(tmp_path)
    yield made
    made.process.kill()
    made.process.communicate()


def test_each_save_is_drawn_a_fault_is_told_and_the_last_picture_stays(board: Board) -> None:
    assert board.says().startswith(f"{board.folder}/{STRETCH}.html shows {STRETCH} as you save it.")
    assert board.says().startswith("Drawn in ")
    first = board.picture()
    assert "<figure>" in (board.folder / f"{STRETCH}.html").read_text(encoding="utf-8")

    board.save(board.text.replace("[-40, 9]", "[-60, 9]"))
    assert board.says().startswith("Drawn in ")
    assert board.picture() != first

    board.save(board.text.replace("[-40, 9]", "[-40, 900]"))
    told = board.says()
    assert "figure.view[2]: must be at most 80" in told
    assert told.strip() in (board.folder / f"{STRETCH}.html").read_text(encoding="utf-8")
    assert board.picture() != first

    board.save(board.text)
    assert board.says().startswith("Drawn in ")
    assert board.picture() == first

    board.process.send_signal(signal.SIGINT)
    assert board.process.wait(10) == 0
    assert board.says() == ""


def test_one_stretch_is_drawn_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = drawn_record(tmp_path).parent
    assert main(["figures", STRETCH, "--records", str(records), "--to", str(tmp_path / "figures")]) == 0
    assert {file.name.rsplit("-", 1)[0] for file in (tmp_path / "figures").glob("*.svg")} == {STRETCH}
    assert capsys.readouterr().out == f"{tmp_path}/figures/{STRETCH}.html\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["open-hnad", "--watch"], "open-hnad: no such stretch. Did you mean `open-hand`?\n"),
        (["--watch"], "--watch: say which stretch, such as `stretchbook figures an-id --watch`.\n"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = copy_small_site(tmp_path / "clinic")
    assert main(["figures", *arguments, "--records", str(records), "--to", str(tmp_path / "figures")]) == 1
    assert capsys.readouterr().err == said
    assert not (tmp_path / "figures").exists()
