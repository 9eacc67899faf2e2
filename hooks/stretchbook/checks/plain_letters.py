"""Letters that deceive: those that nobody sees, that look like others, or that cover what stands around them.

Records are checked text by text, where their ids are; this checks hand-written pages and the settings of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any

from stretchbook.book.article import Article
from stretchbook.book.book import Book
from stretchbook.problems import MOST_PROBLEMS, Problem
from stretchbook.settings.mkdocs_yml import Key, Settings
from stretchbook.text.letters import dressed_letter, foreign_word, mixed_word, piled_marks, unseen
from stretchbook.text.markdown import said

_ENTITY = re.compile(r"&#?\w{1,32};?")


def plain_letter_problems(book: Book) -> Iterator[Problem]:
    """Yield the letters that deceive in every page, and in the settings of the site."""
    for article in book.library.articles:
        yield from islice(_page_problems(article), MOST_PROBLEMS + 1)
    if book.settings:
        yield from _setting_problems(book.settings)


def deceits(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the first letters or word of each kind that deceives, what is wrong with it, and the fix."""
    if text.isascii() and text.isprintable():
        return
    if hidden := next(filter(unseen, text.replace("\n", " ")), None):
        yield hidden, f"holds a character that cannot be seen ({unseen(hidden)}).", "Remove it."
    if dressed := dressed_letter(text):
        sign, plain = dressed
        codes = " ".join(f"U+{ord(letter):04X}" for letter in sign if not letter.isascii())
        yield sign, f"has `{sign}` ({codes}) in place of `{plain}`.", f"Write `{plain}`."
        text = text.replace(sign, plain)
    if mixed := mixed_word(text):
        word, letter = mixed
        message = f"mixes alphabets in `{word}` (`{letter}` is U+{ord(letter):04X})."
        yield word, message, "Type the word again, in Latin letters only."
    elif foreign := foreign_word(text):
        word, letter = foreign
        message = f"has `{word}` (`{letter}` is U+{ord(letter):04X}), which can be taken for another word."
        yield word, message, "Write it in Latin letters."
    if piled_marks(text):
        yield "", "piles up marks on one letter.", "Leave the letter and its own marks."


def _page_problems(article: Article) -> Iterator[Problem]:
    head = article.text[: article.front.start]
    for number, line in enumerate((head + said(article.body)).split("\n"), 1):
        # What nobody sees is told where pages are read.
        for letters, message, fix in deceits("".join(letter for letter in line if not unseen(letter))):
            yield Problem(article.path, number, max(line.find(letters), 0) + 1, "", message, fix)
        for found in _ENTITY.finditer(line):
            if code := unseen(unescape(found[0])):
                message = f"`{found[0]}` stands for a character that cannot be seen ({code})."
                yield Problem(article.path, number, found.start() + 1, "", message, "Remove it.")
    for name, value in article.front.meta.items():
        at = article.front.settings.get(name)
        for _, text in _settings(value, ()):
            if at and text not in head:  # written with escapes
                yield from (Problem(article.path, at.line, at.column, name, *told) for _, *told in deceits(text))


def _setting_problems(settings: Settings) -> Iterator[Problem]:
    for key, text in _settings(settings.values, ()):
        yield from (settings.problem(key, message, fix) for _, message, fix in deceits(text))


def _settings(value: Any, key: Key) -> Iterator[tuple[Key, str]]:
    """Yield every name and every text of a setting, with its location."""
    if isinstance(value, str):
        yield key, value
    for name, part in _members(value):
        here = (*key, name)
        if isinstance(name, str):
            yield here, name
        yield from _settings(part, here)


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        yield from ((str(name), part) for name, part in value.items())
    elif isinstance(value, list | tuple):
        yield from enumerate(value)
