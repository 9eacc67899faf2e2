"""The HTML of the macros: kept out of Markdown's sight, and put where their calls stood afterwards."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.structure.pages import Page

from stretchbook.checks.macro_calls import page_values
from stretchbook.plugin.errors import lines_above, macro_problem, path_of
from stretchbook.problems import Problem
from stretchbook.render.macros import Macros
from stretchbook.text.page_calls import Call, parsed, shown
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
        self._macros: Mapping[str, Callable[..., str]] = {}
        self._url = ""
        self._of_page: dict[str, range] = {}
        """The numbers of the calls of each page, by its source's address."""

    def register(self) -> None:
        """Take the macros of the library; without one, all of them are empty."""
        build = self._build
        if build.renderer and build.writer:
            self._macros = Macros(build.renderer, build.writer.sheet, lambda: self._url).all()

    def rendered(self, markdown: str, page: Page) -> str:
        """Return a page's Markdown with a mark for each of its calls."""
        self._url, first = str(page.url), len(self._shown)
        text = shown(parsed(markdown), page_values(self._build.settings), lambda call: self._called(call, page))
        self._of_page[page.file.src_uri] = range(first, len(self._shown))
        return text

    def problems(self, content: str, page: Page) -> Iterator[Problem]:
        """Yield what a page's HTML holds and none may, and the calls that it does not show.

        The check of the text tells it with its line, unless an extension of Markdown adds it.
        """
        path = path_of(page, self._build)
        for fault in html_faults(content, self._word):
            yield Problem(path, 1, 1, "", fault.message, fault.fix)
        found = marks_in(content, self._word)
        for number in self._of_page.get(page.file.src_uri, ()):
            if found.get(number) != 1:
                yield Problem(path, self._shown[number].line, 1, "", *MARK_FAULT)

    def put_into(self, content: str) -> str:
        """Return a page's content with the HTML of all its calls."""
        return self._mark.sub(lambda found: self._shown[int(found[2])].html, content)

    def put_indexed_into(self, content: str) -> str:
        """Return a page's content with the HTML only of calls whose words are the page's own, for search."""
        kept = {number: each.html for number, each in enumerate(self._shown) if each.is_indexed}
        return self._mark.sub(lambda found: kept.get(int(found[2]), ""), content)

    def _called(self, call: Call, page: Page) -> str:
        """Return the mark of a call; nothing where it fails, which is noted."""
        if not self._build.library:
            return ""
        line = lines_above(page, self._build) + call.line
        try:
            html = str(self._macros[call.name](*call.arguments))
        except Exception as error:  # noqa: BLE001 a template may raise anything, and no traceback may reach a user
            self._build.problems.append(macro_problem(error, call.name, page, line, self._build))
            return ""
        self._shown.append(_Shown(html, call.name in Macros.INDEXED, line))
        return mark(f"{self._word}-{len(self._shown) - 1}", is_inline=call.name in Macros.INLINE)
