"""What covers the body: a shirt with short sleeves, trousers to the shin, and hair."""

from __future__ import annotations

import numpy as np

from stretchbook.figures.scene import Look, Mask
from stretchbook.figures.skeleton import SIDES

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
    (2.6, 3.4),
    (5.5, 5.2),
    (7.5, 6.3),
    (9, 6.8),
)
"""Height of the hairline on the head, from the back to the front, centimetres."""


def hair(look: Look) -> Mask:
    """Where hair is."""
    loose = look.is_part("hair")
    if look.stage.figure.person.hair == "bald":
        return loose
    head = look.local("head", "head")
    back, height = zip(*_HAIRLINE, strict=True)
    return loose | (look.is_part("head") & (head[..., 2] > np.interp(head[..., 0], back, height)))


def trousers(look: Look) -> Mask:
    """Where trousers are."""
    worn = look.is_like("thigh", "shank")
    for side in SIDES:
        shin = look.local(f"{side} knee", f"{side} shank")
        worn &= ~(look.is_part(f"{side} lower shank") & (shin[..., 2] < -TROUSERS))
    return worn | (look.is_part("torso") & _below_waist(look))


def shirt(look: Look) -> Mask:
    """Where the shirt is."""
    bare = _neckline(look)
    worn = look.is_part("torso", "neck") & ~_below_waist(look)
    for side in SIDES:
        arm = look.local(f"{side} shoulder", f"{side} upper arm")
        sleeve = look.is_part(f"{side} upper arm", f"{side} lower upper arm") & (arm[..., 2] > -SLEEVE)
        worn |= sleeve
    return worn & ~bare


def _below_waist(look: Look) -> Mask:
    below: Mask = look.local("pelvis", "pelvis")[..., 2] < WAIST
    return below


def _neckline(look: Look) -> Mask:
    """A round neck, lower in front than behind."""
    chest = look.local("neck base", "chest")
    edge = 1.0 - 0.55 * (chest[..., 0] + 5) + (np.abs(chest[..., 1]) / 8.6) ** 4 * 5
    above: Mask = look.is_part("torso", "neck") & (chest[..., 2] > edge)
    return above
