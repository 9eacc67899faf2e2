"""The files of a site that are no pages: drawings, data, scripts, and what a browser might take for a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from stretchbook.site import css
from stretchbook.site.markup import DRAWING_ELEMENTS, is_known_attribute
from stretchbook.site.scripts import KnownScripts
from stretchbook.text.browser_addresses import is_picture, plain_address, scheme_of

_RUN = {".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".xsl", ".xslt", ".rdf", ".hta", ".htc", ".swf", ".wasm",
        ".mjs", ".cjs", ".jar", ".php", ".atom", ".rss", ".mathml", ".vbs", ".appcache"}  # fmt: skip
"""Files that a browser would run, or open as a page that this check has not read."""

_KNOWN = """
.html .css .js .svg .xml .json .webmanifest .map .txt .md .yml .yaml .typ .csv .pdf .png .jpg .jpeg .gif .webp .avif
.ico .woff .woff2 .ttf .otf .gz .zip .mp4 .webm .mp3 .ogg .m4a .vtt
"""
_READ = set(_KNOWN.split())
"""Kinds that servers know, so that nobody guesses what they are from their first letters."""

_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")
_RUNNING = {"javascript", "vbscript"}
_SVG = "http://www.w3.org/2000/svg"
_OPENED = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/XSL/Transform"}


READ_WHOLE = frozenset({".svg", ".xml", ".json", ".webmanifest"})
"""Files in which every letter counts."""


def file_faults(path: str, file: Path, known: KnownScripts | None) -> Iterator[str]:
    """Yield what is wrong with a file that is no page and no style sheet, as the end of a sentence about it."""
    suffix = file.suffix.lower()
    if suffix in _RUN:
        yield "is of a kind that browsers run or open as a page"
    elif suffix == ".js" and known and not known.has(path, file.read_bytes()):
        yield "is a script that no package brought and no list names as it is"
    elif suffix in (".svg", ".xml"):
        yield from drawing_faults(file.read_bytes())
    elif suffix in (".json", ".webmanifest"):
        yield from _data_faults(file.read_bytes())
    elif suffix not in _READ and _MARKUP.match(_beginning(file)):
        yield "may be opened as a page"


def drawing_faults(content: bytes) -> Iterator[str]:
    """Yield what in a drawing, or another file in XML, could run or fetch something when somebody opens it."""
    faults: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: faults.extend(_xml_faults(name, attributes))
    parser.ProcessingInstructionHandler = lambda target, _: faults.append(f"holds an instruction `{target}`")
    parser.StartDoctypeDeclHandler = lambda *_: faults.append("holds a document type")
    try:
        parser.Parse(content, True)  # noqa: FBT003 the last piece
    except expat.ExpatError as error:
        faults.append(f"cannot be read ({expat.ErrorString(error.code)})")
    yield from dict.fromkeys(faults)


def _xml_faults(name: str, attributes: dict[str, str]) -> Iterator[str]:
    space, _, tag = name.rpartition(" ")
    if space in _OPENED or (space == _SVG and tag not in DRAWING_ELEMENTS):
        yield f"holds an element `{tag}`"
    for full, value in attributes.items() if space == _SVG else ():
        attribute = full.rpartition(" ")[2]
        if not is_known_attribute(attribute) or attribute == "style":
            yield f"holds a `{attribute}`"
        address = plain_address(value)
        if attribute == "href" and not address.startswith("#") and not is_picture(address):
            yield f"leads to `{value[:60]}`"
        if "(" in value:
            yield from (f"loads `{found[:60]}`" for found in css.loads(css.tokens(value)) if found[:1] != "#")


def _data_faults(content: bytes) -> Iterator[str]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        yield "cannot be read as JSON"
        return
    waiting: list[Any] = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and ":" in one[:60] and scheme_of(plain_address(one)) in _RUNNING:
            yield f"holds an address that runs: `{one[:60]}`"


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(512)
