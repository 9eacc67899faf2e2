"""Figures are drawn once, and again only when something about them changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers.figure_cases import SITES, figure
from stretchbook.cache.store import Store
from stretchbook.poses.drawn import Moving, Tempo
from stretchbook.poses.figure_cache import FigureCache, MovingOrder, Order
from stretchbook.poses.kept_drawing import is_our_moving_picture


def order(name: str, turn: float = 0, **changed: Any) -> Order:
    wanted = figure("sitting", {"neck": {"turn_left": turn}}, crop="chest")
    return Order(
        **{"name": name, "figure": wanted, "muscles": ((SITES["scalenes"],),), "titles": ("A head",), **changed}
    )


def drawn(cache: Path, *orders: Order) -> tuple[FigureCache, dict[str, str]]:
    """Return a cache that has drawn to these orders, and what it drew."""
    figures = FigureCache(cache)
    frames = figures.draw(orders)
    return figures, {name: "".join(frame.svg for frame in each) for name, each in frames.items()}


def test_a_figure_is_drawn_once_and_kept(tmp_path: Path) -> None:
    first, made = drawn(tmp_path / "cache", order("one"), order("two", 20))
    assert first.report() == "Figures: 2 drawn, 0 unchanged"
    second, kept = drawn(tmp_path / "cache", order("one"), order("two", 20))
    assert second.report() == "Figures: 0 drawn, 2 unchanged"
    assert kept == made
    assert made["one"] != made["two"]
    assert not list(tmp_path.rglob("*.[0-9]*"))


@pytest.mark.parametrize("change", [{"turn": 1}, {"muscles": ((SITES["splenius"],),)}, {"titles": ("Another",)}])
def test_what_has_changed_is_drawn_anew(tmp_path: Path, change: dict[str, Any]) -> None:
    _, made = drawn(tmp_path, order("one"), order("two", 20))
    again, anew = drawn(tmp_path, order("one", **change), order("two", 20))
    assert (again.drawn, again.kept) == (1, 1)
    assert anew["one"] != made["one"]
    assert anew["two"] == made["two"]


def test_the_name_alone_draws_nothing_anew(tmp_path: Path) -> None:
    drawn(tmp_path, order("one"))
    again, _ = drawn(tmp_path, order("renamed"))
    assert (again.drawn, again.kept) == (0, 1)


@pytest.mark.parametrize("damage", ["", "{", "[{}]", "null", "7", '{"a": 1}', '[{"svg": "<svg/>"}]', "[]"])
def test_a_damaged_file_is_drawn_again(tmp_path: Path, damage: str) -> None:
    _, made = drawn(tmp_path, order("one"))
    (file,) = tmp_path.iterdir()
    whole = file.read_text(encoding="utf-8")
    file.write_text(damage, encoding="utf-8")
    again, anew = drawn(tmp_path, order("one"))
    assert again.drawn == 1
    assert anew == made
    assert file.read_text(encoding="utf-8") == whole


FORGED = {
    "a script": ("</svg>", "<script>alert(1)</script></svg>"),
    "an event": ('role="img"', 'role="img" onload="alert(1)"'),
    "a link": ("</svg>", '<a href="https://foreign.example"><path class="s" d="M0 0z"/></a></svg>'),
    "a picture of others": ("</svg>", '<image href="https://foreign.example/a.png"/></svg>'),
    "a style that loads": ("<style>", "<style>@import 'https://foreign.example/a.css';"),
    "a style that hides": ("<style>", "<style>path{display:none}"),
    "another title": ("<title>A head", "<title>A foot"),
    "markup in the title": ("<title>A head", "<title><b>A head</b>"),
    "another size": ('viewBox="0 0 ', 'viewBox="0 0 9'),
    "what stands before it": ("<svg", '<?xml-stylesheet href="//foreign.example"?><svg'),
    "what stands behind it": ("</svg>\n", "</svg>\n<p>Bounce.</p>"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_drawing_that_is_none_of_ours_is_drawn_again(tmp_path: Path, what: str) -> None:
    _, made = drawn(tmp_path, order("one"))
    old, new = FORGED[what]
    assert old in made["one"]
    forge(tmp_path, lambda frame: frame.update(svg=frame["svg"].replace(old, new, 1)))
    again, anew = drawn(tmp_path, order("one"))
    assert (again.drawn, anew) == (1, made)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "7", None, [1.0]])
def test_a_number_that_is_none_is_worked_out_again(tmp_path: Path, value: object) -> None:
    drawn(tmp_path, order("one"))
    forge(tmp_path, lambda frame: frame.update(sights={"neck.turn": value}))
    assert drawn(tmp_path, order("one"))[0].drawn == 1


def test_a_picture_cannot_vanish_without_a_reason(tmp_path: Path) -> None:
    drawn(tmp_path, order("one"))
    forge(tmp_path, lambda frame: frame.update(svg=""))
    assert drawn(tmp_path, order("one"))[0].drawn == 1


def forge(cache: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what is kept, with the checksum that goes with it."""
    (file,) = cache.iterdir()
    frames = json.loads(file.read_bytes().partition(b"\n")[2])
    for frame in frames:
        change(frame)
    Store(cache, ".json", bool).keep(file.stem, json.dumps(frames).encode())


TURN = MovingOrder(
    replace(
        order("one"),
        figure=figure("sitting", {}, {"neck": {"turn_left": 40}}, crop="chest"),
        muscles=((SITES["scalenes"],),) * 2,
        titles=("A head", "A turned head"),
    ),
    "A head",
    Tempo(4, 10),
)
FORGED_MOVEMENT = FORGED | {
    "a pose that is never seen": ("{visibility:visible}", "{display:none}"),
    "a link in a pose": ('<g class="n0">', '<g class="n0"><a href="https://foreign.example"/>'),
    "an event of a pose": ('<g class="n0">', '<g class="n0" onclick="alert(1)">'),
    "an endless wait": ("step-end infinite", "url(//foreign.example)"),
}


@pytest.fixture(scope="module")
def movement(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Moving]:
    """Give a folder in which a movement is kept, and the movement."""
    folder = tmp_path_factory.mktemp("movement")
    return folder, FigureCache(folder).move([TURN])["one"]


def test_a_movement_is_drawn_once_and_kept(movement: tuple[Path, Moving], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, made = movement
    monkeypatch.setattr("stretchbook.poses.motion.moving", lambda *_: pytest.fail("drawn again"))
    assert FigureCache(folder).move([TURN]) == {"one": made}


@pytest.mark.parametrize("what", FORGED_MOVEMENT)
def test_a_movement_that_is_none_of_ours_is_not_used(movement: tuple[Path, Moving], what: str) -> None:
    _, made = movement
    old, new = FORGED_MOVEMENT[what]
    assert old in made.svg
    assert is_our_moving_picture(made, TURN.title)
    assert not is_our_moving_picture(replace(made, svg=made.svg.replace(old, new, 1)), TURN.title)


def test_a_movement_that_breaks_the_drawing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("no way")

    monkeypatch.setattr("stretchbook.poses.motion.moving", broken)
    made = FigureCache(tmp_path).move([TURN])["one"]
    assert (made.svg, made.fault) == ("", "ZeroDivisionError: no way")
    # It is tried again, once the engine has been mended.
    monkeypatch.undo()
    assert FigureCache(tmp_path).move([TURN])["one"].svg


def test_a_file_that_is_no_text_is_drawn_again(tmp_path: Path) -> None:
    _, made = drawn(tmp_path, order("one"))
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"\xff\xfe\x00")
    again, anew = drawn(tmp_path, order("one"))
    assert again.drawn == 1
    assert anew == made


def test_many_at_a_time_are_drawn_as_each_alone(tmp_path: Path) -> None:
    orders = [order(f"turn-{turn}", turn) for turn in (0, 10, 20, 30, 40)]
    together, many = drawn(tmp_path / "many", *orders)
    assert together.drawn == 5
    alone: dict[str, str] = {}
    for each in orders:
        alone |= drawn(tmp_path / "alone", each)[1]
    assert many == alone
    assert list(many) == [each.name for each in orders]


def test_a_figure_that_breaks_the_drawing_is_told_and_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("no room")

    monkeypatch.setattr("stretchbook.poses.figure.draw", broken)
    (frame,) = FigureCache(tmp_path).draw([order("one")])["one"]
    assert frame.svg == ""
    assert [(miss.part, miss.by) for miss in frame.misses] == [("figure", "ZeroDivisionError: no room")]
