"""What a hand-written page's Markdown makes, as MkDocs reads it, with a mark in the place of each macro call."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from selectolax.lexbor import LexborHTMLParser

from stretchbook.book.article import Article
from stretchbook.cache.kept import kept
from stretchbook.cache.memory import Memory
from stretchbook.checks.macro_calls import page_values
from stretchbook.render.macros import Macros
from stretchbook.settings.defaults import completed
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.text.page_calls import Call, parsed, shown
from stretchbook.text.page_html import MARK, HtmlFault, html_faults, mark, marks_in
from stretchbook.text.quantities import CITED

_ALWAYS = ("toc", "tables", "fenced_code")
"""The extensions of Markdown that MkDocs always uses."""

_Extensions = tuple[list[str], dict[str, Any]]
_STANDARD: _Extensions = (list(_ALWAYS), {})
"""Of a library without settings."""

_LINKED = {"a": "href", "img": "src", "source": "src", "area": "href"}
_BRACES = re.compile(r"\{[^{}\n]*\}")
_WORD = secrets.token_hex(16)
"""What the marks of this process hold; no page can know it."""


@dataclass(frozen=True)
class Converted:
    """What a page's Markdown makes: links to files as Markdown writes them, addresses in its HTML, and its ids."""

    files: tuple[str, ...]
    addresses: tuple[str, ...]
    ids: frozenset[str]
    has_records: bool
    """Whether it shows records, which bring ids of their own."""
    faults: tuple[HtmlFault, ...]
    """What no page may have."""
    lost_calls: tuple[int, ...]
    """The lines of its text with macro calls where nothing can be shown."""
    words: str = ""
    """What readers read, but for code and what macros show; `CITED` stands where something is cited."""
    asides: str = ""
    """What stands in code, and what is read aloud or shown under a mouse."""
    is_too_deep: bool = False
    """Whether lists or quotes stand in each other so deep that nobody can read them; nothing else is known then."""


_TOO_DEEP = Converted((), (), frozenset(), has_records=False, faults=(), lost_calls=(), is_too_deep=True)

_LAST: Memory[Converted] = Memory()
"""What pages made when a server last checked them."""


def converted(article: Article, settings: Settings | None) -> Converted | None:
    """Return what a page makes; None where it cannot be rendered, which is a problem of its own."""
    try:
        text, marked = _with_marks(article, settings)
        extensions, configs = _extensions(settings) if settings else _STANDARD
        made_of = (text, marked, extensions, configs)
        return _memory(extensions).recall(article.path, made_of, lambda: _convert(*made_of))
    except RecursionError:
        return _TOO_DEEP
    except Exception:  # noqa: BLE001 an extension may fail in any way, and is told by the build
        return None


def _with_marks(article: Article, settings: Settings | None) -> tuple[str, tuple[Call, ...]]:
    """Return a page's Markdown with a mark for each macro call, and the calls."""
    marked: list[Call] = []

    def show(call: Call) -> str:
        marked.append(call)
        return mark(f"{_WORD}-{len(marked) - 1}", is_inline=call.name in Macros.INLINE)

    return shown(parsed(article.body), page_values(settings), show), tuple(marked)


class _Links(Treeprocessor):  # type: ignore[misc]
    """Notes what Markdown links to, as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def run(self, root: Any) -> None:
        for element in root.iter():
            link = element.get("href" if element.tag == "a" else "src") if element.tag in ("a", "img") else None
            if link:
                self.found[link] = None


def _memory(extensions: Iterable[str]) -> Memory[Converted]:
    """Return where to look up what a page made; one that includes other files is made anew each time."""
    return Memory(lasting=False) if any("snippets" in name for name in extensions) else _LAST


def _convert(text: str, marked: Sequence[Call], extensions: Sequence[str], configs: Mapping[str, Any]) -> Converted:
    markdown = Markdown(extensions=extensions, extension_configs=configs)
    links = _Links()
    markdown.treeprocessors.register(links, "stretchbook-links", 0)
    content = markdown.convert(text)
    html = LexborHTMLParser(f"<main>{content}</main>")
    addresses = (
        node.attributes.get(attribute) or ""
        for tag, attribute in _LINKED.items()
        for node in html.css(f"main {tag}[{attribute}]")
    )
    files = tuple(links.found)
    ids = frozenset(
        node.attributes.get("id") or node.attributes.get("name") or "" for node in html.css("[id], a[name]")
    )
    # One that Markdown wrote too is looked at as a file only; the last check sees the address.
    raw = tuple(link for link in dict.fromkeys(addresses) if link not in links.found)
    marks = marks_in(content, _WORD)
    lost = tuple(call.line for number, call in enumerate(marked) if marks.get(number) != 1)
    faults = tuple(html_faults(content, _WORD))
    asides = _asides(html)
    return Converted(files, raw, ids, bool(html.css(f"div[{MARK}]")), faults, lost, _words(html, marked), asides)


def _asides(html: LexborHTMLParser) -> str:
    attributes = (node.attributes.get(name) for name in ("title", "alt") for node in html.css(f"main [{name}]"))
    return " \n\n".join(filter(None, (*attributes, *(node.text() for node in html.css("main code, main pre")))))


def _words(html: LexborHTMLParser, marked: Sequence[Call]) -> str:
    """Return what readers read, with `CITED` where something is cited."""
    main = html.css_first("main")
    cites = {f"{_WORD}-{number}" for number, call in enumerate(marked) if call.name == "cite"}
    for node in html.css(f"main [{MARK}]"):
        if node.attributes[MARK] in cites:
            node.replace_with(CITED)
    for code in html.css("main code, main pre, main .headerlink"):
        code.decompose()
    return _BRACES.sub(" ", main.text(deep=True)) if main else ""


@kept
def _extensions(settings: Settings) -> _Extensions:
    named = completed(settings).get("markdown_extensions")
    found: dict[str, Any] = dict.fromkeys(_ALWAYS)
    for each in named if isinstance(named, list) else ():
        found |= each if isinstance(each, dict) else {str(each): None}
    return list(found), {name: config for name, config in found.items() if config}
