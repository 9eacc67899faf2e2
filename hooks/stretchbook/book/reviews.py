"""What clinicians have read of a library, and whether it still says what they read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from stretchbook.book.answers import Answer
from stretchbook.book.library import Library
from stretchbook.model.review import Reading, Reviewer
from stretchbook.model.routine import Routine
from stretchbook.model.stretch import Stretch
from stretchbook.text.digests import digest, words_alone

_NOT_READ = frozenset({"also_known_as", "formerly", "sources", "evidence", "review", "editor_notes"})
"""What nobody does or is careful about. Every other field counts, also one that a record gets one day."""

_WORDS = ("position", "setting", "equipment")
_VOCABULARIES = ("positions", "settings", "equipment")


@dataclass(frozen=True)
class ReviewState:
    """Whether a record was reviewed, as readers are told on a given day, and the review that says so."""

    word: Literal["unreviewed", "current", "changed", "expired"]
    """`changed`: it says something else by now. `expired`: it was to be read again by now."""

    reviewer: Reviewer | None = None
    reading: Reading | None = None

    @property
    def line(self) -> str:
        """All of it in a line, as sheets print it."""
        if not (self.reviewer and self.reading):
            return "No clinician has reviewed this yet."
        if self.word == "changed":
            return f"Changed since it was reviewed on {self.reading.on}. No clinician has reviewed this."
        if self.word == "expired":
            return f"Reviewed on {self.reading.on}. The review has run out."
        read = f"Read by {self.reviewer.name}, {self.reviewer.credential}, on {self.reading.on}"
        return f"{read}; to be read again by {self.reading.next}."


UNREVIEWED = ReviewState("unreviewed")


def review_of(library: Library, name: str, day: date) -> ReviewState:
    """Return the state of a stretch or routine on a day: of several reviews the last one of the present text counts.

    A record that does not say that it was reviewed was not.
    """
    record = _record(library, name)
    found = list(readings_of(library, name))
    if not found or record is None or record.review.state != "reviewed":
        return UNREVIEWED
    text = text_digest(library, name)
    reviewer, reading = max(found, key=lambda each: (each[1].text == text, each[1].on, each[1].next))
    if reading.text != text:
        return ReviewState("changed", reviewer, reading)
    return ReviewState("current" if day <= reading.next else "expired", reviewer, reading)


def readings_of(library: Library, name: str) -> Iterator[tuple[Reviewer, Reading]]:
    """Yield every review of a record, with who did it."""
    for reviewer in library.reviewers.values():
        yield from ((reviewer, reading) for reading in reviewer.reviews if reading.of == name)


def text_digest(library: Library, name: str) -> str:
    """Return what stands for the text of a stretch or routine: what readers do, what they see, what they heed.

    White space, and how letters are encoded, do not count; nor does the order in which vocabularies are written.
    """
    stretch = library.stretches.get(name)
    told = _stretch(library, name, stretch) if stretch else _routine(library, library.routines[name])
    text = json.dumps(_plain(told), ensure_ascii=False, sort_keys=True)
    return digest(text)


def _record(library: Library, name: str) -> Stretch | Routine | None:
    return library.stretches.get(name) or library.routines.get(name)


def _routine(library: Library, routine: Routine) -> dict[str, Any]:
    """A routine's page and sheet say what its stretches say; where one of them changes, so do they."""
    named = {item.stretch: library.stretches.get(item.stretch) for item in routine.items}
    stretches = {name: _stretch(library, name, found) for name, found in named.items() if found}
    return {"routine": _fields(routine), "stretches": stretches}


def _stretch(library: Library, name: str, stretch: Stretch) -> dict[str, Any]:
    signs = {sign: library.stop_signs[sign] for sign in library.stop_signs_of([name]) if sign in library.stop_signs}
    responses = {sign.response for sign in signs.values()}
    return {
        "stretch": _fields(stretch),
        "words": [
            [library.words(kind)[word].name for word in getattr(stretch, field) if word in library.of(kind)]
            for kind, field in zip(_VOCABULARIES, _WORDS, strict=True)
        ],
        "cautions": {caution.id: caution.text for caution in library.cautions_of[name]},
        "answers": {answer.condition: _answer(library, answer) for answer in library.answers_of[name].values()},
        "first": sorted(library.said_first(name)),
        "stop": {
            name: {"text": sign.text, "brief": sign.brief, "response": sign.response} for name, sign in signs.items()
        },
        "responses": {
            name: {"name": response.name, "text": response.text, "line": response.line}
            for name, response in library.responses.items()
            if name in responses
        },
    }


def _answer(library: Library, answer: Answer) -> dict[str, Any]:
    return {
        "for": library.conditions[answer.condition].name,
        "do": answer.word,
        "of_stretch": answer.of_stretch,
        "severity": answer.severity,
        "how": sorted(answer.how),
        "reasons": sorted(answer.reasons),
        "until": sorted(answer.until),
        "later": answer.later,
    }


def _fields(record: Stretch | Routine) -> dict[str, Any]:
    # A field that records get one day, and that this one does not use, changes nothing in it.
    return record.model_dump(mode="json", exclude=set(_NOT_READ), exclude_defaults=True)


def _plain(value: Any) -> Any:
    """Return the value with every text in it written in one way."""
    if isinstance(value, str):
        return words_alone(value)
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
