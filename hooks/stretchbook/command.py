"""The command that checks records and pages without building the site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from stretchbook import schema
from stretchbook.book import open_book
from stretchbook.dosage import counted
from stretchbook.problems import ProblemsError, annotate, report


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the records and the pages, and say so; give 0 where they can be published, 1 where not."""
    parser = argparse.ArgumentParser(prog="check", description="Check every record and page. No site is built.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("stretches"), help="the folder of the records")
    parser.add_argument(
        "--pages", type=Path, help="the folder of the hand-written pages, if it is not `content` beside the records"
    )
    parser.add_argument("--write-schema", action="store_true", help="write the JSON Schema of records anew")
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    if not folder.is_dir():
        print(f"{folder}: no such folder. Run this where `stretches` is.", file=sys.stderr)
        return 1
    pages: Path = options.pages or folder.resolve().parent / "content"
    return _check(folder.resolve(), pages.resolve(), write_schema=options.write_schema)


def _check(folder: Path, pages: Path, *, write_schema: bool) -> int:
    try:
        library = open_book(folder, pages)
    except ProblemsError as refusal:
        print(report(refusal.problems), file=sys.stderr)
        annotate(refusal.problems)
        return 1
    counts = (counted(len(library.stretches), "stretch", "stretches"), counted(len(library.routines), "routine"))
    print(f"Fit to be published: {' and '.join(counts)}.")
    if write_schema:
        schema.write(library, folder / "schema")
    return 0
