"""`stretchbook new`: a record to fill in, with a comment for each field."""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from stretchbook.book.file_names import record_name_fault
from stretchbook.commands.project import add_records_option, find_project
from stretchbook.text.ids import GivenIds, as_id
from stretchbook.text.letters import ID

TEMPLATES = {kind: Path(__file__).with_name(f"new-{kind}.yml") for kind in ("stretch", "routine")}

_RESERVED = frozenset({"index", "routines", "schema"})
_PLAIN = re.compile(r"[^\W\d_][\w ,()/'’–-]*")
"""A name that YAML reads as text without quotes."""


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    parser.add_argument("name", help='what readers will call it, such as "Wall angel"')
    parser.add_argument("--routine", action="store_true", help="begin a routine instead of a stretch")
    parser.add_argument("--id", help="the name of the file and of the address, if it does not follow from the name")
    add_records_option(parser)


def run(options: Namespace) -> int:
    """Write the record; return 1, and write nothing, where its file cannot be a record's or is there already."""
    records, kind = find_project(options.records).records, "routine" if options.routine else "stretch"
    word = options.id or as_id(options.name)
    if not word or not ID.fullmatch(word):
        return _refuse(f"`{options.id or options.name}`: makes no id. Give one in small letters: --id wall-angel.")
    file = (records / "routines" if options.routine else records) / f"{word}.yml"
    shown = file.relative_to(records.parent).as_posix()
    if os.path.lexists(file):
        return _refuse(f"{shown}: is there already. Choose another name, or give another --id.")
    if fault := record_name_fault(file, GivenIds(reserved=_RESERVED, noun=kind), ()):
        return _refuse(f"{shown}: {' '.join(fault)}")
    file.parent.mkdir(exist_ok=True)
    with file.open("x", encoding="utf-8") as record:
        record.write(_text(kind, options.name, records, file))
    print(f"{shown}: fill it in. `stretchbook check` says what is still missing.")
    return 0


def _text(kind: str, name: str, records: Path, file: Path) -> str:
    text = TEMPLATES[kind].read_text(encoding="utf-8")
    quoted = name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    schema = records / "schema" / f"{kind}.schema.json"
    loc = Path(os.path.relpath(schema, file.parent)).as_posix()
    head = f"# yaml-language-server: $schema={loc}\n" if schema.is_file() else ""
    return head + text.replace("{name}", quoted, 1)


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
