"""What the package brings along, where the library's `mkdocs.yml` leaves it out: theme, styles, scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from stretchbook.settings.defaults import defaults
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.settings.theme_folder import packaged_theme

Item = TypeVar("Item")

_OF_THEME = ("name", "custom_dir", "static_templates", "locale")
"""What is no variable of a theme."""


def supply_defaults(config: MkDocsConfig, given: Settings) -> None:
    """Set what the settings of the file, `given`, leave out; add our styles and scripts before the library's own."""
    settings = defaults(given.file.parent)
    theme = settings.pop("theme")
    ours = _validated(settings, config)
    config.theme = _theme(config, given, theme)
    for name, value in ours.extra.items():
        config.extra.setdefault(name, value)
    config.extra_css = _joined(ours.extra_css, config.extra_css)
    config.extra_javascript = _joined(ours.extra_javascript, config.extra_javascript)
    config.markdown_extensions = _joined(ours.markdown_extensions, config.markdown_extensions)
    config.mdx_configs = {**ours.mdx_configs, **config.mdx_configs}
    for group, rules in settings["validation"].items():
        for rule in rules:
            if given.get("validation", group, rule) is given.get("validation", rule) is None:
                config.validation[group][rule] = ours.validation[group][rule]


def _validated(settings: Mapping[str, Any], config: MkDocsConfig) -> MkDocsConfig:
    """Return settings as MkDocs reads them, for the same project."""
    read = MkDocsConfig(config_file_path=config.config_file_path)
    project = {"site_name": config.site_name, "docs_dir": config.docs_dir, "site_dir": config.site_dir, "plugins": []}
    read.load_dict({**settings, **project})
    read.validate()
    return read


def _theme(config: MkDocsConfig, given: Settings, ours: Mapping[str, Any]) -> Theme:
    """Return the theme with our defaults for its settings, and with the package's templates below the library's own."""
    written, theme = given.get("theme"), config.theme
    variables = {name: theme[name] for name in (written if isinstance(written, dict) else ()) if name not in _OF_THEME}
    made = Theme(
        name=ours["name"] if written is None and theme.name == "mkdocs" else theme.name,
        custom_dir=theme.custom_dir or _own_folder(given, ours),
        static_templates=theme.static_templates,
        locale=str(theme.locale),
        **{name: value for name, value in {**ours, **variables}.items() if name not in _OF_THEME},
    )
    own = 1 if made.custom_dir else 0
    made.dirs[own:own] = map(str, packaged_theme())
    return made


def _own_folder(given: Settings, ours: Mapping[str, Any]) -> str | None:
    name = ours.get("custom_dir")
    return str(given.file.parent / name) if name else None


def _joined(ours: Sequence[Item], theirs: Sequence[Item]) -> list[Item]:
    named = set(map(str, theirs))
    return [*(item for item in ours if str(item) not in named), *theirs]
