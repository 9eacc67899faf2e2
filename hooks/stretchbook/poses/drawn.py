"""What drawing a figure gives: its frames and, if it cannot be, what hands and feet miss."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Miss(NamedTuple):
    """A hand, elbow or foot that does not get where it is to be; `by` says how far: "7 cm", or what a foot does.

    `fold` is a hand that is too near to its own shoulder, `head` one that the end of the picture cuts off. Where
    drawing itself failed, `part` is the whole `figure`, and `by` the error.
    """

    side: str
    part: Literal["hand", "elbow", "fold", "foot", "head", "figure"]
    by: str


@dataclass(frozen=True)
class Drawn:
    """One frame: its SVG, its size in centimetres, how much of the target shows (0 to 1), and its lowest point (cm).

    `sights` are what it shows of joints and contacts: see `poses/body/sights.py`. A figure of which anything is missed
    in any frame is not drawn: its frames have no SVG and show nothing.
    """

    svg: str
    width: float
    height: float
    shown: float
    lowest: float
    misses: tuple[Miss, ...] = ()
    sights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Tempo:
    """How long one repeat takes: seconds for all of its moving, and for each hold; the last `holds` frames are held."""

    move: float
    hold: float
    holds: int = 1


@dataclass(frozen=True)
class Moving:
    """A moving picture: its SVG, its size in centimetres, and how many seconds it takes until it begins anew.

    Of a figure in which nothing moves there is none: its SVG is empty. So it is where drawing failed; then `fault`
    says why.
    """

    svg: str
    width: float
    height: float
    seconds: float
    fault: str = ""
