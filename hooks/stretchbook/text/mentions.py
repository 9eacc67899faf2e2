"""What running text says about a dose: "hold for 20 seconds", "do it twice on each side", "up to 3 rounds"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from stretchbook.text.amounts import Amount, Token, amounts, sentences

Kind = Literal["hold", "going", "some-time", "rest", "breaths", "times", "rounds", "sets", "levels", "day", "week"]
Bound = Literal["exactly", "most", "least", "enough"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VERBS: Mapping[str, Kind | None] = {
    **dict.fromkeys(
        _words(
            "hold holds holding held stay stays staying remain remaining keep keeping pause pausing linger lingering"
            " sustain maintain freeze stretch squeeze press tighten tense clench"
        ),
        "hold",
    ),
    **dict.fromkeys(
        _words("go going continue carry roll rolling circle circling move moving do repeat swing"), "going"
    ),
    **dict.fromkeys(_words("rest resting recover relax"), "rest"),
    **dict.fromkeys(_words("wait waiting sit sitting stand standing lie lying walk walking march warm add")),
}
"""What a time belongs to that follows one of these verbs; None where it belongs to nothing that a dose counts."""

_HERE = frozenset({"here", "there", "like"})
_POSTURES = frozenset({"seated", "sitting", "standing", "lying", "kneeling"})
_DOING = frozenset({"aim", "complete", "do", "doing", "perform", "repeat", "repeats"})
_FOR_ONCE = _DOING | _words("hold stay stretch turn tilt lean lift rotate circle go only just")
_NOT_REPEATS = _words(
    "fold folded folding breathe breath breaths breathing wind wrap shake look blink swallow tap sip check"
)
_REPEATS = _words(
    "turn turns tilt tilts hold holds lean leans roll rolls circle circles raise raises lift lifts nod nods reach"
    " reaches rotation rotations slide slides swing swings press presses pull pulls squeeze squeezes bend bends push"
    " pushes stretches tuck tucks twist twists"
)
_SMALL = _words("a about another around as at for it its least long many most of only so these them the this to up")
_NOT_COUNTED = _words(
    "arm arms hand hands leg legs side sides shoulder shoulders thing things move moves movement movements exercise"
    " exercises part parts half halves at step steps letter letters day days week weeks hour hours more"
)
_AFTER_ONCE = _words("you the it your that this they these there all both again more")
_COMPARED = _words("as the more longer further farther bigger harder heavier wider slower")
_PERIODS = {("a", "day"): "day", ("per", "day"): "day", ("each", "day"): "day", ("every", "day"): "day",
            ("daily",): "day", ("a", "week"): "week", ("per", "week"): "week", ("each", "week"): "week",
            ("weekly",): "week"}  # fmt: skip
_BREAKS = frozenset({",", ";", ":", "and", "then"})
_PACES = (("each", "way"), ("for", "each", "letter"), ("a", "letter"))
_MOST_BEFORE = (("up", "to"), ("at", "most"), ("no", "more", "than"), ("not", "more", "than"), ("as", "many", "as"))
_MOST_AFTER = (("at", "most"), ("at", "the", "most"), ("or", "fewer"), ("or", "less"), ("is", "the", "most"),
               ("are", "the", "most"), ("is", "plenty"), ("are", "plenty"))  # fmt: skip
_LEAST_BEFORE = (("at", "least"), ("begin", "with"), ("start", "with"), ("no", "fewer", "than"), ("no", "less", "than"))
_LEAST_AFTER = (("or", "more"), ("at", "least"))
_ENOUGH_AFTER = (("is", "enough"), ("are", "enough"), ("will", "do"), ("to", "begin", "with"), ("at", "first"))
_SIDE = re.compile(
    r"(?:(?:on|to|for|with|in|by) )?(?:(?:each|one|either|every|per|both|a|the (?:left|right|other)) )"
    r"(?:side|sides|arm|leg|hand|shoulder|direction|way)\b"
)


@dataclass(frozen=True)
class Said:
    """What a text says about a dose: `text` as it stands there."""

    kind: Kind
    low: float
    high: float
    bound: Bound
    text: str
    is_total: bool = False


@lru_cache(maxsize=2**13)
def spoken(text: str) -> tuple[tuple[tuple[Token, ...], tuple[Said, ...]], ...]:
    """Return the tokens of each sentence of a text without markup that has a number, with what it says about a dose.

    A record's texts are read again and again: beside its own dose, and beside that of every routine.
    """
    return tuple((tuple(tokens), tuple(mentions(tokens, text))) for tokens in sentences(text))


def mentions(tokens: list[Token], text: str) -> Iterator[Said]:
    """Yield the times and counts of a sentence that can only be meant for the dose; `text` is where it stands."""
    words = [token.said for token in tokens]
    found = amounts(words)
    for amount in found:
        kind = _kind(words, amount)
        if kind:
            first = amount.first - 2 if _is_count_to(words, amount) else _verb_before(words, amount)
            quote = " ".join(text[tokens[first].start : tokens[amount.last - 1].end].split())
            after = words[amount.last :]
            is_total = after[:2] in (["in", "all"], ["in", "total"]) or after[:1] == ["altogether"]
            yield Said(kind, amount.low, amount.high, _bound(words, amount), quote, is_total)


def _verb_before(words: list[str], amount: Amount) -> int:
    """Return where the verb of an amount stands, if it is near enough to be quoted with it; else the amount's start."""
    near = range(max(amount.first - 4, 0), amount.first)
    return next((at for at in near if words[at] in _DOING or _VERBS.get(words[at])), amount.first)


def _kind(words: list[str], amount: Amount) -> Kind | None:
    """Return what a dose would call this amount; None where it is nothing that a dose counts."""
    after = words[amount.last :]
    for phrase, period in _PERIODS.items():
        if tuple(after[: len(phrase)]) == phrase:
            return period if amount.unit == "times" else None  # type: ignore[return-value]
    if words[: amount.first][-1:] in (["first"], ["last"], ["next"]):
        return None
    if amount.unit == "seconds":
        return _kind_of_time(words, amount)
    if amount.unit == "breaths":
        return _kind_of_breaths(words, amount)
    if amount.unit == "times":
        return _kind_of_times(words, amount)
    if amount.unit in ("rounds", "sets", "levels"):
        is_definition = amount.high == 1 and bool({"is", "was", "makes", "make", "as"} & {*words[: amount.first][-2:]})
        is_one_by_one = after[:3] == ["at", "a", "time"]
        return None if is_definition or is_one_by_one else amount.unit
    if _is_count_to(words, amount):
        return "hold" if any(_VERBS.get(word) == "hold" for word in words[: amount.first]) else None
    return "times" if _is_counted(words, amount) else None


def _is_count_to(words: list[str], amount: Amount) -> bool:
    return amount.unit is None and words[: amount.first][-2:] in (["count", "of"], ["count", "to"])


def _kind_of_time(words: list[str], amount: Amount) -> Kind | None:
    before, after = words[: amount.first], words[amount.last :]
    if before[-1:] in (["within"], ["every"], ["in"], ["than"]) or after[:1] in (["later"], ["ago"], ["apart"]):
        return None
    if tuple(after[:2]) == ("of", "rest"):
        return "rest"
    if any(tuple(after[: len(pace)]) == pace for pace in _PACES):
        return None
    verb = next((at for at in range(len(before) - 1, -1, -1) if before[at] in _VERBS), None)
    if verb is None:
        end = next((at for at, word in enumerate(after) if word in _BREAKS), len(after))
        later = next((_VERBS[word] for word in after[:end] if word in _VERBS), None)
        return later or "some-time"
    following = before[verb + 1 : verb + 2]
    if _VERBS[before[verb]] in (None, "rest") and _HERE & {*before[verb + 1 : verb + 3]}:
        return "hold"
    if following and following[0] in _POSTURES:
        return None
    if before[verb] in ("go", "going") and following and following[0] in ("down", "up", "back", "forward"):
        return "some-time"
    return _VERBS[before[verb]]


def _kind_of_breaths(words: list[str], amount: Amount) -> Kind | None:
    """Return `breaths` where somebody holds for more than one breath; a pause or the way out is not a hold."""
    before = words[: amount.first]
    between = [word for word in before[-6:] if word not in _SMALL and word not in _HERE]
    is_held = bool(between) and _VERBS.get(between[-1]) in ("hold", "going") and between[-1] != "keep"
    is_alone = before[-1:] in ([], [","], [";"], [":"]) and words[amount.last : amount.last + 1] == []
    return "breaths" if (is_held or is_alone) and amount.high > 1 else None


def _kind_of_times(words: list[str], amount: Amount) -> Kind | None:
    before, after = words[: amount.first], words[amount.last :]
    if after[:1] and after[0] in _COMPARED and not _SIDE.match(" ".join(after)):
        return None
    if words[amount.first] in ("once", "twice", "thrice") and not _is_counted_adverb(
        before, after, words[amount.first]
    ):
        return None
    verb = next((word for word in reversed(before) if word in _NOT_REPEATS or word in _DOING), None)
    return None if verb in _NOT_REPEATS else "times"


def _is_counted_adverb(before: list[str], after: list[str], word: str) -> bool:
    if _SIDE.match(" ".join(after)):
        return True
    if before[-1:] in (["at"], ["than"], ["more"]) or (word == "once" and after and after[0] in _AFTER_ONCE):
        return False
    if not before:
        return after[:1] in (["is"], ["will"], ["in"], ["only"]) or (not after)
    return bool(_FOR_ONCE & {*before[-3:]})


def _is_counted(words: list[str], amount: Amount) -> bool:
    """Return whether a bare number counts repeats: "do 8 to 12 of these", "three on each side"."""
    after = words[amount.last :]
    said = " ".join(after)
    if _SIDE.match(said) and not said.startswith(("a ", "with ", "in ", "by ")):
        return not any(word in words[: amount.first] for word in ("pillow", "pillows", "hand", "hands", "foot", "feet"))
    if after and after[0] in _REPEATS and _SIDE.match(" ".join(after[1:])):
        return True
    before = [word for word in words[: amount.first] if word not in _SMALL or word == "another"]
    if words[: amount.first][-2:] == ["up", "to"]:
        is_goal = bool({"build", "go", "work"} & {*words[: amount.first][-3:]})
        return (is_goal and not (after and after[0] in _NOT_COUNTED)) or bool(after and after[0] in _REPEATS)
    is_done = bool(before) and (before[-1] in _DOING or (before[-1] == "another" and bool(_DOING & {*before})))
    return is_done and amount.high > 1 and not (after and after[0] in _NOT_COUNTED - {"more"})


def _bound(words: list[str], amount: Amount) -> Bound:
    before = " ".join(words[max(amount.first - 3, 0) : amount.first])
    after = words[amount.last :]
    if side := _SIDE.match(" ".join(after)):
        after = after[len(side[0].split()) :]
    if any(before.endswith(" ".join(phrase)) for phrase in _MOST_BEFORE):
        return "most"
    if any(before.endswith(" ".join(phrase)) for phrase in _LEAST_BEFORE):
        return "least"
    for bound, phrases in (("most", _MOST_AFTER), ("least", _LEAST_AFTER), ("enough", _ENOUGH_AFTER)):
        if any(tuple(after[: len(phrase)]) == phrase for phrase in phrases):
            return bound  # type: ignore[return-value]
    return "exactly"
