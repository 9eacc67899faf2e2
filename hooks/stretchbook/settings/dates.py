"""The day that a site and its sheets carry: that of SOURCE_DATE_EPOCH, of the last commit, or of the build."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from stretchbook.problems import cut
from stretchbook.settings.git import GitError, git

VARIABLE = "SOURCE_DATE_EPOCH"
"""The environment variable that sets the day: seconds since 1970, see reproducible-builds.org."""

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
"""Days outside of these come from a wrong clock or a wrong unit, and would stand on patients' sheets."""


class DateError(ValueError):
    """The day cannot be told; `fix` says what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


@dataclass(frozen=True)
class BuildDate:
    """The day of the data, in UTC. Where it is not known it is the day of the build, and `note` says why."""

    day: date
    note: str = ""

    @property
    def moment(self) -> datetime:
        """The start of the day."""
        return datetime.combine(self.day, time(), UTC)

    @property
    def timestamp(self) -> int:
        """The start of the day, in seconds since 1970.

        Only the day counts: sheets need not be printed again after every commit.
        """
        return int(self.moment.timestamp())


@dataclass(frozen=True)
class DataFolders:
    """The folders of records and pages, as paths from the folder `top` of the project."""

    top: Path
    records: str = "stretches"
    pages: str = "content"

    @property
    def patterns(self) -> tuple[str, ...]:
        """What a site is made of, as patterns of `git` and of `Path.glob`."""
        records = (f"{self.records}/**/*.yml", f"{self.records}/references.json")
        return ("mkdocs.yml", *records, f"{self.pages}/**/*.md")

    def state(self, environment: Mapping[str, str] = os.environ) -> tuple[object, ...]:
        """Return what the date depends on: while this stays the same, git need not be asked again."""
        data = [_stamp(file) for pattern in self.patterns for file in sorted(self.top.glob(pattern))]
        return (environment.get(VARIABLE), _today(), data, [_stamp(file) for file in _git_files(self.top)])


def build_date(folders: DataFolders, environment: Mapping[str, str] = os.environ) -> BuildDate:
    """Return the day for a project. Raises `DateError` for a day that cannot be set."""
    if chosen := chosen_day(environment):
        return BuildDate(chosen)
    try:
        return BuildDate(_commit_day(folders, environment))
    except GitError as reason:
        today = _today()
        note = f"The date of the data is not known: {reason}. Pages and sheets carry the day of this build, {today}."
        return BuildDate(today, note)


def check_environment(environment: Mapping[str, str] = os.environ) -> None:
    """Raise `DateError` if the day that is set, or else this machine's clock, cannot be right."""
    if not chosen_day(environment) and not _usual(_today()):
        fix = f"Set the clock, or set {VARIABLE} to the date of the data."
        raise DateError(f"is not set, and this machine's clock says {_today()}.", fix)


def chosen_day(environment: Mapping[str, str]) -> date | None:
    """Return the day that SOURCE_DATE_EPOCH sets; None where it is not set, or empty. Raises `DateError`."""
    text = environment.get(VARIABLE, "").strip()
    if not text:
        return None
    day = _day_of(int(text)) if re.fullmatch(r"[0-9]{1,19}", text) else None
    if day is None:
        raise DateError(f"`{cut(text)}` is not a time between 2000 and 2099 in seconds since 1970.", _fix(text))
    return day


def _today() -> date:
    return datetime.now(UTC).date()


def _fix(text: str) -> str:
    meant = _meant_day(text)
    proposal = f"Write `{BuildDate(meant).timestamp}` for {meant}, or unset" if meant else "Correct it, or unset"
    return f"{proposal} {VARIABLE}: then the date is that of the last commit."


def _meant_day(text: str) -> date | None:
    """Return the day that a text stands for if it is a date, or a time in another unit than seconds."""
    with suppress(ValueError):
        return _usual(datetime.fromisoformat(text).date())
    with suppress(ValueError, OverflowError):
        seconds = float(text)
        return next((day for power in range(4) if (day := _day_of(int(seconds) // 1000**power))), None)
    return None


def _day_of(moment: int) -> date | None:
    """Return the day of a moment in seconds since 1970, if a site can have it."""
    try:
        return _usual(datetime.fromtimestamp(moment, UTC).date())
    except (OverflowError, ValueError, OSError):
        return None


def _usual(day: date) -> date | None:
    return day if _FIRST <= day <= _LAST else None


def _stamp(file: Path) -> tuple[str, int, int]:
    """Return a file's path, the moment of its last change in nanoseconds, and its size in bytes; -1 if it is gone."""
    try:
        status = file.stat()
    except OSError:
        return (str(file), -1, -1)
    return (str(file), status.st_mtime_ns, status.st_size)


def _git_files(top: Path) -> Iterator[Path]:
    """Yield the files that git changes with every commit, of the repository around a folder, if there is one."""
    git = next((folder / ".git" for folder in (top, *top.parents) if (folder / ".git").exists()), None)
    if git and git.is_file():  # a further worktree, or a submodule
        with suppress(OSError, UnicodeDecodeError):
            git = git.parent / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    if git:
        yield from (git / name for name in ("HEAD", "index", "logs/HEAD"))


def _commit_day(folders: DataFolders, environment: Mapping[str, str]) -> date:
    """Return the day of the last commit, if a commit holds the records as they are. Raises `GitError`."""
    top = folders.top
    # Somebody else's repository around an unpacked project does not hold its records.
    git(top, environment, "cat-file", "-e", f"HEAD:./{folders.records}")
    written = git(top, environment, "log", "-1", "--no-show-signature", "--format=%ct", "HEAD").strip()
    day = _day_of(int(written)) if written.isdecimal() else None
    if day is None:
        raise GitError("the date of the last commit is outside of 2000 to 2099")
    patterns = [f":(glob){pattern}" for pattern in folders.patterns]
    if git(top, environment, "status", "--porcelain", "--untracked-files=all", "--", *patterns):
        raise GitError("records or pages have changed since the last commit")
    return day
