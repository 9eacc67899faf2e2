"""Faults in how a hand-written page calls macros, found before the page is rendered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from jinja2 import Environment, TemplateAssertionError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from stretchbook.problems import MOST_PROBLEMS, Problem, suggestion
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
_HEADING_ID = re.compile(r"\{#([\w.:-]+[^}#\n]*)\}")
_BLOCK = re.compile(r"\{%[-+]?\s*(end)?(\w+)")
_INNERMOST = re.compile(r"The innermost block that needs to be closed is '(\w+)'")
_OTHER_QUOTE = re.compile("[“”„‘’]")
_FENCE = re.compile(r" *(?:`{3,}|~{3,})")
_RIGHT = 'Write it as {{ stretch("cat-cow") }}.'
_AS_RAW = "Write {% raw %} before this code and {% endraw %} after it."
_INSERTED = ("autoescape", "block", "call", "filter", "for", "if", "macro", "set", "trans", "with")
"""Tags of Jinja that have an end."""


def call_problems(
    text: str, path: str, environment: Environment, known: Collection[str] | None, above: int = 0
) -> Iterator[Problem]:
    """Give what keeps a page from being rendered: broken braces, and names that nothing answers to.

    `above` is the number of lines that stand above the text in its file. `known` are all names that a page may
    use; with None, only how the braces are written is looked at.
    """
    page = _Page(text, path, above)
    faults = list(islice(_written_faults(page, environment), MOST_PROBLEMS + 1))
    yield from faults
    if faults:
        return
    try:
        tree = environment.parse(text)
        names = find_undeclared_variables(tree)
    except TemplateAssertionError as fault:
        if known is not None:
            yield Problem(path, above + fault.lineno, 1, "", f"{fault.message}", "Remove it.")
        return
    except TemplateSyntaxError as fault:
        yield _block_fault(page, fault)
        return
    except RecursionError:
        yield Problem(path, above + 1, 1, "", "has macro calls nested too deeply.", "Remove those that are not needed.")
        return
    for name in sorted(names - set(known or names) - set(environment.globals)):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 1)
        meant = suggestion(name, {*(known or ()), *environment.globals})
        mend = f"Did you mean `{meant}`?" if meant else "Look the macros up on the page for contributors."
        mend = _AS_RAW if page.is_code(page.start_of(line, name)) else mend
        yield Problem(path, above + line, 1, "", f"`{name}`: no such macro.", mend)


@dataclass(frozen=True)
class _Page:
    text: str
    path: str
    above: int

    def problem(self, position: int, wrong: str, mend: str) -> Problem:
        line, column = Lines(self.text).place(position)
        return Problem(self.path, self.above + line, column, "", wrong, mend)

    def start_of(self, line: int, word: str) -> int:
        """Return where a word stands on a line, which counts from 1."""
        lines = self.text.split("\n")
        return sum(len(one) + 1 for one in lines[: line - 1]) + max(lines[line - 1].find(word), 0)

    def is_code(self, position: int) -> bool:
        """Tell whether a place is between backticks or fences, where nobody means to call a macro."""
        *above, here = self.text[:position].split("\n")
        return sum(bool(_FENCE.match(line)) for line in above) % 2 == 1 or here.count("`") % 2 == 1


def _written_faults(page: _Page, environment: Environment) -> Iterator[Problem]:
    """Give the braces that are not closed, or do not hold what Jinja understands."""
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
            wrong = "has `{#`, with which a comment of the macros starts."
            mend = _AS_RAW if page.is_code(start) else f"Write `{{ #{heading[1].strip()} }}`, with spaces."
            yield page.problem(start, wrong, mend)
            position = heading.end()
            continue
        end_of_call = _end_of_call(text, start, found.group())
        if end_of_call is None:
            yield _unclosed(page, start, found.group())
        elif found.group() != "{#":
            yield from _call_faults(page, start, text[start:end_of_call], environment)
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
    wrong = f"opens {opening} and does not close it."
    if page.is_code(start):
        return page.problem(start, wrong, _AS_RAW)
    mend = f'Close it with {_CLOSING[opening]}, or write {{{{ "{opening}" }}}} to show the sign itself.'
    return page.problem(start, wrong, mend)


def _call_faults(page: _Page, start: int, call: str, environment: Environment) -> Iterator[Problem]:
    block = _BLOCK.match(call)
    if bare := _BARE_ID.match(call):
        yield page.problem(start + bare.start("id"), "has an id without quotes.", f'Write "{bare["id"]}".')
        return
    message = _refusal(call, environment)
    if block and not block[1] and block[2] in _INSERTED:
        message = message and _refusal(f"{call}{{% end{block[2]} %}}", environment)
    elif block and block[2] in (*_INSERTED, "else", "elif"):
        return
    if message is None:
        return
    if page.is_code(start):
        yield page.problem(start, f"has {call[:2]} in code, which the macros would read.", _AS_RAW)
    elif quote := _OTHER_QUOTE.search(call):
        wrong = f"has {quote[0]} in a macro call."
        yield page.problem(start + quote.start(), wrong, 'Write " in its place.')
    elif block and "unknown tag" in message:
        wrong = f"`{block[2]}` is no tag of the macros."
        yield page.problem(start, wrong, 'Remove it, or write {{ "{%" }} to show the sign itself.')
    else:
        yield page.problem(start, "has a macro call that is not written right.", _RIGHT)


def _refusal(call: str, environment: Environment) -> str | None:
    """Return why Jinja does not take a call that stands alone, or None."""
    try:
        environment.parse(call)
    except TemplateAssertionError:
        return None
    except (TemplateSyntaxError, RecursionError) as fault:
        return getattr(fault, "message", None) or "not read"
    return None


def _block_fault(page: _Page, fault: TemplateSyntaxError) -> Problem:
    """Report a tag with an end that is not there, or an end without a tag."""
    innermost = _INNERMOST.search(fault.message or "")
    name = innermost[1] if innermost else ""
    starts = [found.start() for found in re.finditer(rf"\{{%[-+]?\s*{name}\b", page.text)] if name else []
    if starts:
        mend = _AS_RAW if page.is_code(starts[-1]) else f"Write {{% end{name} %}} where it ends."
        return page.problem(starts[-1], f"has `{name}`, which is never ended.", mend)
    return Problem(page.path, page.above + fault.lineno, 1, "", "ends something that did not begin.", "Remove the tag.")


def line_of_call(text: str, macro: str, arguments: Iterable[object] = ()) -> int:
    """Give the line on which a page first calls a macro with these arguments, 1 where it does not."""
    signs = (f"{macro}(", *(argument for argument in arguments if isinstance(argument, str)))
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if all(sign in line for sign in signs)), 1)
