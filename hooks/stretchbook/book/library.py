"""The records of a library, ready to be asked what belongs to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from stretchbook.bodymap.atlas import Atlas
from stretchbook.book.answers import Answer, answers, is_stricter, said_first
from stretchbook.book.article import Article
from stretchbook.book.safety_gate import Gate
from stretchbook.kinds import KIND, KINDS, WITH_PLACE
from stretchbook.model.claim import Claim
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.model.pose_sample import SampleGroup
from stretchbook.model.reference import Reference
from stretchbook.model.review import Reviewer
from stretchbook.model.routine import Routine
from stretchbook.model.safety import Caution, Condition, Response, StopSign
from stretchbook.model.stretch import AnswerWord, Stretch
from stretchbook.model.vocabulary import Word

_NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, eq=False)
class Library:
    """The records and pages that could be read; once all checks have passed, all that is published.

    `records` holds, for each kind, its records by id, in the order of file names or of the file; a kind of which there
    are none may be missing.
    """

    records: Mapping[str, Mapping[str, Any]]
    references: Mapping[str, Reference] = field(default_factory=dict)
    folder: str = "stretches"
    """The folder of the records, as messages name it."""

    articles: tuple[Article, ...] = ()
    """The hand-written pages."""

    atlas: Atlas = field(default_factory=Atlas)
    """The plates of the body map, and where muscles lie in pictures."""

    _named: dict[str, Mapping[str, Any]] = field(default_factory=dict, init=False, repr=False)

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return the records of a kind by id."""
        return self.records.get(kind, _NONE)

    def words(self, kind: str) -> Mapping[str, Word]:
        """Return the records of a kind that are plain words, by id."""
        return self.of(kind)

    def named_as(self, kind: str) -> Mapping[str, Any]:
        """Return what may be named where a record of a kind is wanted: those of the kinds that stand for it too."""
        if kind not in self._named:
            kinds = (each.id for each in KINDS if kind in (each.id, each.named_as))
            self._named[kind] = {name: record for each in kinds for name, record in self.of(each).items()}
        return self._named[kind]

    def file_of(self, kind: str, name: str) -> str:
        """Return the file in which a record stands, as messages name it."""
        row = KIND[kind]
        if row.folder is None:
            return f"{self.folder}/{row.file}"
        return "/".join(part for part in (self.folder, row.folder, f"{name}.yml") if part)

    @cached_property
    def stretches(self) -> Mapping[str, Stretch]:
        """The stretches by id."""
        return self.of("stretches")

    @cached_property
    def routines(self) -> Mapping[str, Routine]:
        """The routines by id."""
        return self.of("routines")

    @cached_property
    def muscles(self) -> Mapping[str, Muscle]:
        """The muscles by id."""
        return self.of("muscles")

    @cached_property
    def groups(self) -> Mapping[str, MuscleGroup]:
        """The muscle groups by id."""
        return self.of("muscle-groups")

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """The conditions by id."""
        return self.of("conditions")

    @cached_property
    def stop_signs(self) -> Mapping[str, StopSign]:
        """The stop signs by id."""
        return self.of("stop-signs")

    @cached_property
    def cautions(self) -> Mapping[str, Caution]:
        """The cautions by id."""
        return self.of("cautions")

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims by id."""
        return self.of("claims")

    @cached_property
    def reviewers(self) -> Mapping[str, Reviewer]:
        """Who has reviewed anything, by id."""
        return self.of("reviewers")

    @cached_property
    def sample_groups(self) -> Mapping[str, SampleGroup]:
        """What the help pages show of figures, by id."""
        return self.of("pose-samples")

    @property
    def shows_samples(self) -> bool:
        """Whether a page shows samples of figures: without one, nobody waits for them to be drawn."""
        return any("pose_samples(" in article.text for article in self.articles)

    @cached_property
    def responses(self) -> Mapping[str, Response]:
        """What to do after a stop sign, most pressing first."""
        return dict(sorted(self.of("responses").items(), key=lambda item: item[1].order))

    @cached_property
    def gate(self) -> Gate:
        """The safety gate."""
        rules = tuple(self.of("safety-rules").values())
        tripwires = tuple(self.of("tripwires").values())
        return Gate(rules, self.cautions, tripwires, self.conditions)

    @cached_property
    def cautions_of(self) -> Mapping[str, tuple[Caution, ...]]:
        """The cautions of each stretch."""
        return {name: tuple(self.gate.cautions_for(stretch)) for name, stretch in self.stretches.items()}

    @cached_property
    def answers_of(self) -> Mapping[str, Mapping[str, Answer]]:
        """What readers do about each stretch, by its id and the condition's; what is missing is fine."""
        return {
            name: dict(answers(stretch, self.cautions_of[name], self.gate.closeness_for(stretch), self.conditions))
            for name, stretch in self.stretches.items()
        }

    def answer(self, stretch: str, condition: str) -> AnswerWord:
        """Return what readers with a condition do about a stretch."""
        found = self.answers_of[stretch].get(condition)
        return found.word if found else "fine"

    def brief_name(self, condition: str) -> str:
        """Return what a condition is called on a button: as its family, if it is alone in it; without an article."""
        record = self.conditions[condition]
        alike = [other for other in self.conditions.values() if other.family == record.family]
        family = self.words("families")[record.family] if record.family and len(alike) == 1 else None
        name = (family.name if family else record.short_name).removeprefix("a ").removeprefix("A ").removeprefix("An ")
        return name[:1].upper() + name[1:]

    def said_first(self, stretch: str) -> tuple[str, ...]:
        """Return those of them that readers are told before the steps, the worst and most direct ones first."""
        return tuple(each.condition for each in said_first(self.answers_of[stretch].values()))

    def checks_first(self, stretch: str) -> tuple[str, ...]:
        """Return the conditions with which readers ask first about this very stretch, or leave it out."""
        return self._asked_first[stretch]

    @cached_property
    def _asked_first(self) -> Mapping[str, tuple[str, ...]]:
        return {
            name: tuple(each.condition for each in found.values() if is_stricter(each.of_stretch, "adapt"))
            for name, found in self.answers_of.items()
        }

    @cached_property
    def stop_sign_counts(self) -> Mapping[str, int]:
        """How many stretches have each stop sign of their own, by its id."""
        return Counter(name for stretch in self.stretches.values() for name in self.gate.stop_signs_for(stretch))

    @cached_property
    def universal_stop_signs(self) -> tuple[str, ...]:
        """The ids of the stop signs that every page shows."""
        return tuple(name for name, sign in self.stop_signs.items() if sign.universal)

    def stop_signs_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of all stop signs that hold for the named stretches: their own, then the universal ones."""
        own = [sign for name in names for sign in self.gate.stop_signs_for(self.stretches[name])]
        return tuple(dict.fromkeys((*own, *self.universal_stop_signs)))

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The muscles of each group."""
        return {
            group: tuple(name for name, muscle in self.muscles.items() if group in muscle.groups)
            for group in self.groups
        }

    def reached_by(self, word: str) -> tuple[str, ...]:
        """Return every id that a stretch reaches by naming this one.

        A group stands for its members, and they for it.
        """
        return (word, *(self.members[word] if word in self.groups else self.muscles[word].groups))

    @cached_property
    def titles(self) -> dict[str, str]:
        """The name of everything that readers can be led to, by id."""
        return {name: record.name for kind in WITH_PLACE for name, record in self.of(kind.id).items()}
