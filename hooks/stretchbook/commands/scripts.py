"""`stretchbook scripts`: the list of the scripts that pages may run, once somebody has read what they do."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from stretchbook.commands.project import add_records_option, find_project, refuse
from stretchbook.settings.mkdocs_yml import Settings
from stretchbook.site.scripts import LIST, list_of


def add_to(parser: ArgumentParser) -> None:
    """Name its options."""
    add_records_option(parser)


def run(options: Namespace) -> int:
    """Write it into the folder of the library's own templates; return 1 where the settings have problems."""
    project = find_project(options.records, needs_settings=True)
    if project.problems or not project.settings:
        return refuse(project.problems)
    pages, templates = _folders(project.settings)
    top = project.settings.file.parent
    (top / templates).mkdir(exist_ok=True)
    (top / templates / LIST).write_text(list_of(top / pages, top / templates), encoding="utf-8")
    print(f"Written: {templates}/{LIST}. Whoever reviews it should have read each script that changed.")
    return 0


def _folders(settings: Settings) -> tuple[str, str]:
    theme = settings.get("theme")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    return str(settings.get("docs_dir") or "docs"), str(own or "overrides")
