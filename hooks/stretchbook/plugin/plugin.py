"""The plugin that MkDocs keeps: its events, in the order in which MkDocs calls them."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, PluginCollection, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from stretchbook.plugin.build import Build
from stretchbook.plugin.errors import raise_as_line
from stretchbook.plugin.finished_site import publish
from stretchbook.plugin.generated_files import drop_unpublished, generated_files
from stretchbook.plugin.page_macros import add_page_macros
from stretchbook.plugin.pages import PageEvents
from stretchbook.plugin.server import build_or_show_why, watch
from stretchbook.plugin.session import Session
from stretchbook.plugin.stylesheet import join_stylesheets
from stretchbook.plugin.theme_templates import prepare_theme
from stretchbook.settings.mkdocs_yml import RECORDS

_FIRST, _LAST = 100, -100
"""Before every other plugin, and after all of them."""


class Options(Config):  # type: ignore[no-untyped-call]
    """What may be said below `- stretchbook:` in `mkdocs.yml`."""

    records = Type(str, default=RECORDS)
    """The name of the folder of the records, beside `mkdocs.yml`."""


class StretchbookPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Answers MkDocs. Each build has a `Build` of its own; what all builds of a command share is in the `Session`."""

    def __init__(self) -> None:
        self.session = Session()
        self._build: Build | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve", "mike"], dirty: bool = False) -> None:
        """Remember the command: MkDocs tells it once, before there is a build."""
        self.session = Session.of(command, is_dirty=dirty)

    @event_priority(_FIRST)
    def _start(self, config: MkDocsConfig) -> None:
        """Start a build, with the macros plugin in it."""
        _refuse_twice(config.plugins)
        if self.session.command != "mike":  # it wants to know the settings, and runs `mkdocs build` afterwards
            self._build = Build(config, self.session)
            add_page_macros(config)

    @event_priority(_LAST)  # the macros plugin is set up by then
    def _read(self, _: MkDocsConfig) -> None:
        """Check settings, records and pages, draw the figures, and offer the macros."""
        if self._build:
            self._build.read()

    on_config = CombinedEvent(_start, _read)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Drop what nobody wrote for readers; add what is made from records: pages, data, sheets and pictures."""
        drop_unpublished(self.build, files)
        self.build.add_files(files, generated_files(self.build, config))
        join_stylesheets(config, files)

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the menu: its titles are known only when all pages are read."""
        self.build.nav = nav

    def on_page_read_source(self, page: Page, **_: Any) -> str | None:
        """Return a page's text as it was when the build began."""
        return PageEvents(self.build).source(page)

    @event_priority(_FIRST)  # before the macros plugin renders the page
    def on_page_markdown(self, markdown: str, page: Page, **_: Any) -> str | None:
        """Refuse macro calls that nothing answers to; describe the pages that are made from records."""
        return PageEvents(self.build).markdown(markdown, page)

    @event_priority(_LAST)  # after everything that adds to the content
    def on_page_content(self, html: str, page: Page, **_: Any) -> str:
        """Put the macros' HTML where their calls stood; escape what the theme writes as it is."""
        return PageEvents(self.build).content(html, page)

    def on_env(self, env: Environment, config: MkDocsConfig, **_: Any) -> None:
        """Have the theme's templates compiled once, and a server's pages rendered only where something changed."""
        prepare_theme(self.build, env, config)

    def on_template_context(self, context: TemplateContext, **_: Any) -> None:
        """Let templates show the date of the data and not that of this minute."""
        context["build_date_utc"] = self.build.date.moment

    @event_priority(_LAST)
    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Fix the theme's faults on the page for addresses that lead nowhere."""
        return PageEvents(self.build).finished_template(output, template_name)

    def on_page_context(self, context: TemplateContext, **_: Any) -> None:
        """Let pages show the date of the data, too."""
        context["build_date_utc"] = self.build.date.moment

    @event_priority(_LAST)
    def on_post_page(self, output: str, page: Page, **_: Any) -> str:
        """Fix the theme's faults."""
        return PageEvents(self.build).finished(output, page)

    @event_priority(_LAST)  # after every plugin that still writes
    def on_post_build(self, **_: Any) -> None:
        """Check what readers will get; put it in place if it is right."""
        publish(self.build)

    @event_priority(_LAST)  # plugins may still name the server's builder
    def on_serve(self, server: LiveReloadServer, **_: Any) -> None:
        """Watch records and templates; show what stops a build, after which MkDocs would answer nobody."""
        watch(server, self.build)
        server.builder = partial(build_or_show_why, server.builder, server.root)

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Leave nothing half-built behind; say in a line what is wrong."""
        self.on_shutdown()
        if self._build:
            raise_as_line(error, self._build)

    def on_shutdown(self) -> None:
        """Leave nothing half-built behind, however the build ended."""
        if self._build:
            self._build.abandon()

    @property
    def build(self) -> Build:
        """The build that is going on, or the last one. There is one from `on_config` on."""
        if not self._build:
            raise RuntimeError("No build has begun: MkDocs calls `on_config` first.")
        return self._build


def _refuse_twice(plugins: PluginCollection) -> None:
    """Raise `Abort` where a project names both the plugin and a hook that stands for it."""
    found = [name for name, plugin in plugins.items() if _is_ours(plugin)]
    if len(found) > 1:
        raise Abort(f"mkdocs.yml: `{'` and `'.join(found)}` are the same plugin. Remove one of the two.")


def _is_ours(plugin: object) -> bool:
    return isinstance(plugin, StretchbookPlugin) or isinstance(getattr(plugin, "plugin", None), StretchbookPlugin)
