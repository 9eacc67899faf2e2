"""What the elements of a page may be: nothing that runs, fetches from elsewhere, leads astray, or hides another.

What is not known is refused. So a way to run something that browsers learn tomorrow is refused too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from stretchbook.site.policy import HEADER, text_of
from stretchbook.site.scripts import INLINE, digest_of
from stretchbook.text.browser_addresses import is_picture, plain_address, scheme_of

_HTML = """
html head title meta link style script body header footer main nav aside section article hgroup h1 h2 h3 h4 h5 h6 p div
span a abbr address b bdi bdo blockquote br button caption cite code col colgroup data datalist dd del details dfn dl
dt em fieldset figcaption figure form hr i img input ins kbd label legend li mark meter noscript ol optgroup
option output picture pre progress q rp rt ruby s samp search select small source strong sub summary sup table tbody td
template textarea tfoot th thead time tr track audio video u ul var wbr map area
"""
_SVG = """
svg g path circle ellipse rect line polyline polygon text tspan textPath defs use symbol title desc marker clipPath
mask pattern linearGradient radialGradient stop image switch a
"""
_ELEMENTS = {*_HTML.split(), *_SVG.split()}
_OWN_ELEMENT = re.compile(r"(?!font-|annotation-|color-|missing-)[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
"""Elements with a hyphen are only what a script makes of them."""

DRAWING_ELEMENTS = {*_SVG.split(), "style", "metadata"}

_ATTRIBUTE_NAMES = """
id class title lang dir hidden tabindex role style name value type content charset http-equiv property media rel href
hreflang src srcset sizes alt width height loading decoding fetchpriority crossorigin integrity referrerpolicy async
defer nomodule as for form action method target download open start reversed colspan rowspan span scope headers abbr
align valign border cellpadding cellspacing datetime cite label selected checked disabled readonly required placeholder
multiple size min max step maxlength minlength pattern rows cols wrap list autocomplete autocapitalize spellcheck
enterkeyhint inputmode controls muted loop preload poster kind srclang default translate usemap shape coords low high
optimum itemscope itemtype itemprop itemid clear compact noshade draggable
xmlns xmlns:xlink xlink:href xml:space version viewbox preserveaspectratio focusable d x y x1 y1 x2 y2 cx cy r rx ry
dx dy fx fy points transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap
stroke-linejoin stroke-dasharray stroke-dashoffset stroke-miterlimit vector-effect opacity offset stop-color
stop-opacity gradientunits gradienttransform spreadmethod patternunits patterntransform patterncontentunits clip-path
clip-rule clippathunits mask maskunits maskcontentunits markerwidth markerheight markerunits refx refy orient
marker-start marker-mid marker-end text-anchor dominant-baseline font-family font-size font-weight font-style
letter-spacing textlength lengthadjust startoffset pathlength paint-order color
shape-rendering
"""
_ATTRIBUTES = set(_ATTRIBUTE_NAMES.split())
_FREE = re.compile(r"(?:data|aria)-[-\w.]+")

ADDRESSES = {"href", "xlink:href", "src", "poster", "action", "cite", "data-letter", "data-answers", "data-conditions",
             "data-source", "data-base", "data-page", "data-diary"}  # fmt: skip
"""The attributes that are addresses; the last seven are so to our own scripts."""

STYLING = {"style", "fill", "stroke", "mask", "clip-path", "marker-start", "marker-mid", "marker-end"}
"""The attributes in which styles stand."""

_LISTING = {"srcset", "as", "rel"}
_LINKED = {"http", "https", "mailto", "tel", "sms"}

_RELATIONS = {"stylesheet", "icon", "apple-touch-icon", "shortcut", "canonical", "next", "prev", "alternate", "preload",
              "modulepreload", "author", "license", "help", "edit", "me"}  # fmt: skip
_SHOWING = {"img", "image", "source", "link"}
_DATA_TYPES = {"application/json", "application/ld+json"}
_SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript"}
_DRAWN = re.compile(r"(?:(?:left|top|width|height|margin):(?: ?-?\d+(?:\.\d+)?(?:mm)?)+;?)+")
"""Where the pictures of a sheet lie on it; nothing else is so exact."""

_HARMLESS = re.compile(
    r"(?:(?:text-align|font-weight|font-style|font-variant|break-inside|hyphens|vertical-align):[a-z0-9-]+(?:;|$))*"
)
FETCHING = ".mermaid, [data-md-component=source], [data-md-component=consent], [data-md-component=outdated]"
"""What makes the theme's script ask another site for something."""


_OVER = ("overlay", "consent__overlay", "consent__inner", "dialog", "progress", "search__overlay", "search__inner",
         "sidebar--primary", "top", "skip")  # fmt: skip
COVERING = ", ".join(f"article .md-{name}, article.md-{name}" for name in _OVER)
"""What the theme lays over a page, where no part of the theme belongs."""


def source_faults(html: bytes) -> Iterator[str]:
    """Yield what in the text of a page browsers may read otherwise than the check: another encoding, another parser."""
    try:
        text = html.decode("utf-8")
    except UnicodeDecodeError:
        yield "is not in UTF-8"
        return
    if "charset" not in text[:1000].lower():
        yield "does not say at its beginning that its letters are UTF-8"
    if not all(_PLAIN.fullmatch(found[1]) for found in _NOSCRIPT.finditer(text)):
        yield "holds a `noscript` with more than plain text in it"
    if any(_TAG_OF_NO_CHOICE.search(found[1]) for found in _SELECT.finditer(text)):
        yield "holds a `select` with more than choices in it"


_NOSCRIPT = re.compile(r"<noscript\b(.*?)(?:</noscript|\Z)", re.IGNORECASE | re.DOTALL)
_PLAIN = re.compile(r"""[^<>]*+>(?:[^<>]++|</?[a-z][a-z0-9]*(?:\s++[-a-z]++="[^"<>]*+")*+\s*+/?>)*+""", re.IGNORECASE)
_SELECT = re.compile(r"<select\b(.*?)(?:</select|\Z)", re.IGNORECASE | re.DOTALL)
_TAG_OF_NO_CHOICE = re.compile(r"<(?!/?(?:option|optgroup|hr)\b)[a-z/!?]", re.IGNORECASE)


def elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield all elements of a page, and those of its templates, which a script may put there."""
    for node in tree.css("*"):
        yield node
        if node.tag == "template":
            yield from elements(LexborHTMLParser(f"<body>{inside_of(node)}"))


def inside_of(template: LexborNode) -> str:
    """Return what stands in a template, as HTML."""
    return _OUTER.sub("", template.html or "")


_OUTER = re.compile(r"\A<template[^>]*+>|</template>\Z")


def element_faults(node: LexborNode) -> Iterator[str]:
    """Yield what is wrong with one element, as the end of a sentence about its page."""
    tag, attributes = str(node.tag), node.attributes
    if tag not in _ELEMENTS and not _OWN_ELEMENT.fullmatch(tag):
        yield f"holds an element `{tag}`, which no page needs"
        return
    for name, value in attributes.items():
        if not is_known_attribute(name):
            yield f"holds a `{name}` of a `{tag}`, which no page needs"
        elif name in ADDRESSES and value and not _is_place(value, may_be_picture=tag in _SHOWING):
            yield f"holds an address `{_brief(value)}`, which is no place"
        elif name == "style":
            yield from style_faults(value or "")
    if tag in _SPECIAL:
        yield from _SPECIAL[tag](node, {name: value or "" for name, value in attributes.items()})


def is_quiet(tag: str, names: Iterable[str]) -> bool:
    """Return whether an element can have no fault, whatever its attributes say: most are of this kind."""
    return tag in _QUIET and all(map(_is_quiet, names))


@cache
def _is_quiet(name: str) -> bool:
    return is_known_attribute(name) and name not in ADDRESSES and name not in STYLING and name not in _LISTING


def _is_place(value: str, *, may_be_picture: bool) -> bool:
    address = plain_address(value)
    scheme = scheme_of(address)
    return not scheme or scheme in _LINKED or (may_be_picture and is_picture(address))


@cache
def is_known_attribute(name: str) -> bool:
    """Return whether elements of pages and drawings may have such an attribute."""
    return name.lower() in _ATTRIBUTES or _FREE.fullmatch(name) is not None


def style_faults(value: str) -> Iterator[str]:
    """Yield whether a `style` attribute says more than how words stand, or where a picture of a sheet lies."""
    plain = re.sub(r"\s*([:;])\s*", r"\1", value.strip())
    if not _HARMLESS.fullmatch(plain) and not _DRAWN.fullmatch(plain):
        yield f"says `{_brief(value)}` in a `style`: that belongs into a style sheet"


def _script_faults(node: LexborNode, attributes: Mapping[str, str]) -> Iterator[str]:
    kind = attributes.get("type", "").strip().lower()
    if {"href", "xlink:href"} & attributes.keys() or kind not in _DATA_TYPES | _SCRIPT_TYPES:
        yield f"holds a script of a kind that no page needs (`{kind or 'in a drawing'}`)"
    elif "src" not in attributes and kind not in _DATA_TYPES and digest_of(text_of(node)) not in INLINE:
        yield f"holds a script of its own: `{_brief(text_of(node))}`"


def _style_faults(node: LexborNode, _: Mapping[str, str]) -> Iterator[str]:
    if digest_of(text_of(node)) not in INLINE:
        yield f"holds a style sheet of its own: `{_brief(text_of(node))}`"


def _link_faults(_: LexborNode, attributes: Mapping[str, str]) -> Iterator[str]:
    relations = set(attributes.get("rel", "").lower().split())
    for relation in sorted(relations - _RELATIONS):
        yield f"holds a link to load with the relation `{relation}`, which no page needs"
    if "stylesheet" in relations and not urlsplit(attributes.get("href", "")).path.endswith(".css"):
        yield f"takes `{attributes.get('href', '')[:60]}` for a style sheet"


_WINDOW = re.compile(r"width=device-width(?:, ?initial-scale=1(?:\.0)?)?")


def _meta_faults(_: LexborNode, attributes: Mapping[str, str]) -> Iterator[str]:
    if attributes.get("charset", "utf-8").strip().lower() != "utf-8":
        yield "says that its letters are not UTF-8"
    if attributes.get("name", "").lower() == "viewport" and not _WINDOW.fullmatch(attributes.get("content", "")):
        yield "is not drawn at the size of the screen"
    told = attributes.get("http-equiv", "").strip().lower()
    if told not in ("", HEADER.lower(), "refresh"):
        yield f"tells browsers `{told}`"


def _form_faults(_: LexborNode, attributes: Mapping[str, str]) -> Iterator[str]:
    if scheme_of(plain_address(attributes.get("action", ""))):
        yield f"sends a form to `{attributes['action'][:60]}`"


def _template_faults(node: LexborNode, _: Mapping[str, str]) -> Iterator[str]:
    inside = inside_of(node)
    body = LexborHTMLParser(f"<body>{inside}").body
    if not body or (body.html or "") != f"<body>{inside}</body>":
        yield "holds a `template` with a part of something in it"


_SPECIAL = {
    "template": _template_faults,
    "script": _script_faults,
    "style": _style_faults,
    "link": _link_faults,
    "meta": _meta_faults,
    "form": _form_faults,
}

_QUIET = _ELEMENTS - _SPECIAL.keys()


def _brief(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
