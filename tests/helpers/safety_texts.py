"""What readers have to read of safety on each page of a built site, in the records' own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.addresses import Addresses
from stretchbook.book.library import Library
from stretchbook.book.strip import emergency_line, strip_of
from stretchbook.text.markup import plain

from helpers.project import Project

UNSEEN = "script, style, template, head, noscript, [hidden]:not([data-yours]):not([data-yours-page])"


def squeezed(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def texts_by_page(library: Library) -> Iterator[tuple[str, set[str]]]:
    """Yield the address of each page with safety on it, and the texts."""
    addresses = Addresses(library)
    of_all = [library.stop_signs[name].text for name in library.universal_stop_signs]
    for name, stretch in library.stretches.items():
        yield addresses.of(name), _said(library, [*_of(library, name), *stretch.safety.notes])
    for name, routine in library.routines.items():
        names = [item.stretch for item in routine.items]
        yield addresses.of(name), _said(library, [*_of(library, *names), *routine.skip_if])
    for name, condition in library.conditions.items():
        asked = [library.stretches[each].name for each in library.stretches]
        yield addresses.of(name), _said(library, [condition.name, *asked])
    urgent = [sign.text for sign in library.of("warning-signs").values() if sign.urgency == "urgent"]
    yield "learn/when-to-seek-help/", _said(library, [*urgent, *of_all])
    questions = [text for each in library.of("first-questions").values() for text in (each.question, each.do)]
    yield "learn/before-your-first-stretch/", _said(library, questions)


def _of(library: Library, *names: str) -> Iterator[str]:
    yield emergency_line(library) or ""
    yield strip_of(library, names).text
    for sign in library.stop_signs_of(names):
        yield library.stop_signs[sign].text
        yield library.responses[library.stop_signs[sign].response].text
    for name in names:
        stretch = library.stretches[name]
        yield from (library.conditions[each].name for each in library.checks_first(name))
        yield from (own.because for own in stretch.safety.answers if own.because)
        yield from (caution.text for caution in library.cautions_of[name])
        if stretch.in_short:
            yield stretch.in_short.caution


def _said(library: Library, texts: list[str]) -> set[str]:
    return {squeezed(plain(text, library.titles)) for text in texts if text}


def counted(project: Project, library: Library) -> dict[str, Counter[str]]:
    """Return how often each page of a built site says each text, by the page's address."""
    found = {}
    for url, texts in texts_by_page(library):
        tree = LexborHTMLParser(project.page(url))
        for node in tree.css(UNSEEN):
            node.decompose()
        said = squeezed(tree.body.text(separator=" ")) if tree.body else ""
        found[url] = Counter({text: said.count(text) for text in texts})
    return found
