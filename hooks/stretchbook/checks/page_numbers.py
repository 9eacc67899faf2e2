"""What hand-written pages for readers say without a source: numbers, and advice that is not called advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stretchbook.book.article import Article
from stretchbook.book.book import Book
from stretchbook.problems import Problem, cut
from stretchbook.text.front_matter import PageSetting
from stretchbook.text.letters import normalised_in_place
from stretchbook.text.markdown import said
from stretchbook.text.place import Lines
from stretchbook.text.quantities import Quantity, unsourced

ADVICE = "Our advice; no study cited"
"""What stands over advice that rests on no source, so that readers see what it is."""

_FIX = f'Cite a source in the same sentence, before its full stop, or put it under `!!! advice "{ADVICE}"`.'
_FENCE = re.compile(r" *(?P<sign>`{3,}|~{3,})")
_BOX = re.compile(r' *(?:!!!|\?\?\?\+?) *(?P<kind>[\w-]*)[^"\n]*(?:"(?P<title>[^"\n]*)")?')
_ITEM = re.compile(r" *(?:[-*+]|\d+[.)]|:)[ \t]+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_ROW = re.compile(r" *\|")
_INDENT = 4


def page_number_problems(book: Book) -> Iterator[Problem]:
    """Yield what the pages say without a source."""
    for article in book.library.articles:
        yield from article_problems(article)


def article_problems(article: Article) -> Iterator[Problem]:
    """Yield the numbers that a page says without a source, and the advice of which readers are not told what it is."""
    if not article.is_for_readers:
        return
    for block in _blocks(article):
        for quantity in () if block.is_advice else unsourced(block.text):
            line, column = block.place(quantity)
            message = f"`{cut(quantity.text)}` is a number, and no source for it is cited."
            yield Problem(article.path, line, column, "", message, block.fix)
    for number, line_ in enumerate(article.text.split("\n"), 1):
        box = _BOX.fullmatch(line_)
        if box and box["kind"] == "advice" and box["title"] != ADVICE:
            column = line_.index("!" if "!!!" in line_ else "?") + 1
            message = "is advice, and its heading does not say so."
            yield Problem(article.path, number, column, "", message, f'Write `!!! advice "{ADVICE}"`.')


@dataclass(frozen=True)
class _Block:
    """A paragraph, an item or a row: its text, and where each of its lines begins in the file."""

    text: str
    starts: tuple[tuple[int, int], ...]
    is_advice: bool
    fix: str = _FIX

    def place(self, quantity: Quantity) -> tuple[int, int]:
        place = Lines(self.text).place(quantity.start)
        line, column = self.starts[place.line - 1]
        return line, column + place.column - 1


def _blocks(article: Article) -> Iterator[_Block]:
    if described := article.front.settings.get("description"):
        yield _described(described)
    reader = _BlockReader()
    for number, line in enumerate(said(article.body).split("\n"), article.lines_above + 1):
        reader.take(number, line)
    reader.close()
    yield from reader.blocks


def _described(setting: PageSetting) -> _Block:
    # The sign that begins a block of text may hold a number.
    lines = [(line, column, re.sub(r"^[>|][-+\d]*", _blanks, text)) for line, column, text in setting.written]
    fix = "A description can cite nothing: say it without the number."
    starts = tuple((line, column) for line, column, _ in lines)
    text = normalised_in_place("\n".join(text for *_, text in lines))
    return _Block(text, starts, is_advice=False, fix=fix)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


class _BlockReader:
    """Takes a page's lines and gives what is said in them, block by block."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self._lines: list[tuple[int, int, str]] = []
        self._fence = ""
        self._advice: int | None = None
        """How far the lines of the advice that is being read stand to the right; None outside of any."""
        self._inside = 0
        """How far to the right text may stand without being code."""

    def take(self, number: int, line: str) -> None:
        if self._is_code(line):
            self.close()
            return
        if not line.strip():
            self.close()
            return
        indent = len(line) - len(line.lstrip())
        if self._advice is not None and indent < self._advice:
            self.close()
            self._advice = None
        box = _BOX.match(line) if line.lstrip().startswith(("!!!", "???")) else None
        if box:
            self.close()
            self._inside = indent + _INDENT
            self._advice = indent + _INDENT if box["kind"] == "advice" else self._advice
        elif _HEADING.match(line):
            self.close()
            self._inside = 0
        elif _UNDERLINE.fullmatch(line) and self._lines:
            self._lines.clear()
        else:
            self._add(number, line, indent)

    def close(self) -> None:
        """End the block."""
        if self._lines:
            text = "\n".join(said for _, _, said in self._lines)
            starts = tuple((number, column) for number, column, _ in self._lines)
            self.blocks.append(_Block(text, starts, is_advice=self._advice is not None))
        self._lines = []

    def _add(self, number: int, line: str, indent: int) -> None:
        item = _ITEM.match(line)
        if item or _ROW.match(line):
            self.close()
        if item:
            self._inside = indent + _INDENT
        elif not self._lines:
            self._inside = min(self._inside, indent)
        start = item.end() if item else indent
        self._lines.append((number, start + 1, line[start:]))
        if _ROW.match(line):
            self.close()

    def _is_code(self, line: str) -> bool:
        """Return whether a line is code: between fences, or further to the right than the text that it stands in."""
        fence = _FENCE.match(line)
        if self._fence:
            if fence and fence["sign"].startswith(self._fence) and not line.strip(" `~"):
                self._fence = ""
            return True
        if fence:
            self._fence = fence["sign"]
            return True
        indent = len(line) - len(line.lstrip())
        return not self._lines and bool(line.strip()) and indent >= self._inside + _INDENT
