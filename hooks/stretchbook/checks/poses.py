"""Checks of poses that need no drawing: what a figure says has to be possible, and to go with the record's steps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pydantic import BaseModel

from stretchbook.book.book import Book
from stretchbook.model.figure import OPPOSITES, Figure, Frame
from stretchbook.model.stretch import Stretch
from stretchbook.poses.body.contacts import LEANS
from stretchbook.poses.body.skeleton import SIDES, Side
from stretchbook.poses.body.solve import UNDER_BACK, Posed, solve
from stretchbook.problems import Problem
from stretchbook.text.source import Source, Way

REACH = 1.5
"""By how many centimetres a hand may miss what it is to touch."""


def pose_problems(book: Book) -> Iterator[Problem]:
    """Yield what cannot be in the figures."""
    for read in book.of("stretches"):
        yield from figure_problems(read.record, read.spot.source)


def figure_problems(stretch: Stretch, source: Source) -> Iterator[Problem]:
    """Give what cannot be in the figure of one stretch."""
    figure = stretch.figure
    if figure is None:
        return
    found = [
        problem
        for number, frame in enumerate(figure.frames)
        for problem in _frame_problems(stretch, number, frame, source)
    ]
    yield from found
    if not found:
        yield from _reach_problems(figure, source)


def _frame_problems(stretch: Stretch, number: int, frame: Frame, source: Source) -> Iterator[Problem]:
    way: Way = ("figure", "frames", number)
    for place, step in enumerate(frame.steps):
        if step > len(stretch.steps):
            wrong = f"there is no step {step}: the record has {len(stretch.steps)}."
            yield source.problem((*way, "steps", place), wrong, "Give the number of a step that the picture shows.")
    ours = (*stretch.muscles.primary, *stretch.muscles.secondary)
    for place, word in enumerate(frame.marked or ()):
        if word not in ours:
            wrong = f"`{word}` is none of the record's muscles."
            yield source.problem((*way, "marked", place), wrong, "Mark one that stands under `muscles`.")
    yield from _opposites(frame.pose, (*way, "pose"), source)
    yield from _leaning_problems(stretch, frame, way, source)
    if number:
        return
    if frame.arrows:
        wrong = "the first picture can have no arrow, since nothing has moved yet."
        yield source.problem((*way, "arrows"), wrong, "Give the arrow to the picture that the movement leads to.")
    for name in ("hands", "left_hand", "right_hand"):
        hand = getattr(frame.pose, name)
        if hand is not None and hand.at == "stay":
            wrong = "in the first picture there is no place yet where the hand could stay."
            yield source.problem((*way, "pose", name, "at"), wrong, "Say what the hand touches.")


def _leaning_problems(stretch: Stretch, frame: Frame, way: Way, source: Source) -> Iterator[Problem]:
    """Give what cannot be leant on or lie where it is said to lie."""
    for name in ("hands", "left_hand", "right_hand"):
        hand = getattr(frame.pose, name)
        if hand is not None and hand.lies != "hand" and hand.at not in (*LEANS, "stay"):
            wrong = f"no {hand.lies} can lean on `{hand.at}`."
            yield source.problem((*way, "pose", name, "lies"), wrong, f"Lean it on one of: {', '.join(LEANS)}.")
        for word in ("palm_up", "fingertips", "elbow"):
            if hand is not None and hand.lies != "hand" and getattr(hand, word):
                wrong = f"goes with a hand that lies there alone, and here the {hand.lies} does."
                yield source.problem((*way, "pose", name, word), wrong, "Remove it, or `lies`.")
    things = () if stretch.figure is None else stretch.figure.props
    if frame.level is not None and not any(prop.thing in UNDER_BACK for prop in things):
        wrong = "there is nothing in the picture that could lie there."
        yield source.problem((*way, "level"), wrong, f"Add one of these `props`: {', '.join(UNDER_BACK)}.")


def _opposites(model: BaseModel, way: Way, source: Source) -> Iterator[Problem]:
    """Give the joints that are bent both ways at once."""
    for one, two in OPPOSITES:
        if getattr(model, one, 0) and getattr(model, two, 0):
            yield source.problem((*way, two), f"goes against `{one}`, which is given too.", "Keep one of the two.")
    for name in model.model_fields_set:
        part = getattr(model, name)
        if isinstance(part, BaseModel):
            yield from _opposites(part, (*way, name), source)


@lru_cache(maxsize=2**12)
def _misses(figure: Figure) -> tuple[tuple[Way, str, str], ...]:
    """Give what each hand and foot misses, as where that is said, what is wrong and what to do."""
    return tuple(_missed(figure))


def _missed(figure: Figure) -> Iterator[tuple[Way, str, str]]:
    for number, posed in enumerate(solve(figure)):
        for side in SIDES:
            if fault := posed.foot_errors.get(side):
                mend = "Lift the knee more or less (`hip`), or say roughly how far the `knee` is bent."
                yield _leg_way(figure, number, side), f"the {side} foot {fault}.", mend
            if posed.reach_gap[side] > REACH:
                yield _hand_way(figure, number, side), *_too_far(posed, side)


def _reach_problems(figure: Figure, source: Source) -> Iterator[Problem]:
    for way, wrong, mend in _misses(figure):
        yield source.problem(way, wrong, mend)


def _too_far(posed: Posed, side: Side) -> tuple[str, str]:
    """Say what is wrong with an arm that does not get where it is to be, and how to mend it."""
    centimetres = f"{posed.reach_gap[side]:.0f} cm"
    if posed.touches[side].leans:
        wrong = f"the {side} elbow is {centimetres} from where it is to lean."
        return wrong, "Bring the shoulder to an upper arm's length from it (bow, turn or bend the trunk)."
    mend = "Bring the shoulder nearer (bow, turn or bend the trunk), or the target with `ahead` and `out`."
    return f"the {side} hand falls {centimetres} short of what it is to touch.", mend


def _leg_way(figure: Figure, number: int, side: Side) -> Way:
    """Give the way to where a foot is said to lie flat."""
    name = f"{side}_leg" if getattr(figure.frames[number].pose, f"{side}_leg") is not None else "legs"
    return ("figure", "frames", number, "pose", name)


def _hand_way(figure: Figure, number: int, side: Side) -> Way:
    """Give the way to where the hand's target is said; one that the base posture gives is said by the frame."""
    pose = figure.frames[number].pose
    way: Way = ("figure", "frames", number)
    for name in (f"{side}_hand", "hands"):
        if getattr(pose, name) is not None:
            return (*way, "pose", name, "at")
    return way
