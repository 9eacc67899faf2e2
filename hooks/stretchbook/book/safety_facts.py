"""What a library says about safety, as facts that can be compared: by record, part and item.

A fact is about one item of one part of one record: `stretches/cat-cow`, its `answers`, that for `osteoporosis`. Each
part says when a fact is milder than it was. `PARTS` is the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from stretchbook.book.answers import Answer
from stretchbook.book.article import Article
from stretchbook.book.library import Library
from stretchbook.book.page_lines import page_lines
from stretchbook.book.strip import EITHER_LEAD, LEADS, strip_of
from stretchbook.kinds import REFERENCES
from stretchbook.model.base import CONVENTION
from stretchbook.model.claim import Claim
from stretchbook.model.intent import Intent
from stretchbook.model.pose_limit import PoseLimit
from stretchbook.model.reference import Reference
from stretchbook.model.safety import CLOSENESSES, SEVERITIES, Caution, Condition, Response, Tripwire, When
from stretchbook.model.stretch import ANSWERS, DEGREES, AnswerWord, Degree, Stretch
from stretchbook.text.digests import digest, words_alone
from stretchbook.text.page_calls import sure_calls
from stretchbook.text.source import Location

Items = Mapping[str, str]
"""The value of each item of one part; "" where it is only there or not."""

Facts = Mapping[str, Mapping[str, Items]]
"""By record (`stretches/cat-cow`), by part, by item."""

EVERYTHING = "*"
"""The item that stands for all others: a rule that names no position is for every one."""

GONE, THERE = "gone", "there"
THEN = " then "
"""Between what holds until a time and what holds after it."""

PAGES = "pages"
"""In place of a kind, for hand-written pages."""

_OPENING = 40
_LEAST_FIRST: tuple[Degree, ...] = tuple(reversed(DEGREES))
_URGENCIES = ("routine", "urgent", "emergency")
_STRIP_LEADS = (LEADS["ask-first"], EITHER_LEAD, LEADS["leave-out"])
_READ = {"doing": ("doing",), "feeling": ("feeling",), "all": ("doing", "feeling", "notes"),
         "everywhere": ("doing", "feeling", "notes", "others")}  # fmt: skip

Reading = Callable[[Library, str, Any], Items]
"""From a library, the id of a record and the record itself to the items of one part."""


@dataclass(frozen=True)
class Part:
    """One part of what the records of a kind say, and when it is milder than it was."""

    name: str
    read: Reading
    at: Location = ()
    """Where it stands in the record; below it an item may have a place of its own."""

    compares: Literal["order", "words", "number", "nothing"] = "nothing"
    """How two values of an item are compared. Of two numbers the lower one is stricter."""

    order: Callable[[Library], tuple[str, ...]] = lambda _: ()
    """The words that a value may be, mildest first."""

    is_limit: bool = False
    """Whether an item that was not there makes it milder, and not one that is gone."""

    may_end: bool = False
    """Whether it is no milder without an item."""

    absent: str = GONE
    """The value of an item that is not there."""

    makes_room: bool = False
    """Whether there is room for a few items only, so that one that is new may have pushed out another."""

    goes_with: str = ""
    """The part of the same record without which an item says nothing: where that is stricter, it may go."""

    names: str = ""
    """The kind of which the items are ids; without one they may be named with their kind."""

    is_worked_out: bool = False
    """Whether it follows from other records too."""

    def place(self, item: str) -> Location:
        """Return where an item stands, if it is there."""
        return tuple(item.split(".")) if self.name == WORDS else (*self.at, item)

    def milder(self, was: Items, now: Items, library: Library) -> Iterator[tuple[str, str, str]]:
        """Yield `(item, was, now)` for every item that is milder than it was, or says other words."""
        if self.is_limit and EVERYTHING not in was:
            yield from ((item, self.absent, value or THERE) for item, value in now.items() if item not in was)
        if not self.is_limit and not self.may_end and EVERYTHING not in now:
            yield from ((item, value or THERE, self.absent) for item, value in was.items() if item not in now)
        order = self.order(library)
        for item, value in was.items():
            if item in now and now[item] != value and self._is_milder(value, now[item], order):
                yield item, value, now[item]

    def _is_milder(self, was: str, now: str, order: tuple[str, ...]) -> bool:
        if self.compares == "number":
            return float(now) > float(was)
        pairs = list(zip(_in_time(was), _in_time(now), strict=True))
        if self.compares == "order" and all(word in order for pair in pairs for word in pair):
            return any(order.index(after) < order.index(before) for before, after in pairs)
        return self.compares != "nothing"

    def is_stricter(self, was: str, now: str, library: Library) -> bool:
        """Return whether a word asks for more than another: now, or later."""
        order, pairs = self.order(library), list(zip(_in_time(was), _in_time(now), strict=True))
        return was != now and all(order.index(before) <= order.index(after) for before, after in pairs)


def _in_time(value: str) -> tuple[str, str]:
    """Return what holds now and what holds later."""
    now, _, later = value.partition(THEN)
    return now, later or now


def facts_of(library: Library, kind: str, name: str, record: Any) -> dict[str, Items]:
    """Return the facts of one record; those of a page are its own."""
    return {part.name: part.read(library, name, record) for part in PARTS[kind]}


_EMERGENCIES = ("warning_signs", "stop_signs", "first_questions")
_LISTS = (*_EMERGENCIES, "conditions", "ways_in", "claims", "verdicts", "references")
"""The macros that show readers what keeps them safe, or what stands behind what they are told."""


def tells_of_safety(article: Article) -> bool:
    """Return whether a page shows what to do in an emergency, or asks whether somebody may begin."""
    return any(f"{macro}(" in article.text for macro in _EMERGENCIES)


_LETTERS = 32
"""Of a digest: enough that nobody finds other words for it, and half as long to read."""


def _digest(text: str) -> str:
    return digest(words_alone(text))[:_LETTERS]


# Ways to read a part.

WORDS = "words"


def _words(*fields: str) -> Part:
    """Return the part that is the words of some fields."""

    def read(_: Library, __: str, record: Any) -> Items:
        said = {field: _at(record, field) for field in fields}
        return {field: _digest(text) for field, text in said.items() if text}

    return Part(WORDS, read, compares="words")


def _at(record: Any, field: str) -> Any:
    for name in field.split("."):
        record = getattr(record, name, None)
    return record


def _list(name: str, field: str, *, names: str = "", is_limit: bool = False) -> Part:
    """Return the part that is a list of ids or words."""
    at = tuple(field.split("."))
    return Part(name, lambda _, __, record: _there(_at(record, field)), at, names=names, is_limit=is_limit)


def _there(items: Iterable[str]) -> Items:
    return dict.fromkeys(items, "")


def _one(field: str, order: tuple[str, ...]) -> Part:
    """Return the part that is one field, with one of several words."""
    return Part(field, lambda _, __, record: {field: getattr(record, field)}, (field,), "order", lambda _: order)


def _texts(name: str, field: str) -> Part:
    """Return the part that is a list of texts, each by its digest, with the words with which it begins."""
    return Part(name, lambda _, __, record: _openings(_at(record, field)), tuple(field.split(".")))


def _openings(texts: Iterable[str]) -> Items:
    return {_digest(text): " ".join(text.split())[:_OPENING] for text in texts}


def _answers(library: Library, name: str, _: Stretch) -> Items:
    found = library.answers_of[name].values()
    return {each.condition: _now_and_later(each) for each in found if each.of_stretch != "fine"}


def _now_and_later(answer: Answer) -> str:
    return _timed(answer.of_stretch, answer.later)


def _timed(now: AnswerWord, later: AnswerWord | None) -> str:
    return f"{now}{THEN}{later}" if later else now


def _forms(library: Library, name: str, _: Stretch) -> Items:
    found = library.answers_of[name].values()
    return {each.condition: _digest(each.easier) for each in found if each.easier}


def _reasons(library: Library, name: str, _: Stretch) -> Items:
    found = library.answers_of[name].values()
    return {each.condition: _digest(each.own.because) for each in found if each.own and each.own.because}


def _close_cautions(library: Library, _: str, stretch: Stretch) -> Items:
    closeness = library.gate.closeness_for(stretch)
    return {caution.id: closeness[caution.id] for caution in library.gate.cautions_for(stretch)}


def _rules(library: Library, _: str, stretch: Stretch) -> Items:
    return _there(rule.id for rule in library.gate.rules_for(stretch))


def _stop_signs(library: Library, _: str, stretch: Stretch) -> Items:
    return _there(library.gate.stop_signs_for(stretch))


def _strip(library: Library, name: str, _: Stretch) -> Items:
    """What stands before the steps: the conditions and stop signs that are named, and what leads to the conditions."""
    strip = strip_of(library, [name])
    named = ((kind, each) for kind, said in (("conditions", strip.first), ("stop-signs", strip.signs)) for each in said)
    found = _there(f"{kind}/{name}" for kind, each in named for name in each.ids)
    return {**found, "lead": strip.lead} if strip.first else found


def _alarms(_: Library, __: str, intent: Intent) -> Items:
    """Return the words that lead to help; other words may change as they like."""
    return _there(intent.said if intent.warning_signs else ())


def _asks_first(_: Library, __: str, condition: Condition) -> Items:
    return _there(["asks first"] if condition.ask_first else [])


def _universal(_: Library, __: str, sign: Any) -> Items:
    return _there(["on every page"] if sign.universal else [])


def _family(_: Library, __: str, condition: Condition) -> Items:
    return {"family": condition.family or "none"}


def _action(_: Library, __: str, caution: Caution) -> Items:
    return {"action": _timed(caution.action, caution.then if caution.until else None)}


def _until(_: Library, __: str, caution: Caution) -> Items:
    return {"until": _digest(caution.until)} if caution.until else {}


def _later_responses(library: Library, _: str, response: Response) -> Items:
    return _there(name for name, each in library.responses.items() if each.order > response.order)


def _by_urgency(library: Library) -> tuple[str, ...]:
    return tuple(reversed(tuple(library.responses)))


def _tripping_words(library: Library, _: str, wire: Tripwire) -> Items:
    return _there((*wire.words, *_like(library, wire, "words")))


def _spared_phrases(library: Library, _: str, wire: Tripwire) -> Items:
    return _there((*wire.unless, *_like(library, wire, "unless")))


def _like(library: Library, wire: Tripwire, field: str) -> tuple[str, ...]:
    words: tuple[str, ...] = getattr(library.of("tripwires").get(wire.like or ""), field, ())
    return words


def _around(field: str) -> Part:
    """Return the part that is what has to stand around a tripwire: nothing makes it count everywhere."""
    return Part(field, lambda _, __, wire: _there(getattr(wire, field) or (EVERYTHING,)), (field,))


def _texts_read(_: Library, __: str, wire: Tripwire) -> Items:
    return _there(_READ[wire.about])


def _declared(_: Library, __: str, wire: Tripwire) -> Items:
    """What a record may declare instead of leaving the words out."""
    when = wire.declare or When.model_construct()
    fields = (field for field in When.model_fields if field != "movements")
    named = _there(f"{field} {word}" for field in fields for word in getattr(when, field))
    return {**named, **{f"movements {word}": degree for word, degree in when.movements.items()}}


def _whens() -> Iterator[Part]:
    """Yield the parts that say for which records a rule is: the more it names in a field, the more there are."""
    for field in When.model_fields:
        # A rule that asks for less of a movement is for more records.
        yield Part(f"when {field}", _when(field), ("when", field), "order", lambda _: _LEAST_FIRST)


def _when(field: str) -> Reading:
    def read(_: Library, __: str, record: Any) -> Items:
        named = getattr(record.when, field, None) if record.when else None
        return dict(named) if isinstance(named, dict) and named else _there(named or (EVERYTHING,))

    return read


def _moves(name: str, field: str) -> Part:
    """Return the part that is what has to be declared, any one of it, to a degree; with nothing, anything will do."""

    def read(_: Library, __: str, record: Any) -> Items:
        found = getattr(record, field)
        return dict(found) if isinstance(found, dict) and found else _there(found or (EVERYTHING,))

    return Part(name, read, (field,), "order", lambda _: DEGREES, is_limit=True)


def _seen_from(_: Library, __: str, limit: PoseLimit) -> Items:
    """From which number on a picture asks for what."""
    found = {name: str(limit.at_least) for name in limit.demands if limit.at_least is not None}
    for movement, begins in limit.movements.items():
        found |= {f"{movement} {degree}": str(from_) for degree, from_ in begins if from_ is not None}
    return found


def _seen_choices(_: Library, __: str, limit: PoseLimit) -> Items:
    return _there((*limit.movements, *limit.demands))


def _sources(_: Library, __: str, record: Any) -> Items:
    """Return the references that something rests on; usual caution is none."""
    return _there(name for name in (record.source, *record.also) if name != CONVENTION)


_SOURCES = Part("sources", _sources, ("source",), names=REFERENCES)


def _answer_sources(library: Library, name: str, _: Stretch) -> Items:
    found = library.answers_of[name].values()
    return {each.condition: each.own.source for each in found if each.own and each.own.source}


def _evidence(field: Literal["about", "certainty"], order: tuple[str, ...]) -> Part:
    """Return the part that says how close a study came, or how sure it is: more than that would be a promise."""

    def read(_: Library, __: str, stretch: Stretch) -> Items:
        return {each.reference: getattr(each, field) for each in stretch.evidence}

    return Part(f"evidence's {field}", read, ("evidence",), "order", lambda _: order, may_end=True)


def _claim_words(_: Library, __: str, claim: Claim) -> Items:
    return {"verdict": claim.verdict, **({"advice": _digest(claim.advice)} if claim.advice else {})}


def _reference_words(_: Library, __: str, reference: Reference) -> Items:
    """Return what readers are told of a source, and where its link leads."""
    said = {"title": reference.title, "note": reference.note, "about": reference.about, "kind": reference.kind}
    where = str(reference.csl.get("DOI") or urlsplit(str(reference.csl.get("URL") or "")).netloc)
    return {field: _digest(text) for field, text in {**said, "URL": where.lower()}.items() if text}


def _page(_: Library, __: str, article: Article) -> Items:
    """A page that shows lists is held as it is: a remark around one hides it, and changes no word of it."""
    return {"text": digest(article.text.strip())[:_LETTERS]} if tells_of_safety(article) else {}


def _page_lines(_: Library, __: str, article: Article) -> Items:
    return {line.opening: _digest(line.text) for line in page_lines(article.body)}


def _page_lists(_: Library, __: str, article: Article) -> Items:
    called = (" ".join((call.name, *map(str, call.arguments))) for call in sure_calls(article.body))
    return _there(call for call in called if call.startswith(_LISTS))


_STRETCH_PARTS = (
    Part("answers", _answers, ("safety",), "order", lambda _: ANSWERS, absent="fine", names="conditions",
         is_worked_out=True),
    Part("easier forms", _forms, ("safety", "answers"), "words", names="conditions", goes_with="answers",
         is_worked_out=True),
    Part("reasons", _reasons, ("safety", "answers"), "words", names="conditions", goes_with="answers",
         is_worked_out=True),
    Part("cautions", _close_cautions, ("safety",), "order", lambda _: CLOSENESSES, names="cautions",
         is_worked_out=True),
    Part("rules", _rules, ("safety",), names="safety-rules", is_worked_out=True),
    Part("stop signs", _stop_signs, ("safety",), names="stop-signs", is_worked_out=True),
    Part("strip", _strip, ("safety",), "order", lambda _: _STRIP_LEADS, makes_room=True,
         is_worked_out=True),
    Part("answers' sources", _answer_sources, ("safety", "answers"), "words", names="conditions", goes_with="answers",
         is_worked_out=True),
    _evidence("about", ("this-stretch", "similar", "programme", "general")),
    _evidence("certainty", ("high", "moderate", "low", "very-low")),
    _texts("notes", "safety.notes"),
    _words("in_short.caution", "feel.not_here"),
)  # fmt: skip

PARTS: Mapping[str, tuple[Part, ...]] = {
    "stretches": _STRETCH_PARTS,
    "routines": (_texts("skip if", "skip_if"),),
    "conditions": (
        _SOURCES,
        Part("asks first", _asks_first, ("ask_first",)),
        Part("family", _family, ("family",), "words"),
        _list("also called", "also_called"),
        _words("name", "plain", "why", "do"),
    ),
    "families": (_words("name"),),
    "cautions": (
        _SOURCES,
        Part("action", _action, ("action",), "order", lambda _: ANSWERS),
        Part("until", _until, ("until",), "words", may_end=True),
        _one("severity", SEVERITIES),
        _list("conditions", "conditions", names="conditions"),
        _words("name", "text"),
    ),
    "stop-signs": (
        _SOURCES,
        Part("response", lambda _, __, sign: {"response": sign.response}, ("response",), "order", _by_urgency),
        Part("on every page", _universal, ("universal",)),
        _words("text", "brief"),
    ),
    "responses": (
        _SOURCES,
        Part("before", _later_responses, ("order",), names="responses"),
        _words("name", "text", "line"),
    ),
    "warning-signs": (_SOURCES, _one("urgency", _URGENCIES), _words("text", "possible")),
    "claims": (_list("sources", "references", names=REFERENCES), Part(WORDS, _claim_words, compares="words")),
    REFERENCES: (Part(WORDS, _reference_words, compares="words"),),
    "first-questions": (
        _SOURCES,
        _list("conditions", "conditions", names="conditions"),
        _list("warning signs", "warning_signs", names="warning-signs"),
        _words("question", "do"),
    ),
    "intents": (
        _list("warning signs", "warning_signs", names="warning-signs"),
        Part("said", _alarms, ("said",)),
    ),
    "safety-rules": (
        _SOURCES,
        *_whens(),
        _list("cautions", "cautions", names="cautions"),
        _list("stop signs", "stop_if", names="stop-signs"),
        _one("closeness", CLOSENESSES),
    ),
    "tripwires": (
        Part("phrases", _tripping_words, ("words",)),
        _around("near"),
        _around("and_near"),
        Part("about", _texts_read, ("about",)),
        _list("spared by", "spared_by", is_limit=True),
        Part("unless", _spared_phrases, ("unless",), is_limit=True),
        Part("declare", _declared, ("declare",), "order", lambda _: DEGREES, is_limit=True),
    ),
    "promises": (
        *(_list(field, field) if field != "words" else _list("phrases", field)
          for field in ("words", "ills", "before", "after", "passes", "people", "approve")),
        _list("unless", "unless", is_limit=True),
    ),
    "hollow-words": (_list("phrases", "words"),),
    "dose-limits": (
        _SOURCES,
        *_whens(),
        Part("number", lambda _, __, limit: {"number": limit.number}, ("number",), "words"),
        Part("most", lambda _, __, limit: {"most": str(limit.most)}, ("most",), "number"),
    ),
    "pose-limits": (
        Part("sees", lambda _, __, limit: {"sees": limit.sees}, ("sees",), "words"),
        _list("during", "during", is_limit=True),
        Part("from", _seen_from, (), "number"),
        Part("choices", _seen_choices, (), is_limit=True),
    ),
    "demands": (_moves("comes with", "comes_with"),),
    "regions": (_moves("moved by", "moved_by"),),
    PAGES: (
        Part("text", _page, compares="words"),
        Part("lines", _page_lines, compares="words"),
        Part("lists", _page_lists),
    ),
}  # fmt: skip
"""What is held, by kind. What a reader is told of safety belongs here, and so does what keeps records honest."""
