"""The two sides of a body, and what it may lean on or lie across: words alone, for whoever draws nothing."""

from __future__ import annotations

from typing import Literal

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

LEANS_ON = ("floor", "table", "bench", "thigh")
"""What an elbow may lean on."""

UNDER_BACK = ("roller-across", "towel-roll")
"""What a back may lie across."""
