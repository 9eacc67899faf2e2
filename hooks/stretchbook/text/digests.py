"""Digests: letters that stand for a text, so that it can be seen whether it still says the same."""

from __future__ import annotations

import hashlib
import unicodedata


def digest(text: str) -> str:
    """Return 64 letters that stand for a text: another text has others."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def words_alone(text: str) -> str:
    """Return a text as it reads: how it is broken into lines, and how its letters are encoded, makes no odds."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
