"""Faults in how a hand-written page calls macros, found before the page is rendered."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from stretchbook.problems import Problem, suggestion


def call_problems(text: str, path: str, environment: Environment, known: Collection[str]) -> Iterator[Problem]:
    """Give what keeps a page from being rendered: broken braces, and names that nothing answers to."""
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as fault:
        yield Problem(path, fault.lineno, 1, "", "has a macro call that is not closed or not written right.",
                      'Write it as {{ stretch("cat-cow") }}.')  # fmt: skip
        return
    for name in sorted(find_undeclared_variables(tree) - set(known) - set(environment.globals)):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 1)
        meant = suggestion(name, known)
        mend = f"Did you mean `{meant}`?" if meant else "Look the macros up on the page for contributors."
        yield Problem(path, line, 1, "", f"`{name}`: no such macro.", mend)


def line_of_call(text: str, macro: str) -> int:
    """Give the line on which a page first calls a macro, 1 where it does not."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if f"{macro}(" in line), 1)
