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
