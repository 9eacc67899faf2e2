"""What a page in Markdown says to its readers, with everything else blanked out."""

from __future__ import annotations

import re

from stretchbook.text.letters import normalised_in_place
from stretchbook.text.quantities import CITED

CITE = re.compile(r"""\{\{\s*cite\(\s*(["'])(?P<id>[^"']*)\1\s*\)\s*\}\}""")
"""The call of the macro that cites a reference."""

_LINK = re.compile(r"""\{\{-?\s*link\([^"'{}]*(["'])[^"'{}]*\1\s*,\s*(["'])(?P<words>[^{}]*?)\2[^"'{}]*\}\}""")
"""The call of the macro that links, with words of the page's own."""

_UNSAID = re.compile(
    r"^(?P<fence>```|~~~).*?^(?P=fence)"
    r"|\[[^\[\]\n]*+\]\(tel:[^)\s]*+\)"  # a telephone number, which a phone can call
    r"|\]\((?:(?!\]\()[^)])*+\)|\]\[[^\]\[]*+\]|^ *+\[[^\]\[]++\]:.*?$|https?://\S++"  # where a link leads
    r"|\{\{(?:(?!\{\{|\}\}).)*+\}\}|\{%(?:(?!\{%|%\}).)*+%\}|\{#(?:(?!\{#|#\}).)*+#\}"
    # (what a macro shows comes from records, which are checked themselves)
    r"|<!--(?:(?!<!--|-->).)*+-->|</?[A-Za-z!][^<>]*+>|(?<!`)`[^`\n]++`(?!`)|\{:?[^{}\n]*+\}|\{[{%#]",
    re.DOTALL | re.MULTILINE,
)


def said(text: str) -> str:
    """Return the text with `CITED` where something is cited, and blanks where nothing is said.

    Every word keeps its place, and letters are plain ones where one stands for one.
    """
    marked = CITE.sub(lambda found: CITED + " " * (len(found[0]) - 1), normalised_in_place(text))
    marked = _LINK.sub(_only_words, marked)
    return _UNSAID.sub(lambda found: re.sub(rf"[^\n{CITED}]", " ", found[0]), marked)


def _only_words(found: re.Match[str]) -> str:
    """Return the words of a link in their place, with blanks for the rest of its call."""
    start, end = found.start("words") - found.start(), found.end("words") - found.start()
    return re.sub(r"[^\n]", " ", found[0][:start]) + found["words"] + re.sub(r"[^\n]", " ", found[0][end:])
