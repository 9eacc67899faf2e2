"""The last check refuses style sheets that may hide what has to be seen, as far as it can be told without a browser."""

from __future__ import annotations

import pytest
from helpers.hiding_css import AROUND, BLOCKS, HIDING, REFUSED_ONLY, STRIP
from helpers.shares_of_cases import IS_LONG
from selectolax.lexbor import LexborHTMLParser
from stretchbook.site import css
from stretchbook.site.hiding import GUARDED, Names, hiding_rules

PAGE = """<html class="js"><body><main class="md-main"><article class="md-typeset"><section class="sb-stretch">
<div class="sb-stretch__main"><ul class="sb-chips"><li>easy</li></ul><div class="sb-strip"><p data-strip>Not with:
<strong>a cast</strong></p><p data-emergency-line>Numb? <a href="#stop">Call</a>.</p></div><img class="sb-picture">
</div><details class="sb-fold" id="stop"><summary><h2>Stop</h2></summary><ul><li data-stop-sign="numb">numb</li></ul>
</details><div data-answer="adapt"><h3 class="sb-answers__lead">Do this</h3></div>
</section></article></main></body></html>"""

HARMLESS = [
    ".sb-chips { display: none }",
    ".sb-strip::before { content: '!'; position: absolute; width: 1em }",
    ".sb-strip { display: block; padding: 1rem; color: #000; font: 600 1rem/1.3 serif }",
    ".sb-chips li, .sb-picture { opacity: 0 }",
    "@media print { .sb-picture { visibility: hidden } }",
    ".sb-chips + .sb-strip { margin: 0 0 1rem }",
    "nav .sb-strip, .sb-strip .sb-other, footer p { display: none }",
    "p.sb-other { display: none }",
    "body[data-open] { position: absolute }",
    "p[title], [id=elsewhere] { display: none }",
    "@font-face { font-family: x; src: url(x.woff2); size-adjust: 98% }",
    "@keyframes x { from { opacity: 0 } to { opacity: 1 } }",
]


@pytest.fixture(scope="module")
def names() -> Names:
    found = Names()
    found.add(LexborHTMLParser(PAGE).css(GUARDED))
    return found


def refused(style: str, names: Names) -> list[tuple[str, str]]:
    return list(hiding_rules(css.rules(css.tokens(style)), names))


@pytest.mark.parametrize("way", [*STRIP, *REFUSED_ONLY])
def test_a_way_of_hiding_is_refused(way: str, names: Names) -> None:
    assert refused((STRIP | REFUSED_ONLY)[way], names)


def test_each_block_is_guarded_against_each_way_in_each_place(names: Names) -> None:
    every = [(around, block, hiding) for hiding in HIDING for block in BLOCKS for around in AROUND]
    tried = every if IS_LONG else every[::7]
    passed = [each for each in tried if not refused(AROUND[each[0]].format(block=each[1], hiding=each[2]), names)]
    assert passed == []
    assert len(every) > 7000


@pytest.mark.parametrize("style", HARMLESS)
def test_what_hides_nothing_that_has_to_be_seen_is_let_through(style: str, names: Names) -> None:
    assert refused(style, names) == []


def test_paper_may_do_what_our_style_sheet_for_it_does_and_no_screen(names: Names) -> None:
    rule = ".js .sb-stretch details:not([data-opened]) { display: none }"
    assert refused(f"@media print {{ {rule} }}", names) == []
    assert refused(rule, names)
    assert refused(f"@media print, screen {{ {rule} }}", names)


def test_rules_within_thousands_of_others_are_about_everything(names: Names) -> None:
    assert refused(".x{" * 5000 + "display:none", names)
