"""Addresses as browsers read them, however they are spelt."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CONTROLS = "".join(map(chr, range(33)))
_ODD = re.compile(r"[\x00-\x20\\]")


def plain_address(value: str) -> str:
    """Return an address as browsers read it: no control letters, no backslashes."""
    if not _ODD.search(value):
        return value
    text = re.sub(r"[\t\n\r]", "", value.strip(_CONTROLS))
    path = re.match(r"[^?#]*", text)
    end = path.end() if path else 0
    return text[:end].replace("\\", "/") + text[end:]


def scheme_of(address: str) -> str:
    """Return the scheme of an address in small letters; an empty text where it has none."""
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def is_picture(address: str) -> bool:
    """Return whether an address is itself a picture or a font: nothing is fetched for it, and nothing in it runs."""
    return re.match(r"data:(?:,|image/|font/)", address, re.IGNORECASE) is not None
