"""The vocabularies of the house style: what we never promise, and how we spell."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from stretchbook.model.base import Entry
from stretchbook.text.letters import Text
from stretchbook.text.phrases import check_stars

Phrase = Annotated[str, Field(min_length=2, max_length=60), AfterValidator(check_stars)]
"""One word or a few, in lower case, with one `*` in a word at most.

A `*` stands for any letters, so that `color*` is `colors` and `colorful` too."""

Phrases = Annotated[tuple[Phrase, ...], Field(max_length=200)]


class Promise(Entry):
    """Words that promise more than any stretch can keep."""

    words: Annotated[Phrases, Field(min_length=1)]
    """The words, in every form that people write."""

    ills: Phrases = ()
    """Illnesses and complaints, for `before` and `after`."""

    before: Phrases = ()
    """Words that promise something where one of the `ills` follows in the same clause: “relieves”, “good for”."""

    after: Phrases = ()
    """Words that promise something right behind one of the `ills`: “relief”."""

    passes: Phrases = ()
    """Words that promise something up to two words behind one of the `ills`, unless the clause says if or when."""

    people: Phrases = ()
    """Those whose word counts, such as doctors, and what they work at, for `approve`."""

    approve: Phrases = ()
    """Words that say, with one of the `people` in the same sentence, that these have read or approved something."""

    unless: Phrases = ()
    """Longer phrases in which these words promise nothing."""

    plain: Text
    """What to write instead, for the contributor who meets it."""


class Spelling(Entry):
    """Words that this book writes one way."""

    pairs: Annotated[dict[Phrase, Phrase], Field(min_length=1, max_length=200)]
    """What we do not write, and what we write for it. A `*` of the one is what the `*` of the other stood for."""

    unless: Phrases = ()
    """Words and phrases that only look like one of the pairs."""

    plain: Text
    """The rule, for the contributor who meets it."""


class HollowWords(Entry):
    """Words that name nothing by which one stretch could be told from another."""

    words: Annotated[Phrases, Field(min_length=1)]
    """The words, each for all its forms, and phrases that are hollow only as a whole."""

    plain: Text
    """What they are, for the contributor who meets them."""
