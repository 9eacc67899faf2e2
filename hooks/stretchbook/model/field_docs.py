"""What stands below the fields of a model: messages, the schema and pages for contributors show it.

It is read from the source when somebody asks. pydantic would read it as each model is imported: a quarter of a second
of every command.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


@cache
def field_docs(model: type[BaseModel]) -> Mapping[str, str]:
    """Return, by the name of each field of a model that is described, what is said of it."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        # A field that is given anew says no longer what it said above.
        found = {name: said for name, said in found.items() if name not in inspect.get_annotations(base)}
        found |= _of_module(base.__module__).get(base.__qualname__, {}) if issubclass(base, BaseModel) else {}
    return {name: said for name, said in found.items() if name in model.model_fields}


@cache
def _of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return what is said of the fields of each class of a module; nothing where it has no source."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[name]))
    except (OSError, TypeError):
        return {}
    return {each.name: dict(_of_class(each)) for each in tree.body if isinstance(each, ast.ClassDef)}


def _of_class(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
            said = below.value.value if isinstance(below.value, ast.Constant) else None
            if isinstance(said, str):
                yield field.target.id, inspect.cleandoc(said)
