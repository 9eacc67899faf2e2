"""How wide the columns of a sheet are, so that both sides of a pair end together.

Counting letters is nearly as good as trying, and far quicker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from stretchbook.sheets.forms import Form

MARGIN, GUTTER, PICTURE, BESIDE_PICTURE = 9.0, 5.0, 31.0, 2.0
"""Widths in millimetres: the paper's margin, between two columns, of the pictures' column, and beside it."""

_PAPER_WIDTHS = {"a4": 210.0, "us-letter": 215.9}
_MILLIMETRES_A_POINT = 25.4 / 72
_LETTER_WIDTH = 0.44
_LINE_HEIGHT = 1.07
_FRAME_WIDTH = 1.9
"""In times the size of the text: an average letter, a line with what is between two, and both edges of a box."""

_LEAST_HEIGHT, _MOST_HEIGHT = 8.0, 20.0
"""Of a picture, in millimetres."""

_NARROWEST, _WIDEST = 34, 66


@dataclass(frozen=True)
class Column:
    """One side of a pair: its texts, and how many lines it takes `beside` them."""

    texts: tuple[str, ...]
    beside: float = 0.0

    def lines(self, letters: float) -> float:
        """Give how many lines it takes where a line has so many letters."""
        return self.beside + sum(max(1.0, len(text) / letters + 0.45) for text in self.texts)


Pair = tuple[Column, Column]


@dataclass(frozen=True)
class Columns:
    """The columns of one sheet: `content` as a `SheetWriter` gives it, `size` of the running text in points."""

    content: Mapping[str, Any]
    form: Form
    size: float

    def measures(self) -> dict[str, float | list[float]]:
        """Give widths and, for each stretch, the height of its pictures in millimetres; and shares of a width.

        A share is what the left column of a part with two columns gets.
        """
        share = self._share([(_how(item), _more(item)) for item in self.content["items"]], self._in_an_item)
        return {
            "margin": MARGIN,
            "gutter": GUTTER,
            "picture": PICTURE,
            "beside-picture": BESIDE_PICTURE,
            "paper": _PAPER_WIDTHS[self.form.paper],
            "stop": self._share([self._stop_signs()], self._in_a_box),
            "before": self._share([self._before()], self._in_a_box),
            "items": share,
            "pictures": [self._picture_height(item, share) for item in self.content["items"]],
        }

    @property
    def _width(self) -> float:
        return _PAPER_WIDTHS[self.form.paper] - 2 * MARGIN

    @property
    def _in_a_box(self) -> float:
        return self._width - _FRAME_WIDTH * self.size * _MILLIMETRES_A_POINT

    @property
    def _in_an_item(self) -> float:
        drawn = any(item["frames"] for item in self.content["items"])
        return self._width - (PICTURE + BESIDE_PICTURE if drawn else 0)

    def _stop_signs(self) -> Pair:
        said = [
            "; ".join((group["then"], *(sign["text"] for sign in group["signs"]), group["do"] or ""))
            for group in self.content["stop"]
        ]
        return Column(tuple(said[:1])), Column(tuple(said[1:]))

    def _before(self) -> Pair:
        asked = tuple(
            group["lead"] + " · ".join(f"{named['name']} {named['places']}" for named in group["conditions"])
            for group in self.content["before"]
        )
        left_out = "Leave it, or a part of it, out:" + " • ".join(self.content["skip_if"])
        return Column((*asked, self.content["others"])), Column((left_out, f"Warm up: {self.content['warm_up']}"))

    def _picture_height(self, item: Mapping[str, Any], share: float) -> float:
        """Give how high each picture of a stretch may be for all of them to be no higher than the text beside them."""
        letters = self._letters(self._in_an_item)
        lines = max(_how(item).lines(letters * share), _more(item).lines(letters * (1 - share)))
        room = lines * _LINE_HEIGHT * self.size * _MILLIMETRES_A_POINT
        return max(_LEAST_HEIGHT, min(_MOST_HEIGHT, room / max(1, len(item["frames"])) - 1))

    def _letters(self, width: float) -> float:
        return (width - GUTTER) / (self.size * _MILLIMETRES_A_POINT * _LETTER_WIDTH)

    def _share(self, pairs: Sequence[Pair], width: float) -> float:
        """Give the left column's share at which the pairs are lowest: one for all, so that columns stand in line."""
        letters = self._letters(width)
        return min(
            (share / 100 for share in range(_NARROWEST, _WIDEST + 1)),
            key=lambda share: sum(
                max(left.lines(letters * share), right.lines(letters * (1 - share))) for left, right in pairs
            ),
        )


def _how(item: Mapping[str, Any]) -> Column:
    """What to do. Name and dose are set larger than the rest."""
    larger = (item["name"] + "name", item["dose"] + "dose")
    return Column((*larger, *item["steps"], *([item["note"]] if item["note"] else [])), beside=1.2)


def _more(item: Mapping[str, Any]) -> Column:
    """What else there is to say, beside the boxes to tick. Each text has a word before it that says what it is."""
    said = chain([item["feel"], item["easier"]], [item["harder"]] if item["harder"] else [])
    cautions = (caution["text"] for caution in item["cautions"])
    return Column(tuple(f"Keep it:{text}" for text in chain(said, cautions)), beside=3.2 if item["has_sides"] else 1.8)
