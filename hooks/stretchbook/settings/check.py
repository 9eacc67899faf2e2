"""Settings that cannot be used, in `mkdocs.yml` and in the environment: found before anything is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from stretchbook.problems import Problem, cut
from stretchbook.settings import dates
from stretchbook.settings.defaults import completed
from stretchbook.settings.mkdocs_yml import PLUGIN, Settings, plugin_options, records_name
from stretchbook.settings.theme_folder import packaged_theme
from stretchbook.settings.web_address import WebAddressError, repository_address, site_address
from stretchbook.text.plain_file import read_plain

_SEARCHES = {"search", "material/search"}
_LARGEST_LOGO = 1_000_000
_TEMPLATES = ("main.html", "404.html", "records/stretch.html")


def settings_problems(settings: Settings, environment: Mapping[str, str] = os.environ) -> Iterator[Problem]:
    """Yield all that is wrong with the settings of a project and with its environment."""
    settings = completed(settings)
    for check in (_name, _addresses, _page_addresses, _theme, _look, _plugins, _loaded, _records):
        yield from check(settings)
    try:
        dates.check_environment(environment)
    except dates.DateError as fault:
        yield Problem(settings.file.name, 1, 1, dates.VARIABLE, str(fault), fault.fix)


def _name(settings: Settings) -> Iterator[Problem]:
    name = settings.get("site_name")
    if not isinstance(name, str) or not name.strip():
        yield settings.problem(("site_name",), "the site has no name.", "Write it as text: it stands on every page.")


def _addresses(settings: Settings) -> Iterator[Problem]:
    checks: dict[str, Callable[[str], str]] = {"site_url": site_address, "repo_url": repository_address}
    for name, address in checks.items():
        value = settings.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            yield settings.problem(
                (name,), f"`{cut(str(value))}` is not a web address.", "Correct it, or leave it empty."
            )
            continue
        try:
            address(value)
        except WebAddressError as fault:
            yield settings.problem((name,), str(fault), fault.fix)


def _page_addresses(settings: Settings) -> Iterator[Problem]:
    if settings.get("use_directory_urls") is False:
        message = "records have addresses like `stretches/<id>/`, which search, data and printed sheets hold."
        fix = "Remove this; to read the site without a server of your own, run `python -m http.server -d site`."
        yield settings.problem(("use_directory_urls",), message, fix)


def _theme(settings: Settings) -> Iterator[Problem]:
    theme = settings.get("theme")
    name = settings.get("theme", "name") if isinstance(theme, Mapping) else theme
    if name != "material":
        yield settings.problem(("theme", "name"), f"`{name}` is not the theme of the templates.", "Write `material`.")
    folder = settings.get("theme", "custom_dir")
    folders = [*([settings.file.parent / folder] if isinstance(folder, str) else []), *packaged_theme()]
    missing = [part for part in _TEMPLATES if not any((folder / part).is_file() for folder in folders)]
    if not folders:
        fix = "Bring back the folder `overrides`, or name another: `custom_dir`, below `theme`."
        yield settings.problem(("theme",), "the folder of the templates is missing.", fix)
    elif missing:
        message = f"`{folder}` lacks {', '.join(f'`{part}`' for part in missing)}."
        fix = "Name the folder of the project's templates, `overrides`, or bring them back."
        yield settings.problem(("theme", "custom_dir"), message, fix)


def _look(settings: Settings) -> Iterator[Problem]:
    if settings.get("theme", "font") is not False:
        fix = "Write `font: false`."
        yield settings.problem(
            ("theme", "font"), "would load fonts from another site, with every reader's address.", fix
        )
    palette = settings.get("theme", "palette")
    if not isinstance(palette, list) or not any(isinstance(part, Mapping) and part.get("toggle") for part in palette):
        fix = "Remove it, or give each scheme a `toggle` with an `icon` and a `name`."
        message = "needs its two schemes, each with a `toggle`: the search button stands beside it."
        yield settings.problem(("theme", "palette"), message, fix)
    yield from _logo(settings)


def _logo(settings: Settings) -> Iterator[Problem]:
    logo = settings.get("theme", "logo")
    if logo is None:
        return
    fix = "Name an SVG file in the folder of the pages, or remove it: then there are no pictures for shared links."
    docs = settings.get("docs_dir")
    file = settings.file.parent / (docs if isinstance(docs, str) else "docs") / str(logo)
    try:
        is_svg = b"<svg" in read_plain(file, _LARGEST_LOGO)
    except (OSError, ValueError):
        yield settings.problem(("theme", "logo"), f"`{cut(str(logo))}` is not there.", fix)
        return
    if not is_svg:
        yield settings.problem(("theme", "logo"), f"`{cut(str(logo))}` is not an SVG.", fix)


def _plugins(settings: Settings) -> Iterator[Problem]:
    plugins = settings.get("plugins")
    found = dict(plugin_options(settings))
    for name in _SEARCHES & found.keys():
        message = "the site has a search of its own, and the theme's cannot read its pages."
        yield settings.problem(found[name][0], message, "Remove it.")
    if plugins is None:
        message = "is missing: MkDocs then adds a search that cannot read these pages."
        yield settings.problem(("plugins",), message, f"Write `plugins: [{PLUGIN}]`, or `plugins: []` beside a hook.")
    key, options = found.get(PLUGIN, ((), {}))
    for name in options.keys() - {"records"}:
        yield settings.problem((*key, name), "is not an option of this plugin.", "Write `records`, or remove it.")
    if "macros" in found:
        message = (
            "would run what it finds in the braces of pages; the book adds it by itself, and holds it to macro calls."
        )
        yield settings.problem(found["macros"][0], message, "Remove it: pages may call macros without it.")


def _loaded(settings: Settings) -> Iterator[Problem]:
    """Yield what every page would load from another site."""
    for name in ("extra_css", "extra_javascript"):
        items = settings.get(name)
        for number, item in enumerate(items if isinstance(items, list) else ()):
            address = item.get("path") if isinstance(item, Mapping) else item
            if isinstance(address, str) and ("://" in address or address.startswith("//")):
                message = f"`{cut(address)}` would be loaded from another site by every page."
                yield settings.problem((name, number), message, "Put the file into the folder of the pages.")


def _records(settings: Settings) -> Iterator[Problem]:
    name = records_name(settings)
    if name in (".", "..") or set(name) & set("/\\"):
        key, _ = dict(plugin_options(settings))[PLUGIN]
        message, fix = f"`{cut(name)}` is not the name of a folder beside this file.", "Name it alone, without `/`."
        yield settings.problem((*key, "records"), message, fix)
    elif not os.path.lexists(settings.file.parent / name):
        message = f"there is no folder `{name}` beside these settings."
        fix = f"Put this file where `{name}` is, or name another file."
        yield Problem(settings.file.name, 1, 1, "", message, fix)
