"""Times, counts and sides that a text says, against the dose that stands above it.

A reader follows one number. So a text that stands beside a dose says the same as the dose, or leaves the number
out. A routine may ask for less than the record: what is printed there is compared with what the routine asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stretchbook.book.book import Book
from stretchbook.book.doses import dose_sentences, exactly, frequency_words
from stretchbook.model.dose import Dose, Range
from stretchbook.model.routine import Item, Routine
from stretchbook.model.stretch import Stretch
from stretchbook.model.text_use import FORMS, Role
from stretchbook.model.traverse import UsedText, used_texts
from stretchbook.problems import Problem
from stretchbook.text.amounts import Token, amounts
from stretchbook.text.markup import own_words
from stretchbook.text.mentions import Kind, Said, spoken
from stretchbook.text.source import Location, Source

_OFFER = re.compile(
    r"\b(?:if|when|instead|in place of|rather than|you may|you can|first days|at first|later|another day"
    r"|for a \w+ (?:day|evening|morning))\b",
    re.IGNORECASE,
)
"""What makes a sentence an offer of another way, for some people or some days."""

_TWO_SIDES = re.compile(
    r"\b(?:change|switch|swap) sides\b"
    r"|\b(?:repeat|do|the same)\b(?:(?!\b(?:repeat|do|the same|other (?:side|arm|leg|shoulder))\b)[^.!?;:])*+"
    r"\bother (?:side|arm|leg|shoulder)\b"
    r"|\bthen (?:do )?the other (?:side|arm|leg|shoulder)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"\bboth sides (?:at once|together|at the same time)\b", re.IGNORECASE)
_TURNED = re.compile(
    r"\b(?:other|each|both|either|per) (?:side|sides|arm|arms|hand|hands|leg|legs|shoulder|way|direction)\b"
    r"|\b(?:change|switch|swap)(?: your)? (?:sides|arms|hands|legs)\b|\bturn (?:over|round)\b"
    r"|\b(?:then|now|do|the same|repeat)\b[^.]{0,40}\b(?:left|right)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TextKind:
    """One kind of place for texts: how a message names its dose, and what to do there.

    Where texts `may_offer`, a sentence may speak of another way of doing it, and of times that belong to nothing.
    """

    asks: str
    fix: str
    may_offer: bool


INSTRUCTION = TextKind(
    "the dose says", "Say what the dose says, or leave the number out: the dose stands beside it.", may_offer=False
)
REMARK = replace(INSTRUCTION, may_offer=True)
_TEXT_KINDS: Mapping[Role, TextKind] = {
    "instruction": INSTRUCTION,
    **dict.fromkeys(("tip", "feeling", "warning", "remark"), REMARK),
}
_SHOWN = TextKind(
    "the routine asks",
    "Leave the number out, since the dose stands beside it; or let the routine ask for it.",
    may_offer=False,
)
_NOTE = TextKind("this item asks", "Change the note, or what the item asks.", may_offer=True)


def text_dose_problems(book: Book) -> Iterator[Problem]:
    """Yield what texts say otherwise than the dose: a stretch's own, or the one that a routine gives it."""
    sources = {read.id: read.spot.source for read in book.of("stretches")}
    for read in book.of("stretches"):
        yield from stretch_dose_problems(read.record, read.spot.source)
    for read in book.of("routines"):
        yield from routine_dose_problems(read.id, read.record, read.spot.source, book.library.stretches, sources)


def stretch_dose_problems(stretch: Stretch, source: Source) -> Iterator[Problem]:
    """Yield where a record's texts say another time, count or side than its dose."""
    for used in used_texts(stretch):
        if kind := _TEXT_KINDS.get(used.use.role):
            yield from _problems(used.text, stretch.dose, source, used.loc, kind)
    yield from _form_problems(stretch, source)
    yield from _side_problems(stretch, source)


def routine_dose_problems(
    name: str,
    routine: Routine,
    source: Source,
    stretches: Mapping[str, Stretch],
    sources: Mapping[str, Source],
) -> Iterator[Problem]:
    """Yield where a note, or a record's text that the routine shows, says another number than the routine asks.

    What contradicts the record's own dose already is not told again.
    """
    shown_by = replace(_SHOWN, asks=f"`{name}`, which shows it, asks")
    for number, item in enumerate(routine.items):
        stretch = stretches.get(item.stretch)
        if stretch is None or not _is_possible(item, stretch.dose):
            continue
        dose = exactly(stretch.dose, item)
        if item.note:
            yield from _problems(item.note, dose, source, ("items", number, "note"), _NOTE)
        for said in _above(item.first or "", dose):
            message = f"says “{said.text}”, which is more than this item asks: “{_meant(said.kind, dose)}”"
            yield source.problem(("items", number, "first"), message, "On the first days ask for less, or the same.")
        yield from _shown_problems(stretch, dose, sources[item.stretch], shown_by)


def _shown_problems(stretch: Stretch, dose: Dose, source: Source, shown_by: TextKind) -> Iterator[Problem]:
    """Yield the texts of a record that agree with its own dose and not with the one that stands above them."""
    for used in _shown(stretch):
        if kind := _TEXT_KINDS.get(used.use.role):
            where = replace(shown_by, may_offer=kind.may_offer)
            if not any(contradictions(used.text, stretch.dose, where)):
                yield from _problems(used.text, dose, source, used.loc, where)
        elif used.use.role in FORMS:
            bare = own_words(used.text)
            for quoted in {*_misquoted(bare, dose)} - {*_misquoted(bare, stretch.dose)}:
                asked = " ".join(dose_sentences(dose).values())
                yield source.problem(used.loc, f"says “{quoted}”, but {shown_by.asks} “{asked}”", shown_by.fix)


def _is_possible(item: Item, dose: Dose) -> bool:
    """Return whether the record has each number that the item changes; where not, that is a problem of its own."""
    fields = ("hold", "move", "repeats", "sets", "duration")
    return all(getattr(item, field) is None or getattr(dose, field) is not None for field in fields)


def _problems(text: str, dose: Dose, source: Source, loc: Location, where: TextKind) -> Iterator[Problem]:
    for said in contradictions(text, dose, where):
        yield source.problem(loc, f"says “{said.text}”, but {where.asks} “{_meant(said.kind, dose)}”", where.fix)


def contradictions(text: str, dose: Dose, where: TextKind) -> Iterator[Said]:
    """Yield what a text with markup says about a dose that is not what this dose says."""
    bare = own_words(text)
    for tokens, said in spoken(bare):
        if _is_sum(said, dose) or (where.may_offer and _is_offer(tokens, bare)):
            continue
        for one in said:
            is_loose = where.may_offer and one.kind == "some-time" and one.bound != "exactly"
            if not is_loose and not _agrees(one, dose):
                yield one


def _above(text: str, dose: Dose) -> Iterator[Said]:
    """Yield what a text asks for more of than the dose does."""
    for _, said in spoken(own_words(text)):
        for one in said:
            spans = _spans(one, dose)
            if spans and one.high > max(span.high for span in spans):
                yield one


def _is_offer(tokens: Sequence[Token], text: str) -> bool:
    return bool(tokens) and bool(_OFFER.search(text, tokens[0].start, tokens[-1].end))


# Whether it agrees.


def _agrees(said: Said, dose: Dose) -> bool:
    spans = _spans(said, dose)
    if spans is None:
        return True
    if said.kind == "some-time" and dose.move and said.low == said.high and dose.move % said.low == 0:
        return True
    return any(_fits(said, span) for span in spans)


def _fits(said: Said, span: Range) -> bool:
    if said.bound == "most":
        return said.high == span.high
    if said.bound == "least":
        return said.low == span.low
    if said.bound == "enough":
        return span.low <= said.low <= said.high <= span.high
    return (said.low, said.high) == span


def _spans(said: Said, dose: Dose) -> list[Range] | None:
    """Return the numbers of the dose of which it has to be one; None where the dose says nothing about it."""
    times = [span for span in (dose.hold, dose.duration) if span]
    if said.kind in ("hold", "going"):
        return times
    if said.kind == "some-time":
        return [*times, Range(dose.rest, dose.rest)]
    if said.kind == "rest":
        return [Range(dose.rest, dose.rest)] if dose.sets.high > 1 else None
    if said.kind == "breaths":
        return [dose.repeats] if dose.counted_as == "breaths" and dose.repeats else []
    if said.kind == "sets":
        return [dose.sets]
    if said.kind == "levels":
        return [dose.repeats] if dose.counted_as == "levels" and dose.repeats else None
    if said.kind in ("day", "week"):
        return [dose.frequency.times] if dose.frequency and dose.frequency.per == said.kind else None
    return _counts(said, dose)


def _counts(said: Said, dose: Dose) -> list[Range]:
    if said.kind == "rounds" and dose.sets.high > 1:
        return [dose.sets]
    repeats = dose.repeats
    if repeats is None:
        return []
    both = Range(repeats.low * 2, repeats.high * 2)
    return [repeats, both] if said.is_total and dose.sides == "each" else [repeats]


def _is_sum(said: Sequence[Said], dose: Dose) -> bool:
    """Return whether the times of a sentence add up to the duration: "one minute backwards, then one forwards"."""
    times = [one for one in said if one.kind in ("some-time", "going")]
    return bool(
        dose.duration
        and len(times) == len(said) > 1
        and (sum(one.low for one in times), sum(one.high for one in times)) == dose.duration
    )


def _meant(kind: Kind, dose: Dose) -> str:
    sentences_ = dose_sentences(dose)
    about = {"times": "count", "rounds": "sets", "sets": "sets", "rest": "sets", "levels": "count"}.get(kind, "time")
    if kind in ("day", "week") and dose.frequency:
        return frequency_words(dose) or ""
    if kind == "rounds" and dose.sets.high == 1:
        about = "count"
    if kind == "sets" and "sets" not in sentences_:
        return "1 round."
    return sentences_.get(about) or sentences_["time"]


# Which texts are looked at.


def _shown(stretch: Stretch) -> Iterator[UsedText]:
    """Yield the texts that a routine shows beside its own dose, on its page or its sheet.

    Of easier and harder forms it shows the first.
    """
    for used in used_texts(stretch):
        is_further_form = used.use.role in FORMS and used.loc[-1] != 0
        if used.use.shown == "sheet" and not is_further_form:
            yield used


# Easier and harder forms.

_IN_PLACE_OF = re.compile(r"\b(?:in place of|instead of|rather than) (?:the )?$", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:leave out|without|no|half|only|small|smaller|less|instead|rest|resting|form|lie)\b", re.IGNORECASE
)
_MORE = re.compile(
    r"\b(?:more|longer|further|farther|higher|deeper|lower|slower|weight|band|dumbbell|bottle|without|one)\b",
    re.IGNORECASE,
)


def _form_problems(stretch: Stretch, source: Source) -> Iterator[Problem]:
    """Yield easier forms that only ask for more, harder ones that only ask for less, and doses that are misquoted."""
    for used in used_texts(stretch):
        role = used.use.role
        if role not in FORMS:
            continue
        bare = own_words(used.text)
        for quoted in _misquoted(bare, stretch.dose):
            message = f"says “{quoted}”, but the dose says “{' '.join(dose_sentences(stretch.dose).values())}”"
            yield source.problem(used.loc, message, "Name what the dose says, or leave the number out.")
        said = [one for _, found in spoken(bare) for one in found]
        trades = (_LESS if role == "easier" else _MORE).search(bare)
        if not trades and (odd := _wrong_way(said, stretch.dose, role)):
            aim = "more" if role == "easier" else "less"
            meant = _meant(odd.kind, stretch.dose)
            message = f"asks for {aim} than the dose: “{odd.text}”, where the dose says “{meant}”"
            yield source.problem(used.loc, message, f"Ask for {'less' if role == 'easier' else 'more'}, or move it.")


def _misquoted(bare: str, dose: Dose) -> Iterator[str]:
    """Yield each amount that a text sets against something else, and that is not in the dose: "in place of 30"."""
    spans = [span for span in (dose.hold, dose.duration, dose.repeats, dose.sets) if span]
    for tokens, _ in spoken(bare):
        for amount in amounts([token.said for token in tokens]):
            start = tokens[amount.first].start
            is_quoted = bool(_IN_PLACE_OF.search(bare[:start]))
            if is_quoted and not any(span.low <= amount.low and amount.high <= span.high for span in spans):
                yield bare[start : tokens[amount.last - 1].end]


def _wrong_way(said: list[Said], dose: Dose, role: Role) -> Said | None:
    """Return the first amount on the wrong side of the dose, where none is on the right one."""
    above, below = [], []
    for one in said:
        spans = _spans(one, dose)
        if spans and one.kind not in ("day", "week"):
            above += [one] if one.high > max(span.high for span in spans) else []
            below += [one] if one.low < min(span.low for span in spans) else []
    message, right = (above, below) if role == "easier" else (below, above)
    return message[0] if message and not right else None


# Sides.


def _side_problems(stretch: Stretch, source: Source) -> Iterator[Problem]:
    """Yield texts that change sides where the dose has none to change, and steps that forget the other side."""
    sides = stretch.dose.sides
    for used in used_texts(stretch):
        if used.use.role != "instruction":
            continue
        found = (_AT_ONCE if sides == "each" else _TWO_SIDES).search(own_words(used.text))
        if found:
            message = f"says “{' '.join(found[0].split())}”, but `dose.sides` is `{sides}`."
            yield source.problem(used.loc, message, "Change `dose.sides`, or this text.")
    # A routine shows what to do and no more.
    if sides == "each" and not _TURNED.search(" ".join(map(own_words, stretch.actions))):
        message = "never come to the other side, but `dose.sides` is `each`."
        yield source.problem(("steps",), message, "Say where to change sides, or change `dose.sides`.")
