"""What a stranger's pull request could reach: whose word is asked for, and what the workflow may do."""

from __future__ import annotations

import re
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
