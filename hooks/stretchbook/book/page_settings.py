"""What `mkdocs.yml` says about the pages, for whoever checks them without MkDocs."""

from __future__ import annotations

import os
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pathspec.gitignore import GitIgnoreSpec

from stretchbook.book.page_folder import FOR_HOST, PageFolder, menu_pages
from stretchbook.problems import ProblemsError, cut
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.settings.theme_folder import packaged_theme


def page_folder(settings: Settings) -> PageFolder:
    """Return the folder of the pages of a site.

    Raises `ProblemsError` with what is wrong in the settings that say so.
    """
    top = settings.file.parent
    folder = _docs_dir(settings, top)
    themes = _theme_folders(settings.get("theme"), top)
    excluded, drafts, unlisted = (_patterns(settings, name) for name in ("exclude_docs", "draft_docs", "not_in_nav"))
    menu = menu_pages(settings.get("nav")) if _wants_all_in_menu(settings.get("validation")) else None
    return PageFolder(folder, top, excluded, drafts, themes, menu, unlisted, _for_host(settings))


def _for_host(settings: Settings) -> frozenset[str]:
    said = settings.get("extra", FOR_HOST)
    return frozenset(each for each in said if isinstance(each, str)) if isinstance(said, list) else frozenset()


def _wants_all_in_menu(validation: Any) -> bool:
    """Return whether a page that is in no menu stops a strict build."""
    said = validation if isinstance(validation, dict) else {}
    nav = said.get("nav")
    return (nav if isinstance(nav, dict) else said).get("omitted_files") == "warn"


def _refusal(settings: Settings, name: str, message: str, fix: str) -> ProblemsError:
    return ProblemsError([settings.problem((name,), message, fix)])


def _docs_dir(settings: Settings, top: Path) -> Path:
    said = settings.get("docs_dir")
    name = "docs" if said is None else said
    if not isinstance(name, str):
        raise _refusal(settings, "docs_dir", "is not the name of a folder.", "Write it as text: content.")
    folder = Path(os.path.abspath(top / name))  # noqa: PTH100 links stay links in messages
    if folder == top:
        message = "is the folder of this file."
        raise _refusal(settings, "docs_dir", message, "Put the pages in a folder of their own.")
    if not folder.is_dir():
        at = "is a link that leads nowhere" if folder.is_symlink() else "is not a folder"
        message, fix = f"`{cut(name)}` {at}.", "Name the folder of the pages, or make it."
        raise _refusal(settings, "docs_dir", message, fix)
    return folder


def _patterns(settings: Settings, name: str) -> GitIgnoreSpec | None:
    said = settings.get(name)
    if said is None:
        return None
    try:
        return GitIgnoreSpec.from_lines(said.splitlines())
    except (AttributeError, ValueError):
        fix = "Write them below `|`, one a line."
        raise _refusal(settings, name, "is not a list of patterns.", fix) from None


def _theme_folders(theme: Any, top: Path) -> tuple[Path, ...]:
    """Return the folders of templates, a library's own first, then ours; none where the theme is not installed."""
    said = theme if isinstance(theme, dict) else {"name": theme}
    own = said.get("custom_dir")
    installed = [found for found in entry_points(group="mkdocs.themes") if found.name == said.get("name", "mkdocs")]
    spec = find_spec(installed[0].module) if installed else None
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    ours = (*((top / own,) if isinstance(own, str) else ()), *packaged_theme())
    return (*ours, *folders) if folders else ()
