"""The HTML of the macros: kept out of Markdown's sight, and put where their calls stood afterwards."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import currentframe
from typing import TYPE_CHECKING, Any

from jinja2 import Template
from mkdocs.structure.pages import Page

from stretchbook.checks.macro_calls import page_values
from stretchbook.plugin.errors import front_matter_lines, macro_problem, path_of
from stretchbook.plugin.page_macros import NAME, PageMacros
from stretchbook.problems import Problem
from stretchbook.render.macros import Macros
from stretchbook.text.page_html import MARK_FAULT, html_faults, mark, marks_in

if TYPE_CHECKING:
    from stretchbook.plugin.build import Build


@dataclass(frozen=True)
class _Shown:
    """What a call gave: its HTML, whether its words are the page's own, and the line of the call in its file."""

    html: str
    is_indexed: bool
    line: int


class MacroHtml:
    """What each macro call of a build gave. In the page's Markdown there is a mark with the number of the call.

    No page can hold a mark of its own: the word in it is drawn anew for each build, and nobody sees it.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._word = secrets.token_hex(16)
        self._mark = re.compile(rf'<(div|span) data-stretchbook="{self._word}-(\d+)"></\1>')
        self._shown: list[_Shown] = []
        self._page: Page | None = None
        self._first = 0
        """The number of the first call of the page that is made now."""

    def register(self) -> None:
        """Offer the macros to pages; without a library all of them are empty."""
        build = self._build
        macros: Mapping[str, Callable[..., str]] = dict.fromkeys(Macros.NAMES, str)
        if build.renderer and build.writer:
            macros = Macros(build.renderer, build.writer.sheet, lambda: str(self._page and self._page.url)).all()
        plugin = build.config.plugins[NAME]
        assert isinstance(plugin, PageMacros)  # noqa: S101 it was added when the build began
        plugin.offer({name: self._guarded(name, macro) for name, macro in macros.items()}, page_values(build.settings))

    def begin(self, page: Page) -> None:
        """Note that the calls which follow are a page's."""
        self._page, self._first = page, len(self._shown)

    def problems(self, content: str, page: Page) -> Iterator[Problem]:
        """Yield what a page's HTML holds and none may, and the calls that it does not show.

        The check of the text tells it with its line, unless an extension of Markdown adds it.
        """
        path = path_of(page, self._build)
        for fault in html_faults(content, self._word):
            yield Problem(path, 1, 1, "", fault.message, fault.fix)
        found = marks_in(content, self._word)
        for number in range(self._first, len(self._shown)):
            if found.get(number) != 1:
                yield Problem(path, self._shown[number].line, 1, "", *MARK_FAULT)

    def put_into(self, content: str) -> str:
        """Return a page's content with the HTML of all its calls."""
        return self._mark.sub(lambda found: self._shown[int(found[2])].html, content)

    def put_indexed_into(self, content: str) -> str:
        """Return a page's content with the HTML only of calls whose words are the page's own, for search."""
        kept = {number: each.html for number, each in enumerate(self._shown) if each.is_indexed}
        return self._mark.sub(lambda found: kept.get(int(found[2]), ""), content)

    def _guarded(self, name: str, macro: Callable[..., str]) -> Callable[..., str]:
        """Return a macro that gives a mark, and notes what fails; nothing where there is no library."""

        def call(*arguments: Any) -> str:
            page = self._page
            if page is None or not self._build.library:
                return ""
            line = front_matter_lines(page, self._build) + line_of_call()
            try:
                html = str(macro(*arguments))
            except Exception as error:  # noqa: BLE001 a template may raise anything, and no traceback may reach a user
                self._build.problems.append(macro_problem(error, name, page, line, self._build))
                return ""
            self._shown.append(_Shown(html, name in Macros.INDEXED, line))
            return mark(f"{self._word}-{len(self._shown) - 1}", is_inline=name in Macros.INLINE)

        return call


def line_of_call() -> int:
    """Return the line of the page from which the macro that is running now was called; 1 where none was."""
    frame = currentframe()
    while frame:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 1
