"""Drawings as a copier keeps them: black lines of a width on paper, marks that are hatched, and light skin."""

from __future__ import annotations

import re

import pytest
from stretchbook.render.sheets.lettering import room_beside
from stretchbook.render.sheets.printed_drawing import PITCH, printed_drawing

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 500" role="img"><title>Standing.</title>'
    "<style>.o{fill:none;stroke:#2b3440;stroke-width:6}.s{fill:#a5785a}.p{fill:#e6ded0;stroke:#8f887b;stroke-width:4}"
    ".m{fill:#b3402e;fill-opacity:.5}.a{fill:none;stroke:#1b6e8c;stroke-width:11}</style>"
    '<path class="e" d="M20 450H980"/><path class="p" d="M300 400h200v40h-200z"/><path class="s" d="M350 100v300z"/>'
    '<pattern id="h" width="15" height="15"><path class="y" d="M0 0V15"/></pattern>'
    '<path class="m" d="M360 120h50v40h-50z"/><path fill="url(#h)" d="M360 120h50v40h-50z"/>'
    '<path class="u" d="M400 300h20v20z"/><path class="o" d="M350 100c0-40 100-40 100 0v300"/>'
    '<path class="w" d="M600 200h90"/><path class="a" d="M600 200h90"/><path class="k" d="M690 190l20 10-20 10z"/>'
    "</svg>"
)


def rules_of(svg: str) -> dict[str, str]:
    """Everything that the style says of each class, in order."""
    found: dict[str, str] = {}
    for names, rule in re.findall(r"([.\w,]+)\{([^}]*)\}", svg):
        for name in names.split(","):
            found[name] = f"{found.get(name, '')};{rule}"
    return found


def last(rule: str, what: str) -> str:
    return str(re.findall(rf"(?<![\w-]){what}:([^;]+)", rule)[-1])


@pytest.mark.parametrize(
    ("kind", "least"), [(".o", 0.9), (".p", 0.9), (".e", 0.9), (".c", 0.9), (".a", 1.5), (".u", 0.8)]
)
def test_lines_are_black_and_as_wide_as_copies_need(kind: str, least: float) -> None:
    rule = rules_of(printed_drawing(DRAWING).svg)[kind]
    assert last(rule, "stroke") == "#000"
    assert in_points(last(rule, "stroke-width")) >= least


def in_points(width: str) -> float:
    assert width.endswith("pt")
    return float(width.removesuffix("pt"))


def test_a_mark_is_hatched_in_black_on_white_with_an_edge_and_a_halo() -> None:
    svg = printed_drawing(DRAWING).svg
    mark = rules_of(svg)[".m"]
    assert (last(mark, "fill"), last(mark, "stroke")) == ("#fff", "#fff")
    width, line = re.search(r'<pattern id="h" width="([^"]+)".*?<rect width="([^"]+)"', svg).groups()  # type: ignore[union-attr]
    assert in_points(width) == PITCH
    assert PITCH * 25.4 / 72 >= 1.2
    assert in_points(line) >= 1.0
    edge = rules_of(svg.replace("path[fill]", ".edge"))[".edge"]
    assert last(edge, "stroke") == "#000"
    assert 0.8 <= in_points(last(edge, "stroke-width")) < in_points(last(mark, "stroke-width")) / 2
    assert svg.count("<pattern") == 1
    # What is seen through the body is hatched too.
    assert svg.count('fill="url(#h)"') == 2


def test_an_arrow_has_a_halo_under_its_tip() -> None:
    svg = printed_drawing(DRAWING).svg
    order = re.findall(r'<path class="([wvak])"', svg)
    assert order == ["w", "v", "a", "k"]


def test_skin_is_taken_for_paper() -> None:
    colour = last(rules_of(printed_drawing(DRAWING).svg)[".s"], "fill")
    assert min(int(colour[place : place + 2], 16) for place in (1, 3, 5)) > 180


def test_a_drawing_is_cut_to_its_ink_and_the_floor_does_not_count() -> None:
    drawing = printed_drawing(DRAWING)
    # The bulge of the head is above the ends of its curve.
    assert drawing.left == pytest.approx(300 - 20)
    assert drawing.top == pytest.approx(70 - 20, abs=1)
    assert drawing.left + drawing.width == pytest.approx(710 + 20)
    assert drawing.top + drawing.height == pytest.approx(440 + 20)
    assert 'viewBox="280 50 450 410"' in drawing.svg
    assert drawing.mark > 0


LYING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2000 500"><style>.s{fill:#a5785a}</style>'
    '<path class="s" d="M100 300h1800v100h-1800z"/><path class="h" d="M1700 200h100v100h-100z"/>'
    '<path class="o" d="M100 300h1800v100h-1800z"/></svg>'
)


def test_of_who_lies_flat_the_legs_are_cut_off() -> None:
    drawing = printed_drawing(LYING)
    assert drawing.left + drawing.width == pytest.approx(1900 + 40)
    assert drawing.width == pytest.approx(2.5 * drawing.height)
    turned = printed_drawing(LYING.replace("M1700 200", "M200 200"))
    assert (turned.left, turned.width) == pytest.approx((100 - 40, drawing.width))


@pytest.mark.parametrize(
    "part",
    ['<path class="k" d="M300 250l20 10-20 10z"/>', '<path class="m" d="M300 310h40v40h-40z"/>',
     '<path class="u" d="M300 310h40v40h-40z"/>'],
)  # fmt: skip
def test_no_arrow_and_no_mark_is_cut_off(part: str) -> None:
    drawing = printed_drawing(LYING.replace("</svg>", f"{part}</svg>"))
    assert drawing.left < 300 - 20
    assert drawing.width < 1800


def test_who_lies_flat_without_hair_to_tell_the_head_by_stays_whole() -> None:
    assert printed_drawing(LYING.replace('class="h"', 'class="i"')).width > 1800


def test_shapes_and_words_stay() -> None:
    svg = printed_drawing(DRAWING).svg
    for part in re.findall(r' d="[^"]*"', DRAWING.replace(' d="M0 0V15"', "")):
        assert part in svg
    assert "<title>Standing.</title>" in svg


def test_a_letter_stands_beside_a_picture_whose_corner_is_taken() -> None:
    assert room_beside(printed_drawing(DRAWING)) == 0
    taken = DRAWING.replace("M300 400h200v40h-200z", "M300 40h200v40h-200z")
    assert room_beside(printed_drawing(taken)) > 4
