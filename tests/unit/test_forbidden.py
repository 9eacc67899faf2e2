"""What an instruction forbids, and what only looks so."""

from __future__ import annotations

import pytest
from stretchbook.text.forbidden import folded_words, is_forbidden

FORBIDDEN = [
    "Do not bounce.",
    "Don't bounce.",
    "Don’t ever bounce here.",
    "Never bounce.",
    "Go slowly, without any bounce.",
    "Stay there instead of a bounce.",
    "Do not let it bounce.",
    "Do not push or pull or bounce.",
]
NOT_FORBIDDEN = [
    "Bounce.",
    "Do not be afraid to bounce.",
    "Do not stop until you bounce.",
    "Never mind, bounce.",
    "Do not rush, bounce.",
    "Do not rush. Bounce.",
    "Do not rush and bounce.",
    "Do not let go while you bounce.",
    "Do not bounce too hard.",
    "Do not bounce very fast.",
    "Never bounce if it hurts.",
    "You need not be strong enough for that to bounce.",
]


def forbids(text: str) -> bool:
    words = folded_words(text)
    at = next(number for number, word in enumerate(words) if word.said == "bounce")
    return is_forbidden(words, at, at + 1, text)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_is_denied_right_before_is_forbidden(text: str) -> None:
    assert forbids(text)


@pytest.mark.parametrize("text", NOT_FORBIDDEN)
def test_what_is_only_bounded_or_denied_elsewhere_is_not(text: str) -> None:
    assert not forbids(text)
