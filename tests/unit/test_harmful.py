"""The last check refuses whatever a browser would run, fetch or be led to, however it is spelt."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.project import TOP
from selectolax.lexbor import LexborHTMLParser
from stretchbook.book.library import Library
from stretchbook.checks.all_checks import open_library
from stretchbook.site import css
from stretchbook.site.check import check_site
from stretchbook.site.policy import HEADER, add_policies
from stretchbook.site.scripts import INLINE, KnownScripts, digest_of, list_of, read_lists
from stretchbook.text.browser_addresses import plain_address

HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>x</title>{}</head>'
    "<body><main>{}</main></body></html>"
)
OWN = (
    '<a href="./">Home</a> <img src="a.svg" alt="" srcset="a.svg 1x, a.svg 2x"> '
    '<table><tr><td style="text-align: left">1</table>'
)

IN_BODY = [
    '<p onclick="x()">x</p>',
    "<p/ONclick=x()>x</p>",
    '<svg><a xlink:href="javascript:x()"><text>x</text></a></svg>',
    '<a href="javascript:x()">x</a>',
    '<a href="JaVa&#9;Script&colon;x()">x</a>',
    '<a href=" &#1;java&NewLine;script:x()">x</a>',
    '<a href="vbscript:x()">x</a>',
    '<a href="data:text/html,<script>x()</script>">x</a>',
    '<a href="blob:null/1">x</a>',
    "<script>x()</script>",
    '<script type="text/javascript" src="data:text/javascript,x()"></script>',
    '<script type="importmap">{"imports":{}}</script>',
    '<script type="speculationrules">{"prerender":[]}</script>',
    '<script src="a.svg"></script>',
    '<svg><script href="b.js"></script></svg>',
    '<form action="https://elsewhere.invalid/"><input name="pain"></form>',
    '<form action="//elsewhere.invalid/"><input name="pain"></form>',
    '<form><button formaction="https://elsewhere.invalid/">x</button></form>',
    '<base href="https://elsewhere.invalid/">',
    '<meta http-equiv="ReFresh" content="0; url=https://elsewhere.invalid/">',
    '<meta http-equiv="set-cookie" content="a=b">',
    '<article><meta http-equiv="refresh" content="0; url=./"></article>',
    '<iframe src="./"></iframe>',
    '<iframe srcdoc="<b>x</b>"></iframe>',
    '<object data="a.svg"></object>',
    '<embed src="a.svg">',
    "<portal src=./></portal>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    '<svg><a><animate attributeName="href" values="javascript:x()"/></a></svg>',
    '<svg><set attributeName="onclick" to="x()"/></svg>',
    '<svg><use href="https://elsewhere.invalid/a.svg#a"></use></svg>',
    '<svg><use xlink:href="data:image/svg+xml,<svg/>#a"></use></svg>',
    '<svg><rect fill="url(https://elsewhere.invalid/a.svg#a)"/></svg>',
    "<math><mtext><mglyph><style><img src=x onerror=x()></style></mglyph></mtext></math>",
    '<img src="a.svg" alt="" onerror="x()">',
    '<img src="\\\\elsewhere.invalid/a.png" alt="">',
    '<img src="/&#9;/elsewhere.invalid/a.png" alt="">',
    '<img src="a.svg" alt="" srcset="a.svg 1x, //elsewhere.invalid/a.png 2x">',
    '<img src="a.svg" alt="" srcset="a.svg 1x,https:elsewhere.invalid/a.png 2x">',
    '<video poster="https://elsewhere.invalid/a.png"></video>',
    '<a href="./" ping="https://elsewhere.invalid/">x</a>',
    '<img src="a.svg" alt="" attributionsrc="https://elsewhere.invalid/">',
    '<table background="https://elsewhere.invalid/a.png"><tr><td>1</table>',
    '<input type="image" src="https://elsewhere.invalid/a.png">',
    '<p style="background: u\\72l(//elsewhere.invalid/a.png)">x</p>',
    '<p style="background: image-set(&quot;//elsewhere.invalid/a.png&quot; 1x)">x</p>',
    '<p style="position: fixed; inset: 0; background: #fff">x</p>',
    '<p style="d\\69splay: none">x</p>',
    '<p style="box-shadow: 0 0 0 9999px #fff">x</p>',
    '<p style="color: #fff">x</p>',
    '<p style="text-align: left; --x: 1">x</p>',
    "<style>p { color: red }</style>",
    '<template><p onclick="x()">x</p></template>',
    "<template><template><script>x()</script></template></template>",
    '<template><tr onclick="x()"><td>x</td></tr></template>',
    '<div><template shadowrootmode="open"></template><p>x</p></div>',
    '<noscript><p title="</noscript><img src=x onerror=x()>">x</p></noscript>',
    "<select><title></select><img src=x onerror=x()></title></select>",
    '<p class="mermaid">x</p>',
    '<a data-md-component="source" href="https://github.com/a/b">x</a>',
    '<a href="./" data-letter="javascript:x()">x</a>',
    '<aside data-answers="https://elsewhere.invalid/a.json">x</aside>',
    '<aside data-conditions="javascript:x()">x</aside>',
    "<p popover id=a>x</p>",
    "<p contenteditable>x</p>",
    "<dialog open>x</dialog>",
    '<svg overflow="visible" width="1" height="1"><rect x="-999" y="-999" width="2000" height="2000"/></svg>',
    '<article><div class="md-consent__inner">x</div></article>',
    "<plaintext>x",
    "<marquee>x</marquee>",
]
IN_HEAD = [
    '<link rel="prefetch" href="https://elsewhere.invalid/">',
    '<link rel="PRECONNECT" href="https://elsewhere.invalid/">',
    '<link rel="dns-prefetch" href="//elsewhere.invalid">',
    '<link rel="preload" as="script" href="https://elsewhere.invalid/a.js">',
    '<link rel="modulepreload" href="b.js">',
    '<link rel="manifest" href="a.json">',
    '<link rel="stylesheet" href="https://elsewhere.invalid/a.css">',
    '<link rel="alternate stylesheet" href="a.svg">',
    '<link rel="stylesheet" href="data:text/css,p{}">',
    '<link rel="canonical" href="https://elsewhere.invalid/">',
    '<link rel="icon" href="https://elsewhere.invalid/a.png">',
    f'<meta http-equiv="{HEADER}" content="default-src *">',
    '<meta charset="utf-7">',
    '<meta name="viewport" content="width=9999, initial-scale=0.01">',
]
FILES = {
    "a.htm": "<p>x</p>",
    "a.xhtml": "<p>x</p>",
    "a.js": "x()",
    "a.mjs": "x()",
    "page": "<html><script>x()</script>",
    "page.odd": "\ufeff <svg onload='x()'/>",
    "b.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>',
    "c.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    "d.svg": '<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:foreignObject/></x:svg>',
    "e.svg": '<svg xmlns="http://www.w3.org/2000/svg"><h:script xmlns:h="http://www.w3.org/1999/xhtml">x()</h:script></svg>',
    "f.svg": '<svg xmlns="http://www.w3.org/2000/svg"><a href="java&#10;script:x()"/></svg>',
    "g.svg": '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    "h.svg": '<?xml-stylesheet href="a.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "i.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://elsewhere.invalid/a.png"/></svg>',
    "j.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(//elsewhere.invalid/a#b)"/></svg>',
    "k.svg": "<svg",
    "feed.xml": '<html xmlns="http://www.w3.org/1999/xhtml"><script>x()</script></html>',
    "a.json": '{"url": "java\\u0073cript:x()"}',
    "b.json": "x()",
    "b.css": '@charset "shift_jis"; p { color: red }',
    "c.css": '@\\69mport "//elsewhere.invalid/a.css";',
    "d.css": "@font-face { src: url( 'https://elsewhere.invalid/a.woff2') }",
}
STYLES = {
    '@import "//e/x"': "//e/x",
    '@\\69mport/**/ "//e"': "//e",
    "a { b: u\\72l(//e/x) }": "//e/x",
    'a { b: \\75 \\72 \\6c("//e") }': "//e",
    "a { b: URL( '//e' ) }": "//e",
    'a { b: -webkit-image-set("x.png" 1x) }': "x.png",
    'a { --x: "ht\\9tps://e"; b: src(var(--x)) }': "ht\ttps://e",
    "a { b: url(\\2f\\2f e) }": "//e",
    "a { b: url(//e": "//e",
    '/*"*/@import url(//e);': "//e",
    "a { b: 'x\n; c: url(//e) }": "//e",
}


@pytest.fixture(scope="module")
def clinic() -> Library:
    return open_library(TOP / "tests" / "small-site" / "stretches")


def faults(folder: Path, clinic: Library, known: KnownScripts | None = None) -> list[str]:
    own = [
        problem
        for problem in check_site(folder, clinic, known=known or KnownScripts())
        if "was not" not in problem.message
    ]
    return [f"{problem.path}: {problem.message}" for problem in own if "no other page leads" not in problem.message]


def site(folder: Path, head: str = "", body: str = "", **files: str) -> Path:
    (folder / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', encoding="utf-8")
    for name, text in {"index.html": HEAD.format(head, OWN + body), **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    add_policies(folder)
    return folder


def test_a_page_of_ours_has_no_fault(clinic: Library, tmp_path: Path) -> None:
    assert faults(site(tmp_path), clinic) == []


@pytest.mark.parametrize("html", IN_BODY)
def test_a_page_that_runs_or_fetches_something_is_refused(html: str, clinic: Library, tmp_path: Path) -> None:
    assert faults(site(tmp_path, body=html), clinic)


@pytest.mark.parametrize("html", IN_HEAD)
def test_a_head_that_loads_something_is_refused(html: str, clinic: Library, tmp_path: Path) -> None:
    assert faults(site(tmp_path, head=html), clinic)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_a_browser_would_run_is_refused(name: str, clinic: Library, tmp_path: Path) -> None:
    found = faults(site(tmp_path, **{name: FILES[name]}), clinic)
    assert any(fault.startswith(f"site/{name}: ") for fault in found)


@pytest.mark.parametrize("style", STYLES)
def test_what_a_style_sheet_loads_is_found_in_any_spelling(style: str) -> None:
    assert STYLES[style] in list(css.loads(css.tokens(style)))


def test_what_is_only_text_in_a_style_sheet_is_not_loaded() -> None:
    style = "a[href^='https://']::after { content: 'Note: //' } /* url(//e) */"
    assert list(css.loads(css.tokens(style))) == []


def test_addresses_are_read_as_browsers_read_them() -> None:
    assert plain_address(" \x01\\\\e\t/a\n?b\\c ") == "//e/a?b\\c"


def test_a_class_by_which_the_theme_hides_is_refused(clinic: Library, tmp_path: Path) -> None:
    """The theme's own style sheet is known; what it hides is not to be seen all the same."""
    style = {"theme.css": ".md-toggle { display: none } .md-overlay { position: fixed }"}
    known = KnownScripts(single={"theme.css": tmp_path / "theme.css"})
    seen = '<div class="{}"><p data-strip>Not with: a cast.</p></div>'
    assert faults(site(tmp_path, body=seen.format("sb-strip"), **style), clinic, known) == []
    wrong = "says `display: none` of `.md-toggle`, which may hide what has to be seen."
    assert faults(site(tmp_path, body=seen.format("md-toggle"), **style), clinic, known) == [f"site/theme.css: {wrong}"]


# Scripts.


def test_a_script_is_known_by_what_is_in_it(clinic: Library, tmp_path: Path) -> None:
    ours, looks = tmp_path / "site", tmp_path / "looks"
    (ours / "assets").mkdir(parents=True)
    looks.mkdir()
    page = site(ours, body='<script type="module" src="assets/own.js"></script>', **{"assets/own.js": "export {};"})
    said = faults(page, clinic)
    assert any("runs `assets/own.js`, which no package brought" in fault for fault in said)
    (looks / "scripts.txt").write_text(list_of(ours), encoding="utf-8")
    known = KnownScripts(listed=read_lists([looks]))
    assert faults(page, clinic, known) == []
    (ours / "assets/own.js").write_text("export { x };", encoding="utf-8")
    wrong = "site/assets/own.js: is a script that no package brought and no list names as it is."
    assert faults(page, clinic, known) == [wrong]
    assert faults(page, clinic, KnownScripts(packages=(ours,))) == []


def test_each_page_has_to_begin_with_its_own_policy(clinic: Library, tmp_path: Path) -> None:
    page = site(tmp_path) / "index.html"
    text = page.read_text(encoding="utf-8")
    missing = ["site/index.html: does not begin with the policy that says what it may load and run."]
    for wrong in (
        text.replace("default-src 'none'", "default-src *"),
        text.replace("<head>", "<head><title>x</title>"),
        text.replace(HEADER, "X-Other"),
    ):
        page.write_text(wrong, encoding="utf-8")
        assert missing[0] in faults(tmp_path, clinic)


def test_the_known_lines_in_pages_are_those_of_the_templates() -> None:
    """Where one of them is changed, its digest has to be."""
    for name in ("partials/javascripts/base.html", "bare.html"):
        tree = LexborHTMLParser((TOP / "overrides" / name).read_text(encoding="utf-8"))
        for node in tree.css("script, style"):
            assert digest_of(node.text()) in INLINE, name


def test_the_list_of_scripts_is_that_of_the_scripts() -> None:
    assert (TOP / "overrides" / "scripts.txt").read_text(encoding="utf-8") == list_of(
        TOP / "content", TOP / "overrides"
    )
