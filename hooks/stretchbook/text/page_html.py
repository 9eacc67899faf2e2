"""The HTML that a page's text makes: only what prose needs, however it was written.

Raw HTML, attribute lists, links by reference and whatever an extension of Markdown allows end up as elements. So
the finished HTML is read as a browser reads it, and each element, attribute and address in it has to be in a list.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from stretchbook.problems import cut
from stretchbook.text.browser_addresses import plain_address, scheme_of

MARK = "data-stretchbook"
"""The attribute of what stands in the place of a macro call until its HTML is put there."""

MARK_FAULT = (
    "has a macro call where nothing can be shown: in an address, in code, in a comment, or in a picture's words.",
    "Put it into the text; to show braces, write {% raw %} before them and {% endraw %} after them.",
)
"""What is wrong with a call whose mark is no element of the page, and what to do."""

_TAGS = frozenset(
    {
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "dfn", "div", "dl",
        "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
        "mark", "ol", "p", "pre", "q", "samp", "section", "small", "span", "strong", "sub", "sup", "table", "tbody",
        "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    }
)  # fmt: skip
"""None that crosses text out or folds it: a warning would stay as it is, and nobody would heed it."""

_EVERYWHERE = {
    "class": re.compile(r"[\w\s:-]*"),
    "id": re.compile(r"\S{1,200}"),
    "lang": re.compile(r"[A-Za-z-]{1,20}"),
    "title": re.compile(r".*", re.DOTALL),
}
"""Attributes that every element may have, with what they may say."""

_NUMBER = re.compile(r"\d{1,4}")
_ALIGNED = re.compile(r"text-align: ?(?:left|right|center);?")
_CELL = {"colspan": _NUMBER, "rowspan": _NUMBER, "style": _ALIGNED, "scope": re.compile("row|col")}
_ATTRIBUTES: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "a": {
        "name": re.compile(r"[\w-]{1,200}"),
        "rel": re.compile(r"[a-z ]*"),
        "href": re.compile(r".*", re.DOTALL),
        "data-yours-open": re.compile(""),  # opens the choice of what a reader has
    },
    "img": {
        "src": re.compile(r".*", re.DOTALL),
        "alt": re.compile(r".*", re.DOTALL),
        "width": _NUMBER,
        "height": _NUMBER,
        "loading": re.compile("lazy|eager"),
    },
    "ol": {"start": _NUMBER, "type": re.compile("[1aAiI]")},
    "li": {"value": _NUMBER},
    "col": {"span": _NUMBER},
    "td": _CELL,
    "th": _CELL,
}
_OF_THEME = re.compile(r"(?:^|\s)(?!md-button(?:--primary)?(?:\s|$))(?:md|mdx)-")
"""A class by which the theme's own parts are known."""

_OUT_OF_SIGHT = frozenset(
    {"headerlink", "footnote-backref", "giscus", "tabbed-block", "tabbed-content", "tabbed-control"}
)
"""Classes of which the theme hides what is in them, at least until a mouse is over it."""

_OURS = "sb-"
_FOR_PAGES = frozenset(
    {"sb-summary", "sb-urgent", "sb-call", "sb-foot", "sb-ways", "sb-ways--two", "sb-tiles", "sb-tiles__safety"}
)
"""Of the classes by which our own parts are known, those that a page may give to its text: none hides or overlays."""

_LINKED = ("http", "https", "mailto", "tel")
_HOST_WITH_USER = re.compile(r"[a-zA-Z]+:/*+[^/?#@]*+@")
_END = secrets.token_hex(16)
"""The name of what stands behind a page's HTML, to see whether all in it is closed; no page can know it."""

_AROUND = f'<!doctype html><html><head></head><body><div><main><div><article><div id="{_END}">'


@dataclass(frozen=True)
class HtmlFault:
    """What a page may not have, what to do about it, and what its text most likely holds there, as a pattern."""

    message: str
    fix: str
    written: str


def mark(word: str, *, is_inline: bool) -> str:
    """Return what stands in the place of a macro call."""
    tag = "span" if is_inline else "div"
    return f'<{tag} {MARK}="{word}"></{tag}>'


def marks_in(html: str, word: str) -> Mapping[int, int]:
    """Return how often the mark `word-number` stands in HTML, by its number.

    One that is no element of its own counts as none.
    """
    written = Counter(map(int, re.findall(rf"{word}-(\d+)", html)))
    elements = Counter(
        int(number)
        for node in LexborHTMLParser(f"<body>{html}").css(f"[{MARK}]")
        if (number := (node.attributes[MARK] or "").removeprefix(f"{word}-")).isdecimal()
    )
    return Counter({number: elements[number] for number, times in written.items() if times == elements[number]})


def html_faults(html: str, word: str = "") -> Iterator[HtmlFault]:
    """Yield what a page's HTML holds and no page may: each kind once. `word` is that of the marks in it."""
    tree = LexborHTMLParser(f'{_AROUND}{html}<div id="{_END}-"></div>')
    seen = set()
    for fault in (*_of_whole(tree), *_of_elements(tree, word)):
        if fault.message not in seen:
            seen.add(fault.message)
            yield fault


def _of_whole(tree: LexborHTMLParser) -> Iterator[HtmlFault]:
    """Yield what reaches out of the page's own part of the site's page."""
    end = tree.css(f'[id="{_END}-"]')
    parent = end[0].parent if len(end) == 1 else None
    if parent is None:
        message = "begins a comment or a part in HTML that is never ended, so that the rest of the page is lost."
        yield HtmlFault(message, "End it, or remove it.", r"<!--|<[a-z]")
    elif parent.attributes.get("id") != _END:
        if any(_is_start(above) for above in _above(parent)):
            message = f"opens `<{parent.tag}>` and does not close it."
            yield HtmlFault(message, f"Write `</{parent.tag}>` where it ends.", rf"<{parent.tag}\b")
        else:
            message = "closes something in HTML that it did not open."
            yield HtmlFault(message, "Remove the closing tag.", r"</(?:div|article|main|body|html|section)\b")
    for tag in ("html", "head", "body"):
        node = tree.css_first(tag)
        if node is not None and (node.attributes or (tag == "head" and node.child is not None)):
            yield _refused_tag(tag)


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _is_start(node: LexborNode) -> bool:
    return node.attributes.get("id") == _END if node.tag == "div" else False


def _of_elements(tree: LexborHTMLParser, word: str) -> Iterator[HtmlFault]:
    for node in tree.css("article *"):
        if (node.attributes.get("id") or "").startswith(_END):
            continue
        tag = node.tag or ""
        if tag not in _TAGS:
            yield _refused_tag(tag)
            continue
        yield from _of_call(node)
        yield from _of_sight(node)
        for name, value in node.attributes.items():
            if not (name == MARK and word and (value or "").startswith(f"{word}-")):
                yield from _of_attribute(tag, name, value or "")


def _of_sight(node: LexborNode) -> Iterator[HtmlFault]:
    """Yield that words have a class with which nobody sees them."""
    hiding = sorted(_OUT_OF_SIGHT.intersection((node.attributes.get("class") or "").split()))
    if hiding and re.search(r"\w", node.text()):
        yield HtmlFault(f"has words of the class `{hiding[0]}`, which nobody sees.", "Remove it.", re.escape(hiding[0]))


def _of_call(node: LexborNode) -> Iterator[HtmlFault]:
    """Yield that a link rings another number than the one that it shows: an emergency may hang on it."""
    address = plain_address((node.tag == "a" and node.attributes.get("href")) or "")
    shown = "".join(re.findall(r"\d", node.text())) if scheme_of(address) == "tel" else None
    if shown is not None and shown != "".join(re.findall(r"\d", address)):
        message = f"`{cut(address)}` rings another number than the one that is read there."
        yield HtmlFault(message, "Write the number itself as the words of the link.", re.escape(address))


def _refused_tag(tag: str) -> HtmlFault:
    message = f"has `<{cut(tag)}>`, which no page may have."
    return HtmlFault(message, "Write it in Markdown, or remove it.", rf"<{re.escape(tag)}\b")


def _of_attribute(tag: str, name: str, value: str) -> Iterator[HtmlFault]:
    allowed = _ATTRIBUTES.get(tag, {}).get(name) or _EVERYWHERE.get(name)
    written = rf"\b{re.escape(name)}\s*="
    if not allowed:
        message = f"has `{cut(name)}` on `<{tag}>`, which no page may have."
        yield HtmlFault(message, "Remove it.", written)
    elif not allowed.fullmatch(value):
        message = f"has `{cut(name)}` on `<{tag}>` with a value that no page may give it."
        yield HtmlFault(message, "Remove it.", rf"{written}\s*[\"']?{re.escape(value)}")
    elif name in ("id", "name") and value.startswith("__"):
        message = f"`{cut(value)}` is a name that the theme's own parts have."
        yield HtmlFault(message, "Choose another name.", re.escape(value))
    elif name == "class" and _OF_THEME.search(value):
        message = f"has the class `{cut(value)}`, which belongs to the theme's own parts."
        yield HtmlFault(message, "Remove it.", re.escape(value))
    elif name == "class" and (own := [each for each in value.split() if each.startswith(_OURS)]):
        if foreign := sorted({*own} - _FOR_PAGES):
            message = f"has the class `{cut(foreign[0])}`, which belongs to other parts of the site."
            yield HtmlFault(
                message, f"Remove it. For pages there are: {', '.join(sorted(_FOR_PAGES))}.", re.escape(value)
            )
    elif name in ("href", "src"):
        yield from _of_address(name, value)


def _of_address(name: str, value: str) -> Iterator[HtmlFault]:
    """Yield what is wrong with where a link leads, or where a picture is loaded from, as a browser reads it."""
    address = plain_address(value)
    scheme = scheme_of(address)
    if name == "src" and (scheme or address.startswith("//")):
        message = f"`{cut(value)}` would be loaded from elsewhere."
        yield HtmlFault(message, "Put the file into the folder of the pages.", re.escape(value))
    elif scheme and scheme not in _LINKED:
        message = f"`{cut(value)}` leads to no page: browsers may run it, or open another program."
        yield HtmlFault(message, "Begin it with https:// or a page's file name.", rf"(?i){re.escape(value)}|{scheme}:")
    elif scheme in ("http", "https") and _HOST_WITH_USER.match(address):
        message = f"`{cut(value)}` leads elsewhere than it reads: to what stands behind the `@`."
        yield HtmlFault(message, "Leave out what stands before the `@`.", re.escape(value))
    elif address.startswith("//"):
        message = f"`{cut(value)}` leads to another site, and does not say how."
        yield HtmlFault(message, "Begin it with https://.", re.escape(value))
