"""What a figure says has to be possible, to go with the record's steps, and to show what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from stretchbook.book.book import Book, Spot
from stretchbook.cache.kept import kept
from stretchbook.model.figure import OPPOSITES, Figure, Frame, Hand
from stretchbook.model.stretch import Stretch
from stretchbook.poses.body.postures import posture
from stretchbook.poses.body.sides import LEANS_ON, ON_OTHER_ARM, SIDES, UNDER_BACK, Side
from stretchbook.poses.drawn import Drawn, Miss
from stretchbook.poses.figure_cache import Order
from stretchbook.problems import Problem
from stretchbook.render.figures.figure_set import FigureSet, marked
from stretchbook.text.source import Location, Source

SUNK = 1.2
"""How many centimetres below the floor a body may be: skin gives way."""
_MARKS = re.compile(r"\b(?:mark(?:ed|s|ing)?|shaded|highlighted|coloured)\b", re.IGNORECASE)
"""What tells of a marked muscle in the words of a picture."""
_UNSEEN = 0.005
"""The share of the marked muscles below which nobody sees that anything is marked."""
LEAST_SHOWN = 0.05
"""The share of the target muscles that has to be seen in the picture where most of it is."""


def pose_problems(book: Book) -> Iterator[Problem]:
    """Yield what cannot be in the figures, and what cannot be seen in them. What is not drawn yet is drawn."""
    for problems in _said(book).values():
        yield from problems
    figures, orders = FigureSet(book.library, book.records, book.figures), fit_orders(book)
    for name, frames in book.figures.draw(list(orders.values())).items():
        yield from _drawn_problems(orders[name], frames, book.library.stretches[name], book.spots["stretches", name])
    # Where the pages are not known, nobody knows that they do not show them.
    if book.library.shows_samples or not book.pages.is_whole:
        yield from _sample_problems(book, figures)


def figure_problems(book: Book, name: str) -> Iterator[Problem]:
    """Yield the same of one stretch alone."""
    stretch, spot = book.library.stretches[name], book.spots["stretches", name]
    if said := list(_said_problems(stretch, spot.source)):
        yield from said
        return
    order = FigureSet(book.library, book.records, book.figures).order(name)
    if order:
        yield from _drawn_problems(order, book.figures.draw([order])[name], stretch, spot)


@kept
def fit_orders(book: Book) -> dict[str, Order]:
    """Return the figures, by stretch, in whose words nothing is wrong."""
    unfit = [name for name, problems in _said(book).items() if problems]
    return FigureSet(book.library, book.records, book.figures).orders(unfit)


@kept
def _said(book: Book) -> Mapping[str, Sequence[Problem]]:
    """Return, by stretch, what is wrong in the words of its figure."""
    return {read.id: tuple(_said_problems(read.record, read.spot.source)) for read in book.of("stretches")}


def _sample_problems(book: Book, figures: FigureSet) -> Iterator[Problem]:
    """Yield the samples of the help pages that cannot be drawn."""
    fit: list[tuple[Spot, int, Order]] = []
    for read in book.of("pose-samples"):
        orders = figures.sample_orders(read.id)
        for place, sample in enumerate(read.record.samples):
            if said := list(_sample_said_problems(sample.figure, ("samples", place, "figure"), read.spot)):
                yield from said
            else:
                fit.append((read.spot, place, orders[sample.words]))
    drawn = book.figures.draw([order for _, _, order in fit])
    for spot, place, order in fit:
        for number, frame in enumerate(drawn[order.name]):
            for miss in frame.misses:
                loc, message, fix = _missed(order.figure, number, miss)
                yield spot.problem(("samples", place, *loc), message, fix)


def _sample_said_problems(figure: Figure, loc: Location, spot: Spot) -> Iterator[Problem]:
    for number in range(len(figure.frames)):
        yield from _figure_problems(figure, number, (*spot.loc, *loc, "frames", number), spot.source)


def _said_problems(stretch: Stretch, source: Source) -> Iterator[Problem]:
    """Yield what is wrong in the words of a figure, however it is drawn."""
    figure = stretch.figure
    if figure is None:
        return
    if _MARKS.search(figure.alternative or "") and not all(marked(stretch, frame) for frame in figure.frames):
        message = "says that something is marked, and in one of the pictures nothing is marked."
        yield source.problem(
            ("figure", "alternative"), message, "Say it under `alternative` of the picture that marks it."
        )
    for number, frame in enumerate(figure.frames):
        yield from _frame_problems(stretch, number, frame, source)
        yield from _figure_problems(figure, number, ("figure", "frames", number), source)


def _frame_problems(stretch: Stretch, number: int, frame: Frame, source: Source) -> Iterator[Problem]:
    loc: Location = ("figure", "frames", number)
    for place, step in enumerate(frame.steps):
        if step > len(stretch.steps):
            message = f"there is no step {step}: the record has {len(stretch.steps)}."
            yield source.problem((*loc, "steps", place), message, "Give the number of a step that the picture shows.")
    ours = (*stretch.muscles.primary, *stretch.muscles.secondary)
    for place, word in enumerate(frame.marked or ()):
        if word not in ours:
            message = f"`{word}` is none of the record's muscles."
            yield source.problem((*loc, "marked", place), message, "Mark one that stands under `muscles`.")
    if not marked(stretch, frame) and _MARKS.search(frame.alternative or ""):
        message = "says that something is marked, and nothing is marked in this picture."
        yield source.problem(
            (*loc, "alternative"), message, "Leave it out: the marked muscles are named by themselves."
        )


def _figure_problems(figure: Figure, number: int, loc: Location, source: Source) -> Iterator[Problem]:
    """Yield what is wrong in the words of a frame, whatever record it is in."""
    frame = figure.frames[number]
    yield from _opposites(frame.pose, (*loc, "pose"), source)
    yield from _leaning_problems(figure, frame, loc, source)
    yield from _circle_problems(frame, loc, source)
    yield from _staying_problems(figure, number, loc, source)
    if frame.arrows and not number:
        message = "the first picture can have no arrow, since nothing has moved yet."
        yield source.problem((*loc, "arrows"), message, "Give the arrow to the picture that the movement leads to.")
    if frame.ghost and not number:
        message = "the first picture can have no ghost, since nothing has moved yet."
        yield source.problem((*loc, "ghost"), message, "Give the ghost to the picture that the movement leads to.")


_HANDS = ("hands", "left_hand", "right_hand")


def _circle_problems(frame: Frame, loc: Location, source: Source) -> Iterator[Problem]:
    """Yield hands that hold each other's arms: neither has a place from which the other's would follow."""
    pose = frame.pose
    told = {side: f"{side}_hand" if getattr(pose, f"{side}_hand") else "hands" for side in SIDES}
    hands: dict[str, Hand | None] = {side: getattr(pose, name) for side, name in told.items()}
    if all(hand is not None and hand.at in ON_OTHER_ARM for hand in hands.values()):
        message = "both hands hold the other arm, and neither has a place of its own."
        fix = "Say what one of them touches beside the other arm, or bend that arm by angles."
        yield source.problem((*loc, "pose", told["right"], "at"), message, fix)


def _staying_problems(figure: Figure, number: int, loc: Location, source: Source) -> Iterator[Problem]:
    """Yield hands that stay where none was."""
    pose = figure.frames[number].pose
    staying = [name for name in _HANDS if (hand := getattr(pose, name)) is not None and hand.at == "stay"]
    if not staying:
        return
    before = posture(figure.base, figure.frames[number - 1].pose).hands if number else {}
    for name in staying:
        if not number:
            message = "in the first picture there is no place yet where the hand could stay."
            yield source.problem((*loc, "pose", name, "at"), message, "Say what the hand touches.")
        elif any(before[side] is None for side in SIDES if name in ("hands", f"{side}_hand")):
            message = "in the picture before, the hand touches nothing where it could stay."
            yield source.problem((*loc, "pose", name, "at"), message, "Say what the hand touches, here or there.")


def _leaning_problems(figure: Figure, frame: Frame, loc: Location, source: Source) -> Iterator[Problem]:
    """Yield what cannot be leant on or lie where it is said to lie."""
    for name in _HANDS:
        hand = getattr(frame.pose, name)
        if hand is not None and hand.lies != "hand" and hand.at not in (*LEANS_ON, "stay"):
            message = f"no {hand.lies} can lean on `{hand.at}`."
            yield source.problem((*loc, "pose", name, "lies"), message, f"Lean it on one of: {', '.join(LEANS_ON)}.")
        for word in ("palm_up", "fingertips", "elbow"):
            if hand is not None and hand.lies != "hand" and getattr(hand, word):
                message = f"goes with a hand that lies there alone, and here the {hand.lies} does."
                yield source.problem((*loc, "pose", name, word), message, "Remove it, or `lies`.")
    if frame.level is not None and not any(prop.thing in UNDER_BACK for prop in figure.props):
        message = "there is nothing in the picture that could lie there."
        yield source.problem((*loc, "level"), message, f"Add one of these `props`: {', '.join(UNDER_BACK)}.")


def _opposites(model: BaseModel, loc: Location, source: Source) -> Iterator[Problem]:
    """Yield the joints that are bent both ways at once."""
    for one, two in OPPOSITES:
        if getattr(model, one, 0) and getattr(model, two, 0):
            yield source.problem((*loc, two), f"goes against `{one}`, which is given too.", "Keep one of the two.")
    for name in model.model_fields_set:
        part = getattr(model, name)
        if isinstance(part, BaseModel):
            yield from _opposites(part, (*loc, name), source)


def _missed(figure: Figure, number: int, miss: Miss) -> tuple[Location, str, str]:
    """Return where a frame says what is missed, what is wrong, and how to fix it."""
    if miss.part == "figure":
        return ("figure",), f"cannot be drawn: {miss.by}.", "Please report this."
    if miss.part == "head":
        message = f"the head in picture {number + 1} is below where the pictures end."
        return ("figure", "crop"), message, "Leave out `crop`, or end the pictures further down."
    side: Side = "left" if miss.side == "left" else "right"
    if miss.part == "foot":
        fix = "Lift the knee more or less (`hip`), or say roughly how far the `knee` is bent."
        return _leg_loc(figure, number, side), f"the {side} foot {miss.by}.", fix
    loc = _hand_loc(figure, number, side)
    if miss.part == "elbow":
        fix = "Bring the shoulder to an upper arm's length from it (bow, turn or bend the trunk)."
        return loc, f"the {side} elbow is {miss.by} from where it is to lean.", fix
    if miss.part == "fold":
        message = f"the {side} hand is {miss.by} nearer to its own shoulder than an arm can fold."
        return loc, message, "Move what it touches away, with `ahead` and `out`."
    fix = "Bring the shoulder nearer (bow, turn or bend the trunk), or the target with `ahead` and `out`."
    return loc, f"the {side} hand falls {miss.by} short of what it is to touch.", fix


def _drawn_problems(order: Order, frames: tuple[Drawn, ...], stretch: Stretch, spot: Spot) -> Iterator[Problem]:
    """Yield what is seen only once a figure is drawn."""
    missed = [(number, miss) for number, frame in enumerate(frames) for miss in frame.misses]
    for number, miss in missed:
        yield spot.problem(*_missed(order.figure, number, miss))
    if missed:
        return
    for number, frame in enumerate(frames):
        if frame.lowest < -SUNK:
            message = f"the body sinks {-frame.lowest:.0f} cm into the floor."
            fix = "Bend the joint less that goes down, or say where the hand or knee lies."
            yield spot.problem(("figure", "frames", number), message, fix)
    # What lies under no skin need not be seen.
    is_free = [
        bool(marked(stretch, frame)) and not sites
        for frame, sites in zip(order.figure.frames, order.muscles, strict=True)
    ]
    shown = max(1.0 if free else frame.shown for free, frame in zip(is_free, frames, strict=True))
    if shown < LEAST_SHOWN:
        message = f"only {100 * shown:.0f} % of the muscles that are meant can be seen."
        fix = "Look from another side (`view`), or say on which `side` the muscles are stretched."
        yield spot.problem(("figure", "view"), message, fix)
        return
    for number, (frame, sites) in enumerate(zip(frames, order.muscles, strict=True)):
        if sites and frame.shown < _UNSEEN:
            message = "marks muscles, and nothing of them can be seen in this picture."
            fix = "Look from another side (`view`), or mark none here: `marked: []`."
            yield spot.problem(("figure", "frames", number), message, fix)


def _leg_loc(figure: Figure, number: int, side: Side) -> Location:
    """Return the location where a foot is said to lie flat."""
    name = f"{side}_leg" if getattr(figure.frames[number].pose, f"{side}_leg") is not None else "legs"
    return ("figure", "frames", number, "pose", name)


def _hand_loc(figure: Figure, number: int, side: Side) -> Location:
    """Return the location where the hand's target is said; one that the base posture gives is said by the frame."""
    pose = figure.frames[number].pose
    loc: Location = ("figure", "frames", number)
    for name in (f"{side}_hand", "hands"):
        if getattr(pose, name) is not None:
            return (*loc, "pose", name, "at")
    return loc
