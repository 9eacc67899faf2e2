"""What MkDocs runs. Only this room imports mkdocs; only the hook and the package's entry point import this room."""

from stretchbook.plugin.plugin import StretchbookPlugin

__all__ = ["StretchbookPlugin"]
