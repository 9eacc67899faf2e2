"""What a record's pictures show of joints, contacts and the trunk has to be declared, and in its full degree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from pydantic import BaseModel

from stretchbook.book.book import Book
from stretchbook.checks.poses import fit_orders
from stretchbook.checks.sight_words import SAID, WHERE, WITH
from stretchbook.model.figure import Figure, Frame
from stretchbook.model.pose_limit import From, PoseLimit
from stretchbook.model.stretch import DEGREES, Degree, Stretch, has_movement
from stretchbook.poses.body.sides import SIDES
from stretchbook.poses.drawn import Drawn
from stretchbook.problems import Problem
from stretchbook.text.source import Location, Source

_FACT = 1.0
"""What is seen of something that is or is not."""


def limit_problems(book: Book) -> Iterator[Problem]:
    """Yield what the pictures of the stretches show and the stretches do not declare.

    Nothing is said of figures that cannot be drawn, nor of a list in which a record names something unknown: that may
    be the very word that is missing.
    """
    limits = _known_limits(book)
    if not limits:
        return
    orders = fit_orders(book)
    for name, frames in book.figures.draw(list(orders.values())).items():
        if not any(frame.misses for frame in frames):
            found = Comparison(book.library.stretches[name], orders[name].figure, frames, limits)
            yield from found.problems(book.spots["stretches", name].source, book.ids["movements"], book.ids["demands"])


def _known_limits(book: Book) -> list[PoseLimit]:
    """Return the limits of which all that they ask for is known: anything else is told where it stands."""
    movements, demands = book.ids["movements"], book.ids["demands"]
    if movements is None or demands is None:
        return []
    limits = book.library.of("pose-limits").values()
    return [limit for limit in limits if movements >= limit.movements.keys() and demands >= {*limit.demands}]


@dataclass(frozen=True)
class Want:
    """What one picture makes a record declare: one of the movements in its degree, or one of the demands.

    `side` is "" for what has none.
    """

    limit: PoseLimit
    frame: int
    side: str
    number: float
    movements: Mapping[str, Degree]

    @property
    def words(self) -> tuple[str, ...]:
        """The ids of which one has to be declared."""
        return (*self.movements, *self.limit.demands)

    @property
    def most(self) -> int:
        """The place of the highest degree, among all of them, that it asks for."""
        return max((DEGREES.index(degree) for degree in self.movements.values()), default=0)

    def is_met(self, movements: Mapping[str, Degree], demands: Iterable[str]) -> bool:
        """Return whether these declare it."""
        has = any(has_movement(movements, word, least) for word, least in self.movements.items())
        return has or not {*self.limit.demands}.isdisjoint(demands)


@dataclass(frozen=True)
class Comparison:
    """A stretch, what each of its pictures shows, and what has to be declared for it."""

    stretch: Stretch
    figure: Figure
    frames: Sequence[Drawn]
    limits: Sequence[PoseLimit]

    def problems(
        self, source: Source, movements: Iterable[str] | None = None, demands: Iterable[str] | None = None
    ) -> Iterator[Problem]:
        """Yield what is not declared; a list that names something beyond the known ids is not looked at."""
        is_sure = {
            True: movements is None or {*self.stretch.movements} <= {*movements},
            False: demands is None or {*self.stretch.demands} <= {*demands},
        }
        for want in self.missing:
            if is_sure[bool(want.movements)]:
                yield self._problem(want, source)

    @cached_property
    def missing(self) -> list[Want]:
        """What the record has to declare in addition, one for each id, in the order of the limits."""
        wants = [want for limit in self.limits if (want := self._most(limit))]
        # What leaves a choice comes last: it may be met by what leaves none.
        wants.sort(key=lambda want: (len(want.words), want.most))
        movements, demands = dict(self.stretch.movements), {*self.stretch.demands}
        found: dict[tuple[str, ...], Want] = {}
        for want in wants:
            if not want.is_met(movements, demands):
                found[want.words] = want
                if len(want.words) == 1:
                    movements |= want.movements
                    demands |= {*want.limit.demands}
        return sorted(found.values(), key=lambda want: self.limits.index(want.limit))

    def _most(self, limit: PoseLimit) -> Want | None:
        """Return what the picture that shows most of something makes the record declare, unless it does."""
        wants = [want for want in self._wants(limit) if not want.is_met(self.stretch.movements, self.stretch.demands)]
        return max(wants, key=lambda want: want.number, default=None)

    def _wants(self, limit: PoseLimit) -> Iterator[Want]:
        for side, name in _names(limit.sees):
            for place in self._showing.get(name, ()):
                frame = self.frames[place]
                if not all(self._is_seen(word, side, frame) for word in limit.during):
                    continue
                number = frame.sights[name]
                reached = {word: _reached(least, number) for word, least in limit.movements.items()}
                movements = {word: degree for word, degree in reached.items() if degree}
                if movements or (limit.demands and number >= (limit.at_least or _FACT)):
                    yield Want(limit, place, side, number, movements)

    @cached_property
    def _showing(self) -> Mapping[str, list[int]]:
        """The numbers of the frames that show something, by its name: most pictures show little."""
        found: dict[str, list[int]] = {}
        for number, frame in enumerate(self.frames):
            for name in frame.sights:
                found.setdefault(name, []).append(number)
        return found

    def _is_seen(self, word: str, side: str, frame: Drawn) -> bool:
        """Return whether a picture shows something on the same side, or that has none; with no side, on any."""
        names = (name for each, name in _names(word) if not side or each in ("", side))
        return word == self.figure.base or any(name in frame.sights for name in names)

    def _problem(self, want: Want, source: Source) -> Problem:
        frame = self.figure.frames[want.frame]
        with_ = "".join(f" {WITH[word]}" for word in want.limit.during)
        seen = f"{SAID[want.limit.sees].format(n=f'{want.number:.0f}')}{with_} in {_steps(frame.steps)}"
        declared = [
            f"`{word}: {self.stretch.movements[word]}`" for word in want.movements if word in self.stretch.movements
        ]
        if declared:
            message = f"{seen}, where the record declares {' and '.join(declared)}."
        else:
            message = f"{seen}, which the record does not declare."
        return source.problem(_loc(want, frame), message, f"{_fix(want, has_less=bool(declared))} {want.limit.because}")


@cache
def _names(word: str) -> tuple[tuple[str, str], ...]:
    """Return the names under which something is seen, each with its side, "" for none."""
    return ("", word), *((side, f"{word} {side}") for side in SIDES)


def _reached(least: From, number: float) -> Degree | None:
    """Return the highest degree whose number is reached."""
    reached = [degree for degree in DEGREES if (start := getattr(least, degree)) is not None and number >= start]
    return reached[-1] if reached else None


def _fix(want: Want, *, has_less: bool) -> str:
    if not want.movements:
        return f"Add {' or '.join(f'`{word}`' for word in want.limit.demands)} to `demands`."
    words = " or ".join(f"`{word}: {degree}`" for word, degree in want.movements.items())
    return f"Write {words} in `movements` instead." if has_less else f"Add {words} to `movements`."


def _steps(steps: Sequence[int]) -> str:
    """Say numbers of steps: "step 4", "steps 4 to 7", "steps 2, 3 and 9"."""
    if len(steps) == 1:
        return f"step {steps[0]}"
    if len(steps) > 2 and list(steps) == list(range(steps[0], steps[-1] + 1)):
        return f"steps {steps[0]} to {steps[-1]}"
    return f"steps {', '.join(str(step) for step in steps[:-1])} and {steps[-1]}"


def _loc(want: Want, frame: Frame) -> Location:
    """Return where the record says what is seen: the joint or the hand, or else the picture."""
    loc: Location = ("figure", "frames", want.frame)
    for path in WHERE[want.limit.sees]:
        names = path.format(side=want.side).split(".")
        if _is_given(frame.pose, names):
            return (*loc, "pose", *names)
    return loc


def _is_given(model: BaseModel, names: Sequence[str]) -> bool:
    part: object = model
    for name in names:
        if not isinstance(part, BaseModel) or name not in part.model_fields_set:
            return False
        part = getattr(part, name)
    return part is not None
