"""mkdocs-macros, held to what a page may do: it calls our macros and says names, and runs nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_macros.plugin import MacrosPlugin

NAME = "macros"
"""What the plugin is called among those of the settings."""

LOG = logging.getLogger("mkdocs.plugins.mkdocs_macros.util")
"""Where it lists every macro and filter at each build, which buries what matters."""


class PageMacros(MacrosPlugin):  # type: ignore[no-untyped-call]
    """Answers the macro calls of pages.

    What a page's braces hold is read and refused before (`checks/macro_calls.py`). Behind that stands Jinja's sandbox,
    without filters, tests or files; no module and no data of the project's folder is loaded.
    """

    def offer(self, macros: Mapping[str, Callable[..., str]], values: Mapping[str, str]) -> None:
        """Let pages call these macros, and say these values by their names."""
        environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
        environment.filters.clear()
        environment.tests.clear()
        environment.globals.clear()
        environment.globals.update({**values, **macros})
        self._env = environment

    def render(self, markdown: str, force_rendering: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 the plugin's own form
        """Return a page's Markdown with what its calls gave."""
        return self.env.from_string(markdown).render()

    def has_j2(self, _: str) -> bool:
        """Return False: braces in a title are text."""
        return False

    def _load_yaml(self) -> None:
        pass

    def _load_modules(self) -> None:
        self._pre_macro_functions: list[Callable[..., None]] = []
        self._post_macro_functions: list[Callable[..., None]] = []
        self._post_build_functions: list[Callable[..., None]] = []


def add_page_macros(config: MkDocsConfig) -> None:
    """Add it to the plugins of a build. The settings cannot name it: theirs would run what it finds in pages."""
    plugin = PageMacros()
    plugin.load_config({"on_undefined": "strict"}, config.config_file_path)
    config.plugins[NAME] = plugin
