"""`stretchbook figures`: every drawing, and a sheet with all of them, for those who look at them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

from stretchbook.book.reader import read_book
from stretchbook.checks.all_checks import open_library
from stretchbook.commands.drawing_board import DrawingBoard, watch
from stretchbook.commands.project import add_records_option, find_project, refuse
from stretchbook.problems import ProblemsError, suggestion
from stretchbook.render.figures import contact_sheet


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    parser.add_argument("stretch", nargs="?", help="the id of one stretch, to draw it alone")
    parser.add_argument("--watch", action="store_true", help="draw this stretch anew each time its record is saved")
    add_records_option(parser)
    parser.add_argument("--to", type=Path, default=Path("figures"), metavar="FOLDER", help="where, if not in `figures`")


def run(options: Namespace) -> int:
    """Draw them; return 1 where a record has problems."""
    records = find_project(options.records).records
    if options.stretch:
        return _draw_one(records, options.stretch.removesuffix(".yml"), options.to, is_watched=options.watch)
    if options.watch:
        print("--watch: say which stretch, such as `stretchbook figures an-id --watch`.", file=sys.stderr)
        return 1
    try:
        contact_sheet.write(open_library(records), records, options.to)
    except ProblemsError as refusal:
        return refuse(refusal.problems)
    return 0


def _draw_one(records: Path, name: str, folder: Path, *, is_watched: bool) -> int:
    known = read_book(records).ids["stretches"] or ()
    if name not in known:
        meant = suggestion(name, known)
        print(f"{name}: no such stretch.{f' Did you mean `{meant}`?' if meant else ''}", file=sys.stderr)
        return 1
    board = DrawingBoard(records, name, folder)
    if is_watched:
        try:
            watch(board, partial(print, flush=True))
        except KeyboardInterrupt:
            return 0
    if problems := board.draw():
        return refuse(problems)
    print(f"{board.page}")
    return 0
