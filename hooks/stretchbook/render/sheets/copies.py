"""Pictures for paper that is copied in black and white: things keep their edges, and marks their hatching."""

from __future__ import annotations

import re

_DARKER = ".p,.e,.c{stroke:#5c564c}.y,.u{stroke:#7a1d10}.m{fill-opacity:.45}.d{fill-opacity:.08}"
"""Edges of things and hatching as dark as what a copier takes for black, and shade that is lighter than that."""

_SKINS = {"fill:#a5785a": "fill:#b98b6b"}
"""Dark skin that a copier would take for black, a little lighter."""


_HATCHING, _WIDER = re.compile(r"(\.y\{[^}]*stroke-width:)(\d+)"), 1.4


def for_copies(svg: str) -> str:
    """Return a drawing of ours in colours that survive copying; its shapes stay as they are."""
    for colour, lighter in _SKINS.items():
        svg = svg.replace(colour, lighter)
    svg = _HATCHING.sub(lambda found: f"{found[1]}{_WIDER * int(found[2]):.1f}", svg, count=1)
    return svg.replace("</style>", f"{_DARKER}</style>", 1)
