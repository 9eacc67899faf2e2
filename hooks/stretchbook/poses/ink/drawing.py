"""A frame as SVG: flat colours, an outline, a hatched target. Ten units are a centimetre; every number is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np
from numpy.typing import NDArray

from stretchbook.poses.body.blobs import Blob
from stretchbook.poses.body.sides import SIDES
from stretchbook.poses.ink import clothes
from stretchbook.poses.ink.arrows import Line
from stretchbook.poses.ink.contours import creases, regions
from stretchbook.poses.ink.curves import Stroke, corners, fit_all, path, polygon
from stretchbook.poses.ink.face import face
from stretchbook.poses.ink.fingers import finger_lines, toe_marks
from stretchbook.poses.ink.lines import Cracks, body_lines, overlaps, thing_lines
from stretchbook.poses.ink.tapers import tapered
from stretchbook.poses.scene.blur import blur
from stretchbook.poses.scene.stage import Look, Mask
from stretchbook.poses.scene.targets import Target
from stretchbook.poses.scene.visibility import Bounds, lowest
from stretchbook.text.letters import printable

UNITS = 10
"""Units of the drawing in a centimetre."""

INK, SHADE = "#2b3440", "#1b2330"
SHIRT, TROUSERS = "#bdd6d8", "#8292a8"
THING, CLOTH, THING_EDGE = "#e6ded0", "#f8f5ee", "#8f887b"
TARGET, TARGET_BEHIND, ARROW, PAPER = "#b3402e", "#e8b4a6", "#1b6e8c", "#ffffff"
GHOST = "#7d8894"
SKINS: Mapping[str, str] = {"light": "#efd9c7", "brown": "#cfa27f", "dark": "#a5785a"}
HAIRS: Mapping[str, str] = {"light": "#6a5348", "brown": "#3d3030", "dark": "#2a2426"}

USUAL = (84.0, 54.0)
"""How large a picture usually is on paper, millimetres: as wide or as high as this."""
_POINT = 25.4 / 72
CONTOUR, OVERLAP, INNER, THING_LINE, EDGE_LINE, FINE, SHAFT = 1.2, 0.9, 0.6, 0.5, 0.4, 0.4, 2.0
"""How wide lines are there, points: round the body, where a part is before another, within, and so on."""
GREY = "#aba69f"

_LIGHT = np.array([-0.35, 0.75, 0.55]) / np.linalg.norm([-0.35, 0.75, 0.55])
_DARK_BELOW = 0.02
_STRAIGHT = 3.6
"""How far an outline with straight edges may be off, in units."""
_SOFT = 0.42
"""How far the outline of the body is blurred, centimetres."""
_LEAST_WIDTH = 10.5
"""The width that lines are fitted for in a small drawing: the surface itself is no finer."""
_ROUGH_INSET = 2.0
_HEAD = 6.0
"""How long the head of an arrow is, points of the page."""
_LEAST_LINE, _TAPER = 3.2, 3.0
"""How long a line within the body is at least, and how much of it runs out to a point, centimetres."""
_CASTS_BELOW = 4.0
"""How near to the floor casts a shadow, centimetres."""
_FAR = 8.0
"""How much farther away than the other one a limb is drawn darker, centimetres."""
_MOSTLY_HIDDEN = 0.35
"""Up to what share of the target that is seen the rest is shown through the body."""
_TORN = 0.3
"""How much of it may then be behind other parts: a shred of it says nothing."""
_CLOTHS = ("towel", "pillow")
"""What is lighter than the things that it lies on."""


_Lines = list[int]
"""The numbers of strokes whose path data stand one after the other. What they are is known once all are drawn."""
_Part = str | _Lines


@dataclass(frozen=True)
class Paper:
    """Where a drawing lies: units in a point of the page, what is at its upper left corner (cm on the screen), units
    in a centimetre, and where the corner is (units).
    """

    point: float
    corner: tuple[float, float]
    scale: float = UNITS
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Round:
    """A round close-up: what is seen there, within which bounds, what is marked, and its middle and radius (cm)."""

    look: Look
    bounds: Bounds
    target: Target
    middle: NDArray[np.float64]
    radius: float


@dataclass
class Drawing:
    """Draws one look. `bounds` are the same for all frames of a figure, so that they stand side by side."""

    look: Look
    bounds: Bounds
    arrows: Sequence[Line] = ()
    target: Target | None = None
    ghost: Look | None = None
    """Where the body was."""
    inset: Round | None = None
    paper: Paper | None = None
    """Where it lies, if it is not a picture of its own."""
    rough: float = 1.0
    """How many times as far as in a still lines may be off."""
    _parts: list[_Part] = field(default_factory=list)
    _strokes: list[Stroke] = field(default_factory=list)

    def svg(self, title: str) -> str:
        """Return the drawing; `title` says in words what it shows."""
        body = self.layers()
        pattern = self.pattern() if _HATCH in body else ""
        return whole(self.bounds, title, _used(self.style(), pattern + body), pattern + body)

    def layers(self) -> str:
        """Return all that is drawn, from the back to the front: path elements, of the classes that `style` knows."""
        self._floor()
        self._things()
        self._ghost()
        self._body()
        self._clothes()
        if self.paper is None:
            self._shade()
        self._target()
        self._inner()
        self._face()
        self._glass()
        self._arrows()
        self._inset()
        # All at once, as that is many times as fast as one after the other.
        curves = zip(self._strokes, fit_all(self._strokes), strict=True)
        paths = [path(curve, closed=stroke.closed) for stroke, curve in curves]
        return "".join(part if isinstance(part, str) else "".join(paths[each] for each in part) for part in self._parts)

    @property
    def _paper(self) -> Paper:
        """Where it lies; a picture of its own is as large as usual."""
        if self.paper is not None:
            return self.paper
        left, bottom, right, top = self.bounds
        return Paper(_POINT * UNITS * max((right - left) / USUAL[0], (top - bottom) / USUAL[1]), (left, top))

    @property
    def _point(self) -> float:
        """How many units are a point of the page."""
        return self._paper.point

    @property
    def _stroke(self) -> float:
        """Width of the outline, in units."""
        return CONTOUR * self._point

    def style(self) -> str:
        """Return the style sheet of the drawing."""
        person = self.look.stage.figure.person
        skin, hair = person.skin, GREY if person.older else HAIRS[person.skin]
        # What is there by chance is not to be louder than what is seen.
        thick = ".75" if self.look.stage.figure.through else ".35"
        point = self._point

        def wide(points: float) -> str:
            return f"stroke-width:{points * point:.1f}"

        return (
            "path{stroke-linejoin:round;stroke-linecap:round}"
            f".o{{fill:none;stroke:{INK};{wide(CONTOUR)}}}.l{{fill:none;stroke:{INK};{wide(OVERLAP)}}}"
            f".i{{fill:none;stroke:{INK};{wide(INNER)}}}.j{{fill:none;stroke:{INK};{wide(FINE)}}}"
            f".z{{fill:{GHOST};fill-opacity:.16;stroke:{GHOST};{wide(INNER)}}}"
            f".n{{fill:{INK}}}.s{{fill:{SKINS[skin]}}}"
            f".t{{fill:{SHIRT}}}.b{{fill:{TROUSERS}}}.h{{fill:{hair}}}"
            f".d{{fill:{SHADE};fill-opacity:.12}}.g{{fill:#000;fill-opacity:.1}}"
            f".p{{fill:{THING};stroke:{THING_EDGE};{wide(THING_LINE)}}}"
            f".f{{fill:{CLOTH}}}.e{{fill:none;stroke:{THING_EDGE};{wide(EDGE_LINE)}}}"
            f".m{{fill:{TARGET};fill-opacity:.5}}.y{{fill:none;stroke:{TARGET};{wide(INNER)}}}"
            f".u{{fill:{TARGET_BEHIND};fill-opacity:{thick};stroke:{TARGET};{wide(INNER)};"
            f"stroke-dasharray:{2.6 * point:.0f} {2.2 * point:.0f}}}"
            f".c{{fill:none;stroke:{THING_EDGE};{wide(THING_LINE)};"
            f"stroke-dasharray:{3.6 * point:.0f} {2.9 * point:.0f}}}"
            f".q{{fill:{PAPER}}}.r{{fill:none;stroke:{THING_EDGE};{wide(OVERLAP)}}}"
            f".w{{fill:none;stroke:{PAPER};{wide(2 * SHAFT)};stroke-opacity:.85}}"
            f".a{{fill:none;stroke:{ARROW};{wide(SHAFT)}}}.k{{fill:{ARROW}}}"
        )

    # From pixels and screen centimetres to path data.

    def _screen(self, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return units of the drawing, from the upper left corner, for pixels (n, 2)."""
        return self._units(self.look.view.to_screen(pixels))

    def _units(self, screen: NDArray[np.float64]) -> NDArray[np.float64]:
        paper = self._paper
        units: NDArray[np.float64] = (screen - paper.corner) * np.array([paper.scale, -paper.scale]) + paper.shift
        return units

    def _add(self, kind: str, data: _Part) -> None:
        if data:
            self._parts += [f'<path class="{kind}" d="', data, '"/>']

    def _curved(self, lines: Iterable[NDArray[np.float64]], tolerance: float, *, closed: bool = False) -> _Lines:
        """Draw smooth lines, given in units, so that they are off by no more than a share of the outline's width."""
        first = len(self._strokes)
        width = max(self._stroke, _LEAST_WIDTH)
        self._strokes += [Stroke(line, tolerance * self.rough * width, closed) for line in lines]
        return list(range(first, len(self._strokes)))

    def _region(self, mask: Mask | NDArray[np.float32], smooth: float, tolerance: float, least: float) -> _Lines:
        """Draw the outline of a mask; `tolerance` in widths of the outline, `least` in square centimetres."""
        area = least * self.look.view.resolution**2
        return self._curved(map(self._screen, regions(mask, smooth, area)), tolerance, closed=True)

    def _straight(self, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the corners of an outline that is made of straight lines, in units."""
        return corners(self._screen(pixels), _STRAIGHT)

    def _creases(self, cracks: Cracks, least: float, tolerance: float) -> _Lines:
        lines = creases(*cracks, least * self.look.view.resolution)
        return self._curved(map(self._screen, lines), tolerance)

    # Layers, from the back to the front.

    def _floor(self) -> None:
        """A shadow where the body touches the floor, seen from above; a line, seen from the side."""
        camera = self.look.stage.camera
        if self.paper is not None or self.look.stage.figure.crop != "none":
            return
        steep = abs(float(camera.matrix[2, 2]))
        if steep < 0.1:
            y = self._units(np.array([[0.0, 0.0]]))[0, 1]
            width = (self.bounds[2] - self.bounds[0]) * UNITS
            self._add("e", f"M{0.02 * width:.0f} {y:.0f}H{0.98 * width:.0f}")
            return
        shadow = np.zeros(self.look.view.part.shape, dtype=bool)
        blobs = self.look.stage.blobs
        for blob, height in zip(blobs, lowest(self.look.stage.shapes[0]).tolist(), strict=False):
            if height <= _CASTS_BELOW:
                self._shadow_of(blob, steep, shadow)
        self._add("g", self._region(shadow & ~self.look.is_body, 2.2, 1.3, 14.0))

    def _shadow_of(self, blob: Blob, steep: float, shadow: Mask) -> None:
        camera = self.look.stage.camera.matrix
        middle = camera @ np.array([blob.centre[0], blob.centre[1], 0.0])
        wide = float(np.linalg.norm(camera[0] @ (blob.frame * blob.radii))) + 1.0
        x, y = self.look.view.to_pixels(middle[None, :2])[0]
        scale = self.look.view.resolution
        columns, rows = wide * scale, (wide * steep + 0.4) * scale
        high, across = shadow.shape
        top, bottom = max(0, int(y - rows)), min(high, int(y + rows) + 2)
        left, right = max(0, int(x - columns)), min(across, int(x + columns) + 2)
        if top < bottom and left < right:
            wide_of, high_of = (np.arange(left, right) - x) / columns, (np.arange(top, bottom) - y) / rows
            shadow[top:bottom, left:right] |= wide_of**2 + (high_of**2)[:, None] < 1

    def _things(self) -> None:
        look = self.look
        if not look.is_thing.any():
            return
        for name in look.stage.names:
            if name.startswith("thing"):
                self._thing(name)
        edges = creases(*thing_lines(look), 2.0 * look.view.resolution)
        self._add("e", "".join(polygon(self._straight(edge), closed=False) for edge in edges))

    def _thing(self, name: str) -> None:
        """Things that people stretch with have straight edges; what is round or soft has blobs."""
        mask = self.look.is_part(name)
        kind = "p f" if any(word in name for word in _CLOTHS) else "p"
        soft = any(solid.blobs for solid in self.look.stage.solids if solid.part == name)
        if soft:
            self._add(kind, self._region(mask, 1.2, 0.27, 1.0))
            return
        loops = regions(mask, 0.6, self.look.view.resolution**2)
        self._add(kind, "".join(polygon(self._straight(loop)) for loop in loops))

    def _ghost(self) -> None:
        if self.ghost is not None:
            # Feet are set anew in each picture, which says nothing.
            moved = self.ghost.is_body & ~self.ghost.is_like(*_LEG_WORDS)
            view = self.ghost.view
            outlines = regions(moved, _SOFT * view.resolution, 4.0 * view.resolution**2)
            lines = [self._units(view.to_screen(outline)) for outline in outlines]
            self._add("z", self._curved(lines, 0.7, closed=True))

    def _body(self) -> None:
        smooth = _SOFT * self.look.view.resolution
        self.outline = self._region(self.look.is_body, smooth, 0.3, 4.0)
        # The outline is drawn over its edge, so that it may be rough.
        self._add("s", self._region(self.look.is_body, smooth, 0.85, 4.0))

    def _clothes(self) -> None:
        body = self.look.is_body
        whole = np.maximum(blur(body, 3.4), 0.02)
        for kind, mask in (
            ("b", clothes.trousers(self.look)), ("t", clothes.shirt(self.look)), ("h", clothes.hair(self.look)),
        ):  # fmt: skip
            # Along the outline a cloth goes as far as the body does: the outline is drawn over its edge.
            spread = (blur(mask & body, 3.4) / whole > 0.5) & body
            self._add(kind, self._region(spread, 1.2, 0.46, 3.0))

    def _shade(self) -> None:
        look = self.look
        lit = np.zeros(look.is_body.shape, np.float32)
        lit[look.is_body] = np.einsum("ni,i->n", look.view.normal[look.is_body], _LIGHT.astype(np.float32))
        dark = blur(lit, 3.0) / np.maximum(blur(look.is_body, 3.0), 0.05)
        shaded = look.is_body & ((dark < _DARK_BELOW) | self._far_limbs())
        self._add("d", self._region(shaded, 2.0, 1.2, 22.0))

    def _far_limbs(self) -> Mask:
        look = self.look
        far = np.zeros(look.view.part.shape, dtype=bool)
        for joints, words in ((("shoulder", "elbow"), _ARM_WORDS), (("hip", "knee"), _LEG_WORDS)):
            depth = {
                side: np.mean(
                    [look.stage.on_screen(look.stage.skeleton.points[f"{side} {joint}"])[2] for joint in joints]
                )
                for side in SIDES
            }
            for side, opposite in zip(SIDES, reversed(SIDES), strict=True):
                if depth[side] < depth[opposite] - _FAR:
                    far |= look.is_like(*(f"{side} {word}" for word in words))
        return far

    def _target(self) -> None:
        if self.target is None:
            return
        hidden = self.target.through & ~_grown(self.target.seen, 4)
        through = self.look.stage.figure.through
        if through and self.target.share < _MOSTLY_HIDDEN and self.target.apart < _TORN:
            self._add("u", self._region(hidden, 1.8, 0.4, 20.0))
        seen = blur(self.target.seen & self.look.is_body, 2.0)
        outline = self._region(seen, 1.2, 0.35, 2.0)
        if outline:
            self._hatched(outline)

    def _hatched(self, outline: _Lines) -> None:
        """Colour and lines: the lines are what a grey print shows."""
        self._add("m", outline)
        self._parts += [f'<path {_HATCH} d="', outline, '"/>']

    def pattern(self) -> str:
        """Return the pattern of the lines on the target."""
        gap = 3.0 * self._point
        return (
            f'<pattern id="h" width="{gap:.0f}" height="{gap:.0f}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><path class="y" d="M0 0V{gap:.0f}"/></pattern>'
        )

    def _inner(self) -> None:
        width = FINE * self._point / self._paper.scale
        lines = [*finger_lines(self.look, width), *toe_marks(self.look, width)]
        self._add("j", self._curved(map(self._units, lines), 0.3))
        scale = self.look.view.resolution
        lines = creases(*body_lines(self.look), _LEAST_LINE * scale)
        if self.rough == 1.0:
            width = INNER * self._point * scale / self._paper.scale
            ends = list(tapered(lines, self.look.is_body, width, _TAPER * scale))
            lines = [line for line, _ in ends]
            tips = [tip for _, each in ends for tip in each]
            self._add("n", "".join(polygon(self._screen(tip)) for tip in tips))
        self._add("i", self._curved(map(self._screen, lines), 0.32))
        self._add("l", self._creases(overlaps(self.look), _LEAST_LINE, 0.32))
        self._add("o", self.outline)

    def _face(self) -> None:
        seen = face(self.look, self._point / self._paper.scale)
        self._add("j", self._curved(map(self._units, seen.fine), 0.18))
        self._add("i", self._curved(map(self._units, seen.lines), 0.18))
        self._add("n", self._curved(map(self._units, seen.eyes), 0.18, closed=True))

    def _glass(self) -> None:
        """What stands before the person: the edges of the sides that are turned to the viewer."""
        camera = self.look.stage.camera.matrix
        for solid in self.look.stage.clear:
            middle = np.mean([face.mean(axis=0) for face in solid.faces], axis=0)
            shown = [face for face in solid.faces if float((face.mean(axis=0) - middle) @ camera[2]) > 0]
            self._add("c", "".join(polygon(self._units((face @ camera.T)[:, :2])) for face in shown))

    def _inset(self) -> None:
        if self.inset is None:
            return
        inset, paper = self.inset, self._paper
        left, _, right, top = inset.bounds
        scale = 2 * inset.radius * UNITS / (right - left)
        x, y = self._units(inset.middle[None])[0].tolist()
        radius = inset.radius * UNITS
        turns = np.linspace(0, 2 * np.pi, 49)
        ring = np.array([x, y]) + radius * np.stack([np.cos(turns), np.sin(turns)], axis=1)
        round_ = self._curved([ring], 0.4, closed=True)
        there = Paper(paper.point, (left, top), scale, (x - radius, y - radius))
        # Little of it is fine, so that it may be rough.
        drawing = Drawing(inset.look, inset.bounds, target=inset.target, paper=there, rough=_ROUGH_INSET)
        self._add("q", round_)
        self._parts += ['<clipPath id="c"><path d="', round_, '"/></clipPath><g clip-path="url(#c)">']
        self._parts += [drawing.layers(), "</g>"]
        self._add("r", round_)

    def _arrows(self) -> None:
        stage = self.look.stage
        for arrow, line in zip(stage.figure.frames[stage.posed.number].arrows, self.arrows, strict=False):
            points, tip = self._with_tip(self._units(line))
            if arrow.back:
                points, other = self._with_tip(points[::-1])
                tip += other
            shaft = self._curved([points], 0.27) if len(points) > 2 else []
            self._add("w", shaft)
            self._add("a", shaft)
            self._add("k", tip)

    def _with_tip(self, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], str]:
        """Return the shaft of an arrow up to its head, and its head."""
        size = _HEAD * self._point
        end = points[-1]
        way = (end - points[-3]) / (np.hypot(*(end - points[-3])) or 1.0)
        aside = np.array([-way[1], way[0]])
        base = end - way * size
        kept = points[[np.hypot(*(point - end)) > size * 0.8 for point in points]]
        return np.vstack([kept, base + way * size * 0.2]), polygon(
            np.array([end, base + aside * size * 0.52, base + way * size * 0.18, base - aside * size * 0.52])
        )


def whole(bounds: Bounds, title: str, style: str, body: str) -> str:
    """Return a whole SVG file within bounds (left, bottom, right, top in cm), with what it shows in words."""
    left, bottom, right, top = bounds
    width, height = round((right - left) * UNITS), round((top - bottom) * UNITS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        f"<title>{escape(printable(title), quote=False)}</title><style>{style}</style>{body}</svg>\n"
    )


def _used(style: str, body: str) -> str:
    """Return a style sheet without the rules for which there is nothing."""
    used = {"path", *(f".{word}" for words in re.findall(r'class="([^"]*)"', body) for word in words.split())}
    return "".join(rule for rule in re.findall(r"[^}]*}", style) if rule.partition("{")[0] in used)


_HATCH = 'fill="url(#h)"'
_ARM_WORDS = ("upper arm", "lower upper arm", "forearm", "lower forearm", "palm", "finger", "thumb")
_LEG_WORDS = ("thigh", "lower thigh", "shank", "lower shank", "foot")


def _grown(mask: Mask, by: int) -> Mask:
    return blur(mask, float(by)) > 0.02
