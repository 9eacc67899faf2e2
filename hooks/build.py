"""How a site is built, from top to bottom. The only file that imports mkdocs.

MkDocs calls `on_startup` once and `on_config` at each build. Each build gets a `Spine` of its own, which holds
all that the build knows; nothing is carried from one build to the next.
"""

from __future__ import annotations

import html
import logging
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from stretchbook import api, redirects
from stretchbook.addresses import Addresses
from stretchbook.calls import call_problems, line_of_call
from stretchbook.library import Library, load
from stretchbook.macros import MacroError, Macros
from stretchbook.pages import RecordPage, record_pages
from stretchbook.problems import Problem, ProblemsError, report
from stretchbook.rendered import check_site
from stretchbook.rendering import Renderer
from stretchbook.swap import Swap
from stretchbook.theme import ThemeChanged, mend
from stretchbook.troubles import troubles_page

log = logging.getLogger("mkdocs.stretchbook")

RECORDS = "stretches"
"""The folder of the records, beside `mkdocs.yml`."""

_PLACE = re.compile(r'<(div|span) data-stretchbook="(\d+)"></\1>')


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Remember the command: MkDocs tells it once, before there is a build that could hold it."""
    Spine.is_serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build."""
    spine = Spine(config)
    config.plugins["stretchbook"] = spine
    spine.begin()
    return config


class Spine(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """One build. Its events stand in the order in which MkDocs calls them."""

    is_serving: ClassVar[bool] = False

    def __init__(self, config: MkDocsConfig) -> None:
        self.top = Path(config.config_file_path).parent
        self.site_config = config
        self.library: Library | None = None
        self.renderer: Renderer | None = None
        self.swap: Swap | None = None
        self.problems: list[Problem] = []
        self.pages: dict[str, RecordPage] = {}
        self.stash: list[str] = []
        self.macro_names: set[str] = set()
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)

    # What is there before any page.

    def begin(self) -> None:
        """Read and check the records; from here on there is a library or there are problems."""
        os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time(self.top))
        logging.getLogger("mkdocs").addHandler(self.warnings)
        if not self.site_config.repo_url:
            self.site_config.edit_uri = None
        try:
            self.library = load(self.top / RECORDS)
        except ProblemsError as refusal:
            self.problems += refusal.problems
            self._stop_if_building()
        self._register_macros()
        if not self.is_serving:
            self.swap = Swap(Path(self.site_config.site_dir))
            self.site_config.site_dir = str(self.swap.folder)

    def _register_macros(self) -> None:
        plugin: Any = self.site_config.plugins["macros"]
        overrides = self.top / "overrides"
        if self.library:
            self.renderer = Renderer(self.library, overrides)
            macros = Macros(self.renderer, lambda: str(plugin.page.url)).all()
        else:
            macros = dict.fromkeys(Macros.NAMES, Markup)
        self.macro_names = set(macros)
        guarded = {name: self._guarded(name, macro, plugin) for name, macro in macros.items()}
        plugin.register_macros(guarded)

    def _guarded(self, name: str, macro: Callable[..., str], plugin: Any) -> Callable[..., str]:
        """Keep a macro's HTML out of Markdown's sight, and its faults out of the page."""

        def call(*arguments: Any, **named: Any) -> str:
            if not self.library:
                return ""
            try:
                made = macro(*arguments, **named)
            except Exception as fault:  # noqa: BLE001 a template may raise anything, and no traceback may reach a user
                self._note_fault(name, plugin.page, fault)
                return ""
            self.stash.append(str(made))
            tag = "span" if name in Macros.INLINE else "div"
            return f'<{tag} data-stretchbook="{len(self.stash) - 1}"></{tag}>'

        return call

    def _note_fault(self, macro: str, page: Page, fault: Exception) -> None:
        log.debug("%s failed", macro, exc_info=fault)
        path, line = self._path(page), line_of_call(page.markdown or "", macro)
        if isinstance(fault, (MacroError, TypeError)) and page.file.src_uri not in self.pages:
            self.problems.append(Problem(path, line, 1, "", f"{macro}: {fault}", "Correct the call."))
            return
        if isinstance(fault, TemplateSyntaxError):
            path, line = self._relative(fault.filename), fault.lineno
        wrong = f"{macro} cannot be rendered: {type(fault).__name__}: {fault}."
        mend_ = "Mend the template in overrides/records." if isinstance(fault, TemplateError) else "Please report this."
        self.problems.append(Problem(path, line, 1, "", wrong, mend_))

    def _relative(self, filename: str | None) -> str:
        return Path(filename or "overrides/records").resolve().relative_to(self.top.resolve()).as_posix()

    def _path(self, page: Page) -> str:
        made = self.pages.get(page.file.src_uri)
        docs = Path(self.site_config.docs_dir).resolve()
        return made.edit if made else f"{docs.relative_to(self.top.resolve()).as_posix()}/{page.file.src_uri}"

    # Files.

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add what is made from records: pages, data and the addresses that records used to have."""
        written = {file.dest_uri for file in files}
        for file in self._made_files(config):
            if file.dest_uri in written:
                wrong = "stands where a record's page goes."
                self.problems.append(Problem(f"content/{file.src_uri}", 1, 1, "", wrong, "Rename one of the two."))
            written.add(file.dest_uri)
            files.append(file)
        self._stop_if_building()

    def _made_files(self, config: MkDocsConfig) -> Iterator[File]:
        if not self.library or not self.renderer:
            yield from self._stand_ins(config)
            return
        depth = os.path.relpath(self.top, config.docs_dir).replace(os.sep, "/")
        for page in record_pages(self.library):
            self.pages[page.uri] = page
            file = _file(config, page.uri, page.source)
            file.edit_uri = f"{depth}/{page.edit}"
            yield file
        for uri, content in api.files(self.library, self.renderer.routine_seconds):
            yield _file(config, uri, content)
        for old, new in Addresses(self.library).redirects.items():
            yield _file(config, f"{old}index.html", redirects.page(old, new))

    def _stand_ins(self, config: MkDocsConfig) -> Iterator[File]:
        """Give every record an empty page, so that whatever address is open shows the problems."""
        for file in sorted((self.top / RECORDS).glob("**/*.yml")):
            folder = "routines" if file.parent.name == "routines" else "stretches"
            yield _file(config, f"{folder}/{file.stem}.md", "\n")

    # Pages.

    @event_priority(100)  # before the macros plugin renders the page
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str | None:
        """Refuse macro calls that nothing answers to; name the pages that are made from records."""
        made = self.pages.get(page.file.src_uri)
        if made:
            page.meta["hide"] = ["navigation", "toc"]
            page.meta["description"] = made.description
            return None
        plugin: Any = config.plugins["macros"]
        faults = list(call_problems(markdown, self._path(page), plugin.env, {*plugin.variables, *page.meta, "page"}))
        self.problems += faults
        return "" if faults else None

    @event_priority(-100)  # after everything that adds to the content
    def on_page_content(self, content: str, page: Page, **_: Any) -> str:
        """Put the macros' HTML where their calls stood; escape what the theme writes as it is."""
        made = self.pages.get(page.file.src_uri)
        title = made.title if made else html.unescape(str(page.title or ""))
        page.title = html.escape(title)
        for name in ("title", "description"):
            if name in page.meta:
                page.meta[name] = html.escape(str(page.meta[name]))
        if self.problems and self.is_serving:
            return str(troubles_page(self.problems))
        return _PLACE.sub(lambda found: self.stash[int(found[2])], content)

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, **_: Any) -> str:
        """Mend the theme's faults."""
        return self._mended(output, page.file.src_uri)

    @event_priority(-100)
    def on_post_template(self, output_content: str, template_name: str, **_: Any) -> str:
        """Mend the theme's faults on the page for addresses that lead nowhere."""
        if template_name != "404.html":
            return output_content
        return self._mended(output_content, template_name)

    def _mended(self, output: str, name: str) -> str:
        if self.problems and self.is_serving:
            return re.sub(r"(<article[^>]*>).*?(</article>)", self._troubles, output, count=1, flags=re.DOTALL)
        try:
            return mend(output, name)
        except ThemeChanged as change:
            self.problems.append(Problem("hooks/stretchbook/theme.py", 1, 1, "", str(change), ""))
            return output

    def _troubles(self, found: re.Match[str]) -> str:
        return f"{found[1]}{troubles_page(self.problems)}{found[2]}"

    # The finished site.

    @event_priority(-100)  # after every plugin that still writes
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check what readers will get; put it in place if it is right."""
        if self.library and not self.problems:
            site_url = config.site_url if not self.is_serving else ""
            self.problems += check_site(Path(config.site_dir), self.library, site_url or "")
        self._stop_if_building()
        self._finish()

    def _finish(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.problems:
            log.error("%s", report(self.problems))
        if not self.swap:
            return
        if self.site_config.strict and self.warnings.get_counts():
            raise Abort("Aborted because of the warnings above; the site was left as it was.")
        self.swap.commit()

    def on_serve(self, server: LiveReloadServer, **_: Any) -> None:
        """Watch the records and the templates."""
        for folder in (RECORDS, "overrides"):
            server.watch(str(self.top / folder))

    def on_build_error(self, **_: Any) -> None:
        """Leave nothing half-built behind."""
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Leave nothing half-built behind, however the build ended."""
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.swap:
            self.swap.abandon()

    def _stop_if_building(self) -> None:
        if not self.problems or self.is_serving:
            return
        self.on_shutdown()
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print("\n".join(problem.annotation() for problem in sorted(set(self.problems))))
        raise Abort(report(self.problems))


def _file(config: MkDocsConfig, uri: str, content: str | bytes) -> File:
    return File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def commit_time(top: Path) -> str:
    """Give the time of the last commit, in seconds since 1970, so that one commit always gives the same bytes.

    Without a commit it is the start of 1980, the earliest that every archive format can hold.
    """
    command = ["git", "-C", str(top), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() or "315532800"
    except (OSError, subprocess.CalledProcessError):
        return "315532800"
