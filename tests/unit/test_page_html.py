"""What a page's text may make, as a browser reads it; all else is refused."""

from __future__ import annotations

import pytest
from markdown import Markdown
from stretchbook.text.page_html import html_faults, mark, marks_in

EXTENSIONS = ["toc", "tables", "fenced_code", "admonition", "attr_list", "def_list", "md_in_html"]
REFUSED = (
    "<del>Stop</del>", "<s>\n\nStop\n\n</s>", "<details><summary>a</summary>b</details>", "[Stop](a.md){ .headerlink }",
    "Stop\n{ .tabbed-block }",
    "<script>alert(1)</script>", "<p/onclick=1>x</p>", "<img src=x onerror=1>", "<svg/onload=1>", "x\n{ onclick=1 }",
    "<iframe src=x>", "<base href=x>", '<meta http-equiv="refresh" content="0">', "<form>", "<input>",
    "<object data=x>", "<p style='color: red'>x</p>", "<style>p {}</style>", "<template><b>x</b></template>",
    "<noscript>x</noscript>", "[x](javascript:1)", "[x](JaVaScRiPt:1)", '<a href="&#x6A;avascript:1">x</a>',
    '<a href="java&Tab;script:1">x</a>', "<a href=' \u0001vbscript:1'>x</a>", "[x][y]\n\n[y]: data:text/html,x",
    "[x](//elsewhere.invalid)", "[x](https://hands.invalid@elsewhere.invalid/)",
    "![x](https://elsewhere.invalid/a.png)", '<img src="/\\x.invalid/a">',
    '<img src="a.png" srcset="//x.invalid/a 2x">', "<image src=//x.invalid>", "<math><mi>x</mi></math>",
    "<sb-list>x</sb-list>", "## A { #__config }", "# __config", '<a name="__search">x</a>',
    '<p class="md-overlay">x</p>', "<p hidden>x</p>", "<p dir=rtl>x</p>", '<div data-stretchbook="0"></div>',
    '<div DATA-STRETCHBOOK="0"></div>', "x\n{ data-stretchbook=0 }", "</article>x", "</div></div><div>", "<div>x",
    "<textarea>", "<!--> <script>1</script> -->", "<!-- a --!><script>1</script>", "<body onload=1>",
    "<html onclick=1>", "[.](a.md){ .sb-row__name }", "Call now\n{ .sb-urgent .sb-hidden }",
    '<div class="sb-strip">x</div>', "[999](tel:0906123456)", "[Ring us](tel:112)", "[112](tel:+112112)",
    "<![CDATA[x><script>1</script>]]>", "| a |\n|---|\n| <b onclick=1>x</b> |",
)  # fmt: skip
TAKEN = (
    "*a* **b** `<script>` [c](d.md) <https://hands.invalid> <a@hands.invalid> [999](tel:999) [e](#f)",
    "## A { #b .hand-c }", "| a | b |\n|:--|--:|\n| c | d |", '!!! note "A"\n    b', "Term\n:   Means this.",
    "1. a\n2. b\n    - c", "```\n<b>\n```", "![A hand](hand.png)", "<figure><figcaption>a</figcaption></figure>",
    "<!-- a note -->", "a<br>b", "[TOC]", '<ul class="sb-tiles"><li><a href="a/"><strong>b</strong></a></li></ul>',
    "[a](b){ .md-button }",
)  # fmt: skip


def faults(text: str) -> list[str]:
    return [fault.message for fault in html_faults(Markdown(extensions=EXTENSIONS).convert(text))]


@pytest.mark.parametrize("text", REFUSED)
def test_what_runs_loads_hides_or_forges_is_refused(text: str) -> None:
    assert faults(f"Before\n\n{text}\n")


@pytest.mark.parametrize("text", TAKEN)
def test_what_prose_needs_is_taken(text: str) -> None:
    assert faults(text) == []


def test_only_an_element_of_its_own_counts_as_the_mark_of_a_call() -> None:
    block = mark("word-{}", is_inline=False)
    html = "".join(
        wrapped.format(block.format(number))
        for number, wrapped in enumerate(
            ("{}", "<p title='{}'>a</p>", "<!-- {} -->", "<textarea>{}</textarea>", "{0}{0}")
        )
    )
    assert [marks_in(html, "word").get(number) for number in range(6)] == [1, None, None, None, 2, None]
    assert list(html_faults(mark("word-0", is_inline=True), "word")) == []
    assert list(html_faults(mark("other-0", is_inline=True), "word"))
