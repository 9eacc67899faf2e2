"""What `mkdocs.yml` says about the pages, for whoever checks them without MkDocs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag
from pathspec.gitignore import GitIgnoreSpec

from stretchbook.pagefolder import PageFolder, menu_pages
from stretchbook.plainfile import read_plain
from stretchbook.problems import Problem, ProblemsError, cut

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What the file may be called; MkDocs looks for it in this order."""

_LARGEST = 1_000_000
_MISSING = ("is missing.", "Bring it back; no site can be made without it.")
_NO_MAPPING = ("holds no settings.", "Write at least `site_name: …` and `docs_dir: content`.")


def page_folder(top: Path) -> PageFolder:
    """Return the folder of the pages of the site whose `mkdocs.yml` is in the folder `top`.

    Raises `ProblemsError` with what is wrong in the settings that say so.
    """
    name = next((name for name in NAMES if os.path.lexists(top / name)), NAMES[0])
    settings = _read(top / name, top, ())
    folder = _docs_dir(settings, top)
    themes = _theme_folders(settings.value("theme"), top)
    excluded, drafts, unlisted = (_patterns(settings, name) for name in ("exclude_docs", "draft_docs", "not_in_nav"))
    menu = menu_pages(settings.value("nav")) if _wants_all_in_menu(settings.value("validation")) else None
    return PageFolder(folder, top, excluded, drafts, themes, menu, unlisted)


def _wants_all_in_menu(validation: Any) -> bool:
    """Tell whether a page that is in no menu stops a strict build."""
    said = validation if isinstance(validation, dict) else {}
    nav = said.get("nav")
    return (nav if isinstance(nav, dict) else said).get("omitted_files") == "warn"


@dataclass(frozen=True)
class _Settings:
    path: str
    values: dict[str, Any]
    places: dict[str, tuple[int, int]]
    inherited: _Settings | None = None

    def value(self, name: str) -> Any:
        if name in self.values:
            return self.values[name]
        return self.inherited.value(name) if self.inherited else None

    def problem(self, name: str, wrong: str, fix: str) -> ProblemsError:
        if name not in self.values and self.inherited and self.inherited.value(name) is not None:
            return self.inherited.problem(name, wrong, fix)
        line, column = self.places.get(name, (1, 1))
        return ProblemsError([Problem(self.path, line, column, name, wrong, fix)])


class _Loader(yaml.SafeLoader):
    """Reads what the environment gives, as MkDocs does, and makes nothing of other tags, which name Python code."""


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_constructor(None, lambda *_: None)


def _read(file: Path, top: Path, before: tuple[Path, ...]) -> _Settings:
    path = Path(os.path.relpath(file, top)).as_posix()
    text = _text(file, path)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        values = loader.construct_document(root) if root else None
    except (yaml.YAMLError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _refusal(path, "cannot be read as YAML.", "Check this line and the one above it.", line, column) from None
    finally:
        loader.dispose()
    if not isinstance(root, yaml.MappingNode) or not values:
        raise _refusal(path, *_NO_MAPPING)
    places = {str(key.value): (value.start_mark.line + 1, value.start_mark.column + 1) for key, value in root.value}
    settings = _Settings(path, values, places)
    if "INHERIT" not in values:
        return settings
    parent = file.parent / str(values["INHERIT"])
    if parent in before or not parent.is_file():
        raise settings.problem("INHERIT", f"`{cut(str(values['INHERIT']))}` is no file.", "Name another settings file.")
    return _Settings(path, values, places, _read(parent, top, (*before, file)))


def _text(file: Path, path: str) -> str:
    try:
        return read_plain(file, _LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        raise _refusal(path, *_MISSING) from None
    except OSError:
        raise _refusal(path, "cannot be read.", "Check that it is a file and that you may read it.") from None
    except UnicodeDecodeError:
        raise _refusal(path, "is not saved as UTF-8.", "Save it again with the encoding UTF-8.") from None


def _refusal(path: str, wrong: str, fix: str, line: int = 1, column: int = 1) -> ProblemsError:
    return ProblemsError([Problem(path, line, column, "", wrong, fix)])


def _docs_dir(settings: _Settings, top: Path) -> Path:
    said = settings.value("docs_dir")
    name = "docs" if said is None else said
    if not isinstance(name, str):
        raise settings.problem("docs_dir", "is no name of a folder.", "Write it as text: content.")
    folder = Path(os.path.abspath(top / name))  # noqa: PTH100 links stay links in messages
    if folder == top:
        raise settings.problem("docs_dir", "is the folder of this file.", "Put the pages in a folder of their own.")
    if not folder.is_dir():
        at = "is a link that leads nowhere" if folder.is_symlink() else "is no folder"
        wrong, fix = f"`{cut(name)}` {at}.", "Name the folder of the pages, or make it."
        raise settings.problem("docs_dir", wrong, fix)
    return folder


def _patterns(settings: _Settings, name: str) -> GitIgnoreSpec | None:
    said = settings.value(name)
    if said is None:
        return None
    try:
        return GitIgnoreSpec.from_lines(said.splitlines())
    except (AttributeError, ValueError):
        raise settings.problem(name, "is no list of patterns.", "Write them below `|`, one a line.") from None


def _theme_folders(theme: Any, top: Path) -> tuple[Path, ...]:
    """Return the folders of a theme's templates, ours first; none where the theme is not installed."""
    said = theme if isinstance(theme, dict) else {"name": theme}
    own = said.get("custom_dir")
    installed = [found for found in entry_points(group="mkdocs.themes") if found.name == said.get("name", "mkdocs")]
    spec = find_spec(installed[0].module) if installed else None
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    return (*((top / own,) if isinstance(own, str) else ()), *folders) if folders else ()
