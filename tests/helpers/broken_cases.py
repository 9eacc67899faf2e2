"""The broken things of `broken/`, and how to make them.

They are made on top of a site of its own, the hand clinic in `small-site`, and not of this project's records:
so no case breaks when a real record gets better words, each file is short enough to count its lines, and the
engine shows that it knows nothing of upper backs.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.rich_clinic import read_yaml

TESTS = Path(__file__).resolve().parents[1]
SMALL_SITE = TESTS / "small-site"
BROKEN = TESTS / "broken"
SETTINGS = """\
site_name: Hand clinic
docs_dir: content
theme:
  name: material
  custom_dir: {overrides}
  font: false
  palette: [{{scheme: default, toggle: {{icon: material/weather-sunny, name: Dark}}}}]
plugins: []
"""


@dataclass(frozen=True)
class Case:
    """One broken thing: what is done to the small site's files, and what `stretchbook check` then says."""

    name: str
    changes: tuple[dict[str, Any], ...]
    expected: str

    @property
    def family(self) -> str:
        return self.name.split(":")[0]

    def make(self, top: Path) -> None:
        for change in self.changes:
            _make(change, top)


def cases() -> Iterator[Case]:
    """Yield every case, in order."""
    yield from _read()


@cache
def _read() -> tuple[Case, ...]:
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    for family in sorted(BROKEN.glob("*.yml")):
        for case in read_yaml(family):
            changes = case.get("changes") or [case]
            yield Case(f"{family.stem}: {case['case']}", tuple(changes), case["expected"])


def copy_small_site(top: Path) -> Path:
    """Copy the hand clinic into a folder that does not exist yet; give the folder of its records."""
    shutil.copytree(SMALL_SITE, top)
    return top / "stretches"


def make_site(top: Path) -> None:
    """Put beside the records what a site needs: its settings, and a folder for the pages."""
    (top / "mkdocs.yml").write_text(SETTINGS.format(overrides=TESTS.parent / "overrides"), encoding="utf-8")
    (top / "content").mkdir(exist_ok=True)


def _make(change: dict[str, Any], top: Path) -> None:
    file = top / change["file"]
    if "link_to" in change:
        file.symlink_to(change["link_to"])
    elif change.get("remove"):
        file.unlink()
    elif change.get("folder"):
        file.unlink()
        file.mkdir()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_text(change, top).encode(change.get("encoding", "utf-8")))


def _text(change: dict[str, Any], top: Path) -> str:
    """Give the file's new text: the one to `write`, or another with `replace` put in place `with`, `repeat` times."""
    if "write" in change:
        return str(change["write"])
    text: str = (top / change.get("copy_of", change["file"])).read_text(encoding="utf-8")
    if "replace" not in change:
        return text
    assert change["replace"] in text, f"{change['file']} does not hold {change['replace']!r}"
    return text.replace(change["replace"], str(change["with"]) * change.get("repeat", 1), 1)
