"""Whatever is done to any file that a library is made of: a list of clear problems, or a text that does no harm."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random

import pytest
import yaml
from helpers.bounded import HangError, bounded, plain_time
from helpers.harm import ADDRESSES, LONG, VALUES, harmed, snippet
from helpers.project import Project
from helpers.random_figures import random_words
from helpers.rich_clinic import STRETCH, rich_project
from helpers.shares_of_cases import batches, named
from stretchbook.cli import main

Harm = Callable[[Project, Random], str]
"""Does something to a project; returns the path of the file."""


@dataclass(frozen=True)
class Clinic:
    """A project of the hand clinic, and how long a check of it takes."""

    project: Project
    plain: float


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    project = rich_project(tmp_path_factory.mktemp("fuzz") / "project")
    shutil.rmtree(project.path("hooks"))
    with at_home(project):
        assert told(["floor"])[0] == 0
        yield Clinic(project, plain_time(lambda: told(["check"])))


@contextmanager
def at_home(project: Project) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.top)
        for name in ("GITHUB_ACTIONS", "SITE_URL", "REPO_URL"):
            patch.delenv(name, raising=False)
        yield


def told(command: list[str]) -> tuple[int, str]:
    """Run a command; give its exit code, and what it said of problems."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(command)
    return code, err.getvalue()


# What is done


def _files(project: Project, *patterns: str) -> list[str]:
    found = {file for pattern in patterns for file in project.top.glob(pattern) if file.is_file()}
    return sorted(file.relative_to(project.top).as_posix() for file in found)


def _write(project: Project, name: str, text: str) -> str:
    project.path(name).parent.mkdir(parents=True, exist_ok=True)
    # A lone half of a letter, which no UTF-8 has, is written as some programs write it.
    project.path(name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return name


def in_files(*patterns: str) -> Harm:
    def harm(project: Project, chance: Random) -> str:
        name = chance.choice(_files(project, *patterns))
        return _write(project, name, harmed(project.read(name), chance))

    return harm


def front_matter(project: Project, chance: Random) -> str:
    name = chance.choice(_files(project, "content/**/*.md"))
    keys = ("title", "description", "hide", "template", "search", "tags", "status", "icon", "robots", "x")
    lines = [f"{chance.choice(keys)}: {chance.choice((*VALUES, snippet(chance)))}" for _ in range(chance.randint(1, 3))]
    ends = chance.choice((("---", "---"), ("---", "..."), ("---", ""), ("---\t", "---"), ("\ufeff---", "---")))
    return _write(project, name, "\n".join([ends[0], *lines, ends[1], "", project.read(name)]))


def poses(project: Project, chance: Random) -> str:
    words = yaml.safe_dump({"figure": random_words(chance.randrange(10**6))}, sort_keys=False)
    if chance.random() < 0.4:
        words = harmed(words, chance)
    return _write(project, STRETCH, f"{project.read(STRETCH).rstrip()}\n{words}")


def addresses(project: Project, chance: Random) -> str:
    address = chance.choice(ADDRESSES)
    match chance.randrange(4):
        case 0:
            name = "mkdocs.yml"
            return _write(
                project,
                name,
                f"{chance.choice(('site_url', 'repo_url', 'edit_uri'))}: '{address}'\n{project.read(name)}",
            )
        case 1:
            name = "stretches/references.json"
            fields = "URL|DOI"
            new = f'"\\1": "{address}"'.replace("\\ev", "/ev")
            return _write(
                project,
                name,
                re.sub(rf'"({fields})": *"[^"]*"', lambda found: new.replace("\\1", found[1]), project.read(name)),
            )
        case 2:
            name = "content/news.md"
            forms = ("[a]({})", "<{}>", "[a]: {}\n\n[a]", "![a]({})", "[a]({} 'b')", "{}")
            return _write(project, name, f"{project.read(name)}\n{chance.choice(forms).format(address)}\n")
        case _:
            name = "stretches/reviewers.yml"
            return _write(project, name, re.sub(r"https://\S+", lambda _: address, project.read(name)))


def comments(project: Project, chance: Random) -> str:
    name = chance.choice(_files(project, "stretches/*.yml", "mkdocs.yml", "content/**/*.md", "stretches/floor/*.yml"))
    mark = ("<!--", "-->") if name.endswith(".md") else ("#", "")
    lines = project.read(name).split("\n")
    at = chance.randrange(len(lines))
    comment = f"{mark[0]}{chance.choice(('', ' '))}{snippet(chance)} {mark[1]}"
    if chance.random() < 0.5:
        lines.insert(at, comment)
    else:
        lines[at] += f" {comment}"
    return _write(project, name, "\n".join(lines))


NAMES = (
    "a b", "-a", "a.", "A", "é", "e\u0301", "a\u200bb", "a\u202eb", "a\nb", "a\tb", "a'b", 'a"b', "a&b",
    "a<b>", "{{ a }}", "a%2fb",
    "~a", ".a", "#a", "con", "index", "a" * 120, "a\\b", "a:b", "a*b", "a;id", "$(id)", "404", "search",
    "\udcff", "a\x1b[2J",
)  # fmt: skip


def file_names(project: Project, chance: Random) -> str:
    folder = chance.choice(
        (
            "stretches",
            "stretches/routines",
            "stretches/bodymap",
            "stretches/floor",
            "content",
            "content/learn",
            "overrides",
        )
    )
    name = (
        f"{folder}/{chance.choice(NAMES)}{chance.choice(('.yml', '.md', '.json', '.html', '.svg', '.js', '', '.YML'))}"
    )
    path = project.path(name)
    if path.exists():
        return _write(project, name, chance.choice(LONG))
    match chance.randrange(6):
        case 0:
            path.mkdir(exist_ok=True)
        case 1:
            path.symlink_to(chance.choice(("/etc/passwd", "..", path.name, "nowhere", "/dev/zero", "/proc/self/mem")))
        case 2:
            os.mkfifo(path)
        case 3:
            shutil.copy2(project.path(chance.choice(_files(project, "stretches/*.yml", "content/*.md"))), path)
        case _:
            _write(project, name, chance.choice(("", "# A\n", "id: a\n", "[]", chance.choice(LONG))))
    return name


DOORS: dict[str, tuple[Harm, int, int]] = {
    "records": (in_files("stretches/*-*.yml", "stretches/routines/*.yml"), 800, 5),
    "vocabularies": (in_files("stretches/*.yml", "stretches/bodymap/*.yml"), 1_000, 6),
    "references": (in_files("stretches/references.json"), 400, 4),
    "pages": (in_files("content/**/*.md"), 700, 5),
    "front matter": (front_matter, 300, 3),
    "poses": (poses, 400, 4),
    "addresses": (addresses, 300, 3),
    "comments": (comments, 300, 3),
    "file names": (file_names, 300, 3),
    "settings": (in_files("mkdocs.yml", "stretches/settings.yml"), 400, 4),
    "floor": (in_files("stretches/floor/*"), 300, 3),
}
"""What is done, how often in the long run, and how often in `make test`."""

CASES = [
    pytest.param(door, batch, id=f"{door} {named(batch)}")
    for door, (_, whole, share) in DOORS.items()
    for batch in batches(whole, share, 50)
]


@pytest.mark.parametrize(("door", "batch"), CASES)
def test_whatever_is_in_a_file_there_are_clear_problems_or_none(door: str, batch: range, clinic: Clinic) -> None:
    harm = DOORS[door][0]
    faults = {}
    for number in batch:
        with restored(clinic.project):
            name = harm(clinic.project, Random(f"{door} {number}"))  # noqa: S311
            if found := [*_faults(clinic)]:
                faults[number] = (name, *found)
    assert faults == {}


@contextmanager
def restored(project: Project) -> Iterator[None]:
    """Put back what is changed among records, pages and settings."""
    before = state(project)
    try:
        yield
    finally:
        for path in sorted(state(project).keys() - before.keys(), reverse=True):
            (shutil.rmtree if path.is_dir() and not path.is_symlink() else Path.unlink)(path)
        for path, content in before.items():
            if content is not None and (not path.is_file() or path.read_bytes() != content):
                path.write_bytes(content)


def state(project: Project) -> dict[Path, bytes | None]:
    """Give what every file of a project holds, but for its cache; None for what is no file."""
    found: dict[Path, bytes | None] = {}
    for folder, folders, names in os.walk(project.top):
        if folder == str(project.top) and ".cache" in folders:
            folders.remove(".cache")
        for name in (*folders, *names):
            path = Path(folder, name)
            found[path] = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    return found


PLACE = re.compile(r".+:\d+:\d+: .+[.?!”…)]")
COUNT = re.compile(r"\d+ problems?\. Nothing was published\.|.+: no such folder\. .+|.*\bmore\b.*")
UNCLEAR = ("Traceback", "is not right (", "Please report", "object at 0x", "NoneType", "<class", "Error:", "pydantic")


def _faults(clinic: Clinic) -> Iterator[str]:
    """Check, and yield what is wrong with how that went."""
    before = state(clinic.project)
    try:
        with bounded(clinic.plain):
            code, said = told(["check"])
    except (Exception, HangError, SystemExit) as error:  # noqa: BLE001 it is told with the number of the case
        yield repr(error)
        return
    if state(clinic.project) != before:
        yield "something was written"
    lines = said.splitlines()
    if code != (1 if lines else 0):
        yield f"code {code}"
    yield from (f"not clear: {line}" for line in lines if not (PLACE.fullmatch(line) or COUNT.fullmatch(line)))
    yield from (f"not clear: {line}" for line in lines for word in UNCLEAR if word in line)
    yield from (f"not printable: {line!a}" for line in lines if not line.replace("\u00a0", " ").isprintable())
