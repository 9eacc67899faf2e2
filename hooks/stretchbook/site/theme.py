"""Fixes of Material's own pages: few, counted, and loud when they no longer fit.

Each fix replaces one text that the theme writes. Before it does, it counts how
often that text stands in the page; a count other than the expected one means
that the theme has changed, and that somebody has to look. Faults that a setting
or a rule in `theme-mends.css` can fix have no place here.

Every searched text holds a `<` or a `>`. Both are escaped in whatever a record
or a Markdown page says, so no reader's words are ever changed or counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


class ThemeChangedError(Exception):
    """A fix did not find what it fixes: the theme's pages have changed."""

    def __init__(self, fix: ThemeFix, page: str, expected: int, found: int) -> None:
        """Say which fix, on which page, what was counted, and what to do."""
        super().__init__(
            f"{page}: theme fix `{fix.name}`: expected {expected} × {fix.old!r}, "
            f"found {found}. The theme has changed, or a template of your own changes it: remove "
            f"that template, or install the version of mkdocs-material that Stretchbook was released with."
        )


@dataclass(frozen=True, slots=True)
class ThemeFix:
    """One counted substitution in the HTML of a page."""

    name: str
    """What is fixed, in a few words."""
    why: str
    """The fault, as whoever reads or checks the page meets it."""
    old: str
    """The text that the theme writes."""
    new: str
    """The text that it should have written; `{root}` in it is the way to the root of the site."""
    per: str = ""
    """Expect as many matches as the page holds this text; empty: exactly one."""
    unless: str = ""
    """Leave pages alone that hold this text; empty: fix every page."""

    def expected(self, html: str) -> int:
        """Count the matches that this page must have."""
        if self.unless and self.unless in html:
            return 0
        return html.count(self.per) if self.per else 1

    def apply(self, html: str, page: str, root: str) -> str:
        """Fix one page, or raise `ThemeChangedError` when the count does not fit."""
        if self.unless and self.unless in html:
            return html
        expected, found = self.expected(html), html.count(self.old)
        if found != expected:
            raise ThemeChangedError(self, page, expected, found)
        return html.replace(self.old, self.new.replace("{root}", root)) if found else html


_SEARCH_LINK = (
    '<a class="md-header__button sb-search-link" href="{root}search/" data-search>'
    '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/></svg>'
    "<span>Search</span></a>"
)

THEME_FIXES = (
    ThemeFix(
        name="drawer switch",
        why="HTML: a checkbox takes no autocomplete",
        old='id="__drawer" autocomplete="off">',
        new='id="__drawer">',
    ),
    ThemeFix(
        name="search switch",
        why="HTML: a checkbox takes no autocomplete",
        old='id="__search" autocomplete="off">',
        new='id="__search">',
    ),
    ThemeFix(
        name="section label",
        why="HTML: an empty tabindex is no number",
        old='_label" tabindex="">',
        new='_label">',
        per='md-nav__item--section md-nav__item--nested">',
    ),
    ThemeFix(
        name="table of contents label",
        why="HTML: outside the nav, the label is for a switch that is not there",
        old='<label class="md-nav__title" for="__toc">',
        new='<label class="md-nav__title">',
        per='data-md-component="toc" data-md-scrollfix>',
        unless='id="__toc">',
    ),
    ThemeFix(
        name="breadcrumbs",
        why="axe: two landmarks are called Navigation",
        old='<nav class="md-path" aria-label="Navigation"',
        new='<nav class="md-path" aria-label="Breadcrumbs"',
        per='<nav class="md-path"',
    ),
    ThemeFix(
        name="repository link",
        why="privacy: the theme's script asks the repository's host for stars and forks",
        old='class="md-source" data-md-component="source">',
        new='class="md-source">',
        per='<div class="md-source__repository">',
    ),
    ThemeFix(
        name="scrolling tables",
        why="axe: a table that scrolls must be reachable by keyboard",
        old="<table>",
        new='<table tabindex="0">',
        per="<table>",
    ),
    ThemeFix(
        name="skip link",
        why="keyboard: a page without a table of contents has no skip link",
        old='<div data-md-component="skip">\n      \n    </div>',
        new='<div data-md-component="skip"><a href="#__content" class="md-skip">Skip to content</a></div>',
        unless='class="md-skip">',
    ),
    ThemeFix(
        name="skip link's target",
        why="keyboard: the skip link of such a page needs somewhere to go",
        old='<article class="md-content__inner md-typeset">',
        new='<article id="__content" class="md-content__inner md-typeset">',
    ),
    ThemeFix(
        name="search link",
        why="search: the theme's header has a place only for its own search, which loads its index on every page",
        old='<form class="md-header__option" data-md-component="palette">',
        new=f'{_SEARCH_LINK}<form class="md-header__option" data-md-component="palette">',
    ),
    ThemeFix(
        name="script",
        why="speed: a script at the end of a page that is not told to wait comes before the pictures in sight",
        old='.min.js"></script>',
        new='.min.js" defer></script>',
    ),
)
"""Every fix of the theme, in the order in which they are applied."""


def fix_theme(html: str, page: str, root: str) -> str:
    """Return the HTML of a whole page without the theme's faults.

    `page` is its name in messages, `root` its way to the root of the site.
    """
    for each in THEME_FIXES:
        html = each.apply(html, page, root)
    return html


def theme_text(folders: Iterable[Path]) -> str:
    """Return the text of every template and of every icon of our own in a theme's folders, the first of them ours."""
    own, *others = folders
    files = [*own.rglob("*"), *(file for folder in others for file in _templates(folder))]
    return "\0".join(sorted(f"{file}\0{_text_of(file)}" for file in files if file.is_file()))


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:  # an editor is just saving it
        return ""


def _templates(folder: Path) -> Iterator[Path]:
    yield from folder.glob("*.html")
    for part in folder.iterdir():
        # Thousands of icons, which nobody changes.
        if part.is_dir() and not part.name.startswith("."):
            yield from part.rglob("*.html")
