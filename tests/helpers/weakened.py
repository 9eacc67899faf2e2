"""Every single change that takes something from what readers are told of safety, one at a time and in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from pydantic import ValidationError
from stretchbook.book.answers import is_stricter
from stretchbook.book.book import Book
from stretchbook.book.library import Library
from stretchbook.book.safety_facts import facts_of
from stretchbook.checks.floor import Below, below_in, compare
from stretchbook.checks.floor_rise import raised as raised_floor
from stretchbook.kinds import KIND
from stretchbook.model.safety import CLOSENESSES, SEVERITIES
from stretchbook.model.stretch import ANSWERS, DEGREES, AnswerWord
from stretchbook.model.traverse import named_ids
from stretchbook.text.source import Location

from helpers.records import with_records

Raw = Mapping[str, Any]
Change = Callable[[Raw], Iterator[tuple[str, Raw]]]
"""From the fields of a record to each weaker record, with what was done to it."""

ACTIONS, URGENCIES = ANSWERS[1:], ("routine", "urgent", "emergency")
ABOUT = ("feeling", "doing", "all", "everywhere")


class Weakening(NamedTuple):
    """A record with one change."""

    kind: str
    id: str
    change: str
    raw: Raw


class Told(NamedTuple):
    """What the gate makes of a stretch."""

    rules: set[str]
    cautions: set[str]
    signs: set[str]
    answers: Mapping[str, AnswerWord]


def put(raw: Any, loc: Location, value: Any) -> Any:
    """Data with another value at a place; without the value if it is None."""
    first, rest = loc[0], loc[1:]
    new = put(raw[first], rest, value) if rest else value
    pairs = list(enumerate(raw)) if isinstance(raw, tuple) else list({first: None, **raw}.items())
    changed = [(key, new if key == first else each) for key, each in pairs]
    kept = {key: each for key, each in changed if each is not None}
    return tuple(kept.values()) if isinstance(raw, tuple) else kept


def dropped(field: str) -> Change:
    """Each item of a list, or each key of a mapping, is gone."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        loc = tuple(field.split("."))
        found = at(raw, loc)
        for key in range(len(found)) if isinstance(found, tuple) else found or ():
            item = found[key] if isinstance(found, tuple) else key
            if not isinstance(found, tuple) or found.count(item) == 1:
                yield f"{field} without {item}", put(raw, (*loc, key), None)

    return change


def of_several(field: str) -> Change:
    """Each item of a list that has others: without any, a rule is for every record."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        if len(at(raw, tuple(field.split("."))) or ()) > 1:
            yield from dropped(field)(raw)

    return change


def removed(field: str) -> Change:
    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        if at(raw, tuple(field.split("."))) is not None:
            yield f"without {field}", put(raw, tuple(field.split(".")), None)

    return change


def lowered(field: str, order: tuple[str, ...]) -> Change:
    """A word is each milder one."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        word = at(raw, (field,))
        for milder in order[: order.index(word)] if word else ():
            yield f"{field}: {milder}", put(raw, (field,), milder)

    return change


def reworded(field: str) -> Change:
    """A text loses its last word, or says the opposite."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        if text := at(raw, tuple(field.split("."))):
            for said in (" ".join(text.split()[:-1]), f"Never: {text[:80]}", text.replace(" not ", " ")):
                if said and said != text:
                    yield f"{field}: {said[-30:]}", put(raw, tuple(field.split(".")), said)

    return change


def added(field: str, value: Any) -> Change:
    """A list has one more item."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        before = at(raw, tuple(field.split(".")))
        if isinstance(value, tuple) and not {*value} <= {*(before or ())}:
            yield f"{field} with {value}", put(raw, tuple(field.split(".")), (*(before or ()), *value))

    return change


def begun(field: str, value: Any) -> Change:
    """A field that it had not."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        if raw.get(field) is None:
            yield f"{field}: {value}", put(raw, (field,), value)

    return change


def otherwise(field: str, value: str) -> Change:
    """A field says something else."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        if raw.get(field) not in (None, value):
            yield f"{field}: {value}", put(raw, (field,), value)

    return change


UNSOURCED = otherwise("source", "convention")


def raised(raw: Raw) -> Iterator[tuple[str, Raw]]:
    """A rule asks for more of a movement, so that it is for fewer records."""
    for movement, degree in (at(raw, ("when", "movements")) or {}).items():
        for higher in DEGREES[DEGREES.index(degree) + 1 :]:
            yield f"when {movement}: {higher}", put(raw, ("when", "movements", movement), higher)


def narrowed(raw: Raw) -> Iterator[tuple[str, Raw]]:
    """A rule asks for one thing more, so that it is for fewer records."""
    for field, value in (("kinds", ("strength",)), ("positions", ("supine",)), ("equipment", ("mat",))):
        if raw.get("when") and not at(raw, ("when", field)):
            yield f"when {field}: {value}", put(raw, ("when", field), value)


def at(raw: Any, loc: Location) -> Any:
    for part in loc:
        raw = raw.get(part) if isinstance(raw, Mapping) else raw[part]
        if raw is None:
            return None
    return raw


def later_response(raw: Raw, *, orders: Mapping[str, int]) -> Iterator[tuple[str, Raw]]:
    for name, order in orders.items():
        if order > orders[raw["response"]]:
            yield f"response: {name}", put(raw, ("response",), name)


def passed_by(raw: Raw, *, last: int) -> Iterator[tuple[str, Raw]]:
    """A response is less pressing than all others."""
    if raw["order"] < last:
        yield f"order: {last + 1}", put(raw, ("order",), last + 1)


def more(field: str, by: float) -> Change:
    """A number is higher."""

    def change(raw: Raw) -> Iterator[tuple[str, Raw]]:
        if (number := at(raw, (field,))) is not None:
            yield f"{field}: {number + by}", put(raw, (field,), number + by)

    return change


def asked_less(raw: Raw) -> Iterator[tuple[str, Raw]]:
    """What has to be declared may be less."""
    for movement, degree in raw.get("comes_with", {}).items():
        for less in DEGREES[: DEGREES.index(degree)]:
            yield f"{movement}: {less}", put(raw, ("comes_with", movement), less)


def seen_later(raw: Raw) -> Iterator[tuple[str, Raw]]:
    """A picture may show more before it asks for a declaration."""
    for movement, begins in raw.get("movements", {}).items():
        for degree, number in begins.items():
            yield f"{movement} {degree} from {number + 5}", put(raw, ("movements", movement, degree), number + 5)
            yield f"{movement} without {degree}", put(raw, ("movements", movement, degree), None)


WHENS = tuple(
    of_several(f"when.{field}") for field in ("movements", "positions", "settings", "equipment", "demands", "kinds")
)

WEAKER: Mapping[str, tuple[Change, ...]] = {
    "conditions": (UNSOURCED, removed("ask_first"), dropped("also_called"), removed("family"), reworded("name"),
                   reworded("plain"), reworded("why"), reworded("do")),
    "families": (reworded("name"),),
    "cautions": (UNSOURCED, dropped("conditions"), removed("conditions"), lowered("action", ACTIONS),
                 lowered("severity", SEVERITIES), begun("until", "you feel better"), reworded("until"),
                 reworded("name"), reworded("text")),
    "stop-signs": (UNSOURCED, removed("universal"), reworded("text"), reworded("brief")),
    "responses": (UNSOURCED, reworded("name"), reworded("text"), reworded("line")),
    "warning-signs": (UNSOURCED, lowered("urgency", URGENCIES), reworded("text"), reworded("possible")),
    "first-questions": (UNSOURCED, dropped("conditions"), dropped("warning_signs"), reworded("question"),
                        reworded("do")),
    "intents": (dropped("warning_signs"),),
    "safety-rules": (UNSOURCED, *WHENS, raised, narrowed, dropped("cautions"), removed("cautions"), dropped("stop_if"),
                     removed("stop_if"), lowered("closeness", CLOSENESSES)),
    "tripwires": (dropped("words"), removed("words"), removed("like"), dropped("near"), dropped("and_near"),
                  added("spared_by", ("softly so",)), added("unless", ("softly so",)), lowered("about", ABOUT),
                  begun("declare", {"kinds": ("static",)}), begun("and_near", ("moon",)), begun("near", ("moon",))),
    "promises": (dropped("words"), dropped("ills"), dropped("before"), dropped("after"), dropped("passes"),
                 dropped("people"), dropped("approve"), added("unless", ("softly so",))),
    "hollow-words": (dropped("words"),),
    "dose-limits": (UNSOURCED, more("most", 1), *WHENS, raised, narrowed),
    "pose-limits": (more("at_least", 1), seen_later, added("during", ("hips-up",)), added("demands", ("mat",))),
    "claims": (otherwise("verdict", "supported"), reworded("advice")),
    "demands": (removed("comes_with"), asked_less),
    "stretches": (dropped("safety.notes"), reworded("in_short.caution"), reworded("feel.not_here")),
    "routines": (dropped("skip_if"),),
}  # fmt: skip
"""For each kind, what makes its records say less, or fit fewer records."""


def weaker_entries(book: Book) -> Iterator[Weakening]:
    """Yield every weakening of every record whose own fields say something of safety."""
    orders = {name: each.order for name, each in book.library.responses.items()}
    special: Mapping[str, Change] = {
        "stop-signs": partial(later_response, orders=orders),
        "responses": partial(passed_by, last=max(orders.values())),
    }
    for kind, changes in WEAKER.items():
        every = (*changes, special[kind]) if kind in special else changes
        for read in book.of(kind):
            raw = at(read.spot.source.data, read.spot.loc)
            for change in every:
                yield from (Weakening(kind, read.id, *made) for made in change(raw))


def fewer_ids(book: Book) -> Iterator[Weakening]:
    """Yield every stretch without a single one of its ids, with less of a movement, and without an answer."""
    for read in book.of("stretches"):
        raw = read.spot.source.data
        for _, loc, word in named_ids(read.record):
            yield Weakening("stretches", read.id, f"without {word} at {loc}", put(raw, loc, None))
        for movement, degree in raw["movements"].items():
            for less in DEGREES[: DEGREES.index(degree)]:
                yield Weakening("stretches", read.id, f"{movement}: {less}", put(raw, ("movements", movement), less))
        for number in range(len(raw["safety"].get("answers", ()))):
            yield Weakening(
                "stretches", read.id, f"without answer {number}", put(raw, ("safety", "answers", number), None)
            )
        for kind in ("static", "dynamic", "strength"):
            yield Weakening("stretches", read.id, f"kind: {kind}", put(raw, ("kind",), kind))


@dataclass
class Judge:
    """Says of each weakening whether the floor refuses it, and whether readers lose anything by it."""

    book: Book

    def __post_init__(self) -> None:
        # As it will be once it is written anew: who adds a record has not to do so.
        floor = replace(self.book.floor, facts=raised_floor(self.book, ()))
        self.book = replace(self.book, floor=floor)
        compared = compare(self.book)
        self._now, self._accepted = compared.now, frozenset(compared.below)
        self._told: dict[str, Told] = {}

    def read(self, weakening: Weakening) -> Any:
        """The changed record; None where it is not even one."""
        try:
            return KIND[weakening.kind].model.model_validate(dict(weakening.raw))
        except ValidationError:
            return None

    def is_refused(self, weakening: Weakening, record: Any) -> bool:
        return bool(self.below(weakening, record))

    def below(self, weakening: Weakening, record: Any) -> set[Below]:
        library = self._library(weakening, record)
        subject = f"{weakening.kind}/{weakening.id}"
        now = {**self._now, subject: facts_of(library, weakening.kind, weakening.id, record)}
        return {*below_in(subject, self.book.floor.facts[subject], now, self.book)} - self._accepted

    def loses(self, weakening: Weakening, record: Any) -> bool:
        """Whether a stretch loses a rule, a caution, a stop sign or an answer, by the gate itself and not the floor."""
        before = self._told.get(weakening.id) or self._gate(self.book.library, weakening.id)
        self._told[weakening.id] = before
        after = self._gate(self._library(weakening, record), weakening.id)
        is_less = not (
            before.rules <= after.rules and before.cautions <= after.cautions and before.signs <= after.signs
        )
        return is_less or any(
            is_stricter(word, after.answers.get(name, "fine")) for name, word in before.answers.items()
        )

    def _library(self, weakening: Weakening, record: Any) -> Library:
        """The library with the changed record; of the stretches it has only that, so that answers are quick."""
        whole = self.book.library
        others = {} if weakening.kind == "stretches" else whole.of(weakening.kind)
        made = with_records(whole, **{weakening.kind: {**others, weakening.id: record}})
        made.__dict__["stop_sign_counts"] = whole.stop_sign_counts
        return made

    def _gate(self, library: Library, name: str) -> Told:
        gate, stretch = library.gate, library.stretches[name]
        answers: dict[str, AnswerWord] = {each.condition: each.of_stretch for each in library.answers_of[name].values()}
        cautions = {caution.id for caution in gate.cautions_for(stretch)}
        return Told({rule.id for rule in gate.rules_for(stretch)}, cautions, {*gate.stop_signs_for(stretch)}, answers)
