"""The end of a build: the search index, the last check, and the site in its place."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.exceptions import Abort

from stretchbook.plugin.build import Build
from stretchbook.plugin.generated_files import lunr
from stretchbook.problems import report
from stretchbook.render import search
from stretchbook.site.check import check_site
from stretchbook.site.policy import add_policies
from stretchbook.site.scripts import KnownScripts, read_lists
from stretchbook.site.theme_styles import trim_theme

log = logging.getLogger("mkdocs.stretchbook")


def publish(build: Build) -> None:
    """Check what readers will get, and put it in place if it is right. Raises `Abort` where it is not."""
    if build.library and not build.problems:
        site, address = Path(build.config.site_dir), build.config.site_url or ""
        (site / search.INDEX).write_bytes(search.index(build.library, build.searched))
        if build.session.is_serving:
            build.problems += check_site(site, build.library, address, build.session.checked_files)
        else:
            add_policies(site)
            build.problems += check_site(site, build.library, address, known=_known_scripts(build))
            # Only now: the check knows the theme's files as they are.
            trim_theme(site)
    build.stop_if_building()
    build.cleanup.close()
    if build.problems:
        log.error("%s", report(build.problems))
    if not build.output:
        return
    if build.config.strict and build.warnings.get_counts():
        raise Abort("Aborted because of the warnings above; the site was left as it was.")
    build.output.commit()


def _known_scripts(build: Build) -> KnownScripts:
    """Return the scripts of the packages that are installed, and those that the project lists."""
    theme = build.config.theme
    own = theme.custom_dir and Path(theme.custom_dir).resolve()
    packages = tuple(folder for folder in map(Path, theme.dirs) if folder.resolve() != own)
    return KnownScripts(packages, {search.ENGINE: lunr()}, read_lists(build.templates))
