"""Setting documents with Typst, in the packaged fonts and no others, so that every machine sets the same."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from stretchbook.text.glyphs import FONT_FOLDERS


class TypesettingError(Exception):
    """Typst fails, or warns; the message is its own."""


@dataclass(frozen=True)
class Typesetter:
    """Sets one template, a `.typ` file, also in several threads. All words reach it as data, by `inputs`."""

    template: Path
    _own: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @cached_property
    def identity(self) -> str:
        """What a document is made of beside its inputs: Typst's version, and the template."""
        return f"{version('typst')}\0{self.template.read_text(encoding='utf-8')}"

    def set(self, inputs: Mapping[str, str], **options: Any) -> bytes:
        """Return the document; `options` are Typst's, such as `format`. Raises `TypesettingError`, for warnings too."""
        try:
            made, warnings = self._compiler.compile_with_warnings(sys_inputs=dict(inputs), **options)
        except typst.TypstError as fault:
            raise TypesettingError(fault.message) from fault
        if warnings:
            raise TypesettingError("; ".join(warning.message for warning in warnings))
        if not isinstance(made, bytes):
            raise TypesettingError("Typst gave no single document.")
        return made

    @property
    def _compiler(self) -> typst.Compiler:
        """The compiler of this thread: none may be used by two at once."""
        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(input=str(self.template), font_paths=self._fonts)
        compiler: typst.Compiler = self._own.compiler
        return compiler

    @cached_property
    def _fonts(self) -> typst.Fonts:
        folders = [str(folder) for folder in FONT_FOLDERS]
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
