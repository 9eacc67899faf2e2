"""Marks that people put before the items of a list, where YAML wants a hyphen and a space."""

from __future__ import annotations

import re

_SIGNS = "•·●○◦▪▫■□◆◇►▶➢➤➔‣⁃∙⋅✓✔✗✘＊\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
"""Bullets, those of word processors among them (in their own fonts, from U+F0A7 on)."""

_DASHES = "–—―−‐‑‒－﹣"
_MARK = re.compile(
    rf"(?P<sign>[{_SIGNS}]"
    rf"|[{_DASHES}](?!\d)"
    r"|[*+](?=\s)"
    r"|\(?\d{1,2}[.)](?=\s)"
    r"|\(?[a-z]\)(?=\s)"
    r"|-(?=[^\W\d_]|[\"'“‘(*\[]))\s*\S"
)


def mark_of(text: str) -> str | None:
    """Return the mark with which a line or a text starts as if it were an item of a list; None where there is none.

    A hyphen counts where a word follows it without a space.
    """
    found = _MARK.match(text.lstrip())
    return found["sign"] if found else None


def shown(mark: str) -> str:
    """Return a mark as a message names it; those of a word processor's own font cannot be seen elsewhere."""
    return f"a bullet (U+{ord(mark):04X})" if "\ue000" <= mark <= "\uf8ff" else f"`{mark}`"


def in_place_of_hyphen(mark: str) -> tuple[str, str]:
    """Return what is wrong with an item that starts with this mark, and the fix."""
    if mark == "-":
        return "has no space after its hyphen.", "Write `- ` in its place."
    return f"starts with {shown(mark)}, which is not a sign of a list here.", "Write `- ` in its place."
