"""What a stranger's pull request could reach: whose word is asked for, and what the workflow may do."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from helpers.project import TOP
from helpers.rich_clinic import read_yaml

WORKFLOWS = sorted((TOP / ".github" / "workflows").glob("*.y*ml"))
OWNED = ("/stretches/reviewers.yml", "/.github/")


def jobs(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(file)["jobs"]
    return found


@pytest.mark.parametrize("path", OWNED)
def test_what_others_rely_on_has_owners(path: str) -> None:
    lines = (TOP / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert any(re.fullmatch(rf"{re.escape(path)}\s+@\S+", line) for line in lines)
    assert (TOP / path.strip("/")).exists()


def test_there_is_a_workflow() -> None:
    assert WORKFLOWS


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_can_do_little_for_a_fork(file: Path) -> None:
    text, workflow = file.read_text(encoding="utf-8"), read_yaml(file)
    # YAML takes the key `on` for a truth value.
    assert set(workflow["on"]) <= {"push", "pull_request"}
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets" not in text
    assert "github.event" not in text
    assert "github.head_ref" not in text


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_job_ends_and_asks_for_no_more(file: Path) -> None:
    for job in jobs(file).values():
        assert 0 < job["timeout-minutes"] <= 60
        assert "permissions" not in job
        assert job["runs-on"] == "ubuntu-latest"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_named_by_commit_and_keep_no_password(file: Path) -> None:
    steps = [step for job in jobs(file).values() for step in job["steps"]]
    used = [step for step in steps if "uses" in step]
    assert used
    for step in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step
    checkouts = [step for step in used if step["uses"].startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_a_pull_request_is_compared_with_what_it_changes() -> None:
    """Of a checkout that has not the commit before, nothing could be compared."""
    steps = [step for job in jobs(TOP / ".github/workflows/check.yml").values() for step in job["steps"]]
    checkout = next(step for step in steps if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["fetch-depth"] == 2
    assert {"run": ".ci/floor"} in steps
    assert "HEAD^1" in (TOP / ".ci" / "floor").read_text(encoding="utf-8")


BROUGHT_ALONG = (
    "GNUmakefile",
    "yaml.py",
    "conftest.py",
    ".gitattributes",
    "stretches/.gitattributes",
    ".venv/bin/python",
)
"""What would run in the place of the project's own, or hide from git what is compared."""


def test_whatever_would_run_in_our_place_is_told_before_anything_runs(tmp_path: Path) -> None:
    top = tmp_path / "project"
    shutil.copytree(TOP / ".ci", top / ".ci")
    for name in ("stretches", ".venv/bin"):
        (top / name).mkdir(parents=True)
    (top / "Makefile").touch()

    def told() -> list[str]:
        git("add", "--force", "--all")
        result = subprocess.run([str(top / ".ci/own-files")], capture_output=True, text=True, check=False)
        assert result.returncode == bool(result.stderr)
        return [line.partition(":")[0] for line in result.stderr.splitlines()]

    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(top), *arguments], check=True)

    git("init", "--quiet")
    assert told() == []
    for name in BROUGHT_ALONG:
        (top / name).touch()
    assert sorted(told()) == sorted(BROUGHT_ALONG)


@pytest.mark.parametrize("name", ["run", "floor"])
def test_nothing_runs_before_that_is_known(name: str) -> None:
    lines = (TOP / ".ci" / name).read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands[0] == ".ci/own-files"
    assert all("-f Makefile" in line for line in commands if re.match(r"\s*(exec )?make\b", line))


def test_everything_at_the_top_is_named() -> None:
    """What this project has is in the list; git is not asked, since a copy of the project may have none."""
    named = set((TOP / ".ci" / "top-level.txt").read_text(encoding="utf-8").split())
    assert {"Makefile", "hooks", "stretches", "tests", "mkdocs.yml", "pyproject.toml"} <= named
    assert not named & {"GNUmakefile", "makefile", ".venv", ".gitattributes", "conftest.py", "site"}


def test_what_has_no_owner_is_prose_alone() -> None:
    """Of two lines that fit a file the last one counts: whatever is named nowhere has one."""
    lines = [
        line
        for line in (TOP / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    ]
    first, *others = lines
    assert re.fullmatch(r"\* @\S+", first)
    free = [line for line in others if "@" not in line]
    assert free == ["/stretches/*.yml", "/stretches/routines/", "/content/**/*.md"]
    assert others[: len(free)] == free
