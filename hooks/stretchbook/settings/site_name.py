"""The site's name and description in `mkdocs.yml`: sheets and sharing pictures print them too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

from stretchbook.problems import Problem
from stretchbook.text.glyphs import letter_fault
from stretchbook.text.letters import printable
from stretchbook.text.place import Lines

_PRINTED = ("site_name", "site_description")
_ENVIRONMENT = "!ENV"


def site_name_problems(settings: Path) -> Iterator[Problem]:
    """Yield the letters of the site's name and description that the fonts lack.

    `settings` is the file of MkDocs' settings. What is wrong with it otherwise is for MkDocs to say.
    """
    try:
        text = settings.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        fault = letter_fault(printable(_said(value))) if key.value in _PRINTED else None
        if fault:
            letter, message, fix = fault
            at = max(text.find(letter, value.start_mark.index, value.end_mark.index), value.start_mark.index)
            yield Problem(settings.name, *Lines(text).place(at), key.value, message, fix)


def _said(node: yaml.Node) -> str:
    """Return the text of a setting; one from the environment (`!ENV [NAME, default]`) as MkDocs reads it."""
    if isinstance(node, yaml.SequenceNode) and node.tag == _ENVIRONMENT:
        *names, last = [part.value for part in node.value if isinstance(part, yaml.ScalarNode)] or [""]
        return next((os.environ[name] for name in names if name in os.environ), last)
    if not isinstance(node, yaml.ScalarNode):
        return ""
    return os.environ.get(node.value, "") if node.tag == _ENVIRONMENT else str(node.value)
