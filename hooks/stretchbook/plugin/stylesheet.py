"""One stylesheet of many: every page loads them all, and one small file is there sooner than ten."""

from __future__ import annotations

from pathlib import Path

import rcssmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

URI = "assets/site.css"
"""Where it is, from the root of the site."""


def join_stylesheets(config: MkDocsConfig, files: Files) -> None:
    """Put one file in the place of all stylesheets of the settings that lie beside it, in their order.

    What they load is named from their folder, so those of another folder stay as they are, and so does all that is
    behind the first of them: later rules win.
    """
    beside: list[File] = []
    for address in map(str, config.extra_css):
        file = files.get_file_from_path(address)
        if file is None or file.abs_src_path is None or Path(address).parent != Path(URI).parent:
            break
        beside.append(file)
    if beside:
        texts = [Path(str(file.abs_src_path)).read_text(encoding="utf-8") for file in beside]
        joined = "\n".join(str(rcssmin.cssmin(text)) for text in texts) + "\n"
        for file in beside:
            files.remove(file)
        files.append(File.generated(config, URI, content=joined, inclusion=InclusionLevel.NOT_IN_NAV))
        config.extra_css = [URI, *config.extra_css[len(beside) :]]
