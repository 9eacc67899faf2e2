"""The theme's stylesheets, without the rules for what no page has: nothing is painted before they are there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path

FOLDER = "assets/stylesheets"
_PIECES = re.compile(r'"(?:[^"\\]|\\.)*+"|\'(?:[^\'\\]|\\.)*+\'|/\*.*?\*/|[{}]', re.DOTALL)
_COMMAS = re.compile(r"\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|\[[^\]]*+\]|(,)")
_GROUPS = re.compile(r"\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)")
_CLASS = re.compile(r"\.(-?[A-Za-z_](?:[-\w]|\\.)*+)")
_COLOUR = re.compile(r"\[data-md-color-[a-z]+=[\"']?([-\w]+)[\"']?\]")
_IN_PAGES = re.compile(rb"(?:class|data-md-color-[a-z]+)=(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))")
_IN_SCRIPTS = re.compile(r"[-\w]+")


def trim_theme(site: Path) -> None:
    """Take from the theme's stylesheets each rule for a class, or a colour, that no page and no script names."""
    sheets = [*(site / FOLDER).glob("*.css")]
    names = _named(site) if sheets else set()
    for sheet in sheets:
        sheet.write_text(trimmed(sheet.read_text(encoding="utf-8"), names), encoding="utf-8")


def trimmed(css: str, names: Container[str]) -> str:
    """Return a stylesheet with only the selectors all of whose classes and colours are among the names."""
    return "".join(_kept(selector, body, names) for selector, body in _rules(css))


def _kept(selector: str, body: str | None, names: Container[str]) -> str:
    if body is None:
        return selector
    if selector.startswith(("@media", "@supports")):
        inside = trimmed(body, names)
        return f"{selector}{{{inside}}}" if inside.strip() else ""
    if selector.startswith("@"):
        return f"{selector}{{{body}}}"
    kept = ",".join(each for each in _selectors(selector) if _is_used(each, names))
    return f"{kept}{{{body}}}" if kept else ""


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield each outermost rule as its selector and what stands in its braces; what is no rule has none."""
    depth = start = opened = 0
    for piece in _PIECES.finditer(css):
        if piece[0] == "{":
            depth += 1
            opened = piece.start() if depth == 1 else opened
        elif piece[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : piece.start()]
                start = piece.end()
        elif not depth and not css[start : piece.start()].strip():
            yield css[start : piece.end()], None
            start = piece.end()
    yield css[start:], None


def _selectors(selector: str) -> Iterator[str]:
    start = 0
    for found in _COMMAS.finditer(selector):
        if found[1]:
            yield selector[start : found.start()]
            start = found.end()
    yield selector[start:]


def _is_used(selector: str, names: Container[str]) -> bool:
    """What stands in brackets may be one of several, or what is not: it speaks for no rule and against none."""
    plain = _GROUPS.sub("", selector)
    named = [*_CLASS.findall(re.sub(r"\[[^\]]*\]", "", plain)), *_COLOUR.findall(plain)]
    return all(name.replace("\\", "") in names for name in named)


def _named(site: Path) -> set[str]:
    """Return every class and colour of a page, and every word of a script: some classes are only given then."""
    found: set[str] = set()
    for page in site.rglob("*.html"):
        for values in set(_IN_PAGES.findall(page.read_bytes())):
            found.update(b" ".join(values).decode("utf-8", "replace").split())
    for script in site.rglob("*.js"):
        found.update(_IN_SCRIPTS.findall(script.read_text(encoding="utf-8", errors="replace")))
    return found
