"""The pages that stand in for every other while something is broken, under `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from stretchbook.problems import Problem

_HEADING = "Not fit to be published yet"
_INTRO = "The site is shown again as soon as these are fixed; this page then reloads by itself."


def problem_list(problems: Iterable[Problem]) -> Markup:
    """Return the list of problems as HTML."""
    rows = Markup("").join(_row(problem) for problem in sorted(set(problems)))
    return Markup('<h1>{}</h1><p>{}</p><ul class="sb-troubles">{}</ul>').format(_HEADING, _INTRO, rows)


def bare_page(said: str) -> str:
    """Return a page without the theme, for when no build succeeds: the lines of a message. It keeps looking anew."""
    template = Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{}</title>'
        '<meta http-equiv="refresh" content="2"></head><body><h1>{}</h1><p>{}</p><pre>{}</pre></body></html>\n'
    )
    return template.format(_HEADING, _HEADING, _INTRO, said.strip())


def _row(problem: Problem) -> Markup:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    field = f"{problem.field}: " if problem.field else ""
    return Markup("<li><code>{}</code><br>{}{} <strong>{}</strong></li>").format(
        place, field, problem.message, problem.fix
    )
