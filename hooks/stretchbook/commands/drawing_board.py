"""One stretch's pictures, drawn anew each time its record is saved: `stretchbook figures cat-cow --watch`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template

from stretchbook.book.book import Book
from stretchbook.book.reader import read_book
from stretchbook.cache.memory import Memory
from stretchbook.checks.poses import figure_problems
from stretchbook.poses.figure_cache import FigureCache
from stretchbook.problems import Problem, ProblemsError
from stretchbook.render.figures.figure_set import FigureSet, Picture
from stretchbook.text.source import Source

_PAUSE = 0.1
"""Seconds between two looks at a file: nobody notices so short a wait."""

_PAGE = Template("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="1">
<title>$name</title>
<style>
  body { font: 16px/1.4 sans-serif; margin: 1rem; }
  figure { display: inline-block; margin: 0 1rem 1rem 0; max-width: 30rem; vertical-align: top; }
  img { height: 20rem; border: 1px solid #ccc; background: #fff; }
  pre { color: #a00; white-space: pre-wrap; }
</style>
<pre>$problems</pre>
$pictures
</html>
""")


@dataclass
class DrawingBoard:
    """The pictures of one stretch, in a folder, with a page that shows them and loads itself anew each second."""

    records: Path
    name: str
    """The id of the stretch."""
    folder: Path
    _sources: Memory[Source] = field(default_factory=Memory)
    _pictures: tuple[Picture, ...] = ()

    def __post_init__(self) -> None:
        self._cache = FigureCache(self.records.parent / ".cache" / "figures")

    @property
    def page(self) -> Path:
        """The page that shows them."""
        return self.folder / f"{self.name}.html"

    @property
    def has_pictures(self) -> bool:
        """Whether there is anything to see."""
        return bool(self._pictures)

    def draw(self) -> Sequence[Problem]:
        """Draw what the record says now; return what is wrong with it, in which case the last pictures stay."""
        book = read_book(self.records, memory=self._sources, figures=self._cache)
        problems = tuple(self._problems(book))
        if not problems:
            self._write(book)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.page.write_text(self._shown(problems), encoding="utf-8")
        return problems

    def _problems(self, book: Book) -> Iterator[Problem]:
        """Yield what keeps its pictures from being drawn; what else is wrong with the record is told by `check`."""
        path = book.library.file_of("stretches", self.name)
        if self.name in book.library.stretches:
            yield from figure_problems(book, self.name)
        else:
            yield from (problem for problem in book.problems if problem.path == path)

    def _write(self, book: Book) -> None:
        figures = FigureSet(book.library, self.records, self._cache)
        self._pictures = figures.drawn(self.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        for picture in self._pictures:
            (self.folder / Path(picture.uri).name).write_text(picture.svg, encoding="utf-8")

    def _shown(self, problems: Sequence[Problem]) -> str:
        shown = "\n".join(
            f'<figure><img src="{escape(Path(each.uri).name)}" alt=""><figcaption><b>{escape(each.label)}</b> '
            f"{escape(each.alternative)}</figcaption></figure>"
            for each in self._pictures
        )
        return _PAGE.substitute(name=escape(self.name), problems=escape("\n".join(map(str, problems))), pictures=shown)


def watch(board: DrawingBoard, say: Callable[[str], None]) -> None:
    """Draw each time the record's file changes, until somebody presses Ctrl-C."""
    file = board.records / f"{board.name}.yml"
    seen: tuple[int, int] | None = None
    say(f"{board.page} shows {board.name} as you save it. Ctrl-C ends this.")
    while True:
        now = _state(file)
        if now != seen:
            seen = now
            say(_told(board))
        time.sleep(_PAUSE)


def _told(board: DrawingBoard) -> str:
    begun = time.monotonic()
    problems = board.draw()
    if problems:
        return "\n".join(map(str, ProblemsError(problems).problems))
    if not board.has_pictures:
        return "The record has no `figure:` yet."
    return f"Drawn in {round(1000 * (time.monotonic() - begun))} ms."


def _state(file: Path) -> tuple[int, int] | None:
    """Return when a file was changed and how long it is; None while an editor has moved it away."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
