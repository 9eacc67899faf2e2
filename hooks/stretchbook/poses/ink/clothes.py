"""What covers the body: a shirt with short sleeves, trousers to the shin, and hair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.sides import SIDES
from stretchbook.poses.scene.stage import Look, Mask

WAIST = 7.5
"""Where the shirt ends, centimetres above the hips."""
SLEEVE = 12.0
"""How far the sleeves reach below the shoulder."""
TROUSERS = 27.0
"""How far the trousers reach below the knee."""

_HAIRLINE = (
    (-10, -6.6),
    (-5, -6.2),
    (-3, -5.0),
    (-1.2, -2.4),
    (1.2, -1.0),
    (2.6, 3.2),
    (5.5, 5.6),
    (7.5, 7.0),
    (9, 7.4),
)
"""Height of the hairline on the head, from the back to the front, centimetres."""
_PARTING = 0.14
"""How much lower the hairline is on the left, centimetres a centimetre: hair that is parted is no cap."""


def hair(look: Look) -> Mask:
    """Where hair is."""
    loose = look.is_part("hair").copy()
    if look.stage.figure.person.hair == "bald":
        return loose
    skull = look.is_part("head")
    head = look.local("head", "head", skull)
    back, height = zip(*_HAIRLINE, strict=True)
    loose[skull] = head[:, 2] + _PARTING * head[:, 1] > np.interp(head[:, 0], back, height)
    return loose


def trousers(look: Look) -> Mask:
    """Where trousers are."""
    worn = look.is_like("thigh", "shank").copy()
    for side in SIDES:
        shin = look.is_part(f"{side} lower shank")
        worn[shin] = look.local(f"{side} knee", f"{side} shank", shin)[:, 2] >= -TROUSERS
    torso = look.is_part("torso")
    worn[torso] = _height(look, torso) < WAIST
    return worn


def shirt(look: Look) -> Mask:
    """Where the shirt is."""
    trunk = look.is_part("torso", "neck")
    worn = np.zeros_like(trunk)
    worn[trunk] = (_height(look, trunk) >= WAIST) & ~_above_neckline(look, trunk)
    for side in SIDES:
        arm = look.is_part(f"{side} upper arm", f"{side} lower upper arm")
        worn[arm] = look.local(f"{side} shoulder", f"{side} upper arm", arm)[:, 2] > -SLEEVE
    return worn


def _height(look: Look, where: Mask) -> NDArray[np.float64]:
    """Return how far above the hips pixels are."""
    return look.local("pelvis", "pelvis", where)[:, 2]


def _above_neckline(look: Look, where: Mask) -> NDArray[np.bool_]:
    """Return which pixels are above a round neck, lower in front than behind."""
    chest = look.local("neck base", "chest", where)
    edge = 1.0 - 0.55 * (chest[:, 0] + 5) + (np.abs(chest[:, 1]) / 8.6) ** 4 * 5
    above: NDArray[np.bool_] = chest[:, 2] > edge
    return above
