"""The two sides of a body, and what it may lean on or lie across: words alone, for whoever draws nothing."""

from __future__ import annotations

from typing import Literal

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

LEANS_ON = ("floor", "table", "bench", "thigh")
"""What an elbow may lean on."""

ON_OTHER_ARM = ("other-elbow", "other-wrist", "other-hand")
"""Contacts for which the other arm must have its place already."""

UNDER_BACK = ("roller-across", "towel-roll")
"""What a back may lie across."""
