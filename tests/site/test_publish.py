"""The site is published for real, into a repository beside it; where it cannot be written, one line says so."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from helpers.project import Project

MKDOCS = (sys.executable, "-m", "mkdocs")
OTHER_HOOK = """
import os
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_post_build(config):
    with open(os.path.join(config.site_dir, "late.txt"), "w") as file:
        file.write("by another plugin")
"""
LAST_HOOK = """
from mkdocs.plugins import event_priority

@event_priority(-1000)
def on_post_build(config):
    with open("seen.txt", "w") as file:
        file.write(config.site_dir)
"""
FULL_DISK = """
def on_page_content(html, page, config, files):
    raise OSError(28, "No space left on device", config.site_dir + "/index.html")
"""


@pytest.fixture
def repository(small: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small project as a git repository whose origin is a bare one beside it."""
    for variable in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(variable, os.devnull)
    for variable in [name for name in os.environ if name.startswith("GIT_") and not name.startswith("GIT_CONFIG")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    small.write(".gitignore", "site/\n.cache\n__pycache__/\n")
    origin = small.top.parent / "origin.git"
    small.run("git", "init", "--quiet", "--initial-branch=main")
    small.run("git", "init", "--quiet", "--bare", str(origin))
    for setting in (("user.name", "Somebody"), ("user.email", "somebody@example.org")):
        small.run("git", "config", *setting)
    small.run("git", "remote", "add", "origin", str(origin))
    small.run("git", "add", ".")
    small.run("git", "commit", "--quiet", "--message=All")
    return small


def published(project: Project, version: str = "") -> set[str]:
    """The files of the branch that was pushed."""
    origin = project.top.parent / "origin.git"
    names = project.run("git", "-C", str(origin), "ls-tree", "-r", "--name-only", f"gh-pages:{version}")
    return set(names.split("\n")) - {""}


def use_hook(project: Project, name: str, text: str) -> None:
    project.write(f"others/{name}", text)
    project.replace("mkdocs.yml", "hooks: [hooks/build.py", f"hooks: [hooks/build.py, others/{name}")


def test_gh_deploy_publishes_the_site_and_nothing_of_git(repository: Project) -> None:
    use_hook(repository, "other.py", OTHER_HOOK)
    use_hook(repository, "last.py", LAST_HOOK)
    repository.run(*MKDOCS, "gh-deploy", "--strict")
    first = published(repository)
    assert first == {*repository.site(), ".nojekyll"}
    assert {"index.html", "news/index.html", "stretches/open-hand/index.html", "late.txt"} <= first
    assert repository.read("seen.txt") == str(repository.path("site"))

    repository.run("git", "worktree", "add", "--quiet", "checkout", "gh-pages")
    repository.write("checkout/CNAME", "stretches.example.org\n")
    repository.write("checkout/.htaccess", "Options -Indexes\n")
    repository.path("content/news.md").unlink()
    repository.replace("content/index.md", "[News](news.md)", "")
    repository.run(*MKDOCS, "gh-deploy", "--strict", "--site-dir", "checkout")
    assert published(repository) == first - {"news/index.html"} | {"CNAME", ".htaccess"}
    assert repository.path("checkout/.git").is_file()
    assert not repository.path("checkout/news").exists()
    repository.run("git", "-C", "checkout", "reset", "--quiet")
    assert repository.run("git", "-C", "checkout", "status", "--porcelain") == ""


def test_mike_keeps_whole_versions_beside_each_other(repository: Project) -> None:
    for version in ("1.0", "2.0"):
        repository.run("mike", "deploy", "--push", version)
    repository.write("stretches/open-hand.yml", "not a record")
    assert repository.run("mike", "list").split() == ["2.0", "1.0"]
    assert published(repository, "1.0") == published(repository, "2.0") == {*repository.site()}


def test_a_disk_that_fills_up_leaves_the_site_as_it_was(small: Project) -> None:
    small.write("site/index.html", "earlier")
    use_hook(small, "full.py", FULL_DISK)
    result = small.build()
    site = small.path("site")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stdout.strip() == f"{site}/index.html: No space left on device. {site} was left as it was."
    assert small.site() == {"index.html": b"earlier"}
    assert not list(small.top.glob(".site-*"))


def test_a_link_to_the_pages_is_not_built_into(small: Project) -> None:
    small.path("site").symlink_to("content")
    before = {path: path.stat().st_mtime_ns for path in small.path("content").rglob("*")}
    result = small.build()
    said = f"{small.path('site')} is {small.path('content')}, which has to stay. Choose another folder for the site."
    assert (result.returncode, result.stdout.strip(), result.stderr) == (1, said, "")
    assert {path: path.stat().st_mtime_ns for path in small.path("content").rglob("*")} == before
