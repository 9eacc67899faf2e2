"""What is read from `mkdocs.yml` and the environment, and how wrong settings are told."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers.broken_cases import SMALL_SITE
from helpers.project import TOP
from stretchbook.cli import main
from stretchbook.problems import ProblemsError
from stretchbook.settings.check import settings_problems
from stretchbook.settings.defaults import defaults
from stretchbook.settings.mkdocs_yml import read_settings
from stretchbook.settings.web_address import WebAddressError, repository_address, site_address

SETTINGS = (TOP / "mkdocs.yml").read_text(encoding="utf-8")
PLUGINS = "plugins: []\n"
PALETTE = SETTINGS[SETTINGS.index("  palette:") : SETTINGS.index("\nextra:")]
UNSET: Mapping[str, str] = {}


def settings_file(top: Path, *changes: tuple[str, str]) -> Path:
    """The project's `mkdocs.yml` with some of its text replaced, beside the project's folders."""
    text = SETTINGS
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    for folder in ("content", "stretches", "overrides"):
        (top / folder).symlink_to(TOP / folder)
    file = top / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return file


def problems_of(file: Path, environment: Mapping[str, str] = UNSET) -> list[str]:
    try:
        return [str(problem) for problem in settings_problems(read_settings(file), environment)]
    except ProblemsError as refusal:
        return [str(problem) for problem in refusal.problems]


@pytest.fixture(autouse=True)
def no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


def test_our_own_settings_are_those_that_other_libraries_get() -> None:
    ours = read_settings(TOP / "mkdocs.yml").values
    for name, value in defaults(TOP).items():
        if isinstance(value, dict):
            assert {key: ours[name].get(key) for key in value} == value
        else:
            assert ours[name] == value


def test_our_own_settings_are_right(tmp_path: Path) -> None:
    assert problems_of(settings_file(tmp_path)) == []


CHANGES = {
    ("use_directory_urls: true", "use_directory_urls: false"):
        "1: use_directory_urls: records have addresses like `stretches/",
    ("  name: material", "  name: mkdocs"): "3: theme.name: `mkdocs` is not the theme",
    ("  custom_dir: overrides", "  custom_dir: stretches"):
        "3: theme.custom_dir: `stretches` lacks `main.html`, `404.html`, `records/stretch.html`.",
    ("  logo: assets/mark.svg", "  logo: mark.svg"): "3: theme.logo: `mark.svg` is not there.",
    ("  logo: assets/mark.svg", "  logo: index.md"): "3: theme.logo: `index.md` is not an SVG.",
    ("  font: false", "  font: {text: Roboto}"): "3: theme.font: would load fonts from another site",
    (PALETTE, "  palette: {scheme: slate}"): "3: theme.palette: needs its two schemes",
    ("  - assets/print.css", "  - https://elsewhere.invalid/a.css"):
        "5: extra_css: `https://elsewhere.invalid/a.css` would be loaded from another site",
    (PLUGINS, "plugins: [macros]\n"):
        "11: plugins.macros: would run what it finds in the braces of pages",
    (PLUGINS, "plugins:\n"): "1: plugins: is missing: MkDocs then adds a search",
    (PLUGINS, "plugins: [stretchbook: {recrods: a}]\n"): "25: plugins.stretchbook.recrods: is not an option",
    (PLUGINS, "plugins: [stretchbook: {records: a/b}]\n"):
        "25: plugins.stretchbook.records: `a/b` is not the name of a folder",
    (PLUGINS, "plugins: [search]\n"): "11: plugins.search: the site has a search of its own",
    ("site_name: Stretchbook", "site_name: ''"): "1: site_name: the site has no name.",
    ('site_url: !ENV [SITE_URL, ""]', "site_url: 12"): "1: site_url: `12` is not a web address.",
    ('site_url: !ENV [SITE_URL, ""]', "site_url: example.org/book"):
        "1: site_url: `example.org/book` does not begin with `https://` or `http://`. Write `https://example.org/book`.",
    ('repo_url: !ENV [REPO_URL, ""]', "repo_url: git@example.org:team/book.git"):
        "1: repo_url: `git@example.org:team/book.git` is not an address that a browser can open."
        " Write `https://example.org/team/book`.",
    ("docs_dir: content", "INHERIT: base.yml"): "1: INHERIT: `base.yml` is not a file that can be inherited from.",
    (SETTINGS, "- a\n"): "1: has no settings.",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[1][:40])
def test_a_setting_that_breaks_pages_is_one_line(tmp_path: Path, change: tuple[str, str]) -> None:
    file = settings_file(tmp_path, change)
    line = file.read_text(encoding="utf-8").split("\n").index(change[1].split("\n")[0]) + 1
    (told,) = problems_of(file)
    assert told.startswith(f"mkdocs.yml:{line}:{CHANGES[change]}")


def test_text_that_is_not_yaml_is_told_at_its_line(tmp_path: Path) -> None:
    file = settings_file(tmp_path, ("docs_dir: content", "docs_dir: [content"))
    (told,) = problems_of(file)
    line = file.read_text(encoding="utf-8").split("\n").index("docs_dir: [content") + 2
    assert told.startswith(f"mkdocs.yml:{line}:9: cannot be read as YAML: ")


def test_what_comes_from_the_environment_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/?a=1")
    line = SETTINGS.split("\n").index('site_url: !ENV [SITE_URL, ""]') + 1
    (told,) = problems_of(settings_file(tmp_path))
    assert told.startswith(f"mkdocs.yml:{line}:1: SITE_URL: `https://example.org/?a=1` has more than a path")


def test_what_is_inherited_is_told_where_it_stands(tmp_path: Path) -> None:
    base = settings_file(tmp_path, ("  font: false", "  font: true"), ("  name: material", "  name: mkdocs"))
    child = tmp_path / "book.yml"
    child.write_text("INHERIT: mkdocs.yml\nsite_name: Book\ntheme:\n  name: readthedocs\n", encoding="utf-8")
    line = base.read_text(encoding="utf-8").split("\n").index("  font: true") + 1
    named, font = problems_of(child)
    assert named.startswith("book.yml:4:3: theme.name: `readthedocs` ")
    assert font.startswith(f"mkdocs.yml:{line}:3: theme.font: ")


def test_settings_that_inherit_from_each_other_end(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    (told,) = problems_of(tmp_path / "mkdocs.yml")
    assert told.startswith("mkdocs.yml:1:1: INHERIT: ")


def test_the_check_tells_settings_and_records_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SMALL_SITE / "stretches", tmp_path / "clinic" / "stretches")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2024-01-01")
    (tmp_path / "clinic" / "mkdocs.yml").write_text("use_directory_urls: false\n", encoding="utf-8")
    (tmp_path / "clinic" / "stretches" / "cautions.yml").unlink()
    assert main(["check", str(tmp_path / "clinic" / "stretches")]) == 1
    told = capsys.readouterr().err
    for part in (
        "mkdocs.yml:1:1: use_directory_urls: ",
        "mkdocs.yml:1:1: SOURCE_DATE_EPOCH: ",
        "stretches/cautions.yml",
    ):
        assert part in told


# Addresses.

SITES = {
    "https://example.org": "https://example.org/",
    "https://example.org/book": "https://example.org/book/",
    "http://localhost:8000/": "http://localhost:8000/",
    "https://EXAMPLE.org/Book/": "https://example.org/Book/",
    "https://müller.example/ärzte/": "https://xn--mller-kva.example/%C3%A4rzte/",
    "https://example.org//a//b/../c": "https://example.org/a/c/",
    "http://[::1]:8000/x": "http://[::1]:8000/x/",
    "https://example.org/%7Eme/": "https://example.org/%7Eme/",
}
NO_SITES = {
    "example.org/book": "Write `https://example.org/book`.",
    "//example.org": "Write `https://example.org`.",
    "https://https://example.org": "Write `https://example.org`.",
    " https://example.org ": "Write `https://example.org`.",
    "https://example.org/my book": "Write `https://example.org/my%20book`.",
    "https://exa mple.org": "Correct it, or leave it empty.",
    "https://example.org/?a=1#b": "Write `https://example.org/`.",
    "https://example.org/book/index.html": "Write that of its folder, `https://example.org/book/`.",
    "file:///srv/book": "Correct it, or leave it empty.",
    "https://": "Correct it, or leave it empty.",
    "https://a..b/": "Correct it, or leave it empty.",
    "http://[::1": "Correct it.",
    "https://example.org:port/": "Correct it.",
}
REPOSITORIES = {
    "https://example.org/team/book.git": "https://example.org/team/book",
    "https://example.org/team/book/": "https://example.org/team/book",
    "https://example.org/team/book.git/": "https://example.org/team/book",
}
NO_REPOSITORIES = ("git@example.org:team/book.git", "ssh://git@example.org:22/team/book.git", "example.org/team/book")


@pytest.mark.parametrize("given", SITES)
def test_a_sites_address_is_written_in_one_way(given: str) -> None:
    assert site_address(given) == SITES[given]


@pytest.mark.parametrize("given", NO_SITES)
def test_what_is_no_sites_address_is_refused_with_what_was_meant(given: str) -> None:
    with pytest.raises(WebAddressError) as refusal:
        site_address(given)
    assert refusal.value.fix == NO_SITES[given]


def test_a_password_in_an_address_is_neither_published_nor_told() -> None:
    for given in ("https://me:secret@example.org/", "https://me:secret@example.org/a b?c"):
        with pytest.raises(WebAddressError) as refusal:
            site_address(given)
        assert "secret" not in f"{refusal.value}{refusal.value.fix}"


@pytest.mark.parametrize("given", REPOSITORIES)
def test_a_repositorys_address_is_that_of_its_page(given: str) -> None:
    assert repository_address(given) == REPOSITORIES[given]


@pytest.mark.parametrize("given", NO_REPOSITORIES)
def test_an_address_for_git_is_refused_with_the_pages(given: str) -> None:
    with pytest.raises(WebAddressError) as refusal:
        repository_address(given)
    assert refusal.value.fix == "Write `https://example.org/team/book`."
