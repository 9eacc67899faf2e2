"""What a library says of the body: the plates of its map, and where muscles lie on the posed body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stretchbook.bodymap.plates import BodyOutline, Plate
from stretchbook.model.muscle_site import MuscleSite


@dataclass(frozen=True)
class Atlas:
    """All that there is of it; a library may do without any. Mappings are by id, in the order of the files."""

    body: BodyOutline | None = None
    plates: Mapping[str, Plate] = field(default_factory=dict)
    muscle_sites: Mapping[str, MuscleSite] = field(default_factory=dict)
    """By the id of the muscle. One without a site is not marked in pictures."""
