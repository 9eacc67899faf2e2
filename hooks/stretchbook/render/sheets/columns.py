"""How wide the columns of a sheet are, so that both sides of a pair end together.

Counting letters is nearly as good as trying, and far quicker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from stretchbook.render.sheets.content import SheetContent, SheetItem
from stretchbook.render.sheets.forms import Form

MARGIN, GUTTER, BESIDE_PICTURE, LETTER_OF_PICTURE = 8.0, 5.0, 2.0, 4.0
"""Widths in millimetres: the paper's margin, between two columns, beside the pictures' column, a picture's letter."""

_PAPER_WIDTHS = {"a4": 210.0, "us-letter": 215.9}
_MILLIMETRES_A_POINT = 25.4 / 72
_LETTER_WIDTH = 0.44
_LINE_HEIGHT = 1.07
_FRAME_WIDTH = 1.9
"""In times the size of the text: an average letter, a line with what is between two, and both edges of a box."""

_SURELY_ONE_LINE = 0.95
_NAME_SIZE, _DOSE_SIZE = 1.4, 1.2

_LEAST_HEIGHT, _MOST_HEIGHT, _MOST_WIDTH = 8.0, 20.0, 27.0
"""Of a picture, in millimetres."""

_NARROWEST, _WIDEST = 34, 66


@dataclass(frozen=True)
class Column:
    """One side of a pair: its texts, and how many lines it takes `beside` them."""

    texts: tuple[str, ...]
    beside: float = 0.0

    def lines(self, letters: float) -> float:
        """Return how many lines it takes where a line has so many letters."""
        return self.beside + sum(_lines_of(len(text) / letters) for text in self.texts)


Pair = tuple[Column, Column]


@dataclass(frozen=True)
class Columns:
    """The columns of one sheet; `size` is that of the running text in points."""

    content: SheetContent
    form: Form
    size: float

    def measures(self) -> dict[str, float | list[float]]:
        """Return widths and, for each stretch, the height of its pictures in millimetres; and shares of a width.

        A share is what the left column of a part with two columns gets.
        """
        picture = self._picture_width()
        share = self._items_share(picture)
        return {
            "margin": MARGIN,
            "gutter": GUTTER,
            "picture": picture,
            "letter-of-picture": LETTER_OF_PICTURE,
            "beside-picture": BESIDE_PICTURE,
            "paper": _PAPER_WIDTHS[self.form.paper],
            "stop": self._share([self._stop_signs()], self._in_a_box),
            "before": self._share([self._before()], self._in_a_box),
            "items": share,
            "pictures": [self._picture_height(item, picture, share) for item in self.content.items],
        }

    @property
    def _width(self) -> float:
        return _PAPER_WIDTHS[self.form.paper] - 2 * MARGIN

    @property
    def _in_a_box(self) -> float:
        return self._width - _FRAME_WIDTH * self.size * _MILLIMETRES_A_POINT

    def _picture_width(self) -> float:
        """Return the width of the pictures' column: no more than its widest picture needs."""
        most = LETTER_OF_PICTURE + _MOST_WIDTH
        share = self._items_share(most)
        drawn = [item for item in self.content.items if item.frames]
        needed = (
            LETTER_OF_PICTURE + self._picture_height(item, most, share) * frame.ratio
            for item in drawn
            for frame in item.frames
        )
        return min(most, max(needed, default=most))

    def _items_share(self, picture: float) -> float:
        pairs = [(_how(item), _more(item)) for item in self.content.items]
        return self._share(pairs, self._beside_pictures(picture))

    def _beside_pictures(self, picture: float) -> float:
        """Return the width for a stretch's words, beside a column of pictures so wide if anything is drawn."""
        drawn = any(item.frames for item in self.content.items)
        return self._width - (picture + BESIDE_PICTURE if drawn else 0)

    def _stop_signs(self) -> Pair:
        said = [
            "; ".join((group.then, *(sign.text for sign in group.signs), group.do or "")) for group in self.content.stop
        ]
        return Column(tuple(said[:1])), Column(tuple(said[1:]))

    def _before(self) -> Pair:
        asked = tuple(
            group.lead + " · ".join(f"{named.name} {named.places}" for named in group.conditions)
            for group in self.content.before
        )
        labels = self.content.labels
        left_out = (f"{labels.skip}:", *(f"• {reason}" for reason in self.content.skip_if))
        return Column((*asked, labels.others)), Column((*left_out, f"{labels.warm_up}: {self.content.warm_up}"))

    def _picture_height(self, item: SheetItem, picture: float, share: float) -> float:
        """Return how high each picture of a stretch may be, so that all are no higher than the text beside them."""
        letters = self._letters(self._beside_pictures(picture))
        lines = max(_how(item).lines(letters * share), _more(item).lines(letters * (1 - share)))
        room = lines * _LINE_HEIGHT * self.size * _MILLIMETRES_A_POINT
        return max(_LEAST_HEIGHT, min(_MOST_HEIGHT, room / max(1, len(item.frames)) - 1))

    def _letters(self, width: float) -> float:
        return (width - GUTTER) / (self.size * _MILLIMETRES_A_POINT * _LETTER_WIDTH)

    def _share(self, pairs: Sequence[Pair], width: float) -> float:
        """Return the left column's share at which the pairs are lowest: one for all, so that columns stand in line."""
        letters = self._letters(width)
        return min(
            (share / 100 for share in range(_NARROWEST, _WIDEST + 1)),
            key=lambda share: sum(
                max(left.lines(letters * share), right.lines(letters * (1 - share))) for left, right in pairs
            ),
        )


def _lines_of(full: float) -> float:
    """Return how many lines a text takes that would fill so many; on average the last is half empty."""
    return 1.0 if full < _SURELY_ONE_LINE else full + 0.45


def _how(item: SheetItem) -> Column:
    """What to do. Name and dose are set larger than the rest, and steps stand in."""
    larger = (_as_wide(item.name, _NAME_SIZE), _as_wide(item.dose, _DOSE_SIZE))
    steps = (f"0.  {step}" for step in item.steps)
    return Column((*larger, *steps, *([item.note] if item.note else [])), beside=1.2)


def _as_wide(text: str, times: float) -> str:
    """Return the text, filled up with blanks to the given times its length."""
    return text.ljust(round(times * len(text)))


def _more(item: SheetItem) -> Column:
    """What else there is to say, beside the boxes to tick. Each text has a word before it that says what it is."""
    said = chain([item.feel, item.easier], [item.harder] if item.harder else [])
    cautions = (caution.text for caution in item.cautions)
    return Column(tuple(f"Keep it:{text}" for text in chain(said, cautions)), beside=3.2 if item.has_sides else 1.8)
