"""What the style checks see and what they let pass. Their lines are in `broken/style.yml`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from helpers.broken_cases import copy_small_site
from helpers.project import TOP
from stretchbook.checks.all_checks import open_library
from stretchbook.checks.reading_age import grade
from stretchbook.problems import ProblemsError

# Syllables are counted by hand, with a stroke where a word of several is broken.
COUNTED_BY_HAND = {
    "one sentence each": (["The cat sat on the mat.", "A dog sleeps un|der the ta|ble."], 2, 12, 14),
    "several in one text": (["Sit down. Breathe out! Can you turn? Then slow|ly turn back."], 4, 11, 12),
    "no full stop": (["Kneel on the floor", "Lean for|ward"], 2, 6, 7),
    "a stop within a number or a pair of quotes": (["Lift it 2.5 times.", "Say “Stop.” Then rest."], 3, 8, 8),
    "joined words": (["Don't bend side-to-side, or you’ll fall."], 1, 6, 8),
    "long words": (["The hos|pi|tal re|ceived the gov|ern|ment's rep|re|sen|ta|tives."], 1, 6, 15),
    "letters that are not English": (["A café."], 1, 2, 2),
}


@pytest.mark.parametrize("case", COUNTED_BY_HAND)
def test_the_grade_is_flesch_and_kincaids(case: str) -> None:
    texts, sentences, words, syllables = COUNTED_BY_HAND[case]
    by_hand = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    assert grade(text.replace("|", "") for text in texts) == pytest.approx(by_hand)


def test_texts_without_words_have_no_grade() -> None:
    assert grade([]) == grade(["", "…!"]) == 0


def words(number: int) -> str:
    return "Rest. " * (number - 1) + "Rise."


def test_as_many_words_as_are_read_are_taken(tmp_path: Path) -> None:
    """One more of each is refused: `broken/style.yml`."""
    records = copy_small_site(tmp_path / "clinic")
    change(records / "open-hand.yml", "Make loose fists.", f"do: {words(16)}\n    more: {words(45)}")
    change(records / "open-hand.yml", "Open your fingers wide, let go, and shake your hands.", words(20))
    change(records / "open-hand.yml", "Keep the palm soft and warm.", words(30))
    read = open_library(records).stretches["open-hand"]
    assert read.in_short
    said = (read.actions[0], read.details[0] or "", read.in_short.reminder, read.in_short.caution)
    assert [len(text.split()) for text in said] == [16, 45, 20, 30]


OFFLINE = """
import socket, sys
def refuse(*_, **__): raise AssertionError("reaches for the net")
socket.socket.connect = socket.getaddrinfo = refuse
sys.path.insert(0, sys.argv[1])
import stretchbook.book.library
assert "pyphen" not in sys.modules, "is imported before it is needed"
from stretchbook.checks.reading_age import grade
print(round(grade(["Breathe out and turn slowly."]), 2))
"""


def test_the_grade_needs_no_net_and_nothing_is_imported_before_it_is_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OFFLINE, str(TOP / "hooks")]
    result = subprocess.run(command, env={"HOME": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_other_peoples_words_are_left_to_them(tmp_path: Path) -> None:
    top = tmp_path / "clinic"
    records = copy_small_site(top)
    change(records / "open-hand.yml", "also_known_as: [Finger fan]", "also_known_as: [Color fan that cures]")
    change(records / "prayer-stretch.yml", "named: Praying hands", "named: The proven color")
    open_library(records)


# Repeated wording.


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def with_steps(top: Path, *steps: str | dict[str, str]) -> Path:
    """The hand clinic, both of its stretches with these steps."""
    records = copy_small_site(top)
    for name in ("open-hand", "prayer-stretch"):
        file = records / f"{name}.yml"
        record = yaml.safe_load(file.read_text(encoding="utf-8"))
        changed = {**record, "steps": list(steps)}
        file.write_text(yaml.safe_dump(changed, sort_keys=False, width=1_000), encoding="utf-8")
    return records


SAME = "Sit tall on a firm chair, with both feet flat on the floor."


def test_two_stretches_may_have_the_same_steps(tmp_path: Path) -> None:
    between = {"do": SAME, "more": "Nobody minds."}
    library = open_library(with_steps(tmp_path / "clinic", SAME, between, "Open your hand as wide as is easy.", SAME))
    assert len({stretch.actions for stretch in library.stretches.values()}) == 1


def test_two_stretches_may_have_the_same_reminder_and_not_the_same_caution(tmp_path: Path) -> None:
    records = copy_small_site(tmp_path / "clinic")
    change(records / "open-hand.yml", "Open your fingers wide, let go, and shake your hands.", SAME)
    other = "Palms together before your chest. Lower your hands to a mild pull, then lift."
    change(records / "prayer-stretch.yml", other, SAME)
    open_library(records)
    change(records / "open-hand.yml", "Keep the palm soft and warm.", DANGER)
    change(records / "prayer-stretch.yml", "Keep your elbows below your shoulders.", DANGER)
    with pytest.raises(ProblemsError) as refusal:
        open_library(records)
    assert [problem.field for problem in refusal.value.problems] == ["in_short.caution", "in_short.caution"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_more_is_said_about_a_step_has_to_be_their_own(tmp_path: Path, place: int) -> None:
    steps: list[str | dict[str, str]] = ["Make fists.", "Open your hand.", "Let go."]
    steps[place] = {"do": "Rest for a while.", "more": SAME}
    records = with_steps(tmp_path / "clinic", *steps)
    with pytest.raises(ProblemsError) as refusal:
        open_library(records)
    assert [problem.field for problem in refusal.value.problems] == [f"steps[{place + 1}].more"] * 2


def test_a_few_words_may_stand_anywhere(tmp_path: Path) -> None:
    step = {"do": "Rest for a while.", "more": "Breathe out very slowly now."}
    open_library(with_steps(tmp_path / "clinic", "Make fists.", step, "Let go."))


DANGER = "Stop at once if your fingers turn white or cold, and do not begin again on the same day."


def test_one_danger_may_be_named_in_one_way(tmp_path: Path) -> None:
    records = copy_small_site(tmp_path / "clinic")
    change(records / "open-hand.yml", "Not in your elbows.", f"Not in your elbows. {DANGER}")
    change(records / "prayer-stretch.yml", "Not inside the wrist.",
           f"{DANGER} Nor should it ever be felt inside the wrist, where so much lies close together.")  # fmt: skip
    open_library(records)


# Pages.


def test_pages_are_read_where_they_are(tmp_path: Path) -> None:
    top = tmp_path / "clinic"
    records = copy_small_site(top)
    (top / "content").mkdir()
    (top / "content" / "page.md").write_bytes("Ä page\r\n\r\nthat cures.\r\n".encode())
    with pytest.raises(ProblemsError) as refusal:
        open_library(records, top / "content")
    assert [(problem.line, problem.column) for problem in refusal.value.problems] == [(3, 6)]
