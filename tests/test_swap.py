from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from stretchbook.swap import Swap

LONG_AGO = 1_000_000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with something old in it."""
    return page(tmp_path / "site", "old")


def page(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def text_of(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def test_the_new_takes_the_place_of_the_old(target: Path) -> None:
    (target / "gone.html").touch()
    swap = Swap(target)
    page(swap.folder, "new")
    assert text_of(target) == "old"
    swap.commit()
    assert text_of(target) == "new"
    assert os.listdir(target) == ["index.html"]  # noqa: PTH208 names are all that matters
    assert list(target.parent.iterdir()) == [target]


def test_the_first_build_needs_no_old_one(tmp_path: Path) -> None:
    swap = Swap(tmp_path / "deep" / "site")
    page(swap.folder, "new")
    swap.commit()
    assert text_of(tmp_path / "deep" / "site") == "new"


def test_what_is_abandoned_leaves_nothing(target: Path) -> None:
    swap = Swap(target)
    page(swap.folder, "half")
    swap.abandon()
    assert text_of(target) == "old"
    assert list(target.parent.iterdir()) == [target]


def test_abandoning_after_the_swap_changes_nothing(target: Path) -> None:
    swap = Swap(target)
    page(swap.folder, "new")
    swap.commit()
    swap.abandon()
    assert text_of(target) == "new"


def test_a_swap_that_fails_leaves_the_old(target: Path) -> None:
    swap = Swap(target)
    shutil.rmtree(swap.folder)
    with pytest.raises(FileNotFoundError):
        swap.commit()
    assert text_of(target) == "old"
    assert list(target.parent.iterdir()) == [target]


def test_a_build_killed_between_the_renamings_is_made_good(target: Path) -> None:
    target.rename(target.with_name(".site-old-1234"))
    Swap(target).abandon()
    assert text_of(target) == "old"
    assert list(target.parent.iterdir()) == [target]


def test_the_latest_of_several_old_ones_is_brought_back(target: Path) -> None:
    older, newer = (page(target.with_name(f".site-old-{word}"), word) for word in ("older", "newer"))
    os.utime(older, (LONG_AGO, LONG_AGO))
    shutil.rmtree(target)
    Swap(target).abandon()
    assert text_of(target) == "newer"
    assert not newer.exists()


def test_what_killed_builds_left_long_ago_is_cleared_and_nothing_else(target: Path) -> None:
    stale, fresh = page(target.with_name(".site-new-1"), "stale"), page(target.with_name(".site-new-2"), "fresh")
    other = page(target.with_name("site-new-3"), "not ours")
    for folder in (stale, other, target):
        os.utime(folder, (LONG_AGO, LONG_AGO))
    Swap(target).abandon()
    assert sorted(target.parent.iterdir()) == sorted([fresh, other, target])


def test_two_builds_at_once_do_not_meet(target: Path) -> None:
    first, second = Swap(target), Swap(target)
    assert first.folder != second.folder
    page(first.folder, "first")
    page(second.folder, "second")
    second.commit()
    first.commit()
    assert text_of(target) == "first"
