"""`stretchbook figures`: every drawing, and a sheet with all of them, for those who look at them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from stretchbook.checks.all_checks import open_library
from stretchbook.commands.project import add_records_option, find_project, refuse
from stretchbook.problems import ProblemsError
from stretchbook.render.figures import contact_sheet


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    add_records_option(parser)
    parser.add_argument("--to", type=Path, default=Path("figures"), metavar="FOLDER", help="where, if not in `figures`")


def run(options: Namespace) -> int:
    """Draw them; return 1 where a record has problems."""
    records = find_project(options.records).records
    try:
        contact_sheet.write(open_library(records), records, options.to)
    except ProblemsError as refusal:
        return refuse(refusal.problems)
    return 0
