"""One page of the finished site, taken apart: what it shows, where it leads, what it loads and runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from stretchbook.site import css
from stretchbook.site.hiding import GUARDED, Names
from stretchbook.site.markup import (
    COVERING,
    FETCHING,
    STYLING,
    element_faults,
    elements,
    is_quiet,
    source_faults,
)
from stretchbook.site.policy import HEADER, policy_of
from stretchbook.site.shown import Shown, shown
from stretchbook.text.browser_addresses import plain_address, scheme_of

_LOADED = {"img": ("src", "srcset"), "script": ("src",), "source": ("src", "srcset"), "audio": ("src",),
           "video": ("src", "poster"), "track": ("src",), "use": ("href", "xlink:href"),
           "image": ("href", "xlink:href"),
           "input": ("src",), "form": ("action",)}  # fmt: skip
_LOADED_BY_SCRIPTS = ("data-answers", "data-source", "data-base")
_LINKED_BY_SCRIPTS = ("data-letter", "data-conditions", "data-page", "data-diary")
_LOADING_RELATIONS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "canonical"}
"""A page whose address is said to be on another site would be found there instead, so that counts too."""

_WAY_ON = re.compile(r"\s*\d+\s*;\s*url\s*=\s*([^\s\"']+)\s*", re.IGNORECASE)


class LinkTarget(NamedTuple):
    """A place in the site."""

    url: str
    path: str
    anchor: str


def target_of(url: str, link: str, root: str) -> LinkTarget | None:
    """Return where in the site a link on the page `url` leads; None where it leads out of it."""
    if scheme_of(link) not in ("", "http", "https"):
        return None
    target, _, anchor = urljoin(url, link).partition("#")
    if not target.startswith(root):
        return None
    target = target.split("?")[0]
    return LinkTarget(target, unquote(target.removeprefix(root)), unquote(anchor))


@dataclass
class CheckedPage:
    """What one page of the site shows, links to and loads. It follows from the page's bytes and address alone."""

    path: str
    url: str
    anchors: set[str] = field(default_factory=set)
    repeated: list[str] = field(default_factory=list)
    """The ids that stand there more than once."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ways: set[str] = field(default_factory=set)
    """Where a reader can go from here."""
    is_signpost: bool = False
    """Whether nobody is meant to be led here: an address that has moved, or that leads nowhere."""
    targets: Mapping[str, LinkTarget] = field(default_factory=dict)
    """Where each link and each loaded thing lies, if it is of this site."""
    shown: Shown = field(default_factory=dict)
    """What can be read of what is marked."""
    faults: list[str] = field(default_factory=list)
    """What may run, fetch or hide something, each as the end of a sentence."""
    scripts: set[str] = field(default_factory=set)
    """Those of `loads` that run."""
    names: Names = field(default_factory=Names)
    """The names of what has to be seen."""
    has_policy: bool = False
    """Whether the page tells browsers, before all else, just what it may load and run."""


def read_page(raw: bytes, path: str, root: str) -> CheckedPage:
    """Take a page apart: its bytes, its path in the site, and the address of the site's root."""
    tree = LexborHTMLParser(raw)
    page = CheckedPage(path, urljoin(root, re.sub(r"(^|/)index\.html$", r"\1", path)))
    ids = Counter(node.attributes.get("id") or "" for node in tree.css("[id]"))
    page.repeated = [name for name, times in ids.items() if times > 1]
    page.anchors = {*ids, *(node.attributes.get("name") or "" for node in tree.css("a[name]"))}
    faults = [*source_faults(raw)]
    for node in elements(tree):
        tag, marks = str(node.tag), node.attributes
        if not is_quiet(tag, marks):
            faults += element_faults(node)
            _note_addresses(page, tag, {name: _plain(name, value or "") for name, value in marks.items()})
    page.is_signpost = path == "404.html" or tree.css_first("meta[http-equiv=refresh]") is not None
    page.faults = [*dict.fromkeys((*faults, *_led_away(tree, page), *_of_theme(tree)))]
    links = dict.fromkeys((*page.links, *page.loads))
    page.targets = {link: target for link in links if (target := target_of(page.url, link, root))}
    page.shown = shown(tree)
    page.names.add(tree.css(GUARDED))
    policies = [node for node in tree.css("meta[http-equiv]") if _is_policy(node)]
    first = tree.head.css("head > *")[:1] if tree.head else []
    page.has_policy = policies == first and [node.attributes.get("content") for node in first] == [policy_of(tree)]
    return page


def _of_theme(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield what the theme would make of some of the page's elements."""
    if tree.css_first(FETCHING):
        yield "holds something for which the theme's script asks another site"
    if tree.css_first(COVERING):
        yield "holds something that the theme lays over a page"


def _plain(name: str, value: str) -> str:
    """Return an attribute as what reads it does: in styles a backslash is an escape."""
    return value if name in STYLING else plain_address(value)


def _note_addresses(page: CheckedPage, tag: str, marks: Mapping[str, str]) -> None:
    """Note where an element links to and what it loads."""
    href = marks.get("href", "")
    relations = set(marks.get("rel", "").lower().split()) if tag == "link" else set[str]()
    if tag in ("a", "area", "link") and "href" in marks:
        page.links.append(href)
        if tag != "link":
            page.ways.add(href)
    if relations & _LOADING_RELATIONS:
        page.loads.append(href)
    for attribute in _LOADED.get(tag, ()):
        page.loads += _addresses(attribute, marks.get(attribute))
    if (tag == "script" and "src" in marks) or "modulepreload" in relations or marks.get("as", "").lower() == "script":
        page.scripts.add(marks.get("src", href))
    page.loads += [marks[name] for name in _LOADED_BY_SCRIPTS if name in marks]
    page.links += [marks[name] for name in _LINKED_BY_SCRIPTS if name in marks]
    for name in STYLING & marks.keys():
        page.loads += map(plain_address, css.loads(css.tokens(marks[name])))


def _led_away(tree: LexborHTMLParser, page: CheckedPage) -> Iterator[str]:
    """Yield whether a page sends its readers on; one that was moved may, to another of this site."""
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            way = _WAY_ON.fullmatch(node.attributes.get("content") or "")
            if not way or tree.css_first("article"):
                yield "leads readers away before they have read it"
            else:
                page.loads.append(plain_address(way[1]))


def _is_policy(node: LexborNode) -> bool:
    return (node.attributes.get("http-equiv") or "").strip().lower() == HEADER.lower()


def _addresses(attribute: str, value: str | None) -> list[str]:
    if not value:
        return []
    return [part.split()[0] for part in value.split(",") if part.split()] if attribute == "srcset" else [value]
