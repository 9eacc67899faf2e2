"""Asking git about a project, without anything being changed, shown or waited for."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 10
# A git hook sets these, for its own repository. Settings that are passed by variables, such as `safe.directory`, stay.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


class GitError(Exception):
    """Git has no answer; the message says why, as a clause."""


def git(top: Path, environment: Mapping[str, str], *arguments: str) -> str:
    """Run git in the folder `top` and return what it prints. Raises `GitError`."""
    kept = {name: value for name, value in environment.items() if name not in _OF_A_HOOK}
    told = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(top), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 a fixed command, without a shell
            command,
            env={**kept, **told},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {_SECONDS} seconds") from None
    except OSError as fault:
        raise GitError(f"git cannot be run ({fault.strerror})") from None
    if done.returncode:
        raise GitError(_reason(top, done.stderr.decode(errors="replace")))
    return done.stdout.decode(errors="replace")


def _reason(top: Path, message: str) -> str:
    """Return, as a clause, why git has no commit of the project to show."""
    if "dubious ownership" in message:
        allow = f"`git config --global --add safe.directory '{top.resolve()}'` allows it"
        return f"git refuses a repository of another owner ({allow})"
    if "not a git repository" in message:
        return "this is not a git repository"
    return "no commit of this git repository holds the records"
