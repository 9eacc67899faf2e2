"""The command `stretchbook`: what can be done with a library beside building its site, which `mkdocs` does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from stretchbook.commands.project import NoLibraryError

_COMMANDS = {
    "check": "check every record, page and setting",
    "explain": "say which cautions, stop signs and conditions a stretch gets, and which rule asks for each",
    "new": "begin a record: a file with a comment for each field",
    "figures": "draw every figure, and a sheet with all of them",
    "floor": "write the floor of safety anew: what a change may not make milder",
    "scripts": "list the scripts that pages may run, after one of them has changed",
    "schema": "write the JSON Schema of records, with the library's own words, for editors",
}
"""Each is a module of `stretchbook.commands`, imported only when it is called: drawing takes long to import."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands; return 0 where it did what it was asked for, else 1."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="stretchbook", description="Works with a library of stretches.")
    parsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, words in _COMMANDS.items():
        own = parsers.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        if name in given[:1]:
            command = import_module(f"stretchbook.commands.{name}")
            command.add_to(own)
            own.set_defaults(run=command.run)
    options = parser.parse_args(given)
    try:
        return int(options.run(options))
    except NoLibraryError as refusal:
        print(refusal, file=sys.stderr)
        return 1
