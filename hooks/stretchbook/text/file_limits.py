"""How large a file of each kind may be: whatever is published is loaded by readers, and read by the last check."""

from __future__ import annotations

import posixpath

_KB = 1000
_PICTURE = 500 * _KB
_LARGEST = {
    **dict.fromkeys((".svg", ".css", ".js", ".mjs", ".html", ".py", ".typ", ".yml", ".yaml"), 200 * _KB),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico"), _PICTURE),
    **dict.fromkeys((".woff", ".woff2", ".ttf", ".otf"), _PICTURE),
    **dict.fromkeys((".json", ".pdf"), 5_000 * _KB),
}
_OTHER = 1_000 * _KB


PUBLISHED = frozenset((*_LARGEST, ".csv", ".mp4", ".webm", ".zip")) - {".html", ".py", ".typ", ".yml", ".yaml", ".json"}
"""Endings of what may stand among the pages and is published as it is. What tells a host what to do is none of them."""


def size_fault(name: str, size: int) -> tuple[str, str] | None:
    """Return what is wrong with a file of so many bytes, and what to do; None where it is small enough."""
    most = _LARGEST.get(posixpath.splitext(name)[1].lower(), _OTHER)
    if size <= most:
        return None
    return f"is larger than {most // _KB} kB, the most for its kind.", "Make it smaller, or leave it out."
