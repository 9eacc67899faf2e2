"""The last check: what a reader will really get. Reads the finished site, not the records it came from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.strip import WAY_TO_SIGNS, emergency_line, strip_of
from stretchbook.cache.memory import Memory
from stretchbook.problems import Problem
from stretchbook.render.sheets.content import Imprint, SheetWriter
from stretchbook.text.markup import plain

_LOADED = {"img": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "source": ("src", "srcset"),
           "audio": ("src",), "video": ("src", "poster"), "track": ("src",), "embed": ("src",), "use": ("href",),
           "image": ("href",), "input": ("src",), "object": ("data",)}  # fmt: skip
_LOADING_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch"}
_STYLE_LOADS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""", re.IGNORECASE)
_STYLE_HIDES = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0?\.?0+(?![\d.])|content-visibility:hidden"
)
_HIDING = {"template", "noscript", "script", "style"}
_SHEET = "data-sheet-"
_IN_SIGHT = ("data-strip", "data-emergency-line", "data-said-first", "data-said-sign", "data-safety-in-short")
"""The attributes of what has to be in sight, and not in a fold: the few right words."""

_FEW_WORDS = ("data-strip", "data-emergency-line")
"""Of these the attributes of what has no more words than it may have."""

_MARKS = (*_IN_SIGHT, "data-stop-sign", "data-check-first", "data-caution", "data-safety-note", "data-own-answer",
          f"{_SHEET}stop-sign", f"{_SHEET}check-first", f"{_SHEET}caution", f"{_SHEET}strip")  # fmt: skip
"""The attributes that mark safety items."""
_UNLOADED = ("mailto:", "tel:", "data:", "javascript:", "#")


@dataclass
class CheckedPage:
    """What one page of the site shows, links to and loads. It follows from the page's bytes and address alone."""

    path: str
    url: str
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ways: set[str] = field(default_factory=set)
    """Where a reader can go from here."""
    is_signpost: bool = False
    """Whether nobody is meant to be led here: an address that has moved, or that leads nowhere."""
    targets: Mapping[str, _LinkTarget] = field(default_factory=dict)
    """Where each link and each loaded thing lies, if it is of this site."""
    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each attribute that marks safety items: the text that can be read there, by the attribute's value."""


def check_site(
    site: Path, library: Library, site_url: str = "", memory: Memory[CheckedPage] | None = None
) -> Iterator[Problem]:
    """Check every page of a finished site: its safety block, its links, its anchors, and what it loads.

    Every page is checked each time; one whose bytes a `memory` knows is only not taken apart again.
    """
    base = urlsplit(site_url or "https://site.invalid/")
    root = f"{base.scheme}://{base.netloc}{base.path.rstrip('/')}/"
    needed = dict(_needed(library))
    pages = list(_read_pages(site, root, memory or Memory(lasting=False)))
    for page in pages:
        yield from _missing(page, needed.pop(page.path, {}))
    for path in needed:
        yield _problem(path, "was not written.", "Look for a plugin or a setting that takes it away.")
    styles = [_read_style(file, file.relative_to(site).as_posix(), root) for file in sorted(site.rglob("*.css"))]
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    yield from _broken([*pages, *styles], files, root)
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


Needed = Mapping[str, Mapping[str, str]]
"""For each `data-` attribute that marks a safety item: the text that has to be read there, by the attribute's value."""


def _needed(library: Library) -> Iterator[tuple[str, Needed]]:
    addresses = Addresses(library)
    for name, stretch in library.stretches.items():
        notes = {str(number): _said(note, library) for number, note in enumerate(stretch.safety.notes, 1)}
        cautions = {caution.id: _said(caution.text, library) for caution in library.cautions_of[name]}
        own = {
            str(number): _said(answer.because, library)
            for number, answer in enumerate(stretch.safety.answers, 1)
            if answer.because
        }
        short = {"": _said(stretch.in_short.caution, library)} if stretch.in_short else {}
        asked: dict[str, Mapping[str, str]] = {
            "data-safety-in-short": short,
            "data-safety-note": notes,
            "data-caution": cautions,
            "data-own-answer": own,
        }
        yield f"{addresses.of(name)}index.html", {**_shared(library, [name]), **asked}
    for name, routine in library.routines.items():
        stretches = [item.stretch for item in routine.items]
        short = {
            str(number): _said(found.caution, library)
            for number, stretch in enumerate(stretches, 1)
            if (found := library.stretches[stretch].in_short)
        }
        printed: Needed = {"data-safety-in-short": short, **_on_sheet(library, name)}
        yield f"{addresses.of(name)}index.html", {**_shared(library, stretches), **printed}


def _shared(library: Library, stretches: Iterable[str]) -> Needed:
    chosen = list(dict.fromkeys(stretches))
    conditions = [word for name in chosen for word in library.checks_first(name)]
    strip = strip_of(library, chosen)
    return {
        "data-strip": {"": _squeezed(strip.text)},
        "data-emergency-line": {"": _said(f"{emergency_line(library) or ''} {WAY_TO_SIGNS}", library)},
        "data-said-first": {" ".join(named.ids): _squeezed(named.phrase) for named in strip.first},
        "data-said-sign": {" ".join(named.ids): _squeezed(named.phrase) for named in strip.signs},
        "data-stop-sign": {
            word: _said(library.stop_signs[word].text, library) for word in library.stop_signs_of(chosen)
        },
        "data-check-first": {word: _squeezed(library.conditions[word].name) for word in conditions},
    }


def _on_sheet(library: Library, routine: str) -> Needed:
    """Return what has to stand in the part of a routine's page that only printers show."""
    chosen = {item.stretch: library.stretches[item.stretch] for item in library.routines[routine].items}
    strip = SheetWriter(library, Imprint("", date.min, None)).strip(routine)
    conditions = [word for name in chosen for word in library.checks_first(name)]
    return {
        f"{_SHEET}strip": {part.id: _squeezed(part.phrase) for part in (*strip.first, *strip.signs)},
        f"{_SHEET}stop-sign": _shared(library, chosen)["data-stop-sign"],
        f"{_SHEET}check-first": {word: _squeezed(library.conditions[word].short_name) for word in conditions},
        f"{_SHEET}caution": {
            f"{name}-1": _said(stretch.in_short.caution, library)
            for name, stretch in chosen.items()
            if stretch.in_short
        },
    }


def _said(text: str, library: Library) -> str:
    """Return the text as a reader sees it, without citations and white space."""
    return _squeezed(plain(text, library.titles))


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _missing(page: CheckedPage, needed: Needed) -> Iterator[Problem]:
    for attribute, items in needed.items():
        shown = page.shown[attribute]
        lost = [word for word, text in items.items() if text not in shown.get(word, "")]
        if lost:
            what = attribute.removeprefix("data-").replace("-", " ")
            names = ", ".join(f"`{word}`" for word in lost if word)
            message = f"does not show the {what}{f' {names}' if names else ''}."
            yield _problem(page.path, message, f"A template has dropped it: put `{attribute}` back, in sight.")
        elif attribute in _FEW_WORDS and dict(shown) != dict(items):
            message = "says more before the steps than its few words."
            yield _problem(page.path, message, f"Put what a template adds to `{attribute}` elsewhere.")


def _shown(tree: LexborHTMLParser, attribute: str) -> dict[str, str]:
    """Return what can be read of the items with a mark; what stands before the steps, without opening anything."""
    shown: dict[str, str] = {}
    is_whole = _is_sheet if attribute.startswith(_SHEET) else _is_main
    hides = _hides_or_folds if attribute in _IN_SIGHT or attribute.startswith(_SHEET) else _hides
    for node in tree.css(f"main [{attribute}]"):
        if not _is_hidden(node, is_whole, hides):
            shown[node.attributes.get(attribute) or ""] = _squeezed(_without_citations(node))
    return shown


def _without_citations(node: LexborNode) -> str:
    """Return the text of a node that is in sight, but not that of its citations, which a template adds."""
    said = []
    child = node.child
    while child is not None:
        if child.tag == "-text":
            said.append(child.text())
        elif "sb-cite" not in (child.attributes.get("class") or "").split() and not _hides(child):
            said.append(_without_citations(child))
        child = child.next
    return "".join(said)


def _is_hidden(node: LexborNode, is_whole: Callable[[LexborNode], bool], hides: Callable[[LexborNode], bool]) -> bool:
    """Return whether a node is out of sight inside the whole that it belongs to, or outside of it."""
    here: LexborNode | None = node
    while here is not None:
        if is_whole(here):
            return False
        if hides(here):
            return True
        here = here.parent
    return True


def _is_main(node: LexborNode) -> bool:
    return node.tag == "main"


def _is_sheet(node: LexborNode) -> bool:
    # The stylesheet goes by this class when it shows the sheet to printers, although it is `hidden` to screens.
    return "sb-sheet" in (node.attributes.get("class") or "").split()


def _hides(node: LexborNode) -> bool:
    """Return whether a node hides what is in it."""
    marks = node.attributes
    if marks.keys() & {"hidden", "inert"} or marks.get("aria-hidden") == "true" or node.tag in _HIDING:
        return True
    if _STYLE_HIDES.search(re.sub(r"\s", "", marks.get("style") or "").lower()):
        return True
    return (node.tag == "dialog" and "open" not in marks) or (node.tag == "details" and not _opens(node))


def _hides_or_folds(node: LexborNode) -> bool:
    """Return whether a node hides what is in it until somebody opens it, or for good."""
    return _hides(node) or (node.tag == "details" and "open" not in node.attributes)


def _opens(fold: LexborNode) -> bool:
    """Return whether a fold stands open, or has a title to open it by."""
    title = fold.css_first("summary")
    is_named = title is not None and title.parent == fold and not _hides(title) and _without_citations(title).strip()
    return "open" in fold.attributes or bool(is_named)


def _read(raw: bytes, path: str, root: str) -> CheckedPage:
    tree = LexborHTMLParser(raw)
    page = CheckedPage(path, urljoin(root, re.sub(r"(^|/)index\.html$", r"\1", path)))
    for node in tree.css("[id], a[name]"):
        page.anchors.add(node.attributes.get("id") or node.attributes.get("name") or "")
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
    page.shown = {attribute: _shown(tree, attribute) for attribute in _MARKS}
    return page


def _addresses(attribute: str, value: str | None) -> list[str]:
    if not value:
        return []
    return [part.split()[0] for part in value.split(",") if part.split()] if attribute == "srcset" else [value]


def _broken(pages: Collection[CheckedPage], files: set[str], root: str) -> Iterator[Problem]:
    anchors = {page.url: page.anchors for page in pages}
    for page in pages:
        for link, target in page.targets.items():
            if reason := _fault(target, anchors, files):
                yield _problem(page.path, f"`{link}` {reason}", "Fix the link where it is written.")
        yield from _foreign(page, root)


def _orphans(pages: Iterable[CheckedPage]) -> Iterator[Problem]:
    """Return the pages to which no other page leads."""
    lost = {page.url: page.path for page in pages if not page.is_signpost}
    # Lists stand above what they list, so that all is found within the first few pages.
    for page in sorted(pages, key=lambda page: page.path.count("/")):
        if not lost:
            return
        for way in page.ways:
            target = re.split(r"[?#]", urljoin(page.url, way), maxsplit=1)[0]
            if target != page.url:
                lost.pop(target, None)
    for path in lost.values():
        yield _problem(path, "is a page to which no other page leads.", "Link to it, or remove it.")


def _foreign(page: CheckedPage, root: str) -> Iterator[Problem]:
    for link in dict.fromkeys(page.loads):
        if not link.startswith(_UNLOADED) and not urljoin(page.url, link).startswith(root):
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
    path = unquote(urlsplit(target).path[len(urlsplit(root).path) :])
    return _LinkTarget(target.split("?")[0], path, unquote(anchor))


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
