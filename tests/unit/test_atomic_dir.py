"""A folder's content is replaced whole or not at all, and what no build made stays."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

import pytest
from stretchbook.site import atomic_dir
from stretchbook.site.atomic_dir import AtomicDir, AtomicDirError, check_place
from stretchbook.site.folders import FolderLock
from stretchbook.site.made_files import LIST, read_list, remove_made

LONG_AGO = 1_000_000
OLD = {"index.html": "old", "gone/index.html": "old", "assets/style.css": "old"}
NEW = {"index.html": "new", "added/index.html": "new", "assets/style.css": "new"}
HIDDEN = {".git": "gitdir: elsewhere", ".nojekyll": "", ".well-known/security.txt": "Contact", "CNAME": "example.org"}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def content(folder: Path) -> dict[str, str]:
    """Every file's text, without the list of what the build made."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {name: file.read_text(encoding="utf-8") for name, file in files.items() if name != LIST}


def build(target: Path, files: dict[str, str]) -> list[str]:
    """Replace the target's content; return what was said about it."""
    said: list[str] = []
    output = AtomicDir(target, said.append)
    write(output.folder, files)
    try:
        output.commit()
    finally:
        output.abandon()
    return said


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with what an earlier build made, and with files that somebody else put there."""
    build(tmp_path / "site", OLD)
    write(tmp_path / "site", HIDDEN)
    return tmp_path / "site"


def refuse(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.fixture(params=["renamed", "twice", "unlinkable", "mount", "parent-locked"])
def any_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, target: Path) -> str:
    """Each way in which a target can be replaced."""
    way = str(request.param)
    real_rename, real_mkdir = Path.rename, Path.mkdir

    def rename(path: Path, to: Path) -> Path:
        if path == target:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return real_rename(path, to)

    def mkdir(path: Path, *arguments: Any, **named: Any) -> None:
        if path.parent == target.parent and path != target:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real_mkdir(path, *arguments, **named)

    if way != "renamed":
        monkeypatch.setattr(atomic_dir, "exchange", lambda *_: False)
    if way == "unlinkable":
        monkeypatch.setattr(os, "link", refuse(errno.EXDEV))
    if way == "mount":
        monkeypatch.setattr(Path, "rename", rename)
    if way == "parent-locked":
        monkeypatch.setattr(Path, "mkdir", mkdir)
    return way


# What is there afterwards.


def test_the_new_takes_the_place_of_the_old_and_other_files_stay(any_way: str, target: Path) -> None:
    said = build(target, NEW)
    assert content(target) == {**NEW, **HIDDEN}
    assert not (target / "gone").exists()
    assert sorted(target.parent.iterdir()) == [target]
    assert set(read_list(target) or ()) == {PurePath(name) for name in NEW}
    one_by_one = [line for line in said if "one by one" in line]
    assert len(one_by_one) == (0 if any_way in ("renamed", "twice") else 1)


def test_nothing_is_changed_before_the_commit(any_way: str, target: Path) -> None:  # noqa: ARG001
    output = AtomicDir(target, print)
    write(output.folder, NEW)
    output.abandon()
    assert content(target) == {**OLD, **HIDDEN}
    assert sorted(target.parent.iterdir()) == [target]


def test_files_and_folders_may_change_places(any_way: str, target: Path) -> None:  # noqa: ARG001
    new = {"gone": "now a file", "index.html/index.html": "now in a folder"}
    build(target, new)
    assert content(target) == {**new, **HIDDEN}


def test_the_first_build_needs_no_folder(tmp_path: Path) -> None:
    assert build(tmp_path / "deep" / "site", NEW) == []
    assert content(tmp_path / "deep" / "site") == NEW


def test_an_abandoned_first_build_leaves_no_folder(tmp_path: Path) -> None:
    AtomicDir(tmp_path / "deep" / "site", print).abandon()
    assert not list(tmp_path.iterdir())


def test_without_a_list_everything_stays_and_one_line_says_so(tmp_path: Path) -> None:
    write(tmp_path / "site", {**OLD, ".htaccess": "Deny"})
    (said,) = build(tmp_path / "site", NEW)
    assert content(tmp_path / "site") == {**OLD, ".htaccess": "Deny", **NEW}
    assert "3 in all" in said
    assert build(tmp_path / "site", NEW) == []


@pytest.mark.parametrize("text", ["[", "{}", "[1]", '["../outside"]', '["/etc/passwd"]', '[".git/config"]', "null"])
def test_a_list_that_cannot_be_trusted_counts_as_none(target: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refuse(errno.EXDEV))
    write(target.parent, {"outside": "mine"})
    write(target, {LIST: text})
    build(target, NEW)
    assert content(target) == {**OLD, **NEW, **HIDDEN}
    assert (target.parent / "outside").exists()


def test_nothing_is_removed_through_a_link(target: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"index.html": "mine"})
    shutil.rmtree(target / "gone")
    (target / "gone").symlink_to(tmp_path / "elsewhere")
    build(target, NEW)
    assert content(tmp_path / "elsewhere") == {"index.html": "mine"}
    assert (target / "gone").is_symlink()


def test_links_and_empty_folders_stay(any_way: str, target: Path) -> None:  # noqa: ARG001
    (target / "latest").symlink_to("nowhere")
    (target / "uploads").mkdir(mode=0o700)
    build(target, NEW)
    assert (target / "latest").readlink() == Path("nowhere")
    assert (target / "uploads").stat().st_mode & 0o777 == 0o700


def test_others_files_in_the_place_of_a_file_are_a_reason_to_stop(any_way: str, target: Path) -> None:  # noqa: ARG001
    write(target, {"added/notes.txt": "mine"})
    before = content(target)
    with pytest.raises(AtomicDirError, match=r"site/added is a folder with files that no build made") as refusal:
        build(target, {"added": "a file"})
    assert "\n" not in str(refusal.value)
    assert content(target) == before


def test_the_folder_keeps_its_permissions_and_a_new_one_has_the_usual_ones(target: Path, tmp_path: Path) -> None:
    target.chmod(0o2775)
    build(target, NEW)
    build(tmp_path / "other", NEW)
    (tmp_path / "plain").mkdir()
    assert target.stat().st_mode & 0o7777 == 0o2775
    assert (tmp_path / "other").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_and_leads_to_the_new(tmp_path: Path, exists: bool) -> None:  # noqa: FBT001
    if exists:
        build(tmp_path / "real", OLD)
    (tmp_path / "site").symlink_to("real")
    build(tmp_path / "site", NEW)
    assert (tmp_path / "site").readlink() == Path("real")
    assert content(tmp_path / "real") == NEW


def test_what_a_build_made_can_be_removed(target: Path, tmp_path: Path) -> None:
    build(tmp_path / "other", NEW)
    for folder in (target, tmp_path / "other", tmp_path / "none"):
        remove_made(folder)
    assert content(target) == HIDDEN
    assert not (target / LIST).exists()
    assert list(tmp_path.iterdir()) == [target]


# What cannot be written.


def circle(path: Path) -> None:
    path.symlink_to(path.name)


REFUSED: dict[str, Callable[[Path], object]] = {
    "a file": Path.touch,
    "a circle of links": circle,
    "a pipe": os.mkfifo,
    "below a file": lambda path: path.parent.write_text("a file", encoding="utf-8"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_a_folder_is_refused_in_one_line(tmp_path: Path, what: str) -> None:
    path = tmp_path / "site" / "inner" if what == "below a file" else tmp_path / "site"
    REFUSED[what](path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(AtomicDirError) as refusal:
        AtomicDir(path, print)
    assert str(refusal.value).startswith(str(path)) or what == "below a file"
    assert "\n" not in str(refusal.value)
    assert sorted(tmp_path.iterdir()) == before


def test_a_name_that_is_too_long_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(AtomicDirError, match=os.strerror(errno.ENAMETOOLONG)):
        AtomicDir(tmp_path / ("x" * 300), print)


def test_a_folder_that_is_read_only_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: path != target)  # whoever is root may write anywhere
    with pytest.raises(AtomicDirError, match=r"site: It is read-only\. .*site was left as it was\."):
        AtomicDir(target, print)


def test_a_folder_in_it_that_is_read_only_is_seen_before_files_are_moved(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    monkeypatch.setattr(os, "access", lambda path, _: path != target / "gone")
    with pytest.raises(AtomicDirError, match=r"site/gone: Permission denied\. .*site was left as it was\."):
        build(target, NEW)
    assert content(target) == {**OLD, **HIDDEN}
    assert sorted(target.parent.iterdir()) == [target]


def test_a_move_that_fails_half_way_is_finished_by_the_next_build(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def replace(path: Path, to: Path) -> Path:
        if path.suffix == ".html":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, to)

    with monkeypatch.context() as failing:
        failing.setattr(os, "link", refuse(errno.EPERM))
        failing.setattr(Path, "replace", replace)
        with pytest.raises(AtomicDirError, match=r"was replaced in part, and the next build finishes it\."):
            build(target, NEW)
    AtomicDir(target, print).abandon()
    assert content(target) == {**NEW, **HIDDEN}
    assert sorted(target.parent.iterdir()) == [target]


def test_the_old_is_back_if_the_new_cannot_take_its_place(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def rename(path: Path, to: Path) -> Path:
        if to == target and "-new-" in path.name:
            raise KeyboardInterrupt
        return real(path, to)

    monkeypatch.setattr(atomic_dir, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        build(target, NEW)
    assert content(target) == {**OLD, **HIDDEN}
    assert sorted(target.parent.iterdir()) == [target]


def test_a_full_disk_leaves_everything_as_it_was(
    any_way: str,  # noqa: ARG001
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    output = AtomicDir(target, print)
    write(output.folder, NEW)
    monkeypatch.setattr(Path, "write_text", refuse(errno.ENOSPC))
    with pytest.raises(AtomicDirError, match=os.strerror(errno.ENOSPC)):
        output.commit()
    output.abandon()
    assert content(target) == {**OLD, **HIDDEN}


@pytest.mark.parametrize("folder", ["project", ".", "project/content", "project/content/inner", "link", "link/inner"])
def test_folders_that_have_to_stay_are_refused(tmp_path: Path, folder: str) -> None:
    write(tmp_path, {"project/content/index.md": "# Page"})
    (tmp_path / "link").symlink_to("project/content")
    sources, top = tmp_path / "project" / "content", tmp_path / "project"
    with pytest.raises(AtomicDirError, match="which has to stay"):
        check_place(tmp_path / folder, apart=[sources], around=[top])
    check_place(top / "site", apart=[sources], around=[top])
    check_place(tmp_path / "project-site", apart=[sources], around=[top])


# Builds that are killed, and several at once.

KILLED = """
    import json, os, pathlib, signal, sys
    from stretchbook.site import atomic_dir
    target, way, step = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    calls = 0
    def killing(real):
        def call(path, to):
            global calls
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            if way == "mount" and path == target:
                raise OSError(16, "Device or resource busy")
            return real(path, to)
        return call
    pathlib.Path.rename, pathlib.Path.replace = killing(pathlib.Path.rename), killing(pathlib.Path.replace)
    atomic_dir.exchange = lambda *_: False
    output = atomic_dir.AtomicDir(target, print)
    for name, text in json.loads(sys.argv[4]).items():
        (output.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (output.folder / name).write_text(text)
    output.commit()
"""


@pytest.mark.parametrize(("way", "steps"), [("renamed", 3), ("mount", 6)])
def test_a_build_killed_at_any_step_loses_nothing(target: Path, way: str, steps: int) -> None:
    left = []
    for step in range(1, steps + 1):
        command = [sys.executable, "-c", textwrap.dedent(KILLED), str(target), way, str(step), json.dumps(NEW)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
        AtomicDir(target, print).abandon()
        left.append("new" if content(target) == {**NEW, **HIDDEN} else "old")
        assert left[-1] == "new" or content(target) == {**OLD, **HIDDEN}
        assert sorted(target.parent.iterdir()) == [target]
        build(target, OLD)
    assert left == (["old"] * 3 if way == "renamed" else ["old"] * 2 + ["new"] * 4)


def test_the_latest_of_several_old_ones_is_brought_back(target: Path) -> None:
    for name, text in (("0a", "older"), ("0b", "newer")):
        write(target.with_name(f".site-old-{name}"), {"index.html": text})
    os.utime(target.with_name(".site-old-0a"), (LONG_AGO, LONG_AGO))
    shutil.rmtree(target)
    AtomicDir(target, print).abandon()
    assert content(target) == {"index.html": "newer"}


def test_what_killed_builds_left_is_cleared_and_nothing_else(target: Path) -> None:
    beside = {name: target.with_name(name) for name in (".site-new-1a", ".site-new-page", ".site-new-new-1a", "site-2")}
    for folder in (*beside.values(), target / ".site-new-1b"):
        folder.mkdir()
    running = target.with_name(".site-new-2a")
    running.mkdir()
    with FolderLock(running, wait=True):
        AtomicDir(target, print).abandon()
    assert sorted(target.parent.iterdir()) == sorted(
        [target, running, *(folder for name, folder in beside.items() if name != ".site-new-1a")]
    )
    assert content(target) == {**OLD, **HIDDEN}
    assert not (target / ".site-new-1b").exists()


def test_where_nothing_can_be_locked_only_what_is_old_is_cleared(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", refuse(errno.ENOLCK))
    stale, fresh = target.with_name(".site-new-1a"), target.with_name(".site-new-2a")
    for folder in (stale, fresh):
        folder.mkdir()
    os.utime(stale, (LONG_AGO, LONG_AGO))
    build(target, NEW)
    assert sorted(target.parent.iterdir()) == sorted([target, fresh])


def test_two_builds_at_once_do_not_meet(any_way: str, target: Path) -> None:  # noqa: ARG001
    first, second = AtomicDir(target, print), AtomicDir(target, print)
    write(first.folder, {**NEW, "first.html": "new"})
    write(second.folder, {**NEW, "second.html": "new"})
    second.commit()
    assert (target / "second.html").exists()
    assert not (target / "first.html").exists()
    first.commit()
    assert content(target) == {**NEW, **HIDDEN, "first.html": "new"}


def test_abandoning_after_the_commit_changes_nothing(target: Path) -> None:
    output = AtomicDir(target, print)
    write(output.folder, NEW)
    output.commit()
    output.abandon()
    assert content(target) == {**NEW, **HIDDEN}
