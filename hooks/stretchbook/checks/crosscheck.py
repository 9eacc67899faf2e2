"""Checks between records: every id leads somewhere, nothing contradicts anything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel

from stretchbook.book.doses import routine_seconds
from stretchbook.book.safety_gate import Gate, Note, note_problems
from stretchbook.checks.poses import pose_problems
from stretchbook.checks.transitions import levels, second_descent
from stretchbook.model.base import Entry, Sourced
from stretchbook.model.dose import Dose, Range
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.model.pydantic_errors import unknown_id
from stretchbook.model.review import Review
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Caution
from stretchbook.model.stretch import Stretch
from stretchbook.model.traverse import named_ids, texts
from stretchbook.model.vocabulary import Position, Setting
from stretchbook.problems import Problem, suggestion
from stretchbook.text.ids import is_device
from stretchbook.text.letters import folded, mixed_word, piled_marks
from stretchbook.text.markup import Citation, Link, foreign_markup, parts
from stretchbook.text.quantities import marked, unsourced
from stretchbook.text.source import Source, Way

NOUNS = {
    "areas": "area", "cautions": "caution", "claims": "claim", "conditions": "condition", "demands": "demand",
    "equipment": "equipment",
    "movements": "movement", "muscle-groups": "muscle group", "muscles": "muscle", "positions": "position",
    "references": "reference", "regions": "region", "responses": "response", "routines": "routine",
    "settings": "setting", "stop-signs": "stop sign", "stretches": "stretch", "terms": "term", "topics": "topic",
}  # fmt: skip

_NamedId = tuple[str, Way, str]

INDEX = "index"
RESERVED = frozenset({INDEX, "routines", "schema"})
"""What no stretch may be called: the site has something else at these addresses."""

_WITH_FOLDERS = frozenset({"muscles", "muscle-groups", "conditions"})
"""The vocabularies of which each entry has a page, and therefore a folder of the site, by its id."""

_SLACK = 15
"""How many seconds a routine may be shorter or longer than it is meant to be."""


@dataclass(frozen=True)
class Words:
    """Every id that may be named, by vocabulary; `linkable` are those that have a page.

    A vocabulary that could not be read is None: that is one problem, not one for each of its words.
    """

    by_vocabulary: Mapping[str, Collection[str] | None]
    linkable: Collection[str] | None
    named: Mapping[str, Mapping[str, str]]
    """What was meant by a name where an id belongs, by vocabulary."""

    def problems(self, model: BaseModel, source: Source, way: Way = ()) -> Iterator[Problem]:
        """Give every id in the model that leads nowhere, every one said twice, and every fault of its markup."""
        ids = list(named_ids(model, way))
        yield from self._unknown(model, source, ids)
        yield from self._doubled(source, ids)
        for here, text in texts(model, way):
            yield from self._markup(text, source, here)
            yield from _letter_problems(text, source, here)

    def _unknown(self, model: BaseModel, source: Source, ids: Iterable[_NamedId]) -> Iterator[Problem]:
        for vocabulary, here, word in ids:
            known = self.by_vocabulary[vocabulary]
            if known is not None and isinstance(model, Sourced) and here[-1] == "source":
                known = {*known, "convention"}
            if known is not None and word not in known:
                file = {"stretches": "stretches/", "references": "references.json"}.get(vocabulary, f"{vocabulary}.yml")
                named = self.named.get(vocabulary, {})
                yield source.problem(here, *unknown_id(word, NOUNS[vocabulary], file, known, named))

    def _doubled(self, source: Source, ids: Iterable[_NamedId]) -> Iterator[Problem]:
        seen: set[tuple[Way, str]] = set()
        for _, here, word in ids:
            if isinstance(here[-1], int) and (here[:-1], word) in seen:
                yield source.problem(here, f"`{word}` is named twice.", "Keep one.")
            seen.add((here[:-1], word))

    def _markup(self, text: str, source: Source, way: Way) -> Iterator[Problem]:
        for part in parts(text):
            if isinstance(part, Link) and self.linkable is not None and part.id not in self.linkable:
                meant = suggestion(part.id, self.linkable)
                mend = (
                    f"Did you mean `{meant}`?"
                    if meant
                    else "Link to a stretch, routine, muscle, condition, claim or term by its id."
                )
                yield source.problem(way, f"`[[{part.id}]]` leads nowhere.", mend)
            known = self.by_vocabulary["references"]
            if isinstance(part, Citation) and known is not None and part.reference not in known:
                yield _unknown_reference(source, way, part.reference, known)
        if sign := foreign_markup(text):
            yield source.problem(way, f"has markup that we do not use (`{sign}`).",
                                 "Use *word*, [[id]], [[id|words]] or [@reference].")  # fmt: skip


def _letter_problems(text: str, source: Source, way: Way) -> Iterator[Problem]:
    """Give the letters that deceive: those that only look like others, and those that cover what is around them."""
    if mixed := mixed_word(text):
        word, letter = mixed
        wrong = f"mixes alphabets in `{word}` (`{letter}` is U+{ord(letter):04X})."
        yield source.problem(way, wrong, "Type the word again, in Latin letters only.")
    if piled_marks(text):
        yield source.problem(way, "piles up marks on one letter.", "Leave the letter and its own marks.")


def _unknown_reference(source: Source, way: Way, word: str, known: Collection[str]) -> Problem:
    return source.problem(way, *unknown_id(word, NOUNS["references"], "references.json", known, {}))


def stretch_problems(
    name: str, stretch: Stretch, source: Source, stretches: Mapping[str, Stretch], gate: Gate
) -> Iterator[Problem]:
    """Give what contradicts itself or another record in one stretch, and what the safety gate demands."""
    yield from _related_problems(name, stretch, source, stretches, gate)
    yield from pose_problems(stretch, source)
    yield from gate.problems(stretch, source)


def _related_problems(
    name: str, stretch: Stretch, source: Source, stretches: Mapping[str, Stretch], gate: Gate
) -> Iterator[Problem]:
    for field in ("easier", "harder", "like"):
        for number, other in enumerate(getattr(stretch.related, field)):
            if other == name:
                yield source.problem(("related", field, number), "is this very stretch.", "Name another one.")
    cautions = gate.cautions_for(stretch)
    concerned = {*stretch.safety.check_first, *(word for caution in cautions for word in caution.conditions)}
    for number, swap in enumerate(stretch.related.instead):
        way = ("related", "instead", number)
        if swap.condition in gate.known and swap.condition not in concerned:
            yield source.problem((*way, "condition"), f"`{swap.condition}` is in none of this stretch's cautions.",
                                 "Swap only where this stretch does not suit.")  # fmt: skip
        target = stretches.get(swap.stretch)
        if target and swap.condition in target.safety.check_first:
            wrong = f"`{swap.stretch}` asks readers with `{swap.condition}` to check first too."
            yield source.problem((*way, "stretch"), wrong, "Name a stretch that suits them.")


def routine_problems(
    routine: Routine,
    source: Source,
    stretches: Mapping[str, Stretch],
    positions: Mapping[str, Position],
    settings: Mapping[str, Setting],
) -> Iterator[Problem]:
    """Give what a routine asks for too much of: doses, time, or getting down to the floor.

    Its time and its order are looked at once all of its stretches can be read and its doses are right.
    """
    faults = list(_item_problems(routine, source, stretches))
    yield from faults
    if not faults and all(item.stretch in stretches for item in routine.items):
        yield from _time_problems(routine, source, stretches)
        ways = [levels(stretches[item.stretch], positions, settings) for item in routine.items]
        if number := second_descent(ways):
            wrong = f"`{routine.items[number].stretch}` goes down to the floor a second time."
            mend = "Put all that is done on the floor one after the other."
            yield source.problem(("items", number, "stretch"), wrong, mend)


def _time_problems(routine: Routine, source: Source, stretches: Mapping[str, Stretch]) -> Iterator[Problem]:
    seconds = routine_seconds(routine, stretches)
    if routine.takes is not None and abs(seconds - routine.takes) > _SLACK:
        wrong = f"is {routine.takes}, but doses and pauses come to {seconds} seconds."
        yield source.problem(("takes",), wrong, "Change the doses; or this number, and every text that tells the time.")


def _item_problems(routine: Routine, source: Source, stretches: Mapping[str, Stretch]) -> Iterator[Problem]:
    for number, item in enumerate(routine.items):
        stretch = stretches.get(item.stretch)
        if not stretch:
            continue
        for field in ("hold", "repeats", "sets", "duration"):
            asked = getattr(item, field)
            if asked is not None:
                yield from _dose_problems(source, ("items", number, field), asked, stretch.dose, item.stretch)


def _dose_problems(source: Source, way: Way, asked: int, dose: Dose, stretch: str) -> Iterator[Problem]:
    field = str(way[-1])
    allowed: Range | None = getattr(dose, field)
    if allowed is None:
        yield source.problem(way, f"`{stretch}` has no {field} in its own record.", "Leave it out.")
    elif asked > allowed.high:
        wrong = f"is more than `{stretch}` allows ({allowed.high})."
        yield source.problem(way, wrong, f"Write {allowed.high} or less.")


def number_problems(entry: Entry, source: Source, way: Way) -> Iterator[Problem]:
    """Give the numbers that an entry says as a fact, and for which it cites no source in the same sentence."""
    for here, text in texts(entry, way):
        if here[-1] in ("id", "name", "advice") or "also_called" in here:
            continue
        for quantity in unsourced(marked(text)):
            wrong = f"`{quantity.text}` is a number, and no source for it is cited."
            mend = "Cite a source in the same sentence, before its full stop."
            yield source.problem(here, wrong, mend)


def review_problems(review: Review, source: Source, today: date) -> Iterator[Problem]:
    """Give a review that is still to come."""
    # Where the reviewer lives it may be tomorrow already.
    if review.on and review.on > today + timedelta(days=1):
        yield source.problem(("review", "on"), "is in the future.", "Write the day on which the review was done.")


def reach_problems(entry: Muscle | MuscleGroup, source: Source, way: Way, *, is_reached: bool) -> Iterator[Problem]:
    """Give a muscle or group that readers find no stretch for and no reason why, or both."""
    here = (*way, "no_stretch")
    if is_reached and entry.no_stretch is not None:
        yield source.problem(here, f"stands there, but a stretch reaches `{entry.id}`.", "Remove it.")
    elif not is_reached and entry.no_stretch is None:
        wrong = f"is missing, and no stretch reaches `{entry.id}`."
        yield source.problem(here, wrong, "Say why none does, or name it in one that does.")


Spot = Callable[[str, str], tuple[Source, Way]]
"""Gives, for a kind and an id, where that id is given."""


def name_problems(
    linkable: Mapping[str, Mapping[str, str]],
    formerly: Mapping[str, Sequence[str]],
    also_known_as: Mapping[str, Sequence[str]],
    spot: Spot,
) -> Iterator[Problem]:
    """Give the ids and names that two records share.

    `linkable` holds, for each kind, names by id; `formerly` the old ids of each stretch and routine, and
    `also_known_as` the other names of each stretch.
    """
    owner: dict[str, str] = {}
    for kind, records in linkable.items():
        for word in records:
            if word == INDEX:
                source, way = spot(kind, word)
                yield source.problem(way, f"`{INDEX}` is the address of a list.", "Choose another id.")
            if kind in _WITH_FOLDERS and is_device(word):
                source, way = spot(kind, word)
                meant = f"{word}-{NOUNS[kind].replace(' ', '-')}"
                yield source.problem(way, f"`{word}` is a name that Windows keeps for a device.",
                                     f"Choose another id, such as `{meant}`.")  # fmt: skip
            if word in owner:
                source, way = spot(kind, word)
                yield source.problem(way, f"`{word}` is a {NOUNS[owner[word]]} already.", "Choose another id.")
            owner.setdefault(word, kind)
    yield from _former_ids(formerly, owner, spot)
    names = {(kind, word): name for kind in ("stretches", "routines") for word, name in linkable.get(kind, {}).items()}
    yield from _shared_names(names, spot)
    yield from _borrowed_names(names, also_known_as, spot)


def _former_ids(formerly: Mapping[str, Sequence[str]], owner: Mapping[str, str], spot: Spot) -> Iterator[Problem]:
    claims: dict[str, str] = {}
    for word, old_ids in formerly.items():
        source, _ = spot(owner[word], word)
        for number, old in enumerate(old_ids):
            way = ("formerly", number)
            if is_device(old):
                yield source.problem(way, f"`{old}` is a name that Windows keeps for a device.", "Remove it.")
            elif old in RESERVED:
                yield source.problem(way, f"`{old}` is the address of a page of this site.", "Remove it.")
            elif old in owner:
                yield source.problem(way, f"`{old}` is a {NOUNS[owner[old]]} now.", "Remove it.")
            elif claims.setdefault(old, word) != word:
                yield source.problem(way, f"`{old}` is a former id of `{claims[old]}` too.", "Keep it in one.")


_Named = tuple[str, str]
"""A kind and an id."""


def _shared_names(names: Mapping[_Named, str], spot: Spot) -> Iterator[Problem]:
    holders: defaultdict[str, list[_Named]] = defaultdict(list)
    for named, name in names.items():
        holders[folded(name)].append(named)
    for same in holders.values():
        first, *others = sorted(same, key=lambda named: named[1])
        for named in others:
            source, _ = spot(*named)
            yield source.problem(("name",), f"is the name of `{first[1]}` too.", "Choose another name.")


def _borrowed_names(
    names: Mapping[_Named, str], also_known_as: Mapping[str, Sequence[str]], spot: Spot
) -> Iterator[Problem]:
    """Give other names of a stretch by which another stretch or routine goes."""
    owner = {folded(name): word for (_, word), name in names.items()}
    for word, others in also_known_as.items():
        for number, other in enumerate(others):
            holder = owner.get(folded(other), word)
            if holder != word:
                source, _ = spot("stretches", word)
                yield source.problem(("also_known_as", number), f"is the name of `{holder}`.", "Remove it.")


def copied_notes(
    stretches: Mapping[str, Stretch], sources: Mapping[str, Source], cautions: Mapping[str, Caution]
) -> Iterator[Problem]:
    """Give the safety notes that stand in another record or among the cautions already."""
    shared = [Note(f"caution `{word}`", caution.text) for word, caution in cautions.items()]
    own = [
        Note(f"a note of `{word}`", text, sources[word], ("safety", "notes", number))
        for word, stretch in sorted(stretches.items())
        for number, text in enumerate(stretch.safety.notes)
    ]
    yield from note_problems([*shared, *own])
