"""Faults in how a hand-written page calls macros, found before the page is rendered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import SimpleNamespace
from typing import Any

from jinja2 import TemplateAssertionError, TemplateSyntaxError
from markupsafe import Markup

from stretchbook.book.addresses import Addresses
from stretchbook.book.article import Article
from stretchbook.book.book import Book
from stretchbook.kinds import KINDS, REFERENCES
from stretchbook.problems import MOST_PROBLEMS, Problem, describe, suggestion
from stretchbook.render.macros import MacroError, Macros
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.settings.web_address import WebAddressError, repository_address
from stretchbook.text.page_calls import Call, TooDeepError, calls, excesses, is_plain, names, parsed, shown
from stretchbook.text.place import Lines

_OPENING = re.compile(r"\{\{|\{%|\{#")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_INSIDE = r"""(?:"[^"\n]*"|'[^'\n]*'|(?!\{\{|\{%|\{#)[^"'])*?"""
_CALLS = {
    "{{": re.compile(rf"\{{\{{{_INSIDE}\}}\}}", re.DOTALL),
    "{%": re.compile(rf"\{{%{_INSIDE}%\}}", re.DOTALL),
    "{#": re.compile(r"\{#.*?#\}", re.DOTALL),
}
"""What each opening sign begins, to its end; signs in quotes are text."""

_BARE_ID = re.compile(r"\{\{[-\s]*\w+\(\s*(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)\s*[,)]")
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}")
_END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_HEADING_ID = re.compile(r"\{#([\w.:-][^}#\n]*+)\}")
_BLOCK = re.compile(r"\{%[-+]?\s*(end)?(\w+)")
_INNERMOST = re.compile(r"The innermost block that needs to be closed is '(\w+)'")
_OTHER_QUOTE = re.compile("[“”„‘’]")
_ODD_TEXT = re.compile(r"""\\|["']\s*["']""")
"""What would let text be read that nobody sees in the file."""

_MOST_SHOWN = 60
"""Lists and records on one page; a whole stretch makes 50 kB of it."""

_FENCE = re.compile(r" *(?:`{3,}|~{3,})")
_RIGHT = 'Write it as {{ stretch("an-id") }}.'
_AS_RAW = "Write {% raw %} before this code and {% endraw %} after it."
_TAGS = ("if", "elif", "else", "endif")
"""The tags that pages may have, beside `raw`."""


def macro_problems(book: Book) -> Iterator[Problem]:
    """Yield what keeps hand-written pages from being rendered: names, ids and arguments of macro calls included."""
    known = _Known(book)
    for article in book.library.articles:
        yield from _page_problems(article, known)


def page_values(settings: Settings | None) -> Mapping[str, str]:
    """Return what every page may name beside the macros: words that stand under `extra`, and `repository_url`."""
    extra = settings.get("extra") if settings else None
    repository = settings.get("repo_url") if settings else None
    words = {name: value for name, value in (extra if isinstance(extra, dict) else {}).items() if _is_word(value)}
    return {**words, "repository_url": _address(repository)}


def _is_word(value: object) -> bool:
    return isinstance(value, str)


def _address(repository: object) -> str:
    """Return the address of the repository in the one form that pages get; nothing where it is wrong."""
    try:
        return repository_address(repository) if isinstance(repository, str) and repository else ""
    except WebAddressError:
        return ""


_UNREAD = SimpleNamespace(name="")
"""Stands for a record that could not be read: its own faults are told, and nobody is blamed for naming it."""


class _Known:
    """What pages may name: everything that is given anywhere. It takes the place of a renderer, and shows nothing."""

    def __init__(self, book: Book) -> None:
        self.is_whole = None not in book.ids.values()
        library = book.library
        records = {kind.id: _with_unread(library.of(kind.id), book.ids[kind.id]) for kind in KINDS}
        references = _with_unread(library.references, book.ids[REFERENCES])
        self.library = replace(library, records=records, references=references)
        self.addresses = Addresses(self.library)
        self.samples: Mapping[str, Any] = self.library.of("pose-samples")
        self.values = page_values(book.settings)

    def render(self, *_: Any, **__: Any) -> Markup:
        """Return nothing: what would be shown is checked as a record."""
        return Markup()

    body_map = whole_body_map = render


def _with_unread(read: Mapping[str, Any], given: Collection[str] | None) -> Mapping[str, Any]:
    return {**dict.fromkeys(given or (), _UNREAD), **read}


def _page_problems(article: Article, known: _Known) -> Iterator[Problem]:
    if "{" not in article.body:
        return
    macros = Macros(known, lambda _: None, lambda: article.address).all()
    faults = list(call_problems(article.body, article.path, {*macros, *known.values}, article.lines_above))
    yield from faults
    if known.is_whole and not faults:
        yield from _failing_calls(article, known.values, macros)
    if not faults:
        yield from islice(_repeated_calls(article), MOST_PROBLEMS + 1)


def _repeated_calls(article: Article) -> Iterator[Problem]:
    """Yield what a page shows twice, and where it shows more than one page can hold: each may be a long list."""
    shows = [call for call in calls(article.body) or () if call.name not in Macros.INLINE]
    seen: set[tuple[object, ...]] = set()
    for call in shows:
        what = (call.name, *call.arguments)
        if what in seen:
            message = f"shows `{call.name}` twice, with the same words."
            yield Problem(article.path, article.lines_above + call.line, 1, "", message, "Remove one of the two calls.")
        seen.add(what)
    if len(seen) > _MOST_SHOWN:
        message = f"has more than {_MOST_SHOWN} calls that show lists or records."
        yield Problem(article.path, article.lines_above + 1, 1, "", message, "Make several pages of it.")


def _failing_calls(article: Article, values: Mapping[str, str], macros: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the calls of a page that fail."""
    found: list[Problem] = []

    def show(call: Call) -> str:
        try:
            return str(macros[call.name](*call.arguments))
        except Exception as fault:  # noqa: BLE001 what a page passes on may break in any way
            found.append(Problem(article.path, article.lines_above + call.line, 1, "", *call_fault(call.name, fault)))
            return ""

    shown(parsed(article.body), values, show)
    yield from found


def call_fault(macro: str, fault: Exception) -> tuple[str, str]:
    """Return what is wrong with a macro call that failed, and how to fix it."""
    if isinstance(fault, MacroError):
        return f"{macro}: {fault}", "Correct the call."
    if isinstance(fault, TypeError):
        return f"{str(fault).removeprefix('Macros.')}.", "Correct the call."
    return f"{macro} cannot be rendered: {describe(fault)}.", "Please report this."


def call_problems(text: str, path: str, known: Collection[str], above: int = 0) -> Iterator[Problem]:
    """Yield what keeps a page from being rendered: broken braces, code, and names that nothing answers to.

    `above` is the number of lines that stand above the text in its file. `known` are all names that a page may use.
    """
    page = _Page(text, path, above)
    faults = list(islice(_written_faults(page), MOST_PROBLEMS + 1))
    yield from faults
    if faults:
        return
    try:
        tree = parsed(text)
    except TemplateAssertionError as fault:
        yield Problem(path, above + fault.lineno, 1, "", f"{fault.message}", "Remove it.")
        return
    except TemplateSyntaxError as fault:
        yield _block_fault(page, fault)
        return
    except TooDeepError:
        yield Problem(path, above + 1, 1, "", "has macro calls nested too deeply.", "Remove those that are not needed.")
        return
    found = list(islice(excesses(tree), MOST_PROBLEMS + 1))
    for excess in found:
        fix = _AS_RAW if page.is_code(page.start_of(excess.line, "{")) else excess.fix
        yield Problem(path, above + excess.line, 1, "", excess.message, fix)
    if found:
        return
    for name, line in {name: line for name, line in reversed([*names(tree)]) if name not in known}.items():
        meant = suggestion(name, known)
        fix = f"Did you mean `{meant}`?" if meant else "Look the macros up on the page for contributors."
        fix = _AS_RAW if page.is_code(page.start_of(line, name)) else fix
        yield Problem(path, above + line, 1, "", f"`{name}`: no such macro.", fix)


@dataclass(frozen=True)
class _Page:
    text: str
    path: str
    above: int

    def problem(self, position: int, message: str, fix: str) -> Problem:
        line, column = Lines(self.text).place(position)
        return Problem(self.path, self.above + line, column, "", message, fix)

    def start_of(self, line: int, word: str) -> int:
        """Return where a word stands on a line, which counts from 1."""
        lines = self.text.split("\n")
        return sum(len(one) + 1 for one in lines[: line - 1]) + max(lines[line - 1].find(word), 0)

    def is_code(self, position: int) -> bool:
        """Return whether a place is between backticks or fences, where nobody means to call a macro."""
        *above, here = self.text[:position].split("\n")
        return sum(bool(_FENCE.match(line)) for line in above) % 2 == 1 or here.count("`") % 2 == 1


def _written_faults(page: _Page) -> Iterator[Problem]:
    """Yield the braces that are not closed, or do not hold what Jinja understands."""
    text, position = page.text, 0
    while found := _OPENING.search(text, position):
        start = found.start()
        if raw := _RAW.match(text, start):
            end = _END_OF_RAW.search(text, raw.end())
            if not end:
                yield page.problem(start, "is never ended.", "Write {% endraw %} where it ends.")
                return
            position = end.end()
            continue
        if heading := _HEADING_ID.match(text, start):
            message = "has `{#`, with which a comment of the macros starts."
            fix = _AS_RAW if page.is_code(start) else f"Write `{{ #{heading[1].strip()} }}`, with spaces."
            yield page.problem(start, message, fix)
            position = heading.end()
            continue
        end_of_call = _end_of_call(text, start, found.group())
        if end_of_call is None:
            yield _unclosed(page, start, found.group())
        elif found.group() != "{#":
            yield from _call_faults(page, start, text[start:end_of_call])
        position = end_of_call or found.end()


def _end_of_call(text: str, start: int, opening: str) -> int | None:
    """Return where a call ends; None where another one begins first, or nothing ends it."""
    if whole := _CALLS[opening].match(text, start):
        return whole.end()
    # A quote without its partner keeps the call from being whole; it is closed all the same.
    end = text.find(_CLOSING[opening], start + 2)
    other = _OPENING.search(text, start + 2)
    return None if end < 0 or (other and other.start() < end) else end + 2


def _unclosed(page: _Page, start: int, opening: str) -> Problem:
    message = f"opens {opening} and does not close it."
    if page.is_code(start):
        return page.problem(start, message, _AS_RAW)
    fix = f'Close it with {_CLOSING[opening]}, or write {{{{ "{opening}" }}}} to show the sign itself.'
    return page.problem(start, message, fix)


def _call_faults(page: _Page, start: int, call: str) -> Iterator[Problem]:
    block = _BLOCK.match(call)
    if bare := _BARE_ID.match(call):
        yield page.problem(start + bare.start("id"), "has an id without quotes.", f'Write "{bare["id"]}".')
        return
    if is_plain(call) and (odd := _ODD_TEXT.search(call)):
        message = "has a backslash, or two texts side by side, in a macro call."
        yield page.problem(
            start + odd.start(), message, _AS_RAW if page.is_code(start) else "Write one text, as it is read."
        )
        return
    tag = f"{block[1] or ''}{block[2]}" if block else None
    # A question is looked at as a whole, with its end.
    if tag in _TAGS[1:] or _is_read(f"{call}{{% endif %}}" if tag == "if" else call):
        return
    if page.is_code(start):
        yield page.problem(start, f"has {call[:2]} in code, which the macros would read.", _AS_RAW)
    elif quote := _OTHER_QUOTE.search(call):
        message = f"has {quote[0]} in a macro call."
        yield page.problem(start + quote.start(), message, 'Write " in its place.')
    elif tag and tag not in _TAGS:
        message = f"`{tag}` is not a tag of the macros."
        yield page.problem(start, message, 'Remove it, or write {{ "{%" }} to show the sign itself.')
    else:
        yield page.problem(start, "has a macro call that is not written right.", _RIGHT)


def _is_read(call: str) -> bool:
    """Return whether what stands alone is written right: a macro call as Jinja has it, or a tag that pages may have."""
    if _BLOCK.match(call):
        return is_plain(call)
    try:
        parsed(call)
    except TemplateAssertionError:
        return True
    except (TemplateSyntaxError, TooDeepError):
        return False
    return True


def _block_fault(page: _Page, fault: TemplateSyntaxError) -> Problem:
    """Report a tag with an end that is not there, or an end without a tag."""
    innermost = _INNERMOST.search(fault.message or "")
    name = innermost[1] if innermost else ""
    starts = [found.start() for found in re.finditer(rf"\{{%[-+]?\s*{name}\b", page.text)] if name else []
    if starts:
        fix = _AS_RAW if page.is_code(starts[-1]) else f"Write {{% end{name} %}} where it ends."
        return page.problem(starts[-1], f"has `{name}`, which is never ended.", fix)
    return Problem(page.path, page.above + fault.lineno, 1, "", "ends something that did not begin.", "Remove the tag.")
