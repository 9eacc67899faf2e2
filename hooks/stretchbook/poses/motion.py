"""The movement of a stretch as one picture: the poses of its frames, poses between them, and when each is shown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from stretchbook.model.figure import Figure, Frame
from stretchbook.model.muscle_site import MuscleSite
from stretchbook.poses.body.between import between
from stretchbook.poses.body.solve import Posed, solve
from stretchbook.poses.drawn import Moving, Tempo
from stretchbook.poses.figure import arrows_of, bounds_of, sides_of, stages_of
from stretchbook.poses.ink.drawing import Drawing, whole
from stretchbook.poses.scene.stage import Stage, union
from stretchbook.poses.scene.targets import target
from stretchbook.poses.scene.visibility import Bounds

_MOST_BETWEEN = 13
"""How many poses are drawn between the frames, in all."""
_FEWEST = 2
"""How many there are at least between two frames."""
_ROUGH = 1.7
"""How many times as far as in a still lines may be off: nobody looks at one pose for long."""


def keys_of(posed: Sequence[Posed]) -> list[Posed]:
    """Return the frames between which there is movement: not those that show the one before from elsewhere."""
    kept = [posed[0]]
    for frame in posed[1:]:
        if _apart(frame, kept[-1]) > _STILL:
            kept.append(frame)
    return kept


_STILL = 0.01
"""How far joints may be apart on average, centimetres, in two frames between which nobody moves."""


def _apart(one: Posed, two: Posed) -> float:
    """Return how far apart the joints of two poses are on average, centimetres; the nose counts as one."""
    names = one.skeleton.points
    ways = [two.skeleton.points[name] - one.skeleton.points[name] for name in names]
    ways += [10 * (two.skeleton.frames["head"][:, 0] - one.skeleton.frames["head"][:, 0])]
    return float(np.mean([np.linalg.norm(way) for way in ways]))


@dataclass(frozen=True)
class _Shown:
    """A pose and how long it is shown, seconds. What is shown twice is drawn once: it has the same number."""

    number: int
    seconds: float


def moving(figure: Figure, muscles: Sequence[Sequence[MuscleSite]], title: str, tempo: Tempo) -> Moving:
    """Draw the movement of a figure. `muscles` are where those lie that each frame marks.

    `title` says what the picture shows. All is seen from where the figure is, never from where a single frame is.
    """
    solved = solve(figure)
    keys = keys_of(solved)
    if len(keys) < 2:
        return Moving("", 0.0, 0.0, 0.0)
    film = _Film(figure, keys, tempo)
    poses, shown = film.poses(), film.shown()
    seen = figure.model_copy(update={"frames": tuple(_seen_alike(frame) for frame in figure.frames)})
    stages = [Stage(seen, pose, solved[0], tuple(solved)) for pose in poses]
    bounds = _bounds(figure, stages, stages_of(figure, solved), muscles)
    drawings = [_drawing(stage, bounds, muscles[stage.posed.number]) for stage in stages]
    layers = "".join(f'<g class="n{number}">{each.layers()}</g>' for number, each in enumerate(drawings))
    style = drawings[0].style() + _turns(shown, len(poses), film.still())
    svg = whole(bounds, title, style, drawings[0].pattern() + layers)
    return Moving(svg, bounds[2] - bounds[0], bounds[3] - bounds[1], sum(each.seconds for each in shown))


def _bounds(
    figure: Figure, stages: Sequence[Stage], stills: Sequence[Stage], muscles: Sequence[Sequence[MuscleSite]]
) -> Bounds:
    """Return bounds for all poses: where they can, those of the stills, in whose place the movement is shown."""
    lines = [line for lines in arrows_of(figure, stills, muscles) for line in lines]
    bounds = bounds_of(figure, stills, lines)
    left, bottom, right, top = union(bounds, bounds_of(figure, stages, []))
    return left, bounds[1] if figure.crop != "none" else bottom, right, top


def _seen_alike(frame: Frame) -> Frame:
    return frame.model_copy(update={"view": None})


def _drawing(stage: Stage, bounds: Bounds, muscles: Sequence[MuscleSite]) -> Drawing:
    look = stage.view(bounds)
    marked = target(look, muscles, sides_of(stage.figure, stage.posed.number))
    return Drawing(look, bounds, target=marked, rough=_ROUGH)


@dataclass(frozen=True)
class _Film:
    """Which poses are drawn, and in what order they are shown."""

    figure: Figure
    keys: Sequence[Posed]
    tempo: Tempo

    @cached_property
    def _ways(self) -> list[tuple[Posed, Posed]]:
        ways = list(pairwise(self.keys))
        return [*ways, (self.keys[-1], self.keys[0])] if self._goes_round else ways

    @cached_property
    def _goes_round(self) -> bool:
        """Return whether the last pose leads to the first by itself, and not only by the way that it came."""
        longest = max(_apart(*way) for way in pairwise(self.keys))
        return len(self.keys) > 2 and _apart(self.keys[-1], self.keys[0]) <= longest

    @cached_property
    def _lengths(self) -> list[float]:
        return [_apart(*way) for way in self._ways]

    @cached_property
    def _counts(self) -> list[int]:
        """Return how many poses are drawn on each way."""
        lengths = self._lengths
        return [max(_FEWEST, round(_MOST_BETWEEN * length / sum(lengths))) for length in lengths]

    def poses(self) -> list[Posed]:
        """Return each pose that is drawn once: a frame, the way from it, the next frame."""
        found: list[Posed] = []
        for (one, two), count in zip(self._ways, self._counts, strict=True):
            found.append(one)
            found += [between(self.figure, one, two, _eased(each / (count + 1))) for each in range(1, count + 1)]
        return found if self._goes_round else [*found, self.keys[-1]]

    @cached_property
    def _places(self) -> list[int]:
        """Return the numbers of the frames among the poses."""
        return [sum(self._counts[:number]) + number for number in range(len(self.keys))]

    def still(self) -> int:
        """Return the number of the pose that stands for all: where the movement has first arrived."""
        return self._places[1]

    def shown(self) -> list[_Shown]:
        """Return what is shown one after the other, from the first pose to where it begins anew."""
        forth = [each for number in range(len(self.keys)) for each in self._from(number)]
        if self._goes_round:
            return forth
        return [*forth, *reversed(forth[1:-1])]

    def _from(self, number: int) -> Iterator[_Shown]:
        """Yield a frame and the way from it."""
        place = self._places[number]
        yield _Shown(place, self._pause(number))
        if number < len(self._ways):
            length, count = self._lengths[number], self._counts[number]
            time = self.tempo.move * (1 if self._goes_round else 0.5) * length / sum(self._lengths)
            yield from (_Shown(place + each, time / count) for each in range(1, count + 1))

    def _pause(self, number: int) -> float:
        is_held = number >= len(self.keys) - self.tempo.holds
        return min(max(self.tempo.hold, _SHORTEST_PAUSE), _LONGEST_PAUSE) if is_held else _SHORTEST_PAUSE


_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.6, 3.0
"""How long a frame is shown, seconds: a hold is not waited for to its end."""


def _eased(share: float) -> float:
    """Return how far a movement is that starts and ends slowly."""
    return (1 - math.cos(math.pi * share)) / 2


def _turns(shown: Sequence[_Shown], count: int, still: int) -> str:
    """Return the rules by which the poses take turns; where nothing is to move, one of them stays."""
    total = sum(each.seconds for each in shown)
    starts: dict[int, list[tuple[float, float]]] = {number: [] for number in range(count)}
    at = 0.0
    for each in shown:
        starts[each.number].append((100 * at / total, 100 * (at + each.seconds) / total))
        at += each.seconds
    rules = [f"g{{visibility:hidden;animation:{total:.2f}s step-end infinite}}"]
    for number, spans in starts.items():
        steps = "".join(f"{start:.2f}%{{visibility:visible}}{end:.2f}%{{visibility:hidden}}" for start, end in spans)
        first = "" if spans[0][0] == 0 else "0%{visibility:hidden}"
        rules.append(f".n{number}{{animation-name:n{number}}}@keyframes n{number}{{{first}{steps}}}")
    rules.append(f"@media print,(prefers-reduced-motion:reduce){{g{{animation:none}}.n{still}{{visibility:visible}}}}")
    return "".join(rules)
