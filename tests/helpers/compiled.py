"""Templates compiled once for all commands of a run of the tests: to compile them takes a third of a small build."""

from __future__ import annotations

import hashlib
import marshal
import os
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment


def keep_compiled(folder: Path) -> None:
    """Let this process, and its copies, look in a folder for a template before they compile it."""
    folder.mkdir(parents=True, exist_ok=True)
    compile_anew: Any = Environment.compile

    def compile_once(
        self: Environment, source: Any, name: str | None = None, filename: str | None = None, **more: Any
    ) -> Any:
        if more or not isinstance(source, str) or not isinstance(self.autoescape, bool):
            return compile_anew(self, source, name, filename, **more)
        file = folder / _key(self, source, name)
        if not file.exists():
            _save(file, compile_anew(self, source, name, filename))
        return _of_file(marshal.loads(file.read_bytes()), filename or "<template>")  # noqa: S302 the tests' own folder

    Environment.compile = compile_once  # type: ignore[method-assign,assignment]


def _key(environment: Environment, source: str, name: str | None) -> str:
    """Return a name for all that the code of a template depends on, but for the folder that it lies in."""
    kind = type(environment)
    made_of = (
        f"{kind.__module__}.{kind.__qualname__}",
        environment.autoescape,
        environment.optimized,
        environment.finalize is None,
        environment.lexer.lstrip_blocks,
        environment.trim_blocks,
        environment.keep_trailing_newline,
        sorted(environment.extensions),
        sorted(environment.filters),
        sorted(environment.tests),
        name,
        source,
    )
    return hashlib.sha256(repr(made_of).encode()).hexdigest()


def _save(file: Path, code: CodeType) -> None:
    own = file.with_suffix(f".{os.getpid()}")
    own.write_bytes(marshal.dumps(code))
    own.replace(file)


def _of_file(code: CodeType, filename: str) -> CodeType:
    """Return code as if it had been compiled from another file: messages name it."""
    inner = (_of_file(part, filename) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(inner))
