"""The templates, styles and scripts that come with the installed package."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parents[1] / "theme"


def packaged_theme() -> tuple[Path, ...]:
    """Return the package's folder of them; nothing where the program runs from its repository.

    There they stand beside the program, in the folders that `mkdocs.yml` names.
    """
    return (_INSTALLED,) if _INSTALLED.is_dir() else ()
