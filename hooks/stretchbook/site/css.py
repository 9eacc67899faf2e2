"""Style sheets as a browser reads them: escapes undone, comments gone. What they load, and their rules.

It follows the tokens of CSS Syntax Level 3 as far as both questions need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from stretchbook.text.browser_addresses import plain_address

_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}\s?|[^\n0-9a-fA-F])"
_TOKENS = re.compile(
    rf"""(?P<comment>/\*.*?(?:\*/|\Z))
    |"(?P<double>(?:[^"\\\n]|\\.)*+)(?:"|\n|\\?\Z)
    |'(?P<single>(?:[^'\\\n]|\\.)*+)(?:'|\n|\\?\Z)
    |(?P<word>[@\#]?+(?:[-\w\u0080-\U0010ffff]|{_ESCAPE})++)
    |(?P<space>\s++)
    |(?P<sign>.)""",
    re.DOTALL | re.VERBOSE,
)
_ADDRESS = re.compile(rf"\s*+(?P<address>(?:[^\s\"'()\\]|{_ESCAPE})*+)\s*+(?:\)|\Z)", re.DOTALL)
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.)|\Z)", re.DOTALL)
_OPENING, _CLOSING = {"(", "[", "{"}, {")", "]", "}"}
_LOADING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "url-prefix"}
_DEEPEST = 20
_SIGNS = re.compile(r"[^-\w\u0080-\U0010ffff]")
_LOADS = "loads("
_ABSOLUTE = re.compile(r"(?:https?|ftp|wss?|data|blob|file):|//", re.IGNORECASE)


class Token(NamedTuple):
    """One piece of a style sheet. The kind is `word`, `string`, `address`, `space` or `sign`."""

    kind: str
    text: str
    """Without escapes and quotes."""


@dataclass
class Rule:
    """What is said of the elements that a selector names, or of a page, a font, the steps of an animation."""

    around: tuple[str, ...]
    """What it stands in: `@media print`, or other selectors."""
    selector: str
    declarations: list[tuple[str, str]] = field(default_factory=list)
    """Names in small letters, and values."""


def tokens(css: str) -> Iterator[Token]:
    """Yield the pieces of a style sheet or of a `style` attribute, comments left out."""
    css = re.sub(r"\r\n?|\f", "\n", css).replace("\0", "\ufffd")
    place = 0
    while place < len(css):
        found = _TOKENS.match(css, place)
        if not found:  # any sign is one
            break
        place = found.end()
        kind = str(found.lastgroup)
        if kind in ("double", "single"):
            yield Token("string", _unescaped(found[kind]))
        elif kind == "word":
            word = _unescaped(found[0])
            address = (
                _ADDRESS.match(css, place + 1) if word.lower() == "url" and css[place : place + 1] == "(" else None
            )
            if address:
                yield Token("address", _unescaped(address["address"]))
                place = address.end()
            else:
                yield Token("word", word)
        elif kind != "comment":
            yield Token(kind, found[0])


@lru_cache(maxsize=8)
def addresses_in(css: str) -> tuple[str, ...]:
    """Return what `loads` finds in a style sheet, which is read once."""
    return tuple(loads(_tokens_of(css)))


@lru_cache(maxsize=8)
def rules_in(css: str) -> tuple[Rule, ...]:
    """Return the rules of a style sheet, which is read once."""
    return tuple(rules(_tokens_of(css)))


@lru_cache(maxsize=8)
def _tokens_of(css: str) -> tuple[Token, ...]:
    return tuple(tokens(css))


def loads(css: Iterable[Token]) -> Iterator[str]:
    """Yield the addresses that a browser may fetch for a style sheet, and every text in it that looks like one.

    A text may come to a function by way of a variable, so wherever an absolute one stands it counts.
    """
    open_brackets: list[str] = []
    within = 0
    before = Token("space", "")
    for token in css:
        if token.kind == "address":
            yield token.text
        elif token.kind == "string":
            in_selector = bool(open_brackets) and open_brackets[-1] == "["
            if within or _is_import(before) or (_ABSOLUTE.match(plain_address(token.text)) and not in_selector):
                yield token.text
        elif token.text in _OPENING:
            is_loading = before.kind == "word" and before.text.lower() in _LOADING
            open_brackets.append(_LOADS if is_loading else token.text)
            within += is_loading
        elif token.text in _CLOSING and open_brackets:
            within -= open_brackets.pop() == _LOADS
        before = token if token.kind != "space" or not _is_import(before) else before


def _is_import(token: Token) -> bool:
    return token.kind == "word" and token.text.lower() == "@import"


def rules(css: Iterable[Token]) -> Iterator[Rule]:
    """Yield the rules of a style sheet, those within others too. A `style` attribute is one without a name."""
    open_rules, text, depth = [Rule((), "")], "", 0
    for token in css:
        sign = token.text if token.kind == "sign" else ""
        rule = open_rules[-1]
        if sign == "{" and not depth:
            inside = (*rule.around, rule.selector) if rule.selector else rule.around
            # What stands deeper than anybody writes is taken for a rule about everything.
            open_rules.append(Rule(inside[-_DEEPEST:], " ".join(text.split()) if len(inside) < _DEEPEST else "*"))
            text = ""
        elif sign in (";", "}") and not depth:
            _declare(rule, text)
            text = ""
            if sign == "}" and len(open_rules) > 1:
                yield open_rules.pop()
        else:
            depth = max(0, depth + (sign in ("(", "[")) - (sign in (")", "]"))) if sign else depth
            text += _written(token)
    _declare(open_rules[-1], text)
    yield from (rule for rule in reversed(open_rules) if rule.selector)


def plain_name(name: str) -> str:
    """Return a name with all signs that a selector would read otherwise turned into one and the same."""
    return _SIGNS.sub("\ufffc", name)


def _declare(rule: Rule, text: str) -> None:
    name, is_one, value = text.partition(":")
    if is_one and name.strip():
        rule.declarations.append((name.strip().lower(), " ".join(value.replace("!important", "").lower().split())))


def _written(token: Token) -> str:
    if token.kind == "string":
        return f'"{token.text}"'
    if token.kind == "address":
        return f"url({token.text})"
    if token.kind == "word":
        return token.text[:1] + plain_name(token.text[1:]) if token.text[0] in "@#" else plain_name(token.text)
    return " " if token.kind == "space" else token.text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_letter, text) if "\\" in text else text


def _letter(found: re.Match[str]) -> str:
    if found[1]:
        number = int(found[1], 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return found[3] or ""
