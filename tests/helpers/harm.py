"""What may be done to a file by somebody who means harm, or by a program that went wrong: the same for each number."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from helpers.hostile import CODE, MARKUP

UNSEEN = ("\u200b", "\u2060", "\ufe0f", "\U000e0100", "\u202e", "\u2066", "\u00ad", "\ufeff", "\u115f", "\u034f")
BROKEN = ("\x00", "\x07", "\x1b[2J", "\x85", "\u2028", "\ud83d", "\t", "\r", "\x7f", "\U0010ffff", "\ufffd")
LOOKALIKE = (
    "\uff47\uff55\uff41\uff52\uff41\uff4e\uff54\uff45\uff45\uff44",
    "\ufb01sts",
    "\u0435\u0430sy",
    "\u0661\u0662",
    "½",
    "②",
    "İ",
    "ß" * 40,
)
ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>",
    "//evil.example", "\\\\evil.example", "https://a@b@c", "https://[::1", "https://[::1]:99999/", "http://",
    "https:///x",
    "https://ex ample.org", "https://example.org:port", "https://xn--a", "https://" + "a." * 2000, "file:///etc/passwd",
    "../../../etc/passwd", "/etc/passwd", "%2e%2e/%2e%2e", "?" * 500, "#" * 500, "mailto:", "tel:999;alert", "a:b:c",
    "https://example.org/%zz", "https://example.org/\u202e", "vbscript:x", "&#106;avascript:alert(1)",
    "https://é.example/",
    "index.md#" + "x" * 3000, "news.md?a=1#b", "./././news.md", "news.md/../news.md", "http://0x7f.1",
    "10.1000/" + "(" * 500,
)  # fmt: skip
LONG = (
    "a" * 5_000, "a " * 3_000, "(" * 3_000, "[" * 3_000, "*" * 3_000, "`" * 3_000, "_a" * 2_000, "1 to " * 1_000,
    "10-" * 1_500, "one in " * 800, "[[" * 1_500, "[@" * 1_500, "{{ " * 1_000, "<!--" * 800, "![" * 1_500,
    "a\n" * 2_000,
    "> " * 800, "- " * 800, "&amp;" * 800, "\\" * 3_000, "not " * 1_500, "if you feel " * 600, "hold for 30 " * 500,
    "'" * 2_001, '"' * 2_001, "very-" * 1_000, "2 × " * 1_000, "&a " * 500, "http://a.b " * 500,
    "a,b;" * 1_000, "|a" * 1_500,
)  # fmt: skip
VALUES = (
    "", "null", "~", "true", "no", "[]", "{}", "-1", "0", "1e999", ".nan", ".inf", "0x1F", "9" * 40, "1:30",
    "012", "2026-13-45",
    "9999-12-31", "0001-01-01", "&a [*a]", "*a", "!!python/object/apply:os.system [id]", "!!binary aGk=", "!!set {a}",
    "{<<: {a: b}}", '"\\ud800"', '"\\0"', "|\n  x", ">-", "? a", "'", '"', "[", "[[[[[[[[[[[[[[[[[[",
    "{a: {a: {a: {a: {a: {}}}}}}",
    "- a", "%YAML 1.1", "---", "...", "@a", "`a`", "[1, two, null, [], {}]", "{a: 1, a: 2}", "1.0", "1_000",
    "NaN", "Infinity",
    "-0.0", "../a", "a/b", ".", "..", "con", "a" * 300, "[" + "x, " * 2_000 + "]", "%s %n {0} ${HOME} $(id)",
)  # fmt: skip

_AFTER_KEY = re.compile(r"(?<=: )\S.*$|(?<=- )\S.*$", re.MULTILINE)
_WORD = re.compile(r"\w+")


def harmed(text: str, chance: Random) -> str:
    """Return a text with one to three things done to it."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice(_WAYS)(text, chance)
    return text


def snippet(chance: Random) -> str:
    """Return something that does not belong into a text."""
    return chance.choice((*CODE.values(), *MARKUP.values(), *UNSEEN, *BROKEN, *LOOKALIKE, *ADDRESSES, *LONG))


def _put(text: str, at: int, end: int, new: str) -> str:
    return text[:at] + new + text[end:]


def _insert(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return _put(text, at, at, snippet(chance))


def _revalue(text: str, chance: Random) -> str:
    """Put another value in the place of one."""
    if not (places := [found.span() for found in _AFTER_KEY.finditer(text)]):
        return _insert(text, chance)
    new = chance.choice(VALUES) if chance.random() < 0.7 else snippet(chance)
    return _put(text, *chance.choice(places), new)


def _swap(text: str, chance: Random) -> str:
    """Put a word of the file in the place of another: both are known, and one is wrong there."""
    places = [found.span() for found in _WORD.finditer(text)]
    if len(places) < 2:
        return _insert(text, chance)
    one, other = chance.sample(places, 2)
    return _put(text, *one, text[slice(*other)])


def _split_word(text: str, chance: Random) -> str:
    """Put a letter that nobody sees, or one that looks like another, into a word."""
    if not (places := [found.span() for found in _WORD.finditer(text)]):
        return _insert(text, chance)
    start, end = chance.choice(places)
    at = chance.randint(start, end)
    return _put(text, at, at, chance.choice((*UNSEEN, *BROKEN)))


def _lines(text: str, chance: Random) -> str:
    """Drop, double, swap, indent or cut lines."""
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[one : one + chance.randint(1, 4)]
        case 1:
            lines[one:one] = lines[one : one + chance.randint(1, 4)] * chance.choice((1, 2, 50))
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = chance.choice(("", " ", "  ", "      ", "\t")) + lines[one].lstrip()
        case _:
            lines[one] = lines[one][: chance.randint(0, len(lines[one]))]
    return "\n".join(lines)


def _whole(text: str, chance: Random) -> str:
    """Put something else in the place of the whole file, or cut it off."""
    return chance.choice((text[: chance.randint(0, len(text))], "", chance.choice(VALUES), snippet(chance), text * 2))


_WAYS: tuple[Callable[[str, Random], str], ...] = (
    _insert, _insert, _revalue, _revalue, _revalue, _swap, _swap, _split_word, _lines, _lines, _lines, _whole,
)  # fmt: skip
