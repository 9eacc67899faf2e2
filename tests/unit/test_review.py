"""Who reviewed what, and that a review holds for the very text that was read, and for a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers.broken_cases import copy_small_site
from helpers.project import TOP
from helpers.rich_clinic import read_yaml, save
from stretchbook.book.book import Read, Spot
from stretchbook.book.library import Library
from stretchbook.book.reviews import review_of, text_digest
from stretchbook.checks.all_checks import open_library
from stretchbook.checks.reviews import future_problems, review_lines
from stretchbook.model.review import Reviewer
from stretchbook.render import api
from stretchbook.render.html import Renderer
from stretchbook.render.sheets.content import Imprint, SheetWriter
from stretchbook.text.source import Source

STRETCH, ROUTINE = "prayer-stretch", "tea-break"
ON, NEXT = date(2026, 1, 31), date(2027, 1, 31)
Change = Callable[[Any], object]


def change(records: Path, name: str, how: Change) -> Library:
    data = read_yaml(records / name)
    how(data)
    save(records / name, data)
    return open_library(records)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """The hand clinic, whose one reviewer has read a stretch, and the routine with it."""
    folder = copy_small_site(tmp_path / "clinic")
    people = read_yaml(folder / "reviewers.yml")
    save(folder / "reviewers.yml", [])
    change_states(folder, "unreviewed")
    library = open_library(folder)
    change_states(folder, "reviewed")
    dates = {"on": ON.isoformat(), "next": NEXT.isoformat()}
    reviews = [{"of": name, **dates, "text": text_digest(library, name)} for name in (STRETCH, ROUTINE)]
    save(folder / "reviewers.yml", [{**people[0], "reviews": reviews}])
    return folder


def change_states(folder: Path, state: str) -> None:
    for name in (f"{STRETCH}.yml", f"routines/{ROUTINE}.yml"):
        save(folder / name, {**read_yaml(folder / name), "review": {"state": state}})


def sheet_says(library: Library, day: date = ON) -> str:
    return SheetWriter(library, Imprint("Hand clinic", day, None)).sheet(ROUTINE).review


def rendered(library: Library, name: str, day: date) -> str:
    """The page of a stretch."""
    stretch = library.stretches[name]
    return Renderer(library, TOP / "overrides", day=day).render(
        "stretch.html", f"stretches/{name}/", name=name, stretch=stretch
    )


@pytest.mark.parametrize(("day", "word"), [(ON, "current"), (NEXT, "current"), (NEXT + timedelta(days=1), "expired")])
def test_a_review_holds_until_the_next_one_is_due(records: Path, day: date, word: str) -> None:
    assert review_of(open_library(records), STRETCH, day).word == word


def test_what_nobody_has_read_is_not_reviewed(records: Path) -> None:
    assert review_of(open_library(records), "open-hand", ON).word == "unreviewed"


@pytest.mark.parametrize(("days", "count"), [(0, 0), (-1, 0), (-2, 1), (400, 0)])
def test_a_review_cannot_be_in_the_future(days: int, count: int) -> None:
    who = {"id": "a-b", "name": "A B", "credential": "C", "listed_at": "https://register.example", "number": "1"}
    read = [{"of": STRETCH, "on": ON.isoformat(), "next": NEXT.isoformat(), "text": "0" * 64}]
    reviewer = Reviewer.model_validate({**who, "reviews": tuple(read)})
    found = Read("reviewers", "a-b", reviewer, Spot(Source("stretches/reviewers.yml"), (0,)))
    problems = list(future_problems(found, ON + timedelta(days=days)))
    assert [problem.message for problem in problems] == ["is in the future."] * count


TOLD: dict[str, tuple[str, Change]] = {
    "a step": (f"{STRETCH}.yml", lambda data: data["steps"].append("Shake your hands.")),
    "a number": (f"{STRETCH}.yml", lambda data: data["dose"].update(repeats=3)),
    "a degree": (f"{STRETCH}.yml", lambda data: data.update(movements={"wrist-extension": "loaded"})),
    "an answer of its own": (f"{STRETCH}.yml", lambda data: data["safety"].update(answers=[])),
    "a place where it is felt": (f"{STRETCH}.yml", lambda data: data["feel"].update(where="In both palms.")),
    "what the thing in its hands is": ("equipment.yml", lambda data: data[0].update(name="Brick")),
    "what a caution says": ("cautions.yml", lambda data: [each.update(text="Do it gently.") for each in data]),
    "what a caution asks": ("cautions.yml", lambda data: data[0].update(severity="discomfort")),
    "what a stop sign says": ("stop-signs.yml", lambda data: [each.update(text="Some pain.") for each in data]),
    "what to do after a sign": ("responses.yml", lambda data: [each.update(name="Wait and see") for each in data]),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_review_does_not_outlive_its_text(records: Path, what: str) -> None:
    library = change(records, *TOLD[what])
    assert {review_of(library, name, ON).word for name in (STRETCH, ROUTINE)} == {"changed"}


UNTOLD: dict[str, tuple[str, Change]] = {
    "another stretch": ("open-hand.yml", lambda data: data["tips"].append("Warm hands open.")),
    "notes of editors": (f"{STRETCH}.yml", lambda data: data.update(editor_notes=["Ask a hand therapist."])),
    "white space, and how letters are written": (
        f"{STRETCH}.yml", lambda data: data["feel"].update(where=f"{data['feel']['where']}  \n"),
    ),
    "the order of a vocabulary": ("conditions.yml", lambda data: data.reverse()),
    "the order of the cautions": ("cautions.yml", lambda data: data.reverse()),
}  # fmt: skip


@pytest.mark.parametrize("what", UNTOLD)
def test_a_review_outlives_what_is_about_something_else(records: Path, what: str) -> None:
    file, how = UNTOLD[what]
    if file == "open-hand.yml":
        save(records / file, {"tips": [], **read_yaml(records / file)})
    assert review_of(change(records, file, how), STRETCH, ON).word == "current"


def test_letters_that_are_encoded_in_another_way_are_the_same(records: Path) -> None:
    def digest(word: str) -> str:
        return text_digest(change(records, f"{STRETCH}.yml", lambda data: data["feel"].update(where=word)), STRETCH)

    assert digest("In the caf\u00e9.") == digest("In the cafe\u0301.") != digest("In the cafe.")


def test_page_sheet_and_data_claim_no_review_of_another_text(records: Path) -> None:
    library = open_library(records)
    assert "A clinician has read the plan, but not every stretch in it." in sheet_says(library)
    assert "Ada Palmer, physiotherapist" in rendered(library, STRETCH, ON)
    assert api_says(library)["state"] == "reviewed"
    library = change(records, *TOLD["a step"])
    assert sheet_says(library) == f"Changed since it was reviewed on {ON}. No clinician has reviewed this."
    assert f"It has changed since it was reviewed on {ON}." in rendered(library, STRETCH, ON)
    found = api_says(library)
    assert (found["state"], "by" in found) == ("changed", False)
    for said in (sheet_says(library), rendered(library, STRETCH, ON), str(found)):
        assert "Ada Palmer" not in said


def test_a_review_that_has_run_out_names_nobody(records: Path) -> None:
    library, late = open_library(records), NEXT + timedelta(days=1)
    for said in (sheet_says(library, late), rendered(library, STRETCH, late), str(api_says(library, late))):
        assert "run out" in said
        assert "Ada Palmer" not in said


def test_what_holds_of_each_review_is_told(records: Path) -> None:
    lines = dict(line.split(": ", 1) for line in review_lines(change(records, *TOLD["a step"])))
    assert set(lines) == {f"stretches/{STRETCH}.yml", f"stretches/routines/{ROUTINE}.yml"}
    assert all("has changed since it was reviewed by Ada Palmer" in line for line in lines.values())


def api_says(library: Library, day: date = ON) -> dict[str, Any]:
    data = dict(api.files(library, lambda _: 0, day))["api/v1/stretches.json"]
    return next(each["review"] for each in json.loads(data)["stretches"] if each["id"] == STRETCH)
