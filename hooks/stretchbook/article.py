"""The hand-written pages, read for what they cite and for what they say without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stretchbook.problems import Problem, cut
from stretchbook.quantities import CITED, Quantity, unsourced

_GUIDE = "contribute/"
"""The folder of the pages that are about the program, and not about anybody's health."""

ADVICE = "Our advice; no study cited"
"""What stands over advice that rests on no source, so that readers see what it is."""

_MEND = f'Cite a source in the same sentence, before its full stop, or put it under `!!! advice "{ADVICE}"`.'
_CITE = re.compile(r"""\{\{\s*cite\(\s*(["'])(?P<id>[^"']*)\1\s*\)\s*\}\}""")
_FRONT_MATTER = re.compile(r"---\n(?P<meta>.*?\n)---\n", re.DOTALL)
_DESCRIPTION = re.compile(r"^description:\s*(?P<said>.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_FENCE = re.compile(r" *(?P<sign>`{3,}|~{3,})")
_BOX = re.compile(r' *(?:!!!|\?\?\?\+?) *(?P<kind>[\w-]*)[^"\n]*(?:"(?P<title>[^"\n]*)")?')
_ITEM = re.compile(r" *(?:[-*+]|\d+[.)]|:)[ \t]+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_ROW = re.compile(r" *\|")
_INDENT = 4

_UNSAID = re.compile(
    r"\[[^\]\n]*\]\(tel:[^)\s]*\)"  # a telephone number, which a phone can call
    r"|\]\([^)]*\)|\]\[[^\]]*\]|^ *\[[^\]]+\]:.*"  # where a link leads
    r"|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"  # what a macro shows comes from records, which are checked themselves
    r"|<!--.*?-->|<[A-Za-z/!][^>]*>|(?<!`)`[^`\n]+`(?!`)|\{:?[^}\n]*\}",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Article:
    """One hand-written page: its file, its address from the root of the site, its title and all that it cites."""

    path: str
    address: str
    title: str
    cited: tuple[str, ...]
    text: str

    @property
    def is_for_readers(self) -> bool:
        """Whether it is for readers: then it leads to its sources, and promises nothing."""
        return not self.address.startswith(_GUIDE)

    @property
    def body(self) -> str:
        """What stands below the front matter."""
        above = _FRONT_MATTER.match(self.text)
        return self.text[above.end() :] if above else self.text

    @property
    def lines_above(self) -> int:
        """How many lines the front matter has."""
        return self.text.count("\n", 0, len(self.text) - len(self.body))


def read_articles(folder: Path) -> Iterator[Article]:
    """Read every page below `folder`, MkDocs' own, in the order of their addresses; there need be none."""
    for file in sorted(folder.rglob("*.md")):
        if any(part.startswith(".") for part in file.relative_to(folder).parts):
            continue
        text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        address = re.sub(r"(?:^|(?<=/))index\.md$|\.md$", "", file.relative_to(folder).as_posix())
        address = address if not address or address.endswith("/") else f"{address}/"
        cited = tuple(dict.fromkeys(found["id"] for found in _CITE.finditer(text)))
        yield Article(file.relative_to(folder.parent).as_posix(), address, _title(text) or file.stem, cited, text)


def article_problems(article: Article) -> Iterator[Problem]:
    """Give the numbers that a page says without a source, and the advice of which readers are not told what it is."""
    if not article.is_for_readers:
        return
    for block in _blocks(article.text):
        for quantity in () if block.is_advice else unsourced(block.text):
            line, column = block.place(quantity)
            wrong = f"`{cut(quantity.text)}` is a number, and no source for it is cited."
            yield Problem(article.path, line, column, "", wrong, block.mend)
    for number, line_ in enumerate(article.text.split("\n"), 1):
        box = _BOX.fullmatch(line_)
        if box and box["kind"] == "advice" and box["title"] != ADVICE:
            column = line_.index("!" if "!!!" in line_ else "?") + 1
            wrong = "is advice, and its heading does not say so."
            yield Problem(article.path, number, column, "", wrong, f'Write `!!! advice "{ADVICE}"`.')


@dataclass(frozen=True)
class _Block:
    """A paragraph, an item or a row: its text, and where each of its lines begins in the file."""

    text: str
    starts: tuple[tuple[int, int], ...]
    is_advice: bool
    mend: str = _MEND

    def place(self, quantity: Quantity) -> tuple[int, int]:
        above = self.text[: quantity.start]
        line, column = self.starts[above.count("\n")]
        return line, column + len(above) - (above.rfind("\n") + 1)


def _title(text: str) -> str:
    meta = _FRONT_MATTER.match(text)
    found = re.search(r"^title: *(.+)$", meta["meta"] if meta else "", re.MULTILINE)
    return found[1].strip().strip("\"'") if found else ""


def _blocks(text: str) -> Iterator[_Block]:
    above = _FRONT_MATTER.match(text)
    if above and (said := _DESCRIPTION.search(above["meta"])):
        start = above.start("meta") + said.start("said")
        mend = "A description can cite nothing: say it without the number."
        yield _Block(said["said"].split("\n")[0], (_place(text, start),), is_advice=False, mend=mend)
    first = text.count("\n", 0, above.end()) if above else 0
    body = _said(text[above.end() if above else 0 :])
    reader = _Reader()
    for number, line in enumerate(body.split("\n"), first + 1):
        reader.take(number, line)
    reader.close()
    yield from reader.blocks


def _said(text: str) -> str:
    """Give the text with a mark where something is cited, and blanks where nothing is said; all stays in its place."""
    marked = _CITE.sub(lambda found: CITED + " " * (len(found.group()) - 1), text)
    return _UNSAID.sub(lambda found: re.sub(r"[^\n\x01]", " ", found.group()), marked)


def _place(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - (text.rfind("\n", 0, position) + 1) + 1


class _Reader:
    """Takes a page's lines and gives what is said in them, block by block."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self._lines: list[tuple[int, int, str]] = []
        self._fence = ""
        self._advice: int | None = None
        """How far the lines of the advice that is being read stand to the right; None outside of any."""
        self._inside = 0
        """How far to the right text may stand without being code."""

    def take(self, number: int, line: str) -> None:
        if self._is_code(line):
            self.close()
            return
        if not line.strip():
            self.close()
            return
        indent = len(line) - len(line.lstrip())
        if self._advice is not None and indent < self._advice:
            self.close()
            self._advice = None
        box = _BOX.match(line) if line.lstrip().startswith(("!!!", "???")) else None
        if box:
            self.close()
            self._inside = indent + _INDENT
            self._advice = indent + _INDENT if box["kind"] == "advice" else self._advice
        elif _HEADING.match(line):
            self.close()
            self._inside = 0
        elif _UNDERLINE.fullmatch(line) and self._lines:
            self._lines.clear()
        else:
            self._add(number, line, indent)

    def close(self) -> None:
        """End the block."""
        if self._lines:
            text = "\n".join(said for _, _, said in self._lines)
            starts = tuple((number, column) for number, column, _ in self._lines)
            self.blocks.append(_Block(text, starts, is_advice=self._advice is not None))
        self._lines = []

    def _add(self, number: int, line: str, indent: int) -> None:
        item = _ITEM.match(line)
        if item or _ROW.match(line):
            self.close()
        if item:
            self._inside = indent + _INDENT
        elif not self._lines:
            self._inside = min(self._inside, indent)
        start = item.end() if item else indent
        self._lines.append((number, start + 1, line[start:]))
        if _ROW.match(line):
            self.close()

    def _is_code(self, line: str) -> bool:
        """Tell whether a line is code: between fences, or further to the right than the text that it stands in."""
        fence = _FENCE.match(line)
        if self._fence:
            if fence and fence["sign"].startswith(self._fence) and not line.strip(" `~"):
                self._fence = ""
            return True
        if fence:
            self._fence = fence["sign"]
            return True
        indent = len(line) - len(line.lstrip())
        return not self._lines and bool(line.strip()) and indent >= self._inside + _INDENT
