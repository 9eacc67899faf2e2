"""What a reader gets to read of a page: the text of all that is marked on it, without what is out of sight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

PRINTED = "data-sheet-"
"""How the attributes begin that mark items of the sheet, which only printers show."""

ROW, LEGEND = f"{PRINTED}row", f"{PRINTED}legend"
"""A row of the table of conditions, and what the signs in it mean. There signs count too."""

SHEET, SHEET_STRIP, STEPS = "sheet", "sheet strip", "steps"
"""What is found by a class and not by an attribute of its own: the stylesheets go by these classes."""

_CLASSES = {"sb-sheet": SHEET, "sb-sheet__strip": SHEET_STRIP, "sb-steps": STEPS}
ANSWERS = "data-answer"
"""Marks a list of those who are given one answer; its heading says which."""

_UNDER_ANSWER = ("data-check-first", "data-adapt", "data-row")
"""The attributes of what stands in such a list."""

MARKS = (
    "data-strip", "data-emergency-line", "data-said-first", "data-said-sign", "data-safety-in-short", "data-urgent",
    "data-stop-sign", "data-response", "data-caution", "data-safety-note", "data-own-answer", "data-skip-if",
    "data-warning-sign", "data-first-question", "data-item-strip", "data-advice", "data-how", "data-why", "data-told",
    "data-glance", "data-condition", "data-claim", "data-reference", ANSWERS, *_UNDER_ANSWER, ROW, LEGEND,
    *(f"{PRINTED}{what}" for what in ("stop-sign", "check-first", "caution", "strip")),
)  # fmt: skip
"""The attributes that mark what has to be read."""

_ALL = ", ".join((*(f"[{mark}]" for mark in MARKS), *(f".{name}" for name in _CLASSES)))
_NEVER_READ = {"template", "noscript", "script", "style", "datalist", "canvas", "audio", "video", "object", "iframe",
               "progress", "meter", "select", "textarea", "noembed", "noframes", "rp", "title"}  # fmt: skip
"""The elements that show something else than the text in them, or nothing."""

_HARMLESS_STYLE = re.compile(r"(?:(?:text-align|font-weight|font-style|break-inside|hyphens):[a-z0-9-]+(?:;|$))*")
"""All that an element may say of its own style: of anything else nobody knows here what is then in sight."""

_HIDING = ("hidden", "inert", "popover")
_OUT_OF_SIGHT_CLASS = "sb-hidden"
"""The class of what is only read aloud."""

_SIGNS = re.compile(r"\W+")
_SIGNS_IN_WORDS = str.maketrans({"×": "times", "?": "query", "↓": "down"})
_HEADINGS = "h1, h2, h3, h4, h5, h6"


class Reading(NamedTuple):
    """What can be read in one place of a page."""

    text: str
    """With every fold opened."""

    in_sight: str
    """Without opening anything."""

    is_early: bool
    """Whether it stands before the first step."""


Shown = Mapping[str, Mapping[str, list[Reading]]]
"""By mark and by the mark's value: each place where it can be read. What stands under an answer has the value
`x (answer)`; lists of steps are numbered."""


def squeezed(text: str) -> str:
    """Return a text without white space and signs."""
    return _SIGNS.sub("", text)


def with_signs(text: str) -> str:
    """Return a text without white space, its signs as words."""
    return squeezed(text.translate(_SIGNS_IN_WORDS))


def shown(tree: LexborHTMLParser) -> Shown:
    """Return what can be read of a page, by mark."""
    found: dict[str, dict[str, list[Reading]]] = {}
    sight = _Sight()
    is_early, numbers = True, count(1)
    for node in {node.mem_id: node for node in tree.css(_ALL)}.values():
        for mark, value in _marks(node):
            is_early = is_early and mark != STEPS
            word = value if mark != STEPS else str(next(numbers))
            if reading := sight.read(node, mark, is_early=is_early):
                found.setdefault(mark, {}).setdefault(word, []).append(reading)
    return found


def _marks(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Yield what a node is marked as, with the value."""
    for attribute, value in node.attributes.items():
        if attribute in _UNDER_ANSWER:
            if answer := _answer_above(node):
                yield attribute, f"{value} ({answer})"
        elif attribute in MARKS:
            yield attribute, value or ""
    for name in _classes(node):
        if name in _CLASSES:
            yield _CLASSES[name], ""


def _answer_above(node: LexborNode) -> str | None:
    here = node.parent
    while here is not None and ANSWERS not in here.attributes:
        here = here.parent
    return here.attributes[ANSWERS] if here is not None else None


class _Place(NamedTuple):
    """Where a node stands."""

    is_hidden: bool = False
    is_folded: bool = False
    is_main: bool = False
    is_printed: bool = False


@dataclass
class _Sight:
    """Reads the nodes of one page; it looks at each of them once."""

    _places: dict[int, _Place] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)

    def read(self, node: LexborNode, mark: str, *, is_early: bool) -> Reading | None:
        """Return what can be read in a node; None where it is out of sight, or not where such a mark belongs."""
        place = self._place(node)
        is_of_sheet = mark in (SHEET, SHEET_STRIP) or mark.startswith(PRINTED)
        if place.is_hidden or not place.is_main or place.is_printed != is_of_sheet:
            return None
        text = self._heading(node) if mark == ANSWERS else "" if is_of_sheet else self._text(node)
        in_sight = ""
        if not place.is_folded and (is_of_sheet or mark in _SHORT):
            said = _row(node) if mark == ROW else _in_sight(node)
            in_sight = with_signs(said) if mark in (ROW, LEGEND) else squeezed(said)
        return Reading(squeezed(text), in_sight, is_early)

    def _place(self, node: LexborNode | None) -> _Place:
        if node is None:
            return _Place()
        if node.mem_id not in self._places:
            above = self._place(node.parent)
            self._places[node.mem_id] = _Place(
                above.is_hidden or _hides(node, but="hidden" if "sb-sheet" in _classes(node) else ""),
                above.is_folded or _is_closed(node),
                above.is_main or node.tag == "main",
                above.is_printed or "sb-sheet" in _classes(node),
            )
        return self._places[node.mem_id]

    def _text(self, node: LexborNode) -> str:
        """Return the text of a node, its folds opened, without what never shows."""
        if node.mem_id not in self._texts:
            self._texts[node.mem_id] = "".join(
                (child.text_content or "") if child.tag == "-text" else self._text(child) for child in _read(node)
            )
        return self._texts[node.mem_id]

    def _heading(self, node: LexborNode) -> str:
        """Return the headings of a list, of which there is one; nothing where something else stands before it."""
        said = "".join(self._text(heading) for heading in node.css(_HEADINGS) if self._is_read(heading))
        return said if squeezed(self._text(node)).startswith(squeezed(said)) else ""

    def _is_read(self, node: LexborNode) -> bool:
        return not self._place(node).is_hidden


_SHORT = ("data-strip", "data-emergency-line", "data-said-first", "data-said-sign", "data-safety-in-short",
          "data-safety-note", "data-urgent", "data-warning-sign", "data-stop-sign", "data-response", "data-item-strip",
          STEPS)  # fmt: skip
"""What is asked for in sight, on some pages at least."""


def _read(node: LexborNode) -> Iterator[LexborNode]:
    """Yield what can be read in a node, but not its citations, which a template adds."""
    child = node.child
    while child is not None:
        if child.tag == "-text" or not _hides(child, and_also="sb-cite"):
            yield child
        child = child.next


def _in_sight(node: LexborNode) -> str:
    """Return the text of a node that can be read without opening anything."""
    if _is_closed(node):
        return ""
    return "".join((child.text_content or "") if child.tag == "-text" else _in_sight(child) for child in _read(node))


def _row(row: LexborNode) -> str:
    """Return what a row of a table says: its name, then whatever stands in a cell, with the head of its column."""
    table = row.parent
    while table is not None and table.tag != "table":
        table = table.parent
    head = table.css_first("thead tr") if table is not None else None
    heads, cells = _cells(head), _cells(row)
    if len(heads) != len(cells):
        return ""
    named = zip([None, *heads[1:]], cells, strict=True)
    return "".join(_cell(head, cell) for head, cell in named)


def _cell(head: LexborNode | None, cell: LexborNode) -> str:
    said = _in_sight(cell).strip()
    aloud = "".join(node.attributes.get("aria-label") or "" for node in cell.css("[aria-label]"))
    return f"{_in_sight(head) if head is not None and (said or aloud) else ''}{said}{aloud}"


def _cells(row: LexborNode | None) -> list[LexborNode]:
    """Return the cells of a row that can be read; none where one of them takes the place of several."""
    cells = [cell for cell in _read(row) if cell.tag in ("td", "th")] if row is not None else []
    return [] if any({"colspan", "rowspan"} & cell.attributes.keys() for cell in cells) else cells


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _hides(node: LexborNode, but: str = "", and_also: str = "") -> bool:
    """Return whether a node hides what is in it, for good.

    `but` is an attribute that does not count, `and_also` a class that counts too.
    """
    tag, marks = node.tag, node.attributes
    if tag in _NEVER_READ:
        return True
    if marks:
        if marks.get("aria-hidden") == "true" or any(mark in marks for mark in _HIDING if mark != but):
            return True
        if not {_OUT_OF_SIGHT_CLASS, and_also}.isdisjoint((marks.get("class") or "").split()):
            return True
        if "style" in marks and not _HARMLESS_STYLE.fullmatch(re.sub(r"\s", "", marks["style"] or "").lower()):
            return True
    return (tag == "dialog" and "open" not in marks) or (tag == "details" and not _opens(node))


def _is_closed(node: LexborNode) -> bool:
    """Return whether a node hides what is in it until somebody opens it."""
    return node.tag == "details" and "open" not in node.attributes


def _opens(fold: LexborNode) -> bool:
    """Return whether a fold stands open, or has a title to open it by."""
    title = fold.css_first("summary")
    is_named = title is not None and title.parent == fold and not _hides(title) and _in_sight(title).strip()
    return "open" in fold.attributes or bool(is_named)
