"""The HTML of the macros: kept out of Markdown's sight, and put where their calls stood afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Template
from markupsafe import Markup

from stretchbook.plugin.errors import macro_problem, page_problem
from stretchbook.render.macros import Macros

if TYPE_CHECKING:
    from stretchbook.plugin.build import Build

_MARK = re.compile(r'<(div|span) data-stretchbook="(\d+)"></\1>')


class MacroHtml:
    """What each macro call of a build gave. In the page's Markdown there is a mark with the number of the call."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._html: list[str] = []
        self._indexed: set[int] = set()

    @property
    def plugin(self) -> Any:
        """The macros plugin."""
        return self._build.config.plugins["macros"]

    def register(self) -> None:
        """Offer the macros to pages; without a library all of them are empty."""
        build = self._build
        macros: Mapping[str, Callable[..., str]] = dict.fromkeys(Macros.NAMES, Markup)
        if build.renderer and build.writer:
            plugin = self.plugin
            macros = Macros(build.renderer, build.writer.sheet, lambda: str(plugin.page.url)).all()
        self.plugin.variables["repository_url"] = build.config.repo_url or ""
        self.plugin.register_macros({name: self._guarded(name, macro) for name, macro in macros.items()})

    def guard_pages(self) -> None:
        """Note what fails between a page's macro calls; the macros plugin would print a traceback on the page."""
        build, plugin = self._build, self.plugin

        class PageTemplate(Template):
            def render(self, *arguments: Any, **named: Any) -> str:
                try:
                    return super().render(*arguments, **named)
                except Exception as error:  # noqa: BLE001 a page may call anything, and no traceback may reach a user
                    build.problems.append(page_problem(error, plugin.page, build))
                    return ""

        plugin.env.template_class = PageTemplate

    def put_into(self, content: str) -> str:
        """Return a page's content with the HTML of all its calls."""
        return _MARK.sub(lambda found: self._html[int(found[2])], content)

    def put_indexed_into(self, content: str) -> str:
        """Return a page's content with the HTML only of calls whose words are the page's own, for search."""
        return _MARK.sub(lambda found: self._html[int(found[2])] if int(found[2]) in self._indexed else "", content)

    def _guarded(self, name: str, macro: Callable[..., str]) -> Callable[..., str]:
        """Return a macro that gives a mark, and notes what fails."""

        def call(*arguments: Any, **named: Any) -> str:
            if not self._build.library:
                return ""
            try:
                html = macro(*arguments, **named)
            except Exception as error:  # noqa: BLE001 a template may raise anything, and no traceback may reach a user
                self._build.problems.append(macro_problem(error, name, self.plugin.page, self._build))
                return ""
            return self._keep(name, str(html))

        return call

    def _keep(self, name: str, html: str) -> str:
        self._html.append(html)
        number = len(self._html) - 1
        if name in Macros.INDEXED:
            self._indexed.add(number)
        tag = "span" if name in Macros.INLINE else "div"
        return f'<{tag} data-stretchbook="{number}"></{tag}>'
