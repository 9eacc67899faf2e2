"""The last check: what a reader will really get. Reads the finished site, not the records it came from."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from stretchbook.book.library import Library
from stretchbook.cache.memory import Memory
from stretchbook.problems import Problem
from stretchbook.site.needed import Items, Needed, Reader
from stretchbook.site.shown import Reading, Shown, shown

_LOADED = {"img": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "source": ("src", "srcset"),
           "audio": ("src",), "video": ("src", "poster"), "track": ("src",), "embed": ("src",), "use": ("href",),
           "image": ("href",), "input": ("src",), "object": ("data",)}  # fmt: skip
_LOADING_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch"}
_STYLE_LOADS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""", re.IGNORECASE)
_UNLOADED = ("mailto:", "tel:", "data:", "javascript:", "#")


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
    targets: Mapping[str, _LinkTarget] = field(default_factory=dict)
    """Where each link and each loaded thing lies, if it is of this site."""
    shown: Shown = field(default_factory=dict)
    """What can be read of what is marked."""


def check_site(
    site: Path, library: Library, site_url: str = "", memory: Memory[CheckedPage] | None = None
) -> Iterator[Problem]:
    """Check every page of a finished site: what it has to show, its links, its anchors, and what it loads.

    Every page is checked each time; one whose bytes a `memory` knows is only not taken apart again.
    """
    base = urlsplit(site_url or "https://site.invalid/")
    root = f"{base.scheme}://{base.netloc}{base.path.rstrip('/')}/"
    needed = dict(Reader(library).pages())
    pages = list(_read_pages(site, root, memory or Memory(lasting=False)))
    for page in pages:
        yield from _missing(page, needed.pop(page.path, {}))
        yield from _repeated(page)
    for path in needed:
        yield _problem(path, "was not written.", "Look for a plugin or a setting that takes it away.")
    styles = [_read_style(file, file.relative_to(site).as_posix(), root) for file in sorted(site.rglob("*.css"))]
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    yield from _broken([*pages, *styles], files)
    yield from _orphans(pages)


def _read_pages(site: Path, root: str, memory: Memory[CheckedPage]) -> Iterator[CheckedPage]:
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        raw = file.read_bytes()
        made_of = (root, hashlib.sha256(raw).digest())
        yield memory.recall(path, made_of, partial(_read, raw, path, root))


def _read_style(file: Path, path: str, root: str) -> CheckedPage:
    """Read what a stylesheet loads, as if it were a page without anything to see."""
    style = CheckedPage(path, urljoin(root, path), loads=_STYLE_LOADS.findall(file.read_text(encoding="utf-8")))
    style.targets = {link: target for link in style.loads if (target := _target(style.url, link, root))}
    return style


def _missing(page: CheckedPage, needed: Needed) -> Iterator[Problem]:
    """Yield what a page does not show of what it has to, and what it says more or otherwise."""
    for mark, items in needed.items():
        places = page.shown.get(mark, {})
        lost = [word for word, text in items.texts.items() if not _is_said(places, word, text, items)]
        late = [each for word in items.texts for each in places.get(word, ()) if items.is_first and not each.is_early]
        more = [word for word in places if items.is_all and word not in items.texts]
        what = mark.removeprefix("data-").replace("-", " ")
        put_back = f"A template has dropped or changed it: put `{mark}` back, in sight."
        if lost and items.is_first and _is_begun(places, items):
            yield _problem(page.path, f"adds words to the {what} before the steps.", "Put them elsewhere.")
        elif lost:
            yield _problem(page.path, f"does not show the {what}{_named(lost)}.", put_back)
        if late:
            yield _problem(page.path, f"shows the {what} only after a step.", "Move it before all steps.")
        if more:
            message = f"shows the {what}{_named(more)}, which its records do not say."
            yield _problem(page.path, message, f"Look for a template that writes `{mark}`.")


def _named(words: Iterable[str]) -> str:
    names = ", ".join(f"`{word}`" for word in words if word)
    return f" {names}" if names else ""


def _is_said(places: Mapping[str, list[Reading]], word: str, text: str, items: Items) -> bool:
    """Return whether a text is read wherever its mark stands: one wrong place is one too many."""
    found = _texts(places, "" if items.together else word, items)
    if items.is_first:
        return found == [text]
    return bool(found) and all(said == text if items.is_whole else text in said for said in found)


def _is_begun(places: Mapping[str, list[Reading]], items: Items) -> bool:
    """Return whether what stands before the steps is all there, but with something more."""
    return all(any(text in said for said in _texts(places, word, items)) for word, text in items.texts.items())


def _texts(places: Mapping[str, list[Reading]], word: str, items: Items) -> list[str]:
    """Return what can be read under a mark: of what has to be in sight, without opening anything."""
    found = places.get(word, ())
    return [each.in_sight for each in found if each.in_sight] if items.in_sight else [each.text for each in found]


def _repeated(page: CheckedPage) -> Iterator[Problem]:
    for name in page.repeated:
        message = f"the id `{name}` stands twice."
        yield _problem(page.path, message, "A link to it leads to the first alone: give one of them another id.")


def _read(raw: bytes, path: str, root: str) -> CheckedPage:
    tree = LexborHTMLParser(raw)
    page = CheckedPage(path, urljoin(root, re.sub(r"(^|/)index\.html$", r"\1", path)))
    ids = Counter(node.attributes.get("id") or "" for node in tree.css("[id]"))
    page.repeated = [name for name, times in ids.items() if times > 1]
    page.anchors = {*ids, *(node.attributes.get("name") or "" for node in tree.css("a[name]"))}
    for node in tree.css("a[href], area[href], link[href]"):
        href = node.attributes.get("href") or ""
        page.links.append(href)
        if node.tag != "link":
            page.ways.add(href)
        if node.tag == "link" and set((node.attributes.get("rel") or "").lower().split()) & _LOADING_RELATIONS:
            page.loads.append(href)
    for node in tree.css(", ".join(_LOADED)):
        for attribute in _LOADED[str(node.tag)]:
            page.loads += _addresses(attribute, node.attributes.get(attribute))
    for node in tree.css("[style]"):
        page.loads += _STYLE_LOADS.findall(node.attributes.get("style") or "")
    for node in tree.css("style"):
        page.loads += _STYLE_LOADS.findall(node.text())
    page.is_signpost = path == "404.html" or tree.css_first("meta[http-equiv=refresh]") is not None
    links = dict.fromkeys((*page.links, *page.loads))
    page.targets = {link: target for link in links if (target := _target(page.url, link, root))}
    page.shown = shown(tree)
    return page


def _addresses(attribute: str, value: str | None) -> list[str]:
    if not value:
        return []
    return [part.split()[0] for part in value.split(",") if part.split()] if attribute == "srcset" else [value]


def _broken(pages: Collection[CheckedPage], files: set[str]) -> Iterator[Problem]:
    anchors = {page.url: page.anchors for page in pages}
    for page in pages:
        for link, target in page.targets.items():
            if reason := _fault(target, anchors, files):
                yield _problem(page.path, f"`{link}` {reason}", "Fix the link where it is written.")
        yield from _foreign(page)


def _orphans(pages: Iterable[CheckedPage]) -> Iterator[Problem]:
    """Return the pages to which no other page leads."""
    lost = {page.url: page.path for page in pages if not page.is_signpost}
    # Lists stand above what they list, so that all is found within the first few pages.
    for page in sorted(pages, key=lambda page: page.path.count("/")):
        if not lost:
            return
        for way in page.ways & page.targets.keys():
            target = page.targets[way].url
            if target != page.url:
                lost.pop(target, None)
    for path in lost.values():
        yield _problem(path, "is a page to which no other page leads.", "Link to it, or remove it.")


def _foreign(page: CheckedPage) -> Iterator[Problem]:
    for link in dict.fromkeys(page.loads):
        if not link.startswith(_UNLOADED) and link not in page.targets:
            yield _problem(page.path, f"loads `{link}` from another site.", "Serve it from this one.")


class _LinkTarget(NamedTuple):
    url: str
    path: str
    anchor: str


def _target(url: str, link: str, root: str) -> _LinkTarget | None:
    if link.startswith(_UNLOADED[:-1]):
        return None
    target, _, anchor = urljoin(url, link).partition("#")
    if not target.startswith(root):
        return None
    target = target.split("?")[0]
    return _LinkTarget(target, unquote(target.removeprefix(root)), unquote(anchor))


def _fault(target: _LinkTarget, anchors: Mapping[str, set[str]], files: set[str]) -> str | None:
    path = target.path
    if path not in files and f"{path}index.html" not in files:
        return "leads to no file." if f"{path}/index.html" not in files else "lacks the closing `/`."
    known = anchors.get(target.url)
    if target.anchor and known is not None and target.anchor not in known:
        return "leads to no place on its page."
    return None


def _problem(path: str, message: str, fix: str) -> Problem:
    return Problem(f"site/{path}", 1, 1, "", message, fix)
