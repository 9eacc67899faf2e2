"""Links and pictures in hand-written pages: each leads to something that there is.

What macros show comes from records, and leads where it should. What stands at an address is listed as far as it can
be known without a build; pictures, sheets and what the theme brings are taken on trust here, and looked at by the last
check of the finished site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from stretchbook.book.addresses import Addresses, reference_anchor
from stretchbook.book.article import Article
from stretchbook.book.book import Book
from stretchbook.book.leftovers import is_passed_over
from stretchbook.book.page_folder import PAGE_ENDINGS, address, destination, menu_pages
from stretchbook.checks.page_conversion import Converted, converted
from stretchbook.kinds import REFERENCES_PAGE, WITH_PLACE, Anchors
from stretchbook.problems import Problem, suggestion
from stretchbook.render import api, search
from stretchbook.render.pages import list_pages, record_pages
from stretchbook.settings.defaults import completed
from stretchbook.settings.theme_folder import packaged_theme
from stretchbook.text.links import leads_out
from stretchbook.text.place import Lines
from stretchbook.text.plain_file import read_plain

_ON_TRUST = ("assets/", "figures/", "sharing/", f"{api.FOLDER}/", f"{search.FOLDER}/")
"""Folders in which a build puts more files than can be known before."""

_ROOT = "https://site.invalid/"

_LINKED_PAGES = {
    f"{search.FOLDER}/",
    REFERENCES_PAGE,
    *(kind.place.page for kind in WITH_PLACE if isinstance(kind.place, Anchors)),
}
"""The page to which every header leads, and those to which records lead by what they cite and link to."""

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_TEMPLATE_ID = re.compile(r'\bid="([^"]+)"')
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def link_problems(book: Book) -> Iterator[Problem]:
    """Yield the links of hand-written pages that lead nowhere, and their pictures that are not there."""
    # An id that is not known yet may belong to a record that cannot be read.
    if None in book.ids.values():
        return
    site = _Site(book)
    for article in book.library.articles:
        yield from _page_problems(article, site)
    yield from _menu_problems(site)
    yield from _orphans(site)


class _Site:
    """What there is to be linked to."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.settings = completed(book.settings) if book.settings else None
        self._converted: dict[str, Converted | None] = {}

    @cached_property
    def uris(self) -> Mapping[str, str]:
        """The path of each page, below their folder, by how messages name it."""
        return {shown: uri for uri, shown in self.book.pages.files.items()}

    @cached_property
    def sources(self) -> frozenset[str]:
        """The files that a link in Markdown may name, as paths below the folder of the pages."""
        library = self.book.library
        written = {article.address for article in library.articles}
        made = (*record_pages(library), *list_pages(library, written))
        return frozenset((*self.book.pages.files, *(page.uri for page in made), *self._unread))

    @cached_property
    def _unread(self) -> frozenset[str]:
        """The pages of records that are at fault themselves."""
        return frozenset(
            f"{kind.place.folder}/{name}.md"
            for kind in WITH_PLACE
            if kind.place and not isinstance(kind.place, Anchors)
            for name in self.book.ids[kind.id] or ()
        )

    @cached_property
    def files(self) -> frozenset[str]:
        """The files of the finished site that are known."""
        former = (f"{old}index.html" for old in Addresses(self.book.library).redirects)
        return frozenset((*map(destination, self.sources), *former))

    def targets(self, article: Article) -> Iterator[str]:
        """Yield the addresses to which a page leads; all that there are where it cannot be rendered."""
        converted = self.convert(article)
        if not converted:
            yield from self._articles
            return
        here = posixpath.dirname(self.uris.get(article.path, ""))
        for link in (each for each in converted.files if not _ELSEWHERE.match(each)):
            yield address(posixpath.normpath(posixpath.join(here, unquote(urlsplit(link).path))))
        for link in (each for each in converted.addresses if not _ELSEWHERE.match(each)):
            yield urlsplit(urljoin(f"{_ROOT}{article.address}", link)).path.removeprefix("/")

    def has(self, path: str) -> bool:
        """Return whether there is something at an address, from the root of the site."""
        found = {path, f"{path}index.html"} & self.files or path.startswith(_ON_TRUST)
        # A routine's sheets stand below its page.
        return bool(found) or (path.endswith(".pdf") and f"{posixpath.dirname(path)}/index.html" in self.files)

    def has_anchor(self, page: str, anchor: str) -> bool:
        """Return whether the page at an address has an anchor, as far as that can be known."""
        article = self._articles.get(page)
        converted = self.convert(article) if article else None
        if article and converted is None:
            return True
        if converted and (anchor in converted.ids or not converted.has_records):
            return anchor in converted.ids
        return self._is_in_templates(anchor) or anchor in self._record_anchors(page)

    @cached_property
    def _articles(self) -> Mapping[str, Article]:
        return {article.address: article for article in self.book.library.articles}

    def _record_anchors(self, page: str) -> frozenset[str]:
        book = self.book
        if page == REFERENCES_PAGE:
            return frozenset(map(reference_anchor, book.library.references))
        return frozenset(
            name
            for kind in WITH_PLACE
            if isinstance(kind.place, Anchors) and kind.place.page == page
            for name in book.ids[kind.id] or ()
        )

    def _is_in_templates(self, anchor: str) -> bool:
        return any(pattern.fullmatch(anchor) for pattern in self._template_ids)

    @cached_property
    def _templates(self) -> str:
        """The text of all templates."""
        theme = self.settings.get("theme") if self.settings else None
        own = theme.get("custom_dir") if isinstance(theme, dict) else None
        folders = (*((self.book.records.parent / str(own),) if own else ()), *packaged_theme())
        files = (file for folder in folders for file in sorted(Path(folder).rglob("*.html")))
        top = self.book.records.parent
        return "\n".join(_template_text(file) for file in files if not (file.is_symlink() and leads_out(file, top)))

    def is_in_templates(self, address: str) -> bool:
        """Return whether every page leads to this one, or the template of some."""
        linked = re.compile(rf'href="(?:[^"]*\}}\}}|[./]*){re.escape(address)}["#?]')
        return address in _LINKED_PAGES or bool(linked.search(self._templates))

    @cached_property
    def _template_ids(self) -> tuple[re.Pattern[str], ...]:
        """What the ids of the templates look like. One that is nothing but a record's says nothing, and is left out."""
        found = sorted(set(_TEMPLATE_ID.findall(self._templates)))
        return tuple(
            re.compile(".+".join(map(re.escape, _EXPRESSION.split(each))))
            for each in found
            if _EXPRESSION.sub("", each)
        )

    def convert(self, article: Article) -> Converted | None:
        """Return what a page makes; None where it cannot be rendered, which is a problem of its own."""
        if article.path not in self._converted:
            self._converted[article.path] = converted(article, self.book.settings)
        return self._converted[article.path]


_LARGEST_TEMPLATE = 1_000_000


def _template_text(file: Path) -> str:
    """Return the text of a template; nothing of what cannot be read, which is told where it is rendered."""
    if is_passed_over([file.name]):
        return ""
    try:
        return read_plain(file, _LARGEST_TEMPLATE).decode(errors="replace")
    except OSError:
        return ""


def _page_problems(article: Article, site: _Site) -> Iterator[Problem]:
    page = site.convert(article)
    if page is None:
        return
    for link in page.files:
        if fault := _file_fault(link, article, site):
            yield _problem(article, link, *fault)
    for link in page.addresses:
        if fault := _address_fault(link, article, site):
            yield _problem(article, link, *fault)


def _menu_problems(site: _Site) -> Iterator[Problem]:
    """Yield what the menu names and is not there."""
    menu = menu_pages(site.settings.get("nav")) if site.settings else None
    for name in sorted(menu or ()):
        if site.settings and not _ELSEWHERE.match(name) and name not in site.sources:
            meant = suggestion(name, site.sources)
            fix = f"Did you mean `{meant}`?" if meant else "Remove it, or write the page."
            yield site.settings.problem(("nav",), f"`{name}` leads to no file.", fix)


def _orphans(site: _Site) -> Iterator[Problem]:
    """Yield the pages that stand in no menu, and to which no other page leads."""
    menu = menu_pages(site.settings.get("nav")) if site.settings else None
    if menu is None:
        return
    articles = site.book.library.articles
    reached = {target for article in articles for target in site.targets(article) if target != article.address}
    for article in articles:
        is_in_menu = site.uris.get(article.path) in menu
        if not is_in_menu and article.address not in reached and not site.is_in_templates(article.address):
            message = "is a page to which no other page leads."
            yield Problem(article.path, 1, 1, "", message, "Link to it, name it under `nav`, or remove it.")


_Fault = tuple[str, str]
"""What is wrong, and how to fix it."""


def _file_fault(link: str, article: Article, site: _Site) -> _Fault | None:
    """Return what is wrong with a link in Markdown, which names a file beside the page."""
    if _ELSEWHERE.match(link) or "&" in link.partition("#")[0] or "\x02" in link:
        return None
    parts = urlsplit(link)
    if link.startswith(("/", "\\")):
        return "begins at the root of the host, where another site may be.", _relative_fix(link, article, site)
    if not parts.path:
        return _anchor_fault(article.address, unquote(parts.fragment), site)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(site.uris.get(article.path, "")), path))
    if target not in site.sources and not (_is_file(target) and site.has(target)):
        return "leads to no file.", _relative_fix(path, article, site)
    return _anchor_fault(address(target), unquote(parts.fragment), site) if target.endswith(PAGE_ENDINGS) else None


def _is_file(path: str) -> bool:
    return bool(posixpath.splitext(path)[1]) and not path.endswith(PAGE_ENDINGS)


def _address_fault(link: str, article: Article, site: _Site) -> _Fault | None:
    """Return what is wrong with an address in a page's HTML, which begins at the address of the page."""
    if _ELSEWHERE.match(link) or link.startswith("/") or not link:
        return None
    target = urlsplit(urljoin(f"{_ROOT}{article.address}", link))
    path = unquote(target.path).removeprefix("/")
    if not site.has(path):
        return (
            ("lacks the closing `/`.", "Add it.")
            if site.has(f"{path}/")
            else ("leads to no file.", "Correct it: in HTML it is an address, and begins at that of this page.")
        )
    return _anchor_fault(quote(path).removesuffix("index.html"), unquote(target.fragment), site)


def _anchor_fault(page: str, anchor: str, site: _Site) -> _Fault | None:
    if not anchor or site.has_anchor(page, anchor):
        return None
    return "leads to no place on its page.", "Correct what stands behind the `#`, or remove it."


def _relative_fix(path: str, article: Article, site: _Site) -> str:
    """Say which file was most likely meant, written from the page."""
    here = posixpath.dirname(site.uris.get(article.path, ""))
    bare = posixpath.normpath(posixpath.join(here, path.strip("/"))) if not path.startswith("/") else path.strip("/")
    guesses = (bare, f"{bare}.md", f"{bare}/index.md", f"{posixpath.splitext(bare)[0]}.md")
    meant = next((guess for guess in guesses if guess in site.sources), None) or suggestion(bare, site.sources)
    return f"Did you mean `{posixpath.relpath(meant, here or '.')}`?" if meant else "Correct it, or remove the link."


def _problem(article: Article, link: str, message: str, fix: str) -> Problem:
    whole = re.compile(rf"(?<![\w./#-]){re.escape(link)}(?![\w./#-])")
    found = whole.search(article.text, article.front.start)
    start = found.start() if found else 0
    line, column = Lines(article.text).place(start)
    return Problem(article.path, line, column, "", f"`{link}` {message}", fix)
