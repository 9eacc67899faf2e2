"""What MkDocs runs. Only this room imports mkdocs, and nothing but the hook imports this room."""

from stretchbook.plugin.plugin import StretchbookPlugin

__all__ = ["StretchbookPlugin"]
