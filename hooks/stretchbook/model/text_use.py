"""What the texts of a record are to their readers: the mark of each field, by which checks know what to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["instruction", "easier", "harder", "tip", "feeling", "warning", "remark", "label"]
"""`instruction`: everybody follows it. `easier`, `harder`, `tip`: another way, for some people or some days.
`feeling`: where the stretch is felt. `warning`: what is not to be done or felt. `remark`: it stands beside the dose and
tells of doing. `label`: it names or describes something."""


@dataclass(frozen=True)
class TextUse:
    """The mark of a field that holds text; what is not said is what is checked most.

    Annotate the field with it: `Annotated[Text, TextUse("remark")]`.
    """

    role: Role
    """Tripwires read instructions and other ways, and what is felt; the dose check reads all but labels."""

    shown: Literal["page", "picture", "sheet"] = "sheet"
    """The furthest that it goes: the record's own page, sharing pictures too, or sheets and pages of routines, where
    it stands beside the dose that a routine asks for. Pictures and sheets can print some letters only."""

    may_share: Literal["nothing", "a sentence", "all"] = "nothing"
    """What of it may stand in another record too."""


FORMS: tuple[Role, ...] = ("easier", "harder")
"""Ways to do it with less or with more. Routines show the first of a list."""

LABEL = TextUse("label", shown="page", may_share="all")
"""What names or describes something, on the record's own page only."""
