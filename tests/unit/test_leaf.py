"""The leaf that a sheet is: how stretches, pictures and few words share its front."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.handouts import writer_of
from helpers.project import TOP
from stretchbook.book.doses import brief_words
from stretchbook.checks.all_checks import open_library
from stretchbook.model.dose import Dose
from stretchbook.render.sheets.arrangement import Shape, arranged
from stretchbook.render.sheets.content import SheetContent, fitting
from stretchbook.render.sheets.page_room import MOST_BACK_WORDS, fronts_of, room_for, side_by_side

HOLD = {"hold": 30, "move": 2, "repeats": 2}


@pytest.mark.parametrize(
    ("number", "fronts"), [(1, (1,)), (4, (4,)), (6, (6,)), (7, (4, 3)), (9, (5, 4)), (12, (6, 6)), (13, (5, 4, 4))]
)
def test_stretches_are_shared_out_over_as_few_fronts_as_can_be(number: int, fronts: tuple[int, ...]) -> None:
    assert fronts_of(number) == fronts


SHAPES = [((109, 66), 2), ((45, 113), 3), ((263, 70), 2), ((59, 119), 3), ((180, 120), 3), ((60, 48), 2), ((50, 75), 1)]


@pytest.mark.parametrize("beside", range(1, 7))
@pytest.mark.parametrize(("size", "number"), SHAPES)
def test_pictures_fit_their_room_in_their_order(size: tuple[float, float], number: int, beside: int) -> None:
    room = room_for(beside)
    plan = arranged([Shape(*size, beside=4.5)] * number, room)
    assert plan.width <= room.width + 0.01
    assert plan.height <= room.height + 0.01
    assert [panel.number for panel in plan.panels] == list(range(len(plan.panels)))
    assert "".join(panel.letter for panel in plan.panels) == ("ABC"[: len(plan.panels)] if number > 1 else "")
    # Read row by row: none is above one before it, and none that begins below it is on its right.
    ends = [panel.y + panel.height for panel in plan.panels]
    assert ends == sorted(ends) or len(plan.panels) == 3
    for panel in plan.panels:
        assert panel.letter_x == pytest.approx(panel.x - 4.5)
        assert panel.x + panel.width <= plan.width + 0.01
        assert panel.y + panel.height <= plan.height + 0.01


@pytest.mark.parametrize("beside", range(1, 7))
@pytest.mark.parametrize(("size", "number"), SHAPES)
def test_the_end_of_the_movement_is_never_the_smaller_one(size: tuple[float, float], number: int, beside: int) -> None:
    panels = arranged([Shape(*size)] * number, room_for(beside)).panels
    end = panels[min(1, len(panels) - 1)]
    assert all(panel.width <= end.width + 0.01 for panel in panels)


def test_a_close_up_has_one_scale_for_start_and_end() -> None:
    for beside in range(1, 7):
        start, end, *_ = arranged([Shape(60, 48), Shape(45, 48), Shape(60, 48)], room_for(beside)).panels
        assert start.width / 60 == pytest.approx(end.width / 45)


def test_a_third_picture_that_is_needed_is_shown() -> None:
    shapes = [Shape(54, 110)] * 3
    assert len(arranged(shapes, room_for(6)).panels) == 2
    assert len(arranged(shapes, room_for(6), least=3).panels) == 3


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ({**HOLD, "sides": "each"}, "Hold 30 seconds, 2 times, each side"),
        ({**HOLD, "sides": "none", "repeats": 1}, "Hold 30 seconds, once"),
        ({**HOLD, "sides": "both", "phases": 2}, "Hold 30 seconds each way, 2 times"),
        ({**HOLD, "sides": "none", "counted_as": "levels"}, "Hold 30 seconds, at 2 levels"),
        ({"sides": "none", "move": 4, "repeats": 8, "sets": 2, "rest": 30},
         "Slowly, 8 times, 2 rounds, rest 30 seconds between"),
        ({"sides": "both", "duration": 120}, "Keep going 2 minutes"),
    ],
)  # fmt: skip
def test_a_dose_is_said_in_few_words(dose: dict[str, object], said: str) -> None:
    assert brief_words(Dose.model_validate(dose)).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(("stretches", "shares"), [(2, (3, 2)), (9, (2, 3)), (10, (5,))])
def test_rows_stand_in_two_tables_of_about_the_same_height(stretches: int, shares: tuple[int, ...]) -> None:
    """With more columns the first two of these names take two lines each; with many there is one table."""
    names = ["A name that is as long as any name can be here"] * 2 + ["Short"] * 3
    assert side_by_side(names, stretches) == shares


def test_no_rows_make_no_table() -> None:
    assert side_by_side([], 4) == ()
    assert side_by_side(["Gout"], 4) == (1,)


# What a back that is too full leaves out.


def told_at_length(words: int) -> SheetContent:
    """A sheet with notes, harder forms and where it is felt, of so many words each at two stretches; and no more."""
    sheet = writer_of(open_library(TOP / "tests" / "small-site" / "stretches")).sheet("tea-break")
    text = " ".join(["word"] * words)
    return replace(sheet, items=tuple(replace(item, note=text, harder=text, feel=text) for item in sheet.items))


@pytest.mark.parametrize(("share", "left"), [
    (0.1, ["note", "harder", "feel"]), (0.19, ["note", "feel"]), (0.3, ["note"]), (0.6, [])
])  # fmt: skip
def test_harder_forms_go_first_and_notes_last(share: float, left: list[str]) -> None:
    whole = told_at_length(int(share * MOST_BACK_WORDS))
    sheet = fitting(whole)
    for item in sheet.items:
        assert [what for what in ("note", "harder", "feel") if getattr(item, what)] == left
    assert len(sheet.backs) == 1
    assert sheet.is_harder_on_web == ("harder" not in left)


@pytest.mark.parametrize("share", [0.1, 0.19, 0.3, 0.6])
def test_nothing_of_safety_goes(share: float) -> None:
    whole = told_at_length(int(share * MOST_BACK_WORDS))
    sheet = fitting(whole)
    kept = replace(whole, items=(), is_harder_on_web=sheet.is_harder_on_web)
    assert replace(sheet, items=()) == kept
    for before, after in zip(whole.items, sheet.items, strict=True):
        assert replace(after, note=before.note, harder=before.harder, feel=before.feel) == before


def test_where_leaving_out_does_not_help_nothing_is_left_out() -> None:
    whole = told_at_length(MOST_BACK_WORDS)
    longest = replace(whole, items=tuple(replace(item, easier=item.note or "") for item in whole.items))
    assert fitting(longest) == longest
    assert len(longest.backs) > 1
