"""What a browser may load and run on a page, told by the page itself: its content security policy.

It stands in the page since whoever publishes a folder of files often cannot set what a server says. Without it a
script that got into a page all the same would run.
"""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from stretchbook.site.scripts import INLINE, digest_of

HEADER = "Content-Security-Policy"
_ALWAYS = (
    "img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'none'; "
    "form-action 'self'; base-uri 'none'"
)
"""`default-src 'none'`, which stands before it, is for all else: frames, objects, manifests."""

_HEAD = re.compile(r"<head>|<!doctype html>", re.IGNORECASE)


def policy_of(tree: LexborHTMLParser) -> str:
    """Return the policy of a page: what all pages may do, and the known lines that stand in this one."""
    scripts, styles = (_known(tree, tag) for tag in ("script", "style"))
    looks = f"style-src 'self'{styles}"
    if tree.css_first("[style]") is not None:
        # No digest covers an attribute. Browsers that know the second line let no style element through.
        looks = f"style-src 'self' 'unsafe-inline'; style-src-elem 'self'{styles}"
    return f"default-src 'none'; script-src 'self'{scripts}; {looks}; {_ALWAYS}"


def add_policies(site: Path) -> None:
    """Write into each page of a finished site what it may load and run."""
    for file in site.rglob("*.html"):
        html = file.read_bytes()
        tag = f'<meta http-equiv="{HEADER}" content="{policy_of(LexborHTMLParser(html))}">'
        file.write_bytes(_with(html, tag.encode()))


def _with(html: bytes, tag: bytes) -> bytes:
    """Return a page with a tag before all that its head holds."""
    start = html[:1000].decode("utf-8", errors="replace")
    places = [len(start[: found.end()].encode()) for found in _HEAD.finditer(start)]
    place = max(places, default=0)
    return html[:place] + tag + html[place:]


def _known(tree: LexborHTMLParser, tag: str) -> str:
    """Return the digests of known lines in the page's elements of one kind, as a policy writes them."""
    digests = dict.fromkeys(digest_of(text_of(node)) for node in tree.css(tag))
    return "".join(f" 'sha256-{digest}'" for digest in digests if digest in INLINE)


def text_of(node: LexborNode) -> str:
    """Return what stands in an element that holds no others."""
    return node.text() or ""
