"""The end of a build: the search index, the last check, and the site in its place."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.exceptions import Abort

from stretchbook.plugin.build import Build
from stretchbook.problems import report
from stretchbook.render import search
from stretchbook.site.check import check_site

log = logging.getLogger("mkdocs.stretchbook")


def publish(build: Build) -> None:
    """Check what readers will get, and put it in place if it is right. Raises `Abort` where it is not."""
    if build.library and not build.problems:
        site = Path(build.config.site_dir)
        (site / search.INDEX).write_bytes(search.index(build.library, build.searched))
        address = "" if build.session.is_serving else build.config.site_url or ""
        build.problems += check_site(site, build.library, address, build.session.checked_pages)
    build.stop_if_building()
    build.cleanup.close()
    if build.problems:
        log.error("%s", report(build.problems))
    if not build.output:
        return
    if build.config.strict and build.warnings.get_counts():
        raise Abort("Aborted because of the warnings above; the site was left as it was.")
    build.output.commit()
