"""Rules of style sheets that may hide what has to be seen, as far as that can be told without a browser.

A rule counts where what it says hides, and where its selector names nothing that is only elsewhere: of what a
selector asks for, just the names in its last part are compared. The few rules of ours that hide on purpose, such as
the screen's page on paper, stand in a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from selectolax.lexbor import LexborNode

from stretchbook.site import shown
from stretchbook.site.css import Rule, plain_name

_NOT_GUARDED = {shown.ANSWERS, "data-row"}
"""Lists of stretches, which a reader narrows."""

GUARDED = ", ".join((".sb-answers__lead", *(f"[{mark}]" for mark in shown.MARKS if mark not in _NOT_GUARDED)))
"""What has to be seen."""


@dataclass
class Names:
    """The names of the elements that have to be seen, of all that they stand in or open by, and of all in them."""

    tags: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    def add(self, nodes: Iterable[LexborNode]) -> None:
        """Add the names of some nodes, with all that they stand in and hold."""
        seen: set[int] = set()
        for node in nodes:
            for each in node.css("*"):
                if each.mem_id not in seen and each.tag != "img":
                    seen.add(each.mem_id)
                    self._add(each)
            above = node.parent
            while above is not None and above.mem_id not in seen:
                seen.add(above.mem_id)
                self._add(above)
                for title in above.css("summary, summary *") if above.tag == "details" else ():
                    self._add(title)
                above = above.parent

    @classmethod
    def joined(cls, all_names: Iterable[Self]) -> Self:
        """Return the names of all pages."""
        joined = cls()
        for names in all_names:
            joined.tags |= names.tags
            joined.classes |= names.classes
            joined.ids |= names.ids
            joined.attributes |= names.attributes
        return joined

    def _add(self, node: LexborNode) -> None:
        self.tags.add(_name(str(node.tag)))
        for attribute, value in node.attributes.items():
            self.attributes.add(_name(attribute))
            if attribute == "class":
                self.classes.update(map(_name, (value or "").split()))
            elif attribute == "id":
                self.ids.add(_name(value or ""))

    def may_fit(self, selector: str) -> bool:
        """Return whether a selector may name one of them."""
        return any(map(self.may_fit_one, _split(selector, ",")))

    def may_fit_one(self, selector: str) -> bool:
        """Return whether one without alternatives may. What it asks of elements beside it does not count."""
        return all(self._may_be(part) for part, way in _compounds(selector) if way in " >")

    def _may_be(self, subject: str) -> bool:
        place = 0
        while place < len(subject):
            part = _PART.match(subject, place)
            if not part:  # nothing that a selector may hold: who knows
                return True
            end = _end_of(subject, part.end()) if subject[part.end() : part.end() + 1] == "(" else part.end()
            inner = subject[part.end() + 1 : end - 1]
            place = end
            if not self._may_be_part(part, inner):
                return False
        return True

    def _may_be_part(self, part: re.Match[str], inner: str) -> bool:
        text, pseudo = part[0].lower(), (part["pseudo"] or "").lower()
        if text.startswith("::") or text in _OLD_PSEUDO_ELEMENTS:
            return pseudo in _SHOWING_ELEMENTS
        if pseudo:
            return pseudo not in _CHOICES or self.may_fit(inner)
        return self._has(text)

    def _has(self, part: str) -> bool:
        if part[-1] in "*&":
            return True
        if named := _BY_ID.fullmatch(part):
            return named[1] in self.ids
        known = {".": self.classes, "#": self.ids, "[": self.attributes}.get(part[0], self.tags)
        name = _BEGINNING.match(part.lstrip(".#[ ").replace("*|", ""))
        return name is not None and name[0].rpartition("|")[2] in known


_NAME = r"[-\w\u0080-\U0010ffff|]"
_PART = re.compile(rf"::?(?P<pseudo>[-\w]+)|\[\s*(?:\*\|)?{_NAME}[^\]]*+\]|[.#]?{_NAME}+|(?:\*\|)?[*&]")
_BEGINNING = re.compile(f"{_NAME}+")
_BY_ID = re.compile(rf"\[id=[\"']?({_NAME}+)[\"']?\]")
_OLD_PSEUDO_ELEMENTS = {":before", ":after"}
_SHOWING_ELEMENTS = {"details-content", "first-line", "first-letter", "slotted", "part", "target-text"}
"""Parts of an element with its own text in them; all others are beside it."""

_CHOICES = {"is", "where", "matches", "-webkit-any", "-moz-any"}

_NOT_HIDING = {"none", "auto", "normal", "initial", "inherit", "unset", "revert", "revert-layer", "visible", ""}
_ALWAYS = {
    "clip", "clip-path", "mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "filter", "backdrop-filter",
    "mix-blend-mode", "transform", "scale", "rotate", "translate", "perspective", "offset", "offset-path", "animation",
    "animation-name", "-webkit-animation", "-webkit-transform", "-webkit-filter", "-webkit-clip-path",
    "-webkit-line-clamp", "line-clamp", "max-lines", "-webkit-text-security", "text-overflow", "contain",
    "container-type", "container", "content", "behavior", "-moz-binding", "interactivity", "position-visibility",
    "-webkit-box-reflect", "zoom",
}  # fmt: skip
"""What nobody needs to say of such an element, whatever the value."""

_SMALL = {"font", "font-size", "line-height", "zoom", "width", "max-width", "height", "max-height", "inline-size",
          "block-size", "max-inline-size", "max-block-size", "flex-basis", "-webkit-text-size-adjust",
          "text-size-adjust", "size-adjust"}  # fmt: skip
"""What hides by being small."""

_FAR = {"left", "right", "top", "bottom", "inset", "text-indent", "letter-spacing", "word-spacing", "margin", "padding"}
"""What hides by being large or far below nothing; `margin-left` and its like too."""

_LENGTH = re.compile(r"(?<![-\w.#])(-?\d*\.?\d+(?:e[-+]?\d+)?)([a-z]*|%)(?![-\w])")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 1.33, "pc": 16.0, "mm": 3.78, "cm": 37.8, "q": 0.945, "in": 96.0, "em": 16.0,
           "rem": 16.0, "ex": 8.0, "ch": 8.0, "lh": 20.0, "rlh": 20.0, "%": 0.16}  # fmt: skip
_WINDOW = 4.0
"""For every other unit: those of the window."""

_SEE_THROUGH = re.compile(
    r"\btransparent\b|#(?:[0-9a-f]{3}[0-9a-d]|[0-9a-f]{6}[0-9a-d][0-9a-f])\b"
    r"|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^)]*(?:/\s*|,[^,)]*,[^,)]*,\s*)(?:0|0?\.\d+|\d{1,2}(?:\.\d+)?%)\s*\)"
)
_INVISIBLE = re.compile(r"\btransparent\b|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)\b|[/,]\s*0?\.?0+%?\s*\)")
_PAINTED_AROUND = (
    "box-shadow",
    "text-shadow",
    "outline",
    "border-width",
    "border-top-",
    "border-image",
    "-webkit-text-stroke",
)
"""What is painted beside a box, over others."""

_LEAST_LETTERS, _LEAST_BOX, _FARTHEST, _TIGHTEST = 7.0, 4.0, 48.0, 2.0
"""In pixels of the screen: how small is too small, how far is too far, and how much closer letters may stand."""

_VARIABLE = re.compile(r"var\(\s*(--[-\w]+)")
_PAPER = re.compile(
    r"var\(\s*--[\w-]*(?:paper|bg|background|surface)[\w-]*|\b(?:white|canvas)\b|#(?:fff|ffffff)\b|light-dark\("
)
"""Colours that paper has, not letters."""


def hides(name: str, value: str) -> bool:
    """Return whether a declaration hides what it is about, or may."""
    if value in _NOT_HIDING and name != "display":
        return False
    if name in _ALWAYS:
        return not (name == "contain" and value in ("layout", "style"))
    told = _TELLING.get(name)
    if told:
        return told(value)
    return _is_off(name, _numbers(value))


def _numbers(value: str) -> list[tuple[float, str]]:
    return [(float(number), unit) for number, unit in _LENGTH.findall(value)]


def _sizes(value: str) -> list[float]:
    return [number * _PIXELS.get(unit, _WINDOW) for number, unit in _numbers(value) if unit]


def _is_faint(value: str) -> bool:
    numbers = _numbers(value)
    return not numbers or any(number < (90 if unit == "%" else 0.9) for number, unit in numbers)


def _has_nothing(value: str) -> bool:
    """Return whether a row or a column of a grid has no size."""
    return any(not number and unit != "fr" for number, unit in _numbers(re.sub(r"minmax\([^)]*\)|fr\b", " ", value)))


def _together(said: Mapping[str, str]) -> Iterator[str]:
    """Yield what hides only together with something else that is said in the same place."""
    letters, paper = said.get("color", ""), said.get("background-color", said.get("background", ""))
    if letters and (letters == paper or (not paper and _PAPER.search(letters))):
        yield f"color: {letters}"
    cut = next((name for name in ("overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline")
                if {"hidden", "clip"} & {*said.get(name, "").split()}), None)  # fmt: skip
    if cut and any(name.endswith(("height", "width", "size", "columns", "nowrap")) for name in said):
        yield f"{cut}: {said[cut]}"


def _is_see_through(value: str) -> bool:
    return _SEE_THROUGH.search(value) is not None


_TELLING: Mapping[str, Callable[[str], bool]] = {
    "all": bool,
    "background": lambda value: "currentcolor" in value,
    "background-color": lambda value: "currentcolor" in value,
    "font-family": lambda value: not value.startswith("var("),
    "grid-template": _has_nothing,
    "grid-template-rows": _has_nothing,
    "grid-template-columns": _has_nothing,
    "grid-auto-rows": _has_nothing,
    "letter-spacing": lambda value: any(size < -_TIGHTEST for size in _sizes(value)),
    "word-spacing": lambda value: any(abs(size) > _FARTHEST for size in _sizes(value)),
    "order": lambda value: value not in ("0", "-1"),
    "color": _is_see_through,
    "-webkit-text-fill-color": _is_see_through,
    "content-visibility": lambda value: value != "auto",
    "display": lambda value: "none" in value.split(),
    "opacity": _is_faint,
    "position": lambda value: value in ("absolute", "fixed"),
    "unicode-bidi": lambda value: "override" in value,
    "visibility": lambda value: value != "visible",
    "z-index": lambda value: any(number < 0 for number, _ in _numbers(value)),
}
"""What hides by what is said."""


def _is_off(name: str, numbers: list[tuple[float, str]]) -> bool:
    sizes = [number * _PIXELS.get(unit, _WINDOW) for number, unit in numbers]
    if name in ("font", "font-size"):
        return any(size < _LEAST_LETTERS for size, (_, unit) in zip(sizes, numbers, strict=True) if unit or not size)
    if name == "line-height":
        return any(number * (0.01 if unit == "%" else 1) < 0.8 for number, unit in numbers if unit in ("", "%", "em"))
    if name in _SMALL:
        return any(size < _LEAST_BOX for size in sizes)
    if name.partition("-")[0] in ("margin", "padding", "inset") or name in _FAR:
        return any(size < -_FARTHEST or size > 20 * _FARTHEST for size in sizes)
    return False


_ON_PAPER = {
    "body>:not(.md-container)", ".md-container>:not(.md-main)", ".md-main>:not(.md-main__inner)",
    ".md-main__inner>:not(.md-content)", ".md-content>:not(.md-content__inner)", ".md-content nav",
    ".js .sb-stretch details:not([data-opened])", ".no-js .sb-stretch details:not([open])",
    ".sb-stretch .sb-strip__call a", '.sb-stretch .sb-notes a[href^="#"]', ".sb-routine>:not(.sb-sheet)",
}  # fmt: skip
"""What our style sheet for paper leaves out on purpose: the screen's parts, closed folds, links; a routine prints its
sheet alone."""


def hiding_rules(rules: Iterable[Rule], names: Names, *, is_ours: bool = True) -> Iterator[tuple[str, str]]:
    """Yield the selectors of rules that may hide what has to be seen, each with what is said there.

    What is not `is_ours`, but the theme's, may lay something over a page: it does where nobody uses it.
    """
    rules = list(rules)
    sizes = {word for rule in rules for name, value in rule.declarations if name in _SMALL
             for word in _VARIABLE.findall(value)}  # fmt: skip
    for rule in rules:
        is_font = rule.selector.startswith("@font-face")
        hiding = (each for each in rule.declarations if hides(*each) and not (is_font and each[0] == "font-family"))
        said = [f"{name}: {value}" for name, value in hiding]
        said += _together(dict(rule.declarations)) if is_ours else ()
        known = _ON_PAPER if rule.around == ("@media print",) and said == ["display: none"] else frozenset[str]()
        for selector in map(_tidied, _split(rule.selector, ",")) if said else ():
            if selector not in known and names.may_fit_one(selector):
                yield selector, "; ".join(said)
        if is_ours:
            yield from _covering(rule, names, sizes)


def _covering(rule: Rule, names: Names, sizes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what may lie over a page, or makes colours of letters that nobody sees."""
    said = dict(rule.declarations)
    for name, value in rule.declarations:
        if (
            (name == "position" and value == "fixed")
            or (name.startswith("--") and _INVISIBLE.search(value))
            or (name in sizes and _is_off("font-size", _numbers(value)))
            or (name.startswith(_PAINTED_AROUND) and any(abs(size) > _FARTHEST for size in _sizes(value)))
        ):
            yield rule.selector, f"{name}: {value}"
    if said.get("position") == "absolute" and any(_is_wide(name, value) for name, value in said.items()):
        for selector in _split(rule.selector, ","):
            base, pseudo, _ = re.sub(r"(?<!:):(before|after)\b", r"::\1", selector).partition("::")
            if pseudo and names.may_fit_one(base or "*"):
                yield selector.strip(), "position: absolute"


def _is_wide(name: str, value: str) -> bool:
    """Return whether a box takes its measure from what it stands in, or from the window."""
    numbers = _LENGTH.findall(value)
    if name.startswith("inset") or name in ("border", "outline", "box-shadow"):
        return True
    return name.endswith(("width", "height", "size")) and any(unit == "%" or unit not in _PIXELS for _, unit in numbers)


def _tidied(selector: str) -> str:
    return re.sub(r"\s*([>+~])\s*", r"\1", selector.strip())


def _name(text: str) -> str:
    return plain_name(text).lower()


def _compounds(selector: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a selector, each with the sign that leads to the next: the last has a space."""
    start, place = 0, 0
    text = selector.strip()
    while place < len(text):
        end = _end_of(text, place)
        if end == place and text[place] in " >+~":
            if text[start:place]:
                yield text[start:place], text[place]
            start = place + 1
        place = max(end, place + 1)
    yield text[start:], " "


def _split(text: str, sign: str) -> Iterator[str]:
    start, place = 0, 0
    while place < len(text):
        end = _end_of(text, place)
        if end == place:
            if text[place] == sign:
                yield text[start:place]
                start = place + 1
            end = place + 1
        place = end
    yield text[start:]


def _end_of(text: str, start: int) -> int:
    """Return where the bracket that opens at a place is closed; the same place where none opens."""
    if text[start : start + 1] not in ("(", "[", '"'):
        return start
    depth, place, is_quoted = 0, start, False
    while place < len(text):
        sign = text[place]
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted:
            depth += (sign in "([") - (sign in ")]")
        place += 1
        if not depth and not is_quoted:
            break
    return place
