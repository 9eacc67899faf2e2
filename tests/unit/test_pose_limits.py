"""What is seen in pictures is compared with what a record declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any, get_args

import pytest
from helpers.broken_cases import SMALL_SITE
from stretchbook.checks.pose_limits import Comparison
from stretchbook.checks.sight_words import SAID, WHERE, WITH
from stretchbook.model.figure import Base, Figure, Pose
from stretchbook.model.pose_limit import Angle, Fact, Length, PoseLimit
from stretchbook.model.stretch import Degree, Stretch
from stretchbook.poses.drawn import Drawn
from stretchbook.text.source import Source, parse

TURNED = {"bow": {"follows": 8, "easy": 20, "end": 50}}
SIGHTS = {*get_args(Angle), *get_args(Length), *get_args(Fact)}


def limit(name: str = "a-limit", **fields: Any) -> PoseLimit:
    return PoseLimit.model_validate({"id": name, "sees": "neck-turn", "because": "It matters.", **fields}, strict=False)


def record(movements: Mapping[str, Degree], demands: Sequence[str] = ()) -> Stretch:
    source = Source("open-hand.yml")
    parse((SMALL_SITE / "stretches" / "open-hand.yml").read_text(encoding="utf-8"), source)
    whole = Stretch.model_validate(source.data)
    return whole.model_copy(update={"movements": dict(movements), "demands": tuple(demands)})


def told(
    limits: Sequence[PoseLimit],
    *frames: Mapping[str, float],
    movements: Mapping[str, Degree] | None = None,
    demands: Sequence[str] = (),
    base: str = "sitting",
) -> list[str]:
    """Give the message and the fix of each problem."""
    figure = Figure.model_validate(
        {"base": base, "view": (0, 0), "frames": [{"steps": (number,)} for number in range(1, len(frames) + 1)]},
        strict=False,
    )
    drawn = [Drawn("", 0, 0, 0, 0, sights=dict(frame)) for frame in frames]
    found = Comparison(record(movements or {}, demands), figure, drawn, limits).problems(Source("x.yml"))
    return [f"{problem.message} {problem.fix}" for problem in found]


@pytest.mark.parametrize(
    ("degrees", "least"), [(7.9, None), (8, "follows"), (19, "follows"), (20, "easy"), (50, "end"), (75, "end")]
)
def test_a_movement_is_wanted_in_the_degree_that_is_reached(degrees: float, least: str | None) -> None:
    found = told([limit(movements=TURNED)], {"neck-turn": degrees})
    message = f"turns the neck {degrees:.0f} degrees in step 1, which the record does not declare."
    expected = [f"{message} Add `bow: {least}` to `movements`. It matters."]
    assert found == (expected if least else [])


@pytest.mark.parametrize(
    ("declared", "is_enough"), [("follows", False), ("easy", True), ("end", True), ("loaded", True)]
)
def test_a_higher_degree_is_enough_and_a_lower_one_is_not(declared: Degree, *, is_enough: bool) -> None:
    found = told([limit(movements=TURNED)], {"neck-turn": 30}, movements={"bow": declared})
    lower = (
        "turns the neck 30 degrees in step 1, where the record declares `bow: follows`. "
        "Write `bow: easy` in `movements` instead. It matters."
    )
    assert found == ([] if is_enough else [lower])


def test_the_picture_that_shows_most_is_told() -> None:
    [found] = told([limit(movements=TURNED)], {"neck-turn": 25}, {"neck-turn": 60}, {"neck-turn": 30})
    assert "60 degrees in step 2" in found


def test_one_of_several_movements_is_enough() -> None:
    either = limit(movements={"bow": {"easy": 20}, "tilt": {"easy": 20}})
    assert told([either], {"neck-turn": 25}, movements={"tilt": "easy"}) == []
    [found] = told([either], {"neck-turn": 25})
    assert "Add `bow: easy` or `tilt: easy` to `movements`." in found


def test_a_demand_is_wanted_from_its_number_on() -> None:
    far = limit(demands=("far",), at_least=50)
    assert told([far], {"neck-turn": 49}) == []
    assert told([far], {"neck-turn": 50}, demands=["far"]) == []
    [found] = told([far], {"neck-turn": 50})
    assert found.endswith("which the record does not declare. Add `far` to `demands`. It matters.")


def test_a_fact_needs_no_number() -> None:
    [found] = told([limit(sees="hand-on-head", demands=("held",))], {"hand-on-head left": 1})
    assert found.startswith("has a hand on the head in step 1,")


def test_what_is_seen_meanwhile_has_to_be_on_the_same_side() -> None:
    raised = limit(sees="arm-raise", during=("weight-on-hand",), movements={"lift": {"loaded": 45}})
    assert told([raised], {"arm-raise left": 80, "weight-on-hand right": 1}) == []
    [found] = told([raised], {"arm-raise left": 80, "weight-on-hand left": 1})
    assert found.startswith("raises an arm by 80 degrees with weight on the hand in step 1,")


def test_what_is_seen_meanwhile_may_be_on_any_side_of_what_has_none() -> None:
    turned = limit(during=("hand-on-head",), movements={"bow": {"loaded": 10}})
    assert told([turned], {"neck-turn": 30}) == []
    assert len(told([turned], {"neck-turn": 30, "hand-on-head right": 1})) == 1
    assert told([turned], {"neck-turn": 30}, {"hand-on-head right": 1}) == []


def test_a_posture_can_be_asked_for() -> None:
    turned = limit(during=("prone",), movements={"bow": {"loaded": 10}})
    assert told([turned], {"neck-turn": 30}) == []
    assert len(told([turned], {"neck-turn": 30}, base="prone")) == 1


ASKING_OF_ONE = (
    limit("one", movements=TURNED),
    limit("two", during=("hand-on-head",), movements={"bow": {"loaded": 10}}),
    limit("three", movements={"bow": {"easy": 5}, "tilt": {"easy": 5}}),
)


@pytest.mark.parametrize(
    "limits", [*permutations(ASKING_OF_ONE)], ids=lambda limits: "-".join(each.id for each in limits)
)
def test_all_that_is_asked_of_one_movement_is_told_once(limits: Sequence[PoseLimit]) -> None:
    [found] = told(limits, {"neck-turn": 30, "hand-on-head left": 1})
    assert "Add `bow: loaded` to `movements`." in found


def test_the_line_is_that_of_the_joint() -> None:
    figure = Figure.model_validate(
        {"base": "sitting", "view": (0, 0), "frames": [{"steps": (1,), "pose": {"left_arm": {"elbow": 3}}}]},
        strict=False,
    )
    drawn = [Drawn("", 0, 0, 0, 0, sights={"arm-raise left": 80, "arm-raise right": 10})]
    raised = limit(sees="arm-raise", movements={"lift": {"easy": 45}})
    [found] = Comparison(record({}), figure, drawn, [raised]).problems(Source("x.yml"))
    assert found.field == "figure.frames[1].pose.left_arm"


def test_every_sight_can_be_said_and_found() -> None:
    assert SAID.keys() == WHERE.keys() == SIGHTS
    assert WITH.keys() == {*get_args(Fact), *get_args(Base)}


@pytest.mark.parametrize("path", sorted({path for paths in WHERE.values() for path in paths}))
def test_every_place_is_one_of_a_pose(path: str) -> None:
    model: Any = Pose
    for name in path.format(side="left").split("."):
        field = model.model_fields[name]
        model = next(
            (part for part in (field.annotation, *get_args(field.annotation)) if hasattr(part, "model_fields")), None
        )


@pytest.mark.parametrize("fields", [{}, {"movements": TURNED, "demands": ("far",)}])
def test_a_limit_asks_for_movements_or_for_demands(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="neither or both"):
        limit(**fields)
