"""The page that stands in for every other while a record is broken, under `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from stretchbook.problems import Problem


def troubles_page(problems: Iterable[Problem]) -> Markup:
    """Give the list of problems as HTML."""
    rows = Markup("").join(_row(problem) for problem in sorted(set(problems)))
    intro = "The site is shown again as soon as these are mended; this page then reloads by itself."
    return Markup('<h1>Not fit to be published yet</h1><p>{}</p><ul class="sb-troubles">{}</ul>').format(intro, rows)


def _row(problem: Problem) -> Markup:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    field = f"{problem.field}: " if problem.field else ""
    return Markup("<li><code>{}</code><br>{}{} <strong>{}</strong></li>").format(
        place, field, problem.wrong, problem.mend
    )
