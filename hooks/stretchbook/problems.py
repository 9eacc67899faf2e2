"""Problems of what contributors wrote: where, what is wrong, and how to fix it."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

MOST_PROBLEMS = 50
"""How many problems of one file are told at once. Nobody fixes more before looking again."""

_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_LONGEST_QUOTE = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: where it is, what is wrong and what to do about it.

    `line` and `column` count from 1. `field` is the dotted way to the value ("safety.stop_if[2]"), items
    counted from 1; it is empty where a whole file is at fault.
    """

    path: str
    line: int
    column: int
    field: str
    message: str
    fix: str

    def __str__(self) -> str:
        return _on_one_line(f"{self.path}:{self.line}:{self.column}: {self._said()}")

    def annotation(self) -> str:
        """Return the workflow command that shows the problem on the pull request's own line."""
        place = f"file={_escape_property(self.path)},line={self.line},col={self.column}"
        return _on_one_line(f"::error {place}::{_escape_message(self._said())}")

    def _said(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{field}{self.message} {self.fix}"


class ProblemsError(Exception):
    """The records cannot be published; `problems` says why, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(_first_of_each_file(sorted(set(problems)))))
        super().__init__(report(self.problems))


def _first_of_each_file(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Return the first problems of each file, and one that says where there are more."""
    told: Counter[str] = Counter()
    for problem in problems:
        told[problem.path] += 1
        if told[problem.path] <= MOST_PROBLEMS:
            yield problem
        elif told[problem.path] == MOST_PROBLEMS + 1:
            message = f"has more problems than these {MOST_PROBLEMS}."
            yield Problem(problem.path, problem.line, problem.column, "", message, "Fix these first.")


def report(problems: Iterable[Problem]) -> str:
    """Return the whole list as text, a line each, closed by a count."""
    lines = [str(problem) for problem in sorted(set(problems))]
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    return "\n".join([*lines, f"{count}. Nothing was published."])


def annotate(problems: Iterable[Problem]) -> None:
    """In GitHub Actions, show the problems on the pull request's own lines; elsewhere do nothing."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    lines = "".join(f"{problem.annotation()}\n" for problem in sorted(set(problems)))
    sys.stdout.buffer.write(lines.encode())  # the log is read as UTF-8, whatever the locale
    sys.stdout.flush()


def describe(error: BaseException) -> str:
    """Return what an unexpected error says, for a message: `ValueError: …`, without a full stop."""
    return f"{type(error).__name__}: {error}".rstrip(".")


def suggestion(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that `word` was most likely meant to be, if any is near enough."""
    by_lower = {known.lower(): known for known in words}
    parts = _parts(word)
    if len(parts) > 1 and (turned := next((known for known in by_lower if _parts(known) == parts), None)):
        return by_lower[turned]
    near = get_close_matches(word.lower().replace("_", "-"), by_lower, n=1, cutoff=0.6)
    if not near:
        near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None


def _parts(word: str) -> list[str]:
    """Return the words that an id is made of, in an order that does not depend on it."""
    return sorted(re.split(r"[-_\s]+", word.strip().lower()))


def cut(text: str) -> str:
    """Shorten what a message quotes, so that it stays one line that can be read."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def cut_quotes(message: str) -> str:
    """Shorten everything that stands between backticks in a message."""
    return re.sub(r"`([^`]*)`", lambda found: f"`{cut(found.group(1))}`", message)


def field_name(path: Iterable[str | int]) -> str:
    """Write a way into a record as contributors read it: `("steps", 1)` is `steps[2]`, `(1,)` is `entry[2]`."""
    name = ""
    for part in path:
        name += (
            f"{'' if name else 'entry'}[{part + 1}]"
            if isinstance(part, int)
            else f".{cut(part)}"
            if name
            else cut(part)
        )
    return name


def _on_one_line(text: str) -> str:
    """Show what cannot be seen as a question mark: it could end a line, or give orders to a terminal or to GitHub."""
    return "".join("\ufffd" if unicodedata.category(letter) in _UNSEEN else letter for letter in text)


def _escape_message(text: str) -> str:
    return text.replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
