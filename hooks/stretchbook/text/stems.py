"""Words without their endings, for asking whether two texts name the same thing."""

from __future__ import annotations

import re
from functools import cache

_ENDING = re.compile(r"(?<=..)(?:ings?|ies|ed|es|[sey])$")
_DOUBLED = re.compile(r"([^aeiou])\1$")


@cache
def stem(word: str) -> str:
    """Return a word in small letters without its ending: rough, and the same for all forms of a word."""
    return _DOUBLED.sub(r"\1", _ENDING.sub("", word))
