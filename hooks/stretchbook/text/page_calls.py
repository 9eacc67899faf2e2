"""What stands in the braces of a page: macro calls, names, and the question whether a name says anything.

Jinja's parser reads them, and nothing is run: what is no call, name or question is told as an excess, and refused
before anything renders the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

_PARSER = Environment(autoescape=True)  # it only ever parses
_SIGNS = re.compile(r"[{}%#]{1,2}")
_DEEPEST = 20
"""Questions in questions; no page needs two."""

_ONLY_CALLS = 'Pages hold macro calls with ids in quotes, such as {{ stretch("an-id") }}, and no code.'


class TooDeepError(Exception):
    """Braces stand in braces deeper than anybody writes them."""


@dataclass(frozen=True)
class Call:
    """A macro call: its name, what it passes on, and its line, counted from 1."""

    name: str
    arguments: tuple[object, ...]
    line: int


@dataclass(frozen=True)
class Excess:
    """What a page may not hold: its line, what it is, and what to do about it."""

    line: int
    message: str
    fix: str


@lru_cache(maxsize=2**9)
def parsed(text: str) -> nodes.Template:
    """Return what a page's braces hold.

    Raises `TemplateSyntaxError` where they are not written right, and `TooDeepError`.
    """
    try:
        return _PARSER.parse(text)
    except RecursionError:
        raise TooDeepError from None


def calls(text: str) -> tuple[Call, ...] | None:
    """Return the macro calls of a page; None where its braces are not right."""
    try:
        tree = parsed(text)
        return tuple(_call(each) for each in tree.find_all(nodes.Call) if _is_call(each))
    except (TemplateSyntaxError, TooDeepError, RecursionError):
        return None


def sure_calls(text: str) -> tuple[Call, ...]:
    """Return the macro calls of a page that hang on no question; none where its braces are not right."""
    try:
        parts = (part for node in parsed(text).body if isinstance(node, nodes.Output) for part in node.nodes)
        return tuple(_call(part) for part in parts if isinstance(part, nodes.Call) and _is_call(part))
    except (TemplateSyntaxError, TooDeepError):
        return ()


def is_plain(text: str) -> bool:
    """Return whether a page's braces can be read, and hold nothing in excess."""
    try:
        return next(excesses(parsed(text)), None) is None
    except (TemplateSyntaxError, TooDeepError):
        return False


def excesses(tree: nodes.Template) -> Iterator[Excess]:
    """Yield what a page holds beside macro calls, names, and the question whether a name says anything."""
    yield from _of_body(tree.body, 0)


def names(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """Yield each name that a page uses, with its line. The page holds nothing in excess."""
    yield from ((found.name, found.lineno) for found in tree.find_all(nodes.Name))


def shown(tree: nodes.Template, values: Mapping[str, object], show: Callable[[Call], str]) -> str:
    """Return a page's text with what `show` gives for each call.

    `values` are what names say; one that is not there says nothing. The page holds nothing in excess.
    """
    return "".join(_shown(tree.body, values, show))


def _shown(body: list[nodes.Node], values: Mapping[str, object], show: Callable[[Call], str]) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.If):
            yield from _shown(_chosen(node, values), values, show)
        elif isinstance(node, nodes.Output):
            yield from (_said(part, values, show) for part in node.nodes)


def _chosen(question: nodes.If, values: Mapping[str, object]) -> list[nodes.Node]:
    for branch in (question, *question.elif_):
        if isinstance(branch.test, nodes.Name) and values.get(branch.test.name):
            return branch.body
    return question.else_


def _said(part: nodes.Node, values: Mapping[str, object], show: Callable[[Call], str]) -> str:
    if isinstance(part, nodes.TemplateData):
        return part.data
    if isinstance(part, nodes.Call):
        return show(_call(part))
    if isinstance(part, nodes.Name):
        return str(values.get(part.name, ""))
    return str(part.value) if isinstance(part, nodes.Const) else ""


def _is_call(node: nodes.Call) -> bool:
    has_only_values = node.dyn_args is None and node.dyn_kwargs is None and not node.kwargs
    return isinstance(node.node, nodes.Name) and has_only_values and all(isinstance(v, nodes.Const) for v in node.args)


def _call(node: nodes.Call) -> Call:
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    return Call(name, tuple(map(_constant, node.args)), node.lineno)


def _constant(node: nodes.Node) -> object:
    return node.value if isinstance(node, nodes.Const) else None


def _of_body(body: Collection[nodes.Node], depth: int) -> Iterator[Excess]:
    for node in body:
        if isinstance(node, nodes.Output):
            yield from _of_output(node)
        elif isinstance(node, nodes.If):
            yield from _of_question(node, depth)
        else:
            message = f"has the tag `{_tag(node)}`, and pages hold no code."
            yield Excess(node.lineno, message, "Remove it.")


def _of_question(node: nodes.If, depth: int) -> Iterator[Excess]:
    if depth == _DEEPEST:
        yield Excess(node.lineno, "has questions nested too deeply.", "Remove those that are not needed.")
        return
    for branch in (node, *node.elif_):
        if not isinstance(branch.test, nodes.Name):
            message = "asks for more than whether a name says anything."
            yield Excess(branch.lineno, message, "Write it as {% if repository_url %}.")
        yield from _of_body(branch.body, depth + 1)
    yield from _of_body(node.else_, depth + 1)


def _of_output(node: nodes.Output) -> Iterator[Excess]:
    for part in node.nodes:
        if isinstance(part, (nodes.TemplateData, nodes.Name)) or (isinstance(part, nodes.Call) and _is_call(part)):
            continue
        if isinstance(part, nodes.Const) and isinstance(part.value, str):
            if not _SIGNS.fullmatch(part.value):
                message = "has text in braces, which nobody would read before it is shown."
                yield Excess(part.lineno, message, "Write it as text, without the braces.")
            continue
        yield Excess(part.lineno, "has more than a macro call in braces.", _ONLY_CALLS)


def _tag(node: nodes.Node) -> str:
    names = {"For": "for", "Assign": "set", "AssignBlock": "set", "FilterBlock": "filter", "CallBlock": "call"}
    return names.get(type(node).__name__, type(node).__name__.lower())
