"""Links between files, and whether they lead to where a project's files may be."""

from __future__ import annotations

import os
from pathlib import Path, PurePath


def leads_out(place: Path | str, project: Path | str) -> bool:
    """Return whether links lead from a place to what is outside of its project, or in a hidden part of it.

    What is hidden there is nobody's to read: git's own files, caches, keys. Where no link is on the way nothing is led
    anywhere.
    """
    really, top = os.path.realpath(place), os.path.realpath(project)
    try:
        if really == os.path.normpath(os.path.join(top, os.path.relpath(place, project))):  # noqa: PTH118
            return False
        parts = PurePath(os.path.relpath(really, top)).parts
    except ValueError:  # on another drive
        return True
    return any(part.startswith(".") for part in parts)
