"""What a hand-written page itself says of safety: its paragraphs and items that warn, forbid or send for help."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jinja2 import TemplateSyntaxError

from stretchbook.text.digests import words_alone
from stretchbook.text.letters import normalised_in_place
from stretchbook.text.page_calls import Call, TooDeepError, parsed, shown

_OPENING = 40
_REMARK = re.compile(r"<!--(?:(?!-->).)*+(?:-->|\Z)", re.DOTALL)
_IS_OVER_OTHERS = re.compile(r"\A *(?:#|<h[1-6]|\{\{ )|\n *(?:=+|-+) *\Z")
_BEGINS = re.compile(r" *(?:[-*+] |\d{1,9}[.)] |<(?:li|p|h[1-6])\b|#{1,6} |!!!)")
_FORBIDS = (
    r"\b(?:do|does|must|should|can|may|will|is|are|has) ?(?:not|n't|n’t)\b|\bcannot\b|\b(?:never|nobody|no further)\b"
)
_SENDS = (
    r"\b(?:stop|call|ring|ask|urgent\w*|emergenc\w+|ambulance|doctor|clinician|physiotherapist|be seen|seen the same"
    r"|examine\w*|get help|seek help|seek-help|warning|signs?|tel:|see somebody|conditions?)\b"
)
_MINDS = (
    r"\b(?:avoid|beware|careful|caution\w*|danger\w*|gently|harm\w*|hurt|hurts|illness|leave it|leave out|safe|safety"
    r"|rest the next|slowly|too far|too much|unless|unsteady|until|wait|wrong|firm|hold on|within reach|mild pull"
    r"|bounc\w+|pulling|holding your breath|half as|short end|less far|breath\w*)\b"
)
_OF_SAFETY = re.compile(f"{_FORBIDS}|{_SENDS}|{_MINDS}", re.IGNORECASE)


class PageLine(NamedTuple):
    """A paragraph or an item of a page that tells of safety."""

    opening: str
    """The words with which it begins: by them it is known."""

    text: str
    """All of it, as Markdown, behind what it stands under: a heading, a box, what a call shows."""

    line: str
    """All of it, as Markdown, and no more."""


def page_lines(body: str) -> tuple[PageLine, ...]:
    """Return the lines of a page that tell of safety, but for those that it says only sometimes.

    What hangs on a question is no line of it, and nor is a remark.
    """
    known = {line.text for line in _lines(_read(body, answer=False))}
    return tuple(line for line in _lines(_read(body, answer=True)) if line.text in known)


class _Everything(Mapping[str, object]):
    """Says the same of every name."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def __getitem__(self, name: str) -> object:
        return self._answer

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _read(body: str, *, answer: bool) -> str:
    """Return the page with each question answered so, and calls in one spelling."""
    try:
        text = shown(parsed(body), _Everything(answer), _spelt)
    except (TemplateSyntaxError, TooDeepError):
        text = body
    return _REMARK.sub("", normalised_in_place(text))


def _spelt(call: Call) -> str:
    """Return a call in one spelling; of records that are only shown the choice is free."""
    named = call.arguments if call.name in ("cite", "link", "warning_signs") else ()
    return f"{{{{ {call.name}({', '.join(map(str, named))}) }}}}"


def _lines(text: str) -> Iterator[PageLine]:
    heading = box = ""
    openings: Counter[str] = Counter()
    for block in _blocks(text):
        indent = len(block) - len(block.lstrip())
        said = words_alone(block)
        box = box if indent else ""
        if _IS_OVER_OTHERS.search(block):
            heading, box = said, ""
        elif said.startswith("!!!"):
            box = said
            continue
        if not said.startswith("#") and _OF_SAFETY.search(said):
            opening = said[:_OPENING].strip()
            openings[opening] += 1
            named = opening if openings[opening] == 1 else f"{opening} ({openings[opening]})"
            yield PageLine(named, f"{heading} | {box} | {indent} | {said}", said)


def _blocks(text: str) -> Iterator[str]:
    block: list[str] = []
    for line in (*text.split("\n"), ""):
        if block and (not line.strip() or _BEGINS.match(line) or block[-1].lstrip().startswith("!!!")):
            yield "\n".join(block)
            block = []
        if line.strip():
            block.append(line)
