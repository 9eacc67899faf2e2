"""How a site is built, from top to bottom. The only file that imports mkdocs.

MkDocs calls `on_startup` once and `on_config` at each build. Each build gets a `Spine` of its own, which holds
all that the build knows. A server's builds carry over only `Memory`: what would come out the same.
"""

from __future__ import annotations

import gc
import html
import logging
import os
import re
import shutil
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, Literal, NoReturn
from urllib.parse import urlsplit

from click import ClickException
from jinja2 import Environment, Template, TemplateError, TemplateSyntaxError
from markupsafe import Markup
from mkdocs import __version__ as mkdocs_version
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib import search as mkdocs_search
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, clean_directory
from stretchbook.book.addresses import Addresses, to_root
from stretchbook.book.article import Pages, read_pages, read_text
from stretchbook.book.leftovers import is_passed_over
from stretchbook.book.library import Library
from stretchbook.book.opening import open_book
from stretchbook.book.page_folder import PageFolder
from stretchbook.cache.memory import Memory, digest
from stretchbook.checks.macro_calls import call_problems, line_of_call
from stretchbook.problems import Problem, ProblemsError, annotate, report
from stretchbook.render import api, redirects, search, web_fonts
from stretchbook.render.figures.figure_cache import Studio
from stretchbook.render.figures.figure_set import Album
from stretchbook.render.html import Renderer, compiled_templates
from stretchbook.render.macros import MacroError, Macros
from stretchbook.render.pages import RecordPage, record_pages
from stretchbook.render.sharing import ICON, SITE_PICTURE, SharingPictures, picture_of
from stretchbook.render.sheets.content import Imprint, SheetWriter
from stretchbook.render.sheets.pdf_printer import Press
from stretchbook.render.sheets.sheet_files import Edition, SheetError
from stretchbook.render.typesetting import TypesettingError
from stretchbook.settings.dates import BuildDate, build_date, environment_date
from stretchbook.settings.mkdocs_yml import Settings, read_settings, settings_problems
from stretchbook.settings.web_address import repository_address, site_address
from stretchbook.site.atomic_dir import AtomicDir, AtomicDirError, check_place
from stretchbook.site.check import ReadPage, check_site
from stretchbook.site.problem_page import bare_page, troubles_page
from stretchbook.site.theme import ThemeChangedError, mend, theme_text
from stretchbook.text.ids import as_id
from stretchbook.text.source import Source

log = logging.getLogger("mkdocs.stretchbook")

RECORDS = "stretches"
"""The folder of the records, beside `mkdocs.yml`."""

THEME = "hooks/stretchbook/site/theme.py"
PICTURE = "hooks/stretchbook/render/sharing.typ"

_RARELY = (50_000, 50, 50)
"""How often Python looks for rubbish: after so many new objects, and after so many of the looks before."""

_PLACE = re.compile(r'<(div|span) data-stretchbook="(\d+)"></\1>')


def on_startup(command: Literal["build", "gh-deploy", "serve", "mike"], *, dirty: bool = False) -> None:
    """Remember the command: MkDocs tells it once, before there is a build that could hold it."""
    Spine.is_serving, Spine.is_dirty, Spine.date_note = command == "serve", dirty, ""
    Spine.is_publishing = command == "gh-deploy"
    Spine.only_asks = command == "mike"
    if dirty:
        log.info("`--dirty` changes nothing: every page is built, so that search and the last check see all of them.")
    Spine.sources, Spine.typeset, Spine.read_back = (Memory(lasting=Spine.is_serving) for _ in range(3))
    # A build makes a great many things that stay; looking among them for rubbish takes a fifth of its time.
    gc.set_threshold(*_RARELY)
    # It lists every macro and filter at each build, which buries what matters.
    logging.getLogger("mkdocs.plugins.mkdocs_macros.util").setLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build."""
    if Spine.only_asks:  # mike wants to know the settings, and runs `mkdocs build` afterwards
        return config
    spine = Spine(config)
    config.plugins["stretchbook"] = spine
    spine.begin()
    return config


class Spine(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """One build. Its events stand in the order in which MkDocs calls them."""

    is_serving: ClassVar[bool] = False
    is_publishing: ClassVar[bool] = False
    only_asks: ClassVar[bool] = False
    is_dirty: ClassVar[bool] = False
    date_note: ClassVar[str] = ""
    """What was said last about the date: a server says it once."""
    sources: ClassVar[Memory[Source]]
    """The files of the library."""
    typeset: ClassVar[Memory[str]]
    """The pages as the theme made them."""
    read_back: ClassVar[Memory[ReadPage]]
    """The finished pages as the last check read them."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.top = Path(config.config_file_path).parent
        self.site_config = config
        self.templates = Path(config.theme.custom_dir or self.top / "overrides")
        self.cleanup = ExitStack()
        self.date: BuildDate
        self.library: Library | None = None
        self.renderer: Renderer | None = None
        self.album: Album | None = None
        self.writer: SheetWriter | None = None
        self.site_dir = str(config.site_dir)
        self.output: AtomicDir | None = None
        self.nav: Navigation | None = None
        self.problems: list[Problem] = []
        self.folder = PageFolder(
            Path(config.docs_dir), self.top, config.exclude_docs, config.draft_docs, tuple(map(Path, config.theme.dirs))
        )
        self.written = Pages()
        """The hand-written pages."""
        self.texts: dict[str, str] = {}
        """What MkDocs was given of them."""
        self.pages: dict[str, RecordPage] = {}
        self.shared: set[str] = set()
        self.stash: list[str] = []
        self.spoken: set[int] = set()
        self.read_pages: list[search.ReadPage] = []
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)

    # What is there before any page.

    def begin(self) -> None:
        """Check settings, records and pages; from here on there is a library or there are problems."""
        logging.getLogger("mkdocs").addHandler(self.warnings)
        self.cleanup.callback(logging.getLogger("mkdocs").removeHandler, self.warnings)
        self._check_settings()
        self._set_addresses()
        if self.is_serving and self.is_dirty:
            # Then no page counts as built already; what is left of removed records goes, too.
            clean_directory(self.site_config.site_dir)
        if not self.is_serving:
            self._choose_output()
        self._read_book()
        if self.library:
            self._draw(self.library)
        self._register_macros()
        if self.written.is_endless:
            # MkDocs would walk round in circles. It gets an empty folder until `on_files` gives it the files.
            nothing = self.top / ".cache" / "nothing"
            nothing.mkdir(parents=True, exist_ok=True)
            self.site_config.docs_dir = str(nothing)

    def _choose_output(self) -> None:
        """Have MkDocs write beside the site's folder, or inside it, until all is checked."""
        inside = [self.templates, *(self.top / name for name in (RECORDS, "hooks", ".git"))]
        try:
            check_place(
                Path(self.site_dir),
                apart=[Path(self.site_config.docs_dir), *inside],
                around=[self.top, Path(os.path.expanduser("~"))],  # noqa: PTH111 Path's own raises where there is no home
            )
            self.output = AtomicDir(Path(self.site_dir), log.info)
        except AtomicDirError as refusal:
            raise Abort(str(refusal)) from None
        self.site_config.site_dir = str(self.output.folder)

    def _check_settings(self) -> None:
        """Refuse settings that would break every page, together with all else that is wrong; set the date."""
        try:
            self.problems += settings_problems(self._settings())
        except ProblemsError as refusal:
            self.problems += refusal.problems
        if self.problems:
            self._read_book()
            self._stop()
        self.date = build_date(self.top)
        self.cleanup.enter_context(environment_date(self.date))
        if self.date.note and self.date.note != self.date_note:
            # Not as a warning: a strict build without git would stop.
            log.info("%s", self.date.note)
            Spine.date_note = self.date.note

    def _settings(self) -> Settings:
        """Return the settings as they are in the file, with those that MkDocs' command may have changed."""
        config = self.site_config
        settings = read_settings(Path(config.config_file_path or "mkdocs.yml"))
        theme = settings.get("theme")
        written = theme if isinstance(theme, dict) else {"name": theme}
        changed = {"theme": {**written, "name": config.theme.name}, "use_directory_urls": config.use_directory_urls}
        return replace(settings, values={**settings.values, **changed})

    def _set_addresses(self) -> None:
        """Write the site's and the repository's address in one way, whatever way they were given in."""
        config = self.site_config
        if config.site_url and not self.is_serving:
            config.site_url = site_address(config.site_url)
        if config.repo_url:
            config.repo_url = repository_address(config.repo_url)
        else:
            config.edit_uri = None

    def _read_book(self) -> None:
        self.written = read_pages(self.folder)
        if not os.path.lexists(self.top / RECORDS):
            return
        try:
            settings = Path(self.site_config.config_file_path)
            self.library = open_book(self.top / RECORDS, self.written, self.sources, settings)
        except ProblemsError as refusal:
            self.problems += refusal.problems
            self._stop_if_building()

    def _draw(self, library: Library) -> None:
        self.album = Album(library, self.top / RECORDS, Studio(self.top / ".cache" / "figures"))
        self.album.draw(log.info, with_samples=self._shows_samples())
        self.problems += self.album.problems
        log.info("%s", self.album.studio.report())
        if undrawn := self.album.undrawn():
            log.info("Without a figure: %s. CONTRIBUTING says how to pose one.", ", ".join(undrawn))
        self._stop_if_building()

    def _shows_samples(self) -> bool:
        """Tell whether a page shows the words of poses: without one, nobody waits for them to be drawn."""
        return any("pose_samples(" in article.text for article in self.written.articles)

    def _register_macros(self) -> None:
        plugin: Any = self.site_config.plugins["macros"]
        if self.library:
            self.renderer = Renderer(self.library, self.templates, self.album, self.top / ".cache", self.date.day)
            self.writer = SheetWriter(self.library, self._imprint(), self.renderer.pictures)
            macros = Macros(self.renderer, self.writer.sheet, lambda: str(plugin.page.url)).all()
        else:
            macros = dict.fromkeys(Macros.NAMES, Markup)
        guarded = {name: self._guarded(name, macro, plugin) for name, macro in macros.items()}
        plugin.register_macros(guarded)

    def _imprint(self) -> Imprint:
        # While the site is being written it has no address of its own.
        address = None if self.is_serving else self.site_config.site_url or None
        return Imprint(self.site_config.site_name, self.date.day, address)

    def _guard_pages(self, plugin: Any) -> None:
        """Note what fails between a page's macro calls; the macros plugin would print a traceback on the page."""
        note_fault = self._note_page_fault

        class PageTemplate(Template):
            def render(self, *arguments: Any, **named: Any) -> str:
                try:
                    return super().render(*arguments, **named)
                except Exception as fault:  # noqa: BLE001 a page may call anything, and no traceback may reach a user
                    note_fault(plugin.page, fault)
                    return ""

        plugin.env.template_class = PageTemplate

    def _note_page_fault(self, page: Page, fault: Exception) -> None:
        log.debug("%s failed", page.file.src_uri, exc_info=fault)
        lines = [line for frame, line in traceback.walk_tb(fault.__traceback__) if _file_of(frame) == "<template>"]
        line = self._lines_above(page) + (lines[-1] if lines else 1)
        wrong = f"cannot be rendered: {_said(fault)}."
        self.problems.append(Problem(self._path(page), line, 1, "", wrong, "Correct what stands in the braces."))

    def _guarded(self, name: str, macro: Callable[..., str], plugin: Any) -> Callable[..., str]:
        """Keep a macro's HTML out of Markdown's sight, and its faults out of the page."""

        def call(*arguments: Any, **named: Any) -> str:
            if not self.library:
                return ""
            try:
                made = macro(*arguments, **named)
            except Exception as fault:  # noqa: BLE001 a template may raise anything, and no traceback may reach a user
                self._note_fault(name, arguments, plugin.page, fault)
                return ""
            self.stash.append(str(made))
            if name in Macros.SPOKEN:
                self.spoken.add(len(self.stash) - 1)
            tag = "span" if name in Macros.INLINE else "div"
            return f'<{tag} data-stretchbook="{len(self.stash) - 1}"></{tag}>'

        return call

    def _note_fault(self, macro: str, arguments: tuple[Any, ...], page: Page, fault: Exception) -> None:
        log.debug("%s failed", macro, exc_info=fault)
        if place := self._place_in_template(fault):
            wrong = f"{macro} cannot be rendered: {_said(fault)}."
            self.problems.append(Problem(*place, 1, "", wrong, "Mend the template."))
            return
        line = self._lines_above(page) + line_of_call(page.markdown or "", macro, arguments)
        if isinstance(fault, MacroError):
            wrong, what_to_do = f"{macro}: {fault}", "Correct the call."
        elif isinstance(fault, TypeError):
            wrong, what_to_do = f"{str(fault).removeprefix('Macros.')}.", "Correct the call."
        else:
            wrong, what_to_do = f"{macro} cannot be rendered: {_said(fault)}.", "Please report this."
        self.problems.append(Problem(self._path(page), line, 1, "", wrong, what_to_do))

    def _place_in_template(self, fault: BaseException) -> tuple[str, int] | None:
        """Give the template and the line where a fault arose, if it arose in one of ours."""
        places = [(_file_of(frame), line) for frame, line in traceback.walk_tb(fault.__traceback__)]
        if isinstance(fault, TemplateSyntaxError):
            places.append((fault.filename or "", fault.lineno))
        overrides = self.templates.resolve()
        ours = [(Path(name).resolve(), line) for name, line in places if name.endswith(".html")]
        inside = [(file, line) for file, line in ours if file.is_relative_to(overrides)]
        return (_shown(inside[-1][0], self.top), inside[-1][1]) if inside else None

    def _lines_above(self, page: Page) -> int:
        """Count the lines of a page's file above its Markdown: its front matter."""
        text = self.texts.get(page.file.src_uri) if page.file.generated_by is None else page.file.content_string
        return max(0, (text or "").count("\n") - (page.markdown or "").count("\n"))

    def _path(self, page: Page) -> str:
        made = self.pages.get(page.file.src_uri)
        return made.edit if made else self.folder.shown(page.file.src_uri)

    # Files.

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Drop what nobody wrote for readers; add what is made from records: pages, data and former addresses."""
        self._drop_unpublished(files, config)
        written = {file.dest_uri: file.src_uri for file in files}
        for file in self._made_files(config):
            if file.dest_uri in written and self.library:
                wrong = "stands where a record's page goes."
                path = self.folder.shown(written[file.dest_uri])
                self.problems.append(Problem(path, 1, 1, "", wrong, "Rename one of the two."))
            if same := files.get_file_from_path(file.src_uri):
                files.remove(same)
            written[file.dest_uri] = file.src_uri
            files.append(file)
        self._stop_if_building()

    def _drop_unpublished(self, files: Files, config: MkDocsConfig) -> None:
        """Leave only files that can be read and have been looked at, be they pages, pictures or the theme's own."""
        docs_dir, listed = str(self.folder.folder), set(self.written.files)
        for file in list(files):
            if file.generated_by or file.src_uri in listed or not file.inclusion.value >= InclusionLevel.DRAFT.value:
                continue
            if is_passed_over(file.src_uri) or not os.access(file.abs_src_path or "", os.R_OK):
                files.remove(file)
        if self.written.is_endless:
            config.docs_dir = docs_dir
            for uri in self.written.files:
                files.append(File(uri, docs_dir, config.site_dir, config.use_directory_urls))

    def _made_files(self, config: MkDocsConfig) -> Iterator[File]:
        for uri, font in web_fonts.WebFonts(self.top / ".cache" / "fonts").files():
            yield _file(config, uri, font)
        if not self.library or not self.renderer or not self.writer:
            yield from self._stand_ins(config)
            return
        depth = os.path.relpath(self.top, config.docs_dir).replace(os.sep, "/")
        for page in record_pages(self.library):
            self.pages[page.uri] = page
            file = _file(config, page.uri, page.source)
            file.edit_uri = f"{depth}/{page.edit}"
            yield file
        for uri, content in api.files(self.library, self.renderer.routine_seconds):
            yield _file(config, uri, content)
        for old, new in Addresses(self.library).redirects.items():
            yield _file(config, f"{old}index.html", redirects.page(old, new))
        engine = Path(mkdocs_search.__file__).parent / "templates/search/lunr.js"
        yield File.generated(config, search.ENGINE, abs_src_path=str(engine))
        yield from self._sheets(config, self.writer)
        yield from self._sharing(config, self.writer)
        for uri, svg in self.album.files() if self.album else ():
            yield _file(config, uri, svg)

    def _sheets(self, config: MkDocsConfig, writer: SheetWriter) -> Iterator[File]:
        press = Press(self.top / ".cache" / "sheets", self.date.timestamp)
        try:
            for uri, sheet in Edition(writer, press).files():
                yield _file(config, uri, sheet)
        except SheetError as fault:
            path = writer.library.paths[fault.routine]
            mend_ = "Mend the record that holds it, or hooks/stretchbook/render/sheets/sheet.typ."
            self.problems.append(Problem(path, 1, 1, "", f"its sheet cannot be printed: {fault}.", mend_))
        log.info("%s", press.report())

    def _sharing(self, config: MkDocsConfig, writer: SheetWriter) -> Iterator[File]:
        if not config.theme.get("logo"):
            return
        mark = Path(config.docs_dir) / config.theme["logo"]
        line = config.site_description or ""
        cache = self.top / ".cache" / "sharing"
        pictures = SharingPictures(writer.library, config.site_name, line, mark, cache, writer.pictures)
        try:
            yield _file(config, ICON, pictures.icon())
            for uri, picture in pictures.of_links() if writer.imprint.address else ():
                self.shared.add(uri)
                yield _file(config, uri, picture)
        except TypesettingError as fault:
            wrong, mend_ = f"a picture cannot be drawn: {fault}.", "Mend the site's mark, or this template."
            self.problems.append(Problem(PICTURE, 1, 1, "", wrong, mend_))

    def _stand_ins(self, config: MkDocsConfig) -> Iterator[File]:
        """Give every record an empty page, so that whatever address is open shows the problems."""
        found = sorted((self.top / RECORDS).glob("**/*.yml"))
        for file in (file for file in found if as_id(file.stem) == file.stem):
            folder = "routines" if file.parent.name == "routines" else "stretches"
            yield _file(config, f"{folder}/{file.stem}.md", "\n")
        yield _file(config, f"{api.FOLDER}/index.json", "{}")

    # Pages.

    def on_page_read_source(self, page: Page, **_: Any) -> str | None:
        """Give a page's text as it was read when the build began; whoever writes it may be saving it just now.

        A page that cannot be read is empty: in its place the problems are shown.
        """
        uri = page.file.src_uri
        if page.file.src_dir != str(self.folder.folder):
            return None
        if uri in self.written.files:
            self.texts[uri] = self.written.texts.get(uri, "")
        else:  # it was written since the build began
            text, problems = read_text(self.folder, uri)
            self.texts[uri] = text or ""
            self.problems += problems
        return self.texts[uri]

    @event_priority(100)  # before the macros plugin renders the page
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str | None:
        """Refuse macro calls that nothing answers to; name the pages that are made from records."""
        made = self.pages.get(page.file.src_uri)
        for name in ("title", "description"):
            if name in page.meta:
                page.meta[name] = str(page.meta[name])  # a year is a number to YAML
        if self.shared:
            own = picture_of(page.url)
            page.meta["picture"] = own if own in self.shared else SITE_PICTURE
        if made:
            page.meta["hide"] = ["navigation", "toc"]
            page.meta["description"] = made.description
            return None
        plugin: Any = config.plugins["macros"]
        self._guard_pages(plugin)
        known = {*plugin.variables, *page.meta, "page"}
        faults = list(call_problems(markdown, self._path(page), plugin.env, known, self._lines_above(page)))
        self.problems += faults
        return "" if faults else None

    @event_priority(-100)  # after everything that adds to the content
    def on_page_content(self, content: str, page: Page, **_: Any) -> str:
        """Put the macros' HTML where their calls stood; escape what the theme writes as it is."""
        made = self.pages.get(page.file.src_uri)
        title = made.title if made else html.unescape(str(page.title or ""))
        if not made:
            self._note_for_search(page, title, content)
        page.title = html.escape(title)
        for name in ("title", "description"):
            if name in page.meta:
                page.meta[name] = html.escape(str(page.meta[name]))
        if self.problems and self.is_serving:
            return str(troubles_page(self.problems))
        return _PLACE.sub(lambda found: self.stash[int(found[2])], content) + self._foot_on_paper(page)

    def _foot_on_paper(self, page: Page) -> str:
        """Say on a printed page where it comes from."""
        if not self.renderer or not self.writer:
            return ""
        imprint = self.writer.imprint
        address = imprint.address_of(str(page.url))
        return str(self.renderer.render("imprint.html", str(page.url), imprint=imprint, address=address))

    def _note_for_search(self, page: Page, title: str, content: str) -> None:
        own = _PLACE.sub(lambda found: self.stash[int(found[2])] if int(found[2]) in self.spoken else "", content)
        try:
            read = search.read_page(page.url, title, page.meta, own)
        except search.SearchSettingError as fault:
            self.problems.append(Problem(self._path(page), 1, 1, "", str(fault), ""))
            return
        self.read_pages += [read] if read else []

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the menu: its titles are known only when all pages are read."""
        self.nav = nav

    def on_env(self, env: Environment, config: MkDocsConfig, **_: Any) -> None:
        """Have the theme's templates compiled only once, and a server's pages typeset only where something changed."""
        env.bytecode_cache = compiled_templates(self.top / ".cache", mkdocs_version)
        env.globals |= {"preloaded_fonts": web_fonts.preloaded(), "font_stylesheet": web_fonts.STYLESHEET}
        # While something is broken every page shows the same list, and what is held will soon be wanted again.
        if self.is_serving and self.nav and not self.problems:
            same = _said_to_all(config, self.nav) + theme_text(map(Path, config.theme.dirs))
            env.template_class = _remembering(self.typeset, digest(same))

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, **_: Any) -> str:
        """Mend the theme's faults."""
        return self._mended(output, page.file.src_uri, to_root(page.url))

    @event_priority(-100)
    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig, **_: Any) -> str:
        """Mend the theme's faults on the page for addresses that lead nowhere."""
        # Without the site's address that page is made without the theme: see the template.
        if template_name != "404.html" or not config.site_url:
            return output_content
        # Nobody knows how deep the address is, so all that this page links to begins at the top of the host.
        return self._mended(output_content, template_name, urlsplit(config.site_url).path.rstrip("/") + "/")

    def _mended(self, output: str, name: str, root: str) -> str:
        if self.problems and self.is_serving:
            return re.sub(r"(<article[^>]*>).*?(</article>)", self._troubles, output, count=1, flags=re.DOTALL)
        try:
            return mend(output, name, root)
        except ThemeChangedError as change:
            # One page says enough: the theme is the same on all of them.
            if not any(problem.path == THEME for problem in self.problems):
                self.problems.append(Problem(THEME, 1, 1, "", str(change), ""))
            return output

    def _troubles(self, found: re.Match[str]) -> str:
        return f"{found[1]}{troubles_page(self.problems)}{found[2]}"

    # The finished site.

    @event_priority(-100)  # after every plugin that still writes
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check what readers will get; put it in place if it is right."""
        if self.library and not self.problems:
            (Path(config.site_dir) / search.INDEX).write_bytes(search.index(self.library, self.read_pages))
            site_url = config.site_url if not self.is_serving else ""
            self.problems += check_site(Path(config.site_dir), self.library, site_url or "", self.read_back)
        self._stop_if_building()
        self._finish()

    def _finish(self) -> None:
        self.cleanup.close()
        if self.problems:
            log.error("%s", report(self.problems))
        if not self.output:
            return
        if self.site_config.strict and self.warnings.get_counts():
            raise Abort("Aborted because of the warnings above; the site was left as it was.")
        try:
            self.output.commit()
        except AtomicDirError as refusal:
            raise Abort(str(refusal)) from None
        self.site_config.site_dir = self.site_dir
        log.info("Checked, and put in place: %s", self.output.target)
        if self.is_publishing:
            self._leave_out_what_is_gits(self.output.target)

    def _leave_out_what_is_gits(self, site: Path) -> None:
        """Have a copy published if the site's folder is a checkout: `gh-deploy` publishes every file, also `.git`."""
        if not any(site.rglob(".git")):
            return
        copy = self.top / ".cache" / "published"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns(".git"), ignore_dangling_symlinks=True)
        self.site_config.site_dir = str(copy)
        log.info("%s is a checkout of git. Published is a copy without its .git; afterwards, `git reset` there.", site)

    @event_priority(-100)  # plugins may still name the server's builder
    def on_serve(self, server: LiveReloadServer, **_: Any) -> None:
        """Watch the records and the templates; show what stops a build, after which MkDocs would answer nobody."""
        for folder in (self.top / RECORDS, self.templates):
            server.watch(str(folder))
        if self.written.is_endless:
            server.unwatch(str(self.folder.folder))
            server.watch(str(self.folder.folder), recursive=False)
        server.builder = partial(_build_or_tell, server.builder, Path(server.root))

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Leave nothing half-built behind; say in a line what is wrong, and where if it is in one of our templates."""
        self.on_shutdown()
        if isinstance(error, OSError) and self.output:
            log.debug("The system refused", exc_info=error)
            raise Abort(self.output.explain(error)) from None
        place = self._place_in_template(error) if isinstance(error, TemplateError) else None
        if place:
            wrong = f"cannot be rendered: {_said(error)}."
            raise Abort(report([Problem(*place, 1, "", wrong, "Mend the template.")])) from None
        if not isinstance(error, MkDocsException):
            log.debug("The build stopped", exc_info=error)
            raise Abort(f"The build stopped: {_said(error)}. Nothing was published.") from None

    def on_shutdown(self) -> None:
        """Leave nothing half-built behind, however the build ended."""
        self.cleanup.close()
        if self.output:
            self.output.abandon()
            if self.site_config.site_dir == str(self.output.folder):
                self.site_config.site_dir = self.site_dir

    def _stop_if_building(self) -> None:
        if self.problems and not self.is_serving:
            self._stop()

    def _stop(self) -> NoReturn:
        self.on_shutdown()
        annotate(self.problems)
        raise Abort(report(self.problems))


def _build_or_tell(build: Callable[[], None], site: Path) -> None:
    """Build for a server. Where that fails, every address shows why until it succeeds."""
    told = _Told()
    logging.getLogger("mkdocs").addHandler(told)
    try:
        build()
    except Exception as fault:
        log.debug("The build failed", exc_info=fault)
        message = fault.format_message() if isinstance(fault, ClickException) else _said(fault)
        log.error("%s", message)  # noqa: TRY400 no traceback
        for page in {*site.rglob("*.html"), site / "index.html", site / "404.html"}:
            page.write_text(bare_page("\n".join(told.errors)), encoding="utf-8")
    finally:
        logging.getLogger("mkdocs").removeHandler(told)


class _Told(logging.Handler):
    """Keeps the errors that were told."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(record.getMessage())


def _remembering(typeset: Memory[str], same: str) -> type[Template]:
    """Give a kind of template that makes a page anew only if something differs: the page, or what is `same` for all."""

    class PageTemplate(Template):
        def render(self, *arguments: Any, **named: Any) -> str:
            context = dict(*arguments, **named)
            make = partial(super().render, context)
            page = context["page"]
            return typeset.recall(page.file.dest_uri, (same, digest(_said_of(page))), make) if page else make()

    return PageTemplate


def _said_to_all(config: MkDocsConfig, nav: Navigation) -> str:
    """Give, as text, all that a theme's templates can read whatever the page is: settings, and what is in the menu."""
    settings = {**config, "theme": dict(config.theme), "plugins": list(config.plugins)}
    menu = [(page.title, page.url, page.meta) for page in nav.pages]
    return repr((settings, str(nav), menu))


def _said_of(page: Page) -> str:
    """Give, as text, all that a theme's templates can read of one page."""
    file = (page.file.src_uri, page.file.dest_uri)
    addresses = (page.url, page.canonical_url, page.edit_url)
    return repr((page.title, page.content, page.meta, str(page.toc), file, addresses))


def _file(config: MkDocsConfig, uri: str, content: str | bytes) -> File:
    return File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _file_of(frame: FrameType) -> str:
    return frame.f_code.co_filename


def _said(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}".rstrip(".")


def _shown(file: Path, top: Path) -> str:
    """Return how messages name a file."""
    return Path(os.path.relpath(file, top.resolve())).as_posix()
