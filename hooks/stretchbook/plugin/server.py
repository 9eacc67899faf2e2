"""What a server needs beside its builds: what to watch, and what to show when a build does not succeed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from click import ClickException
from mkdocs.livereload import LiveReloadServer

from stretchbook.plugin.build import Build
from stretchbook.problems import describe
from stretchbook.site.problem_page import bare_page

log = logging.getLogger("mkdocs.stretchbook")


def watch(server: LiveReloadServer, build: Build) -> None:
    """Have the server build anew when a record or a template changes."""
    for folder in (build.records, *build.templates):
        server.watch(str(folder))
    if build.written.is_endless:
        pages = str(build.page_folder.folder)
        server.unwatch(pages)
        server.watch(pages, recursive=False)


def build_or_show_why(build: Callable[[], None], site: str) -> None:
    """Build for a server into the folder `site`. Where that fails, every address shows why until it succeeds."""
    errors = _Errors()
    logging.getLogger("mkdocs").addHandler(errors)
    try:
        build()
    except Exception as error:
        log.debug("The build failed", exc_info=error)
        message = error.format_message() if isinstance(error, ClickException) else describe(error)
        log.error("%s", message)  # noqa: TRY400 no traceback
        folder = Path(site)
        for page in {*folder.rglob("*.html"), folder / "index.html", folder / "404.html"}:
            page.write_text(bare_page("\n".join(errors.messages)), encoding="utf-8")
    finally:
        logging.getLogger("mkdocs").removeHandler(errors)


class _Errors(logging.Handler):
    """Keeps the errors that are logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
