"""The real build says of files what the check says."""

from __future__ import annotations

import re

import pytest
from helpers.page_files import LEFTOVERS, REFUSED, link, write
from helpers.project import Project


@pytest.fixture
def untidy(small: Project) -> Project:
    """A project with what editors and file managers leave behind, and with pages as other editors save them."""
    page = "---\ntitle: 2024\n---\n\n" + small.read("content/news.md")
    small.path("content/news.md").write_bytes(b"\xef\xbb\xbf" + page.replace("\n", "\r\n").encode())
    for folder in ("stretches", "stretches/routines", "content", "content/assets", "overrides", "overrides/assets"):
        for name in LEFTOVERS:
            write(f"{folder}/{name}", "{{ junk")(small.top)
    link("content/.#index.md", "me@host.1:2")(small.top)
    small.path("content").rename(small.path("pages"))
    small.path("content").symlink_to("pages")
    return small


def test_leftovers_are_published_nowhere_and_odd_pages_are_read(untidy: Project) -> None:
    checked, built = untidy.check(), untidy.build()
    assert (checked.returncode, built.returncode) == (0, 0), checked.stderr + built.stdout + built.stderr
    assert [name for name in untidy.site() if any(part in LEFTOVERS for part in name.split("/"))] == []
    assert "<title>2024" in untidy.page("news/")


def test_all_broken_pages_are_told_at_once_by_check_and_build(small: Project) -> None:
    broken = [
        name
        for name, (_, line) in REFUSED.items()
        if line.startswith(("content/a", "content/caf", "stretches/a")) and not re.search("in no menu|/api/", line)
    ]
    for number, name in enumerate(broken):
        top = small.top.parent / str(number)
        (top / "content").mkdir(parents=True)
        (top / "stretches").mkdir()
        REFUSED[name][0](top)
        for folder in ("content", "stretches"):
            for made in (top / folder).iterdir():
                made.rename(small.path(f"content/{number}-{made.name}"))
    checked, built = small.check(), small.build()
    lines = checked.stderr.splitlines()
    assert (checked.returncode, built.returncode) == (1, 1)
    assert len(lines) == len(broken) + 1
    assert built.stdout.strip().splitlines() == lines
    assert "Traceback" not in checked.stderr + built.stderr
    assert not small.path("site").exists()
