"""What a screen reader finds in a PDF: its elements with their text, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

ARTIFACT = -1
"""Stands for the number of marked content that is not read."""

_SHOWING = {"Tj", "TJ", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}

Texts = dict[tuple[Any, int], str]


@dataclass
class Element:
    """One element: its tag as the PDF's role map has it, its own text, its attributes, what its links are called."""

    tag: str
    text: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    is_drawn: bool = False
    links: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """Yield the element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child

    @property
    def words(self) -> str:
        return " ".join("".join(element.text for element in self).split())

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self if element.tag in tags]


def read(pdf: pikepdf.Pdf) -> tuple[Element, list[str]]:
    """Return the tree of elements, and what stands on each page beside it; raises where something is not marked."""
    texts: Texts = {}
    for page in pdf.pages:
        texts |= {(page.obj.objgen, mark): text for mark, text in _marked(page)}
    root = pdf.Root.StructTreeRoot
    roles = {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()}
    whole = Element("Root")
    _fill(whole, root.K, None, (texts, roles))
    return whole, [texts.get((page.obj.objgen, ARTIFACT), "") for page in pdf.pages]


def _fill(element: Element, kids: Any, page: Any, known: tuple[Texts, dict[str, str]]) -> None:
    """Fill an element with what is in it; `page` is the number of the page's object, where it is known."""
    texts, roles = known
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.text += texts[page, kid]
            element.is_drawn = True
        elif kid.get("/Type") == "/MCR":
            element.text += texts[kid.Pg.objgen if "/Pg" in kid else page, int(kid.MCID)]
            element.is_drawn = True
        elif kid.get("/Type") == "/OBJR":
            element.links.append(str(kid.Obj.Contents))
        else:
            tag = str(kid.S)
            child = Element(roles.get(tag, tag).removeprefix("/"), attributes=_attributes(kid))
            element.children.append(child)
            if "/K" in kid:
                _fill(child, kid.K, kid.Pg.objgen if "/Pg" in kid else page, known)


def _attributes(element: Any) -> dict[str, Any]:
    """Return an element's attributes, those of all owners together, and its text alternative and identifier."""
    owned = element.get("/A", [])
    found = {str(key): element[key] for key in ("/Alt", "/ID", "/T") if key in element}
    for owner in owned if isinstance(owned, (pikepdf.Array, list)) else [owned]:
        found |= {str(key): value for key, value in owner.items()}
    return found


def _marked(page: pikepdf.Page) -> list[tuple[int, str]]:
    """Return `(number, text)` of each piece of marked content."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_marks: list[int | None] = []
    font: dict[int, str] = {}
    drawing: Any = pikepdf.parse_content_stream(page)
    for operands, operator in drawing:
        name = str(operator)
        if name in ("BDC", "BMC"):
            open_marks.append(_mark(operands))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in _SHOWING:
            here = [mark for mark in open_marks if mark is not None]
            assert here, f"{name} stands outside of everything that is marked"
            shown = _shown(operands[0], font) if name in ("Tj", "TJ") else ""
            found[here[-1]] = found.get(here[-1], "") + shown
    return list(found.items())


def _mark(operands: Any) -> int | None:
    if operands[0] == "/Artifact":
        return ARTIFACT
    return int(operands[1]["/MCID"]) if len(operands) > 1 and "/MCID" in operands[1] else None


def _shown(operand: Any, font: dict[int, str]) -> str:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(font[int.from_bytes(codes[place : place + 2], "big")] for place in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    """Return what the codes of a font mean; a font without that has no text for a screen reader."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    found = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", part):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letter in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            for place, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(int(letter, 16) + place)
    return found
