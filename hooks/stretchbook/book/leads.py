"""What stands above the answers on a page: the words by which readers know what to do with a list."""

from __future__ import annotations

from collections.abc import Mapping

from stretchbook.book.answers import Answer
from stretchbook.model.stretch import AnswerWord

IN_FULL: Mapping[AnswerWord, str] = {
    "leave-out": "Leave it out, unless a clinician has said yes",
    "ask-first": "Ask a clinician first",
    "adapt": "Do this version",
    "fine": "Fine here, though the rules ask for more",
}
"""Above the conditions, on the page of a stretch or a routine."""

BY_NUMBER: Mapping[str, str] = {
    "before-any": "Ask a clinician before any of these",
    "some": "Leave some out, or ask a clinician first",
    "adapt": "Do a changed version of some",
}
"""Above the conditions, on the page of a routine."""

OF_CONDITION: Mapping[AnswerWord, str] = {
    "fine": "Usually fine",
    "adapt": "Do this version",
    "ask-first": "Ask first",
    "leave-out": "Leave out",
}
"""Above the stretches, on the page of a condition."""

TO_ASK_ABOUT: Mapping[AnswerWord, str] = {
    "fine": "Nothing else speaks against these",
    "adapt": "In a changed version",
    "ask-first": "Ask about each of these",
    "leave-out": "Most likely to be left out",
}
"""The same, where readers ask before any stretch."""

AT_A_GLANCE: Mapping[AnswerWord, str] = {
    "fine": "usually fine",
    "adapt": "in a changed version",
    "ask-first": "ask first",
    "leave-out": "leave out",
}
"""Behind how many stretches have which answer."""

ASK_BEFORE_ANY = "Ask a clinician who knows you before any stretch here."

_LATER: Mapping[AnswerWord, str] = {
    "fine": "it is fine",
    "adapt": "do a changed version",
    "ask-first": "still ask first",
}


def time_of(answer: Answer) -> str:
    """Return until when an answer holds and what comes then; empty where it holds for good."""
    if not answer.until or answer.later is None:
        return ""
    return f"(This holds until {', and until '.join(answer.until)}. After that {_LATER[answer.later]}.)"
