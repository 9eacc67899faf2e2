"""`mkdocs serve`, run for real: whatever is broken while somebody writes, it stays up, says so, and recovers."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from helpers.project import Project
from helpers.serving import DEADLINE, FAULT, OTHER, RECORD, RIGHT, TROUBLES, WRONG, Server, add_a_record, clinic, serve
from helpers.shares_of_cases import only_long


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that was started while a record was broken; the tests below share it."""
    folder = tmp_path_factory.mktemp("serve")
    project = clinic(folder / "project")
    project.replace(RECORD, RIGHT, WRONG)
    made = serve(project, folder)
    yield made
    made.process.kill()
    made.process.wait()


@pytest.fixture
def broken(server: Server) -> Server:
    """The server while a record is broken, as it is from its first start on."""
    if WRONG not in server.project.read(RECORD):
        server.project.replace(RECORD, RIGHT, WRONG)
    server.wait_for(FAULT)
    return server


@pytest.fixture
def sound(server: Server) -> Server:
    """The server while nothing is broken."""
    if WRONG in server.project.read(RECORD):
        server.project.replace(RECORD, WRONG, RIGHT)
    server.wait_for("data-stop-sign")
    return server


@pytest.mark.parametrize("url", ["", "stretches/open-hand/", "stretches/", "routines/tea-break/", "no/such/page/"])
def test_a_record_broken_from_the_start_is_shown_at_every_address(broken: Server, url: str) -> None:
    broken.wait_for(FAULT, url)
    assert TROUBLES in broken.get(url)


def test_a_record_broken_from_the_start_is_told_in_the_terminal(broken: Server) -> None:
    line = broken.project.read(RECORD).split("\n").index(WRONG) + 1
    assert f"{RECORD}:{line}:7: {FAULT}" in broken.said()
    assert "Traceback" not in broken.said()


BREAKS = {
    "a template's syntax": ("overrides/records/stretch.html", "{{ stretch.name }}", "{{ stretch.name"),
    "a template's names": ("overrides/records/stretch.html", "{{ stretch.name }}", "{{ stretch.nmae }}"),
    "a page's settings": ("content/news.md", "title: News", "title: No"),
    "a page's call": ("content/news.md", '{{ count("references") }}', '{{ count("refrences") }}'),
    "a vocabulary": ("stretches/stop-signs.yml", "- id: tingling", "- id: Tingling!"),
    "the references": ("stretches/references.json", '"id"', '"id"  "id"'),
}


@pytest.mark.parametrize("what", BREAKS)
def test_it_survives(sound: Server, what: str) -> None:
    file, right, wrong = BREAKS[what]
    sound.project.replace(file, right, wrong)
    try:
        sound.wait_for(TROUBLES)
        assert file in sound.get("")
    finally:
        sound.project.replace(file, wrong, right)
    sound.wait_for("data-stop-sign")
    assert TROUBLES not in sound.get("")


STOPS = {
    "a template of whole pages": (
        "overrides/main.html",
        "{% block htmltitle %}",
        "{% block %}{# mark #}",
        "main.html:",
    ),
    "the settings of the site": ("mkdocs.yml", "docs_dir: content", "docs_dir: [content]", "docs_dir"),
}


@pytest.mark.parametrize("what", STOPS)
def test_what_stops_the_build_itself_is_shown_at_every_address(sound: Server, what: str) -> None:
    file, right, wrong, said = STOPS[what]
    sound.project.replace(file, right, wrong)
    try:
        for url in ("", "stretches/open-hand/", "no/such/page/"):
            sound.wait_for(TROUBLES, url)
            assert said in sound.get(url)
    finally:
        sound.project.replace(file, wrong, right)
    sound.wait_for("data-stop-sign")
    assert "Traceback" not in sound.said()


def test_it_survives_settings_that_cannot_be_used(sound: Server) -> None:
    for right, wrong, told in (
        ("docs_dir: content", "docs_dir: [content", "MkDocs encountered an error parsing the configuration file"),
        ("use_directory_urls: true", "use_directory_urls: false", "mkdocs.yml:12:1: use_directory_urls: "),
    ):
        sound.project.replace("mkdocs.yml", right, wrong)
        try:
            sound.wait_until(lambda words=told: words in sound.said(), f"the terminal never told: {told}")  # type: ignore[misc]
        finally:
            sound.project.replace("mkdocs.yml", wrong, right)
    sound.wait_for("data-stop-sign")
    assert "Traceback" not in sound.said()


def test_pages_that_cannot_be_read_are_shown_and_never_waited_for(sound: Server) -> None:
    places = {name: sound.project.path(f"content/{name}") for name in ("latin.md", "pipe.md", "gone.md", "notes.md~")}
    places["latin.md"].write_bytes("# Café\n".encode("latin-1"))
    os.mkfifo(places["pipe.md"])
    places["gone.md"].symlink_to("nowhere.md")
    places["notes.md~"].write_text("Junk", encoding="utf-8")
    try:
        for name in ("latin.md", "pipe.md", "gone.md"):
            sound.wait_for(f"content/{name}:1:")
        assert "notes.md~" not in sound.get("")
    finally:
        for place in places.values():
            place.unlink()
    sound.wait_for("data-stop-sign")
    assert "Traceback" not in sound.said()


def test_a_link_in_a_circle_is_shown(sound: Server) -> None:
    circle = sound.project.path("content/learn/all")
    circle.symlink_to("..")
    try:
        sound.wait_for("content/learn/all:1:1")
        sound.wait_for(TROUBLES, "news/")
    finally:
        circle.unlink()
    sound.wait_for("data-stop-sign")


# What it carries over from one build to the next must never be seen.


Change = Callable[[Project], None]


def put(file: str, old: str, new: str) -> Change:
    return lambda project: project.replace(file, old, new)


def take_the_record_away(project: Project) -> None:
    project.path("stretches/brand-new.yml").unlink()


CHANGES: dict[str, tuple[Change, ...]] = {
    "records": (
        put(OTHER, "thoracic: {flex: 20}", "thoracic: {flex: 24}"),
        put(OTHER, "name: Prayer stretch", "name: Stretch of prayer"),
        put("stretches/routines/tea-break.yml", "name: Tea break", "name: Break for tea"),
        add_a_record,
    ),
    "words, rules and a record less": (
        take_the_record_away,
        put("stretches/conditions.yml", "name: ", "name: Old "),
        put("stretches/muscles.yml", "name: ", "name: New "),
        put("stretches/stop-signs.yml", "text: ", "text: really "),
        put("stretches/cautions.yml", "text: Bend", "text: Truly, bend"),
        put("stretches/claims.yml", "answer: The", "answer: Truly, the"),
        put("stretches/references.json", '"title": "', '"title": "Anew: '),
    ),
    "pages": (
        put("content/news.md", "title: News", "title: What is new"),
        put("content/index.md", "# ", "# New: "),
        put("content/assets/stretchbook.css", "\n", "\n.new { color: red }\n"),
    ),
}


def site_of_a_new_server(project: Project, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    anew = serve(project, folder)
    try:
        anew.wait_until(lambda: "Serving on" in anew.said(), "it never served")
        return anew.site()
    finally:
        anew.process.kill()
        anew.process.wait()


def test_after_changes_the_site_is_what_a_new_server_makes_of_it(sound: Server, tmp_path: Path) -> None:
    for number, (what, changes) in enumerate(CHANGES.items()):
        before = sound.site()
        for change in changes:
            change(sound.project)
        wanted = site_of_a_new_server(sound.project, tmp_path / str(number))
        assert wanted != before
        assert TROUBLES.encode() not in wanted["index.html"], what
        sound.wait_until(lambda site=wanted: sound.site() == site, f"{what}: other pages than a new server's")  # type: ignore[misc]


@only_long
def test_all_records_are_served_and_changed_as_the_few_are(project: Project, tmp_path: Path) -> None:
    """The library itself: a muscle of many records and a word that many pages say."""
    (tmp_path / "old").mkdir()
    old = serve(project, tmp_path / "old")
    try:
        old.wait_until(lambda: "Serving on" in old.said(), "it never served")
        before = old.site()
        project.replace("stretches/muscles.yml", "name: ", "name: New ")
        project.replace("stretches/positions.yml", "name: ", "name: New ")
        project.replace("content/index.md", "# ", "# New: ")
        wanted = site_of_a_new_server(project, tmp_path / "new")
        assert wanted != before
        old.wait_until(lambda: old.site() == wanted, "other pages than a new server's")
    finally:
        old.process.kill()
        old.process.wait()


SHOWN: dict[str, tuple[Change, str]] = {
    "the settings": (put("mkdocs.yml", "Switch to dark colours", "Be dark"), "Be dark"),
    "the menu": (put("mkdocs.yml", "'news.md'", "{Novelties: news.md}"), "Novelties"),
    "a template of records": (
        put("overrides/records/stretch.html", "{{ stretch.name }}", "{{ stretch.name }} as ever"), "as ever",
    ),
    "a template of pages": (put("overrides/main.html", "extrahead %}", "extrahead %}<!--1-->"), "<!--1-->"),
    "a part of the theme": (lambda project: project.write("overrides/partials/copyright.html", "All ours"), "All ours"),
    "an icon": (
        lambda project: project.write("overrides/.icons/material/weather-sunny.svg", "<svg id=sun />"), "id=sun",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SHOWN)
def test_a_change_of_what_all_pages_share_is_seen(sound: Server, what: str) -> None:
    change, words = SHOWN[what]
    assert words not in sound.get("stretches/open-hand/")
    change(sound.project)
    sound.wait_for(words)


def test_what_was_broken_before_it_was_changed_is_seen(sound: Server) -> None:
    sound.project.replace(OTHER, "kind: static", "kind: sttaic")
    sound.wait_for(TROUBLES)
    sound.project.replace(OTHER, "kind: sttaic", "kind: dynamic")
    sound.wait_for("data-stop-sign")
    sound.wait_for("; moving", "stretches/prayer-stretch/")


def test_no_build_warns_of_the_program_itself(sound: Server) -> None:
    assert "DeprecationWarning" not in sound.said()
    assert 'File "' not in sound.said()
    assert "from another site" not in sound.said()


def test_it_writes_nothing_into_the_project(sound: Server) -> None:
    assert not sound.project.path("site").exists()
    assert not list(sound.project.top.glob(".site-*"))


def test_a_dirty_server_builds_all_and_ends_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    project = clinic(tmp_path / "project")
    project.replace(OTHER, "name: Prayer stretch\n", "name: Prayer stretch\nformerly: [tuck]\n")
    server = serve(project, tmp_path, "--dirty")
    server.wait_for("data-stop-sign")
    whole = server.site()
    assert "stretches/tuck/index.html" in whole
    project.replace(OTHER, "name: Prayer stretch\nformerly: [tuck]\n", "name: Stretch of prayer\n")
    server.wait_for("Stretch of prayer", "search/index.json")
    assert TROUBLES not in server.get("")
    assert server.site().keys() == whole.keys() - {"stretches/tuck/index.html"}
    found = server.site()["search/index.json"]
    assert found.count(b"stretches/") == whole["search/index.json"].count(b"stretches/")
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=DEADLINE) == 0
    assert list(server.scratch.iterdir()) == []
    with pytest.raises(URLError):
        urlopen(server.address, timeout=DEADLINE)  # noqa: S310 our own server
