"""The floor of safety: what readers are told becomes milder only where that is accepted, and may become stricter."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers.broken_cases import SETTINGS, copy_small_site
from helpers.project import TOP
from stretchbook.book.reader import read_book
from stretchbook.checks.floor import floor_problems
from stretchbook.checks.floor_rise import since_problems
from stretchbook.cli import main

FLOOR, ACCEPTED = "floor/floor.json", "floor/accepted.yml"
REASON = "date: 2026-01-31, because: The teacher of the clinic says so"


class Clinic:
    """A copy of the hand clinic with a floor."""

    def __init__(self, top: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.records = copy_small_site(top)
        self.capsys = capsys

    def change(self, file: str, old: str, new: str) -> None:
        path = self.records / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, file: str, start: str) -> str:
        """The line and column at the mark in what a line begins with."""
        lines = (self.records / file).read_text(encoding="utf-8").splitlines()
        begins, column = start.replace("|", ""), start.index("|") + 1
        return f"{next(number for number, line in enumerate(lines, 1) if line.startswith(begins))}:{column}"

    def accept(self, *entries: str) -> None:
        text = "".join(f"- {{{entry}}}\n" for entry in entries)
        (self.records / ACCEPTED).write_text(text, encoding="utf-8")

    def problems(self) -> list[str]:
        """What the check says, problem by problem."""
        return [line for line in self.told() if line.startswith("stretches/")]

    def told(self) -> list[str]:
        main(["check", str(self.records)])
        return self.capsys.readouterr().err.splitlines()

    def remarks(self) -> str:
        """What the check says of a clinic without problems, but that it is fit to be published."""
        assert main(["check", str(self.records)]) == 0
        return self.capsys.readouterr().out.rpartition("Fit to be published")[0]

    def raise_floor(self) -> tuple[int, str]:
        code = main(["floor", "--records", str(self.records)])
        told = self.capsys.readouterr()
        return code, told.out + told.err

    def floor(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = json.loads((self.records / FLOOR).read_text(encoding="utf-8"))
        return found


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The floor of the clinic as it is."""
    records = copy_small_site(tmp_path_factory.mktemp("floor") / "clinic")
    assert main(["floor", "--records", str(records)]) == 0
    return records / "floor"


@pytest.fixture
def clinic(tmp_path: Path, capsys: pytest.CaptureFixture[str], floor: Path) -> Clinic:
    made = Clinic(tmp_path / "clinic", capsys)
    shutil.copytree(floor, made.records / "floor")
    return made


def test_a_library_may_have_no_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    without = Clinic(tmp_path / "clinic", capsys)
    without.change("cautions.yml", "action: ask-first", "action: adapt")
    assert without.problems() == []


WEAKER = [
    ("cautions.yml", "severity: grave", "severity: harm", "severity: `severity` was grave and is harm"),
    ("cautions.yml", "action: ask-first", "action: adapt", "action: `action` was ask-first and is adapt"),
    ("cautions.yml", "action: ask-first", "action: ask-first\n  until: it is quiet", "is ask-first then fine"),
    ("cautions.yml", "conditions: [wrist-fracture]", "conditions: []", "conditions: `wrist-fracture` is gone"),
    ("cautions.yml", "Leave it out until", "You may do it until", "words: `text` says other words"),
    ("conditions.yml", "Keep your wrist straight", "Bend your wrist", "do: words: `do` says other words"),
    ("stop-signs.yml", "universal: true", "universal: false", "`on every page` is gone"),
    ("stop-signs.yml", "tingling in your fingers", "hot fingers", "`text` says other words"),
    ("warning-signs.yml", "urgency: urgent", "urgency: routine", "was urgent and is routine"),
    ("warning-signs.yml", "looks crooked", "aches", "`text` says other words"),
    ("responses.yml", "white and numb", "white", "`line` says other words"),
    ("safety-rules.yml", "stop_if: [white-fingers]", "stop_if: []", "`white-fingers` is gone"),
    ("safety-rules.yml", "finger-extension: follows", "finger-extension: end", "was follows and is end"),
    ("safety-rules.yml", "cautions: [wrist-nerve]", "cautions: []", "`wrist-nerve` is gone"),
    ("safety-rules.yml", "closeness: direct", "closeness: near", "was direct and is near"),
    ("safety-rules.yml", "follows}\n", "follows}\n    kinds: [strength]\n", "when kinds: `*` is gone"),
    ("tripwires.yml", "[snap, snaps,", "[snap,", "phrases: `snaps` is gone"),
    ("tripwires.yml", "[snap your fingers]", "[snap your fingers, snap it]", "unless: `snap it` is new here"),
    ("tripwires.yml", "spared_by: [stop]", "spared_by: [stop, please]", "spared by: `please` is new here"),
    ("tripwires.yml", "about: all", "about: doing", "about: `feeling`, `notes` is gone"),
    ("open-hand.yml", "stop_if: [tingling]", "stop_if: []", "stop signs: `tingling` is gone"),
    ("open-hand.yml", "easier: 1}", "answer: fine, because: So it is, source: hand_book}", "was adapt and is fine"),
    ("open-hand.yml", "only as far as the palm", "until the palm no longer", "notes: `Open only as far as"),
    ("open-hand.yml", "Keep the palm soft", "Let the palm be hard", "`in_short.caution` says other words"),
    ("cautions.yml", "source: hand_book", "source: grip_trial", "sources: `hand_book` is gone"),
    ("conditions.yml", "source: hand_book", "source: convention", "sources: `hand_book` is gone"),
    ("references.json", '"kind": "overview"', '"kind": "guideline"', "words: `kind` says other words"),
    ("references.json", "10.1234/grip", "10.1234/other", "words: `URL` says other words"),
    ("references.json", "12 clerks", "12,000 clerks", "words: `about` says other words"),
    ("prayer-stretch.yml", "certainty: very-low", "certainty: high", "was very-low and is high"),
    ("prayer-stretch.yml", "about: similar", "about: this-stretch", "was similar and is this-stretch"),
    ("open-hand.yml", "one finger after", "all fingers before", "easier forms: `trigger-finger` says other words"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), WEAKER, ids=[f"{one[0]}: {one[2][-30:]}" for one in WEAKER])
def test_what_is_milder_or_gone_is_refused(file: str, old: str, new: str, said: str, clinic: Clinic) -> None:
    clinic.change(file, old, new)
    assert any(line.startswith(f"stretches/{file}:") and said in line for line in clinic.problems())


def test_it_is_told_where_it_stands(clinic: Clinic) -> None:
    clinic.change("cautions.yml", "  severity: harm", "  severity: discomfort")
    clinic.change("open-hand.yml", "Keep the palm soft", "Let the palm be hard")
    assert {line.split(" ")[0] for line in clinic.problems()} == {
        f"stretches/{file}:{clinic.line(file, start)}:"
        for file, start in (("cautions.yml", "  severity: |discomfort"), ("open-hand.yml", "  caution: |"))
    }


STRICTER = [
    ("cautions.yml", "severity: discomfort", "severity: grave"),
    ("cautions.yml", "  until: somebody has seen on a picture that it has healed\n  then: adapt\n", ""),
    ("cautions.yml", "conditions: [trigger-finger]", "conditions: [trigger-finger, carpal-tunnel]"),
    ("conditions.yml", "do: Keep your wrist straight.", "do: Keep your\n    wrist   straight."),
    ("stop-signs.yml", "response: rest\n  source: hand_book", "response: rest\n  universal: true\n  source: hand_book"),
    ("warning-signs.yml", "urgency: urgent", "urgency: emergency"),
    ("safety-rules.yml", "stop_if: [white-fingers]", "stop_if: [white-fingers, tingling]"),
    ("tripwires.yml", "unless: [snap your fingers]\n", "\n"),
    ("open-hand.yml", "  notes:\n", "  notes:\n    - Hold the pen that you write with loosely afterwards.\n"),
]


@pytest.mark.parametrize(("file", "old", "new"), STRICTER, ids=[f"{one[0]}: {one[2][-30:]}" for one in STRICTER])
def test_what_is_stricter_or_new_passes(file: str, old: str, new: str, clinic: Clinic) -> None:
    """Nobody has to write anything anew for it."""
    clinic.change(file, old, new)
    assert [line for line in clinic.problems() if "milder" in line or "floor" in line] == []


def test_a_new_stretch_needs_nothing(clinic: Clinic) -> None:
    text = (clinic.records / "open-hand.yml").read_text(encoding="utf-8")
    (clinic.records / "wide-hand.yml").write_text(text, encoding="utf-8")
    assert [line for line in clinic.problems() if "floor" in line] == []


def test_a_degree_that_loses_a_rule_is_told_at_its_line(clinic: Clinic) -> None:
    (clinic.records / FLOOR).unlink()
    (clinic.records / "floor").rmdir()
    clinic.change("safety-rules.yml", "finger-extension: follows", "finger-extension: end")
    assert clinic.raise_floor()[0] == 0
    clinic.change("open-hand.yml", "finger-extension: end", "finger-extension: easy")
    places = {line.split(" ")[0] for line in clinic.problems() if "floor" in line}
    assert places == {"stretches/open-hand.yml:8:31:"}


def test_what_is_gone_as_a_whole_is_told_once_in_the_floor(clinic: Clinic) -> None:
    text = (clinic.records / "warning-signs.yml").read_text(encoding="utf-8")
    (clinic.records / "warning-signs.yml").write_text(text.replace("crooked-after-a-fall", "crooked"), encoding="utf-8")
    line = (clinic.records / FLOOR).read_text(encoding="utf-8").split('"warning-signs/crooked-after')[0].count("\n") + 1
    (said,) = [line for line in clinic.problems() if "floor" in line]
    assert said.startswith(f"stretches/{FLOOR}:{line}:40: warning-signs/crooked-after-a-fall: is gone")


def test_a_stretch_with_a_new_name_is_held_to_what_it_said(clinic: Clinic) -> None:
    text = (clinic.records / "open-hand.yml").read_text(encoding="utf-8")
    (clinic.records / "open-hand.yml").unlink()
    for file in sorted(clinic.records.rglob("*.yml")):
        file.write_text(file.read_text(encoding="utf-8").replace("open-hand", "wide-hand"), encoding="utf-8")
    text = text.replace("name: Open hand\n", "name: Open hand\nformerly: [open-hand]\n")
    (clinic.records / "wide-hand.yml").write_text(text, encoding="utf-8")
    assert clinic.problems() == []
    clinic.change("wide-hand.yml", "stop_if: [tingling]", "stop_if: []")
    assert any("stop signs: `tingling` is gone" in line for line in clinic.problems())


def test_a_page_that_tells_of_emergencies_is_held_as_it_is(clinic: Clinic) -> None:
    """A remark around its list would hide it, and leave all words as they are."""
    page = clinic.records.parent / "content" / "learn" / "help.md"
    page.parent.mkdir(parents=True)
    page.write_text('# Help\n\n{{ warning_signs("urgent") }}\n', encoding="utf-8")
    assert clinic.raise_floor()[0] == 0
    page.write_text('# Help\n\n<!--\n\n{{ warning_signs("urgent") }}\n\n-->\n', encoding="utf-8")
    assert any("content/learn/help.md:1:1: `text` says other words" in line for line in clinic.told())
    page.write_text("# Help\n", encoding="utf-8")
    told = "\n".join(clinic.told())
    assert "content/learn/help.md:1:1: `text` is gone" in told
    assert "content/learn/help.md:1:1: lists: `warning_signs urgent` is gone" in told
    page.unlink()
    (clinic.records.parent / "content" / "index.md").write_text("# Clinic\n", encoding="utf-8")
    assert any("pages/learn/help/: is gone" in line for line in clinic.told())


WHITE = "**A finger that is white?** Stop, and ring your doctor."
HOME = f"""# Hands

{WHITE}

{{{{ conditions() }}}}

## What goes wrong

!!! note "Mostly"
    - **Bouncing.** Go in slowly.

Wet hands are fine.
"""
CHANGED_PAGES = {
    "a line gone": (f"{WHITE}\n", "", ":1:1: lines: `**A finger that"),
    "a line denied": ("Stop, and", "Never stop, nor", ":3:1: lines: `**A finger that is white"),
    "a remark around it": (WHITE, "<!--\n\n{}\n\n-->", "`**A finger"),
    "a question around it": (WHITE, "{% if config %}\n\n{}\n\n{% endif %}", "`**A finger"),
    "a line at the end": ("## What goes", "{{ glossary() }}\n\n## What goes", None),
    "under another heading": ("What goes wrong", "What goes right", "`- **Bouncing"),
    "in another box": ('!!! note "Mostly"', '!!! note "Old wives\' tales"', "`- **Bouncing"),
    "a list gone": ("{{ conditions() }}", "", "lists: `conditions` is gone"),
    "a question around a list": ("{{ conditions() }}", "{% if config %}{}{% endif %}", "lists: `conditions` is gone"),
    "something else": ("Wet hands are fine.", "Dry hands are fine.", None),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED_PAGES)
def test_a_page_keeps_the_lines_that_keep_its_readers_safe(name: str, clinic: Clinic) -> None:
    page = clinic.records.parent / "content" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text(HOME, encoding="utf-8")
    assert clinic.raise_floor()[0] == 0
    old, new, said = CHANGED_PAGES[name]
    page.write_text(HOME.replace(old, new.replace("{}", old)), encoding="utf-8")
    about_lines = [line for line in clinic.told() if "content/index.md" in line and "floor" in line]
    assert about_lines == [] if said is None else any(said in line for line in about_lines)


def test_something_new_in_the_strip_may_push_out_what_stood_there(clinic: Clinic) -> None:
    """A strip holds few words; and a new stretch changes which stop signs are common."""
    held = clinic.floor()
    assert held["stretches/open-hand"]["strip"]
    cautions = {name for name in held if name.startswith("cautions/")}
    assert cautions == {"cautions/wrist-nerve", "cautions/wrist-bone", "cautions/catching-finger"}
    held["stretches/open-hand"]["strip"] = ["stop-signs/hot-fingers"]
    (clinic.records / FLOOR).write_text(json.dumps(held), encoding="utf-8")
    assert clinic.problems() == []
    found = json.loads((clinic.records / FLOOR).read_text(encoding="utf-8"))
    clinic.raise_floor()
    found["stretches/open-hand"]["strip"] = [*clinic.floor()["stretches/open-hand"]["strip"], "stop-signs/hot-fingers"]
    (clinic.records / FLOOR).write_text(json.dumps(found), encoding="utf-8")
    assert any("strip: `stop-signs/hot-fingers` is gone" in line for line in clinic.problems())


# What is accepted.


def test_the_fix_that_a_message_gives_is_accepted(clinic: Clinic) -> None:
    """Everything in one file, with a reason; an answer with a source."""
    clinic.change("cautions.yml", "action: ask-first", "action: adapt")
    clinic.change("warning-signs.yml", "looks crooked", "looks somewhat crooked")
    given = [re.search(r"- \{(.*), date: [\d-]+, because: why\}\.$", line) for line in clinic.problems()]
    entries = [f"{found[1]}, {REASON}" for found in given if found]
    clinic.accept(*entries)
    assert all("source: is missing; an answer that becomes milder needs one" in line for line in clinic.problems())
    clinic.accept(*(f"{entry}, source: convention" for entry in entries))
    assert clinic.problems() == []
    clinic.change("cautions.yml", "conditions: [carpal-tunnel]", "conditions: []")
    assert any("`carpal-tunnel` was ask-first and is fine" in line for line in clinic.problems())


WORDS = "of: [cautions/wrist-nerve], what: severity, now: discomfort"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (f"{WORDS}, {REASON}", None),
        (f"{WORDS}, {REASON}, source: hand_book", None),
        (WORDS, "because: is missing"),
        (f"{WORDS}, date: 2026-01-31, because: ' '", "because: is empty"),
        (f"{WORDS}, date: today, because: So it is", "date: is not a date"),
        (f"{WORDS}, {REASON}, source: nobody", "no such reference"),
        (f"{WORDS.replace('discomfort', 'grave')}, {REASON}", "accepts nothing"),
        (f"{WORDS.replace('severity', 'words')}, {REASON}", "accepts nothing"),
        (f"{WORDS.replace('wrist-nerve', 'wrist-bone')}, {REASON}", "accepts nothing"),
    ],
)
def test_an_entry_has_a_reason_and_is_about_something(entry: str, said: str | None, clinic: Clinic) -> None:
    clinic.change("cautions.yml", "severity: harm", "severity: discomfort")
    clinic.accept(entry)
    problems = clinic.problems()
    assert problems == [] if said is None else any(said in line and ACCEPTED in line for line in problems)


def test_an_entry_that_accepts_nothing_any_more_is_refused(clinic: Clinic) -> None:
    clinic.accept(f"{WORDS}, {REASON}")
    (said,) = clinic.problems()
    assert said.startswith(f"stretches/{ACCEPTED}:1:9: entry[1].of[1]: accepts nothing")


# Writing it.


def test_the_floor_comes_down_only_to_what_is_accepted(clinic: Clinic) -> None:
    clinic.change("cautions.yml", "severity: harm", "severity: discomfort")
    before = clinic.floor()
    code, said = clinic.raise_floor()
    assert (code, "which is milder" in said, clinic.floor()) == (1, True, before)
    (clinic.records / ACCEPTED).write_text(f"# Ask somebody.\n\n- {{{WORDS}, {REASON}}}\n", encoding="utf-8")
    clinic.change("warning-signs.yml", "urgency: urgent", "urgency: emergency")
    code, said = clinic.raise_floor()
    assert (code, "Adopted: 1 thing of" in said, "0 new items, 2 changed" in said) == (0, True, True)
    assert clinic.floor()["cautions/wrist-nerve"]["severity"] == {"severity": "discomfort"}
    assert clinic.floor()["warning-signs/crooked-after-a-fall"]["urgency"] == {"urgency": "emergency"}
    assert (clinic.records / ACCEPTED).read_text(encoding="utf-8") == "# Ask somebody.\n"
    assert clinic.problems() == []
    clinic.change("warning-signs.yml", "urgency: emergency", "urgency: urgent")
    clinic.change("cautions.yml", "severity: grave", "severity: harm")
    assert [re.findall(r"was \w+ and is \w+", line)[0] for line in clinic.problems()] == [
        "was grave and is harm",
        "was emergency and is urgent",
    ]


def test_what_is_adopted_stays_in_some_commit(clinic: Clinic) -> None:
    top = clinic.records.parent
    clinic.change("cautions.yml", "severity: harm", "severity: discomfort")
    clinic.accept(f"{WORDS}, {REASON}")
    git(top, "init", "-q")
    code, said = clinic.raise_floor()
    assert (code, f"{ACCEPTED}:1:1: is not committed as it is." in said) == (1, True)
    git(top, "add", "-A")
    git(top, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "Accepted")
    assert clinic.raise_floor()[0] == 0


def git(top: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(top), *arguments], check=True)


def test_something_new_or_stricter_is_a_remark_and_no_fault(clinic: Clinic) -> None:
    assert "floor" not in clinic.remarks()
    clinic.change("warning-signs.yml", "urgency: urgent", "urgency: emergency")
    assert f"stretches/{FLOOR}: 1 thing in the records is new, stricter or accepted." in clinic.remarks()


# Against what was there before.


def since(clinic: Clinic, before: Path) -> list[str]:
    main(["check", str(clinic.records), "--before", str(before)])
    return [line for line in clinic.capsys.readouterr().err.splitlines() if line.startswith("stretches/")]


@pytest.fixture
def before(clinic: Clinic, tmp_path: Path) -> Path:
    """The clinic as it was merged, with a caution that is stricter than when its floor was written."""
    clinic.change("cautions.yml", "severity: harm", "severity: grave")
    return shutil.copytree(clinic.records.parent, tmp_path / "before") / "stretches"


def test_what_was_merged_may_not_become_milder_though_no_floor_holds_it(clinic: Clinic, before: Path) -> None:
    assert since(clinic, before) == []
    clinic.change("cautions.yml", "severity: grave", "severity: harm")
    assert clinic.problems() == []
    (said,) = since(clinic, before)
    assert "severity: `severity` was grave and is harm, which is milder." in said
    assert "it can be accepted once `stretchbook floor` was run" in said
    (clinic.records / FLOOR).unlink()
    (clinic.records / "floor").rmdir()
    assert since(clinic, before) == ["stretches/floor:1:1: is gone, and was there before. Bring it back as it was."]


def test_a_floor_that_is_not_handed_out_is_missed(clinic: Clinic, before: Path) -> None:
    """What git hands out of the commit before, a file of that commit may say."""
    shutil.rmtree(before / "floor")
    assert since(clinic, before) == []
    settings = SETTINGS.format(overrides=TOP / "overrides")
    (clinic.records.parent / "mkdocs.yml").write_text(f"{settings}extra: {{safety_floor: true}}\n", encoding="utf-8")
    said = since(clinic, before)
    assert (
        f"stretches/{FLOOR}:1:1: was not found at the commit before. Compare with one that has it: `check --before`."
        in said
    )


HAND_MADE: list[tuple[str, str, Any]] = [
    ("cautions/wrist-bone", "severity", {"severity": "harm"}),
    ("tripwires/never-snap", "unless", {"snap it": "", "snap your fingers": ""}),
    ("tripwires/never-snap", "declare", None),
    ("cautions/wrist-bone", "until", None),
    ("cautions/wrist-bone", "", None),
]


def test_nobody_writes_a_floor_by_hand(clinic: Clinic, before: Path) -> None:
    book, was = read_book(clinic.records), read_book(before)
    assert list(since_problems(book, was)) == []
    for subject, part, value in HAND_MADE:
        facts = {name: dict(parts) for name, parts in book.floor.facts.items()}
        above, name = (facts[subject], part) if part else (facts, subject)
        above.pop(name) if value is None else above.update({name: value})
        written = replace(book, floor=replace(book.floor, facts=facts))
        assert list(floor_problems(written)) == []
        said = [problem.message for problem in since_problems(written, was)]
        assert any("is neither what it was nor what the records say" in each for each in said), (subject, part)


def test_what_is_accepted_is_merged_before_it_is_adopted(clinic: Clinic, before: Path) -> None:
    assert clinic.raise_floor()[0] == 0
    assert since(clinic, before) == []
    clinic.change("cautions.yml", "severity: grave", "severity: discomfort")
    merged = shutil.copytree(clinic.records.parent, before.parent / "merged") / "stretches"
    entry = f"{WORDS}, {REASON}"
    clinic.accept(entry)
    assert clinic.raise_floor()[0] == 0
    assert any("is neither what it was" in line for line in since(clinic, merged))
    (merged / ACCEPTED).write_text(f"- {{{entry}}}\n", encoding="utf-8")
    assert since(clinic, merged) == []


def test_a_library_can_say_that_its_floor_is_there(clinic: Clinic) -> None:
    """Whoever removes it has to change the settings too, which have an owner."""
    shutil.rmtree(clinic.records / "floor")
    settings = SETTINGS.format(overrides=TOP / "overrides")
    (clinic.records.parent / "mkdocs.yml").write_text(f"{settings}extra: {{safety_floor: true}}\n", encoding="utf-8")
    (said,) = [line for line in clinic.told() if "floor" in line]
    assert said.startswith("mkdocs.yml:9:9: extra.safety_floor: says that there is a floor of safety;")


def test_the_floor_names_what_it_holds_no_longer(clinic: Clinic) -> None:
    clinic.change("tripwires.yml", "unless: [snap your fingers]\n", "\n")
    code, said = clinic.raise_floor()
    assert (code, "stricter without it: tripwires/never-snap, unless: snap your fingers" in said) == (0, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "is missing"),
        ("", "is not what `stretchbook floor` wrote"),
        ("{}", "holds nothing"),
        ("[]", "is not what `stretchbook floor` wrote"),
        ("[" * 100_000, "is not what `stretchbook floor` wrote"),
        ('{"cautions/wrist-bone": {"severity": {"severity": 3}}}', "is not what `stretchbook floor` wrote"),
        ('{"cautions/wrist-bone": {}, "cautions/wrist-bone": {}}', "is not what `stretchbook floor` wrote"),
        ('{"cautions/wrist-bone": {"severty": {"severity": "grave"}}}', "severty: is no part of it"),
        ('{"caution/wrist-bone": {}}', "caution/wrist-bone: is nothing that a floor holds"),
    ],
)
def test_a_floor_that_cannot_be_read_is_one_line(text: str | None, said: str, clinic: Clinic) -> None:
    file = clinic.records / FLOOR
    file.unlink()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    (problem,) = clinic.problems()
    assert problem.startswith(f"stretches/{FLOOR}:1:")
    assert said in problem


def test_a_floor_is_no_link_to_another_place(clinic: Clinic, tmp_path: Path) -> None:
    (clinic.records / "floor").rename(tmp_path / "elsewhere")
    (clinic.records / "floor").symlink_to(tmp_path / "elsewhere")
    (problem,) = clinic.problems()
    assert "floor:1:1: is a link to another place." in problem
