"""The few tags that CSL allows in a text, such as <i> in a title; anything else in angle brackets is plain text."""

from __future__ import annotations

import re
from html import escape

_TAG = re.compile(
    r"<(?P<simple>i|b|sub|sup|sc)>"
    r"|<span (?:(?P<nocase>class=[\"']nocase[\"'])|(?P<caps>style=[\"']font-variant: ?small-caps;?[\"']))>"
    r"|</(?P<end>i|b|sub|sup|sc|span)>"
)
_HTML = {"i": "i", "b": "b", "sub": "sub", "sup": "sup", "caps": "span", "nocase": ""}
_KINDS = tuple(_HTML)
_OPENING = {kind: chr(0xE000 + 2 * number) for number, kind in enumerate(_KINDS)}
_CLOSING = {kind: chr(0xE001 + 2 * number) for number, kind in enumerate(_KINDS)}
_KIND_OF = {**{sign: kind for kind, sign in _OPENING.items()}, **{sign: kind for kind, sign in _CLOSING.items()}}
SIGNS = "".join(_KIND_OF)
"""Letters for private use that stand for the tags while a text is put together."""

_SIGN = re.compile(f"[{SIGNS}]")
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFTED = re.compile(
    f"{_OPENING['sup']}([^{SIGNS}]*){_CLOSING['sup']}|{_OPENING['sub']}([^{SIGNS}]*){_CLOSING['sub']}"
)


def with_signs(text: str) -> str:
    """Return a text with one letter of `SIGNS` in the place of each tag; a tag without its partner stays text."""
    text = _SIGN.sub("", text)
    found = list(_TAG.finditer(text))
    pairs: dict[int, str] = {}
    opened: list[tuple[int, str, str]] = []
    for number, tag in enumerate(found):
        if not tag["end"]:
            name = tag["simple"] or "span"
            kind = "nocase" if tag["nocase"] else "caps" if tag["caps"] or name == "sc" else name
            opened.append((number, name, kind))
        elif opened and opened[-1][1] == tag["end"]:
            start, _, kind = opened.pop()
            pairs[start], pairs[number] = _OPENING[kind], _CLOSING[kind]
    numbers = iter(range(len(found)))
    return _TAG.sub(lambda tag: pairs.get(next(numbers), tag[0]), text)


def capitalised(text: str) -> str:
    """Return a text with signs, its first letter in capitals unless its case is to stay."""
    start = len(text) - len(text.lstrip(SIGNS))
    if _OPENING["nocase"] in text[:start]:
        return text
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def html(text: str) -> str:
    """Return a text with signs as HTML: all but the tags is escaped, and each tag has its partner."""
    made: list[str] = []
    opened: list[str] = []
    last = 0
    for found in _SIGN.finditer(text):
        made.append(escape(text[last : found.start()]))
        last = found.end()
        kind = _KIND_OF[found.group()]
        if found.group() == _OPENING[kind]:
            opened.append(kind)
            made.append(_start_tag(kind))
        elif opened and opened[-1] == kind:
            opened.pop()
            made.append(_end_tag(kind))
    made.append(escape(text[last:]))
    made += [_end_tag(kind) for kind in reversed(opened)]
    return "".join(made)


def _start_tag(kind: str) -> str:
    return '<span class="sb-small-caps">' if kind == "caps" else f"<{_HTML[kind]}>" if _HTML[kind] else ""


def _end_tag(kind: str) -> str:
    return f"</{_HTML[kind]}>" if _HTML[kind] else ""


def plain(text: str) -> str:
    """Return a text of CSL without its tags; letters are raised or lowered where Unicode has them so."""
    return _SIGN.sub("", _SHIFTED.sub(_shifted, with_signs(text)))


def _shifted(found: re.Match[str]) -> str:
    raised, lowered = found.groups()
    shifted = raised.translate(_RAISED) if raised is not None else lowered.translate(_LOWERED)
    signs = _RAISED if raised is not None else _LOWERED
    original = raised if raised is not None else lowered
    return shifted if all(ord(letter) in signs for letter in original) else original
