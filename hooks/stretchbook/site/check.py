"""The last check: what a reader will really get. Reads the finished site, not the records it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from stretchbook.book.library import Library
from stretchbook.cache.memory import Memory
from stretchbook.problems import Problem
from stretchbook.site import css
from stretchbook.site.hiding import Names, hiding_rules
from stretchbook.site.needed import Items, Needed, Reader
from stretchbook.site.other_files import READ_WHOLE, file_faults
from stretchbook.site.page import CheckedPage, LinkTarget, read_page, target_of
from stretchbook.site.policy import HEADER
from stretchbook.site.scripts import LIST, KnownScripts
from stretchbook.site.shown import Reading
from stretchbook.text.browser_addresses import is_picture, plain_address

_UNCHANGED = "Remove it where it is written, or in the template that writes it."


def check_site(
    site: Path,
    library: Library,
    site_url: str = "",
    memory: Memory[CheckedPage] | None = None,
    known: KnownScripts | None = None,
) -> Iterator[Problem]:
    """Check every file of a finished site: what pages have to show, their links, and what they load and run.

    Every file is checked each time; one whose bytes a `memory` knows is only not taken apart again. Without the scripts
    that are `known`, as for a server, whose files somebody is just changing, nobody asks which scripts there are, what
    pages tell browsers that they may run, and what style sheets hide.
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
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*")) if file.is_file()}
    names = Names.joined(page.names for page in pages)
    # With the scripts that are known, it counts what else there is: then all is read anew.
    read = Memory[CheckedPage](lasting=False) if known or not memory else memory
    styles, others = [], []
    for path, file in files.items():
        if path.endswith(".css"):
            make = partial(_read_style, file, path, root, names, known)
            styles.append(read.recall(f"{path} as a style", (root, _digest(file)), make))
        make = partial(_read_other, file, path, root, known)
        is_read = file.suffix.lower() in READ_WHOLE
        others.append(read.recall(path, (root, _digest(file)), make) if is_read else make())
    for page in (*pages, *styles, *others):
        yield from _harmful(page)
    if known:
        yield from _unknown(pages, known)
    yield from _broken([*pages, *styles], files.keys())
    yield from _orphans(pages)


def _read_pages(site: Path, root: str, memory: Memory[CheckedPage]) -> Iterator[CheckedPage]:
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        raw = file.read_bytes()
        made_of = (root, hashlib.sha256(raw).digest())
        yield memory.recall(path, made_of, partial(read_page, raw, path, root))


def _read_style(file: Path, path: str, root: str, names: Names, known: KnownScripts | None) -> CheckedPage:
    """Read what a stylesheet loads and may hide, as if it were a page without anything to see."""
    raw, style = file.read_bytes(), CheckedPage(path, urljoin(root, path))
    is_ours = not (known and known.has(path, raw))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        style.faults.append("is not in UTF-8")
        return style
    if text[:9].lower() == "@charset " and text[:16].lower() != '@charset "utf-8"':
        style.faults.append("says that its letters are not UTF-8")
    style.loads = [*map(plain_address, css.addresses_in(text))]
    style.targets = {link: target for link in style.loads if (target := target_of(style.url, link, root))}
    for selector, what in hiding_rules(css.rules_in(text), names, is_ours=is_ours) if known else ():
        style.faults.append(f"says `{what}` of `{selector[:80]}`, which may hide what has to be seen")
    return style


def _read_other(file: Path, path: str, root: str, known: KnownScripts | None) -> CheckedPage:
    return CheckedPage(path, urljoin(root, path), faults=[*file_faults(path, file, known)])


def _digest(file: Path) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


def _harmful(page: CheckedPage) -> Iterator[Problem]:
    for fault in page.faults:
        yield _problem(page.path, f"{fault}.", _UNCHANGED)


def _unknown(pages: Iterable[CheckedPage], known: KnownScripts) -> Iterator[Problem]:
    """Yield the scripts that are not known by name, and the pages whose policy is not theirs."""
    for page in pages:
        for link in sorted(page.scripts & page.targets.keys()):
            if not known.has_name(page.targets[link].path):
                fix = f"Remove it, or read it and list it in `{LIST}`: `stretchbook scripts`."
                yield _problem(page.path, f"runs `{link}`, which no package brought and no list names.", fix)
        if not page.has_policy:
            message = "does not begin with the policy that says what it may load and run."
            yield _problem(page.path, message, f"Look for a template or a plugin that writes a `{HEADER}` of its own.")


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


def _broken(pages: Collection[CheckedPage], files: Collection[str]) -> Iterator[Problem]:
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
        if link and link[0] != "#" and not is_picture(link) and link not in page.targets:
            yield _problem(page.path, f"loads `{link[:200]}` from another site.", "Serve it from this one.")


def _fault(target: LinkTarget, anchors: Mapping[str, set[str]], files: Collection[str]) -> str | None:
    path = target.path
    if path not in files and f"{path}index.html" not in files:
        return "leads to no file." if f"{path}/index.html" not in files else "lacks the closing `/`."
    known = anchors.get(target.url)
    if target.anchor and known is not None and target.anchor not in known:
        return "leads to no place on its page."
    return None


def _problem(path: str, message: str, fix: str) -> Problem:
    return Problem(f"site/{path}", 1, 1, "", message, fix)
