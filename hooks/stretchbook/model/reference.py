"""One reference, as reference managers export it: CSL-JSON 1.0.2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stretchbook.text.issued_dates import year_words
from stretchbook.text.rich_text import plain

KINDS: Mapping[str, str] = {
    "review": "Review of studies",
    "trial": "Trial",
    "study": "Study",
    "case-reports": "Case reports",
    "model": "Computer model",
    "guideline": "Guideline or expert agreement",
    "overview": "Article for professionals",
    "guidance": "Advice for the public",
    "article": "Web article",
    "anatomy": "Anatomy",
}
"""What a reference can be, with the words for readers. It stands under `custom`, where CSL-JSON has room for more."""

STUDIES = frozenset({"review", "trial", "study", "case-reports", "model"})
"""The kinds that found something out, and have to say who or what was studied."""

CREATORS = ("author", "editor", "director", "composer", "series-creator", "performer", "host", "organizer", "curator",
            "compiler", "illustrator", "interviewer", "container-author", "translator")  # fmt: skip
"""Those who made a work, in the order in which one asks for them."""


_LONGEST_NAME = 40


@dataclass(frozen=True)
class Reference:
    """One reference. `csl` holds the fields that are printed or published, whitespace tidied, the id as text.

    It is no pydantic model: CSL has some eighty fields in several shapes, and most of them are only handed on. What
    is wrong with those that are used is said by `book/references.py`; one at fault has what could be read.
    """

    csl: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The id by which records and pages cite it."""
        return str(self.csl["id"])

    @property
    def kind(self) -> str:
        """What it is, in words for readers: "Trial"."""
        return KINDS.get(str(self._custom.get("kind")), "")

    @property
    def about(self) -> str:
        """Who or what was studied; empty where that is not said."""
        return str(self._custom.get("about") or "")

    @property
    def note(self) -> str:
        """What it says to readers beside that, or nothing."""
        return str(self.csl.get("note") or "")

    @property
    def title(self) -> str:
        """The title, without markup."""
        return plain(str(self.csl.get("title", "")))

    @property
    def creators(self) -> tuple[Any, ...]:
        """Those who made the work, as CSL-JSON names them: authors or, without any, editors, directors and so on."""
        named = (self.csl.get(role) for role in CREATORS)
        return next((tuple(people) for people in named if isinstance(people, list | tuple) and people), ())

    @cached_property
    def label(self) -> str:
        """How running text names it: the first author or publisher, and the year if known: "Garber et al. 2011"."""
        year = year_words(self.csl)
        return f"{self._who} {year}" if year else self._who

    @property
    def _custom(self) -> Mapping[str, Any]:
        custom = self.csl.get("custom")
        return custom if isinstance(custom, Mapping) else {}

    @property
    def _who(self) -> str:
        names = [name for person in self.creators if (name := _name(person))]
        if not names:
            body = self.csl.get("container-title") or self.csl.get("publisher") or self.csl.get("title", "")
            return _shortened(plain(str(body)))
        if len(names) == 1:
            return names[0]
        return f"{names[0]} et al." if len(names) > 2 else f"{names[0]} and {names[1]}"


def _name(person: Any) -> str:
    """Return by what a person is called in a citation: "van der Berg", or the whole name of a body."""
    if not isinstance(person, Mapping):
        return ""
    family = " ".join(str(person.get(part) or "").strip() for part in ("non-dropping-particle", "family"))
    return _shortened(
        (family.strip() if person.get("family") else "") or str(person.get("literal") or person.get("given") or "")
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"
