"""What a page in Markdown says to its readers, with everything else blanked out."""

from __future__ import annotations

import re

from stretchbook.text.letters import normalised_in_place
from stretchbook.text.quantities import CITED

CITE = re.compile(r"""\{\{\s*cite\(\s*(["'])(?P<id>[^"']*)\1\s*\)\s*\}\}""")
"""The call of the macro that cites a reference."""

_UNSAID = re.compile(
    r"^(?P<fence>```|~~~).*?^(?P=fence)"
    r"|\[[^\]\n]*\]\(tel:[^)\s]*\)"  # a telephone number, which a phone can call
    r"|\]\([^)]*\)|\]\[[^\]]*\]|^ *\[[^\]]+\]:.*?$|https?://\S+"  # where a link leads
    r"|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"  # what a macro shows comes from records, which are checked themselves
    r"|<!--.*?-->|</?[A-Za-z!][^>]*>|(?<!`)`[^`\n]+`(?!`)|\{:?[^}\n]*\}",
    re.DOTALL | re.MULTILINE,
)


def said(text: str) -> str:
    """Return the text with `CITED` where something is cited, and blanks where nothing is said.

    Every word keeps its place, and letters are plain ones where one stands for one.
    """
    marked = CITE.sub(lambda found: CITED + " " * (len(found[0]) - 1), normalised_in_place(text))
    return _UNSAID.sub(lambda found: re.sub(rf"[^\n{CITED}]", " ", found[0]), marked)
