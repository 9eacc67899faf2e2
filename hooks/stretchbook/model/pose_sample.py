"""Pictures of the words of poses themselves, for those who write figures."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stretchbook.model.base import Entry, Model
from stretchbook.model.figure import Figure


class PoseSample(Model):
    """One picture, and the words that it shows."""

    words: Annotated[str, Field(min_length=1, max_length=80)]
    """What a figure says, such as `neck: {turn_right: 50}`."""

    figure: Figure
    """What is drawn for it: one frame."""


class SampleGroup(Entry):
    """Pictures that a page shows together: `pose_samples("<id>")`."""

    samples: Annotated[tuple[PoseSample, ...], Field(min_length=1)]
    """The pictures, in order."""
