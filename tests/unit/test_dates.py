"""The day that a site carries, with real repositories of git."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from stretchbook.settings import dates
from stretchbook.settings.dates import BuildDate, DataFolders, DateError, build_date, chosen_day

COMMITTED = "2024-05-17T23:30:00Z"
DAY = date(2024, 5, 17)
WHO = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment without anybody's settings of git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name != dates.VARIABLE}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return {**kept, **nothing, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}


def git(top: Path, environment: dict[str, str], *arguments: str) -> None:
    when = {"GIT_COMMITTER_DATE": COMMITTED, "GIT_AUTHOR_DATE": COMMITTED}
    subprocess.run(
        ["git", "-C", str(top), *WHO, *arguments], env={**environment, **when}, check=True, capture_output=True
    )


@pytest.fixture
def book(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A project whose records are committed."""
    top = tmp_path / "book"
    (top / "stretches").mkdir(parents=True)
    (top / "stretches" / "a.yml").write_text("name: A\n")
    git(tmp_path, environment, "init", "--quiet", "book")
    git(top, environment, "add", ".")
    git(top, environment, "commit", "--quiet", "--message", "A")
    return top


def is_of_the_build(made: BuildDate, reason: str) -> bool:
    """Whether it is the day of this build, and says why."""
    return abs(made.day - datetime.now(UTC).date()) <= timedelta(days=1) and reason in made.note


def test_the_day_is_that_of_the_last_commit(book: Path, environment: dict[str, str]) -> None:
    assert build_date(DataFolders(book), environment) == BuildDate(DAY)
    assert BuildDate(DAY).timestamp == datetime(2024, 5, 17, tzinfo=UTC).timestamp()


def test_what_is_published_beside_the_records_changes_no_day(book: Path, environment: dict[str, str]) -> None:
    (book / "site").mkdir()
    (book / "site" / "index.html").write_text("new")
    (book / "stretches" / "a.yml~").write_text("name: B\n")
    assert build_date(DataFolders(book), environment) == BuildDate(DAY)


@pytest.mark.parametrize("name", ["stretches/a.yml", "stretches/routines/new.yml", "content/new.md", "mkdocs.yml"])
def test_records_newer_than_the_last_commit_are_of_today(book: Path, environment: dict[str, str], name: str) -> None:
    (book / name).parent.mkdir(exist_ok=True)
    (book / name).write_text("name: B\n")
    assert is_of_the_build(
        build_date(DataFolders(book), environment), "records or pages have changed since the last commit"
    )


def test_a_repository_around_the_project_does_not_date_it(book: Path, environment: dict[str, str]) -> None:
    unpacked = book / "unpacked"
    (unpacked / "stretches").mkdir(parents=True)
    assert is_of_the_build(
        build_date(DataFolders(unpacked), environment), "no commit of this git repository holds the records"
    )


def test_a_project_in_a_folder_of_its_own_repository_is_dated(book: Path, environment: dict[str, str]) -> None:
    (book / "docs" / "stretches").mkdir(parents=True)
    (book / "docs" / "stretches" / "b.yml").write_text("name: B\n")
    git(book, environment, "add", ".")
    git(book, environment, "commit", "--quiet", "--message", "B")
    assert build_date(DataFolders(book / "docs"), environment) == BuildDate(DAY)


def test_a_shallow_clone_is_dated(book: Path, environment: dict[str, str], tmp_path: Path) -> None:
    git(book, environment, "commit", "--quiet", "--allow-empty", "--message", "B")
    git(tmp_path, environment, "clone", "--quiet", "--depth=1", book.as_uri(), "clone")
    assert build_date(DataFolders(tmp_path / "clone"), environment) == BuildDate(DAY)


def test_a_repository_without_commits_does_not_date_it(tmp_path: Path, environment: dict[str, str]) -> None:
    git(tmp_path, environment, "init", "--quiet")
    assert is_of_the_build(
        build_date(DataFolders(tmp_path), environment), "no commit of this git repository holds the records"
    )


def test_without_a_repository_it_is_the_day_of_the_build(tmp_path: Path, environment: dict[str, str]) -> None:
    assert is_of_the_build(build_date(DataFolders(tmp_path), environment), "this is not a git repository")


def test_without_git_it_is_the_day_of_the_build(book: Path, environment: dict[str, str], tmp_path: Path) -> None:
    made = build_date(DataFolders(book), {**environment, "PATH": str(tmp_path / "nothing")})
    assert is_of_the_build(made, "git is not installed")


def test_another_owners_repository_is_told_with_what_allows_it(book: Path, environment: dict[str, str]) -> None:
    made = build_date(DataFolders(book), {**environment, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert is_of_the_build(made, f"`git config --global --add safe.directory '{book}'` allows it")


def test_git_that_does_not_answer_is_not_waited_for(
    book: Path, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stretchbook.settings.git._SECONDS", 0.1)
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 600\n")
    slow.chmod(0o755)
    made = build_date(DataFolders(book), {**environment, "PATH": f"{slow.parent}{os.pathsep}{environment['PATH']}"})
    assert is_of_the_build(made, "git did not answer")


def test_within_a_git_hook_of_another_repository_ours_dates_it(
    book: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    git(tmp_path, environment, "init", "--quiet", "other")
    other = {
        "GIT_DIR": str(tmp_path / "other" / ".git"),
        "GIT_WORK_TREE": str(tmp_path / "other"),
        "GIT_INDEX_FILE": "x",
    }
    assert build_date(DataFolders(book), {**environment, **other}) == BuildDate(DAY)


GIVEN = {"1700000000": date(2023, 11, 14), " 1700000000\n": date(2023, 11, 14), "": None, "  ": None}


@pytest.mark.parametrize("text", GIVEN)
def test_the_day_can_be_given(text: str) -> None:
    assert chosen_day({dates.VARIABLE: text}) == GIVEN[text]


PROPOSED = {
    "2024-01-01": "Write `1704067200` for 2024-01-01,",
    "20240101": "Write `1704067200` for 2024-01-01,",
    "1700000000000": "Write `1699920000` for 2023-11-14,",
    "1700000000.5": "Write `1699920000` for 2023-11-14,",
    **dict.fromkeys(("0", "-1", "315532800", "now", "nan", "9" * 30, "9" * 5000, "0x10"), "Correct it,"),
}


@pytest.mark.parametrize("text", PROPOSED, ids=lambda text: text[:20])
def test_what_gives_no_day_is_refused_with_what_was_meant(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        chosen_day({dates.VARIABLE: text})
    assert refusal.value.fix.startswith(PROPOSED[text])


# A server asks git again only where the answer may be another.


def test_the_day_is_asked_for_again_only_after_a_change(book: Path, environment: dict[str, str]) -> None:
    folders = DataFolders(book)
    before = folders.state(environment)
    assert folders.state(environment) == before
    (book / "site").mkdir()
    (book / "site" / "index.html").write_text("new")
    assert folders.state(environment) == before
    (book / "stretches" / "b.yml").write_text("name: B\n")
    changed = folders.state(environment)
    assert changed != before
    git(book, environment, "add", ".")
    git(book, environment, "commit", "--quiet", "--message", "B")
    assert folders.state(environment) != changed
    assert folders.state({**environment, dates.VARIABLE: "1700000000"}) != folders.state(environment)


def test_a_commit_is_seen_in_a_further_worktree(book: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    other = tmp_path / "other"
    git(book, environment, "worktree", "add", "--quiet", str(other))
    before = DataFolders(other).state(environment)
    git(other, environment, "commit", "--quiet", "--allow-empty", "--message", "B")
    assert DataFolders(other).state(environment) != before
