"""The settings in `mkdocs.yml`, read with their places."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from stretchbook.problems import Problem, ProblemsError, cut
from stretchbook.text.plain_file import read_plain
from stretchbook.text.source import Source, decode

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What MkDocs calls the file of its settings."""

PLUGIN = "stretchbook"
"""What the plugin is called under `plugins`."""

RECORDS = "stretches"
"""What the folder of the records is called, unless the plugin's option `records` names another."""

Key = tuple[str | int, ...]
"""The location of a setting: `("theme", "logo")`; items are counted from 0."""

_DEEPEST = 10
_LARGEST = 100_000
"""Bytes: thirty times what a site needs."""


@dataclass(frozen=True)
class SettingPlace:
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
    locations: Mapping[Key, SettingPlace] = field(default_factory=dict)

    def get(self, *key: str) -> Any:
        """Return a setting; None where there is none."""
        value: Any = self.values
        for part in key:
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def problem(self, key: Key, message: str, fix: str) -> Problem:
        """Return a problem of a setting, at its line, or at that of the nearest setting around it."""
        known = (self.locations.get(key[:end]) for end in range(len(key), 0, -1))
        at = next((place for place in known if place), SettingPlace(self.file.name))
        name = at.variable or ".".join(str(part) for part in key if isinstance(part, str))
        return Problem(at.path, at.line, at.column, name, message, fix)


def settings_file(folder: Path) -> Path | None:
    """Return the file of the settings of the project in a folder; None where there is none."""
    return next((folder / name for name in NAMES if os.path.lexists(folder / name)), None)


def read_settings(file: Path) -> Settings:
    """Read a file of settings, and those that it inherits from. Raises `ProblemsError`."""
    values: dict[str, Any] = {}
    locations: dict[Key, SettingPlace] = {}
    for layer in reversed(list(_layers(file, file.parent))):
        _lay_over(values, locations, layer)
    return Settings(file, values, locations)


def plugin_options(settings: Settings) -> Iterator[tuple[str, tuple[Key, Mapping[str, Any]]]]:
    """Yield the name of each plugin, the key of its options, and these."""
    plugins = settings.get("plugins")
    named: Iterator[tuple[Key, Any]] = iter(())
    if isinstance(plugins, Mapping):
        named = iter([((), {name: options}) for name, options in plugins.items()])
    elif isinstance(plugins, list):
        named = iter([((number,), item) for number, item in enumerate(plugins)])
    for key, item in named:
        for name, options in (item if isinstance(item, Mapping) else {item: {}}).items():
            yield str(name), (("plugins", *key, str(name)), options if isinstance(options, Mapping) else {})


def records_name(settings: Settings) -> str:
    """Return the name of the folder of the records, which is beside `mkdocs.yml`: the plugin's option `records`."""
    options = dict(plugin_options(settings)).get(PLUGIN, ((), {}))[1]
    return str(options.get("records") or RECORDS)


@dataclass(frozen=True)
class _SettingsFile:
    values: Mapping[str, Any]
    locations: Mapping[Key, SettingPlace]


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads, but calls no Python that a file names."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, node: str(node.value))
_Loader.add_multi_constructor("!", lambda _loader, _suffix, node: str(node.value))


def _layers(file: Path, top: Path, depth: int = 0) -> Iterator[_SettingsFile]:
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


def _read(file: Path, path: str) -> _SettingsFile:
    text = _text(file, path)
    _refuse_anchors(text, path)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else None
    except RecursionError:
        raise _refusal(path, "is nested too deeply.", "Write it with fewer brackets.") from None
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
    return _SettingsFile(values, dict(_locations(node, path, ())))


def _refuse_anchors(text: str, path: str) -> None:
    """Refuse values that stand for others: a few lines of them make more than any memory holds, or never end."""
    if "&" not in text and "*" not in text:
        return
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                at: Any = event.start_mark
                message, fix = (
                    "uses an anchor (`&` or `*`).",
                    "Write the value out; put text with these signs in quotes.",
                )
                raise _refusal(path, message, fix, at.line + 1, at.column + 1)
    except yaml.YAMLError:
        return  # whoever reads it says what is wrong


def _text(file: Path, path: str) -> str:
    try:
        raw = read_plain(file, _LARGEST)
        if len(raw) > _LARGEST:
            raise _refusal(path, f"is larger than {_LARGEST // 1000} kB.", "Shorten it.")
    except FileNotFoundError:
        raise _refusal(path, "is missing.", "Bring it back; no site can be made without it.") from None
    except OSError:
        raise _refusal(path, "cannot be read.", "Check that it is a file and that you may read it.") from None
    source = Source(path)
    text = decode(raw, source)
    if text is None or source.problems:
        raise ProblemsError(source.problems)
    return text


def _refusal(path: str, message: str, fix: str, line: int = 1, column: int = 1) -> ProblemsError:
    return ProblemsError([Problem(path, line, column, "", message, fix)])


def _locations(node: yaml.Node, path: str, key: Key) -> Iterator[tuple[Key, SettingPlace]]:
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


def _location(node: yaml.Node, path: str, value: yaml.Node) -> SettingPlace:
    variable = ""
    if value.tag == "!ENV":
        named = value.value if isinstance(value.value, str) else [item.value for item in value.value]
        names = [named] if isinstance(named, str) else named
        variable = next((name for name in names if isinstance(name, str) and name in os.environ), "")
    return SettingPlace(path, node.start_mark.line + 1, node.start_mark.column + 1, variable)


def _lay_over(values: dict[str, Any], locations: dict[Key, SettingPlace], layer: _SettingsFile, key: Key = ()) -> None:
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
