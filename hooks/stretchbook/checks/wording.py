"""Promises that nobody can keep, and words that this book writes one way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stretchbook.book.book import Book
from stretchbook.book.library import Library
from stretchbook.book.safety_gate import LEAVE_OUT
from stretchbook.book.tripwires import Tripwires
from stretchbook.cache.answers import Answers
from stretchbook.cache.memory import Memory
from stretchbook.checks.endorsements import Endorsements
from stretchbook.checks.remedies import Remedies
from stretchbook.model.base import Model
from stretchbook.model.safety import Tripwire, WarningSign
from stretchbook.model.stretch import Stretch
from stretchbook.model.style import Promise, Spelling
from stretchbook.model.traverse import texts
from stretchbook.problems import Problem, cut
from stretchbook.text.disguises import KnownWords, undisguised
from stretchbook.text.letters import ID, REFERENCE_ID
from stretchbook.text.phrases import Found, Phrases, TextWord, clause_before, said_in, words_of
from stretchbook.text.quantities import marked
from stretchbook.text.source import Location, Source

_DENIALS = frozenset(
    {"cannot", "hardly", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "whether", "without"}
)
_HOLLOW = frozenset({"better", "doubt", "just", "less", "matter", "only", "problem", "question", "wonder"})
"""After "no", "not" or "nothing" these make the claim stronger: "no doubt it works"."""

_SHORTEST_NAME = 4

_TURNS = frozenset({"although", "and", "because", "but", "since", "so", "then", "though", "while", "yet"})
"""What was denied before one of these says nothing about what follows: "it is not hard and it cures"."""

_NOT_OURS = frozenset(
    {
        "also_called",
        "also_known_as",
        "and_near",
        "approve",
        "by",
        "latin",
        "named",
        "near",
        "pairs",
        "people",
        "spared_by",
        "unless",
        "words",
    }
)
"""Fields that hold names of people, what other people search for, or the very words to look for."""

ALL_WIRES = ("all", "everywhere")
"""Which tripwires are looked for here, by what they are about. Those about all that a stretch says are for what other
records tell readers, too."""

_MISTAKES = frozenset({"because", "limits", "mistakes", "not_here"})
"""Fields that tell what is done wrong, or why a rule is there."""

_NAMES = frozenset({"feels_tight", "name", "plain", "samples", "skip_if", "where"})
"""Fields that name or describe something, or somebody's state."""

_PROMISES, _ODD, _HELPS, _IS_ILL, _APPROVES, _PERSON = (1 << bit for bit in range(6))
"""What a word may be the sign of: a promise, a spelling, that something helps, an illness, approval, who approves."""


def wording_problems(book: Book) -> Iterator[Problem]:
    """Yield the faults of wording in every record."""
    wording = wording_of(book.library)
    for read in book.all():
        yield from wording.problems(read.record, *read.spot)


@lru_cache(maxsize=1)
def wording_of(library: Library) -> Wording:
    """Return what no text of a library may promise, and how it is spelt."""
    called = [name for each in library.conditions.values() for name in (each.short_name, *each.also_called)]
    # What is shorter is an everyday word too: "as" is one name of ankylosing spondylitis.
    names = [name for name in called if len(name) >= _SHORTEST_NAME]
    wires = [wire for wire in library.of("tripwires").values() if wire.about in ALL_WIRES and wire.declare is None]
    promises, spellings = library.of("promises"), library.of("spellings")
    made_of = (tuple(promises.values()), tuple(spellings.values()), names, wires)
    return _LAST.recall("wording", made_of, lambda: Wording(promises, spellings, names, wires))


_LAST: Memory[Wording] = Memory()
"""A server asks the same of the same texts at each build."""


@dataclass(frozen=True)
class WordingFault:
    """One fault of wording, at the letter `start` of its text."""

    start: int
    message: str
    fix: str
    is_spelling: bool = False
    wire: str = ""
    """Where it tells readers to do what may hurt them: which texts its tripwire is about."""


class Wording:
    """The promises and spellings of a library, ready to be looked for."""

    def __init__(
        self,
        promises: Mapping[str, Promise],
        spellings: Mapping[str, Spelling],
        illnesses: Iterable[str] = (),
        wires: Iterable[Tripwire] = (),
    ) -> None:
        self._wires = Tripwires(wires)
        self._promises = Phrases((phrase, entry) for entry in promises.values() for phrase in entry.words)
        self._honest = Phrases((phrase, entry.id) for entry in promises.values() for phrase in entry.unless)
        illnesses = tuple(illnesses)
        self._remedies = Remedies(promises.values(), illnesses)
        self._illnesses = Phrases((name.lower(), name) for name in illnesses)
        self._endorsements = Endorsements(promises.values())
        self._misspelt = Phrases(
            (message, (entry.id, right)) for entry in spellings.values() for message, right in entry.pairs.items()
        )
        self._spelt = Phrases((phrase, entry.id) for entry in spellings.values() for phrase in entry.unless)
        # A book says the same few thousand words again and again, and hardly any of them is one of these.
        self._signs = Answers(self._signs_of)
        told = self._promises, self._remedies, self._endorsements, self._wires
        starts = frozenset[str]().union(*(each.starts for each in told))
        known = KnownWords(lambda word: any(each.has_word(word) for each in told), starts)
        self._disguised = lru_cache(maxsize=2**13)(lambda text: tuple(undisguised(text, known)))
        self._may_be_at_fault = lru_cache(maxsize=2**15)(self._has_telling_word)
        self._may_harm = lru_cache(maxsize=2**15)(self._has_words_of_a_wire)
        self._faults = lru_cache(maxsize=2**13)(self._look_closer)
        self._harmful = lru_cache(maxsize=2**13)(self._look_for_harm)

    def _signs_of(self, word: str) -> int:
        """Return, as bits, what a text with this word may hold."""
        told = {
            _PROMISES: self._promises.is_telling,
            _ODD: self._misspelt.is_telling,
            _HELPS: self._remedies.is_telling,
            _IS_ILL: self._remedies.is_ill,
            _APPROVES: self._endorsements.is_approving,
            _PERSON: self._endorsements.is_person,
        }
        return sum(sign for sign, is_telling in told.items() if is_telling(word))

    def _may_hold(self, said: Iterable[str]) -> int:
        """Return, as bits, what a text with these words may hold; only the first bit of each pair is set."""
        found, signs = 0, self._signs
        for word in said:
            found |= signs[word]
        if not found:
            return 0
        there = frozenset(said)
        may_hold = (
            (_PROMISES, _PROMISES, self._promises),
            (_ODD, _ODD, self._misspelt),
            (_HELPS, _HELPS | _IS_ILL, self._remedies),
            (_APPROVES, _APPROVES | _PERSON, self._endorsements),
        )
        return sum(sign for sign, signs, told in may_hold if found & signs == signs and told.may_be_in(there))

    def problems(self, model: Model, source: Source, loc: Location = ()) -> Iterator[Problem]:
        """Yield the faults of every text of a model. Its ids and what others say are no text of ours."""
        not_ours = _NOT_OURS | model.said_by_others
        for here, text in texts(model, loc):
            if not not_ours.isdisjoint(here) or ID.fullmatch(text) or ("_" in text and REFERENCE_ID.fullmatch(text)):
                continue
            said = marked(text)
            if not (self._may_be_at_fault(said) or self._may_harm(said)):
                continue
            # What a study found stands beside the study.
            wires = _wires_for(model, here[len(loc)])
            for fault in self.faults(said, is_cited="evidence" in here, wires=wires):
                yield source.problem(here, fault.message, fault.fix)

    def _has_words_of_a_wire(self, text: str) -> bool:
        return any(self._wires.may_trip(said_in(each)) for each in (text, *self._disguised(text)))

    def _has_telling_word(self, text: str) -> bool:
        """Return whether a closer look is worth its time: for nearly all texts it is not."""
        return self._is_worth_a_look(text) or any(map(self._is_worth_a_look, self._disguised(text)))

    def _is_worth_a_look(self, text: str) -> bool:
        return bool(self._may_hold(said_in(text)))

    def faults(self, text: str, *, is_cited: bool = False, wires: Collection[str] = ALL_WIRES) -> list[WordingFault]:
        """Return the faults of a text without markup, in order, one for each place.

        Of a text that `is_cited` all is what a source says; elsewhere `CITED` stands where one is cited. `wires` says
        which tripwires are for it.
        """
        harmful = self._harmful(text) if wires and self._may_harm(text) else ()
        at = {fault.start: fault for fault in harmful if fault.wire in wires}
        if self._may_be_at_fault(text):
            at |= {fault.start: fault for fault in self._faults(text, is_cited)}
        return [at[start] for start in sorted(at)]

    def illness_in(self, name: str) -> str:
        """Return the words of a name by which it names an illness; empty where it names none."""
        words = words_of(name)
        found: list[Found[Any]] = [*self._illnesses.found(words), *self._remedies.ills(words)]
        return next((_said(each, words, name)[1] for each in found), "")

    def endorsements(self, text: str) -> list[WordingFault]:
        """Return only the claims that somebody has read or approved something."""
        return list(self._endorsed(text))

    def may_endorse(self, text: str) -> bool:
        """Return whether a text holds words of both kinds that such a claim takes."""
        return bool(self._may_hold(said_in(text)) & _APPROVES)

    def _look_closer(self, text: str, is_cited: bool) -> tuple[WordingFault, ...]:  # noqa: FBT001 a cache's key
        at: dict[int, WordingFault] = {}
        for reading in (text, *self._disguised(text)):
            may_hold = self._may_hold(said_in(reading))
            if not may_hold:
                continue
            words = words_of(reading)
            endorsed = list(self._endorsed(reading))
            promised = list(self._promised(words, reading, may_hold, is_cited=is_cited))
            if reading is text:
                at = {fault.start: fault for fault in (*endorsed, *promised, *self._written_oddly(words, text))}
            for fault in (*promised, *endorsed):
                at.setdefault(fault.start, fault)
        return tuple(at[start] for start in sorted(at))

    def _promised(
        self, words: Sequence[TextWord], text: str, may_hold: int, *, is_cited: bool
    ) -> Iterator[WordingFault]:
        promises: list[Found[Promise]] = []
        if may_hold & _PROMISES:
            promises += self._promises.found(words)
        if may_hold & _HELPS and not is_cited:
            promises += self._remedies.found(words, text)
        spared = _covered(self._honest.found(words)) if promises else ()
        for found in promises:
            if (found.first, found.owner.id) not in spared and not _is_denied(words, found.first):
                start, said = _said(found, words, text)
                yield WordingFault(start, f"promises too much: “{said}”.", found.owner.plain)

    def _endorsed(self, text: str) -> Iterator[WordingFault]:
        for start, claim, owner in self._endorsements.found(text) if self.may_endorse(text) else ():
            yield WordingFault(start, f"claims that somebody has approved it: “{_short(claim)}”.", owner.plain)

    def _look_for_harm(self, text: str) -> tuple[WordingFault, ...]:
        tripped = (each for reading in (text, *self._disguised(text)) for each in self._wires.read(reading))
        told = ((each.start, f"says “{_short(each.said)}”. {each.wire.because}", each.wire.about) for each in tripped)
        return tuple(WordingFault(start, message, LEAVE_OUT, wire=about) for start, message, about in told)

    def _written_oddly(self, words: Sequence[TextWord], text: str) -> Iterator[WordingFault]:
        misspelt = tuple(self._misspelt.found(words))
        spared = _covered(self._spelt.found(words)) if misspelt else ()
        for found in misspelt:
            name, right = found.owner
            if (found.first, name) not in spared:
                start, said = _said(found, words, text)
                meant = _filled(right, found.rest)
                yield WordingFault(
                    start, f"“{said}” is not how we write it.", f"Write “{_like(said, meant)}”.", is_spelling=True
                )


def _wires_for(model: Model, field: str | int) -> Collection[str]:
    """Return which tripwires are for a field. What a stretch says is read by the safety gate too."""
    if field in _MISTAKES or isinstance(model, Tripwire):
        return ()
    is_named = field in _NAMES or isinstance(model, (Stretch, WarningSign))
    return ("everywhere",) if is_named else ALL_WIRES


def _covered(found: Iterable[Found[str]]) -> set[tuple[int, str]]:
    """Return every word that an exception covers, with the id of the entry that makes it."""
    return {(at, each.owner) for each in found for at in range(each.first, each.last)}


def _said(found: Found[Any], words: Sequence[TextWord], text: str) -> tuple[int, str]:
    start = words[found.first].start
    return start, _short(text[start : words[found.last - 1].end])


def _short(said: str) -> str:
    return cut(" ".join(said.split()))


def _is_denied(words: Sequence[TextWord], at: int) -> bool:
    """Return whether what is said at a word is denied, or left open, earlier in its clause."""
    after = words[at].said
    for word in clause_before(words, at):
        if word.said in _TURNS:
            return False
        if (word.said in _DENIALS or word.said.endswith("n't")) and after not in _HOLLOW:
            return True
        after = word.said
    return False


def _filled(phrase: str, rest: Sequence[str]) -> str:
    """Put what each star stood for into a phrase."""
    first, *parts = phrase.split("*")
    return first + "".join(star + part for star, part in zip((*rest, *[""] * len(parts)), parts, strict=False))


def _like(said: str, meant: str) -> str:
    return meant[0].upper() + meant[1:] if said[0].isupper() else meant
