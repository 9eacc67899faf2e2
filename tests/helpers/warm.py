"""Commands of the program, run in processes that need not load it first.

Most of what a small build takes is the loading of Python's modules. So one process loads all of them and waits; for
each command it makes a copy of itself (`fork`), and the copy runs the command as `python -m` would: in the project's
folder, with its own environment, arguments and output, to its own end. Nothing goes from one command to the next.
"""

from __future__ import annotations

import atexit
import filecmp
import gc
import json
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
LOADED = ("mkdocs.commands.build", "mkdocs_macros.plugin", "material.extensions.emoji", "material.templates",
          "markdown.extensions.admonition", "markdown.extensions.codehilite", "markdown.extensions.def_list",
          "markdown.extensions.fenced_code", "markdown.extensions.tables", "pyphen", "pygments.lexers",
          "pygments.formatters")  # fmt: skip
"""What a build loads beside the program itself and all that this loads. What is missing here only takes longer."""

CAN_CHANGE = {"SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "GITHUB_ACTIONS"}
"""What a process may be told after it has begun; it heeds other variables only from its start on."""

LONGEST = 300
"""Seconds after which a command is killed."""


class _Asked(TypedDict):
    module: str
    arguments: list[str]
    top: str
    environment: dict[str, str]
    said: list[str]


def can_run(hooks: Path, environment: Mapping[str, str]) -> bool:
    """Return whether a command would be the same in a process that has begun already.

    It is where no variable is set for its start, and where a copy of the program is what it was copied from.
    """
    return hasattr(os, "fork") and environment.keys() <= CAN_CHANGE and is_same_program(hooks)


def is_same_program(hooks: Path) -> bool:
    """Return whether a copy of the program has the files of ours."""
    ours, theirs = (_files(HOOKS), _files(hooks))
    return ours == theirs and all(filecmp.cmp(HOOKS / name, hooks / name) for name in ours)


def _files(top: Path) -> set[str]:
    return {
        os.path.relpath(os.path.join(folder, name), top)  # noqa: PTH118 a thousand times over
        for folder, _, names in os.walk(top)
        if not folder.endswith("__pycache__")
        for name in names
    }


class WarmProcess:
    """A process that has loaded the program, and runs commands in copies of itself, one after the other."""

    def __init__(self) -> None:
        command = [sys.executable, __file__]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def run(
        self, module: str, arguments: Sequence[str], top: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a module as `python -m` does, and give what it said."""
        assert self._process.stdin
        assert self._process.stdout
        with TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            asked = _Asked(
                module=module,
                arguments=[*arguments],
                top=str(top),
                environment={**environment},
                said=[str(out), str(err)],
            )
            print(json.dumps(asked), file=self._process.stdin, flush=True)
            code = int(self._process.stdout.readline())
            command = [sys.executable, "-m", module, *arguments]
            return subprocess.CompletedProcess(
                command, code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
            )

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


@cache
def warm_process() -> WarmProcess:
    """Return the one that goes with this process."""
    made = WarmProcess()
    atexit.register(made.close)
    return made


# What runs in it.


def _load() -> None:
    if shared := os.environ.get("STRETCHBOOK_TESTS_CACHE"):
        sys.path[0] = str(HOOKS.parent / "tests")
        import_module("helpers.compiled").keep_compiled(Path(shared, "templates"))
    sys.path[0] = str(HOOKS)
    for found in pkgutil.walk_packages([str(HOOKS / "stretchbook")], "stretchbook."):
        if not found.name.endswith(".__main__"):
            import_module(found.name)
    for name in LOADED:
        import_module(name)
    _prepare()
    gc.collect()
    gc.freeze()


def _prepare() -> None:
    """Make what every build makes anew of what no project changes."""
    import_module("pyphen").Pyphen(lang="en_US")
    models = list(import_module("pydantic").BaseModel.__subclasses__())
    while models:
        model = models.pop()
        models += model.__subclasses__()
        if model.__module__.startswith("stretchbook."):
            model.model_rebuild(raise_errors=False)
    css = import_module("stretchbook.site.css")
    theme = Path(str(import_module("material").__file__)).parent / "templates" / "assets" / "stylesheets"
    for sheet in theme.glob("*.css"):
        css.addresses_in(sheet.read_text(encoding="utf-8"))
        css.rules_in(sheet.read_text(encoding="utf-8"))


def _asked() -> _Asked | None:
    """Return what to run, in a copy of the process; None in the process itself, once nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            answers.close()
            asked: _Asked = json.loads(line)
            return asked
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)
    return None


def _run(asked: _Asked) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.alarm(LONGEST)
    os.chdir(asked["top"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, name in enumerate([os.devnull, *asked["said"]]):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), number)
    sys.path[0] = asked["top"]
    sys.argv = [asked["module"], *asked["arguments"]]
    runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _load()
    if found := _asked():
        _run(found)
