"""Ways in which a style sheet can hide the strip or a stop sign: each is refused, most of them before any browser."""

from __future__ import annotations

STRIP = {
    "no box": ".sb-strip { display: none }",
    "no ink": ".sb-strip { visibility: hidden }",
    "faint": ".sb-strip { opacity: 0.05 }",
    "letters of nothing": ".sb-strip * { font-size: 0.5px !important }",
    "no colour": ".sb-strip, .sb-strip * { color: transparent !important }",
    "colour that is seen through": ".md-typeset .sb-strip p, .sb-strip * { color: rgb(0 0 0 / 4%) !important }",
    "no filling": ".sb-strip * { -webkit-text-fill-color: #0000 }",
    "cut off": ".sb-strip { clip-path: inset(50%) }",
    "masked": ".sb-strip { mask: linear-gradient(transparent, transparent) }",
    "filtered": ".sb-strip { filter: opacity(0) }",
    "blurred": "main { filter: blur(40px) }",
    "shrunk": ".sb-strip { transform: scale(0) }",
    "shrunk by another word": ".sb-strip { scale: 0.01 }",
    "zoomed away": ".sb-strip { zoom: 0.01 }",
    "moved aside": ".sb-strip { translate: -9999px }",
    "beside the screen": ".sb-strip { position: absolute; left: -9999px }",
    "far below": ".sb-strip { position: absolute; top: 99999px }",
    "indented away": ".sb-strip p { text-indent: -9999px; overflow: hidden }",
    "no height": ".sb-strip { max-height: 1px; overflow: hidden; padding: 0 }",
    "no lines": ".sb-strip * { line-height: 0 !important }",
    "heaped letters": ".sb-strip * { letter-spacing: -5em }",
    "not drawn": ".sb-strip { content-visibility: hidden; height: 99px }",
    "backwards": ".sb-strip * { unicode-bidi: bidi-override; direction: rtl }",
    "dots": ".sb-strip * { -webkit-text-security: disc }",
    "animated": "@keyframes away { to { opacity: 0 } } .sb-strip { animation: away 1ms forwards }",
    "under a sheet": "body::after { content: ''; position: fixed; inset: 0; background: #fff; z-index: 99 }",
    "under a sheet of its own": ".sb-strip::after { content: ''; position: absolute; inset: 0; background: #fff }",
    "under a shadow": ".sb-chips { box-shadow: 0 0 0 9999px #fff; position: relative; z-index: 9 }",
    "by its mark": "[data-strip], [data-emergency-line] { display: none }",
    "spelt with escapes": ".sb-str\\69p { d\\69splay: n\\6fne }",
    "with a comment": ".sb-strip { display/**/:/**/none }",
    "by a choice": ":is(.sb-nothing, .sb-strip) { display: none }",
    "by what it is not": ".sb-stretch *:not(h1, h2, .sb-stretch__main) { display: none }",
    "by what stands in it": "body:has(.sb-strip) main p { opacity: 0 }",
    "in a rule": ".sb-stretch { & .sb-strip { display: none } }",
    "in a rule, its own name": ".sb-strip { p { display: none } }",
    "on some screens": "@media (min-width: 1px) { @supports (display: grid) { .sb-strip { display: none } } }",
    "in a layer": "@layer last { .sb-strip { display: none !important } }",
    "within bounds": "@scope (.sb-strip) { :scope { display: none } }",
    "a whole page": "html { font-size: 0.1px } .sb-strip * { font-size: 1rem !important }",
    "by a variable": ":root, body { --sb-ochre-ink: transparent !important; --sb-ink: transparent !important }",
}
"""What the last check refuses, and a browser shows."""

SEEN_ONLY = {
    "the colour of its paper": ".sb-strip, .sb-strip * { color: var(--sb-ochre-paper) !important }",
    "under its neighbour": ".sb-chips { position: relative; z-index: 9; background: #fff;"
    " margin-bottom: -40rem !important; height: 40rem }",
    "a picture over it": ".sb-hero { position: absolute !important; inset: 0; background: #fff; z-index: 9 }",
}  # fmt: skip
"""What only a browser knows: how boxes lie, and what colours come to."""

REFUSED_ONLY = {
    "as large as a variable": ":root { --sb-m: 0px } .sb-strip { font-size: var(--sb-m) }",
    "paper on paper": ".sb-strip { color: var(--sb-paper) }",
    "white on white": ".sb-strip, .sb-strip * { color: #000; background: #000 }",
    "paper of its own ink": ".sb-strip * { background: currentColor !important }",
    "letters in a heap": ".sb-strip { letter-spacing: -1em }",
    "letters of nothing but blanks": ".sb-strip * { font-family: Blank }",
    "rows of no height": ".sb-strip { display: grid; grid-template-rows: 0 }",
    "all but a line": ".sb-strip { height: 1em; overflow: hidden }",
    "after the steps": ".sb-strip { order: 9 }",
    "a list without its heading": ".sb-answers__lead { display: none }",
}
"""What the last check refuses, wherever it stands; on the page of a browser's test some of it does nothing."""

HIDING = (
    """
display: none|visibility: hidden|visibility: collapse|opacity: 0|opacity: calc(0)|opacity: var(--z)|font-size: 0
font-size: calc(1px*0)|font-size: min(1px, 0px)|font: 0/0 a|clip: rect(0 0 0 0)|clip-path: circle(0)
height: 0; overflow: hidden|max-height: 0; overflow: clip|block-size: 0; overflow: hidden|height: calc(0px)
position: absolute; left: -9999px|position: fixed; top: 200vh|position: absolute; inset: 100vh auto auto 0
color: var(--sb-paper)|color: #fff|color: var(--md-default-bg-color)|color: color-mix(in srgb, red 0%, transparent)
color: light-dark(#fff, #000)|background: currentColor|transform: scale(0)|transform: rotateX(90deg)
content-visibility: hidden|mask-image: linear-gradient(transparent, transparent)|-webkit-text-security: disc
text-indent: -9999px|letter-spacing: -1em|line-height: 0|translate: -200vw|margin-left: -9999px
float: left; margin-left: -100%; z-index: -1|font-family: Blank|display: contents; font-size: 0
display: grid; grid-template-rows: 0|width: 0; overflow: hidden|columns: 1px 99; overflow: hidden
writing-mode: vertical-rl; height: 1px|animation: x 1s|mix-blend-mode: color|filter: brightness(9)
interactivity: inert|text-overflow: ellipsis|-webkit-line-clamp: 1|white-space: nowrap; overflow: hidden; width: 1em
order: 99|direction: rtl; unicode-bidi: bidi-override
""".strip()
    .replace("\n", "|")
    .split("|")
)
BLOCKS = (".sb-strip", "[data-strip]", "[data-emergency-line]", ".sb-strip strong", "[data-stop-sign]",
          ".sb-fold li", ".sb-fold", ".sb-fold > summary", "#stop", ".sb-answers__lead", "main p", "article",
          "section div > *")  # fmt: skip
AROUND = {
    "plain": "{block} {{ {hiding} }}",
    "on paper": "@media print {{ {block} {{ {hiding} }} }}",
    "in a layer": "@layer last {{ {block} {{ {hiding} !important }} }}",
    "by what it holds": "body:has({block}) {block} {{ {hiding} }}",
    "by its number": "{block}:nth-child(n) {{ {hiding} }}",
    "nested": "main {{ & {block} {{ {hiding} }} }}",
    "by what it is not": "{block}:not(.sb-none) {{ {hiding} }}",
    "by a choice": ":is({block}, b) {{ {hiding} }}",
    "where it can be": "@supports (color: red) {{ {block} {{ {hiding} }} }}",
    "in a box": "@container (width > 1px) {{ {block} {{ {hiding} }} }}",
    "within bounds": "@scope (main) {{ {block} {{ {hiding} }} }}",
}
"""Each way of hiding, for each block, in each place of a style sheet."""
