"""When a reference was published, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

EDTF = re.compile(r"[\d~%?XxuU./-]{4,}|\d{4}/(?:\.\.|open)?")
"""A date as one text, such as 2020-05 or 2019/2021~."""

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_RANGE = re.compile(r"(?<!\d)([12]\d{3})\s*[-–—/]\s*([12]\d{3})(?!\d)")
_COMPACT = re.compile(r"([12]\d{3})[01]\d[0-3]\d")
_UNKNOWN = re.compile(r"n\.? ?d\.?|no date|s\.? ?a\.?|undated", re.IGNORECASE)
_STATES = frozenset(
    {"in press", "forthcoming", "submitted", "accepted", "in preparation", "advance online publication"}
)
_LONGEST = 30


def year_words(reference: Mapping[str, Any]) -> str:
    """Return the year or years of a CSL-JSON item, or that it is "in press"; "" where nothing is known.

    A range is "2019–2021", an uncertain year "c. 1890", one before our era "44 BC". Whatever cannot be
    understood is passed over.
    """
    return _issued(reference.get("issued")) or _state(reference.get("status"))


def _issued(issued: Any) -> str:
    if isinstance(issued, str):
        return _of_edtf(issued.strip())
    if not isinstance(issued, Mapping):
        return ""
    years = _of_parts(issued.get("date-parts"))
    said = years or _of_text(issued.get("raw")) or _of_text(issued.get("literal"))
    return f"c. {said}" if years and issued.get("circa") not in (None, False, 0, "", "0", "false") else said


def _of_parts(parts: Any) -> str:
    if not isinstance(parts, list | tuple):
        return ""
    dates = [date for date in parts[:2] if isinstance(date, list | tuple)]
    years = [_number(date[0]) if date else None for date in dates]
    if not years or not years[0]:
        return ""
    first, last = years[0], years[-1]
    if len(years) == 1 or first == last:
        return _era(first)
    return f"{_era(first)}–{_era(last) if last else ''}"


def _number(value: Any) -> int | None:
    """Return a year, which may be a number or its text."""
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,5}(?:\.0)?", str(value).strip()):
        return None
    return int(float(str(value)))


def _era(year: int) -> str:
    return f"{-year} BC" if year < 0 else str(year)


def _of_edtf(text: str) -> str:
    if not EDTF.fullmatch(text):
        return _of_text(text)
    years = [re.match(r"-?\d{4}|\d{2,3}[XxuU]+", part) for part in text.split("/", 1)]
    said = [_era_of(year[0]) if year else "" for year in years]
    if not said[0]:
        return _of_text(text)
    words = said[0] if len(said) == 1 or said[0] == said[1] else f"{said[0]}–{said[1]}"
    return f"c. {words}" if re.search(r"[~%?]", text) else words


def _era_of(year: str) -> str:
    return _era(int(year)) if re.fullmatch(r"-?\d+", year) else f"{re.sub('[XxuU]', '0', year)}s"


def _of_text(value: Any) -> str:
    """Return the years that a date in words names; one that names none in its own words."""
    text = " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if _UNKNOWN.fullmatch(text):
        return ""
    if found := _RANGE.search(text):
        return f"{found[1]}–{found[2]}"
    if found := _COMPACT.fullmatch(text):
        return found[1]
    if found := _YEAR.search(text):
        return f"c. {found[0]}" if re.match(r"(?:c\.|ca\.?|circa) ?", text, re.IGNORECASE) else found[0]
    return text if len(text) <= _LONGEST else ""


def _state(status: Any) -> str:
    text = " ".join(status.split()).lower() if isinstance(status, str) else ""
    return text if text in _STATES else ""
