"""What happens to each page: its text, its title and description, its content, and the faults of the theme."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from mkdocs.structure.pages import Page

from stretchbook.book.addresses import to_root
from stretchbook.book.article import read_text
from stretchbook.checks.macro_calls import call_problems, page_values
from stretchbook.plugin.build import Build
from stretchbook.plugin.errors import front_matter_lines, path_of
from stretchbook.problems import Problem
from stretchbook.render import search
from stretchbook.render.macros import Macros
from stretchbook.render.pages import RecordPage
from stretchbook.render.sharing import SITE_PICTURE, picture_of
from stretchbook.site.problem_page import problem_list
from stretchbook.site.theme import ThemeChangedError, fix_theme

_THEME = "the theme"
"""How problems name it."""

_TEXTS = ("title", "description")


class PageEvents:
    """The pages of one build, hand-written and of records."""

    def __init__(self, build: Build) -> None:
        self._build = build

    def source(self, page: Page) -> str | None:
        """Return a page's text as it was read when the build began; whoever writes it may be saving it just now.

        A page that cannot be read is empty: in its place the problems are shown.
        """
        build, uri = self._build, page.file.src_uri
        page.update_date = build.date.day.isoformat()
        if page.file.src_dir != str(build.page_folder.folder):
            return None
        if uri in build.written.files:
            build.texts[uri] = build.written.texts.get(uri, "")
        else:  # it was written since the build began
            text, problems = read_text(build.page_folder, uri)
            build.texts[uri] = text or ""
            build.problems += problems
        return build.texts[uri]

    def markdown(self, markdown: str, page: Page) -> str | None:
        """Refuse macro calls that nothing answers to; return an empty page then, and None where nothing changes."""
        build = self._build
        build.macro_html.begin(page)
        for name in _TEXTS:
            if name in page.meta:
                page.meta[name] = str(page.meta[name])  # a year is a number to YAML
        if build.pictures:
            own = picture_of(page.url)
            page.meta["picture"] = own if own in build.pictures else SITE_PICTURE
        if record := self._record(page):
            page.meta["hide"] = ["navigation", "toc"]
            page.meta["description"] = record.description
            return None
        known = {*Macros.NAMES, *page_values(build.settings)}
        problems = list(call_problems(markdown, path_of(page, build), known, front_matter_lines(page, build)))
        build.problems += problems
        return "" if problems else None

    def content(self, content: str, page: Page) -> str:
        """Return a page's content with the macros' HTML; a server's, while something is wrong, with what is wrong."""
        record = self._record(page)
        title = record.title if record else html.unescape(str(page.title or ""))
        if not record:
            self._build.problems += self._build.macro_html.problems(content, page)
            self._note_for_search(page, title, content)
        page.title = html.escape(title)
        for name in _TEXTS:
            if name in page.meta:
                page.meta[name] = html.escape(str(page.meta[name]))
        if self._build.shows_problems:
            return str(problem_list(self._build.problems))
        return self._build.macro_html.put_into(content) + self._imprint(page)

    def finished(self, output: str, page: Page) -> str:
        """Return a whole page without the theme's faults."""
        return self._fixed(output, page.file.src_uri, to_root(page.url))

    def finished_template(self, output: str, name: str) -> str:
        """Return the page for addresses that lead nowhere without the theme's faults; any other as it is."""
        address = self._build.config.site_url
        # Without the site's address that page is made without the theme: see the template.
        if name != "404.html" or not address:
            return output
        # Nobody knows how deep the address is, so all that this page links to begins at the top of the host.
        return self._fixed(output, name, urlsplit(address).path.rstrip("/") + "/")

    def _record(self, page: Page) -> RecordPage | None:
        return self._build.record_pages.get(page.file.src_uri)

    def _imprint(self, page: Page) -> str:
        """Return what says on a printed page where it comes from."""
        build = self._build
        if not build.renderer or not build.writer:
            return ""
        imprint = build.writer.imprint
        address = imprint.address_of(str(page.url))
        return str(build.renderer.render("imprint.html", str(page.url), imprint=imprint, address=address))

    def _note_for_search(self, page: Page, title: str, content: str) -> None:
        own = self._build.macro_html.put_indexed_into(content)
        try:
            read = search.read_page(page.url, title, page.meta, own)
        except search.SearchSettingError as error:
            self._build.problems.append(Problem(path_of(page, self._build), 1, 1, "", str(error), ""))
            return
        self._build.searched += [read] if read else []

    def _fixed(self, output: str, name: str, root: str) -> str:
        build = self._build
        if build.shows_problems:
            shown = problem_list(build.problems)
            whole = re.compile(r"(<article[^>]*>).*?(</article>)", re.DOTALL)
            return whole.sub(lambda found: f"{found[1]}{shown}{found[2]}", output, count=1)
        try:
            return fix_theme(output, name, root)
        except ThemeChangedError as change:
            # One page says enough: the theme is the same on all of them.
            if not any(problem.path == _THEME for problem in build.problems):
                build.problems.append(Problem(_THEME, 1, 1, "", str(change), ""))
            return output
