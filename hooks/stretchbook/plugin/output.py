"""Where a build writes the site, until all is checked, and where it then puts it."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort

from stretchbook.site.atomic_dir import AtomicDir, AtomicDirError, check_place

if TYPE_CHECKING:
    from stretchbook.plugin.build import Build

log = logging.getLogger("mkdocs.stretchbook")


class Output:
    """Has MkDocs write into a new folder, beside the site's own or inside it. Raises `Abort` where none can be."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._site_dir = str(build.config.site_dir)
        try:
            check_place(
                Path(self._site_dir),
                apart=[Path(build.config.docs_dir), *build.templates, build.records, build.top / "hooks",
                       build.top / ".git"],
                around=[build.top, Path(os.path.expanduser("~"))],  # noqa: PTH111 Path's own raises where there is no home
            )  # fmt: skip
            self._folder = AtomicDir(Path(self._site_dir), log.info)
        except AtomicDirError as refusal:
            raise Abort(str(refusal)) from None
        build.config.site_dir = str(self._folder.folder)

    def commit(self) -> None:
        """Put the new content in place of the old. Raises `Abort` where that fails."""
        try:
            self._folder.commit()
        except AtomicDirError as refusal:
            raise Abort(str(refusal)) from None
        self._build.config.site_dir = self._site_dir
        log.info("Checked, and put in place: %s", self._folder.target)
        if self._build.session.command == "gh-deploy":
            self._publish_copy_without_git(self._folder.target)

    def abandon(self) -> None:
        """Drop the new content; harmless after `commit`."""
        self._folder.abandon()
        if self._build.config.site_dir == str(self._folder.folder):
            self._build.config.site_dir = self._site_dir

    def explain(self, error: OSError) -> str:
        """Return one line that says what the system could not do."""
        return self._folder.explain(error)

    def _publish_copy_without_git(self, site: Path) -> None:
        """Have a copy published if the site's folder is a checkout: `gh-deploy` publishes every file, also `.git`."""
        if not any(site.rglob(".git")):
            return
        copy = self._build.cache / "published"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns(".git"), ignore_dangling_symlinks=True)
        self._build.config.site_dir = str(copy)
        log.info("%s is a checkout of git. Published is a copy without its .git; afterwards, `git reset` there.", site)
