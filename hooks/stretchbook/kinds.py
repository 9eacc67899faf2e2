"""What a library is made of: one row for each kind of record, which says all that the program has to know of it.

A new kind is a row here, a model in `model/`, and for pages of its own a template in `overrides/records/`. Reading,
addresses, pages, search, open data, macros and messages follow from the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from stretchbook.model.base import Model
from stretchbook.model.claim import VERDICTS, Claim
from stretchbook.model.intent import Intent
from stretchbook.model.muscle import Muscle, MuscleGroup
from stretchbook.model.pose_limit import PoseLimit
from stretchbook.model.pose_sample import SampleGroup
from stretchbook.model.review import Reviewer
from stretchbook.model.routine import Routine
from stretchbook.model.safety import (
    Caution,
    Condition,
    DoseLimit,
    FirstQuestion,
    Response,
    SafetyRule,
    StopSign,
    Tripwire,
    WarningSign,
)
from stretchbook.model.stretch import Stretch
from stretchbook.model.style import HollowWords, Promise, Spelling
from stretchbook.model.vocabulary import Demand, Position, Region, Setting, Word
from stretchbook.text.quantities import first_sentence

REFERENCES = "references"
"""The references are no kind: they are what reference managers export, and have ids of their own."""

REFERENCES_FILE = "references.json"
REFERENCES_PAGE = "references/"
CLAIMS_PAGE = "learn/what-the-evidence-says/"
GLOSSARY_PAGE = "learn/glossary/"


@dataclass(frozen=True)
class OwnPages:
    """Each record has a page of its own, at `<folder>/<id>/`, which a template of that name renders.

    `variable` is what the template calls the record, and `macro` what shows it on any page. At `<folder>/` stands the
    list of all: a hand-written page, or one that the build makes.
    """

    folder: str
    template: str
    variable: str
    macro: str


@dataclass(frozen=True)
class Anchors:
    """All records stand on one page, at its address, each at an anchor that is its id."""

    page: str


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `id` is its name in code, in files and in the fields that name its records; `noun` is what messages call one.
    """

    id: str
    noun: str
    model: type[Model]
    folder: str | None = None
    """The folder of its files, below the folder of the records, one record a file; None where one file lists all."""

    is_optional: bool = False
    """Whether a library may do without its file."""

    place: OwnPages | Anchors | None = None
    """Where readers find its records; then ids are unique among all kinds that have a place, and texts link to them."""

    label: str = ""
    """What readers call one, in search and in the A to Z; with none it is in neither."""

    is_by_letter: bool = True
    """Whether people look for a record under the first letter of its name."""

    said: Callable[[Any], str] = attrgetter("plain")
    """From a record to one line about it, in the inline markup: for search, and for what describes its page."""

    described: Callable[[Any], str] | None = None
    """From a record to what describes its page, where that is not what is `said`."""

    data: str = ""
    """The file of the open data in which it stands, without its ending; with none it is not published as data."""

    named_as: str = ""
    """The kind in whose place it may be named."""

    is_choice: bool = False
    """Whether the JSON Schema lists its ids. Stretches are left out: a new record must touch no other file."""

    @property
    def file(self) -> str:
        """What messages call its files: `muscles.yml`, `routines/`."""
        return f"{self.id}.yml" if self.folder is None else f"{self.id}/"

    @property
    def plural(self) -> str:
        """The heading above a list of its records: "Muscle groups"."""
        return self.id.replace("-", " ").capitalize()

    @property
    def description(self) -> Callable[[Any], str]:
        """From a record to what describes its page."""
        return self.described or self.said


def _verdict(claim: Claim) -> str:
    return f"{VERDICTS[claim.verdict].label}. {first_sentence(claim.answer)}"


KINDS: tuple[Kind, ...] = (
    Kind("stretches", "stretch", Stretch, folder="", label="Stretch", said=attrgetter("summary"), data="stretches",
         place=OwnPages("stretches", "stretch.html", "stretch", "stretch")),
    Kind("routines", "routine", Routine, folder="routines", label="Routine", said=attrgetter("summary"),
         data="routines", place=OwnPages("routines", "routine.html", "routine", "routine")),
    Kind("muscles", "muscle", Muscle, label="Muscle", data="muscles", is_choice=True,
         place=OwnPages("muscles", "muscle.html", "muscle", "muscle")),
    Kind("muscle-groups", "muscle group", MuscleGroup, label="Muscle", data="muscles", named_as="muscles",
         place=OwnPages("muscles", "muscle-group.html", "group", "muscle")),
    Kind("conditions", "condition", Condition, label="Condition", described=attrgetter("why"), data="conditions",
         is_choice=True, place=OwnPages("conditions", "condition.html", "condition", "condition")),
    Kind("claims", "claim", Claim, is_optional=True, label="Claim", is_by_letter=False, said=_verdict, data="claims",
         place=Anchors(CLAIMS_PAGE)),
    Kind("terms", "term", Word, is_optional=True, label="Word", data="terms", place=Anchors(GLOSSARY_PAGE)),
    Kind("topics", "topic", Word, is_optional=True),
    Kind("areas", "area", Word, is_choice=True),
    Kind("families", "family", Word, is_optional=True, is_choice=True),
    Kind("demands", "demand", Demand, is_choice=True),
    Kind("equipment", "equipment", Word, is_choice=True),
    Kind("movements", "movement", Word, is_choice=True),
    Kind("positions", "position", Position, is_choice=True),
    Kind("regions", "region", Region, is_choice=True),
    Kind("settings", "setting", Setting, is_choice=True),
    Kind("stop-signs", "stop sign", StopSign, data="stop-signs", is_choice=True),
    Kind("responses", "response", Response),
    Kind("cautions", "caution", Caution, data="cautions", is_choice=True),
    Kind("safety-rules", "safety rule", SafetyRule),
    Kind("tripwires", "tripwire", Tripwire),
    Kind("dose-limits", "dose limit", DoseLimit),
    Kind("pose-limits", "pose limit", PoseLimit, is_optional=True),
    Kind("warning-signs", "warning sign", WarningSign),
    Kind("first-questions", "first question", FirstQuestion, is_optional=True, data="first-questions"),
    Kind("intents", "intent", Intent, is_optional=True),
    Kind("pose-samples", "group of samples", SampleGroup, is_optional=True),
    Kind("promises", "promise", Promise),
    Kind("spellings", "spelling", Spelling),
    Kind("hollow-words", "group of hollow words", HollowWords),
    Kind("reviewers", "reviewer", Reviewer, is_optional=True),
)  # fmt: skip
"""Every kind of record, in the order in which readers meet them."""

KIND: Mapping[str, Kind] = {kind.id: kind for kind in KINDS}
"""The kinds by id."""

WITH_PLACE = tuple(kind for kind in KINDS if kind.place)
"""The kinds that readers can be led to."""

WITH_PAGES: tuple[tuple[Kind, OwnPages], ...] = tuple(
    (kind, kind.place) for kind in KINDS if isinstance(kind.place, OwnPages)
)
"""The kinds whose records have pages of their own, with what is said of those pages."""


def noun_of(name: str) -> str:
    """Return what messages call one record of a kind, or one reference."""
    return "reference" if name == REFERENCES else KIND[name].noun


def file_of(name: str) -> str:
    """Return what messages call the files of a kind, or of the references."""
    return REFERENCES_FILE if name == REFERENCES else KIND[name].file
