"""Phrases are found in running text, and no text that holds one is passed over."""

from __future__ import annotations

from itertools import product

import pytest
from stretchbook.text.phrases import Phrases, said_in, words_of

WORDS = ("good", "for", "your", "hands", "handy")


@pytest.mark.parametrize("phrase", ["good", "good for", "good for hands", "hand*", "good * hand*", "* hands", "g* for"])
def test_a_text_that_holds_a_phrase_may_hold_it(phrase: str) -> None:
    phrases = Phrases([(phrase, "mine")])
    texts = [" ".join(words) for length in (1, 2, 3, 4) for words in product(WORDS, repeat=length)]
    holding = [text for text in texts if any(phrases.found(words_of(text)))]
    maybe = [text for text in texts if phrases.may_be_in(frozenset(said_in(text)))]
    assert set(holding) <= set(maybe)
    assert 0 < len(holding) <= len(maybe) < len(texts)
