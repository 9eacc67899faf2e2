"""The settings in `mkdocs.yml` and in the environment: read with their places, and checked before anything is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from stretchbook.problems import Problem, ProblemsError, cut
from stretchbook.settings import dates
from stretchbook.settings.web_address import WebAddressError, repository_address, site_address
from stretchbook.text.plain_file import read_plain

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What MkDocs calls the file of its settings."""

Key = tuple[str | int, ...]
"""The way to a setting: `("theme", "logo")`; items are counted from 0."""

_MISSING_MACROS = "Add `- macros: {on_undefined: strict, verbose: false}`; pages show records by it."
_SEARCHES = {"search", "material/search"}
_TEMPLATES = ("main.html", "404.html", "records/stretch.html")
_DEEPEST = 10
_LARGEST = 1_000_000
"""Bytes."""


@dataclass(frozen=True)
class Location:
    """Where a setting stands. `variable` names the environment variable that gives it, if one does."""

    path: str
    line: int = 1
    column: int = 1
    variable: str = ""


@dataclass(frozen=True)
class Settings:
    """All settings of a project, `file` and those that it inherits from, with their places."""

    file: Path
    values: Mapping[str, Any]
    locations: Mapping[Key, Location] = field(default_factory=dict)

    def get(self, *key: str) -> Any:
        """Return a setting; None where there is none."""
        value: Any = self.values
        for part in key:
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def problem(self, key: Key, message: str, fix: str) -> Problem:
        """Return a problem of a setting, at its line, or at that of the nearest setting around it."""
        known = (self.locations.get(key[:end]) for end in range(len(key), 0, -1))
        at = next((place for place in known if place), Location(self.file.name))
        name = at.variable or ".".join(str(part) for part in key if isinstance(part, str))
        return Problem(at.path, at.line, at.column, name, message, fix)


def settings_file(folder: Path) -> Path | None:
    """Return the file of the settings of the project in a folder; None where there is none."""
    return next((folder / name for name in NAMES if os.path.lexists(folder / name)), None)


def read_settings(file: Path) -> Settings:
    """Read a file of settings, and those that it inherits from. Raises `ProblemsError`."""
    values: dict[str, Any] = {}
    locations: dict[Key, Location] = {}
    for layer in reversed(list(_layers(file, file.parent))):
        _lay_over(values, locations, layer)
    return Settings(file, values, locations)


def settings_problems(settings: Settings, environment: Mapping[str, str] = os.environ) -> Iterator[Problem]:
    """Yield all that is wrong with the settings of a project and with its environment."""
    for check in (_name, _addresses, _page_addresses, _theme, _look, _plugins, _loaded, _records):
        yield from check(settings)
    try:
        dates.check_environment(environment)
    except dates.DateError as fault:
        yield Problem(settings.file.name, 1, 1, dates.VARIABLE, str(fault), fault.fix)


# Reading.


@dataclass(frozen=True)
class _Layer:
    values: Mapping[str, Any]
    locations: Mapping[Key, Location]


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads, but calls no Python that a file names."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, node: str(node.value))
_Loader.add_multi_constructor("!", lambda _loader, _suffix, node: str(node.value))


def _layers(file: Path, top: Path, depth: int = 0) -> Iterator[_Layer]:
    """Yield a file's settings, then those that it inherits from."""
    path = Path(os.path.relpath(file, top)).as_posix()
    layer = _read(file, path)
    yield layer
    parent = layer.values.get("INHERIT")
    if parent is None:
        return
    inherited = file.parent / str(parent)
    if depth == _DEEPEST or not inherited.is_file():
        at = layer.locations["INHERIT",]
        message = f"`{cut(str(parent))}` is not a file that can be inherited from."
        raise ProblemsError([Problem(path, at.line, at.column, "INHERIT", message, "Correct the path, or remove it.")])
    yield from _layers(inherited, top, depth + 1)


def _read(file: Path, path: str) -> _Layer:
    text = _text(file, path)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else None
    except (yaml.YAMLError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = getattr(fault, "problem", None) or str(fault)
        message = f"cannot be read as YAML: {said}."
        raise _refusal(path, message, "Correct this line, or the one above.", line, column) from None
    finally:
        loader.dispose()
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise _refusal(path, "has no settings.", "Write each as `name: value`.")
    return _Layer(values, dict(_locations(node, path, ())))


def _text(file: Path, path: str) -> str:
    try:
        return read_plain(file, _LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        raise _refusal(path, "is missing.", "Bring it back; no site can be made without it.") from None
    except OSError:
        raise _refusal(path, "cannot be read.", "Check that it is a file and that you may read it.") from None
    except UnicodeDecodeError:
        raise _refusal(path, "is not saved as UTF-8.", "Save it again with the encoding UTF-8.") from None


def _refusal(path: str, message: str, fix: str, line: int = 1, column: int = 1) -> ProblemsError:
    return ProblemsError([Problem(path, line, column, "", message, fix)])


def _locations(node: yaml.Node, path: str, key: Key) -> Iterator[tuple[Key, Location]]:
    """Yield where each setting stands: its name, or an item itself."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            here = (*key, str(name.value))
            yield here, _location(name, path, value)
            yield from _locations(value, path, here)
    elif isinstance(node, yaml.SequenceNode) and node.tag != "!ENV":
        for number, item in enumerate(node.value):
            yield (*key, number), _location(item, path, item)
            yield from _locations(item, path, (*key, number))


def _location(node: yaml.Node, path: str, value: yaml.Node) -> Location:
    variable = ""
    if value.tag == "!ENV":
        named = value.value if isinstance(value.value, str) else [item.value for item in value.value]
        names = [named] if isinstance(named, str) else named
        variable = next((name for name in names if isinstance(name, str) and name in os.environ), "")
    return Location(path, node.start_mark.line + 1, node.start_mark.column + 1, variable)


def _lay_over(values: dict[str, Any], locations: dict[Key, Location], layer: _Layer, key: Key = ()) -> None:
    """Put a layer's settings over those below it as MkDocs does: groups are merged, all else is replaced."""
    upper = _at(layer.values, key)
    lower = _at(values, key)
    for name, value in upper.items():
        here = (*key, str(name))
        if isinstance(value, Mapping) and isinstance(lower.get(name), Mapping):
            _lay_over(values, locations, layer, here)
            continue
        lower[name] = value
        for known in [known for known in locations if known[: len(here)] == here]:
            del locations[known]
        locations.update({known: place for known, place in layer.locations.items() if known[: len(here)] == here})


def _at(values: Any, key: Key) -> Any:
    for part in key:
        values = values[part]
    return values


# Checking.


def _name(settings: Settings) -> Iterator[Problem]:
    name = settings.get("site_name")
    if not isinstance(name, str) or not name.strip():
        yield settings.problem(("site_name",), "the site has no name.", "Write it as text: it stands on every page.")


def _addresses(settings: Settings) -> Iterator[Problem]:
    checks: dict[str, Callable[[str], str]] = {"site_url": site_address, "repo_url": repository_address}
    for name, address in checks.items():
        value = settings.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            yield settings.problem(
                (name,), f"`{cut(str(value))}` is not a web address.", "Correct it, or leave it empty."
            )
            continue
        try:
            address(value)
        except WebAddressError as fault:
            yield settings.problem((name,), str(fault), fault.fix)


def _page_addresses(settings: Settings) -> Iterator[Problem]:
    if settings.get("use_directory_urls") is False:
        message = "records have addresses like `stretches/cat-cow/`, which search, data and printed sheets hold."
        fix = "Remove this; to read the site without a server of your own, run `python -m http.server -d site`."
        yield settings.problem(("use_directory_urls",), message, fix)


def _theme(settings: Settings) -> Iterator[Problem]:
    theme = settings.get("theme")
    name = settings.get("theme", "name") if isinstance(theme, Mapping) else theme
    if name != "material":
        yield settings.problem(("theme", "name"), f"`{name}` is not the theme of the templates.", "Write `material`.")
    folder = settings.get("theme", "custom_dir")
    if not isinstance(folder, str):
        fix = "Add `custom_dir: overrides` below `theme`."
        yield settings.problem(("theme",), "the folder of the templates, `custom_dir`, is missing.", fix)
    elif missing := [part for part in _TEMPLATES if not (settings.file.parent / folder / part).is_file()]:
        message = f"`{folder}` lacks {', '.join(f'`{part}`' for part in missing)}."
        fix = "Name the folder of the project's templates, `overrides`, or bring them back."
        yield settings.problem(("theme", "custom_dir"), message, fix)


def _look(settings: Settings) -> Iterator[Problem]:
    if settings.get("theme", "font") is not False:
        fix = "Write `font: false`."
        yield settings.problem(
            ("theme", "font"), "would load fonts from another site, with every reader's address.", fix
        )
    palette = settings.get("theme", "palette")
    if not isinstance(palette, list) or not any(isinstance(part, Mapping) and part.get("toggle") for part in palette):
        fix = "Write the palette as in the original `mkdocs.yml`."
        message = "needs its two schemes, each with a `toggle`: the search button stands beside it."
        yield settings.problem(("theme", "palette"), message, fix)
    yield from _logo(settings)


def _logo(settings: Settings) -> Iterator[Problem]:
    logo = settings.get("theme", "logo")
    if logo is None:
        return
    fix = "Name an SVG file in the folder of the pages, or remove it: then there are no pictures for shared links."
    docs = settings.get("docs_dir")
    file = settings.file.parent / (docs if isinstance(docs, str) else "docs") / str(logo)
    try:
        is_svg = b"<svg" in file.read_bytes()
    except (OSError, ValueError):
        yield settings.problem(("theme", "logo"), f"`{cut(str(logo))}` is not there.", fix)
        return
    if not is_svg:
        yield settings.problem(("theme", "logo"), f"`{cut(str(logo))}` is not an SVG.", fix)


def _plugins(settings: Settings) -> Iterator[Problem]:
    plugins = settings.get("plugins")
    found = dict(_plugin_items(plugins))
    for name in _SEARCHES & found.keys():
        message = "the site has a search of its own, and the theme's cannot read its pages."
        yield settings.problem(found[name][0], message, "Remove it.")
    if "macros" not in found:
        yield settings.problem(("plugins",), "`macros` is missing.", _MISSING_MACROS)
        return
    key, options = found["macros"]
    for name, value in options.items():
        if name.startswith("j2_") and name != "j2_extensions" and value:
            message = "changes how macro calls are written, and no page writes them so."
            yield settings.problem((*key, name), message, "Remove it.")
    if options.get("render_by_default") is False:
        message = "leaves every page empty, since pages show records by macros."
        yield settings.problem((*key, "render_by_default"), message, "Remove it.")


def _plugin_items(plugins: Any) -> Iterator[tuple[str, tuple[Key, Mapping[str, Any]]]]:
    """Yield of each plugin its name, the way to its options, and these."""
    named: Iterator[tuple[Key, Any]] = iter(())
    if isinstance(plugins, Mapping):
        named = iter([((), {name: options}) for name, options in plugins.items()])
    elif isinstance(plugins, list):
        named = iter([((number,), item) for number, item in enumerate(plugins)])
    for way, item in named:
        for name, options in (item if isinstance(item, Mapping) else {item: {}}).items():
            yield str(name), (("plugins", *way, str(name)), options if isinstance(options, Mapping) else {})


def _loaded(settings: Settings) -> Iterator[Problem]:
    """Yield what every page would load from another site."""
    for name in ("extra_css", "extra_javascript"):
        items = settings.get(name)
        for number, item in enumerate(items if isinstance(items, list) else ()):
            address = item.get("path") if isinstance(item, Mapping) else item
            if isinstance(address, str) and ("://" in address or address.startswith("//")):
                message = f"`{cut(address)}` would be loaded from another site by every page."
                yield settings.problem((name, number), message, "Put the file into the folder of the pages.")


def _records(settings: Settings) -> Iterator[Problem]:
    if not os.path.lexists(settings.file.parent / "stretches"):
        message = "there is no folder `stretches` beside these settings."
        yield Problem(
            settings.file.name, 1, 1, "", message, "Put this file where `stretches` is, or name another file."
        )
