"""`stretchbook explain`: what the safety rules make of a stretch, where each rule stands, and what a review is of."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from stretchbook.book.answers import Answer
from stretchbook.book.book import Book
from stretchbook.book.library import Library
from stretchbook.book.reader import read_book
from stretchbook.book.reviews import readings_of, text_digest
from stretchbook.book.safety_gate import in_common
from stretchbook.commands.project import add_records_option, find_project, refuse
from stretchbook.model.safety import Caution, SafetyRule
from stretchbook.model.stretch import ANSWERS, Stretch
from stretchbook.problems import suggestion

_ACTIONS = {
    "fine": "fine",
    "leave-out": "leave the stretch out",
    "ask-first": "ask first",
    "adapt": "do it in another way",
}


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    parser.add_argument("stretch", help="the id of the stretch, or of a routine: the name of its file")
    add_records_option(parser)


def run(options: Namespace) -> int:
    """Print it; return 1 where there is no such stretch, or where it cannot be read."""
    book = read_book(find_project(options.records).records)
    name = options.stretch.removesuffix(".yml")
    if name in book.library.stretches:
        print("\n".join(Explanation(book, name).lines()))
        return 0
    files = [book.library.file_of(kind, name) for kind in ("stretches", "routines")]
    if faulty := [problem for problem in book.problems if problem.path in files]:
        return refuse(faulty)
    if name in book.library.routines:
        print("\n".join((f"{files[1]}: {book.library.routines[name].name}", *_review_lines(book.library, name))))
        return 0
    known = book.ids["stretches"] or ()
    meant = suggestion(name, known)
    print(f"{name}: no such stretch.{f' Did you mean `{meant}`?' if meant else ''}", file=sys.stderr)
    return 1


@dataclass(frozen=True)
class Explanation:
    """What the rules make of one stretch of a book. Other records, and what is missing in this one, may be at fault."""

    book: Book
    name: str

    def lines(self) -> Iterator[str]:
        """Yield it line by line."""
        yield f"{self._library.file_of('stretches', self.name)}: {self._stretch.name}"
        yield from _part("Rules that are for it", self._rule_lines())
        yield from _part("Cautions on its page", self._caution_lines())
        yield from _part("Stop signs on its page", self._stop_sign_lines())
        yield from _part("Answers, where they are not fine", self._answer_lines())
        yield from _review_lines(self._library, self.name)

    @property
    def _library(self) -> Library:
        return self.book.library

    @property
    def _stretch(self) -> Stretch:
        return self._library.stretches[self.name]

    @cached_property
    def _rules(self) -> tuple[SafetyRule, ...]:
        return self._library.gate.rules_for(self._stretch)

    @cached_property
    def _cautions(self) -> tuple[Caution, ...]:
        return self._library.cautions_of[self.name]

    def _rule_lines(self) -> Iterator[str]:
        for rule in self._rules:
            named = (
                f"{field} {self._said(field, words)}" for field, words in in_common(rule.when, self._stretch).items()
            )
            yield f"{self._entry('safety-rules', rule.id)}, for {'; '.join(named)}"
            yield f"  {rule.because}"

    def _said(self, field: str, words: Iterable[str]) -> str:
        degrees = self._stretch.movements if field == "movements" else {}
        return ", ".join(f"{word} ({degrees[word]})" if word in degrees else word for word in words)

    def _caution_lines(self) -> Iterator[str]:
        for caution in self._cautions:
            rules = [rule.id for rule in self._rules if caution.id in rule.cautions]
            yield f"{self._entry('cautions', caution.id)}, {_ACTIONS[caution.action]}; by {_listed(rules)}"

    def _stop_sign_lines(self) -> Iterator[str]:
        for sign in self._library.stop_signs_of([self.name]):
            by = [rule.id for rule in self._rules if sign in rule.stop_if]
            everywhere = sign in self._library.universal_stop_signs
            who = f"; by {_listed(by)}" if by or not everywhere else ""
            yield f"{self._entry('stop-signs', sign)}{who}{'; on every page' if everywhere else ''}"

    def _answer_lines(self) -> Iterator[str]:
        found = self._library.answers_of[self.name].values()
        for answer in sorted(found, key=lambda each: ANSWERS.index(each.word), reverse=True):
            by = [caution.id for caution in answer.cautions]
            if answer.own:
                by.append("the record itself")
            if answer.is_general:
                by = ["the condition, before any stretch"]
            yield (
                f"{_ACTIONS[answer.word]}{_time(answer)} ({answer.severity}, {answer.closeness}): "
                f"{self._entry('conditions', answer.condition)}; by {_listed(by)}"
            )

    def _entry(self, kind: str, word: str) -> str:
        """Return an entry with its place: `stretches/cautions.yml:12: neck-unstable`."""
        spot = self.book.spots.get((kind, word))
        if not spot:
            return f"{word} (there is no such entry)"
        return f"{spot.source.path}:{spot.source.place(spot.of_id.loc).line}: {word}"


def _review_lines(library: Library, name: str) -> Iterator[str]:
    """Yield what the entry of a reviewer needs who has read this text, its answers and its stop signs."""
    readings = (f"{reading.on} by {reviewer.id}: {reading.text}" for reviewer, reading in readings_of(library, name))
    yield from _part("Reviews, with the digest of what was read", readings)
    yield from _part("Digest of what it says now, for `text` of a review", [text_digest(library, name)])


def _time(answer: Answer) -> str:
    return f", until {', and until '.join(answer.until)}, then {_ACTIONS[answer.later]}" if answer.later else ""


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"{heading}:"
    yield from (f"  {line}" for line in (list(lines) or ["none"]))


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "the record alone"
