"""From what Python raises to what a user reads: one line, with the page or the template that it arose in."""

from __future__ import annotations

import logging
import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.pages import Page

from stretchbook.checks.macro_calls import call_fault
from stretchbook.problems import Problem, describe, report
from stretchbook.settings.theme_folder import packaged_theme

if TYPE_CHECKING:
    from stretchbook.plugin.build import Build

log = logging.getLogger("mkdocs.stretchbook")


def macro_problem(error: Exception, macro: str, page: Page, line: int, build: Build) -> Problem:
    """Return the problem of a macro call that failed: of the template, if it arose in one of ours, else of the page."""
    log.debug("%s failed", macro, exc_info=error)
    if location := _template_location(error, build):
        return Problem(*location, 1, "", f"{macro} cannot be rendered: {describe(error)}.", "Fix the template.")
    return Problem(path_of(page, build), line, 1, "", *call_fault(macro, error))


def raise_as_line(error: Exception, build: Build) -> None:
    """Raise, in place of an error that stopped the build, one whose message is a line; MkDocs' own stay."""
    if isinstance(error, OSError) and build.output:
        log.debug("The system refused", exc_info=error)
        raise Abort(build.output.explain(error)) from None
    location = _template_location(error, build) if isinstance(error, TemplateError) else None
    if location:
        message = f"cannot be rendered: {describe(error)}."
        raise Abort(report([Problem(*location, 1, "", message, "Fix the template.")])) from None
    if not isinstance(error, MkDocsException):
        log.debug("The build stopped", exc_info=error)
        raise Abort(f"The build stopped: {describe(error)}. Nothing was published.") from None


def front_matter_lines(page: Page, build: Build) -> int:
    """Return how many lines of a page's file stand above its Markdown: its front matter."""
    text = build.texts.get(page.file.src_uri) if page.file.generated_by is None else page.file.content_string
    return max(0, (text or "").count("\n") - (page.markdown or "").count("\n"))


def path_of(page: Page, build: Build) -> str:
    """Return how messages name the file that a page is written in: its own, or that of its record."""
    record = build.record_pages.get(page.file.src_uri)
    return record.edit if record else build.page_folder.shown(page.file.src_uri)


def _template_location(error: BaseException, build: Build) -> tuple[str, int] | None:
    """Return the template and the line where an error arose, if it arose in one of ours."""
    places = _frames(error)
    if isinstance(error, TemplateSyntaxError):
        places.append((error.filename or "", error.lineno))
    files = [(Path(name).resolve(), line) for name, line in places if name.endswith(".html")]
    ours = [(name, line) for file, line in files if (name := _template_name(file, build))]
    return ours[-1] if ours else None


def _template_name(file: Path, build: Build) -> str | None:
    """Return how messages name a template: by its path in the project, or in the package; None if it is not ours."""
    for folder in map(Path.resolve, build.templates):
        if file.is_relative_to(folder):
            is_packaged = folder in map(Path.resolve, packaged_theme())
            return (file.relative_to(folder) if is_packaged else _from(build.top, file)).as_posix()
    return None


def _from(top: Path, file: Path) -> Path:
    return Path(os.path.relpath(file, top.resolve()))


def _frames(error: BaseException) -> list[tuple[str, int]]:
    return [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
