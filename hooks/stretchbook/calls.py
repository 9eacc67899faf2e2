"""Faults in how a hand-written page calls macros, found before the page is rendered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from jinja2 import Environment, TemplateAssertionError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from stretchbook.problems import Problem, suggestion


def call_problems(
    text: str, path: str, environment: Environment, known: Collection[str], above: int = 0
) -> Iterator[Problem]:
    """Give what keeps a page from being rendered: broken braces, and names that nothing answers to.

    `above` is the number of lines that stand above the text in its file.
    """
    tree = parsed(text, path, environment, above)
    if isinstance(tree, Problem):
        yield tree
        return
    try:
        names = find_undeclared_variables(tree)
    except TemplateAssertionError as fault:
        yield Problem(path, above + fault.lineno, 1, "", f"{fault.message}", "Remove it.")
        return
    for name in sorted(names - set(known) - set(environment.globals)):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 1)
        meant = suggestion(name, {*known, *environment.globals})
        mend = f"Did you mean `{meant}`?" if meant else "Look the macros up on the page for contributors."
        yield Problem(path, above + line, 1, "", f"`{name}`: no such macro.", mend)


def parsed(text: str, path: str, environment: Environment, above: int = 0) -> nodes.Template | Problem:
    """Return a page's text as the macros read it, or the problem of braces that are not right."""
    try:
        return environment.parse(text)
    except TemplateAssertionError as fault:
        return Problem(path, above + fault.lineno, 1, "", f"{fault.message}", "Remove it.")
    except TemplateSyntaxError as fault:
        line = fault.lineno
    except RecursionError:  # brackets in brackets in brackets
        line = 1
    wrong = "has a macro call that is not closed or not written right."
    return Problem(path, above + line, 1, "", wrong, 'Write it as {{ stretch("cat-cow") }}.')


def line_of_call(text: str, macro: str, arguments: Iterable[object] = ()) -> int:
    """Give the line on which a page first calls a macro with these arguments, 1 where it does not."""
    signs = (f"{macro}(", *(argument for argument in arguments if isinstance(argument, str)))
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if all(sign in line for sign in signs)), 1)
