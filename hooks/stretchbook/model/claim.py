"""What people say about stretching, and what the sources say about that."""

from __future__ import annotations

from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from stretchbook.model.base import Entry, vocabulary
from stretchbook.text.letters import Id, Name, Text
from stretchbook.text.markup import Citation, parts

Verdict = Literal["supported", "partly", "untested", "no-source", "doubtful", "wrong"]


class Meaning(NamedTuple):
    """How a verdict is said to readers: in a word or two, and in a sentence."""

    label: str
    plain: str


VERDICTS = MappingProxyType(
    {
        "supported": Meaning("Supported", "The sources that we have agree with it."),
        "partly": Meaning("True in part", "Part of it holds. The answer says which part."),
        "untested": Meaning("Not tested", "As far as we know, nobody has tested it. It may be true, or not."),
        "no-source": Meaning("No source found", "We have no source that says whether it is so. There may be one."),
        "doubtful": Meaning("Doubtful", "The sources that we have do not show it, or speak against it."),
        "wrong": Meaning("Not so", "The sources that we have say something else."),
    }
)
"""Every verdict, from yes to no."""

OPEN: frozenset[Verdict] = frozenset({"untested", "no-source"})
"""The verdicts that need no source: nobody has looked, as far as we know, or we have not found who did."""


class Claim(Entry):
    """Something that a reader will have met, with a verdict on it."""

    said_by_others: ClassVar[frozenset[str]] = frozenset({"name"})

    name: Name
    """The claim, in the words in which people meet it."""

    also_called: tuple[Name, ...] = ()
    """Other words that people search for."""

    topic: Annotated[Id, Field(json_schema_extra=vocabulary("topics"))]
    """Id of the topic under which it is listed."""

    verdict: Verdict
    """What the sources make of it."""

    answer: Text
    """What is known, in a few sentences; the first one stands in search too."""

    more: tuple[Text, ...] = ()
    """Further paragraphs."""

    advice: Text | None = None
    """What we would do, shown as our advice. The only place for a number that no source gives."""

    @property
    def said(self) -> tuple[str, ...]:
        """What is said as a fact."""
        return (self.answer, *self.more)

    @property
    def references(self) -> tuple[str, ...]:
        """The ids of what is cited, each once, in order."""
        cited = (part.reference for text in self.said for part in parts(text) if isinstance(part, Citation))
        return tuple(dict.fromkeys(cited))

    @model_validator(mode="after")
    def _stands_on_something(self) -> Self:
        if self.verdict not in OPEN and not self.references:
            raise PydanticCustomError("verdict_unsourced", "a verdict without a source")
        return self
