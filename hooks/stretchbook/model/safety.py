"""The vocabularies of safety: conditions, stop signs, cautions, warning signs, first questions, and the rules."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from stretchbook.model.base import Entry, Model, Sourced, vocabulary
from stretchbook.model.stretch import ANSWERS, AnswerWord, Ids, Kind, Movements
from stretchbook.text.letters import Id, Name, Text
from stretchbook.text.phrases import check_stars

Action = Literal["leave-out", "ask-first", "adapt"]
Severity = Literal["discomfort", "harm", "grave"]
SEVERITIES: tuple[Severity, ...] = ("discomfort", "harm", "grave")
"""How bad it can be, mildest first."""

Closeness = Literal["near", "direct"]
CLOSENESSES: tuple[Closeness, ...] = ("near", "direct")
"""How directly a rule is about what a stretch does, loosest first."""


class Condition(Entry, Sourced):
    """Something that a reader may have, and that matters when stretching."""

    name: Name
    """What readers call it."""

    also_called: tuple[Name, ...] = ()
    """Other names that people search for."""

    area: Annotated[Id, Field(json_schema_extra=vocabulary("areas"))]
    """Id of the area under which it is listed."""

    family: Annotated[Id | None, Field(json_schema_extra=vocabulary("families"))] = None
    """Id of the family by which it is named before the steps, where few words have to do; without one, by its name."""

    plain: Text
    """What it is, in plain words."""

    why: Text
    """Why it matters when stretching."""

    do: Text
    """What to do about it, whatever the stretch."""

    ask_first: bool = False
    """Whether to ask a clinician before starting with any stretch at all."""

    often: bool = False
    """Whether home and the list in which readers choose name it first, since many who come here have it."""

    called_after: bool = False
    """Whether its name begins with that of a person or a place, and so with a capital letter inside a sentence too."""

    @property
    def short_name(self) -> str:
        """The name without what stands in brackets behind it, as on paper."""
        return self.name.split(" (", maxsplit=1)[0]

    @property
    def name_inside(self) -> str:
        """The short name as it stands inside a sentence."""
        name = self.short_name
        keeps_capital = self.called_after or name[1:2].isupper()
        return name if keeps_capital else name[:1].lower() + name[1:]


class Response(Entry, Sourced):
    """What to do after a stop sign."""

    name: Name
    """In a few words."""

    text: Text
    """What to do."""

    order: Annotated[int, Field(ge=1)]
    """1 is the most pressing."""

    line: Text | None = None
    """The most pressing one, with its signs, in one line of at most 18 words. It stands before the steps everywhere."""


class StopSign(Entry, Sourced):
    """Something felt while stretching that means: stop."""

    text: Text
    """What is felt, as it stands after "Stop if you feel or notice:"."""

    response: Annotated[Id, Field(json_schema_extra=vocabulary("responses"))]
    """Id of what to do then."""

    brief: Name | None = None
    """The same in at most three words, for the strip before the steps; without it, the text."""

    universal: bool = False
    """Whether every page shows it, named by the record or not."""


class Caution(Entry, Sourced):
    """Advice that goes with a kind of movement, position or thing."""

    name: Name
    """What it is about."""

    text: Text
    """What to do and what to leave."""

    conditions: Annotated[Ids, Field(json_schema_extra=vocabulary("conditions"))] = ()
    """Ids of the conditions it is for; with none it is for everyone."""

    action: Action
    """What those readers do: leave the stretch out, ask first, or do it in another way."""

    severity: Severity
    """How bad it can be for them.

    `grave`: it can cost a life, sight or the use of a limb, or break a bone of the spine. `harm`: it can injure, or
    undo an operation. `discomfort`: it can hurt, and settles.
    """

    until: Text | None = None
    """How long they do that, as it stands after "until": "your team has cleared you". Without it, for good."""

    then: AnswerWord = "fine"
    """What they do after that time: what is milder than `action`."""

    @model_validator(mode="after")
    def _grows_milder(self) -> Self:
        if self.until is None and "then" in self.model_fields_set:
            raise PydanticCustomError("then_without_until", "an answer after a time that is not given")
        if self.until is not None and ANSWERS.index(self.then) >= ANSWERS.index(self.action):
            raise PydanticCustomError("then_not_milder", "an answer after a time that is not milder")
        return self


class WarningSign(Entry, Sourced):
    """A sign that pain is not one for stretching."""

    urgency: Literal["emergency", "urgent", "routine"]
    """`emergency`: call now. `urgent`: be seen the same day or the next. `routine`: make an appointment."""

    text: Text
    """What is felt or seen."""

    possible: Text | None = None
    """What it may be."""


class FirstQuestion(Entry, Sourced):
    """A question to everybody, before any stretch at all."""

    question: Text
    """The question, in at most 14 everyday words, about one thing."""

    do: Text
    """What to do for whoever answers yes, in at most 40 words."""

    conditions: Annotated[Ids, Field(json_schema_extra=vocabulary("conditions"))] = ()
    """Ids of the conditions that it finds. Each asks before any stretch."""

    warning_signs: Annotated[Ids, Field(json_schema_extra=vocabulary("warning-signs"))] = ()
    """Ids of the warning signs that it finds. Each is an emergency or urgent."""


class When(Model):
    """Which records a rule is for: all named fields must fit, each by any one of its ids."""

    movements: Movements = Field(default_factory=dict)
    """Any of these movements, from this degree up."""

    positions: Annotated[Ids, Field(json_schema_extra=vocabulary("positions"))] = ()
    """Any of these positions."""

    settings: Annotated[Ids, Field(json_schema_extra=vocabulary("settings"))] = ()
    """Any of these settings."""

    equipment: Annotated[Ids, Field(json_schema_extra=vocabulary("equipment"))] = ()
    """Any of these things."""

    demands: Annotated[Ids, Field(json_schema_extra=vocabulary("demands"))] = ()
    """Any of these demands."""

    kinds: tuple[Kind, ...] = ()
    """Any of these kinds."""

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if not any(getattr(self, name) for name in type(self).model_fields):
            raise PydanticCustomError("when_empty", "a rule for nothing")
        return self


class SafetyRule(Entry, Sourced):
    """The stop signs and cautions of every record of one kind."""

    when: When
    """Which records it is for."""

    stop_if: Annotated[Ids, Field(json_schema_extra=vocabulary("stop-signs"))] = ()
    """Ids of the stop signs that such a record gets."""

    cautions: Annotated[Ids, Field(json_schema_extra=vocabulary("cautions"))] = ()
    """Ids of the cautions that such a record gets."""

    closeness: Closeness
    """How direct it is.

    `direct`: the movement itself is what the cautions are about. `near`: it may come to that, or is a safe margin.
    """

    because: Text
    """Why, for the contributor who meets the rule."""


Limited = Literal["hold", "repeats", "sets", "rest", "duration", "frequency", "total"]


class DoseLimit(Entry, Sourced):
    """The most that a dose may ask for, and that any text may offer beside it."""

    number: Limited
    """Which number of a dose. `frequency`: times a day. `total`: all the seconds on one side, at one go."""

    most: Annotated[int, Field(ge=1)]
    """The most of it: seconds, or a count."""

    when: When | None = None
    """Which records it is for; without it, all. Of two limits the lower one holds."""

    because: Text
    """Why, for the contributor who meets it."""


WirePhrase = Annotated[str, Field(min_length=3, max_length=60), AfterValidator(check_stars)]
WirePhrases = Annotated[tuple[WirePhrase, ...], Field(max_length=400)]


class Tripwire(Entry):
    """Words that only make sense in a record which declares something, or in none at all."""

    words: WirePhrases = ()
    """Whole words or phrases, in lower case. A `*` stands for any letters, so that `bounc*` is `bouncing` too."""

    like: Annotated[Id, Field(json_schema_extra=vocabulary("tripwires"))] | None = None
    """Id of an entry whose words and `unless` these are too."""

    near: WirePhrases = ()
    """Parts of the body, things or people: where given, the words count only close to one of these."""

    and_near: WirePhrases = ()
    """The same once more: where given, one of these has to be close by as well."""

    spared_by: WirePhrases = ()
    """Words that make it harmless anywhere in the same sentence: “stop”, where it is about pain."""

    unless: WirePhrases = ()
    """Longer phrases in which the words count for nothing."""

    about: Literal["doing", "feeling", "all", "everywhere"] = "doing"
    """Which texts are read: those that say what to do, the one that says where the stretch is felt, or both and the
    safety notes. What names mistakes, and where it should not be felt, is never read. `everywhere` reads all that any
    record or page says, and counts only what stands in one sentence."""

    declare: When | None = None
    """What a record with such words must name: any one id of any field here. Without it no record may have them."""

    because: Text
    """Why, for the contributor who meets it."""

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not self.words and self.like is None:
            raise PydanticCustomError("wire_empty", "a wire without words")
        return self
