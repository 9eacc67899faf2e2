"""The theme's templates: compiled once, and for a server rendered only where what they read has changed."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from stretchbook.cache.memory import Memory
from stretchbook.cache.templates import CompiledTemplates
from stretchbook.kinds import KIND, OwnPages
from stretchbook.plugin.build import Build
from stretchbook.render import web_fonts
from stretchbook.site.theme import theme_text
from stretchbook.text.digests import digest

_COMPILED = CompiledTemplates()


def prepare_theme(build: Build, env: Environment, config: MkDocsConfig) -> None:
    """Tell the theme's templates which fonts and lists there are; spare the work that an earlier build has done."""
    env.bytecode_cache = _COMPILED
    env.globals |= {"preloaded_fonts": web_fonts.preloaded(), "font_stylesheet": web_fonts.STYLESHEET}
    conditions_page = env.globals["conditions_page"] = _conditions_page(build)
    # While something is broken every page shows the same list, and what is held will soon be wanted again.
    if build.session.is_serving and build.nav and not build.problems:
        shared = _shared_fingerprint(config, build.nav, build.date.day) + theme_text(map(Path, config.theme.dirs))
        env.template_class = _caching_template(build.session.rendered_pages, digest(shared + conditions_page))


def _conditions_page(build: Build) -> str:
    """Return the address of the list of conditions; an empty text in a book that has none."""
    place = KIND["conditions"].place
    has_some = build.library and build.library.conditions
    return f"{place.folder}/" if has_some and isinstance(place, OwnPages) else ""


def _caching_template(rendered_pages: Memory[str], shared: str) -> type[Template]:
    """Return a kind of template that renders a page only if the page differs, or what is `shared` by all pages."""

    class PageTemplate(Template):
        def render(self, *arguments: Any, **named: Any) -> str:
            context = dict(*arguments, **named)
            make = partial(super().render, context)
            page = context["page"]
            if not page:
                return make()
            return rendered_pages.recall(page.file.dest_uri, (shared, digest(_page_fingerprint(page))), make)

    return PageTemplate


def _shared_fingerprint(config: MkDocsConfig, nav: Navigation, day: date) -> str:
    """Return, as text, all that a theme's templates can read whatever the page is: settings, menu and date."""
    settings = {**config, "theme": dict(config.theme), "plugins": list(config.plugins)}
    menu = [(page.title, page.url, page.meta) for page in nav.pages]
    return repr((settings, str(nav), menu, day))


def _page_fingerprint(page: Page) -> str:
    """Return, as text, all that a theme's templates can read of one page."""
    file = (page.file.src_uri, page.file.dest_uri)
    addresses = (page.url, page.canonical_url, page.edit_url)
    return repr((page.title, page.content, page.meta, str(page.toc), file, addresses))
