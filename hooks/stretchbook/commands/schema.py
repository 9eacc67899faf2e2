"""`stretchbook schema`: the JSON Schema of records, by which editors complete and check what is written."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from stretchbook.book import schema
from stretchbook.checks.all_checks import open_library
from stretchbook.commands.project import add_records_option, find_project, refuse
from stretchbook.problems import ProblemsError


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    add_records_option(parser)


def run(options: Namespace) -> int:
    """Write it into the folder `schema` of the records; return 1 where these have problems."""
    records = find_project(options.records).records
    try:
        schema.write(open_library(records), records / "schema")
    except ProblemsError as refusal:
        return refuse(refusal.problems)
    print(f"Written: {records.name}/schema/.")
    return 0
