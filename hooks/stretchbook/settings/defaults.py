"""The settings, templates, styles and scripts that a library gets where it has none of its own."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from stretchbook.settings.mkdocs_yml import Settings

OVERRIDES = "overrides"
"""The folder of a library's own templates, beside `mkdocs.yml`, where `theme.custom_dir` names none."""


def defaults(project: Path) -> dict[str, Any]:
    """Return the settings that hold where `mkdocs.yml`, in the folder `project`, says nothing; a new copy each time."""
    settings = deepcopy(_of_the_program())
    if (project / OVERRIDES).is_dir():
        settings["theme"]["custom_dir"] = OVERRIDES
    return settings


@cache
def _of_the_program() -> dict[str, Any]:
    """Return what the file beside this one says: it is asked for with every page, and part of the program."""
    text = Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
    settings: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return settings


def completed(settings: Settings) -> Settings:
    """Return settings with the defaults for what they leave out. In lists, nothing is added to what they hold."""
    given = dict(settings.values)
    if isinstance(given.get("theme"), str):
        given["theme"] = {"name": given["theme"]}
    return replace(settings, values=_merged(defaults(settings.file.parent), given))


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    for name in below.keys() & above.keys():
        if isinstance(below[name], Mapping) and isinstance(above[name], Mapping):
            merged[name] = _merged(below[name], above[name])
        elif above[name] is None:
            merged[name] = below[name]
    return merged
