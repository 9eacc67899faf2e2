"""The wording of hand-written pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from stretchbook.problems import Problem
from stretchbook.style.wording import Wording

GUIDE = "contribute"
"""The folder of the pages for contributors, which have to name what is not to be written."""

_NO_WORDS = re.compile(
    r"\A---\n.*?\n---\n"
    r"|^(?P<fence>```|~~~).*?^(?P=fence)"
    r"|`[^`\n]*`"
    r"|\{\{.*?\}\}|\{%.*?%\}|\{[:.#][^}\n]*\}|\{ [:.#][^}\n]*\}"
    r"|<!--.*?-->|</?[A-Za-z][^>]*>"
    r"|(?<=\])\([^)\n]*\)"
    r"|https?://\S+",
    re.DOTALL | re.MULTILINE,
)
_SHOWN = re.compile(r"(?:title|description):")


def page_problems(folder: Path, wording: Wording) -> Iterator[Problem]:
    """Give the faults of every page in the folder of the site's hand-written pages; it need not be there."""
    for file in sorted(folder.glob("**/*.md")):
        if file.relative_to(folder).parts[0] == GUIDE:
            continue
        text = _bare(file.read_text(encoding="utf-8", errors="replace"))
        for fault in wording.faults(text):
            line = text.count("\n", 0, fault.start) + 1
            column = fault.start - text.rfind("\n", 0, fault.start)
            yield Problem(file.relative_to(folder.parent).as_posix(), line, column, "", fault.wrong, fault.mend)


def _bare(page: str) -> str:
    """Blank out what is no text of the page, letter by letter, so that every word keeps its place."""
    return _NO_WORDS.sub(lambda found: _blank(found[0]), page)


def _blank(part: str) -> str:
    if not part.startswith("---\n"):
        return re.sub(r"[^\n]", " ", part)
    # Of the head, readers see the title and the description; its quotes are YAML's, not somebody's words.
    lines = part.splitlines(keepends=True)
    return "".join(line.replace('"', ".") if _SHOWN.match(line) else re.sub(r"[^\n]", ".", line) for line in lines)
