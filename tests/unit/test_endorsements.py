"""Claims that somebody whose word counts has approved a text, in several orders, and what is none."""

from __future__ import annotations

import pytest
from stretchbook.checks.wording import Wording
from stretchbook.model.style import Promise

APPROVED = Promise(
    id="reviewed",
    words=("hand approved",),
    people=("clinic's", "clinician*", "doctor*", "nurse*", "physio*", "surgeon*"),
    approve=("approval", "approved", "checked", "has read", "read by", "reviewed", "vouch*", "went through"),
    plain="Leave it out.",
)

CLAIMS = """\
A physiotherapist has reviewed this.
A physiotherapist who works with us at the clinic has kindly reviewed this.
Checked by a doctor.
Approved by the clinic's team.
The clinic's team has approved this stretch.
Reviewed in spring by Ada Palmer, physiotherapist.
You can relax because a doctor has approved this.
Not only have we tried it: a physio has read it too.
No doubt a doctor has reviewed this.
We have it checked by a doctor every year.
It has the approval of two surgeons.
“A doctor has reviewed this page.”
No word is ours, and a nurse has checked each.
A physio vouches for it.
A doc-tor has re-viewed this.
A d o c t o r has reviewed this."""

HONEST = """\
No clinician has reviewed this yet.
No clinician (doctor, physiotherapist or nurse) has reviewed these questions yet.
A clinician has not reviewed this.
Nobody, not even a physiotherapist, has reviewed this.
This page has not been reviewed by a clinician.
Have the lump checked by a doctor.
It must be checked by a doctor first.
Wait until a doctor has checked the break.
Ask whether your doctor has approved it.
If a physiotherapist has checked your shoulder, begin again.
Ask your doctor before you start. We have checked the door."""


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording({"reviewed": APPROVED}, {})


@pytest.mark.parametrize("text", CLAIMS.splitlines())
def test_what_nobody_confirms_is_refused(text: str, wording: Wording) -> None:
    (fault,) = wording.faults(text)
    assert fault.message.startswith("claims that somebody has approved it: “")
    assert wording.endorsements(text) == [fault] or text.startswith("A d")


@pytest.mark.parametrize("text", HONEST.splitlines())
def test_what_is_denied_or_asked_for_may_stand(text: str, wording: Wording) -> None:
    assert wording.faults(text) == wording.endorsements(text) == []
