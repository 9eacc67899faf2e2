"""One build: what it reads, what it makes of that, and all that is wrong with it."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler, clean_directory

from stretchbook.book.article import Pages, read_pages
from stretchbook.book.library import Library
from stretchbook.book.page_folder import PageFolder
from stretchbook.checks.all_checks import open_library
from stretchbook.checks.own_files import own_file_problems
from stretchbook.plugin.defaults import supply_defaults
from stretchbook.plugin.macro_html import MacroHtml
from stretchbook.plugin.output import Output
from stretchbook.plugin.page_macros import LOG
from stretchbook.plugin.session import Session
from stretchbook.poses.figure_cache import FigureCache
from stretchbook.problems import Problem, ProblemsError, annotate, report
from stretchbook.render import search
from stretchbook.render.figures.figure_set import FigureSet
from stretchbook.render.html import Renderer
from stretchbook.render.pages import RecordPage
from stretchbook.render.sheets.content import Imprint, SheetWriter
from stretchbook.settings.check import settings_problems
from stretchbook.settings.dates import BuildDate, DataFolders, build_date
from stretchbook.settings.mkdocs_yml import Settings, read_settings, records_name
from stretchbook.settings.theme_folder import packaged_theme
from stretchbook.settings.web_address import repository_address, site_address

log = logging.getLogger("mkdocs.stretchbook")

_GC_THRESHOLD = (50_000, 50, 50)
"""A build makes many objects that stay; with Python's own thresholds, garbage collection takes a fifth of its time."""


class Build:
    """One build. `problems` holds all that is wrong so far; a site with any is not published."""

    def __init__(self, config: MkDocsConfig, session: Session) -> None:
        self.config = config
        self.session = session
        self.problems: list[Problem] = []
        self.top = Path(config.config_file_path).parent
        self.settings = self._given_settings()
        supply_defaults(config, self.settings)
        self.records = self.top / records_name(self.settings)
        own = (Path(config.theme.custom_dir),) if config.theme.custom_dir else ()
        self.templates = (*own, *packaged_theme())
        """The folders of the templates: the library's own, if it has any, then those of the installed package."""
        self.cache = self.top / ".cache"
        self.page_folder = PageFolder(
            Path(config.docs_dir), self.top, config.exclude_docs, config.draft_docs, tuple(map(Path, config.theme.dirs))
        )
        self.cleanup = ExitStack()
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)
        self.date: BuildDate
        self.output: Output | None = None
        """Where the site is written; None for a server, which writes into a folder of its own."""
        self.written = Pages()
        """The hand-written pages."""
        self.texts: dict[str, str] = {}
        """What MkDocs was given of them."""
        self.library: Library | None = None
        """The records; None where they cannot be published."""
        self.renderer: Renderer | None = None
        self.figure_cache = FigureCache(self.cache / "figures", log.info)
        self.figures: FigureSet | None = None
        self.writer: SheetWriter | None = None
        self.macro_html = MacroHtml(self)
        self.record_pages: dict[str, RecordPage] = {}
        """The pages that are made from records, by their source's address."""
        self.pictures: set[str] = set()
        """The addresses of the pictures for shared links."""
        self.nav: Navigation | None = None
        self.searched: list[search.ReadPage] = []
        """The hand-written pages as search knows them."""

        self._set_up_process()

    def _given_settings(self) -> Settings:
        """Return the settings as they are in the file; none where they cannot be read, which is a problem."""
        file = Path(self.config.config_file_path or "mkdocs.yml")
        try:
            return read_settings(file)
        except ProblemsError as refusal:
            self.problems += refusal.problems
            return Settings(file, {})

    def _set_up_process(self) -> None:
        """Change what holds for the whole process, and set it back when the build ends."""
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self.warnings)
        self.cleanup.callback(logger.removeHandler, self.warnings)
        self.cleanup.callback(LOG.setLevel, LOG.level)
        LOG.setLevel(logging.WARNING)
        self.cleanup.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(*_GC_THRESHOLD)

    # From the settings to what pages need.

    def read(self) -> None:
        """Check settings, records and pages; from here on there is a library or there are problems."""
        self._check_settings()
        self._set_date()
        self._set_addresses()
        if self.session.is_serving and self.session.is_dirty:
            # Then no page counts as built already; what is left of removed records goes, too.
            clean_directory(self.config.site_dir)
        if not self.session.is_serving:
            self.output = Output(self)
        self._read_book()
        if self.library:
            self._draw(self.library)
            self._prepare_texts(self.library)
        self.macro_html.register()
        if self.written.is_endless:
            self._hide_pages()

    def _check_settings(self) -> None:
        """Refuse settings that would break every page, together with all else that is wrong."""
        if not self.problems:
            self.problems += (*settings_problems(self._used_settings()), *own_file_problems(self._used_settings()))
        if self.problems:
            self._read_book()
            self.stop()

    def _used_settings(self) -> Settings:
        """Return the settings as they are in the file, with those that MkDocs' command may have changed."""
        config, theme = self.config, self.settings.get("theme")
        written = theme if isinstance(theme, dict) else {}
        changed = {"theme": {**written, "name": config.theme.name}, "use_directory_urls": config.use_directory_urls}
        return replace(self.settings, values={**self.settings.values, **changed})

    def _set_date(self) -> None:
        pages = Path(os.path.relpath(self.page_folder.folder, self.top)).as_posix()
        folders = DataFolders(self.top, self.records.name, pages)
        self.date = self.session.dates.recall("date", folders.state(), lambda: build_date(folders))
        self.session.tell_date(self.date.note)

    def _set_addresses(self) -> None:
        """Write the site's and the repository's address in one way, whatever way they were given in."""
        config = self.config
        if config.site_url and not self.session.is_serving:
            config.site_url = site_address(config.site_url)
        if config.repo_url:
            config.repo_url = repository_address(config.repo_url)
        else:
            config.edit_uri = None

    def _read_book(self) -> None:
        self.written = read_pages(self.page_folder)
        if not os.path.lexists(self.records):
            return
        settings, sources = self._used_settings(), self.session.sources
        try:
            self.library = open_library(self.records, self.written, sources, settings, self.figure_cache)
        except ProblemsError as refusal:
            self.problems += refusal.problems
            self.stop_if_building()

    def _draw(self, library: Library) -> None:
        self.figures = FigureSet(library, self.records, self.figure_cache)
        self.figures.draw(with_samples=library.shows_samples)
        self.figures.move()
        for name, fault in self.figures.faults.items():
            path, fix = library.file_of("stretches", name), "Change the poses of its figure, or tell us how they are."
            self.problems.append(Problem(path, 1, 1, "figure", f"its movement cannot be drawn: {fault}.", fix))
        log.info("%s", self.figure_cache.report())
        if undrawn := self.figures.undrawn():
            log.info("Without a figure: %s.", ", ".join(undrawn))

    def _prepare_texts(self, library: Library) -> None:
        # While the site is being written it has no address of its own.
        address = None if self.session.is_serving else self.config.site_url or None
        self.renderer = Renderer(library, self.templates, self.figures, self.cache, self.date.day)
        imprint = Imprint(self.config.site_name, self.date.day, address)
        self.writer = SheetWriter(library, imprint, self.renderer.pictures)

    def _hide_pages(self) -> None:
        """Give MkDocs an empty folder until it gets the files: in the real one it would walk round in circles."""
        nothing = self.cache / "nothing"
        nothing.mkdir(parents=True, exist_ok=True)
        self.config.docs_dir = str(nothing)

    # What its parts tell it.

    @property
    def shows_problems(self) -> bool:
        """Whether a server shows the problems in place of every page."""
        return bool(self.problems) and self.session.is_serving

    def add_files(self, files: Files, generated: Iterable[File]) -> None:
        """Add generated files to those of the site; one in a hand-written file's place is a problem."""
        written = {file.dest_uri: file.src_uri for file in files}
        for file in generated:
            if file.dest_uri in written and self.library:
                path = self.page_folder.shown(written[file.dest_uri])
                self.problems.append(
                    Problem(path, 1, 1, "", "stands where the build puts a file of its own.", "Rename one of the two.")
                )
            if same := files.get_file_from_path(file.src_uri):
                files.remove(same)
            written[file.dest_uri] = file.src_uri
            files.append(file)
        self.stop_if_building()

    # Its end.

    def stop_if_building(self) -> None:
        """Stop where there are problems, unless a server shows them."""
        if self.problems and not self.session.is_serving:
            self.stop()

    def stop(self) -> NoReturn:
        """Stop with the list of all problems."""
        self.abandon()
        annotate(self.problems)
        raise Abort(report(self.problems))

    def abandon(self) -> None:
        """Leave nothing half-built behind; harmless after a build that succeeded."""
        self.cleanup.close()
        if self.output:
            self.output.abandon()
