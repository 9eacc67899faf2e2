"""The command `stretchbook`, on a small library: what it writes, and what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from helpers.broken_cases import copy_small_site
from stretchbook.book.schema import RECORDS, described_fields
from stretchbook.cli import main
from stretchbook.commands.new import TEMPLATES

STRETCH = "prayer-stretch"


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small library; commands are run in it."""
    top = copy_small_site(tmp_path / "clinic").parent
    monkeypatch.chdir(top)
    return top


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


# A new record.


def test_a_new_record_asks_for_what_it_needs_and_for_nothing_unknown(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = run(capsys, "new", "Wrist circle")
    assert (code, said.split(":")[0]) == (0, "stretches/wrist-circle.yml")
    assert "name: Wrist circle\n" in (clinic / "stretches/wrist-circle.yml").read_text(encoding="utf-8")
    code, _, problems = run(capsys, "check", "stretches")
    assert code == 1
    assert set(re.findall(r"^\S+?:\d+", problems, re.MULTILINE)) <= {
        f"stretches/wrist-circle.yml:{line}" for line in range(1, 200)
    }
    for field in ("summary", "kind", "position", "movements", "dose.sides", "steps[1]", "safety.notes[1]"):
        assert f": {field}: " in problems
    assert "not a field" not in problems
    assert "no field" not in problems


def test_a_new_routine_stands_among_the_routines(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "new", "--routine", "Long lunch")[0] == 0
    assert (clinic / "stretches/routines/long-lunch.yml").is_file()
    _, _, problems = run(capsys, "check", "stretches")
    assert "stretches/routines/long-lunch.yml:19:13: items[1].stretch: is empty." in problems
    assert "no field" not in problems


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_field_is_named_in_the_template(kind: str) -> None:
    text = TEMPLATES[kind].read_text(encoding="utf-8")
    named = set(re.findall(r"(\w+):(?:\s|$)", text))
    fields = [field.name for field in described_fields(RECORDS[kind])]
    # Who has read a record is not for its author to fill in.
    assert {name.rpartition(".")[2] for name in fields if not name.startswith("review.")} - named == set()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Open hand",), "stretches/open-hand.yml: is there already."),
        (("Muscles",), "stretches/muscles.yml: is there already."),
        (("Index",), "stretches/index.yml: has a name that the site needs"),
        (("Con",), "stretches/con.yml: has a name that Windows keeps"),
        (("Тест",), "`Тест`: makes no id."),
        (("Mine", "--id", "../mine"), "`../mine`: makes no id."),
    ],
)
def test_nothing_is_written_where_no_record_can_be(
    clinic: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    before = {file: file.read_bytes() for file in clinic.rglob("*") if file.is_file()}
    code, said, wrong = run(capsys, "new", *arguments)
    assert (code, said) == (1, "")
    assert wrong.startswith(told)
    assert {file: file.read_bytes() for file in clinic.rglob("*") if file.is_file()} == before


# What the rules make of a stretch.


def test_what_a_stretch_gets_is_told_with_the_rule_and_its_line(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, _ = run(capsys, "explain", STRETCH)
    assert code == 0
    assert "wrist-bent-back, for movements wrist-extension (end)" in said
    assert "A bent wrist squeezes its nerve." in said
    assert "wrist-nerve, ask first; by wrist-bent-back" in said
    assert "tingling; by wrist-bent-back" in said
    assert "sharp-pain; on every page" in said
    assert re.search(r"ask first \(harm, direct\): \S+: carpal-tunnel; by wrist-nerve\n", said)
    assert re.search(r"leave the stretch out \(harm, direct\): \S+: wrist-fracture; by the record itself\n", said)
    for file, line, word in re.findall(r"(\S+\.yml):(\d+): ([\w-]+)", said):
        assert f"id: {word}" in (clinic / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]


@pytest.mark.usefixtures("clinic")
def test_how_long_an_answer_holds_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "explain", "open-hand")[1]
    told = r"leave the stretch out, until somebody has seen .+ healed, then do it in another way \(grave, near\): "
    assert re.search(told + r"\S+: wrist-fracture; by wrist-bone\n", said)


@pytest.mark.usefixtures("clinic")
def test_what_no_rule_asks_for_is_the_records_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert "white-fingers; by the record alone" in run(capsys, "explain", STRETCH)[1]


def test_less_of_a_movement_brings_fewer_rules(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = clinic / "stretches" / "safety-rules.yml"
    text = rules.read_text(encoding="utf-8")
    for least, is_for_it in (("easy", True), ("end", True), ("loaded", False)):
        rules.write_text(text.replace("wrist-extension: follows", f"wrist-extension: {least}"), encoding="utf-8")
        assert ("wrist-bent-back" in run(capsys, "explain", STRETCH)[1]) is is_for_it, least


def test_a_stretch_that_cannot_be_read_is_told_with_its_problems(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = clinic / "stretches" / f"{STRETCH}.yml"
    for text, told in ((file.read_text(encoding="utf-8").replace("kind: ", "kind: x"), "kind: "), ("a: [\n", ":1")):
        file.write_text(text, encoding="utf-8")
        code, said, problems = run(capsys, "explain", STRETCH)
        assert (code, said) == (1, "")
        assert problems.startswith(f"stretches/{STRETCH}.yml:")
        assert told in problems


@pytest.mark.usefixtures("clinic")
def test_a_stretch_that_is_not_there_is_told_with_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "explain", "prayer-strech")[2] == (
        f"prayer-strech: no such stretch. Did you mean `{STRETCH}`?\n"
    )


# Where it is run.


def test_the_schema_has_the_librarys_own_words(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "schema")[0] == 0
    assert "wrist-extension" in (clinic / "stretches/schema/stretch.schema.json").read_text(encoding="utf-8")
    assert run(capsys, "new", "Wrist circle")[0] == 0
    first = (clinic / "stretches/wrist-circle.yml").read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=schema/stretch.schema.json"


@pytest.mark.parametrize("command", [("check",), ("explain", STRETCH), ("new", "Mine"), ("figures",), ("schema",)])
def test_without_records_each_command_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, *command) == (1, "", "stretches: no such folder. Run this where `stretches` is.\n")


def test_the_folder_of_the_records_is_the_one_that_the_settings_name(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (clinic / "stretches").rename(clinic / "exercises")
    settings = "site_name: Clinic\nplugins:\n  - stretchbook: {records: exercises}\n"
    (clinic / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert run(capsys, "explain", STRETCH)[1].startswith(f"exercises/{STRETCH}.yml: ")
    assert run(capsys, "new", "Wrist circle")[1].startswith("exercises/wrist-circle.yml: ")
    assert run(capsys, "explain", STRETCH, "--records", "exercises")[0] == 0
