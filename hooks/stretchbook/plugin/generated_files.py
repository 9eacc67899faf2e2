"""The files that nobody wrote: pages of records, data, sheets, pictures, fonts, former addresses."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib import search as mkdocs_search
from mkdocs.structure.files import File, Files, InclusionLevel

from stretchbook.book.addresses import Addresses
from stretchbook.book.leftovers import is_passed_over
from stretchbook.book.library import Library
from stretchbook.book.reader import ids_with_pages
from stretchbook.plugin.build import Build
from stretchbook.problems import Problem
from stretchbook.render import api, redirects, search, web_fonts
from stretchbook.render.html import Renderer
from stretchbook.render.pages import list_pages, record_pages
from stretchbook.render.sharing import ICON, TEMPLATE, SharingPictures
from stretchbook.render.sheets.content import SheetWriter
from stretchbook.render.sheets.pdf_printer import PdfPrinter
from stretchbook.render.sheets.sheet_files import SheetError, sheet_files
from stretchbook.render.typesetting import TypesettingError
from stretchbook.site import scripts

log = logging.getLogger("mkdocs.stretchbook")


def drop_unpublished(build: Build, files: Files) -> None:
    """Leave only files that can be read and have been looked at, be they pages, pictures or the theme's own."""
    config, listed = build.config, set(build.written.files)
    for file in list(files):
        if file.generated_by or file.src_uri in listed or not file.inclusion.value >= InclusionLevel.DRAFT.value:
            continue
        # Of the pages' folder nothing goes out that was not listed: a link may lead to somebody's own files.
        is_unlisted = file.src_dir == config.docs_dir or file.src_uri == scripts.LIST
        if is_unlisted or is_passed_over(file.src_uri) or not os.access(file.abs_src_path or "", os.R_OK):
            files.remove(file)
    if build.written.is_endless:
        config.docs_dir = str(build.page_folder.folder)
        for uri in build.written.files:
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))


def generated_files(build: Build, config: MkDocsConfig) -> Iterator[File]:
    """Yield every generated file. Where there is no library, each record's page is an empty one."""
    for uri, font in web_fonts.WebFonts(build.cache / "fonts").files():
        yield _file(config, uri, font)
    if not build.library or not build.renderer or not build.writer:
        yield from _stand_ins(build, config)
        return
    yield from _pages(build, config, build.library)
    yield from _data(config, build.library, build.renderer)
    yield from _sheets(build, config, build.writer)
    yield from _sharing_pictures(build, config, build.writer)
    for uri, svg in build.figures.files() if build.figures else ():
        yield _file(config, uri, svg)


def _pages(build: Build, config: MkDocsConfig, library: Library) -> Iterator[File]:
    to_top = os.path.relpath(build.top, config.docs_dir).replace(os.sep, "/")
    written = {article.address for article in library.articles}
    for page in (*record_pages(library), *list_pages(library, written)):
        build.record_pages[page.uri] = page
        file = _file(config, page.uri, page.source)
        file.edit_uri = f"{to_top}/{page.edit}"
        yield file


def _data(config: MkDocsConfig, library: Library, renderer: Renderer) -> Iterator[File]:
    for uri, content in api.files(library, renderer.routine_seconds, renderer.day, renderer.figures):
        yield _file(config, uri, content)
    for old, new in Addresses(library).redirects.items():
        yield _file(config, f"{old}index.html", redirects.page(old, new))
    yield File.generated(config, search.ENGINE, abs_src_path=str(lunr()))


def lunr() -> Path:
    """Return where MkDocs keeps what searches for us."""
    return Path(mkdocs_search.__file__).parent / "templates/search/lunr.js"


def _sheets(build: Build, config: MkDocsConfig, writer: SheetWriter) -> Iterator[File]:
    printer = PdfPrinter(build.cache / "sheets", build.date.timestamp, build.session.sheets)
    try:
        for uri, sheet in sheet_files(writer, printer):
            yield _file(config, uri, sheet)
    except SheetError as error:
        path = writer.library.file_of("routines", error.routine)
        fix = "Fix the record that holds it, or the template `sheet.typ`."
        build.problems.append(Problem(path, 1, 1, "", f"its sheet cannot be printed: {error}.", fix))
    log.info("%s", printer.report())


def _sharing_pictures(build: Build, config: MkDocsConfig, writer: SheetWriter) -> Iterator[File]:
    if not config.theme.get("logo"):
        return
    mark = Path(config.docs_dir) / config.theme["logo"]
    line = config.site_description or ""
    cache = build.cache / "sharing"
    pictures = SharingPictures(writer.library, config.site_name, line, mark, cache, writer.pictures)
    try:
        yield _file(config, ICON, pictures.icon())
        for uri, picture in pictures.of_links() if writer.imprint.address else ():
            build.pictures.add(uri)
            yield _file(config, uri, picture)
    except TypesettingError as error:
        message, fix = f"a picture cannot be drawn: {error}.", "Fix the site's mark, or this template."
        build.problems.append(Problem(TEMPLATE.name, 1, 1, "", message, fix))


def _stand_ins(build: Build, config: MkDocsConfig) -> Iterator[File]:
    """Yield an empty page for every record with one of its own, so that whatever is open shows the problems."""
    for name, place in ids_with_pages(build.records):
        yield _file(config, f"{place.folder}/{name}.md", "\n")
    yield _file(config, f"{api.FOLDER}/index.json", "{}")


def _file(config: MkDocsConfig, uri: str, content: str | bytes) -> File:
    return File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
