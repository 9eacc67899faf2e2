"""A fix that is followed fixes: what messages say is done to the letter, and then the fault is gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from helpers.broken_cases import SMALL_SITE, Case, cases, copy_small_site
from helpers.followed import follow
from stretchbook.cache.memory import Memory
from stretchbook.checks.all_checks import open_library
from stretchbook.problems import Problem, ProblemsError
from stretchbook.text.source import Source

RECORD = "stretches/open-hand.yml"
STEPS = """steps:
  - Make loose fists.
  - Open your fingers as wide as is easy.
  - Let go and shake your hands.
"""
SUMMARY = "summary: Opening the fingers wide, for hands that have held a pen for long."
DOSE = "  sides: both\n  hold: 3\n  move: 2\n  repeats: [5, 10]\n"
MOST_ROUNDS = 6
FAMILIES = ("fields", "ids", "references", "strips", "yaml")
READ: Memory[Source] = Memory()
"""The files that no case changes are read once."""


def problems_of(top: Path) -> Sequence[Problem]:
    try:
        open_library(top / "stretches", top / "content", READ)
    except ProblemsError as refusal:
        return refusal.problems
    return ()


def fault(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.message


FOLLOWED = [case for case in cases() if case.family in FAMILIES and "without end" not in case.name]


@pytest.mark.parametrize("case", FOLLOWED, ids=lambda case: case.name)
def test_a_fix_that_is_followed_fixes_that_problem(case: Case, tmp_path: Path) -> None:
    """Other problems may stay, and ones behind it come into sight; this one is gone and no more than one is new."""
    top = tmp_path / "clinic"
    copy_small_site(top)
    case.make(top)
    before = problems_of(top)
    for problem in before:
        text = (top / problem.path).read_bytes() if (top / problem.path).is_file() else b""
        try:
            can_be_done = follow(problem, top)
        except UnicodeDecodeError:
            continue
        if can_be_done:
            after = problems_of(top)
            assert problem not in after
            assert len({fault(other) for other in after} - {fault(other) for other in before}) <= 1
            (top / problem.path).write_bytes(text)


SHOWN = [case for case in cases() if case.family == "pose-limits" and "figure.frames" in case.expected]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case.name)
def test_whoever_declares_what_a_picture_shows_is_not_told_so_again(case: Case, tmp_path: Path) -> None:
    """The rules may well ask more of what is declared now."""
    top = tmp_path / "clinic"
    copy_small_site(top)
    case.make(top)
    [problem] = problems_of(top)
    assert follow(problem, top)
    assert not [other for other in problems_of(top) if "figure" in other.field]


def items(mark: str, indent: str = "  ") -> str:
    texts = ("Make loose fists.", "Open your fingers as wide as is easy.", "Let go and shake your hands.")
    return "steps:\n" + "".join(f"{indent}{mark}{text}\n" for text in texts)


PASTED = [
    *((STEPS, items(mark)) for mark in (
        "• ", "– ", "— ", "1. ", "1) ", "(1) ", "a) ", "-", "* ", "+ ", "· ", "－ ", "‣", "•\t", "\uf0b7\t", "✓ ",
        "- • ", "- – ", "- 1. ", "- - ", "-\t",
    )),
    *((STEPS, items(mark, "")) for mark in ("• ", "1. ", "-", "* ", "– ")),
    (STEPS, STEPS.replace("  - Open", "  • Open")),
    (STEPS, STEPS.replace("  - Open", "  -Open")),
    (STEPS, STEPS.replace("  - Open", "    - Open")),
    (STEPS, STEPS.replace("steps:\n  - Make", "steps: Make")),
    (STEPS, STEPS.replace("steps:\n  - Make", "steps:\n  Make")),
    (STEPS, STEPS.replace("steps:\n  - Make", "steps: Make").replace("  - ", "- ")),
    (f"dose:\n{DOSE}", "dose: {sides:both, hold:3, move: 2, repeats: [5, 10]}\n"),
    (DOSE, "  sides:both\n  hold:3\n  move:2\n  repeats:[5, 10]\n"),
    (DOSE, DOSE.replace("repeats: [5, 10]", "repeats: 5-10")),
    (DOSE, DOSE.replace("repeats: [5, 10]", "repeats: [10, 5]")),
    (DOSE, DOSE.replace("repeats: [5, 10]", 'repeats: "7"')),
    ("  - reference: hand_book", "  - hand_book"),
    ("  - reference: hand_book", "  - reference:hand_book"),
    *(("level: gentle", f"level{sign}gentle") for sign in ("=", " = ", ":", "：", " ： ", "; ", " - ", ": : ")),
    ("level: gentle", "- level: gentle"),
    ("level: gentle", "kinds: static\nlevel: gentle"),
    ("level: gentle", "```\nlevel: gentle"),
    ("level: gentle", "—\nlevel: gentle"),
    ("level: gentle", "Level: Gentle"),
    ("position: [sitting, standing]", "position: [sitting,, standing]"),
    ("position: [sitting, standing]", "position: [sitting, standing}"),
    *((SUMMARY, f"summary: {text}") for text in (
        "Open your hands: it helps to write again.",
        "“Open your hands: it helps to write again.”",
        "It's easy: open your hands and let go.",
        'Say "open": let your hands go again.',
        "It's \"easy\": open your hands and let go.",
        '"Open" your hands, and let them go.',
        '"Open" your hands, it\'s *easy* again.',
        "'Open' your hands, and let them go.",
        "'Open one's hands and let them go.'",
        "*Open* your hands, and let them go.",
        "[[prayer-stretch]] comes after this one.",
        "[[prayer-stretch]] comes after; it's \"easy\".",
        "[[prayer-stretch|Palms]]: this one is for after it.",
        "! open your hands and let them go.",
        "- open your hands and let them go.",
        "? open your hands and let them go.",
        "@home you open your hands and let go.",
        '"Open your \\hands and let them go."',
        "Open the #1 and the #2 finger of each hand.",
        "'It''s easy to open your hands again.",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), PASTED, ids=lambda text: repr(text[:40]))
def test_whoever_follows_each_message_has_a_record_that_passes(old: str, new: str, tmp_path: Path) -> None:
    top = tmp_path / "clinic"
    copy_small_site(top)
    file = top / RECORD
    text = (SMALL_SITE / RECORD).read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert problems_of(top)
    for _ in range(MOST_ROUNDS):
        told = problems_of(top)
        if not told:
            return
        done = [follow(problem, top) for problem in sorted(told, reverse=True)]
        assert any(done), [str(problem) for problem in told]
    assert not [str(problem) for problem in problems_of(top)]
