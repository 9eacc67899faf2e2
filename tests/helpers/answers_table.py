"""The table of all answers: what readers with each condition do about each stretch.

`python -m helpers.answers_table` writes it anew after a change. What was to be left out and no longer is needs its
reason in `milder-answers.yml` first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from stretchbook.book.library import Library
from stretchbook.book.strip import emergency_line, strip_of
from stretchbook.checks.all_checks import open_library
from stretchbook.model.stretch import ANSWERS

from helpers.project import TOP

FOLDER = TOP / "tests" / "content" / "ours"
TABLE = FOLDER / "answers.yml"
MILDER = FOLDER / "milder-answers.yml"
TOLD = FOLDER / "told.yml"
HEAD = """\
# What readers with each condition do about each stretch, as the rules and records make it. A condition that does not
# stand below a stretch is fine. With those below `before-any-stretch` one asks before every stretch, too.
# A change of a rule, a degree or a caution shows here line by line: read each line, then write this file anew with
# `make answers`.
"""

TOLD_HEAD = """\
# The strip before the steps of each stretch, and its cautions and stop signs, from the rules and from its record,
# without the stop signs of every page; and the emergency line. What is for everybody stands in no answer, so it is
# kept here. Read each line that changes, then write this file anew with `make answers`.
"""

Table = dict[str, dict[str, list[str]]]


def table_of(library: Library) -> Table:
    """Every answer that is not "fine", strictest first."""
    general = [name for name, condition in library.conditions.items() if condition.ask_first]
    table: Table = {"before-any-stretch": {"ask-first": general}}
    for stretch, found in library.answers_of.items():
        own = {name: answer.of_stretch for name, answer in found.items()}
        words = [word for word in reversed(ANSWERS) if word != "fine" and word in own.values()]
        table[stretch] = {word: [name for name, each in own.items() if each == word] for word in words}
    return table


def told_table_of(library: Library) -> Table:
    """The strip of every stretch, and its cautions and stop signs, each in the order of its letters."""
    line = {"before-any-stretch": {"emergency-line": [emergency_line(library) or ""]}}
    return line | {
        name: {
            "strip": [strip_of(library, [name]).text],
            "cautions": sorted(caution.id for caution in library.cautions_of[name]),
            "stop-signs": sorted({*library.stop_signs_of([name])} - {*library.universal_stop_signs}),
        }
        for name in library.stretches
    }


def milder(before: Table, after: Table) -> Iterator[tuple[str, str, str]]:
    """Give `(stretch, condition, answer)` for each that was to be left out, and no longer is."""
    for stretch, words in before.items():
        if stretch not in after:
            continue
        now = {name: word for word, names in after[stretch].items() for name in names}
        for condition in words.get("leave-out", ()):
            if now.get(condition, "fine") != "leave-out":
                yield stretch, condition, now.get(condition, "fine")


def without_reason(before: Table, after: Table, reasons: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Give those that became milder and have no reason, each as `(stretch, condition, answer)`."""
    given = {
        (stretch, condition, reason["now"])
        for reason in reasons
        if str(reason["because"]).strip()
        for stretch in reason["stretches"]
        for condition in reason["conditions"]
    }
    return [each for each in milder(before, after) if each not in given]


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def written(table: Table, head: str = HEAD) -> str:
    lines = [head]
    for stretch, words in table.items():
        lines.append(f"\n{stretch}:{'' if words else ' {}'}\n")
        lines += [
            f"  {word}:{'' if names else ' []'}\n{''.join(f'    - {yaml_text(name)}{chr(10)}' for name in names)}"
            for word, names in words.items()
        ]
    return "".join(lines)


def yaml_text(text: str) -> str:
    """A text as YAML holds it: in quotes where a colon would make a field of it."""
    return f'"{text}"' if ": " in text else text


def main() -> int:
    library = open_library(TOP / "stretches")
    after = table_of(library)
    lost = without_reason(read(TABLE), after, read(MILDER) or []) if TABLE.exists() else []
    for stretch, condition, now in lost:
        print(f"{stretch}: `{condition}` was to leave it out, and is now `{now}`. Give the reason in {MILDER.name}.")
    if not lost:
        TABLE.write_text(written(after), encoding="utf-8")
        TOLD.write_text(written(told_table_of(library), TOLD_HEAD), encoding="utf-8")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
