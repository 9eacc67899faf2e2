"""One stretch: the record that a contributor writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from stretchbook.model.base import Model, vocabulary
from stretchbook.model.dose import Dose
from stretchbook.model.figure import Figure
from stretchbook.model.review import Review
from stretchbook.model.text_use import LABEL, TextUse
from stretchbook.model.traverse import text_fields
from stretchbook.text.letters import Id, Name, ReferenceId, Text

Kind = Literal["static", "dynamic", "strength"]
Level = Literal["gentle", "moderate", "strong"]
AnswerWord = Literal["fine", "adapt", "ask-first", "leave-out"]
ANSWERS: tuple[AnswerWord, ...] = ("fine", "adapt", "ask-first", "leave-out")
"""What a reader may be told, mildest first."""

Degree = Literal["follows", "easy", "end", "loaded"]
DEGREES: tuple[Degree, ...] = ("follows", "easy", "end", "loaded")
"""How much of a movement there is, least first."""

# No honest list is longer; a list without end would only cost time, above all where each item is compared with others.
MOST_ITEMS = 60
MOST_NOTES = 12

Ids = Annotated[tuple[Id, ...], Field(max_length=MOST_ITEMS)]
SomeIds = Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_ITEMS)]
Names = Annotated[tuple[Name, ...], Field(max_length=MOST_ITEMS)]
Texts = Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)]
SomeTexts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_ITEMS)]


def _has_degrees(value: Any) -> Any:
    if isinstance(value, tuple | str):
        raise PydanticCustomError("without_degrees", "movements without their degrees")
    return value


Movements = Annotated[
    dict[Id, Degree],
    BeforeValidator(_has_degrees),
    Field(max_length=MOST_ITEMS, json_schema_extra=vocabulary("movements")),
]
"""Ids of movements, and how much there is of each.

`follows`: the part only goes along, or rests. `easy`: within the range, under its own control. `end`: to the end of
the range. `loaded`: with body weight, a hand, a strap, a thing or a swing behind it, wherever in the range.
"""


def has_movement(movements: Mapping[str, Degree], word: str, least: Degree) -> bool:
    """Return whether there is a movement among these, and as much of it as `least` or more."""
    return word in movements and DEGREES.index(movements[word]) >= DEGREES.index(least)


class Muscles(Model):
    """What the stretch acts on. Ids of muscles or of muscle groups."""

    primary: Annotated[Ids, Field(json_schema_extra=vocabulary("muscles"))] = ()
    """What it is for."""

    secondary: Annotated[Ids, Field(json_schema_extra=vocabulary("muscles"))] = ()
    """What else it reaches."""

    working: Annotated[Ids, Field(json_schema_extra=vocabulary("muscles"))] = ()
    """Those of the above that work instead of being lengthened."""

    pressed: Annotated[Ids, Field(json_schema_extra=vocabulary("muscles"))] = ()
    """Those of the above that are pressed on, as by a roller, instead of being lengthened."""


class Feel(Model):
    """Where the stretch is felt."""

    where: Annotated[Text, TextUse("feeling")]
    """Where a mild pull or effort belongs."""

    not_here: Annotated[Text, TextUse("warning", shown="page", may_share="a sentence")]
    """Where it must not be felt, and what that means."""


class OwnAnswer(Model):
    """What readers with some conditions do about this very stretch."""

    conditions: Annotated[SomeIds, Field(json_schema_extra=vocabulary("conditions"))]
    """Ids of the conditions it is for."""

    answer: AnswerWord | None = None
    """What they do, where it is stricter or milder than what the rules make of it."""

    easier: Annotated[int, Field(ge=1)] | None = None
    """Which of the easier forms is theirs, counted from 1. Only for those who `adapt` it."""

    because: Annotated[Text | None, TextUse("remark", shown="page", may_share="a sentence")] = None
    """Why it is stricter or milder, for readers."""

    source: Annotated[ReferenceId, Field(json_schema_extra=vocabulary("references"))] | None = None
    """The reference that says so. What is milder needs one."""


class Safety(Model):
    """What a reader has to know before and while doing this stretch."""

    stop_if: Annotated[Ids, Field(json_schema_extra=vocabulary("stop-signs"))] = ()
    """Ids of stop signs beyond those that the safety rules add, and those of every stretch."""

    cautions: Annotated[Ids, Field(json_schema_extra=vocabulary("cautions"))] = ()
    """Ids of cautions beyond those that the safety rules add."""

    answers: Annotated[tuple[OwnAnswer, ...], Field(max_length=MOST_ITEMS)] = ()
    """Where this stretch suits somebody more or less than the rules make of it, and which easier form is theirs."""

    # Copies of notes are found by a check of their own, which is stricter.
    notes: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_NOTES), TextUse("remark", may_share="all")]
    """What keeps *this* stretch safe, in words that fit no other."""


class Step(Model):
    """One step, with more about it for those who want to know."""

    do: Annotated[Text, TextUse("instruction", may_share="all")]
    """What to do, one action in at most 16 words."""

    more: Annotated[Text, TextUse("instruction", shown="page")]
    """How to do it, or why so, in at most 45 words. A step of which there is no more to say is a text alone."""


def _kind_of_step(value: Any) -> Literal["text", "step"]:
    if isinstance(value, dict):
        # With one other key it is a text whose colon made it a mapping, and is told so.
        return "text" if len(value) == 1 and _PARTS_OF_STEP.isdisjoint(value) else "step"
    if isinstance(value, str):
        # Without a space after its colon a field is read as text, and would be printed.
        return "step" if value.partition(":")[0] in _PARTS_OF_STEP else "text"
    return "step" if isinstance(value, Step) else "text"


_PARTS_OF_STEP = frozenset(Step.model_fields)


AnyStep = Annotated[Annotated[Text, Tag("text")] | Annotated[Step, Tag("step")], Discriminator(_kind_of_step)]
"""What to do, or `do` and `more`: what to do, and more about it."""


class InShort(Model):
    """The stretch on a sheet, for somebody who has been shown it once."""

    reminder: Annotated[Text, TextUse("instruction", may_share="all")]
    """What to do, in at most 20 words. It stands beside the picture and the dose, in large type."""

    caution: Annotated[Text, TextUse("remark", may_share="a sentence")]
    """The safety notes in brief, in at most 30 words. They stand on the back."""

    cues: Annotated[tuple[Text, ...], Field(max_length=4), TextUse("instruction", may_share="all")] = ()
    """What to mind while a clock runs, in at most 12 words that fit either side: one cue, or one for each position that
    a repeat holds. Without one the clock shows a sentence of the reminder."""


class Description(Model):
    """Somebody who describes this stretch."""

    reference: Annotated[ReferenceId, Field(json_schema_extra=vocabulary("references"))]
    """The id of the reference."""

    named: Annotated[Name | None, LABEL] = None
    """What it is called there."""


class Evidence(Model):
    """One finding of one study."""

    reference: Annotated[ReferenceId, Field(json_schema_extra=vocabulary("references"))]
    """The id of the reference."""

    about: Literal["this-stretch", "similar", "programme", "general"]
    """What was studied: this stretch on its own, one like it, a programme, or stretching in general."""

    finding: Annotated[Text, LABEL]
    """What was found, in whom, and no more than that."""

    certainty: Literal["high", "moderate", "low", "very-low"]
    """How sure one can be that it holds for a reader of this page."""


class Instead(Model):
    """What to do instead, for somebody whom this stretch does not suit."""

    condition: Annotated[Id, Field(json_schema_extra=vocabulary("conditions"))]
    """For whom."""

    stretch: Annotated[Id, Field(json_schema_extra=vocabulary("stretches"))]
    """The stretch to do; it must not itself ask this reader to check first."""


class Related(Model):
    """Other stretches to go to from here."""

    easier: Annotated[Ids, Field(json_schema_extra=vocabulary("stretches"))] = ()
    """Stretches that do the same with less."""

    harder: Annotated[Ids, Field(json_schema_extra=vocabulary("stretches"))] = ()
    """Stretches that do the same with more."""

    like: Annotated[Ids, Field(json_schema_extra=vocabulary("stretches"))] = ()
    """Stretches that reach the same place in another way."""

    instead: Annotated[tuple[Instead, ...], Field(max_length=MOST_ITEMS)] = ()
    """Swaps for a condition."""


class Stretch(Model):
    """One stretch."""

    name: Annotated[Name, TextUse("label", may_share="all")]
    """What readers call it."""

    also_known_as: Annotated[Names, LABEL] = ()
    """Other names that people search for."""

    formerly: Ids = ()
    """Ids that this record used to have; their addresses lead here."""

    summary: Annotated[Text, Field(max_length=200), TextUse("instruction", shown="picture")]
    """What it is and what it is for, in one sentence."""

    kind: Kind
    """`static`: held. `dynamic`: moved through. `strength`: muscles work."""

    level: Level
    """How much it asks of the body."""

    position: Annotated[SomeIds, Field(json_schema_extra=vocabulary("positions"))]
    """Ids of the positions it can be done in; the first is the one described."""

    setting: Annotated[SomeIds, Field(json_schema_extra=vocabulary("settings"))]
    """Ids of the places where it can be done."""

    equipment: Annotated[Ids, Field(json_schema_extra=vocabulary("equipment"))] = ()
    """Ids of the things that it needs."""

    movements: Annotated[Movements, Field(min_length=1)]
    """Every movement in clinical terms, and how much there is of it: `follows`, `easy`, `end` or `loaded`. The safety
    rules go by them: leave none out, and of two degrees take the higher."""

    demands: Annotated[Ids, Field(json_schema_extra=vocabulary("demands"))] = ()
    """Ids of what it asks of the body beside the movement. The safety rules go by them too."""

    muscles: Muscles = Muscles()
    """The muscles that it stretches or works."""

    mobilises: Annotated[Ids, Field(json_schema_extra=vocabulary("regions"))] = ()
    """Ids of the joints or parts of the spine that are moved rather than stretched."""

    dose: Dose
    """How long, how often, on which side."""

    # What is said in so few words is best said in the same way everywhere.
    steps: Annotated[
        tuple[AnyStep, ...],
        Field(min_length=3, max_length=9),
        TextUse("instruction", may_share="all"),
    ]
    """What to do, one action a step and at most 16 words: how to get into it, what to do, how to come out of it. More
    about a step stands under it: `do` and `more`."""

    in_short: InShort | None = None
    """What sheets say of it. A stretch of a routine needs it."""

    feel: Feel
    """Where it should be felt, and where not."""

    easier: Annotated[SomeTexts, TextUse("easier")]
    """Ways to do it with less."""

    harder: Annotated[Texts, TextUse("harder")] = ()
    """Ways to do it with more."""

    tips: Annotated[Texts, TextUse("tip", shown="page")] = ()
    """What helps."""

    mistakes: Annotated[SomeTexts, TextUse("warning", shown="page")]
    """What usually goes wrong."""

    safety: Safety
    """Stop signs, conditions and notes."""

    sources: Annotated[tuple[Description, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    """Who describes this stretch."""

    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MOST_ITEMS)] = ()
    """What studies found. With none about this very stretch, the page says that it is untested."""

    related: Related = Related()
    """Where to go from here."""

    figure: Figure | None = None
    """How it is drawn."""

    review: Review = Review()
    """Whether a clinician has read it."""

    editor_notes: Annotated[Texts, LABEL] = ()
    """Choices made between sources, for editors and for readers who want to know."""

    @property
    def actions(self) -> tuple[str, ...]:
        """What to do, step by step, without what is said about each."""
        return tuple(step.do if isinstance(step, Step) else step for step in self.steps)

    @property
    def details(self) -> tuple[str | None, ...]:
        """What more is said about each step; None where there is nothing."""
        return tuple(step.more if isinstance(step, Step) else None for step in self.steps)


# A text without a mark would be read by no check: then nothing starts.
text_fields(Stretch)
